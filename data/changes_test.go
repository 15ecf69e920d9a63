package data

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// kept is a record as the history keeps it.
func kept(t *testing.T, record any) string {
	t.Helper()
	raw, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func said(changes []FieldChange) []string {
	var all []string
	for _, c := range changes {
		all = append(all, c.Field+": "+c.Old+" > "+c.New)
	}
	return all
}

func TestAChangeIsToldInTheOfficersWords(t *testing.T) {
	new, old := NewID(), NewID()
	may := NewDate(2026, time.May, 4)
	at := time.Date(2026, time.May, 4, 18, 5, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		action        string
		before, after any // a string is kept as it is
		want          []string
	}{
		"facts of the case": {"case.save", CaseDetails{Unit: "4 West", Owner: "Dana Whitfield"}, CaseDetails{Unit: "5 East", Owner: "Dana Whitfield", Harm: 2, EventDate: may},
			[]string{"Unit: 4 West > 5 East", "Date of the event:  > May 4, 2026", "Harm: None reported > Minor"}},
		"who pays, and when": {"case.save", CaseDetails{Unit: "4 West", Payer: "medicaid"}, CaseDetails{Unit: "4 West", Payer: "medicare", Shift: "night"},
			[]string{"Payer of the care: Medicaid > Medicare", "Shift in which it happened: Not recorded > Night"}},
		"what a person said of a disability": {"person.save", Person{ID: old, Role: RolePatient}, Person{ID: old, Role: RolePatient, Disability: "hearing"},
			[]string{"Disability, as they said: Not asked > Hearing"}},
		"what is shown of an improvement": {"action.save", ActionPlan{What: "A second nurse"}, ActionPlan{What: "A second nurse", Said: "Nobody came.", Did: "Somebody comes.", Shown: true},
			[]string{"We did:  > Somebody comes.", "You said:  > Nobody came.", "In the shareable report:  > yes"}},
		"locale and goals": {"settings.save", Settings{}, Settings{Locale: "en-GB", Goals: []Goal{{"decided_in_time", 92.5}}},
			[]string{"Numbers, dates and week:  > United Kingdom: 27/11/2026, 1,234.5, from Monday", "Goals:  > Goal for: decided in time; Target: 92.5"}},
		"a person by labels": {"person.save", Person{ID: old, Role: RoleComplainant, Relation: "spouse", State: "OH"},
			Person{ID: old, Role: RoleComplainant, Relation: "spouse", Authority: AuthorityWritten, Interpreter: "asl", Deceased: true, State: "NY",
				Grant: Grant{Until: may, Authorization: Authorization{Purpose: "At the person's request"}}},
			[]string{"Authority to receive information:  > Written authorization", "How far and how long: Until:  > May 4, 2026",
				"How far and how long: Authorization: Purpose:  > At the person's request", "State: OH > NY", "Interpreter: None needed > American Sign Language", "Has died: no > yes"}},
		"an issue with its category": {"issue.save", Issue{Category: "safety", Subcategory: "teamwork", Severity: 1}, Issue{Category: "respect", Subcategory: "privacy", Severity: 3},
			[]string{"Category: Safety > Respect and patient rights", "Sub-category: Teamwork > Privacy", "Severity: Low > High"}},
		"a finding, without who and when": {"issue.finding", Finding{}, Finding{Outcome: Substantiated, Answer: "You were right.", By: "Dana", At: at},
			[]string{"Outcome:  > Substantiated", "Answer for the letter:  > You were right."}},
		"money":                           {"recovery.save", Recovery{Item: "Meal", Cents: 1500}, Recovery{Item: "Meal", Cents: 2050}, []string{"Amount: $15.00 > $20.50"}},
		"an instant in the office's zone": {"step.save", Step{Kind: "timeline"}, Step{Kind: "timeline", When: at}, []string{"When:  > May 4, 2026, 2:05 pm"}},
		"a list, line by line": {"step.save", Step{Kind: Referral, Questions: []string{"Who was on duty?", "Was it logged?"}}, Step{Kind: Referral, Questions: []string{"Who was on duty that night?", "Was it logged?", "Why not?"}},
			[]string{"Questions: Who was on duty? > Who was on duty that night?", "Questions:  > Why not?"}},
		"records of a list by their ids": {"advocacy.save", Advocacy{Levels: []AppealLevel{{ID: old, Path: "part_d", FileBy: may}, {ID: new, Path: "ocr"}}},
			Advocacy{Levels: []AppealLevel{{ID: old, Path: "part_d", FileBy: may, Verified: true}}},
			[]string{"Level: Path: Medicare Part D: redetermination; File by: May 4, 2026 > Path: Medicare Part D: redetermination; File by: May 4, 2026; Verified: yes",
				"Level: Path: Complaint to the Office for Civil Rights > "}},
		"a record added, without what is empty": {"task.add", "", Task{ID: new, What: "Send the photos", Due: may, Owner: "Pat Winter", Promise: true},
			[]string{"What:  > Send the photos", "Due:  > May 4, 2026", "Who does it:  > Pat Winter", "Promise:  > yes"}},
		"a record removed":      {"handout.remove", Handout{Title: "Your rights", To: "The patient", On: may}, "", []string{"On: May 4, 2026 > ", "Title: Your rights > ", "To: The patient > "}},
		"a classification":      {"case.classify", Classified{Kind: Complaint, Row: "10"}, Classified{Kind: Grievance, Row: "6", Answers: Answers{Written: true}}, []string{"Kind: Complaint > Grievance", "Row of the rules that fired: 10 > 6", "Answers to the rules: Came in writing: no > yes"}},
		"a state":               {"case.hold", "investigating", "on_hold", []string{": Investigating > On hold"}},
		"a due date":            {"clock.extend", "2026-03-04", "2026-03-11", []string{": March 4, 2026 > March 11, 2026"}},
		"a case that is linked": {"case.link", "", "PR-2026-00004", []string{":  > PR-2026-00004"}},
		"nothing":               {"case.view", "", "", nil},
		"the same":              {"task.done", Task{What: "Call"}, Task{What: "Call"}, nil},
		"what a newer version wrote": {"parcel.save", `{"id":"` + old.String() + `","sent_on":"2026-03-04","fragile":false,"weight":2}`, `{"id":"` + new.String() + `","sent_on":"2026-03-05","fragile":true,"weight":2,"marks":["red"],"to":{"city":"Lakeshore"}}`,
			[]string{"Fragile: no > yes", "Marks:  > red", "Sent on: March 4, 2026 > March 5, 2026", "To: City:  > Lakeshore"}},
		"what is no record": {"case.save", "{broken", "{broken too", []string{": {broken > {broken too"}},
	} {
		asKept := func(v any) string {
			if s, ok := v.(string); ok {
				return s
			}
			return kept(t, v)
		}
		if got := said(Changes(c.action, asKept(c.before), asKept(c.after), Settings{TimeZone: "America/New_York"})); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestWordsOfARestrictedNoteAreNeverTold(t *testing.T) {
	for _, class := range NoteClasses {
		for _, action := range []string{"note.add", "note.addendum", "whatever.save"} {
			got := strings.Join(said(Changes(action, "", kept(t, Note{ID: NewID(), Class: class.Value, Text: "secretword"}), Settings{})), "\n")
			if tells := strings.Contains(got, "secretword"); tells != (class.Value == NoteOrdinary) {
				t.Errorf("%s of a note that is %s: %q", action, class.Value, got)
			}
		}
	}
	inside := `{"notes":[{"class":"restricted","text":"secretword"}]}`
	if got := strings.Join(said(Changes("other.save", "", inside, Settings{})), "\n"); strings.Contains(got, "secretword") || got == "" {
		t.Errorf("within another record: %q", got)
	}
}

// TestNoRecordIsToldInTheWordsOfTheProgram fills every field of every record and
// reads what the history would say of it.
func TestNoRecordIsToldInTheWordsOfTheProgram(t *testing.T) {
	raw := regexp.MustCompile(`[{}"_]|[0-9a-f]{8}-[0-9a-f]{4}`)
	records := map[string]any{}
	for action, make := range recordTypes {
		records[action+"x"] = make()
	}
	for _, l := range recordLists {
		records[string(l.kind)+".save"] = l.fresh()
	}
	for action, record := range records {
		fillIn(reflect.ValueOf(record).Elem(), 0)
		changes := Changes(action, "", kept(t, record), Settings{})
		if len(changes) < 2 {
			t.Errorf("%s tells %q", action, said(changes))
		}
		seen := map[string]string{}
		for _, c := range changes {
			if c.Field == "" || raw.MatchString(c.Field) || raw.MatchString(c.New) {
				t.Errorf("%s says %q is %q", action, c.Field, c.New)
			}
			if other, twice := seen[c.Field]; twice && other != c.New {
				t.Errorf("%s says %q twice: %q and %q", action, c.Field, other, c.New)
			}
			seen[c.Field] = c.New
		}
	}
}

// fillIn puts something into every field of a record.
func fillIn(v reflect.Value, depth int) {
	switch x := v.Addr().Interface().(type) {
	case *ID:
		*x = NewID()
		return
	case *time.Time:
		*x = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
		return
	case *Date:
		*x = NewDate(2026, 5, 4)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		if depth < 4 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fillIn(v.Index(0), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fillIn(v.Field(i), depth+1)
			}
		}
	}
}
