package workbook

import (
	"fmt"
	"testing"

	"rapport/data"
	"rapport/reports/report"
)

// longLog is a grievance log of many rows, as wide as a surveyor asks for.
func longLog(n int) report.Report {
	log := report.Table{ID: "Grievance log", Caption: "Grievance log"}
	for i := range 20 {
		log.Columns = append(log.Columns, report.Column{Head: fmt.Sprintf("Column %d of the log", i+1), Number: i%5 == 3})
	}
	for i := range n {
		row := make([]report.Cell, 20)
		for c := range row {
			switch c % 5 {
			case 0:
				row[c] = report.W(fmt.Sprintf("GR-2026-%05d", i))
			case 1, 2:
				row[c] = report.D(data.NewDate(2026, 1, 1+i%365))
			case 3:
				row[c] = report.N(i % 97)
			default:
				row[c] = report.W("Waited four hours in the hall; nobody came when she rang.")
			}
		}
		log.Rows = append(log.Rows, row)
	}
	r := sample()
	r.Sections = []report.Section{{Blocks: []report.Block{log}}}
	return r
}

func BenchmarkLogOf20000Rows(b *testing.B) {
	r := longLog(20_000)
	b.Run("workbook", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			file, err := Write(r)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(file))/1e6, "MB/file")
		}
	})
	b.Run("values", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			file, err := CSV(r)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(file))/1e6, "MB/file")
		}
	})
}
