package summary

import (
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/pdf/pdftest"
)

func TestSummaryKeepsTheRulesOfAccessibleFiles(t *testing.T) {
	full := sampleFacts(day(time.December, 1))
	full.Feedback = sampleFeedback()
	for name, facts := range map[string]data.SummaryFacts{"a full month": full, "a quiet month": quietFacts()} {
		t.Run(name, func(t *testing.T) {
			file, _, err := PDF(facts, Options{Practice: true})
			if err != nil {
				t.Fatal(err)
			}
			root := pdftest.Check(t, file)
			if got := root.Find(t, "H1").Text; got != "Patient relations monthly summary" {
				t.Errorf("the heading is %q", got)
			}
		})
	}
}
