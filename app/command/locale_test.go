package command

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/pdf/pdftest"
)

func TestDocumentsAreWrittenAsTheOfficeWritesNumbersAndDays(t *testing.T) {
	dir, folder := ownStore(t, 300), t.TempDir()
	american := regexp.MustCompile(`(May|June) \d{1,2}, 2026|0[56]/(1[3-9]|[23]\d)/2026|\$\d`)
	for locale, own := range map[data.Locale]struct{ writes, never *regexp.Regexp }{
		"en-GB":  {regexp.MustCompile(`\d\.\d percent`), regexp.MustCompile(`\d,\d percent|€\d`)},
		"en-150": {regexp.MustCompile(`\d,\d percent`), regexp.MustCompile(`\d\.\d percent|£\d`)},
	} {
		withCase(t, dir, func(s *store.Session, _ data.CaseFile) {
			set := s.Settings()
			set.Locale = locale
			if err := s.SaveSettings(t.Context(), set); err != nil {
				t.Fatal(err)
			}
		})
		for _, document := range []string{"summary", "log", "exceptions", "packet"} {
			out := filepath.Join(folder, document+".pdf")
			args := []string{document, "--month", "2026-05", "--out", out, "--store", dir}
			if document != "summary" {
				args = append(args, "--unprotected", "--reason", "x")
			}
			if r := run(t, args...); r.code != Done && r.code != Incomplete {
				t.Fatal(r.err)
			}
			text := strings.Join(strings.Fields(pdftest.Run(t, "pdftotext", out, "-")), " ")
			for _, never := range []*regexp.Regexp{american, own.never} {
				if found := never.FindString(text); found != "" {
					t.Errorf("%s: the %s writes %s", locale, document, found)
				}
			}
			if document == "summary" && (!own.writes.MatchString(text) || !strings.Contains(text, "31 May 2026")) {
				t.Errorf("%s: the summary writes no number or no day as the office does", locale)
			}
		}
	}
}
