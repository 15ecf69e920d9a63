package exchange

import (
	"strings"
	"testing"
	"time"

	"rapport/data"
)

const logHeading = "Number,Received,Channel,Kind,Unit,Complainant,Relation,Patient,MRN,Birth date,What happened,Remedy asked for,Category,Severity,Finding,Closed,Closure\n"

func matters(t *testing.T, text string) ([]data.ImportedCase, []error, []data.DateRemark) {
	t.Helper()
	m := builtInMap(t, "rapport-log")
	c, err := m.Cases(sheet(t, logHeading+text), data.DefaultSettings(), time.Date(2026, time.November, 24, 15, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var all []data.ImportedCase
	var refused []error
	for in, err := range c.Rows {
		if err != nil {
			refused = append(refused, err)
		} else {
			all = append(all, in)
		}
	}
	return all, refused, c.Dates
}

func TestLogRowBecomesACase(t *testing.T) {
	all, refused, _ := matters(t, "L-17,03/04/2026 2:30 PM,Phone,Grievance,ICU,\"Vane, Orla\",Spouse or partner,Ivo Vane,M55,02/29/1948,"+
		"\"Nobody told us. We waited for hours.\",An apology,Communication; processes,2,Substantiated,03/09/2026,\"Resolved, the person is satisfied\"\n")
	if len(refused) != 0 || len(all) != 1 {
		t.Fatalf("refused %v", refused)
	}
	c := all[0]
	zone := data.DefaultSettings().Zone()
	if c.Number != "L-17" || !c.ReceivedAt.Equal(time.Date(2026, 3, 4, 14, 30, 0, 0, zone)) || c.Channel != data.Phone || c.Kind != data.Grievance ||
		c.Relation != "spouse" || c.Unit != "ICU" || c.Remedy != "An apology" || c.Closure != data.ClosedSatisfied || data.DateOf(c.ClosedAt, zone) != data.NewDate(2026, 3, 9) {
		t.Errorf("read %+v", c)
	}
	if len(c.People) != 2 || c.People[0].ListName() != "Vane, Ivo" || c.People[0].MRN != "M55" || c.People[0].BirthDate != data.NewDate(1948, 2, 29) ||
		c.People[1].ListName() != "Vane, Orla" || c.People[1].Authority != data.AuthorityNone {
		t.Errorf("people are %+v", c.People)
	}
	if len(c.Issues) != 2 || c.Issues[0].Category != "communication" || c.Issues[1].Category != "processes" || c.Issues[1].Severity != 2 ||
		c.Issues[1].Finding.Outcome != data.Substantiated || c.Issues[0].Words != "Nobody told us." {
		t.Errorf("issues are %+v", c.Issues)
	}
}

func TestLogRowWithoutAKindIsClassified(t *testing.T) {
	all, refused, _ := matters(t, "1,03/04/2026,E-mail,,ICU,,Self,Ivo Vane,,,A written complaint.,,,,,,\n2,03/04/2026,Survey comment,,ICU,,Self,Ivo Vane,,,A remark.,,,,,,\n")
	if len(refused) != 0 || all[0].Kind != data.Grievance || all[1].Kind != data.Concern {
		t.Errorf("kinds are %+v, refused %v; an e-mail about care is a grievance, a survey comment is not", all, refused)
	}
	if len(all[0].People) != 1 || all[0].People[0].Authority != data.AuthoritySelf {
		t.Errorf("people are %+v, want the patient alone", all[0].People)
	}
}

func TestLogRowIsRefusedInASentence(t *testing.T) {
	const story = ",Phone,Grievance,ICU,,,Ivo Vane,,,It happened.,,"
	for row, want := range map[string]string{
		"," + "03/04/2026" + story + ",,,,":                             `"Number" is empty`,
		"1," + "" + story + ",,,,":                                      "day of receipt is missing",
		"1,13/13/2026" + story + ",,,,":                                 "not a date of the calendar",
		"1,03/04/2026,Phone,Grievance,ICU,,,Ivo Vane,,,,,,,,,":          `"What happened" is empty`,
		"1,03/04/2026,Pigeon,Grievance,ICU,,,Ivo Vane,,,Told.,,,,,,":    `channel "Pigeon" is not known`,
		"1,03/04/2026" + story + "Weather,,,,":                          `category "Weather" is not known`,
		"1,03/04/2026" + story + "Safety,7,,,":                          `severity is "7"`,
		"1,03/04/2026" + story + "Safety,1,Proven,,":                    `finding "Proven" is not known`,
		"1,03/04/2026" + story + ",,,03/01/2026,":                       "before the day of receipt",
		"1,03/04/2026" + story + ",,,soon,":                             "day of closing",
		"1,03/04/2026" + story + ",,,,Withdrawn":                        "no day",
		"1,03/04/2026,Phone,Grievance,ICU,,,Ivo Vane,,99/99/99,T,,,,,,": "birth date",
	} {
		all, refused, _ := matters(t, row+"\n")
		if len(all) != 0 || len(refused) != 1 || !strings.Contains(refused[0].Error(), want) {
			t.Errorf("%s\n  gave %v, want a refusal with %q", row, refused, want)
		}
	}
}

func TestALogRowMayHoldNoMoreThanAFieldTakes(t *testing.T) {
	long := strings.Repeat("w", 150_000)
	row := func(unit, complainant, mrn, story, remedy string) string {
		return "1,03/04/2026,Phone,Complaint," + unit + "," + complainant + ",Spouse or partner,Ivo Vane," + mrn + ",," + story + "," + remedy + ",,,,,\n"
	}
	for name, text := range map[string]string{
		"unit": row(long, "Orla Vane", "1", "x", ""), "complainant": row("ICU", long, "1", "x", ""), "record number": row("ICU", "Orla Vane", long, "x", ""),
		"story": row("ICU", "Orla Vane", "1", long, ""), "remedy": row("ICU", "Orla Vane", "1", "x", long),
	} {
		all, refused, _ := matters(t, text)
		if len(all) != 0 || len(refused) != 1 || !strings.Contains(refused[0].Error(), "150000 characters; shorten it") {
			t.Errorf("%s: %d taken, refused %v", name, len(all), refused)
		}
	}
}

func TestTimeOfReceiptKeepsItsDay(t *testing.T) {
	all, _, _ := matters(t, "1,11/24/2026,Phone,,ICU,,,Ivo Vane,,,Today.,,,,,,\n2,11/23/2026 23:59,Phone,,ICU,,,Ivo Vane,,,Late.,,,,,,\n")
	zone := data.DefaultSettings().Zone()
	for i, want := range []data.Date{data.NewDate(2026, 11, 24), data.NewDate(2026, 11, 23)} {
		if got := data.DateOf(all[i].ReceivedAt, zone); got != want {
			t.Errorf("row %d was received on %s, want %s", i+1, got, want)
		}
	}
}

func TestMapFaultsAreExplained(t *testing.T) {
	ok := `"name":"m","record":"feedback","date_order":"day_first"`
	for text, want := range map[string]string{
		`{` + ok + `,"columns":{"date":"D","text":"T"},"extra":1}`:             "extra",
		`{` + ok + `,"columns":{"date":"D"}}`:                                  `no column to "text"`,
		`{` + ok + `,"columns":{"date":"D","text":"T","mood":"M"}}`:            `a column to "mood"`,
		`{` + ok + `,"columns":{"date":"D","text":"T"},"themes":{"from":"A"}}`: `both "from" and "to"`,
		`{"name":"m","record":"letter","date_order":"day_first","columns":{}}`: `"record" is "letter"`,
		`{"name":"m","record":"feedback","columns":{}}`:                        `"date_order" is ""`,
		`{"record":"feedback","date_order":"day_first","columns":{}}`:          `no "name"`,
		"{\n\"name\": \"m\",\n\"record\" \"feedback\"}":                        "line 3",
		`{"name":1}`: `"name" must be a string`,
		``:           "ends too early",
		`{` + ok + `,"columns":{"date":"D","text":"T"},"values":{"colour":{"a":"b"}}}`: `values of "colour"`,
	} {
		if _, err := ReadMap(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n  gave %v, want %q", text, err, want)
		}
	}
	if _, err := MapFor("no-such-map"); err == nil || !strings.Contains(err.Error(), "nhs-comments") {
		t.Errorf("an unknown map gives %v, want the names of those that exist", err)
	}
}

func TestMapThatNamesAColumnTheFileLacksSaysWhichColumnsItHas(t *testing.T) {
	m := commentMap()
	for text, want := range map[string]string{
		"No,Who,Day,Ward,Mood,Food,Noise\n":            `"Said", which the file does not have. The file has: No, Who, Day`,
		"No,Who,Day,Day,Ward,Said,Mood,Food,Noise\n":   `more than one column "Day"`,
		"No,Who,Day,Ward,Said,Mood,Noise,Food\n":       "Exchange them",
		"no, WHO ,\"Day\n\",Ward,Said,Mood,Food,Noise": "",
	} {
		err := m.Check(sheet(t, text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q gave %v, want %q", text, err, want)
		}
	}
	if _, err := m.Cases(Sheet{}, data.DefaultSettings(), time.Time{}); err == nil {
		t.Error("a map of comments read cases")
	}
}

func TestTheGuardOfAnExportedTableIsTakenOff(t *testing.T) {
	const words = "-5 on the pain scale, she said"
	table := strings.ReplaceAll(logHeading, "Remedy asked for", data.PlainCell("=Remedy")) +
		"1,03/04/2026,Phone,Grievance,ICU," + data.PlainCell("+Vane") + ",,Ivo Vane,,,\"" + data.PlainCell(words) + "\"," + data.PlainCell("'=an apology") + ",,,,,\n" +
		"2,03/04/2026,Phone,Grievance,ICU,,,Ivo Vane,,,'Tis a pity,,,,,,\n"
	s := sheet(t, table)
	if got := s.Header[11]; got != "=Remedy" {
		t.Errorf("the heading is %q, want it without its guard", got)
	}
	m := builtInMap(t, "rapport-log")
	m.Columns["remedy"] = "=Remedy"
	c, err := m.Cases(s, data.DefaultSettings(), time.Date(2026, time.November, 24, 15, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var all []data.ImportedCase
	for in, err := range c.Rows {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, in)
	}
	if all[0].Story != words || all[0].Remedy != "'=an apology" || all[0].People[1].ListName() != "+Vane" {
		t.Errorf("read %+v", all[0])
	}
	if got := all[1].Story; got != "'Tis a pity" {
		t.Errorf("an apostrophe that somebody wrote became %q", got)
	}
}
