package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCleanKeepsWhatTheFacesCanDraw(t *testing.T) {
	for name, text := range map[string]string{
		"English":          "Dear Ms. O'Neill: “thank you” – 26½ minutes, €12, §482.13",
		"Spanish":          "¿Señor Núñez? ¡Mañana!",
		"Vietnamese":       "Nguyễn Thị Ánh",
		"Polish":           "Łukasz Żółć",
		"Russian":          "Ольга Щёлокова",
		"Greek":            "Ελένη Παπαδοπούλου",
		"no-break space":   "(555)\u00a0014-2270",
		"bullet, ellipsis": "• …",
		"Arabic":           "محمد عبد الله",
		"Persian joiner":   "می\u200cکنید",
		"Hebrew, marks":    "שָׁלוֹם",
		"Hindi":            "निःशुल्क",
		"Hindi joiner":     "क्\u200dष",
		"Khmer space":      "សូម\u200bយក",
		"Amharic":          "ማሳሰቢያ",
		"isolate":          "اتصل " + isolated("1-800-555-1400"),
		"stacked marks":    "q\u0308\u0301",
	} {
		if got, problems := Clean(text); got != text || len(problems) > 0 {
			t.Errorf("%s: Clean(%q) = %q, %v", name, text, got, problems)
		}
	}
}

func TestCleanReportsWhatCannotBeDrawnAndShowsTheGap(t *testing.T) {
	for name, c := range map[string]struct {
		in, out string
		rune    rune
		at      int
	}{
		"emoji":           {"Thanks 😀!", "Thanks ?!", '😀', 7},
		"a script of old": {"a 𐤀", "a ?", '𐤀', 2},
		"private font":    {"\ue000", "?", '\ue000', 0},
		"control":         {"a\x07b", "a?b", 7, 1},
		"invalid UTF-8":   {"ab\xff", "ab?", utf8.RuneError, 2},
		"cut-off UTF-8":   {"ab\xe2\x82", "ab??", utf8.RuneError, 2},
		"after combining": {"e\u0301😀", "é?", '😀', 1},
	} {
		got, problems := Clean(c.in)
		if got != c.out || len(problems) == 0 || problems[0] != (Problem{c.rune, c.at}) {
			t.Errorf("%s: Clean(%q) = %q, %v", name, c.in, got, problems)
		}
	}
}

func TestCleanComposesAndDropsInvisibleCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"cafe\u0301":                  "café",
		"a\tb\nc":                     "a b c",
		"co\u00adoperate":             "cooperate",
		"\u202eevil\u202c":            "evil",
		"zero\u200bwidth\ufe0f\u200d": "zerowidth",
		"\u2066call\u2069":            "call",
		"\u2066ש":                     "ש",
		"א\u202eב\u202c":              "אב",
		"ﺳﻼﻡ":                         "سلام",
		"𝐍𝐨𝐭𝐞":                        "Note",
		"e\u00ad\u0301":               "é",
	} {
		if got, problems := Clean(in); got != want || len(problems) > 0 {
			t.Errorf("Clean(%q) = %q, %v; want %q", in, got, problems, want)
		}
	}
}

func TestProblemNamesTheCharacterForTheOfficer(t *testing.T) {
	for p, want := range map[Problem]string{
		{'😀', 7}:            `the emoji '😀' at position 8`,
		{'𐤀', 1}:            `the character '𐤀' at position 2, of a script that Rapport has no font for`,
		{7, 0}:              "the invisible character U+0007 at position 1",
		{utf8.RuneError, 2}: "a damaged character at position 3",
	} {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "😀", "\xff\xfe", "a\u0301\u0302", "\u202eש", "\u2067\u2069\u2069ا\u200d\u200c\u034f\u0651", "ក\u17d2\u200b", strings.Repeat("é", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := Clean(s)
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Fatalf("%q is not valid composed text", got)
		}
		for _, r := range got {
			if !drawable(r) && !isControl(r) && r != zeroSpace {
				t.Fatalf("%q holds %U", got, r)
			}
		}
		if again, problems := Clean(got); again != got || len(problems) > 0 {
			t.Fatalf("cleaning %q again gives %q, %v", got, again, problems)
		}
	})
}
