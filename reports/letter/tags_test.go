package letter

import (
	"fmt"
	"strings"
	"testing"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

func TestLettersKeepTheRulesOfAccessibleFiles(t *testing.T) {
	long, answers := longLetter()
	for name, l := range map[string]struct {
		file  data.CaseFile
		draft data.LetterDraft
	}{
		"notice": {sampleCase(), sampleNotice()}, "acknowledgement": {sampleCase(), sampleAcknowledgement()},
		"five pages": {long, answers},
	} {
		t.Run(name, func(t *testing.T) {
			pdftest.Check(t, pdfOf(t, l.file, l.draft))
		})
	}
}

// TestEveryKindKeepsTheRulesOfAccessibleFiles has letters, memo, cover sheet and
// forms, final and as drafts that lack much and say so across the page.
func TestEveryKindKeepsTheRulesOfAccessibleFiles(t *testing.T) {
	for _, k := range data.LetterKinds {
		for _, l := range data.Langs {
			for _, large := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s in %s, large %v", k.Label, l.Label, large), func(t *testing.T) {
					x := written(richCase(k.Value != data.AuthorizationRequest), k.Value, l.Value)
					x.Draft.LargePrint = large
					checked(t, x, Options{})
					x.File.Issues, x.Draft.Steps, x.Draft.Words = nil, nil, nil
					checked(t, x, Options{Draft: true, Practice: large})
				})
			}
		}
	}
}

func checked(t *testing.T, x data.LetterFacts, opts Options) *pdftest.Element {
	t.Helper()
	file, _, err := PDF(x, opts)
	if err != nil {
		t.Fatal(err)
	}
	return pdftest.Check(t, file)
}

func TestTheTestSheetKeepsTheRulesOfAccessibleFiles(t *testing.T) {
	forms(t, func(t *testing.T, s data.Settings, large bool) {
		file, err := pdf.Write(TestSheet(s, data.PrinterSetup{Name: "front_desk"}))
		if err != nil {
			t.Fatal(err)
		}
		pdftest.Check(t, file)
	})
}

// TestNamesInTheirOwnScriptAreOnTheLetterAndReadOut has a patient, a nurse and a
// contact whose names are written as they write them.
func TestNamesInTheirOwnScriptAreOnTheLetterAndReadOut(t *testing.T) {
	for given, family := range map[string]string{"محمد": "عبد الله", "דוד": "לוי", "प्रिया": "शर्मा", "សុខា": "ចាន់", "สมชาย": "ใจดี", "ዮሐንስ": "ገብረ", "Zoë": "Nguyễn"} {
		t.Run(given, func(t *testing.T) {
			x := sampleFacts(sampleCase(), sampleNotice())
			x.File.People[0].Given, x.File.People[0].Family = given, family
			x.Draft.Words["closing"] = "Thank you, " + given + " " + family + ". Call (800) 555-1400 at any time."
			file, _, err := PDF(x, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, e := range pdftest.Check(t, file).All() {
				if e.Tag == "P" {
					said = append(said, words(e.Said()))
				}
			}
			for _, want := range []string{"Ms. " + given + " " + family, "Dear Ms. " + family + ":", "Thank you, " + given + " " + family + ". Call (800) 555-1400 at any time."} {
				if !strings.Contains(strings.Join(said, "\n"), want) {
					t.Errorf("a screen reader does not say %q:\n%s", want, strings.Join(said, "\n"))
				}
			}
			seen := strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "").Replace(tool(t, file, "pdftotext", "FILE", "-"))
			mustHold(t, words(seen), family, family, given, "(800) 555-1400")
		})
	}
}

func TestPictureOfALetterheadIsAnArtifact(t *testing.T) {
	root := pdftest.Check(t, pdfOf(t, sampleCase(), sampleNotice()))
	for _, e := range root.All() {
		if e.Tag == string(page.TagFigure) {
			t.Error("the mark of the hospital is read out")
		}
	}
}
