package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

// expected is what was acknowledged: what must be found in a case file after
// whatever happened to it.
type expected struct {
	Cases    map[string]string // number: digest of all that people see of the case
	Keys     map[string]int64  // number: key
	Chain    int64             // entries of the audit chain, at least
	Feedback int               // comments, at least
	Numbers  map[string]int    // month: number
	Drafts   map[string]string
	Backups  []string // folders that were finished
	Pass     []string // passphrases of which the officer's is one
	Officers []string // who may sign in, at least

	Under string // what was under way and not acknowledged: a number, "passphrase", "new case", or "all"
}

func (e expected) clone() expected {
	e.Cases, e.Keys, e.Numbers, e.Drafts = maps.Clone(e.Cases), maps.Clone(e.Keys), maps.Clone(e.Numbers), maps.Clone(e.Drafts)
	e.Backups, e.Pass, e.Officers = slices.Clone(e.Backups), slices.Clone(e.Pass), slices.Clone(e.Officers)
	return e
}

func digest(f data.CaseFile) (string, error) {
	text, err := json.Marshal(f)
	sum := sha256.Sum256(text)
	return fmt.Sprintf("%x", sum[:12]), err
}

// open signs the officer in with the passphrase that must be right.
func (e expected) open(ctx context.Context, dir string) (*store.Session, error) {
	f, err := store.Open(dir, store.WithClock(clock))
	if err != nil {
		return nil, err
	}
	var tried error
	for _, pass := range e.Pass {
		s, err := f.SignIn(ctx, officer, pass, store.ForCommand())
		if err == nil {
			return s, nil
		}
		tried = errors.Join(tried, err)
		if !errors.Is(err, vault.ErrWrongPassphrase) {
			break
		}
	}
	return nil, errors.Join(tried, f.Close())
}

// check opens the case file in dir as an officer would and says what is missing of
// what was acknowledged or not in order. It writes something too, and locks.
func (e expected) check(ctx context.Context, dir string) (faults []string) {
	s, err := e.open(ctx, dir)
	if err != nil {
		return []string{"it does not open: " + err.Error()}
	}
	defer func() {
		if err := s.Close(ctx); err != nil {
			faults = append(faults, "it does not close: "+err.Error())
		}
	}()
	faults = e.compare(ctx, s)
	report, err := s.Verify(ctx, true, nil)
	if err != nil {
		faults = append(faults, "it cannot be verified: "+err.Error())
	}
	for _, c := range report.Checks {
		if !c.OK {
			faults = append(faults, "verify "+c.Name+": "+c.Found)
		}
	}
	for _, path := range e.Backups {
		if !slices.ContainsFunc(backupsOf(ctx, s), func(b vault.BackupInfo) bool { return filepath.Base(b.Path) == filepath.Base(path) }) {
			faults = append(faults, "a finished backup is gone: "+filepath.Base(path))
		}
	}
	for _, key := range e.Keys {
		if _, err := s.AddNote(ctx, key, data.Note{Class: data.NoteOrdinary, Text: "Work goes on."}); err != nil {
			faults = append(faults, "work does not go on: "+err.Error())
		}
		break
	}
	return faults
}

func backupsOf(ctx context.Context, s *store.Session) []vault.BackupInfo {
	all, err := s.Backups(ctx)
	if err != nil {
		return nil
	}
	return all
}

// compare holds what a session shows against what was acknowledged.
func (e expected) compare(ctx context.Context, s *store.Session) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, number := range slices.Sorted(maps.Keys(e.Cases)) {
		f, err := s.Case(ctx, number)
		if err != nil {
			fault("case %s: %v", number, err)
			continue
		}
		if got, err := digest(f); err != nil || got != e.Cases[number] && e.Under != number && e.Under != "all" {
			fault("case %s is not as it was acknowledged", number)
		}
	}
	for month, n := range e.Numbers {
		m, err := data.ParseMonth(month)
		all, err2 := s.MonthNumbers(ctx, m, m)
		if err != nil || err2 != nil || len(all) != 1 || all[0].Value != n && e.Under != "numbers" {
			fault("the number of %s is %v instead of %d", month, all, n)
		}
	}
	for name, text := range e.Drafts {
		if got, _, err := s.Draft(ctx, name); err != nil || string(got) != text && e.Under != "draft" {
			fault("the draft %s: %d bytes, %v", name, len(got), err)
		}
	}
	if n, err := s.CountFeedback(ctx, data.FeedbackQuery{}); err != nil || n < e.Feedback {
		fault("%d comments of %d: %v", n, e.Feedback, err)
	}
	if n, err := entries(ctx, s); err != nil || n < e.Chain {
		fault("%d entries of the audit chain of %d: %v", n, e.Chain, err)
	}
	for _, name := range e.Officers {
		if !slices.Contains(s.File().Officers(), name) {
			fault("%s cannot sign in", name)
		}
	}
	return faults
}

// entries is where the audit chain ends.
func entries(ctx context.Context, s *store.Session) (int64, error) {
	last, err := s.Audit(ctx, store.AuditQuery{Limit: 1})
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return last[0].Seq, nil
}

func lines(faults []string) string { return strings.Join(faults, "\n    ") }
