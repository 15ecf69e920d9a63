package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

// BenchmarkImport measures an import and its undo with the numbers of a large log and
// a large survey: 20,000 cases with two people, an issue, a note and met duties, and
// 7,908 comments with themes.
func BenchmarkImport(b *testing.B) {
	const cases, survey = 20_000, 7_908
	for b.Loop() {
		ctx := context.Background()
		s, _, err := Create(ctx, filepath.Join(b.TempDir(), "file"), data.Setup{Settings: settings(), Passphrase: passphrase,
			Officer: data.Officer{Name: "Dana Whitfield", Title: "Patient Relations Officer"}}, WithKDF(cheap), ForCommand())
		if err != nil {
			b.Fatal(err)
		}
		measure := func(name string, do func() (data.ID, error)) data.ID {
			started := time.Now()
			id, err := do()
			if err != nil {
				b.Fatal(name, err)
			}
			b.ReportMetric(time.Since(started).Seconds(), name+"-s")
			return id
		}
		today := s.Settings().Today(time.Now())
		rows := func(yield func(data.ImportedCase, error) bool) {
			for i := range cases {
				received := time.Now().AddDate(0, 0, -30-i/12)
				name := fmt.Sprintf("Family%d", i%7000)
				row := data.ImportedCase{Identity: fmt.Sprint(i), Number: fmt.Sprint(i), Row: i + 1, Digest: [32]byte{byte(i), byte(i >> 8)}, ReceivedAt: received, ClosedAt: received.AddDate(0, 0, 6),
					Kind: data.Grievance, Channel: data.Phone, Unit: "ICU", Story: fmt.Sprintf("Nobody came for %d minutes though the bell was rung, and nobody told the family why.", i),
					AcknowledgedOn: data.DateOf(received, s.Settings().Zone()) + 1, Author: "Lee Marsh",
					People: []data.Person{{Role: data.RolePatient, Given: "Ivo", Family: name, MRN: fmt.Sprint("M", i%7000)}, {Role: data.RoleComplainant, Given: "Orla", Family: name, Relation: "spouse", Authority: data.AuthorityNone}},
					Issues: []data.Issue{{Words: "Nobody came.", Category: "respect", Severity: 2, Finding: data.Finding{Outcome: data.Substantiated}}},
					Texts:  []data.ImportedText{{Heading: "Resolution", Text: "We spoke with the team and apologized."}}}
				if !yield(row, nil) {
					return
				}
			}
		}
		dry := oldLog
		dry.DryRun = true
		measure("cases-dry", func() (data.ID, error) { c, err := s.ImportCases(ctx, dry, rows, nil); return c.Import, err })
		imported := measure("cases-in", func() (data.ID, error) { c, err := s.ImportCases(ctx, oldLog, rows, nil); return c.Import, err })
		measure("cases-again", func() (data.ID, error) { c, err := s.ImportCases(ctx, oldLog, rows, nil); return c.Import, err })
		comments := measure("comments-in", func() (data.ID, error) {
			c, err := s.ImportFeedback(ctx, data.ImportFile{Source: "survey"}, practice.Comments(1, survey, s.Settings(), today.AddDays(-900), today), nil)
			return c.Import, err
		})
		measure("comments-out", func() (data.ID, error) { i, err := s.UndoImport(ctx, comments, false, nil); return i.ID, err })
		measure("cases-out", func() (data.ID, error) { i, err := s.UndoImport(ctx, imported, false, nil); return i.ID, err })
		if err := s.Close(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
