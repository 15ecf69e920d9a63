package data

import (
	"slices"
	"strings"
	"testing"
)

var concerned = []string{"Rosalind Achterberg", "Will Young", "Ana de la Cruz", "MRN 0044712", "(555) 010-7788", "PR-2026-00417", "Li Wu"}

func TestWhatIdentifiesSomebodyIsFoundInASharedText(t *testing.T) {
	for _, c := range []struct{ name, text, code string }{
		{"full name", "Rosalind Achterberg waited six hours.", "shared.known.name"},
		{"full name without capitals", "we thank rosalind achterberg", "shared.known.name"},
		{"family name first", "Achterberg, Rosalind", "shared.known.name"},
		{"family name in the genitive", "We heard of Achterberg’s wait.", "shared.known.name"},
		{"given name alone", "We listened to Ana.", "shared.known.name"},
		{"short family name", "The nurse spoke with Wu about it.", "shared.known.name"},
		{"name that is a word, within a sentence", "We listened to Young and changed it.", "shared.known.name"},
		{"record number written another way", "Record 44712 was mixed up.", "shared.known.number"},
		{"record number nobody knows", "MRN: 83-71-20", "shared.number"},
		{"long number", "It was 8371202.", "shared.number"},
		{"lettered number", "It was M44712A.", "shared.number"},
		{"case number", "See PR-2025-00012.", "shared.case"},
		{"case number in words", "as in case no. 12", "shared.number"},
		{"phone", "Call 555-123-9876.", "shared.phone"},
		{"phone without area", "Call 123-9876.", "shared.phone"},
		{"extension", "Call extension 4411.", "shared.phone"},
		{"e-mail", "Write to someone@example.org.", "shared.email"},
		{"web address", "See https://example.org/x", "shared.url"},
		{"web address without scheme", "See example.org/news for it", "shared.url"},
		{"account name", "as @some_body said", "shared.handle"},
		{"device address", "from 10.0.0.12", "shared.ip"},
		{"Social Security number", "078-05-1120", "shared.ssn"},
		{"day in words", "On March 3, 2026 you waited.", "shared.day"},
		{"day without year", "On March 3rd you waited.", "shared.day"},
		{"day in digits", "On 3/14/2026 you waited.", "shared.day"},
		{"day in ISO form", "2026-03-14", "shared.day"},
		{"day and month in digits", "on 3/14 you waited", "shared.day"},
		{"day in Spanish", "el 3 de marzo de 2026", "shared.day"},
		{"age over 89", "A 93-year-old fell.", "shared.age"},
		{"age over 89 in words", "a ninety-four-year-old man", "shared.age"},
		{"age over 89 after the word", "a woman aged 101", "shared.age"},
		{"room", "In Room 412B it was loud.", "shared.room"},
		{"bed", "bed 3", "shared.room"},
		{"bed with a letter", "She was in bed 12A", "shared.room"},
		{"fax", "Fax: 4411-2", "shared.phone"},
		{"street", "at 12 North Elm Street", "shared.street"},
		{"ZIP with state", "Springfield, IL 62704", "shared.zip"},
		{"ZIP of nine digits", "62704-1234", "shared.zip"},
		{"title and name", "Dr. Meyer was rude.", "shared.title"},
		{"nurse with a name", "nurse Kelly was kind", "shared.title"},
		{"account", "Account 4455-66778", "shared.account"},
		{"full-width digits", "Call ５５５-１２３-９８７６.", "shared.phone"},
		{"soft hyphen in the name", "We heard Achter\u00adberg.", "shared.known.name"},
	} {
		if m := SharedTextGaps(c.text, concerned); !m.Blocking().Has(c.code) {
			t.Errorf("%s: %q: no %s among %+v", c.name, c.text, c.code, m)
		}
	}
}

func TestWhatMayIdentifySomebodyIsPointedOutInASharedText(t *testing.T) {
	for _, c := range []struct{ name, text, code string }{
		{"name that is a word, at the beginning", "Young patients waited.", "shared.known.maybe"},
		{"name that is a word, in a question", "Will you be called back?", "shared.known.maybe"},
		{"name without its capital", "the achterberg matter", "shared.known.maybe"},
		{"two words with capitals", "We thank Martha Quill for it.", "shared.name.maybe"},
		{"month", "You told us in March that it was loud.", "shared.month"},
		{"month and year", "Since March 2026 we call first.", "shared.month"},
		{"feast", "You waited on Christmas Eve.", "shared.feast"},
		{"five digits", "We changed 62704.", "shared.zip.maybe"},
		{"age", "a 43-year-old patient", "shared.age.word"},
		{"county", "from Sangamon County", "shared.place"},
		{"rare", "It was in the news.", "shared.rare"},
	} {
		m := SharedTextGaps(c.text, concerned)
		if !m.Warnings().Has(c.code) || m.Blocking() != nil {
			t.Errorf("%s: %q: want the warning %s alone, got %+v", c.name, c.text, c.code, m)
		}
	}
}

