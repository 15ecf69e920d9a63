package pdf_test

import (
	"strings"
	"testing"

	"rapport/reports/page"
	"rapport/reports/pdf/pdftest"
)

// spokenLine is a line of a letter in another script with a number to call.
type spokenLine struct {
	lang, text string
	backwards  bool
}

var spokenLines = []spokenLine{
	{"ar", "اتصل على الرقم 1-800-555-1400 قبل 03/18/2026.", true},
	{"fa", "با شماره 1-800-555-1400 تماس بگیرید.", true},
	{"he", "התקשרו (800) 555-1400 או דברו עם הצוות שלנו.", true},
	{"hi", "निःशुल्क भाषा सहायता के लिए 1-800-555-1400 पर कॉल करें।", false},
	{"bn", "মনোযোগ দিন: 1-800-555-1400 নম্বরে কল করুন।", false},
	{"km", "សូមទូរសព្ទទៅ 1-800-555-1400។", false},
	{"th", "หมายเหตุ: โทร 1-800-555-1400 หรือปรึกษาผู้ให้บริการ", false},
	{"vi", "Nếu quý vị nói tiếng Việt, gọi số 1-800-555-1400.", false},
	{"hy", "Զանգահարեք 1-800-555-1400։", false},
}

func spokenDocument(lines ...spokenLine) (*page.Document, []page.Problem) {
	doc := page.NewDocument(page.Letter, "en-US", "Scripts", sampleDay)
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Top: 72, Right: 540, Bottom: 720})
	for _, line := range lines {
		f.Sect(line.lang, func() { f.Para(line.text) })
	}
	f.Finish(func(*page.Sheet) {})
	return doc, f.Problems()
}

// plainWords is what a reader prints, without the marks of direction and the
// joints that nobody sees.
func plainWords(s string) string {
	s = strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\u2060", "", "\u2066", "", "\u2069", "", "\u00a0", " ", "\f", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// structText is the text of the elements as Poppler prints it, in the order of
// the structure.
func structText(t *testing.T, path string) string {
	var all strings.Builder
	for line := range strings.Lines(pdftest.Run(t, "pdfinfo", "-struct-text", path)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, `"`) {
			all.WriteString(strings.TrimSuffix(line[1:], `"`))
		}
	}
	return plainWords(all.String())
}

func TestEveryScriptIsReadInItsOrderByOtherReaders(t *testing.T) {
	for _, line := range spokenLines {
		t.Run(line.lang, func(t *testing.T) {
			doc, problems := spokenDocument(line)
			if len(problems) > 0 {
				t.Fatalf("not printable: %v", problems)
			}
			file := written(t, doc)
			root := pdftest.Check(t, file)
			if sect := root.Find(t, "Sect"); sect.Lang != line.lang {
				t.Errorf("it is read in %q", sect.Lang)
			}
			// A screen reader takes the element's own text where it has one.
			if p := root.Find(t, "P"); plainWords(p.Said()) != line.text {
				t.Errorf("a screen reader gets %q", p.Said())
			}
			path := pdftest.Save(t, file)
			seen := plainWords(pdftest.Run(t, "pdftotext", path, "-"))
			for _, word := range strings.Fields(line.text) {
				if !strings.Contains(seen, strings.Trim(word, ".():")) {
					t.Errorf("pdftotext does not find %q in %q", word, seen)
				}
			}
			if line.backwards {
				// Poppler does not ask an element for its text: the letters come as they stand.
				if got := structText(t, path); !strings.Contains(got, "555-1400") {
					t.Errorf("the number is torn in %q", got)
				}
				return
			}
			if seen != line.text {
				t.Errorf("pdftotext reads %q", seen)
			}
			if got := structText(t, path); got != line.text {
				t.Errorf("Poppler reads %q in the structure", got)
			}
		})
	}
}

func TestNamesOfAllScriptsStandInOneLetter(t *testing.T) {
	const names = "Ms. محمد عبد الله, Mr. דוד לוי, Ms. प्रिया शर्मा, Mr. សុខា and Ms. สมชาย called (800) 555-1400 on March 18."
	doc, problems := spokenDocument(spokenLine{"en-US", names, false})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	file := written(t, doc)
	root := pdftest.Check(t, file)
	if p := root.Find(t, "P"); plainWords(p.Said()) != names {
		t.Errorf("a screen reader gets %q", p.Said())
	}
	seen := plainWords(pdftest.Run(t, "pdftotext", pdftest.Save(t, file), "-"))
	for _, want := range []string{"محمد عبد الله", "דוד לוי", "प्रिया शर्मा", "សុខា", "สมชาย", "(800) 555-1400"} {
		if !strings.Contains(seen, want) {
			t.Errorf("pdftotext does not find %q in %q", want, seen)
		}
	}
}
