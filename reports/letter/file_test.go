package letter

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapport/data"
)

func TestPDFReadsBackWithNamesAsWritten(t *testing.T) {
	f, d := sampleCase(), sampleNotice()
	f.People[0].Given, f.People[0].Family = "Zoë Żaneta", "Nguyễn-Łukaszewicz"
	text := words(tool(t, pdfOf(t, f, d), "pdftotext", "FILE", "-"))
	mustHold(t, text, "Ms. Zoë Żaneta Nguyễn-Łukaszewicz", "Dear Ms. Nguyễn-Łukaszewicz:", "March 16, 2026", "(555) 014-2271", d.Words["closing"])
	info := tool(t, pdfOf(t, f, d), "pdfinfo", "FILE")
	if !strings.Contains(info, "Letter PR-2026-00417") || strings.Contains(info, "Nguy") {
		t.Errorf("the metadata are:\n%s", info)
	}
}

func TestPDFHasNothingButTheAddressInTheWindow(t *testing.T) {
	out := tool(t, pdfOf(t, sampleCase(), sampleNotice()), "pdftotext", "-f", "1", "-l", "1", "-bbox", "FILE", "-")
	var inside []string
	for line := range strings.Lines(out) {
		var left, top, right, bottom float64
		before, rest, found := strings.Cut(strings.TrimSpace(line), ">")
		if !found {
			continue
		}
		if _, err := fmt.Sscanf(before, `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f"`, &left, &top, &right, &bottom); err != nil {
			continue
		}
		if left < usual.KeepOut.Right() && top < usual.KeepOut.Bottom() && bottom > usual.KeepOut.Y {
			inside = append(inside, strings.TrimSuffix(rest, "</word>"))
		}
	}
	if got, want := strings.Join(inside, " "), "Ms. Rosalind Achterberg 2218 Juniper Court, Apt. 4B Westbrook, OH 44997-3318"; got != want {
		t.Errorf("in the window zone stands %q", got)
	}
}

func FuzzAnythingTypedMakesADraft(f *testing.F) {
	f.Add("Rosalind", "2218 Juniper Court", "They did not come.", "We looked.")
	f.Add("\xff\xfe", "\u202e\U0001F600", strings.Repeat("x", 5000), "\x00\n\n\r\t")
	f.Add("", "\n\n\n\n\n\n\n\n", "[[name]] {{.X}}", "مرحبا नमस्ते")
	f.Fuzz(func(t *testing.T, name, street, told, answer string) {
		file, d := sampleCase(), sampleNotice()
		file.People[0].Given, file.People[0].Street = name, street
		file.Issues[0].Words, d.Findings[0].Text, d.Words["subject"], d.Steps[0] = told, answer, told, street
		s := sampleSettings()
		s.Facility, s.Address.Street = name, street
		x := sampleFacts(file, d)
		x.Settings = s
		if _, _, err := PDF(x, Options{Draft: true}); err != nil {
			t.Errorf("a draft cannot be shown: %v", err)
		}
		if _, _, err := PDF(x, Options{}); err != nil {
			var missing data.Missing
			if !errors.As(err, &missing) {
				t.Errorf("a final letter is refused without a reason: %v", err)
			}
		}
	})
}
