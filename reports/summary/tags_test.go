package summary

import (
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/pdf/pdftest"
	"rapport/reports/report"
)

func TestSummaryKeepsTheRulesOfAccessibleFiles(t *testing.T) {
	full := sampleFacts(day(time.December, 1))
	full.Feedback = sampleFeedback()
	for name, facts := range map[string]data.SummaryFacts{"a full month": full, "a quiet month": quietFacts()} {
		for _, audience := range report.Audiences {
			t.Run(name+", "+strings.ToLower(audience.Label), func(t *testing.T) {
				file, pages, err := report.PDF(made(t, facts, audience.Value))
				if err != nil {
					t.Fatal(err)
				}
				if name == "a full month" && (pages < 6 || pages > 11) {
					t.Errorf("%d pages", pages)
				}
				root := pdftest.Check(t, file)
				if got := root.Find(t, "H1").Text; got != "Patient relations monthly summary" {
					t.Errorf("the heading is %q", got)
				}
			})
		}
	}
}
