package data

import (
	"reflect"
	"strings"
	"testing"
)

func TestRestrictedNotesAndDocumentsLoseTheirWordsOutsideTheStore(t *testing.T) {
	var f CaseFile
	for _, c := range append(NoteClasses, Term[NoteClass]{"of a newer version", ""}) {
		f.Notes = append(f.Notes, Note{ID: NewID(), By: "Dana Whitfield", Class: c.Value, Text: "Words."})
		f.Attachments = append(f.Attachments, Attachment{ID: NewID(), Name: "a.pdf", About: "A bill.", Class: c.Value})
	}
	shown := f.Concealed()
	for i, n := range shown.Notes {
		a := shown.Attachments[i]
		open := n.Class == NoteOrdinary
		if (n.Text != "") != open || n.Hidden == open || n.By == "" {
			t.Errorf("a note of class %q is shown as %+v", n.Class, n)
		}
		if (a.Name != "" || a.About != "") != open || a.Hidden == open {
			t.Errorf("a document of class %q is shown as %+v", a.Class, a)
		}
		if f.Notes[i].Text == "" || f.Attachments[i].Name == "" {
			t.Fatal("the store's own case lost its words")
		}
	}
}

func TestAPatientSafetyReferenceIsANumberAndNoText(t *testing.T) {
	for text, good := range map[string]bool{
		"PSR-2026-118": true, "118": true, "RL/44/2026": true,
		"the nurse gave the wrong dose": false, "wrongdose": false, "PSR 118": false, "118\nwrong dose": false, strings.Repeat("1", 41): false, "": false,
	} {
		if got := (Note{Class: NotePSWP, Text: text}).Validate().Err() == nil; got != good {
			t.Errorf("%q is taken: %v", text, got)
		}
	}
}

func TestAnAddendumFindsItsNoteAndIsAsWellKept(t *testing.T) {
	legal, plain := Note{ID: NewID(), Class: NoteLegal}, Note{ID: NewID(), Class: NoteOrdinary}
	f := CaseFile{Notes: []Note{legal, plain}}
	for name, c := range map[string]struct {
		note Note
		gap  string
	}{
		"to nothing":                        {Note{Class: NoteOrdinary}, ""},
		"of the same class":                 {Note{Class: NoteLegal, Corrects: legal.ID}, ""},
		"restricted to an ordinary one":     {Note{Class: NoteRestricted, Corrects: plain.ID}, ""},
		"ordinary to a legal one":           {Note{Class: NoteOrdinary, Corrects: legal.ID}, "class.addendum"},
		"of another class to a legal one":   {Note{Class: NoteRestricted, Corrects: legal.ID}, "class.addendum"},
		"to a note that is not in the case": {Note{Class: NoteOrdinary, Corrects: NewID()}, "corrects"},
	} {
		gaps := f.AddendumGaps(c.note)
		if c.gap == "" && len(gaps) > 0 || c.gap != "" && !gaps.Has(c.gap) {
			t.Errorf("%s: %+v", name, gaps)
		}
	}
}

func TestANoteStandsWithItsAddenda(t *testing.T) {
	n := func(to Note) Note { return Note{ID: NewID(), Corrects: to.ID} }
	a, b := n(Note{}), n(Note{})
	a1 := n(a)
	a2 := n(a1)
	lost := Note{ID: NewID(), Corrects: NewID()}
	chains := NoteChains([]Note{a, b, a1, lost, a2})
	want := []NoteChain{{a, []Note{a1, a2}}, {b, nil}, {lost, nil}}
	if !reflect.DeepEqual(chains, want) {
		t.Errorf("the chains are %+v", chains)
	}
}

// TestALetterHasNoPlaceForANote pins that the words of a letter are plain texts
// of its own: no field takes a note, so none can be put in by a slip.
func TestALetterHasNoPlaceForANote(t *testing.T) {
	note := reflect.TypeFor[Note]()
	var look func(reflect.Type, map[reflect.Type]bool)
	look = func(at reflect.Type, seen map[reflect.Type]bool) {
		if at == note {
			t.Error("a letter has a field that takes a note")
		}
		if seen[at] {
			return
		}
		seen[at] = true
		switch at.Kind() {
		case reflect.Struct:
			for i := range at.NumField() {
				look(at.Field(i).Type, seen)
			}
		case reflect.Slice, reflect.Pointer, reflect.Array:
			look(at.Elem(), seen)
		}
	}
	look(reflect.TypeFor[Letter](), map[reflect.Type]bool{})
	if reflect.TypeFor[LetterDraft]().ConvertibleTo(note) {
		t.Error("a letter can be made a note")
	}
	// What the case writes of a letter by itself takes nothing from the notes.
	f := CaseFile{Notes: []Note{{Class: NoteOrdinary, Text: "Canaryword"}, {Class: NoteLegal, Text: "Canaryword"}}}
	for _, kind := range LetterKinds {
		d := draftOf(f, kind.Value, Officer{}, DefaultSettings(), NewDate(2026, 3, 2))
		x := factsOf(f, d, DefaultSettings(), NewDate(2026, 3, 2))
		blocks, _ := x.Fill()
		for _, b := range blocks {
			if strings.Contains(b.Text(), "Canaryword") {
				t.Errorf("the draft of the %s took over a note", kind.Label)
			}
		}
	}
}

