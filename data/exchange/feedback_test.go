package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

var today = data.NewDate(2026, time.November, 24)

func builtInMap(t *testing.T, name string) Map {
	t.Helper()
	m, err := MapFor(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// commentMap is a small map of comments for the tests.
func commentMap() Map {
	return Map{
		Name: "ours", Source: "ours", Record: RecordFeedback, DateOrder: DayFirst, DateGroups: []string{"Ward"},
		Columns: map[string]string{"id": "No", "respondent": "Who", "date": "Day", "unit": "Ward", "text": "Said", "sentiment": "Mood"},
		Themes:  Themes{From: "Food", To: "Noise"},
	}
}

func comments(t *testing.T, m Map, text string) ([]data.Feedback, []error, []data.DateRemark) {
	t.Helper()
	c, err := m.Feedback(sheet(t, text), today)
	if err != nil {
		t.Fatal(err)
	}
	var all []data.Feedback
	var refused []error
	for f, err := range c.Rows {
		if err != nil {
			refused = append(refused, err)
		} else {
			all = append(all, f)
		}
	}
	return all, refused, c.Dates
}

const heading = "No,Who,Day,Ward,Said,Mood,Food,Parking,Noise\n"

func TestCommentIsReadWithItsThemes(t *testing.T) {
	all, refused, remarks := comments(t, commentMap(), heading+"C1,R1,31/12/2025,ICU,\"Loud,\nvery loud\",4,1,,x\n")
	if len(refused)+len(remarks) != 0 {
		t.Fatalf("refused %v, remarks %v", refused, remarks)
	}
	want := data.Feedback{Source: "ours", ExternalID: "C1", Received: data.NewDate(2025, 12, 31), Unit: "ICU",
		Text: "Loud,\nvery loud", Sentiment: 4, Themes: []string{"Food", "Noise"}, Who: "R1"}
	if got, want := asJSON(t, all[0]), asJSON(t, want); got != want {
		t.Errorf("read %s\nwant %s", got, want)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRowThatCannotBeUnderstoodIsRefusedWithTheReason(t *testing.T) {
	all, refused, _ := comments(t, commentMap(), heading+
		"C1,R1,31/12/2025,ICU,fine,9,,,\n"+ // no such sentiment
		",R2,31/12/2025,ICU,fine,1,,,\n"+ // no number
		"C3,R3,31/12/2025,ICU,fine,1,,,,and more\n"+ // wider than the heading
		"C4,R4,31/12/2025\n") // short, but the rest is simply empty
	if len(all) != 1 || all[0].ExternalID != "C4" || all[0].Text != "" {
		t.Errorf("imported %+v, want C4 alone", all)
	}
	for i, want := range []string{`row 2: the sentiment is "9"`, `row 3: its "No" is empty`, "row 4: it has"} {
		var r Refusal
		if i >= len(refused) || !errors.As(refused[i], &r) || !strings.HasPrefix(refused[i].Error(), want) {
			t.Errorf("refusals are %v, want %q", refused, want)
		}
	}
}

func TestRowsWithoutNumbersKeepOneIdentity(t *testing.T) {
	m := commentMap()
	m.Columns = map[string]string{"date": "Day", "text": "Said"}
	text := heading + "C1,R1,31/12/2025,ICU,same,1,,,\nC1,R1,31/12/2025,ICU,same,1\nC1,R1,31/12/2025,ICU,other,1,,,\n"
	first, _, _ := comments(t, m, text)
	second, _, _ := comments(t, m, text)
	ids := map[string]bool{}
	for i := range first {
		ids[first[i].ExternalID] = true
		if first[i].ExternalID != second[i].ExternalID {
			t.Errorf("row %d has another identity in a second import", i+1)
		}
	}
	if len(ids) != 3 {
		t.Errorf("%d identities for three rows", len(ids))
	}
}

func TestDatesOfMixedOrder(t *testing.T) {
	row := func(n int, who, day, ward string) string {
		return fmt.Sprintf("C%d,%s,%s,%s,x,,,,\n", n, who, day, ward)
	}
	tests := []struct {
		name string
		rows []string
		want string // the date of the last row; "" when it must stay unread
	}{
		{"the only reading that is a day", []string{row(1, "", "12/31/2025", "A")}, "2025-12-31"},
		{"no evidence: as the map says", []string{row(1, "", "10/03/2025", "A")}, "2025-03-10"},
		{"day and month alike", []string{row(1, "", "05/05/2025", "A")}, "2025-05-05"},
		{"proven month first before and after", []string{row(1, "", "01/14/2025", "A"), row(2, "", "02/17/2025", "A"), row(3, "", "10/03/2025", "A")}, "2025-10-03"},
		{"another ward's order is no evidence", []string{row(1, "", "01/14/2025", "B"), row(2, "", "10/03/2025", "A")}, "2025-03-10"},
		{"the same person's proven date", []string{row(1, "R", "20/06/2025", "B"), row(2, "R", "20/06/2025", "B"), row(3, "S", "05/06/2025", "B"), row(4, "S", "06/05/2025", "A")}, "2025-06-05"},
		{"one way it lies in the future", []string{row(1, "", "11/12/2026", "A")}, ""}, // both: 11 December, 12 November; see below
		{"day first would be in the future", []string{row(1, "", "10/12/2026", "A")}, "2026-10-12"},
		{"no day of any calendar", []string{row(1, "", "31/31/2025", "A")}, ""},
		{"29 February of a common year", []string{row(1, "", "29/02/2025", "A")}, ""},
		{"no date", []string{row(1, "", "", "A")}, ""},
		{"long ago", []string{row(1, "", "01/02/1925", "A")}, ""},
		{"words", []string{row(1, "", "3 Oct 2025", "A")}, "2025-10-03"},
		{"words, month first, comma", []string{row(1, "", "\"October 3, 2025\"", "A")}, "2025-10-03"},
		{"ISO with a time", []string{row(1, "", "2025-10-03T14:05:00Z", "A")}, "2025-10-03"},
		{"two digits of the year", []string{row(1, "", "31.12.25", "A")}, "2025-12-31"},
		{"between proven dates of both orders", []string{row(1, "", "13/01/2025", "A"), row(2, "", "01/14/2025", "A"), row(3, "", "x", "B"), row(4, "", "10/03/2025", "A")}, ""},
	}
	tests[6].want = "2026-11-12" // 11 December 2026 has not come
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, _, remarks := comments(t, commentMap(), heading+strings.Join(tt.rows, ""))
			last := all[len(all)-1]
			if got := last.Received.String(); got != tt.want {
				t.Errorf("read %q, want %q (%s)", got, tt.want, last.DateNote)
			}
			if tt.want != "" {
				return
			}
			if n := len(remarks); n == 0 || !remarks[n-1].Read.IsZero() || remarks[n-1].Row != 1+len(tt.rows) || last.DateNote == "" {
				t.Errorf("the unread date is not listed: %+v", remarks)
			}
		})
	}
}

func TestRowsAroundAndTheSamePersonMayContradictEachOther(t *testing.T) {
	// The ward writes month first; the person's other comment, in a ward that
	// writes day first, is of 10 March. One of the two is wrong: nobody guesses.
	all, _, remarks := comments(t, commentMap(), heading+
		"1,P,10/03/2025,A,x\n2,Q,20/03/2025,A,x\n3,Q,01/14/2025,B,x\n4,P,10/03/2025,B,x\n5,Q,01/15/2025,B,x\n")
	for _, i := range []int{0, 3} {
		if !all[i].Received.IsZero() || !strings.Contains(all[i].DateNote, "contradict") {
			t.Errorf("row %d was read as %s (%s), want unread", i+1, all[i].Received, all[i].DateNote)
		}
	}
	unread := 0
	for _, r := range remarks {
		if r.Read.IsZero() {
			unread++
		}
	}
	if unread != 2 {
		t.Errorf("%d dates listed as unread, want 2: %+v", unread, remarks)
	}
}

func TestDateReadAgainstTheMapIsListed(t *testing.T) {
	_, _, remarks := comments(t, commentMap(), heading+"1,,31/01/2025,A,x\n2,,1/14/2025,B,x\n3,,10/03/2025,B,x\n")
	if len(remarks) != 2 || remarks[0].Row != 3 || remarks[1].Row != 4 || remarks[1].Read != data.NewDate(2025, 10, 3) || remarks[1].Was != "10/03/2025" {
		t.Errorf("remarks are %+v, want rows 3 and 4 as read month first", remarks)
	}
}

// expectation is what the sample's own counts say.
type expectation struct {
	Rows      int            `json:"rows"`
	Themes    map[string]int `json:"themes"`
	Units     map[string]int `json:"by_service1"`
	Sentiment map[string]int `json:"sentiment"`
	Empty     int            `json:"empty_answers"`
	Longest   int            `json:"longest_answer"`
}

func TestRealCommentsAreReadWhole(t *testing.T) {
	dir := samples(t, "complaints")
	var want expectation
	raw, err := os.ReadFile(filepath.Join(dir, "nhs_patient_comments_v6.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(dir, "nhs_patient_comments_v6.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s, err := ReadSheet(file)
	if err != nil {
		t.Fatal(err)
	}
	c, err := builtInMap(t, "nhs-comments").Feedback(s, today)
	if err != nil {
		t.Fatal(err)
	}
	got := expectation{Themes: map[string]int{}, Units: map[string]int{}, Sentiment: map[string]int{}}
	for name := range want.Themes {
		got.Themes[name] = 0
	}
	days := map[string]data.Date{} // of each respondent
	for f, err := range c.Rows {
		if err != nil {
			t.Fatal(err)
		}
		got.Rows++
		got.Units[f.Unit]++
		mood := ""
		if f.Sentiment > 0 {
			mood = fmt.Sprint(f.Sentiment)
		}
		got.Sentiment[mood]++
		for _, theme := range f.Themes {
			got.Themes[theme]++
		}
		if f.Text == "" {
			got.Empty++
		}
		got.Longest = max(got.Longest, len([]rune(f.Text)))
		if f.Received.IsZero() {
			t.Errorf("%s has no date: %s", f.ExternalID, f.DateNote)
		}
		who, _, _ := strings.Cut(f.ExternalID, " - ")
		if other, ok := days[who]; ok && other != f.Received {
			t.Errorf("%s answered on two days, %s and %s", who, other, f.Received)
		}
		days[who] = f.Received
	}
	if got.Rows != want.Rows || got.Empty != want.Empty || got.Longest != want.Longest ||
		!maps.Equal(got.Themes, want.Themes) || !maps.Equal(got.Units, want.Units) || !maps.Equal(got.Sentiment, want.Sentiment) {
		t.Errorf("read   %+v\nexpect %+v", got, want)
	}
	// 504 rows of one service are written month first; the numbers of its
	// respondents follow the days on which they answered.
	if len(c.Dates) != 504 {
		t.Errorf("%d dates are listed as read against the map, want 504", len(c.Dates))
	}
	assertDaysFollowNumbers(t, days, "NEAS S&C ")
}

func assertDaysFollowNumbers(t *testing.T, days map[string]data.Date, prefix string) {
	t.Helper()
	last := data.Date(0)
	for n := range 10_000 {
		day, ok := days[fmt.Sprintf("%s%d", prefix, n)]
		if ok && day < last {
			t.Errorf("%s%d answered on %s, before the one with the number before (%s)", prefix, n, day, last)
		}
		last = max(last, day)
	}
	if last.IsZero() {
		t.Errorf("nobody is named %q", prefix)
	}
}

func TestRealConsumerComplaintsAreCounted(t *testing.T) {
	dir := samples(t, "complaints")
	var want struct {
		Rows   int            `json:"rows"`
		Units  map[string]int `json:"by_product"`
		Months map[string]int `json:"by_month_received"`
	}
	raw, err := os.ReadFile(filepath.Join(dir, "cfpb_complaints_subset.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "cfpb_complaints_subset.csv"))
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlan(sheet(t, string(text)), nil, data.DefaultSettings(), planNow)
	if p.From != FromBuiltIn || p.Map.Name != "cfpb" {
		t.Fatalf("the plan is by the map %q (%s), want cfpb", p.Map.Name, p.From)
	}
	all, refused, remarks := planned(t, p)
	units, months := map[string]int{}, map[string]int{}
	identities := map[string]bool{}
	for _, c := range all {
		units[c.Unit]++
		months[data.DateOf(c.ReceivedAt, p.Settings.Zone()).Month().String()]++
		identities[c.Identity] = true
		if c.ClosedAt.IsZero() || c.Closure != data.ClosedReferredOut {
			t.Errorf("row %d is not closed as passed on: %+v", c.Row, c)
		}
	}
	if len(identities) != want.Rows {
		t.Errorf("%d rows have an identity of their own, want %d", len(identities), want.Rows)
	}
	if len(all) != want.Rows || len(refused)+len(remarks) != 0 || !maps.Equal(units, want.Units) || !maps.Equal(months, want.Months) {
		t.Errorf("read %d rows, refused %v, remarks %v, units %v, months %v", len(all), refused, remarks, units, months)
	}
}
