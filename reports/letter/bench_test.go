package letter

import (
	"testing"

	"rapport/reports/pdf/reportlab"
)

var (
	benchGiven  = []string{"Rosalind", "Jo", "Zoë", "Xavier", "Benjamin", "Quinn", "Ursula"}
	benchFamily = []string{"Achterberg", "Ng", "Kowalczyk", "O’Brien", "Fitzgerald", "Vázquez", "Jäger", "Hu", "Winter", "Diaz", "Young"}
	benchMade   int
)

// makeSample makes a letter to another person each time, so that no letter of a
// batch is the one before.
func makeSample() ([]byte, error) {
	f := sampleCase()
	f.People[0].Given, f.People[0].Family = benchGiven[benchMade%len(benchGiven)], benchFamily[benchMade%len(benchFamily)]
	benchMade++
	file, _, err := PDF(sampleFacts(f, sampleNotice()), Options{})
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

// BenchmarkThousandLetters is a batch: processor time for each letter.
func BenchmarkThousandLetters(b *testing.B) {
	doc, err := Compose(sampleFacts(sampleCase(), sampleNotice()), Options{})
	if err != nil {
		b.Fatal(err)
	}
	reportlab.CompareBatch(b, doc.Document)
}
