package data

import (
	"slices"
	"strings"
	"testing"
)

// goodLetters are letters as they should be: nothing in them is marked.
var goodLetters = map[Lang][]string{
	English: {
		`Thank you for calling us on March 4 about your mother's care in the emergency room. You told us that she waited six hours in a hallway,
that she asked for pain medicine twice, and that nobody came. We are sorry that she was left in pain, and that you had to ask again and again.
We read her chart and spoke with the nurse and the doctor who cared for her. You were right. The nurse gave her the medicine two hours late.
She should have had it within half an hour. It was not your fault, and you should not have had to ask.
We have changed how we work. A nurse now checks each person in the hallway every hour. The manager looks at the times each week.
Please call me if you have questions, or if you feel that we missed something. I can be reached at 555-0142. If you feel worse, go to the ER.`,
		`You wrote to us about a bill for a CT scan. We looked at the bill with the billing office. You could have a copy of each page.
We found that we billed you twice. We took the second charge off on May 2, and we will send you a new bill by May 10.
We are sorry for the worry that this gave you. You should have received one bill. Ann Lee, RN, spoke with the office and I made sure that it is right.
We let go of the old form. If you want to ask for help with the rest of the bill, our financial counselor can help you. Would you like us to call you?`,
		`We could not find your ring. We searched the room, the laundry and the safe, and we asked each person who worked on the floor that day.
I know what it meant to you, and I am sorry that I have no better news. You may also ask the state agency or Medicare's quality agency to look at this.
Your family was worried, and you were told nothing for two days. That was not right. The charge nurse now signs for what patients bring with them.
The intensive care unit (CVICU) has a new locker for each bed. Your record is open to you. Please tell me what else you would like to know.`,
	},
	Spanish: {
		`Gracias por llamarnos el 4 de marzo. Usted nos contó que su mamá esperó seis horas en el pasillo y que nadie le dio medicina para el dolor.
Lamentamos mucho que ella sufrió y que usted tuvo que pedir ayuda tantas veces. No fue su culpa.
Leímos el expediente y hablamos con la enfermera y el doctor. Usted tenía razón. La enfermera le dio la medicina dos horas tarde.
Ahora una enfermera revisa a cada persona en el pasillo cada hora. Por supuesto, usted puede pedir una copia del expediente.
Llámeme si tiene preguntas. También puede hablar con la agencia del estado.`,
		`Usted nos escribió sobre una cuenta que le llegó dos veces. Revisamos la cuenta. Encontramos que le cobramos dos veces por la misma tomografía.
Le pedimos disculpas. Quitamos el segundo cobro el 2 de mayo y le mandaremos una cuenta nueva antes del 10 de mayo. Usted debió recibir una sola cuenta.
Si quiere ayuda para pagar el resto, nuestra consejera le puede ayudar. ¿Quiere que le llamemos?`,
	},
}

func TestGoodLettersAreLeftAlone(t *testing.T) {
	for lang, letters := range goodLetters {
		for _, letter := range letters {
			for _, h := range Tone(letter, lang) {
				t.Errorf("%s: %s: %s", lang, h.Kind, h.Sentence())
			}
			if missing := MissingMoves(letter, lang); len(missing) != 0 {
				t.Errorf("%s: %.30q lacks %q", lang, letter, missing)
			}
			if level := Reading(letter, lang); level.Hard() {
				t.Errorf("%s: %.30q: %s", lang, letter, level.Sentence())
			}
		}
	}
}

