package summary

import (
	"testing"
	"time"

	"rapport/reports/page"
	"rapport/reports/pdf/peers"
)

func makeSample(int) ([]byte, error) {
	facts := sampleFacts(day(time.December, 1))
	facts.Feedback = sampleFeedback()
	file, _, err := PDF(facts, Options{})
	return file, err
}

func TestMain(m *testing.M) { peers.Main(m, makeSample) }

// BenchmarkMonthlySummary goes from the facts of a month, with its figures yet
// to be computed, to the bytes of the PDF.
func BenchmarkMonthlySummary(b *testing.B) {
	facts := sampleFacts(day(time.December, 1))
	facts.Feedback = sampleFeedback()
	doc, err := Compose(facts, Options{})
	if err != nil {
		b.Fatal(err)
	}
	peers.Compare(b, []*page.Document{doc}, makeSample, peers.ReportLab)
}
