package letter

import (
	"testing"

	"rapport/reports/pdf/reportlab"
)

func makeSample() ([]byte, error) {
	file, _, err := PDF(sampleCase(), sampleNotice(), sampleSettings(), sampleOfficer(), Options{})
	return file, err
}

func TestMain(m *testing.M) { reportlab.Main(m, makeSample) }

// BenchmarkResolutionLetter goes from the case to the bytes of the PDF.
func BenchmarkResolutionLetter(b *testing.B) {
	doc, _, err := Compose(sampleCase(), sampleNotice(), sampleSettings(), sampleOfficer(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	reportlab.Compare(b, doc, makeSample)
}

// BenchmarkThousandLetters is a batch: processor time for each letter.
func BenchmarkThousandLetters(b *testing.B) {
	doc, _, err := Compose(sampleCase(), sampleNotice(), sampleSettings(), sampleOfficer(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	reportlab.CompareBatch(b, doc)
}