func TestWordsThatHurtHideOrPuzzleAreMarked(t *testing.T) {
	for lang, rows := range map[Lang][]struct {
		kind         ToneKind
		text, marked string
	}{
		English: {
			{ToneDoubt, "You claim that the nurse was rude.", "You claim"},
			{ToneDoubt, "We looked into the alleged delay.", "alleged"},
			{ToneDoubt, "Your concern is unfounded.", "unfounded"},
			{ToneBlame, "You failed to tell the nurse.", "You failed"},
			{ToneBlame, "Next time you should have asked sooner.", "you should have"},
			{ToneBlame, "She was non-compliant.", "non-compliant"},
			{ToneApology, "Mistakes were made.", "Mistakes were made"},
			{ToneApology, "We’re sorry if this was hard.", "sorry if"},
			{ToneApology, "We regret any inconvenience.", "regret any"},
			{ToneApology, "We apologize for any delay.", "apologize for any"},
			{ToneApology, "I am here if you felt rushed.", "if you felt"},
			{ToneRules, "Unfortunately, the office is closed.", "Unfortunately"},
			{ToneRules, "Our policy states that two may visit.", "policy states"},
			{ToneRules, "Please be advised that we looked.", "Please be advised"},
			{ToneRules, "We handled internally what you told us.", "handled internally"},
			{ToneStaff, "The nurse was counseled.", "counseled"},
			{ToneStaff, "The aide was written up.", "written up"},
			{ToneStaff, "He was terminated in May.", "was terminated"},
			{ToneStaff, "We began disciplinary steps.", "disciplinary"},
			{TonePeer, "The peer review found no harm.", "peer review"},
			{TonePeer, "A root cause analysis concluded this.", "root cause analysis"},
			{TonePeer, "It is PSWP.", "PSWP"},
			{TonePeer, "The M&M looked at it.", "M&M"},
			{ToneLegal, "The nurse was negligent.", "negligent"},
			{ToneLegal, "We are liable for this.", "liable"},
			{ToneLegal, "It was our fault.", "our fault"},
			{ToneActor, "Your record was carefully reviewed.", "was carefully reviewed"},
			{ToneActor, "The bell had not been answered.", "been answered"},
			{TonePlain, "The aide helped you to ambulate.", "ambulate"},
			{TonePlain, "The nurse administered the pills.", "administered"},
			{TonePlain, "Prior to that he slept.", "Prior to"},
			{ToneShort, "You were NPO.", "NPO"},
			{ToneShort, "You came to the ED at noon.", "ED"},
			{ToneShort, "He was d/c on Monday.", "d/c"},
			{ToneShort, "The CT showed a stone.", "CT"},
		},
		Spanish: {
			{ToneDoubt, "Usted alega que nadie vino.", "Usted alega"},
			{ToneBlame, "Usted no avisó a la enfermera.", "Usted no avisó"},
			{ToneApology, "Se cometieron errores.", "Se cometieron errores"},
			{ToneApology, "Le pedimos disculpas si esto le dolió.", "disculpas si"},
			{ToneApology, "Lamentamos cualquier inconveniente.", "cualquier inconveniente"},
			{ToneRules, "Desafortunadamente no hay más.", "Desafortunadamente"},
			{ToneRules, "Nuestra política establece dos visitas.", "Nuestra política establece"},
			{ToneStaff, "La enfermera fue amonestada.", "fue amonestada"},
			{TonePeer, "La revisión por pares terminó.", "revisión por pares"},
			{ToneLegal, "Hubo negligencia.", "negligencia"},
			{TonePlain, "La ayudaron a deambular.", "deambular"},
			{ToneShort, "Estuvo en la UCI.", "UCI"},
		},
	} {
		for _, r := range rows {
			hits := Tone(r.text, lang)
			if len(hits) != 1 || hits[0].Kind != r.kind || hits[0].Words != r.marked || r.text[hits[0].At:hits[0].At+hits[0].Len] != r.marked {
				t.Errorf("%q: %+v, want %s %q", r.text, hits, r.kind, r.marked)
			}
		}
	}
}

func TestWordsThatAreNoFaultAreNotMarked(t *testing.T) {
	for _, text := range []string{
		"The claim went to your insurer.", "We changed our visiting policy in May.", "You said you would ask the doctor.", "She was seen by Dr. Ahn.",
		"You were left waiting, and he was given the wrong tray.", "Your mother was worried and your son was born at noon.", "The year.\nUSED CARS AND THE ED ARE OUT",
		"You should have been told.", "You shouldn't have had to wait.", "We will tell you if you. Felt hats are fine.", "Dr. Ed Ott and Pat Hart, MD, RN", "The door was closed.",
		"I was not able to call.", "The bed was needed.", "The children's emergency department (ED) is full. The ED opens at 8.",
	} {
		for _, h := range Tone(text, English) {
			t.Errorf("%q: %s", text, h.Sentence())
		}
	}
	if hits := Tone("You claim. Unfortunately NPO.", "vi"); len(hits) != 0 {
		t.Errorf("a language without a list: %v", hits)
	}
}

