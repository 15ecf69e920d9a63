package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/reports/letter"
)

// The practice data that is made unless something else is asked for.
const (
	PracticeCases = 2_000
	PracticeSeed  = 1

	maxPracticeCases = 2_000_000
	maxComments      = 20_000
	linkedCases      = 12
	sentLetters      = 6 // letters that are issued and posted, so that there are pages to look at
)

var demoCommand = command{
	name: "demo", args: "--store DIR [--cases N] [--seed S]", does: "makes a practice case file: a year of a hospital that does not exist",
	notes: "The same seed makes the same cases. Without --store the practice case file lies in the folder \"practice\" of your own,\n" +
		"where the window looks for it. Nothing in it is real, and it is marked as practice on every screen and page.",
	flags: func(c *call) {
		c.flags.IntVar(&c.cases, "cases", PracticeCases, "how many cases")
		c.flags.Uint64Var(&c.seed, "seed", PracticeSeed, "a number that decides which cases")
	},
	run: demo,
}

func demo(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	if c.cases < 1 || c.cases > maxPracticeCases {
		return misusef("--cases must be a number from 1 to %s.", grouped(maxPracticeCases))
	}
	if c.storeDir == "" {
		home, err := store.DefaultDir()
		if err != nil {
			return err
		}
		c.storeDir = filepath.Join(home, "practice")
	}
	tell, done := c.progress("Making practice cases", c.cases)
	started := time.Now()
	recovery, err := MakePractice(ctx, c.storeDir, c.cases, c.seed, func(n, _ int) { tell(n) })
	done()
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{
			"store": c.storeDir, "cases": c.cases, "seed": c.seed, "officer": practice.Officer, "passphrase": practice.Passphrase,
			"recovery_key": recovery, "seconds": time.Since(started).Seconds(),
		})
	}
	c.printf("Made a practice case file of %s in %s.\nNobody in it is real.\n\n  Officer:      %s\n  Passphrase:   %s\n  Recovery key: %s\n\nOpen it with: rapport --store %q\n",
		counted(c.cases, "case", "cases"), c.storeDir, practice.Officer, practice.Passphrase, recovery, c.storeDir)
	return nil
}

// MakePractice makes a practice case file of n cases in dir and returns its
// recovery key; progress, which may be nil, is told how many are made. When it
// fails or the context ends, a folder that it made itself is removed.
func MakePractice(ctx context.Context, dir string, n int, seed uint64, progress func(done, total int)) (recovery string, err error) {
	_, statErr := os.Stat(dir)
	isNew := errors.Is(statErr, fs.ErrNotExist)
	session, recovery, err := store.Create(ctx, dir, practice.Setup())
	if err != nil {
		return "", err
	}
	err = fillPractice(ctx, session, n, seed, progress)
	err = errors.Join(err, session.Close(context.WithoutCancel(ctx)))
	if err != nil && isNew {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return recovery, err
}

// practiceFrom is the day from which the practice office has cases: the first of a
// month, so that no month of its charts is a part of one, with twelve whole months
// before the one that runs.
func practiceFrom(today data.Date) data.Date { return today.Month().Add(-12).First() }

func fillPractice(ctx context.Context, s *store.Session, n int, seed uint64, progress func(done, total int)) error {
	today := s.Settings().Today(time.Now())
	from := practiceFrom(today)
	err := s.Load(ctx, practice.Cases(seed, n, s.Settings(), from, today), func(done int) {
		if progress != nil {
			progress(done, n)
		}
	})
	if err != nil {
		return err
	}
	comments := practice.Comments(seed, min(n, maxComments), s.Settings(), from, today)
	if _, err := s.ImportFeedback(ctx, data.ImportFile{Source: practice.CommentSource}, comments, nil); err != nil {
		return err
	}
	if err := furnishLibrary(ctx, s, today); err != nil {
		return err
	}
	for _, p := range practice.Phrases() {
		if _, err := s.SavePhrase(ctx, p); err != nil {
			return err
		}
	}
	if err := linkMatters(ctx, s); err != nil {
		return err
	}
	if err := furnishReports(ctx, s, seed, from, today); err != nil {
		return err
	}
	return sendLetters(ctx, s, today)
}

// linkMatters links a few of the newest cases with an earlier one of the same
// patient, as an officer does who finds it in the register.
func linkMatters(ctx context.Context, s *store.Session) error {
	page, err := s.Cases(ctx, data.CaseQuery{Order: data.NewestFirst, Limit: pageOfRows})
	if err != nil {
		return err
	}
	newer, linked := map[string]data.CaseRow{}, 0
	for _, row := range page.Rows {
		last, again := newer[row.MRN]
		if again && linked < linkedCases {
			if _, err := s.LinkCases(ctx, last.Key, row.Number, "The same patient; read both before the answer."); err != nil {
				return fmt.Errorf("linking practice cases: %w", err)
			}
			linked++
		}
		if row.MRN != "" {
			newer[row.MRN] = row
		}
	}
	return nil
}

// furnishLibrary fills the library and the directories of the practice office.
func furnishLibrary(ctx context.Context, s *store.Session, today data.Date) error {
	set := s.Settings()
	set.Contacts, set.Agencies = practice.Directory(set.Units, today), practice.Agencies(set.Agencies, today)
	if err := s.SaveSettings(ctx, set); err != nil {
		return fmt.Errorf("filling the practice directory: %w", err)
	}
	items := map[string]data.ID{} // versions of one thing, by its title
	for _, k := range practice.Library(set, today) {
		k.Item = items[k.Title]
		saved, err := s.SaveKnowledge(ctx, k)
		if err != nil {
			return fmt.Errorf("filling the practice library: %w", err)
		}
		items[k.Title] = saved.Item
	}
	return nil
}

// sendLetters issues the letters of a few cases that wait for it, page and all,
// and records that they were posted today. The rest stay for the learner.
func sendLetters(ctx context.Context, s *store.Session, today data.Date) error {
	page, err := s.Cases(ctx, data.CaseQuery{States: []data.State{data.StateSignOff}, Order: data.NewestFirst, Limit: 4 * sentLetters})
	if err != nil {
		return err
	}
	left := min(len(page.Rows)/2, sentLetters) // at least half are left to try
	for _, row := range slices.Backward(page.Rows) {
		if left == 0 {
			return nil
		}
		f, err := s.Case(ctx, row.Number)
		if err != nil {
			return err
		}
		sent, err := sendLetter(ctx, s, f, today)
		if err != nil {
			return fmt.Errorf("sending a practice letter: %w", err)
		}
		if sent {
			left--
		}
	}
	return nil
}

// sendLetter reports whether the letter was sent: in some cases something is left
// to do first, as in real life.
func sendLetter(ctx context.Context, s *store.Session, f data.CaseFile, today data.Date) (sent bool, err error) {
	x, err := s.NewLetter(ctx, f, data.NoticeOfDecision, data.English)
	if err != nil {
		return false, err
	}
	if x.Gate().Err() != nil {
		return false, nil
	}
	issued, err := s.IssueLetter(ctx, f.Key, x.Draft, letter.Final(true))
	if err != nil {
		return false, err
	}
	l, _ := issued.Letter(data.NoticeOfDecision)
	_, err = s.RecordDispatch(ctx, f.Key, l.ID, data.Dispatch{Method: "post", On: today, By: s.Officer().Name})
	return err == nil, err
}
