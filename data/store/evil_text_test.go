package store

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"

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
	d := newDesk(t, false)
	f := d.open()
	ctx := t.Context()
	today := d.Settings().Today(d.clock.at)
	heard := spoken(d.clock.at)
	heard.Relation, heard.Complainant = "spouse", data.Person{Given: "Ann", Authority: data.AuthorityVerbal}
	// What the session sets itself, whatever it is given.
	own := regexp.MustCompile(`\.(By|DoneBy|Finding\..*|(Patient|Complainant)\.(Role|Relation))$`)
	records := map[string]struct {
		record any // a pointer to a good one
		save   func(v any) (data.CaseFile, error)
	}{
		"intake": {&heard, func(v any) (data.CaseFile, error) { return d.OpenCase(ctx, *v.(*data.Intake)) }},
		"person": {&data.Person{Role: data.RoleComplainant, Family: "Løkke"}, func(v any) (data.CaseFile, error) { return d.SavePerson(ctx, f.Key, *v.(*data.Person)) }},
		"issue":  {&data.Issue{Words: "x", Category: data.HCAT[0].Code}, func(v any) (data.CaseFile, error) { return d.SaveIssue(ctx, f.Key, *v.(*data.Issue)) }},
		"finding": {&data.Finding{Outcome: data.Inconclusive, Reasons: "x"}, func(v any) (data.CaseFile, error) {
			return d.RecordFinding(ctx, f.Key, f.Issues[0].ID, *v.(*data.Finding))
		}},
		"step":     {&data.Step{Kind: data.StepKinds[0].Value, Subject: "x"}, func(v any) (data.CaseFile, error) { return d.SaveStep(ctx, f.Key, *v.(*data.Step)) }},
		"advocacy": {&data.Advocacy{Kind: data.AdvocacyKinds[0].Value, Goal: "x"}, func(v any) (data.CaseFile, error) { return d.SaveAdvocacy(ctx, f.Key, *v.(*data.Advocacy)) }},
		"contact": {&data.Contact{Mode: data.ContactModes[0].Value, At: d.clock.at, With: "x", Summary: "y"},
			func(v any) (data.CaseFile, error) { return d.AddContact(ctx, f.Key, *v.(*data.Contact), false) }},
		"note":    {&data.Note{Class: data.NoteOrdinary, Text: "x"}, func(v any) (data.CaseFile, error) { return d.AddNote(ctx, f.Key, *v.(*data.Note)) }},
		"task":    {&data.Task{What: "x", Due: today}, func(v any) (data.CaseFile, error) { return d.AddTask(ctx, f.Key, *v.(*data.Task)) }},
		"details": {&[]data.CaseDetails{f.Details()}[0], func(v any) (data.CaseFile, error) { return d.UpdateCase(ctx, f.Key, *v.(*data.CaseDetails)) }},
	}
	for name, r := range records {
		v := reflect.ValueOf(r.record).Elem()
		for path, field := range texts(v, "") {
			if own.MatchString(path) {
				continue
			}
			good := field.String()
			for what, text := range evil {
				field.SetString(text)
				got, err := r.save(r.record)
				var m data.Missing
				switch {
				case errors.As(err, &m) && len(m.Blocking()) > 0:
				case err != nil:
					t.Errorf("%s%s, %s: %v", name, path, what, err)
				case len(text) > 1_000_000:
					t.Errorf("%s%s took %s", name, path, what)
				case !holds(t, got, text):
					t.Errorf("%s%s changed %s without a word", name, path, what)
				}
			}
			field.SetString(good)
		}
	}
	if r := must[VerifyReport](t)(d.Verify(ctx, true, nil)); !r.OK() {
		t.Errorf("%+v", r)
	}
	for _, text := range evil {
		if _, err := d.Cases(ctx, data.CaseQuery{Text: text}); err != nil {
			t.Errorf("searching for %.20q: %v", text, err)
		}
		if _, err := d.Feedback(ctx, data.FeedbackQuery{Text: text}); err != nil {
			t.Errorf("searching comments for %.20q: %v", text, err)
		}
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
