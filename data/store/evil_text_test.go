package store

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// evil are texts that are kept whole or refused with a sentence, never changed.
var evil = map[string]string{
	"emoji":              "👩🏽‍⚕️ said no 🏥",
	"right to left":      "שלום \u202egnp.exe\u202c عربي",
	"zero byte":          "before\x00after",
	"invalid UTF-8":      "before\xff\xfeafter",
	"half a letter":      "Zo\xc3",
	"a word of 100 kB":   strings.Repeat("w", 100_000),
	"a text of 1 MB":     strings.Repeat("She waited. ", 1<<20/12),
	"markup and SQL":     `<script>'; drop table cases; --</script> " * NEAR(`,
	"accents, stacked":   "Z" + strings.Repeat("\u0301", 500) + "oe",
	"steers a terminal":  "\x1b[2J\x07",
	"looks like a field": `","harm":5,"x":"`,
}

// TestNoTextIsChangedWithoutAWord puts each text into each field that an officer
// fills, one at a time. It is refused by a Missing, or comes back as it was.
func TestNoTextIsChangedWithoutAWord(t *testing.T) {
	at := monday
	heard := spoken(at)
	heard.Relation, heard.Complainant = "spouse", data.Person{Given: "Ann", Authority: data.AuthorityVerbal}
	for name, r := range map[string]evilRecord{
		"intake": evilIn(heard, func(d *desk, _ data.CaseFile, v data.Intake) (data.CaseFile, error) { return d.OpenCase(d.ctx(), v) }),
		"person": evilIn(data.Person{Role: data.RoleComplainant, Family: "Løkke"}, func(d *desk, f data.CaseFile, v data.Person) (data.CaseFile, error) {
			return d.SavePerson(d.ctx(), f.Key, v)
		}),
		"issue": evilIn(data.Issue{Words: "x", Category: data.HCAT[0].Code}, func(d *desk, f data.CaseFile, v data.Issue) (data.CaseFile, error) {
			return d.SaveIssue(d.ctx(), f.Key, v)
		}),
		"finding": evilIn(data.Finding{Outcome: data.Inconclusive, Reasons: "x"}, func(d *desk, f data.CaseFile, v data.Finding) (data.CaseFile, error) {
			return d.RecordFinding(d.ctx(), f.Key, f.Issues[0].ID, v)
		}),
		"step": evilIn(data.Step{Kind: data.StepKinds[0].Value, Subject: "x"}, func(d *desk, f data.CaseFile, v data.Step) (data.CaseFile, error) {
			return d.SaveStep(d.ctx(), f.Key, v)
		}),
		"advocacy": evilIn(data.Advocacy{Kind: data.AdvocacyKinds[0].Value, Goal: "x"}, func(d *desk, f data.CaseFile, v data.Advocacy) (data.CaseFile, error) {
			return d.SaveAdvocacy(d.ctx(), f.Key, v)
		}),
		"contact": evilIn(data.Contact{Mode: data.ContactModes[0].Value, At: at, With: "x", Summary: "y"}, func(d *desk, f data.CaseFile, v data.Contact) (data.CaseFile, error) {
			return d.AddContact(d.ctx(), f.Key, v, false)
		}),
		"note": evilIn(data.Note{Class: data.NoteOrdinary, Text: "x"}, func(d *desk, f data.CaseFile, v data.Note) (data.CaseFile, error) {
			return d.AddNote(d.ctx(), f.Key, v)
		}),
		"task": evilIn(data.Task{What: "x", Due: data.DateOf(at, time.UTC)}, func(d *desk, f data.CaseFile, v data.Task) (data.CaseFile, error) {
			return d.AddTask(d.ctx(), f.Key, v)
		}),
		"meeting": evilIn(data.Meeting{When: at.Add(-time.Hour), Place: "x", Held: true, Parties: []string{"x"}, Interests: "y"}, func(d *desk, f data.CaseFile, v data.Meeting) (data.CaseFile, error) {
			return d.SaveRecord(d.ctx(), f.Key, &v)
		}),
		"details": evilIn(data.CaseDetails{Unit: "4 West", Owner: "Dana Whitfield"}, func(d *desk, f data.CaseFile, v data.CaseDetails) (data.CaseFile, error) {
			return d.UpdateCase(d.ctx(), f.Key, v)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r.fill(t, newDesk(t, false), name)
		})
	}
}

func TestAnyTextMayBeSearchedFor(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	for _, text := range evil {
		if _, err := d.Cases(t.Context(), data.CaseQuery{Text: text}); err != nil {
			t.Errorf("searching for %.20q: %v", text, err)
		}
		if _, err := d.Feedback(t.Context(), data.FeedbackQuery{Text: text}); err != nil {
			t.Errorf("searching comments for %.20q: %v", text, err)
		}
	}
}

// evilRecord is a record with good texts, and how it is saved into a case.
type evilRecord struct {
	value reflect.Value
	save  func(d *desk, f data.CaseFile) (data.CaseFile, error)
}

func evilIn[T any](good T, save func(d *desk, f data.CaseFile, v T) (data.CaseFile, error)) evilRecord {
	return evilRecord{reflect.ValueOf(&good).Elem(), func(d *desk, f data.CaseFile) (data.CaseFile, error) { return save(d, f, good) }}
}

// own are the texts that the session sets itself, whatever it is given.
var own = regexp.MustCompile(`\.(By|ImportedBy|DoneBy|Finding\..*|(Patient|Complainant)\.(Role|Relation))$`)

// fill saves the record with each text in each field. The case begins anew after
// a large text that was taken, or each change would read and write all of them.
func (r evilRecord) fill(t *testing.T, d *desk, name string) {
	f := d.open()
	for path, field := range texts(r.value, "") {
		if own.MatchString(path) {
			continue
		}
		good := field.String()
		for what, text := range evil {
			field.SetString(text)
			got, err := r.save(d, f)
			var m data.Missing
			switch {
			case errors.As(err, &m) && len(m.Blocking()) > 0:
			case err != nil:
				t.Errorf("%s%s, %s: %v", name, path, what, err)
			case len(text) > 1_000_000:
				t.Errorf("%s%s took %s", name, path, what)
			case !holds(t, got, text):
				t.Errorf("%s%s changed %s without a word", name, path, what)
			case len(text) > 10_000:
				f = d.open()
			}
		}
		field.SetString(good)
	}
	if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() {
		t.Errorf("%+v", r)
	}
}

// texts are the fields of a record that hold text, those of records in it too.
func texts(v reflect.Value, path string) map[string]reflect.Value {
	all := map[string]reflect.Value{}
	for i := range v.NumField() {
		f, name := v.Field(i), path+"."+v.Type().Field(i).Name
		switch {
		case f.Kind() == reflect.String:
			all[name] = f
		case f.Kind() == reflect.Struct && strings.HasPrefix(f.Type().PkgPath(), "rapport/"):
			for n, inner := range texts(f, name) {
				all[n] = inner
			}
		}
	}
	return all
}

// holds reports whether the case as it was written holds the text, letter for
// letter, but for white space at its ends.
func holds(t *testing.T, f data.CaseFile, text string) bool {
	t.Helper()
	all, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(all), string(quoted[1:len(quoted)-1])) && !strings.Contains(string(all), `\ufffd`)
}
