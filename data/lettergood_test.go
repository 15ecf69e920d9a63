package data

import (
	"strings"
	"testing"
	"time"
)

// templateOf is the template that comes with the program or, for a kind that it
// brings none of, one that prints every field of the kind.
func templateOf(kind LetterKind, lang Lang) Template {
	if t, ok := BuiltinTemplate(kind, lang); ok {
		return t
	}
	t := Template{Kind: kind, Language: lang, Version: 1, State: TemplateActive, Blocks: []Block{
		{Name: "subject", Kind: BlockSubject, Text: "About your concerns", Slot: true}, {Name: "greeting", Kind: BlockGreeting},
		{Name: "opening", Kind: BlockParagraph, Text: "Thank you.", Slot: true}, {Name: "part2", Kind: BlockBanner, Text: Part2Notice, When: []string{"part2"}},
	}}
	for _, f := range FieldsFor(kind) {
		if f.Kinds == nil && !strings.HasPrefix(f.Name, "contact.") {
			continue
		}
		text := f.Label + ": [[" + f.Name + "]]"
		if f.Type == FieldLines || f.Type == FieldText {
			text = "[[" + f.Name + "]]"
		}
		t.Blocks = append(t.Blocks, Block{Name: "field " + f.Name, Kind: BlockParagraph, Text: text})
	}
	t.Blocks = append(t.Blocks, Block{Name: "closing", Kind: BlockClosing, Text: "Thank you again.", Slot: true})
	return t
}

// richCase is the finished grievance with something of everything that a letter
// may be about.
func richCase(t testing.TB) CaseFile {
	f := finishedGrievance(t)
	p := &f.People[0]
	p.MRN, p.BirthDate, p.Phone, p.Email = "MRN 0047115", NewDate(1950, 5, 17), "(555) 014-7788", "ros@mail.example"
	f.Unit, f.EventDate, f.Story = "6 West", NewDate(2026, 2, 21), "The night nurse held my hand until the pain was gone."
	for i := range f.Clocks {
		f.Clocks[i].MetOn, f.Clocks[i].Stopped, f.Clocks[i].Due = 0, false, testToday.AddDays(7)
	}
	for _, day := range []int{10, 12} {
		f.Contacts = append(f.Contacts, Contact{ID: NewID(), At: time.Date(2026, 3, day, 15, 0, 0, 0, time.UTC), Mode: "phone", Outcome: "no_answer"})
	}
	f.Steps = append(f.Steps, Step{ID: NewID(), Kind: Referral, Subject: "Call lights", With: "Pat Winter", Unit: "6 West", Due: testToday.AddDays(5),
		Questions: []string{"How many nurses were on duty that night?"}, Records: "The call log of that night"})
	f.Meetings = []Meeting{{RecordBase: RecordBase{ID: NewID()}, When: time.Date(2026, 3, 25, 18, 0, 0, 0, time.UTC), On: NewDate(2026, 3, 25), Place: "Room 114, Lakeshore Building", Parties: []string{"You", "The nurse manager"}, Neutral: "Sam Field"}}
	f.Advocacy = []Advocacy{{ID: NewID(), Kind: "appeal", Goal: "Payment of the stay", With: "Lakeland Health Plan", Agreed: true,
		Levels: []AppealLevel{{ID: NewID(), Path: "commercial", Basis: NewDate(2026, 3, 5), FileBy: testToday.AddDays(100)}}}}
	f.Limits = []ConductLimit{{RecordBase: RecordBase{ID: NewID()}, Group: "demands", Person: p.ID, Facts: "Forty calls came in two days.", Limit: "Please write to us, once a week.",
		From: NewDate(2026, 3, 16), ReviewOn: testToday.AddDays(60), DecidedBy: "Lee Marsh"}}
	return f
}

// goodLetter is a letter of the kind in the language that passes every gate.
func goodLetter(t testing.TB, kind LetterKind, lang Lang) LetterFacts {
	t.Helper()
	f, s := richCase(t), testSettings()
	s.Delegation = "Board resolution 2024-11"
	if kind == CommitteeCover || kind.Spec().Reader == ToStaff {
		f.MayShareName = true
	}
	if lang == Spanish {
		f.People[0].Written = "Spanish"
		for i := range f.Steps {
			f.Steps[i].InLetter = map[bool]string{true: "Hablé con la jefa de enfermería de la unidad.", false: ""}[f.Steps[i].InLetter != ""]
		}
		for i := range f.Issues {
			f.Issues[i].Finding.Answer = "Dos de sus llamadas esperaron veintiséis minutos. Nuestra norma es de cinco."
		}
	}
	tpl := templateOf(kind, lang)
	d := DraftLetterFor(f, tpl, testOfficer, s, testToday)
	if kind.Spec().Reader == ToOutside {
		d.To = Recipient{Organization: "Lakeland Health Plan", Address: Address{Street: "9 Plan Road", City: "Eastbrook", State: "OH", Postal: "44990"}}
	}
	for name, value := range map[string]string{"referred.body": "State agency", "referred.reach": "(555) 014-0900", "referred.date": "2026-03-16",
		"referred.basis": "You agreed on the phone.", "committee.date": "2026-03-26", "appeal.member": "ZX 99-1", "compliment.staff": "The night team"} {
		if field, _ := FieldNamed(name); field.For(kind) {
			d.SetValue(name, value)
		}
	}
	if lang == Spanish && kind == ReferralOut {
		d.SetValue("referred.basis", "Usted nos lo dijo por teléfono.")
	}
	for _, b := range tpl.Blocks {
		if b.Ask != "" && b.Slot && saysNothing(b.Text) {
			d.SetWords(b.Name, map[Lang]string{English: "The nurse who cared for you is away until Monday.", Spanish: "La enfermera que le atendió vuelve el lunes."}[lang])
		}
	}
	return LetterFacts{File: f, Draft: d, Template: tpl, Settings: s, Officer: testOfficer, Today: testToday}
}

func TestAGoodLetterOfEveryKindPassesEveryGate(t *testing.T) {
	for _, k := range LetterKinds {
		for _, l := range Langs {
			if l.Value != English && k.Value.Spec().Reader != ToPerson {
				continue // staff and other bodies are written to in English
			}
			if gaps := goodLetter(t, k.Value, l.Value).IssueGaps().Blocking(); len(gaps) > 0 {
				t.Errorf("%s in %s: %+v", k.Label, l.Label, []Gap(gaps))
			}
		}
	}
}
