package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"rapport/data"
)

// DrillReport is what a restore drill found (45 CFR 164.308(a)(7)(ii)(D): testing
// of contingency plans).
type DrillReport struct {
	Copy   string // name of its folder
	Taken  time.Time
	Checks []Check
	Counts []DrillCount
	Took   time.Duration // to put the copy up, bring it to this version and verify it
}

// A DrillCount compares what the copy holds with what the case file in use holds
// of the same records: those that were there when the copy was made.
type DrillCount struct {
	What          string
	Copy, Present int64
}

// OK reports whether the copy could be restored as it is.
func (r DrillReport) OK() bool { return VerifyReport{r.Checks}.OK() }

const drilled = "backup.drill"

// DrillDue is how long after a restore drill the next one is asked for: a quarter.
const DrillDue = 92 * 24 * time.Hour

// Drill rehearses a restore: the copy in the folder at path is put up in a folder
// for a while, opened, brought to this version, verified deep and compared with
// the case file in use, and the folder removed. An empty path is the newest backup
// beside the case file. It is logged with what was found. progress may be nil; it
// is told what is being done. Errors: [data.ErrNotFound] without a backup,
// [ErrCopyLocked]; what is wrong with the copy is in the report.
func (s *Session) Drill(ctx context.Context, path string, progress func(what string)) (r DrillReport, err error) {
	ctx, leave, err := s.enter(ctx, data.RightKeep)
	if err != nil {
		return r, err
	}
	defer leave()
	if path == "" {
		newest, err := s.newest(s.file.vault.BackupsDir())
		if err != nil {
			return r, fmt.Errorf("looking for a backup: %w", err)
		}
		if newest == nil {
			return r, fmt.Errorf("a restore drill needs a backup: %w", data.ErrNotFound)
		}
		path = newest.Path
	}
	if progress == nil {
		progress = func(string) {}
	}
	began := time.Now()
	c := s.lookInto(ctx, path, ChosenFolder)
	r.Copy, r.Taken = filepath.Base(path), c.When()
	switch {
	case c.Wrong == nil && c.Locked:
		return r, ErrCopyLocked
	case c.Wrong != nil:
		r.Checks = []Check{{"copy", false, "The copy does not open: " + sentence(c.Wrong)}}
	default:
		err = s.rehearse(ctx, c, &r, progress)
	}
	if ctx.Err() != nil {
		return r, s.explain(ctx, ctx.Err())
	}
	if err != nil {
		r.Checks = append(r.Checks, Check{"copy", false, "The copy could not be put up: " + sentence(err)})
	}
	r.Took = time.Since(began)
	return r, s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record(drilled, 0, r.Copy, details{Summary: r.summary(w)})
		w.tell(SettingsChanged, 0)
		return nil
	})
}

func (r DrillReport) summary(w *work) string {
	found := "all is well"
	for _, c := range r.Checks {
		if !c.OK {
			found = "something is wrong: " + c.Found
			break
		}
	}
	counts := ""
	for _, c := range r.Counts {
		counts += fmt.Sprintf(" %d %s of %d.", c.Copy, c.What, c.Present)
	}
	return fmt.Sprintf("Restore drill with the copy of %s, %.1f s: %s.%s", moment(r.Taken, w.set), r.Took.Seconds(), trimStop(found), counts)
}

func trimStop(s string) string {
	if n := len(s); n > 0 && s[n-1] == '.' {
		return s[:n-1]
	}
	return s
}

// rehearse puts the copy up, opens it as a case file of its own and verifies it.
func (s *Session) rehearse(ctx context.Context, c CaseCopy, r *DrillReport, progress func(string)) (err error) {
	copied, err := s.file.vault.OpenCopy(c.Path)
	if err != nil {
		return err
	}
	defer copied.Close() // it was only read
	progress("copying")
	v, err := copied.Rehearse(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Discard()) }()
	f := &File{vault: v, now: s.file.now, rehearsal: true}
	progress("opening")
	put, err := f.openSession(ctx, s.Officer().Name)
	if err != nil {
		return f.explain(err)
	}
	defer func() { err = errors.Join(err, put.base.close()) }()
	defer put.lock()
	if err := put.base.read(ctx, put.loadOffice); err != nil {
		return err
	}
	put.mu.Lock()
	put.officer = s.Officer() // the right to look is that of today
	put.mu.Unlock()
	found, err := put.Verify(ctx, true, progress)
	if err != nil {
		return err
	}
	for _, check := range found.Checks {
		if check.Name != "backups" { // it has none of its own
			r.Checks = append(r.Checks, check)
		}
	}
	progress("comparing")
	return s.compare(ctx, c, put, r)
}

// compare counts what the copy holds, and what the case file in use holds of it.
func (s *Session) compare(ctx context.Context, c CaseCopy, put *Session, r *DrillReport) error {
	for _, table := range []struct{ what, name string }{{"cases", "cases"}, {"letters", "letters"}, {"documents", "attachments"}, {"comments", "feedback"}} {
		n := DrillCount{What: table.what}
		var last int64
		err := put.base.read(ctx, func(t *tx) error {
			return t.get(`select count(*), coalesce(max(key), 0) from `+table.name, nil, &n.Copy, &last)
		})
		if err == nil {
			err = s.base.read(ctx, func(t *tx) (err error) {
				n.Present, err = t.count(`select count(*) from `+table.name+` where key <= ?`, last)
				return err
			})
		}
		if err != nil {
			return fmt.Errorf("comparing the copy: %w", err)
		}
		r.Counts = append(r.Counts, n)
	}
	check := Check{"counts", true, fmt.Sprintf("The copy holds all %d cases of its time.", r.Counts[0].Copy)}
	switch {
	case c.Since != nil && (c.Since.Parted || c.Since.Ahead):
		check.Found = "The copy and the case file in use have gone different ways, so they were not compared."
	case r.Counts[0].Copy != r.Counts[0].Present: // no row of a case ever goes
		check.OK, check.Found = false, fmt.Sprintf("The copy holds %d cases; the case file in use has %d of that time.", r.Counts[0].Copy, r.Counts[0].Present)
	}
	r.Checks = append(r.Checks, check)
	return nil
}

// LastDrill is when the last restore drill was run, the zero time where none is
// in the audit chain.
func (s *Session) LastDrill(ctx context.Context) (at time.Time, err error) {
	err = s.read(ctx, data.RightKeep, func(t *tx) error {
		var ms int64
		err := t.get(`select at from audit where action = ? order by seq desc limit 1`, []any{drilled}, &ms)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		at = timeOf(ms)
		return err
	})
	if err != nil {
		return at, fmt.Errorf("looking for the last restore drill: %w", err)
	}
	return at, nil
}
