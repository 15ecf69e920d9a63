package command

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
)

const shutWord = "quixotrophic" // stands in a restricted case alone

// shutStore is a practice case file with a restricted case that the colleague is
// not named in; it returns the number of the case.
func shutStore(t *testing.T) (dir, number string) {
	t.Helper()
	dir = ownStore(t, 30)
	f, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.SignIn(t.Context(), practice.Officer, practice.Passphrase, store.ForCommand())
	if err != nil {
		t.Fatal(err)
	}
	defer closeSession(t, s)
	ok := func(f data.CaseFile, err error) data.CaseFile {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	ctx := t.Context()
	if err := s.AddOfficer(ctx, data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, practice.Passphrase); err != nil {
		t.Fatal(err)
	}
	in := data.Intake{Channel: data.Phone, ReceivedAt: time.Now().AddDate(0, 0, -40), Relation: data.Self, Story: "Dr. " + shutWord + " shouted.",
		Patient: data.Person{Given: "Ann", Family: shutWord, MRN: shutWord, Street: "1 Elm", City: "Lakeside", State: "NY", Postal: "10001"},
		Issues:  []data.Issue{{Words: shutWord, Category: data.HCAT[0].Code, Severity: 3}}, Answers: data.Answers{AsksResponse: true},
		Restriction: &data.Restriction{Reason: "It is about " + shutWord + ".", Names: []string{practice.Officer}}}
	c := ok(s.OpenCase(ctx, in))
	today := s.Settings().Today(time.Now())
	ok(s.SaveRecord(ctx, c.Key, &data.ActionPlan{What: shutWord, Owner: shutWord, Due: today, Strength: data.Strengths[0].Value, Said: "You said " + shutWord, Did: "We did it.", Shown: true}))
	ok(s.SaveRecord(ctx, c.Key, &data.Disclosure{On: today, Recipient: shutWord, What: shutWord, Purpose: shutWord, Basis: data.BasisOversight}))
	return dir, c.Number
}

// words are everything that a file says, those of the files in a ZIP or a workbook
// too.
func words(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return string(raw)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}

func TestNoCommandTellsOfARestrictedCaseToWhoeverIsNotNamed(t *testing.T) {
	dir, number := shutStore(t)
	out := t.TempDir()
	month := time.Now().AddDate(0, 0, -40).Format("2006-01")
	year := time.Now().AddDate(0, 0, -40).Format("2006")
	commands := []struct {
		args []string
		file string
		says string // what whoever is not named reads of it
	}{
		{args: []string{"cases", "--limit", "0"}, says: number + "  Restricted"},
		{args: []string{"cases", "--limit", "0", "--json"}, says: `"shut": true`},
		{args: []string{"cases", "--limit", "0", "--order", "patient"}},
		{args: []string{"cases", "--filter", shutWord}, says: "No case matches."},
		{args: []string{"cases", "--filter", number}, says: number + "  Restricted"},
		{args: []string{"case", number}, says: "restricted to people by name"},
		{args: []string{"package", number, "--unprotected", "--reason", "x"}, file: "case.zip", says: "restricted to people by name"},
		{args: []string{"record", number, "--unprotected", "--reason", "x"}, file: "record.pdf", says: "restricted to people by name"},
		{args: []string{"accounting", number, "--unprotected", "--reason", "x"}, file: "accounting.pdf", says: "restricted to people by name"},
		{args: []string{"letter", number, "--kind", "acknowledgement"}, file: "letter.pdf", says: "restricted to people by name"},
		{args: []string{"log", "--period", year, "--all", "--unprotected", "--reason", "x"}, file: "log.csv", says: number},
		{args: []string{"log", "--period", year, "--unprotected", "--reason", "x"}, file: "log.xlsx", says: number},
		{args: []string{"exceptions", "--month", month, "--unprotected", "--reason", "x"}, file: "exceptions.zip", says: number},
		{args: []string{"packet", "--month", month, "--unprotected", "--reason", "x"}, file: "packet.zip", says: number},
		{args: []string{"packet", "--month", month, "--unprotected", "--reason", "x"}, file: "packet.xlsx", says: number},
		{args: []string{"summary", "--month", month}, file: "summary.zip"},
		{args: []string{"summary", "--month", month, "--audience", "shareable"}, file: "shareable.zip"},
		{args: []string{"summary", "--month", month}, file: "summary.xlsx"},
		{args: []string{"ko41a", "--year", "2026-27"}, file: "ko41a.zip"},
		{args: []string{"freeze", "--month", month, "--json"}},
		{args: []string{"numbers"}},
		{args: []string{"verify", "--deep"}},
	}
	for _, c := range commands {
		args := append(c.args, "--store", dir, "--officer", "Pat Winter")
		path := filepath.Join(out, c.file)
		if c.file != "" {
			args = append(args, "--out", path)
		}
		r := run(t, args...)
		said := r.out + r.err
		if c.file != "" {
			said += words(t, path)
		}
		if strings.Contains(strings.ToLower(said), shutWord) {
			t.Errorf("rapport %s gives away %s", strings.Join(c.args, " "), said)
		}
		if !strings.Contains(said, c.says) {
			t.Errorf("rapport %s does not say %q: %.300s", strings.Join(c.args, " "), c.says, said)
		}
	}
	for _, args := range [][]string{{"case", number}, {"cases", "--filter", shutWord}} {
		if said := mustRun(t, append(args, "--store", dir, "--officer", practice.Officer)...); !strings.Contains(said, shutWord) {
			t.Errorf("rapport %s tells who is named nothing: %s", args, said)
		}
	}
}
