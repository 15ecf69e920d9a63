package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func (d *desk) find(q data.CaseQuery) []string {
	d.t.Helper()
	return numbers(must[data.CasePage](d.t)(d.Cases(d.t.Context(), q)))
}

func TestSearchFindsByNameNumberAndTheBeginningOfAWord(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	other := spoken(d.clock.now())
	other.Story, other.Patient = "Parking was full.", data.Person{Given: "Tomasz", Family: "Wójcik"}
	g := caseDo(t)(d.OpenCase(t.Context(), other))
	f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "Her sister Perpetua will call."}))
	f = caseDo(t)(d.RecordFinding(t.Context(), f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Substantiated, Reasons: "The log.", Answer: "We apologise wholeheartedly."}))
	for typed, want := range map[string][]string{
		"infus": {f.Number}, "infusion ran": {f.Number}, "ran infusion": {f.Number}, "INFUSION": {f.Number},
		"zoe": {f.Number}, "Zoë": {f.Number}, "o'brien": {f.Number}, "O’Brien": {f.Number}, "lokke": nil, "løkke": {f.Number},
		"wojcik": {g.Number}, "Wójcik, Tomasz": {g.Number}, "mrn0047": {f.Number}, "perpet": {f.Number}, "wholehe": {f.Number},
		f.Number: {f.Number}, "2026-2": {g.Number}, "PR-2026-000": {g.Number, f.Number}, "pr-20": {g.Number, f.Number}, "pr-2026-00002": {g.Number}, "PR-2026-00009": nil, "00002": {g.Number},
		"infusion parking": nil, "nfusion": nil, "": {g.Number, f.Number}, "rang": {g.Number, f.Number},
	} {
		if got := d.find(data.CaseQuery{Text: typed}); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", typed, got, want)
		}
	}
}

// noteText is a note with a word of its own for each class; a reference takes
// the word alone, as a number.
func noteText(class data.NoteClass, before, after string) string {
	word := strings.ReplaceAll(string(class), "_", "")
	if class == data.NotePSWP {
		return "Secretword" + word + "1"
	}
	return before + word + after
}

func TestSearchNeverFindsRestrictedNotes(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	for _, class := range data.NoteClasses {
		f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: class.Value, Text: noteText(class.Value, "Secretword", " was said.")}))
	}
	f = caseDo(t)(d.UpdateCase(t.Context(), f.Key, data.CaseDetails{Remedy: "A new pump", Owner: f.Owner})) // indexes the case anew
	for _, class := range data.NoteClasses {
		got := d.find(data.CaseQuery{Text: "secretword" + strings.ReplaceAll(string(class.Value), "_", "")})
		if found := len(got) > 0; found != (class.Value == data.NoteOrdinary) {
			t.Errorf("a note of class %s found: %v", class.Label, found)
		}
	}
	history := must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 50))
	for _, h := range history {
		if strings.Contains(h.Summary+h.Before+h.After, "Secretword") {
			t.Errorf("the history of the case tells the note: %s", h.Action)
		}
	}
}

func TestHostileSearchTextIsOnlyText(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	for _, typed := range []string{
		`" * NEAR ( ; --`, `"`, `""`, `*`, `-`, `^call`, `call*`, `words:call`, `{words} : call`, `call AND`, `OR`, `NOT call`, `NEAR(call light, 2)`,
		`') or 1=1 --`, `; drop table cases`, "%", "_", "\x00", "call\x00light", "\xff\xfe", strings.Repeat("a", 100_000), strings.Repeat("a ", 50_000),
		"ﷺ", "é́́́́", "𝒜𝒷", "👩‍👩‍👧", "１２３", "ǅ", "ß", "ſ", "İ", "כּ", "한국어", "ไทย",
	} {
		for _, order := range []data.CaseOrder{data.NewestFirst, data.OldestFirst, data.DueFirst, data.SeverityFirst} {
			if _, err := d.Cases(t.Context(), data.CaseQuery{Text: typed, Order: order}); err != nil {
				t.Errorf("%.20q in the order %s: %v", typed, order, err)
			}
		}
		if _, err := d.CountCases(t.Context(), data.CaseQuery{Text: typed}); err != nil {
			t.Errorf("counting %.20q: %v", typed, err)
		}
		if _, err := d.Feedback(t.Context(), data.FeedbackQuery{Text: typed}); err != nil {
			t.Errorf("feedback %.20q: %v", typed, err)
		}
	}
	if n := d.number(`select count(*) from cases`); n != 1 {
		t.Errorf("%d cases are left", n)
	}
	if got := d.find(data.CaseQuery{Text: "call OR zebra"}); got != nil {
		t.Errorf("an operator is a word like any other, but found %v", got)
	}
}

func TestEveryLetterOfEveryScriptIsFoundAgain(t *testing.T) {
	d := newDesk(t, false)
	for i, word := range []string{"Ærøskøbing", "Škvorecký", "Ελένη", "Достоевский", "נחום", "محمد", "प्रिया", "สมชาย", "한지민", "田中さくら", "Nguyễn"} {
		in := spoken(d.clock.now().Add(time.Duration(i-100) * time.Minute))
		in.Patient.Family = word
		f := caseDo(t)(d.OpenCase(t.Context(), in))
		r := []rune(word)
		for _, typed := range []string{word, string(r[:len(r)-1]), strings.ToUpper(word), strings.ToLower(word)} {
			if got := d.find(data.CaseQuery{Text: typed}); !slices.Contains(got, f.Number) {
				t.Errorf("%q is not found by %q", word, typed)
			}
		}
	}
}

// TestAnIndexThatAnotherConnectionWroteIsInOrder: a connection that searched
// before and then checks must not take what was written since for damage.
func TestAnIndexThatAnotherConnectionWroteIsInOrder(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	story := f.Story
	for i := range 120 {
		f.Story = fmt.Sprintf("word%d again", i)
		err := d.base.write(t.Context(), func(tx *tx) error { return indexCaseWords(tx, &f) })
		if err != nil {
			t.Fatal(err)
		}
		if i >= 60 && i < 60+readers { // each connection once
			must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{Text: "again"}))
		}
	}
	f.Story = story
	d.do(d.base.write(t.Context(), func(tx *tx) error { return indexCaseWords(tx, &f) }))
	for range readers {
		if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() {
			t.Fatalf("%+v", r)
		}
	}
}
