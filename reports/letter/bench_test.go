package letter

import (
	"testing"

	"rapport/reports/pdf/peers"
)

func TestMain(m *testing.M) { peers.Main(m, makeVariant) }

// BenchmarkResolutionLetter goes from the case, its template yet to be filled
// in, to the bytes of the PDF.
func BenchmarkResolutionLetter(b *testing.B) {
	docs, err := variantPages(11)
	if err != nil {
		b.Fatal(err)
	}
	peers.Compare(b, docs, makeVariant, nil, peers.ReportLab, peers.WeasyPrint)
}

// BenchmarkThousandLetters is a batch of letters that differ in their words:
// processor time for each letter.
func BenchmarkThousandLetters(b *testing.B) {
	docs, err := variantPages(variants)
	if err != nil {
		b.Fatal(err)
	}
	peers.CompareBatch(b, docs, peers.ReportLab, peers.WeasyPrint)
}
