package data

import (
	"slices"
	"strings"
	"testing"
)

// both returns the template of the kind in English and in Spanish.
func both(t *testing.T, k LetterKind) (en, es Template) {
	t.Helper()
	en, ok := BuiltinTemplate(k, English)
	es, also := BuiltinTemplate(k, Spanish)
	if !ok || !also {
		t.Fatalf("%s is not there in both languages", k)
	}
	return en, es
}

func TestEveryKindOfLetterHasAValidTemplateInEveryLanguage(t *testing.T) {
	for _, k := range LetterKinds {
		en, es := both(t, k.Value)
		for _, template := range []Template{en, es} {
			if err := template.Validate().Err(); err != nil {
				t.Errorf("%s in %s: %v", k.Label, template.Language, template.Validate())
			}
		}
	}
}

func TestTheLanguagesOfALetterDifferInNothingButTheWords(t *testing.T) {
	for _, k := range LetterKinds {
		en, es := both(t, k.Value)
		if len(en.Blocks) != len(es.Blocks) {
			t.Errorf("%s has %d blocks in English and %d in Spanish", k.Label, len(en.Blocks), len(es.Blocks))
			continue
		}
		for i, a := range en.Blocks {
			b := es.Blocks[i]
			if a.Name != b.Name || a.Kind != b.Kind || a.Slot != b.Slot || a.Ask != b.Ask || (a.Title == "") != (b.Title == "") || (a.Text == "") != (b.Text == "") {
				t.Errorf("%s: block %q is another one in Spanish (%q)", k.Label, a.Name, b.Name)
			}
			if !slices.Equal(a.When, b.When) || !slices.Equal(FieldsIn(a.Text), FieldsIn(b.Text)) {
				t.Errorf("%s: block %q has other conditions or fields in Spanish", k.Label, a.Name)
			}
			if (a.Lock == nil) != (b.Lock == nil) || a.Lock != nil && *a.Lock != *b.Lock {
				t.Errorf("%s: block %q has another lock in Spanish", k.Label, a.Name)
			}
			if strings.Count(a.Text, "\n") != strings.Count(b.Text, "\n") || strings.Count(a.Text, " | ") != strings.Count(b.Text, " | ") {
				t.Errorf("%s: block %q has other lines in Spanish", k.Label, a.Name)
			}
			if a.Text != "" && a.Text == b.Text && fieldMark.ReplaceAllString(a.Text, "") != "" {
				t.Errorf("%s: block %q is not translated", k.Label, a.Name)
			}
		}
	}
}

// englishWords are words that no Spanish sentence has.
var englishWords = []string{"the", "of", "and", "you", "your", "we", "is", "are", "this", "that", "with", "for", "by", "please", "not", "it", "from", "who", "what"}

func TestNoEnglishWordStandsInASpanishLetter(t *testing.T) {
	for _, k := range LetterKinds {
		_, es := both(t, k.Value)
		for _, b := range es.Blocks {
			if w, found := firstWord(fieldMark.ReplaceAllString(b.Title+" "+b.Text, " "), englishWords); found {
				t.Errorf("%s: block %q says %q", k.Label, b.Name, w)
			}
		}
	}
}

func TestEnglishLettersReadAtSeventhGradeAtMost(t *testing.T) {
	for _, k := range LetterKinds {
		en, _ := both(t, k.Value)
		var text []string
		for _, b := range en.Blocks {
			switch b.Kind {
			case BlockParagraph, BlockBullets, BlockNumbered, BlockClosing, BlockBanner:
				if b.Name != "part2" { // the rule's own words
					text = append(text, fieldMark.ReplaceAllString(b.Text, "Ann"))
				}
			}
		}
		if g := Measure(strings.Join(text, "\n")).Grade(); g > 7 {
			t.Errorf("%s reads like grade %.1f", k.Label, g)
		}
	}
}

