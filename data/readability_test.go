package data

import (
	"math"
	"testing"
)

func TestGradeAndEaseOfTheKnownVector(t *testing.T) {
	r := Readability{Words: 120, Sentences: 9, Syllables: 170, Polysyllables: 9}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 0.005 {
			t.Errorf("%s is %.3f, want %.2f", name, got, want)
		}
	}
	near("grade", r.Grade(), 6.33)
	near("ease", r.Ease(), 73.45)
	near("SMOG", r.SMOG(), 1.0430*math.Sqrt(30)+3.1291)
}

func TestNoTextHasNoGrade(t *testing.T) {
	for _, text := range []string{"", " \n ", "123 456.", "---"} {
		if r := Measure(text); r.Grade() != 0 || r.Ease() != 0 || r.SMOG() != 0 {
			t.Errorf("%q has grade %.1f", text, r.Grade())
		}
	}
}

func TestSentencesAndWordsAreCounted(t *testing.T) {
	r := Measure("I met with Dr. Ahn. He was kind!\nThree nurses came on March 4\nICU, at 9:30 p.m., was full.")
	if r.Sentences != 4 {
		t.Errorf("%d sentences, want 4", r.Sentences)
	}
	if r.Words != 17 { // without 4, 9:30 and ICU
		t.Errorf("%d words, want 17", r.Words)
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"nurse": 1, "nurses": 2, "table": 2, "care": 1, "waited": 2, "called": 1, "medicine": 3, "hospital": 3, "I": 1, "the": 1, "rhythm": 1,
		"investigation": 5, "ward": 1,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}
