package data

import (
	"math"
	"strings"
	"testing"
)

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.005 {
		t.Errorf("%s is %.3f, want %.2f", name, got, want)
	}
}

func TestGradeAndEaseOfTheKnownVector(t *testing.T) {
	r := Readability{Words: 120, Sentences: 9, Syllables: 170, Polysyllables: 9}
	near(t, "grade", r.Grade(), 6.33)
	near(t, "ease", r.Ease(), 73.45)
	near(t, "SMOG", r.SMOG(), 1.0430*math.Sqrt(30)+3.1291)
}

// 100 words, 10 sentences, 200 syllables: 206.84 - 0.60*200 - 1.02*10 and
// 206.835 - 62.3*2 - 10.
func TestSpanishEaseByTheSpanishFormulas(t *testing.T) {
	r := SpanishReading{Words: 100, Sentences: 10, Syllables: 200}
	near(t, "Fernández Huerta", r.FernandezHuerta(), 76.64)
	near(t, "INFLESZ", r.Inflesz(), 72.235)
	for syllables, band := range map[int]string{180: "very easy", 200: "fairly easy", 220: "average", 235: "somewhat hard", 260: "very hard"} {
		if got := (SpanishReading{Words: 100, Sentences: 10, Syllables: syllables}).Band(); got != band {
			t.Errorf("%d syllables are %s, want %s", syllables, got, band)
		}
	}
}

func TestNoTextHasNoGrade(t *testing.T) {
	for _, text := range []string{"", " \n ", "123 456.", "---"} {
		r := Measure(text)
		if s := SpanishReading(r); r.Grade() != 0 || r.Ease() != 0 || r.SMOG() != 0 || s.Inflesz() != 0 || s.FernandezHuerta() != 0 {
			t.Errorf("%q has grade %.1f", text, r.Grade())
		}
	}
}

func TestSentencesAndWordsAreCounted(t *testing.T) {
	r := Measure("I met with Dr. Ahn. He was kind!\nThree nurses came by\nICU, at 9:30 p.m., was full. Mr. J. Lee left at 9 a.m. Then we spoke.")
	if r.Sentences != 6 {
		t.Errorf("%d sentences, want 6", r.Sentences)
	}
	if r.Words != 21 { // without Dr., 9:30, p.m., ICU, Mr., 9, a.m.
		t.Errorf("%d words, want 21", r.Words)
	}
}

func TestOnlyRunningTextIsMeasured(t *testing.T) {
	text := "Dear Ms. Lee,\n\nWhat We Found\n\nThe nurse came late on Monday, March 4, 2026. We are sorry.\n\n" +
		"1200 Harbor Avenue, Suite 4\nSpringfield, IL 62701\nCall 555-0142 or write to help@example.org\n\nSincerely,"
	want := "The nurse came late on . We are sorry. Call 555-0142 or write to help@example.org"
	if got := strings.Join(strings.Fields(Prose(text, English)), " "); got != want {
		t.Errorf("running text is\n%s, want\n%s", got, want)
	}
	if r := Measure(text); r.Words != 12 || r.Sentences != 3 {
		t.Errorf("%d words in %d sentences, want 12 in 3", r.Words, r.Sentences)
	}
	if len(Prose(text, English)) != len(text) {
		t.Error("the running text has other places than the text")
	}
	spanish := "Estimada Sra. Ruiz:\n\nUsted nos llamó el lunes 4 de marzo de 2026. Gracias."
	if got := strings.Join(strings.Fields(Prose(spanish, Spanish)), " "); got != "Usted nos llamó el . Gracias." {
		t.Errorf("running text is %q", got)
	}
}

func TestAListIsRunningText(t *testing.T) {
	if r := Measure("We read your record\nWe spoke with the night nurse\nWe met with the manager"); r.Sentences != 3 || r.Words != 15 {
		t.Errorf("%d words in %d sentences, want 15 in 3", r.Words, r.Sentences)
	}
}

const plainLetter = `Thank you for telling us about your stay. You said that you rang the bell and waited for half an hour.
We are sorry that you were left in pain. We read your record. We spoke with the nurse who had the night shift.
You were right. Nobody came. The nurse had too many patients that night. We now have one more nurse on the floor each night.
Please call me if you have more questions, or if anything in this letter is different from what you remember.`

const hardLetter = `Following a comprehensive multidisciplinary investigation of the circumstances surrounding your hospitalization, our organization determined that documentation of communication regarding your medication administration was inadequate. Interdisciplinary coordination responsibilities have accordingly been reassigned.`

func TestAnOfficerIsToldTheGrade(t *testing.T) {
	easy, hard := Reading(plainLetter, English), Reading(hardLetter, English)
	if s := easy.Sentence(); s != "Reads like grade 2 (estimate; SMOG 7)." || easy.Hard() {
		t.Errorf("the plain letter: %q, hard %v", s, easy.Hard())
	}
	if s := hard.Sentence(); s != "Reads like college (estimate). Short sentences and common words help." || !hard.Hard() {
		t.Errorf("the hard letter: %q, hard %v", s, hard.Hard())
	}
	if s := Reading("Administrative responsibilities notwithstanding.", English); s.Hard() || s.Sentence() != "Too short to estimate how hard it is to read." {
		t.Errorf("three words: %q, hard %v", s.Sentence(), s.Hard())
	}
	if s := Reading(plainLetter, "vi"); s.Sentence() != "" || s.Hard() {
		t.Errorf("a language that is not measured: %q", s.Sentence())
	}
}

func TestSpanishIsNotMeasuredAsEnglish(t *testing.T) {
	easy := Reading("Gracias por contarnos lo que pasó. Usted llamó a la enfermera y esperó media hora. Lo sentimos mucho. "+
		"Hablamos con la enfermera de esa noche. Ahora hay una enfermera más en el piso cada noche. Llámeme si tiene más preguntas.", Spanish)
	if s := easy.Sentence(); !strings.HasPrefix(s, "Reads very easy in Spanish (estimate; INFLESZ 8") || easy.Hard() {
		t.Errorf("the plain letter: %q, hard %v", s, easy.Hard())
	}
	hard := Reading("Posteriormente a la finalización de la investigación administrativa correspondiente, nuestra organización "+
		"determinó que la documentación relacionada con la administración de medicamentos presentaba irregularidades procedimentales significativas.", Spanish)
	if s := hard.Sentence(); !strings.HasPrefix(s, "Reads very hard in Spanish") || !hard.Hard() {
		t.Errorf("the hard letter: %q, hard %v", s, hard.Hard())
	}
}

func TestTheHardestSentencesAreShownWithTheirPlace(t *testing.T) {
	text := plainLetter + "\n" + hardLetter
	found := Hardest(text, English, 1)
	if len(found) != 1 {
		t.Fatalf("%d sentences, want 1", len(found))
	}
	first := found[0]
	marked := text[first.At : first.At+first.Len]
	if !strings.HasPrefix(marked, "Interdisciplinary coordination") && !strings.HasPrefix(marked, "Following a comprehensive") || !strings.HasSuffix(marked, ".") {
		t.Errorf("marked %q", marked)
	}
	all := Hardest(text, English, 9)
	if len(all) != 2 {
		t.Fatalf("%d hard sentences, want 2", len(all))
	}
	var why string
	for _, h := range all {
		why += h.Why() + "\n"
	}
	if !strings.Contains(why, "It has 24 words; make two of it. Long words: multidisciplinary, hospitalization") {
		t.Errorf("the reasons are\n%s", why)
	}
	if found := Hardest(plainLetter, English, 5); len(found) != 0 {
		t.Errorf("a plain letter has hard sentences: %v", found)
	}
}