func TestAnOrdinarySharedTextPasses(t *testing.T) {
	for _, text := range []string{
		"You said the wards were loud at night. We put soft closers on 140 doors and dim the lights at 9:30 pm.",
		"We answered within 7 days, and in 2026 the wait fell from 6 hours to 2.",
		"The Emergency Department now calls every family within 24 hours of discharge.",
		"We spent $12,500 on new chairs. 1,204 families used them.",
		"You may ask for the Patient Relations Office at the front desk, 24/7.",
		"You will be called back within 2 business days.",
		"Patients 90 years or older are seen first.",
		"An older patient (90 or older) waited; patients aged 90 or older are now seen first.",
		"Las familias dijeron que esperaban mucho. Ahora llamamos cada 2 horas.",
		"We march through the list every morning, and staff may not skip it.",
		"On 4 West the call light is answered in under 5 minutes, 92.5% of the time.",
		"We phone 100 families a week and cut the wait by 1/2.",
		"Nobody waits for a bed 24 hours any more, and we clean each room 3 times.",
		"Every visit 2026 brought fewer of them than in 2025.",
		"",
	} {
		if m := SharedTextGaps(text, concerned); len(m) > 0 {
			t.Errorf("%q: %+v", text, m)
		}
	}
}

func TestAPlanIsCheckedAgainstThePeopleOfItsCase(t *testing.T) {
	f := CaseFile{People: []Person{{Role: RolePatient, Given: "Rosalind", Family: "Achterberg", City: "Dunmere", MRN: "44712"}}}
	f.Number, f.Steps = "PR-2026-00417", []Step{{With: "Nurse Tamsin Vole"}}
	s := Settings{Address: Address{City: "Springfield"}}
	a := ActionPlan{Said: "A visitor from Dunmere waited.", Did: "Vole now rounds each hour in Springfield.", Owner: "Otto Brandt"}
	m := a.SharedGaps(f, s)
	var fields []string
	for _, g := range m.Blocking() {
		fields = append(fields, g.Field)
	}
	if !slices.Equal(fields, []string{"said", "did"}) {
		t.Errorf("gaps: %+v", m)
	}
	if a = (ActionPlan{Said: "You waited.", Did: "We call."}); len(a.SharedGaps(f, s)) > 0 {
		t.Errorf("gaps of a plain text: %+v", a.SharedGaps(f, s))
	}
	for _, g := range m {
		if strings.Contains(m.Error(), g.Sentence) {
			t.Error("the error quotes the text")
		}
	}
}

func TestAPlanThatNamesSomebodyIsNotShown(t *testing.T) {
	f := CaseFile{People: []Person{{Role: RolePatient, Given: "Rosalind", Family: "Achterberg"}}}
	a := ActionPlan{What: "Round", Owner: "Otto Brandt", Due: NewDate(2026, 5, 1), Strength: "weak", Said: "Rosalind waited.", Did: "We round."}
	if err := a.Validate(f, Settings{}, NewDate(2026, 5, 1)).Err(); err != nil {
		t.Errorf("a plan that is not shown was refused: %v", err)
	}
	a.Shown = true
	if m := a.Validate(f, Settings{}, NewDate(2026, 5, 1)); !m.Blocking().Has("shared.known.name") {
		t.Errorf("a plan that names the patient may be shown: %+v", m)
	}
	a.Said, a.Did = "You waited.", ""
	if m := a.Validate(f, Settings{}, NewDate(2026, 5, 1)); !m.Blocking().Has("did") {
		t.Errorf("a plan that does not say what was done may be shown: %+v", m)
	}
}

func FuzzSharedText(f *testing.F) {
	f.Add("On March 3, 2026 Rosalind’s room 412 – 555 123 9876", "Rosalind Achterberg")
	f.Add("\u00adİ \xff 90+ years old", "İ-")
	f.Fuzz(func(t *testing.T, text, name string) {
		for _, g := range SharedTextGaps(text, []string{name}) {
			if g.Sentence == "" || g.Code == "" {
				t.Errorf("a gap without words: %+v", g)
			}
		}
	})
}