func TestWordsOfANoteInALetter(t *testing.T) {
	const secret = "The nurse on duty was alone with nine patients and asked for help twice."
	for name, c := range map[string]struct {
		class  NoteClass
		note   string
		letter string
		gap    string
	}{
		"a restricted note word for word":       {NoteRestricted, secret, "We found this. " + secret, "letter.restricted"},
		"a part of it, otherwise marked":        {NoteLegal, secret, "You should know: ALONE, with nine patients – and asked for help.", "letter.restricted"},
		"five of its words":                     {NoteRestricted, secret, "Somebody was alone with nine patients that night.", ""},
		"a short restricted note whole":         {NoteSubstance, "Positive for opiates.", "The test was positive for opiates.", "letter.restricted"},
		"two words are no passage":              {NoteRestricted, "Call counsel.", "We will call counsel.", ""},
		"the number of a safety report":         {NotePSWP, "PSR-2026-118", "See PSR-2026-118 for more.", "letter.restricted"},
		"another number":                        {NotePSWP, "PSR-2026-118", "See PR-2026-118 for more.", ""},
		"an ordinary note":                      {NoteOrdinary, secret, "We found this. " + secret, "letter.note"},
		"a few words of an ordinary note":       {NoteOrdinary, secret, "The nurse on duty was alone with nine patients.", ""},
		"an ordinary note with other words":     {NoteOrdinary, secret, "Two call lights were out of order.", ""},
		"a hidden note, as the window holds it": {NoteRestricted, "", secret, ""},
	} {
		f := CaseFile{Notes: []Note{{Class: c.class, Text: c.note}}}
		gaps := noteGaps(f, []letterPart{{field: "opening", text: "Thank you."}, {field: "changes", text: c.letter}})
		if c.gap == "" && len(gaps) > 0 || c.gap != "" && !gaps.Has(c.gap) {
			t.Errorf("%s: %+v", name, gaps)
		}
		if blocks := len(gaps.Blocking()) > 0; blocks != (c.gap == "letter.restricted") {
			t.Errorf("%s hinders the letter: %v", name, blocks)
		}
		for _, g := range gaps {
			if g.Field != "changes" || strings.Contains(g.Sentence, "nine") {
				t.Errorf("%s is told as %+v", name, g)
			}
		}
	}
}

func TestTheCaseThatHoldsPart2RecordsWarnsBeforeALetter(t *testing.T) {
	for name, f := range map[string]CaseFile{
		"marked":     {Case: Case{SubstanceUse: true}},
		"a note":     {Notes: []Note{{Class: NoteSubstance, Text: "x"}}},
		"a document": {Attachments: []Attachment{{Class: NoteSubstance}}},
	} {
		gaps := gateOf(f, LetterDraft{Kind: Acknowledgement}, DefaultSettings(), NewDate(2026, 3, 2))
		if !gaps.Warnings().Has("letter.part2") || !f.Flags().Has(FlagSubstance) {
			t.Errorf("%s: no warning, or no mark", name)
		}
	}
	f := CaseFile{Notes: []Note{{Class: NoteLegal, Text: "x"}}}
	if gateOf(f, LetterDraft{}, DefaultSettings(), 0).Has("letter.part2") || f.Flags().Has(FlagSubstance) {
		t.Error("a case without such records warns")
	}
}

func TestStyleHints(t *testing.T) {
	for text, want := range map[string]string{
		"The nurse was rude.":                                 "rude",
		"The daughter said “the nurse was rude”.":             "",
		`He said: "she is a liar" and hung up.`:               "",
		"An open “quotation\nends with its line, obviously.":  "obviously",
		"I think she probably forgot.":                        "I think, probably",
		"They should have known better.":                      "should have known",
		"The rudeness was noted.":                             "",
		"The pump stopped at 02:10; the alarm did not sound.": "",
		"Frequent Flyer, drug-seeking":                        "Frequent Flyer",
		"This is malpractice and his fault.":                  "malpractice, fault",
		"Défaut clearly":                                      "clearly",
		"":                                                    "",
	} {
		var got []string
		for _, h := range StyleHints(text) {
			got = append(got, h.Phrase)
			if h.Why == "" || text[h.At:h.At+len(h.Phrase)] != h.Phrase {
				t.Errorf("%q: the hint is %+v", text, h)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
	for _, row := range stylePhrases {
		for _, phrase := range row.words {
			hints := StyleHints("It was " + phrase + " that day.")
			if len(hints) != 1 || !strings.EqualFold(hints[0].Phrase, phrase) || hints[0].Why != row.why {
				t.Errorf("the row %q gives %+v", phrase, hints)
			}
		}
	}
}
