package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// shown is text in the order from left to right, without what steers it.
func shown(text string, rtl bool) string {
	runes := []rune(text)
	var out strings.Builder
	for _, i := range visual(levels(runes, rtl)) {
		if !isControl(runes[i]) {
			out.WriteRune(runes[i])
		}
	}
	return out.String()
}

func TestTextRunsInItsOwnDirection(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		rtl  bool
		want string
	}{
		"Latin":                             {"abc 12", false, "abc 12"},
		"Hebrew":                            {"אבג", true, "גבא"},
		"number in Hebrew":                  {"אב 123 גד", true, "דג 123 בא"},
		"Hebrew in Latin":                   {"a אב 12 גד b", false, "a דג 12 בא b"},
		"Latin in Hebrew":                   {"אב cd ef גד", true, "דג cd ef בא"},
		"full stop":                         {"אבג.", true, ".גבא"},
		"brackets":                          {"אב (cd) גד", true, "דג )cd( בא"}, // the shaper mirrors them
		"Arabic telephone number, isolated": {"رقم " + isolated("1-800-555"), true, "1-800-555 مقر"},
		"Arabic telephone number as it is":  {"رقم 1-800-555", true, "555-800-1 مقر"},
		"first letter decides":              {"אב \u2068c 1\u2069 גד", true, "דג c 1 בא"},
		"isolate that does not end":         {"אב \u2066c 1", true, "c 1 בא"},
	} {
		if got := shown(c.text, c.rtl); got != c.want {
			t.Errorf("%s: %q is shown as %q, want %q", name, c.text, got, c.want)
		}
	}
}

func TestAParagraphBeginsAtTheEdgeOfItsLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		text, lang string
		want       bool
	}{
		"English":                                {"Dear Ms. Lee", "en", false},
		"Arabic":                                 {"السيد علي", "ar", true},
		"Arabic that begins with a Latin name":   {"Harbor Valley Medical Center مستشفى", "ar-EG", true},
		"Latin alone in an Arabic letter":        {"2218 Juniper Court", "ar", false},
		"a number alone in an Arabic letter":     {"12", "ar", true},
		"English that begins with an Arabic one": {"محمد said that nobody came", "en-US", false},
		"Arabic in an English letter":            {"محمد عبد الله", "en-US", true},
		"an English salutation in Arabic mostly": {"Dear Ms. عبد الله:", "en-US", false},
		"Arapaho is not Arabic":                  {"12", "arp", false},
	} {
		if got := paragraphRunsLeft(c.text, c.lang); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// FuzzLevels compares the directions with those of golang.org/x/text, which
// does not tell the levels. Brackets are left out: there, "رقم(12A)3٤" gets two
// brackets of different directions, which N0 rules out.
func FuzzLevels(f *testing.F) {
	for _, s := range []string{"abc אבג 123", "رقم 1-800 abc ٣٤", "+1 ا 2%", "ש\u05b8 -1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []rune(s)
		for _, r := range text {
			p, _ := bidi.LookupRune(r)
			if p.IsBracket() {
				return
			}
			switch c := p.Class(); c {
			case bidi.B, bidi.S, bidi.WS, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
				if r != ' ' {
					return // end a paragraph, or are not treated there as here
				}
			}
		}
		if !utf8.ValidString(s) || len(text) == 0 || text[len(text)-1] == ' ' {
			return // L1 is a matter of lines here
		}
		var p bidi.Paragraph
		if _, err := p.SetString(s, bidi.DefaultDirection(bidi.RightToLeft)); err != nil {
			return
		}
		order, err := p.Order()
		if err != nil {
			return
		}
		got := levels(text, true)
		for n := range order.NumRuns() {
			run := order.Run(n)
			from, to := run.Pos()
			for i := from; i <= to && i < len(got); i++ {
				if left := got[i]%2 == 1; left != (run.Direction() == bidi.RightToLeft) {
					t.Fatalf("%q: rune %d has level %d", s, i, got[i])
				}
			}
		}
	})
}

// isolated is a text that somebody set apart to read from left to right.
func isolated(s string) string { return string(lri) + s + string(pdi) }