// letterMust is what the rules want of a kind of letter: fields and words that
// its template must hold, and fields that it must not (domain 6).
var letterMust = []struct {
	kind       LetterKind
	fields     []string
	says       []string // in English, some words of each duty
	neverField []string
}{
	{Acknowledgement, []string{"received.date", "issues", "due.date", "standard", "contact.name", "contact.phone", "contact.also", "agencies"},
		[]string{"misunderstood you", "Thank you", "sorry", "What happens next", "large print", "interpreter", "State agency", "treat you differently", "fill in the form"}, []string{"findings", "patient.name"}},
	{InterimLetter, []string{"steps", "due.date", "due.days", "contact.name", "agencies"}, []string{"have not finished", "Why it takes longer"}, []string{"findings"}},
	{NoticeOfDecision, []string{"contact.name", "steps", "findings", "completed.date", "agencies"}, []string{"sorry", "What has changed", "look at it again", "State agency", "Office for Civil Rights"}, nil},
	{NoContactClosure, []string{"attempts", "contact.name", "steps", "findings", "completed.date", "agencies"}, []string{"open it again", "looked into your concerns all the same"}, nil},
	{ReferralOut, []string{"referred.body", "referred.reach", "referred.date", "referred.basis", "due.date", "contact.name"}, []string{"What we still do", "only what is needed"}, []string{"issues", "unit", "patient.name"}},
	{AuthorizationRequest, []string{"contact.name", "facility", "addressee.name"},
		[]string{"does not say whether anybody is or was a patient", "in the meantime", "Name of the patient", "What may be shared", "What it is for", "ends on", "Signature", "Date", "right to sign",
			"take this permission back", "do not depend on it", "could pass it on", "Keep a copy"},
		[]string{"patient.name", "issues", "unit", "event.date", "reference", "findings", "steps"}},
	{DepartmentInquiry, []string{"inquiry.subject", "inquiry.questions", "inquiry.records", "inquiry.due", "memo.to"},
		[]string{"Confidential", "quality of care", "Your answer", "medical record", "treated differently", "Do not call the patient"}, []string{"issues", "contact.also"}},
	{ComplimentForward, []string{"compliment.words", "compliment.from", "memo.to"}, []string{"thank each person"}, []string{"patient.name"}},
	{MeetingConfirmation, []string{"meeting.day", "meeting.time", "meeting.place", "meeting.parties", "meeting.neutral", "contact.phone"},
		[]string{"bring somebody", "What to expect", "interpreter", "free of charge"}, []string{"issues", "patient.name"}},
	{AppealSupport, []string{"appeal.goal", "appeal.denied", "appeal.papers", "appeal.member", "patient.name", "contact.phone"}, []string{"urgent", "Why", "reason in writing"}, []string{"issues", "unit"}},
	{ConductLetter, []string{"conduct.facts", "conduct.limit", "conduct.from", "conduct.review", "conduct.decided_by", "contact.name"},
		[]string{"emergency", "new concern", "ask for it to be looked at again", "did not decide it"}, []string{"patient.name", "issues"}},
	{CommitteeCover, []string{"committee.date", "committee.delegation", "case.outcomes", "case.kind", "received.date"}, []string{"Decision", "signature"}, []string{"issues", "patient.name", "addressee.name"}},
}

func TestEveryKindOfLetterHoldsWhatTheRulesWantOfIt(t *testing.T) {
	if len(letterMust) != len(LetterKinds) {
		t.Errorf("%d kinds have a row, of %d", len(letterMust), len(LetterKinds))
	}
	for _, row := range letterMust {
		en, es := both(t, row.kind)
		var all strings.Builder
		for _, b := range en.Blocks {
			all.WriteString(b.Title + "\n" + b.Text + "\n")
		}
		for _, words := range row.says {
			if !strings.Contains(all.String(), words) {
				t.Errorf("%s does not say %q", row.kind, words)
			}
		}
		for _, template := range []Template{en, es} {
			for _, f := range row.fields {
				if !template.uses(f) {
					t.Errorf("%s in %s lacks %s", row.kind, template.Language, f)
				}
			}
			for _, f := range row.neverField {
				if template.uses(f) {
					t.Errorf("%s in %s holds %s", row.kind, template.Language, f)
				}
			}
		}
	}
}

func TestADateInSpanishIsWholeInSpanish(t *testing.T) {
	d := NewDate(2026, 3, 4)
	if got := d.withWeekday(Spanish); got != "miércoles 4 de marzo de 2026" {
		t.Errorf("the day is %q", got)
	}
	if got := d.withWeekday(English); got != "Wednesday, March 4, 2026" {
		t.Errorf("the day is %q", got)
	}
	for n, want := range map[int]string{1: "1 día hábil", 5: "5 días hábiles"} {
		if got := daysIn(n, BusinessDays, Spanish); got != want {
			t.Errorf("%d days are %q", n, got)
		}
	}
}

func TestEveryTermOfAMemoHasASpanishLabel(t *testing.T) {
	has := func(v string) {
		if spanishTerms[v] == "" {
			t.Errorf("%q has no Spanish label", v)
		}
	}
	for _, k := range Kinds {
		has(string(k.Value))
	}
	for _, o := range Outcomes {
		has(string(o.Value))
	}
	for _, k := range LetterKinds {
		has(string(k.Value))
	}
	for _, c := range HCAT {
		if spanishCategories[c.Code] == "" {
			t.Errorf("the category %q has no Spanish name", c.Code)
		}
	}
}
