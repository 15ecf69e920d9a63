package command

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/reports/pdf/pdftest"
)

// withCase lets a test change the only case of a store through its session.
func withCase(t *testing.T, dir string, change func(*store.Session, data.CaseFile)) string {
	t.Helper()
	f, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.SignIn(t.Context(), practice.Officer, practice.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Cases(t.Context(), data.CaseQuery{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Case(t.Context(), page.Rows[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	change(s, c)
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c.Number
}

func TestTheAccountingOfDisclosuresIsWritten(t *testing.T) {
	dir := ownStore(t, 1)
	number := withCase(t, dir, func(s *store.Session, c data.CaseFile) {
		today := s.Settings().Today(time.Now())
		for _, basis := range []data.DisclosureBasis{data.BasisOversight, data.BasisPayment} {
			if _, err := s.SaveRecord(t.Context(), c.Key, &data.Disclosure{On: today, Recipient: "x", What: "y", Purpose: "z", Basis: basis}); err != nil {
				t.Fatal(err)
			}
		}
	})
	out := filepath.Join(t.TempDir(), "accounting.pdf")
	args := []string{"accounting", number, "--reason", "The patient asked for it.", "--store", dir}
	said, file := putOut(t, out, append(args, "--unprotected")...)
	if !strings.Contains(said, "1 disclosure from 1 case") || !strings.Contains(said, "NOT PROTECTED") {
		t.Errorf("it says %q", said)
	}
	pdftest.Check(t, file)
	again := fromJSON[map[string]any](t, mustRun(t, append(args, "--out", out, "--json")...))
	if again["disclosures"] != 1.0 || again["free"] != true || again["protected"] != true {
		t.Errorf("as JSON it says %v", again)
	}
	if text := pdftest.Run(t, "pdftotext", "-upw", again["passphrase"].(string), out, "-"); !strings.Contains(text, "Accounting of") {
		t.Errorf("under the passphrase that was printed the pages say %q", text)
	}
	refused(t, run(t, "accounting", "PR-1999-00001", "--reason", "x", "--out", out, "--store", dir), Failed, "no case")
	refused(t, run(t, "accounting", number, "--store", dir), Misuse, "--out")
	refused(t, run(t, "accounting", number, "--out", out, "--store", dir), Misuse, "--reason")
	s := session(t, dir)
	defer closeSession(t, s)
	entries, err := s.Audit(t.Context(), store.AuditQuery{Action: "accounting.saved"})
	if err != nil || len(entries) != 2 || !strings.Contains(entries[0].Summary, "protected with a passphrase (AES-256)") || !strings.Contains(entries[1].Summary, "NOT PROTECTED") {
		t.Errorf("the audit log says %+v, %v", entries, err)
	}
}

func TestNoCommandTellsARestrictedNoteOrDocument(t *testing.T) {
	dir := ownStore(t, 1)
	number := withCase(t, dir, func(s *store.Session, c data.CaseFile) {
		for _, class := range []data.NoteClass{data.NoteRestricted, data.NoteLegal, data.NoteSubstance} {
			if _, err := s.AddNote(t.Context(), c.Key, data.Note{Class: class, Text: "Canaryword of " + string(class)}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.AddAttachment(t.Context(), c.Key, data.NewAttachment{Name: "Canaryname.txt", Class: class}, strings.NewReader("Canarybytes")); err != nil {
				t.Fatal(err)
			}
		}
	})
	for _, args := range [][]string{{"case", number}, {"case", number, "--json"}, {"cases", "--json"}, {"cases", "canaryword"}, {"cases", "canaryname"}} {
		got := run(t, append(args, "--store", dir)...)
		if all := got.out + got.err; strings.Contains(strings.ReplaceAll(all, "“canary", ""), "Canary") || strings.Contains(strings.Join(args, " "), "canary") && strings.Contains(all, number) {
			t.Errorf("%q tells %s", args, all)
		}
	}
	text := mustRun(t, "case", number, "--store", dir)
	for _, want := range []string{"Hidden. It can be revealed", "Legal: at counsel's direction", "hidden (Substance use", data.Part2Notice} {
		if !strings.Contains(text, want) {
			t.Errorf("the text of the case lacks %q:\n%s", want, text)
		}
	}
}
