package data

import "testing"

// FuzzGatesReadAnything: whatever stands in a letter, the gates read it to its end,
// and the places that they find are in it.
func FuzzGatesReadAnything(f *testing.F) {
	for _, s := range []string{"", "Rosalind Achterberg, 3/4/2026, MRN 0047115", "PR-2026-00002 (555) 014–2270", "de la O'Brien-Løkke’s", "１２３４５６７８９０ ٠١٢٣٤٥٦٧٨٩", "[name] «x» \u202e\u200b", "31/31/31 Feb 30, 2026 0000-00-00",
		"Gracias por la carta que usted nos escribió.", "\xff\xfe", "Dr. Mr. A. B. C, D, E", "Ǆ ǅ ß ſ İ ı", "DOB nacido el 1 de enero de 1950"} {
		f.Add(s)
	}
	base := goodLetter(f, NoticeOfDecision, English)
	f.Fuzz(func(t *testing.T, text string) {
		x := base
		x.Draft.SetWords("changes", text)
		x.Gate()
		for _, trace := range x.Traces() {
			if trace.Said == "" || trace.Field == "" {
				t.Errorf("%q gives an empty trace %+v", text, trace)
			}
		}
		for _, n := range phonesIn(text) {
			if len(n.digits) != phoneDigits {
				t.Errorf("%q gives the phone number %q", text, n.digits)
			}
		}
		for _, d := range daysWritten(text) {
			if d.at < 0 || d.end > len(text) || d.month < 1 || d.month > 12 {
				t.Errorf("%q gives the day %+v", text, d)
			}
		}
	})
}
