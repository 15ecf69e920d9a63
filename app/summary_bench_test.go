package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/reports/page"
	"rapport/reports/pdf/peers"
	"rapport/reports/report"
	"rapport/reports/summary"
)

// benchMonth is a month of the case file that the benchmarks of the store keep, of
// which everything is known and whose windows have passed.
const benchMonth = "2026-03"

func TestMain(m *testing.M) { peers.Main(m, nil) }

// BenchmarkSummary makes the summary of a month of the case file that the
// benchmarks of the store have kept in RAPPORT_BENCH_STORE. In a running program
// it goes from the facts of the month, with their figures yet to be computed, to
// the bytes of the PDF. The whole process is the program that RAPPORT_PROGRAM
// names; it signs in (the key of this case file costs next to nothing), reads the
// facts, writes the file and its entry in the audit chain.
func BenchmarkSummary(b *testing.B) {
	kept, program := os.Getenv("RAPPORT_BENCH_STORE"), os.Getenv("RAPPORT_PROGRAM")
	if kept == "" || program == "" {
		b.Skip("RAPPORT_BENCH_STORE does not name what the benchmarks of data/store kept, or RAPPORT_PROGRAM no built program")
	}
	dir, passphrase := filepath.Join(kept, "sealed"), filepath.Join(b.TempDir(), "passphrase")
	if err := os.WriteFile(passphrase, []byte(practice.Passphrase), 0o600); err != nil {
		b.Fatal(err)
	}
	facts := monthFacts(b, dir)
	for _, audience := range []report.Audience{report.Internal, report.Shareable} {
		b.Run(string(audience), func(b *testing.B) {
			doc, err := summaryPages(b, facts, audience)
			if err != nil {
				b.Fatal(err)
			}
			size := 0
			ours := func(int) ([]byte, error) {
				r, err := summary.Make(b.Context(), facts, audience, false)
				if err != nil {
					return nil, err
				}
				file, _, err := report.PDF(r)
				size = len(file)
				return file, err
			}
			peers.Compare(b, []*page.Document{doc}, ours, []string{program, "summary", "--store", dir, "--officer", practice.Officer,
				"--passphrase-file", passphrase, "--month", benchMonth, "--audience", string(audience), "--out", filepath.Join(b.TempDir(), "summary.pdf")},
				peers.ReportLab)
			b.ReportMetric(float64(len(facts.Received)), "cases")
			b.ReportMetric(float64(len(doc.Pages)), "pages")
			b.ReportMetric(float64(size)/1000, "kB")
		})
	}
}

func monthFacts(b *testing.B, dir string) data.SummaryFacts {
	month, err := data.ParseMonth(benchMonth)
	if err != nil {
		b.Fatal(err)
	}
	f, err := store.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	s, err := f.SignIn(b.Context(), practice.Officer, practice.Passphrase)
	if err != nil {
		b.Fatal(err)
	}
	facts, err := s.SummaryFacts(b.Context(), data.MonthPeriod(month))
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil { // the program is to open it
		b.Fatal(err)
	}
	facts.Settings.Practice = false // the mark across each page is left to neither
	return facts
}

func summaryPages(b *testing.B, facts data.SummaryFacts, audience report.Audience) (*page.Document, error) {
	r, err := summary.Make(b.Context(), facts, audience, false)
	if err != nil {
		return nil, err
	}
	doc, _ := report.Pages(r)
	return doc, nil
}
