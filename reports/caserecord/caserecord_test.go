package caserecord

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

// notPrinted are the texts of a case file that the text of a case leaves to the
// window and to --json, by type and field.
var notPrinted = []string{
	"Case.Number", // the title
	"Classification.Row", "Classification.RuleVersion",
	"Person.Street", "Person.City", "Person.State", "Person.Postal", // another address was asked for, so this one is not shown
	"Person.Title", "Person.Given", "Person.Family", // printed as one name
	"Issue.Category", "Issue.Subcategory", // printed as the taxonomy names them
	"Task.From",                                                                                                   // the section of the window in which it was promised
	"HistoryEntry.By", "HistoryEntry.Action", "HistoryEntry.Summary", "HistoryEntry.Before", "HistoryEntry.After", // of another office: beside our own history
	"LetterApproval.Digest", // of what the letter said; the letter is there
}

// filler writes a word of its own into every text of a value, and something into
// everything else.
type filler struct{ words map[string]string }

func (w filler) fill(v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 5, 4, 15, 0, 0, 0, time.UTC)))
		return
	case data.Date:
		v.Set(reflect.ValueOf(data.NewDate(2026, 5, 4)))
		return
	case data.ID:
		v.Set(reflect.ValueOf(data.ID{15: 1}))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			w.fill(v.Field(i), v.Type().Name()+"."+f.Name)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		w.fill(v.Index(0), name)
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			word := fmt.Sprintf("word%dx", len(w.words))
			w.words[word] = name
			v.SetString(word)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(2)
	}
}

// printed is the record of a case as lines.
func printed(f data.CaseFile) string {
	var out strings.Builder
	var item func(it Item)
	item = func(it Item) {
		fmt.Fprintln(&out, it.Line)
		for _, line := range append(it.More, it.Text) {
			fmt.Fprintln(&out, line)
		}
		for _, added := range it.Added {
			item(added)
		}
	}
	for _, p := range Of(f, Plain(practice.Settings(), data.NewDate(2026, 6, 1))) {
		fmt.Fprintln(&out, p.Heading)
		for _, fact := range p.Facts {
			fmt.Fprintln(&out, fact.Label, fact.Value)
		}
		fmt.Fprintln(&out, p.Text)
		for _, it := range p.Items {
			item(it)
		}
	}
	return out.String()
}

func TestTheTextOfACaseHoldsEverythingThatWasWrittenInIt(t *testing.T) {
	var f data.CaseFile
	w := filler{map[string]string{}}
	w.fill(reflect.ValueOf(&f).Elem(), "")
	f.Override, f.Kind, f.State, f.Closure = data.Grievance, data.Grievance, data.StateClosed, data.ClosedSatisfied
	f.Disclosures[0].Basis, f.Steps[0].Kind = data.BasisMisdirected, data.Referral
	f.Actions[0].First.Found, f.Actions[0].Second.Found = "effective", "partly"
	for i := range f.Notes {
		f.Notes[i].Class, f.Notes[i].Hidden, f.Notes[i].Corrects = data.NoteOrdinary, false, data.ID{}
	}
	f.Attachments[0].Hidden, f.Issues[0].Finding.Outcome = false, data.Substantiated
	text := printed(f)
	for word, name := range w.words {
		if leftOut(name) {
			continue
		}
		if !strings.Contains(text, word) {
			t.Errorf("%s is not in the text", name)
		}
	}
}

func leftOut(name string) bool {
	for _, n := range notPrinted {
		if n == name {
			return true
		}
	}
	kind, _, _ := strings.Cut(name, ".")
	// What letters are made of stands in their pages.
	return slices.Contains([]string{"LetterDraft", "IssueAnswer", "Answers", "Recipient", "Address", "Enclosed", "Template", "TemplateRef", "Block", "Lock"}, kind)
}

func TestWhatIsHiddenInACaseStaysHiddenInItsText(t *testing.T) {
	f := data.CaseFile{
		Case:        data.Case{Number: "PR-2026-00001", Kind: data.Grievance, State: data.StateNew},
		Notes:       []data.Note{{Class: data.NoteLegal, Text: "Counsel said so."}, {Class: data.NoteOrdinary, Text: "Called back."}},
		Attachments: []data.Attachment{{Class: data.NoteRestricted, Name: "Toxicology.pdf", About: "from the laboratory"}},
	}.Concealed()
	text := printed(f)
	for _, secret := range []string{"Counsel", "Toxicology", "laboratory"} {
		if strings.Contains(text, secret) {
			t.Errorf("the text tells %q:\n%s", secret, text)
		}
	}
	for _, said := range []string{HiddenNote, "Legal: at counsel's direction", "hidden (Restricted: need to know)", "Called back."} {
		if !strings.Contains(text, said) {
			t.Errorf("the text lacks %q:\n%s", said, text)
		}
	}
}

func TestEmptyPartsOfACaseTakeNoLine(t *testing.T) {
	text := printed(data.CaseFile{Case: data.Case{Number: "PR-2026-00001", Kind: data.Complaint, State: data.StateNew, Story: "Nobody came."}})
	if n := strings.Count(text, "\n"); n > 12 {
		t.Errorf("an empty case takes %d lines:\n%s", n, text)
	}
}

func TestTheTextSaysWhatAReaderAsks(t *testing.T) {
	day := data.NewDate(2026, 5, 4)
	who := data.Person{Role: data.RoleComplainant, Given: "Orla", Family: "Vane", Relation: "spouse", Authority: data.AuthorityWritten, Confidential: true,
		Street: "1 Home Road", City: "Lakeshore", State: "OH", Postal: "43999",
		Alternative: data.Address{Street: "PO Box 7", City: "Lakeshore", State: "OH", Postal: "43901"},
		Safety:      data.SafetyCareful, SafetyNote: "Only before noon", Interpreter: "asl", Format: "large_print", Grant: data.Grant{Until: day}}
	f := data.CaseFile{
		Case:   data.Case{Number: "PR-2026-00001", Kind: data.Grievance, State: data.StateClosed, ClosedAt: day.Start(time.UTC).Add(20 * time.Hour), Closure: data.ClosedSatisfied},
		People: []data.Person{who},
		Advocacy: []data.Advocacy{{Kind: "appeal", Goal: "Pay for the stay", Papers: []data.Paper{{Name: "Denial", Have: true}},
			Levels: []data.AppealLevel{{Path: "medicare_1", Basis: day, FileBy: day.AddDays(120)}}}},
		Steps: []data.Step{{Kind: data.Referral, Subject: "Staffing", With: "The manager", Due: day, Reminders: []data.Reminder{{On: day.AddDays(-2), How: "By phone"}}}},
		Tasks: []data.Task{{What: "Call back", Promise: true, PromisedTo: "the wife", Owner: "Robin Ashdown", Due: day}},
	}
	text := printed(f)
	for _, want := range []string{
		"authority ended 2026-05-04", "confidential address, use no other: PO Box 7", "Only before noon", "American Sign Language", "Large print",
		"Original Medicare, level 1", "file by 2026-09-01", data.VerifyOnNotice, "paper: Denial; here", "reminded 2026-05-02; By phone",
		"Promised to the wife; Call back",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Home Road") {
		t.Errorf("the text tells the address that must not be used:\n%s", text)
	}
}
