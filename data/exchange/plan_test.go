package exchange

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

var planNow = time.Date(2026, time.November, 24, 15, 0, 0, 0, time.UTC)

func planOf(t *testing.T, text string) *Plan {
	t.Helper()
	return NewPlan(sheet(t, text), nil, data.DefaultSettings(), planNow)
}

func planned(t *testing.T, p *Plan) (all []data.ImportedCase, refused []Refusal, remarks []data.DateRemark) {
	t.Helper()
	rows, err := p.Map.Cases(p.Sheet, p.Settings, p.Now)
	if err != nil {
		t.Fatal(err)
	}
	for in, err := range rows.Rows {
		var r Refusal
		if errors.As(err, &r) {
			refused = append(refused, r)
		} else {
			all = append(all, in)
		}
	}
	return all, refused, rows.Dates
}

func sheet1(t *testing.T, raw []byte) Sheet {
	t.Helper()
	all, err := ReadSheets(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	return all[0]
}

// A log as an office keeps it: columns of its own names, one that nothing takes.
const ownLog = "Case #,Date Received,Complainant Name,Relationship to Patient,Phone Number,E-mail,Patient Name,MRN,DOB,How Received,Type,Department,Description of Complaint,Issue Type,Assigned To,Entered By,Ack Letter,Response Letter Date,Resolution,Action Taken,Date Closed,Outcome,Staff Involved,Room\n" +
	"G-1,03/14/2024,Orla Vane,Wife,212-555-0144,orla@example.org,Ivo Vane,M55,02/29/1948,Phone Call,Formal Complaint,4 West,Nobody came for an hour.,Rude staff,Kim Ito,Lee Marsh,03/15/2024,03/20/2024,We apologized.,Spoke to the team.,03/21/2024,Yes,Nurse Adams; Dr. Bell,412\n" +
	"G-2,03/15/2024,,,,,Ada Quill,M56,,Walk-in,Complaint,4 West,The tray was cold.,Food,Kim Ito,Lee Marsh,,,,,,,,\n"

func TestColumnsOfAnOwnLogAreGuessed(t *testing.T) {
	p := planOf(t, ownLog)
	if p.From != FromGuess || p.Map.Record != RecordCase {
		t.Fatalf("the plan is %s of %s", p.From, p.Map.Record)
	}
	for field, heading := range map[string]string{
		"id": "Case #", "date": "Date Received", "complainant": "Complainant Name", "relation": "Relationship to Patient", "phone": "Phone Number", "email": "E-mail",
		"patient": "Patient Name", "mrn": "MRN", "birth_date": "DOB", "channel": "How Received", "kind": "Type", "unit": "Department", "text": "Description of Complaint",
		"category": "Issue Type", "owner": "Assigned To", "author": "Entered By", "acknowledged": "Ack Letter", "letter_date": "Response Letter Date",
		"resolution": "Resolution", "action": "Action Taken", "closed": "Date Closed", "finding": "Outcome", "staff": "Staff Involved",
	} {
		if p.Map.Columns[field] != heading {
			t.Errorf("%s is read from %q, want %q", field, p.Map.Columns[field], heading)
		}
	}
	if left := p.LeftOut(); len(left) != 1 || left[0] != "Room" {
		t.Errorf("left out are %q, want Room alone", left)
	}
}

func TestWordsThatAreNotKnownAreAskedOnceWithTheLikestFirst(t *testing.T) {
	p := planOf(t, ownLog)
	want := map[string]string{"channel/Phone Call": "phone", "channel/Walk-in": "in_person", "kind/Formal Complaint": "grievance", "relation/Wife": "spouse",
		"category/Rude staff": "respect", "category/Food": "environment", "finding/Yes": "substantiated"}
	for _, u := range p.Unknown() {
		name := u.Field + "/" + u.Was
		if u.Field == "unit" { // one that the office does not have may stay as it is written
			if u.Was != "4 West" || u.Count != 2 || u.Refuses {
				t.Errorf("%+v", u)
			}
			continue
		}
		if u.Suggestion != want[name] {
			t.Errorf("%s: %q is suggested, want %q", name, u.Suggestion, want[name])
		}
		if u.Count != 1 || u.Known || !u.Refuses {
			t.Errorf("%s: %+v", name, u)
		}
		delete(want, name)
		p.Translate(u.Field, u.Was, u.Suggestion)
	}
	if len(want) > 0 {
		t.Errorf("not asked: %v", want)
	}
	for _, u := range p.Unknown() {
		if !u.Known && u.Refuses {
			t.Errorf("%s %q is asked again", u.Field, u.Was)
		}
	}
	all, refused, _ := planned(t, p)
	if len(refused) != 0 || len(all) != 2 {
		t.Fatalf("refused: %v", refused)
	}
	c := all[0]
	if c.Channel != data.Phone || c.Kind != data.Grievance || c.Relation != "spouse" || c.Author != "Lee Marsh" || c.Owner != "Kim Ito" ||
		c.AcknowledgedOn != data.NewDate(2024, 3, 15) || c.AnsweredOn != data.NewDate(2024, 3, 20) {
		t.Errorf("read %+v", c)
	}
	if n := len(c.People); n != 4 || c.People[1].Phone != "212-555-0144" || c.People[1].Email != "orla@example.org" || c.People[0].Phone != "" ||
		c.People[3].Role != data.RoleStaff || c.People[3].ListName() != "Bell, Dr." {
		t.Errorf("people are %+v", c.People)
	}
	if len(c.Texts) != 2 || c.Texts[0].Note() != "Action Taken:\nSpoke to the team." || c.Issues[0].Finding.Answer != "We apologized." {
		t.Errorf("texts are %+v, issues %+v", c.Texts, c.Issues)
	}
	p.Map.Rest = true
	if all, _, _ = planned(t, p); all[0].Texts[2].Note() != RestHeading+":\nRoom: 412" || len(all[1].Texts) != 0 {
		t.Errorf("the rest is %+v", all[0].Texts)
	}
}

func TestAWordThatTheMapLeavesOutRefusesNothing(t *testing.T) {
	p := planOf(t, ownLog)
	for _, u := range p.Unknown() {
		p.Translate(u.Field, u.Was, "")
	}
	all, refused, _ := planned(t, p)
	if len(all) != 2 || len(refused) != 0 || len(all[0].Issues) != 0 || all[0].Channel != data.ByLetter {
		t.Errorf("read %+v, refused %v", all, refused)
	}
}

func TestPreviewShowsEachCellWithItsReadingAndWhatIsWrong(t *testing.T) {
	p := planOf(t, ownLog)
	rows, err := p.Preview(10)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	wrong := ""
	for _, c := range rows[0].Cells {
		if c.Wrong {
			wrong += c.Label + "=" + c.Was + ";"
		}
	}
	if rows[0].Refused == "" || wrong != "Channel=Phone Call;" {
		t.Errorf("row 1: %q, wrong %q", rows[0].Refused, wrong)
	}
	for _, u := range p.Unknown() {
		p.Translate(u.Field, u.Was, u.Suggestion)
	}
	rows, err = p.Preview(1)
	if err != nil || len(rows) != 1 || rows[0].Refused != "" {
		t.Fatal(rows, err)
	}
	read := map[string]string{}
	for _, c := range rows[0].Cells {
		read[c.Field] = c.Was + " -> " + c.Read
	}
	for field, want := range map[string]string{"channel": "Phone Call -> Phone", "date": "03/14/2024 -> March 14, 2024", "category": "Rude staff -> Respect and patient rights",
		"finding": "Yes -> Substantiated", "closed": "03/21/2024 -> March 21, 2024", "complainant": "Orla Vane -> Vane, Orla"} {
		if read[field] != want {
			t.Errorf("%s: %q, want %q", field, read[field], want)
		}
	}
}

func TestTheOrderOfDatesIsAskedWhereNothingProvesIt(t *testing.T) {
	log := func(days ...string) *Plan {
		text := "Number,Received,Description\n"
		for i, d := range days {
			text += string(rune('a'+i)) + "," + d + ",Told.\n"
		}
		return planOf(t, text)
	}
	for _, tt := range []struct {
		days  []string
		known bool
		order Order
		mixed bool
	}{
		{[]string{"03/04/2024", "05/06/2024"}, false, MonthFirst, false},
		{[]string{"03/04/2024", "25/06/2024"}, true, DayFirst, false},
		{[]string{"03/04/2024", "06/25/2024"}, true, MonthFirst, false},
		{[]string{"2024-03-04", "2024-06-05"}, true, MonthFirst, false},
		{[]string{"25/06/2024", "26/06/2024", "03/04/2024", "06/25/2024"}, true, DayFirst, true},
	} {
		p := log(tt.days...)
		ask := p.Dates()
		if p.OrderKnown != tt.known || p.Map.DateOrder != tt.order || ask.Mixed != tt.mixed || ask.Ask == tt.known {
			t.Errorf("%v: known %v, %s, %+v", tt.days, p.OrderKnown, p.Map.DateOrder, ask)
		}
		if tt.known != (p.Gaps().Err() == nil) {
			t.Errorf("%v: gaps are %v", tt.days, p.Gaps())
		}
	}
	ask := log("25/06/2024", "26/06/2024", "03/04/2024", "06/25/2024").Dates()
	var orders []string
	for _, e := range ask.Examples {
		orders = append(orders, e.Was+" "+string(e.Order)+" "+e.Read.String())
	}
	if got := strings.Join(orders, "; "); got != "25/06/2024 day_first 2024-06-25; 26/06/2024 day_first 2024-06-26; 03/04/2024  ; 06/25/2024 month_first 2024-06-25" {
		t.Errorf("examples are %s", got)
	}
}

func TestScoresAreReadByTheirScaleAndWordsByThemselves(t *testing.T) {
	for _, tt := range []struct {
		scale Scale
		cell  string
		want  int
		bad   bool
	}{
		{Scale{}, "1", 1, false}, {Scale{}, "5", 5, false}, {Scale{}, "", 0, false}, {Scale{}, "6", 0, true},
		{Scale{1, 5}, "5", 1, false}, {Scale{1, 5}, "4", 2, false}, {Scale{1, 5}, "3", 3, false}, {Scale{1, 5}, "2", 4, false}, {Scale{1, 5}, "1", 5, false},
		{Scale{0, 10}, "0", 5, false}, {Scale{0, 10}, "10", 1, false}, {Scale{0, 10}, "5", 3, false}, {Scale{0, 10}, "6", 2, false},
		{Scale{0, 100}, "100", 1, false}, {Scale{0, 100}, "75", 2, false}, {Scale{0, 100}, "50", 3, false}, {Scale{0, 100}, "25", 4, false}, {Scale{0, 100}, "0", 5, false},
		{Scale{1, 5}, "Very satisfied", 1, false}, {Scale{}, "very dissatisfied", 5, false}, {Scale{}, "Neutral", 3, false}, {Scale{}, "Never", 5, false},
		{Scale{}, "5 - Very satisfied", 1, false}, {Scale{}, "Poor (1)", 4, false}, {Scale{1, 5}, "★★★★☆", 2, false}, {Scale{1, 5}, "4/5", 2, false}, {Scale{1, 5}, "4 out of 5", 2, false},
		{Scale{0, 10}, "9/10", 1, false}, {Scale{}, "N/A", 0, false}, {Scale{1, 5}, "rubbish", 0, true}, {Scale{1, 5}, "NaN", 0, true}, {Scale{1, 5}, "1e3", 0, true},
	} {
		got, ok := tt.scale.read(tt.cell)
		if got != tt.want || ok == tt.bad {
			t.Errorf("%v %q: %d %v, want %d", tt.scale, tt.cell, got, ok, tt.want)
		}
	}
}

func TestASurveyAsksWhatItsScoresMean(t *testing.T) {
	survey := func(scores ...string) *Plan {
		text := "Response ID,Survey date,Rating,Comments\n"
		for i, s := range scores {
			text += string(rune('a'+i)) + ",2024-05-06," + s + ",Fine.\n"
		}
		return planOf(t, text)
	}
	p := survey("1", "5", "4")
	if p.Map.Record != RecordFeedback || p.ScaleKnown || p.Map.Scale != (Scale{1, 5}) {
		t.Errorf("stars: %+v known %v", p.Map, p.ScaleKnown)
	}
	p.SetScale(Scale{5, 1})
	if err := p.Gaps().Err(); err != nil {
		t.Error(err)
	}
	if p := survey("0", "100", "75"); !p.ScaleKnown || p.Map.Scale != (Scale{0, 100}) {
		t.Errorf("mean scores: %+v", p.Map.Scale)
	}
	if p := survey("Good", "Very good", "Poor"); !p.ScaleKnown || p.Gaps().Err() != nil {
		t.Errorf("words: %v", p.Gaps())
	}
}

func TestCommentsOfASurveyAreFlaggedWhereTheyAskForAnAnswer(t *testing.T) {
	p := planOf(t, "Survey date,Unit,Comments,What could we do better,Phone,Contact me\n"+
		"2024-05-06,ICU,Fine.,Quieter nights,212-555-0144,\n2024-05-07,ICU,Please call me about the bill.,,,\n2024-05-08,ICU,Fine.,,,Yes\n2024-05-08,ICU,My number is 212-555-0177,,,No\n")
	rows, err := p.Map.Feedback(p.Sheet, today)
	if err != nil {
		t.Fatal(err)
	}
	var asks []bool
	for f, err := range rows.Rows {
		if err != nil {
			t.Fatal(err)
		}
		asks = append(asks, f.Asks != "")
		if f.Row == 1 && (f.Text != "Fine.\n\nQuieter nights" || f.Reach != "212-555-0144") {
			t.Errorf("read %+v", f)
		}
	}
	if len(asks) != 4 || asks[0] || !asks[1] || !asks[2] || !asks[3] {
		t.Errorf("asks are %v", asks)
	}
}

func TestAStatusWithoutADayOfClosingIsSettledOrRefused(t *testing.T) {
	p := planOf(t, "Number,Received,Description,Status,Letter date,Days to close\n1,2024-05-06,Told.,Closed,2024-05-10,\n2,2024-05-06,Told.,Resolved,,4\n3,2024-05-06,Told.,Closed,,\n4,2024-05-06,Told.,Pending,2024-05-10,\n")
	for _, u := range p.Unknown() {
		p.Translate(u.Field, u.Was, u.Suggestion)
	}
	all, refused, _ := planned(t, p)
	zone := p.Settings.Zone()
	if len(all) != 3 || data.DateOf(all[0].ClosedAt, zone).String() != "2024-05-10" || data.DateOf(all[1].ClosedAt, zone).String() != "2024-05-10" || !all[2].ClosedAt.IsZero() {
		t.Errorf("read %+v", all)
	}
	if len(refused) != 1 || refused[0].Row != 4 || refused[0].Column != "Status" {
		t.Errorf("refused %+v", refused)
	}
}

func TestAMapIsFoundAgainByTheHeadings(t *testing.T) {
	p := planOf(t, ownLog)
	p.Translate("channel", "Phone Call", "phone")
	again := NewPlan(sheet(t, strings.ToUpper(ownLog[:strings.Index(ownLog, "\n")])+"\n"), &p.Map, p.Settings, p.Now)
	if again.From != FromMemory || again.Map.Values["channel"]["Phone Call"] != "phone" || again.Sheet.Headings() != p.Sheet.Headings() {
		t.Errorf("the plan is %s", again.From)
	}
	other := NewPlan(sheet(t, "Number,Received,Description\n"), &p.Map, p.Settings, p.Now)
	if other.From == FromMemory {
		t.Error("a map is taken for a sheet that lacks its columns")
	}
}

func TestRealNarrativesComeInAsCases(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(samples(t, "complaints"), "cfpb_with_narratives.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlan(sheet1(t, raw), nil, data.DefaultSettings(), planNow)
	all, refused, _ := planned(t, p)
	// One of the ten has no day of receipt.
	if p.Map.Name != "cfpb-narratives" || len(all) != 9 || len(refused) != 1 || refused[0].Column != "date_received" {
		t.Fatalf("by %s: %d read, refused %v", p.Map.Name, len(all), refused)
	}
	if c := all[1]; c.Number != "3199633" || !strings.HasSuffix(c.Story, "\n\nthis is hindering me") || c.Channel != data.WebForm {
		t.Errorf("read %+v", c)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadSheets(ctx, []byte(`{"a":1}`)); !errors.Is(err, context.Canceled) {
		t.Errorf("the reading ended with %v", err)
	}
}

func TestTypeOfConcernIsTheCategoryAndNotTheStory(t *testing.T) {
	p := planOf(t, "Ref,Date received,Ward,Type of concern,Complaint text\n1,2025-03-04,ICU,Waiting,We waited.\n")
	if c := p.Map.Columns; c[fieldText] != "Complaint text" || c[fieldCategory] != "Type of concern" || c[fieldKind] != "" {
		t.Errorf("the columns are read as %v", c)
	}
}

func TestALogWithoutANameIsCalledByWhatItHoldsAndNeverAsAnother(t *testing.T) {
	p := planOf(t, ownLog)
	if p.Map.Source != "Complaint log, November 24, 2026" {
		t.Errorf("the log is called %q", p.Map.Source)
	}
	other := NewPlan(p.Sheet, nil, p.Settings, planNow, p.Map.Source)
	if other.Map.Source != "Complaint log, November 24, 2026 (2)" {
		t.Errorf("a second log of the day is called %q", other.Map.Source)
	}
	later := NewPlan(p.Sheet, &p.Map, p.Settings, planNow.AddDate(0, 0, 30))
	if later.From != FromMemory || later.Map.Source != p.Map.Source {
		t.Errorf("the same log a month later is called %q", later.Map.Source)
	}
}