func TestAFewPassiveSentencesAreNoFault(t *testing.T) {
	few := strings.Repeat("We read your record. ", 9) + "The bell was not answered."
	if hits := Tone(few, English); len(hits) != 0 {
		t.Errorf("one in ten: %v", hits)
	}
	many := few + " The tray was sent away. The bed was not made."
	if hits := Tone(many, English); len(hits) != 3 {
		t.Errorf("three in twelve: %v", hits)
	}
}

func TestAMarkSaysWhatToDo(t *testing.T) {
	hits := Tone("We know that you claim it. She could not ambulate. It was PRN.", English)
	var said []string
	for _, h := range hits {
		said = append(said, h.Sentence())
	}
	want := []string{
		"“you claim” sounds like doubt; say “you told us”.",
		"“ambulate” is a word of the hospital; say “walk”.",
		"“PRN” is an abbreviation that many readers do not know; write “as needed”.",
	}
	if !slices.Equal(said, want) {
		t.Errorf("said %q", said)
	}
}

func TestTheToneListsAreWhole(t *testing.T) {
	for lang, list := range map[Lang][]toneRow{
		English: slices.Concat(toneEnglish, plainEnglish, shortEnglish), Spanish: slices.Concat(toneSpanish, plainSpanish, shortSpanish),
	} {
		seen := map[string]string{}
		for _, r := range list {
			if r.kind != "" && (r.why == "" || r.then == "") || r.pattern == "" || strings.Contains(r.pattern, ";;") {
				t.Errorf("%s: a row without words: %+v", lang, r)
			}
			for _, p := range strings.Split(r.pattern, "; ") {
				if other, twice := seen[p]; twice {
					t.Errorf("%s: %q stands twice, in %q and %q", lang, p, other, r.pattern)
				}
				seen[p] = r.pattern
				if strings.TrimSpace(p) != p || p == "" || strings.Contains(p, "||") || strings.HasSuffix(p, "|") || strings.HasSuffix(p, ";") {
					t.Errorf("%s: %q is no pattern", lang, p)
				}
			}
		}
	}
}

func TestALetterThatLeavesOutAMoveIsToldOfIt(t *testing.T) {
	letter := "Thank you for your letter. We are sorry that you waited. Please call me."
	if got := MissingMoves(letter, English); !slices.Equal(got, []LetterMove{MoveAnswer, MoveAct}) {
		t.Errorf("missing %q", got)
	}
	if got := MissingMoves("", Spanish); !slices.Equal(got, LetterMoves) {
		t.Errorf("missing %q", got)
	}
	if got := MissingMoves(letter, "vi"); len(got) != 0 {
		t.Errorf("a language without a list lacks %q", got)
	}
}

func FuzzToneAndReading(f *testing.F) {
	f.Add("You’re sorry if d/c'd. M&M w/ ¿NPO? Mr. J. 9 a.m.")
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []Lang{English, Spanish} {
			for _, h := range Tone(text, lang) {
				if text[h.At:h.At+h.Len] != h.Words || h.Len == 0 {
					t.Fatalf("a wrong place: %+v", h)
				}
			}
			if len(Prose(text, lang)) != len(text) {
				t.Fatal("the running text is moved")
			}
			Reading(text, lang).Sentence()
			for _, h := range Hardest(text, lang, 9) {
				_ = text[h.At : h.At+h.Len]
			}
		}
	})
}

func BenchmarkToneAndReading(b *testing.B) {
	letter := strings.Repeat(goodLetters[English][0], 3)
	for b.Loop() {
		Tone(letter, English)
		Reading(letter, English)
		Hardest(letter, English, 3)
	}
}
