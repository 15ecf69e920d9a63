package letter

import (
	"testing"

	"rapport/reports/pdf/reportlab"
)

func makeSample() ([]byte, error) {
	file, _, err := PDF(sampleFacts(sampleCase(), sampleNotice()), Options{})
	return file, err
}

func TestMain(m *testing.M) { reportlab.Main(m, makeSample) }

// BenchmarkResolutionLetter goes from the case to the bytes of the PDF.
func BenchmarkResolutionLetter(b *testing.B) {
	doc, err := Compose(sampleFacts(sampleCase(), sampleNotice()), Options{})
	if err != nil {
		b.Fatal(err)
	}
	reportlab.Compare(b, doc.Document, makeSample)
}
