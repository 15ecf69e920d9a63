package summary

import (
	"testing"
	"time"

	"rapport/reports/page"
	"rapport/reports/pdf/peers"
	"rapport/reports/report"
)

// sampleReport goes from the facts of a month, with its figures yet to be computed,
// to the report.
func sampleReport() (report.Report, error) {
	facts := sampleFacts(day(time.December, 1))
	facts.Feedback = sampleFeedback()
	return Make(facts, report.Internal, false)
}

func makeSample(int) ([]byte, error) {
	r, err := sampleReport()
	if err != nil {
		return nil, err
	}
	file, _, err := report.PDF(r)
	return file, err
}

func TestMain(m *testing.M) { peers.Main(m, makeSample) }

// BenchmarkMonthlySummary goes from the facts of a month, with its figures yet
// to be computed, to the bytes of the PDF.
func BenchmarkMonthlySummary(b *testing.B) {
	r, err := sampleReport()
	if err != nil {
		b.Fatal(err)
	}
	doc, _ := report.Pages(r)
	peers.Compare(b, []*page.Document{doc}, makeSample, nil, peers.ReportLab)
}
