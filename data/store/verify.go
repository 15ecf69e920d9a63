package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// Check is one part of a verification: what was looked at and what was found.
type Check struct {
	Name  string // keys, pages, database, references, search, audit, letters, documents, backlog, figures, backups
	OK    bool
	Found string // a plain sentence
}

// VerifyReport is what a verification of the case file found.
type VerifyReport struct {
	Checks []Check
}

// OK reports whether every check passed.
func (r VerifyReport) OK() bool {
	for _, c := range r.Checks {
		if !c.OK {
			return false
		}
	}
	return true
}

// Verify checks the case file: the seal of every page, SQLite's own integrity,
// references between tables, the search index, the audit chain, the letters'
// and documents' hashes, the balance of the backlog, what the figures are made of,
// and the newest backup of each place; deep checks every backup, the database to
// the last index entry, and the figures against every case whole. progress may be
// nil; it is told the name of each check as it begins. The error is about not
// being able to look, never about what was found; where it is about the audit entry
// alone, the report is there all the same.
func (s *Session) Verify(ctx context.Context, deep bool, progress func(name string)) (r VerifyReport, err error) {
	return s.verify(ctx, data.RightKeep, deep, progress)
}

// verifyEvery is how long a verification holds.
const verifyEvery = 7 * 24 * time.Hour

// VerifyIfDue verifies the case file, not deeply, where that was not done within
// the last seven days, whoever is signed in, nor in this session. The report is nil
// where it was not due. Report and error are those of [Session.Verify].
func (s *Session) VerifyIfDue(ctx context.Context) (*VerifyReport, error) {
	var last int64
	err := s.read(ctx, data.RightOffice, func(t *tx) (err error) {
		last, err = t.count(lastVerification, verified)
		return err
	})
	if err != nil || s.lately(timeOf(last)) || s.lately(s.lastVerified()) {
		return nil, err
	}
	r, err := s.verify(ctx, data.RightOffice, false, nil)
	if len(r.Checks) == 0 {
		return nil, err
	}
	return &r, err
}

// lately says that a verification at that time holds still. One in the future was
// made by a clock that went wrong.
func (s *Session) lately(at time.Time) bool {
	now := s.file.now()
	return !at.After(now) && now.Sub(at) < verifyEvery
}

// lastVerified is when this session verified the case file, written down or not.
func (s *Session) lastVerified() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.verifiedAt
}

const (
	verified = "file.verify"
	// lastVerification is when the case file was verified, or else when it was made.
	lastVerification = `select coalesce((select at from audit where action = ? order by seq desc limit 1), (select at from audit where seq = 1), 0)`
)

func (s *Session) verify(ctx context.Context, right data.Right, deep bool, progress func(name string)) (r VerifyReport, err error) {
	ctx, leave, err := s.enter(ctx, right)
	if err != nil {
		return r, err
	}
	defer leave()
	for _, check := range []struct {
		name string
		run  func(context.Context, bool) (found string, ok bool, err error)
	}{
		{"keys", s.verifyKeys}, {"pages", s.verifyPages}, {"database", s.verifyDatabase}, {"references", s.verifyReferences}, {"search", s.verifySearch},
		{"audit", s.verifyAudit}, {"letters", s.verifyLetters}, {"documents", s.verifyDocuments}, {"backlog", s.verifyBacklog}, {"figures", s.verifyFigures}, {"backups", s.verifyBackups},
	} {
		if progress != nil {
			progress(check.name)
		}
		found, ok, err := check.run(ctx, deep)
		if ctx.Err() != nil {
			return VerifyReport{}, s.explain(ctx, ctx.Err())
		}
		if err != nil { // damage is what makes reading fail, so it is a finding
			found, ok = "This could not be read to its end: "+sentence(s.explain(ctx, err)), false
		}
		r.Checks = append(r.Checks, Check{check.name, ok, found})
	}
	s.mu.Lock()
	s.verifiedAt = s.file.now()
	s.mu.Unlock()
	return r, s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record(verified, 0, "", details{Summary: verdict(r)})
		return nil
	})
}

// sentence says what stood in the way of a check: the page, where it is one.
func sentence(err error) string {
	var page *vault.PageFault
	if errors.As(err, &page) {
		return page.Error() + "."
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ") + "."
}

func verdict(r VerifyReport) string {
	if r.OK() {
		return "Verified the case file: all is well."
	}
	return "Verified the case file: something is wrong."
}

// KeysWhole is what is found where nothing is the matter with the key file.
const KeysWhole = "Both copies of the key file are whole."

func (s *Session) verifyKeys(context.Context, bool) (string, bool, error) {
	if s.file.vault.KeyFileMended() {
		return "When the case file was opened, one copy of the key file was damaged, missing or an older one. It was written anew from the other.", true, nil
	}
	return KeysWhole, true, nil
}

func (s *Session) verifyPages(ctx context.Context, _ bool) (string, bool, error) {
	pages := int64(0)
	faults, err := s.file.vault.VerifyPages(ctx, func(_, total int64) { pages = total })
	if err != nil || len(faults) > 0 {
		if err == nil {
			return fmt.Sprintf("%d of %d pages are damaged; the first: %s.", len(faults), pages, faults[0].Error()), false, nil
		}
		return "", false, err
	}
	return fmt.Sprintf("All %d pages are sealed and whole.", pages), true, nil
}

func (s *Session) verifyDatabase(ctx context.Context, deep bool) (found string, ok bool, err error) {
	query := checkQuickly
	if deep {
		query = checkIntegrity
	}
	var answer string
	err = s.base.read(ctx, func(t *tx) error {
		if _, err := t.count(lookAtIndexes); err != nil {
			return err
		}
		return t.get(query, nil, &answer)
	})
	if answer != "ok" {
		return "The database is not in order: " + strings.ReplaceAll(answer, "\n", "; ") + ".", false, err
	}
	return "The database is in order.", true, err
}

func (s *Session) verifyReferences(ctx context.Context, _ bool) (string, bool, error) {
	var n int64
	err := s.base.read(ctx, func(t *tx) (err error) { n, err = t.count(checkForeignKeys); return err })
	if n > 0 {
		return fmt.Sprintf("%d records belong to a case that is not there.", n), false, err
	}
	return "Every record belongs to its case.", true, err
}

func (s *Session) verifyAudit(ctx context.Context, _ bool) (string, bool, error) {
	var r ChainReport
	err := s.base.read(ctx, func(t *tx) (err error) { r, err = s.chain.verify(t, nil); return err })
	if err != nil || !r.OK() {
		return r.Problem, false, err
	}
	return fmt.Sprintf("The audit chain holds: %d entries, the last one %x.", r.Entries, r.Head[:6]), true, nil
}

func (s *Session) verifyLetters(ctx context.Context, _ bool) (string, bool, error) {
	letters, without, altered := 0, 0, 0
	err := s.base.read(ctx, func(t *tx) error {
		return t.each(`select l.sha256, p.pdf from letters l left join letter_pages p on p.letter = l.key order by l.key`, nil, func(r *sql.Rows) error {
			var sum, pdf sql.RawBytes
			if err := r.Scan(&sum, &pdf); err != nil {
				return err
			}
			letters++
			switch err := checkPages(pdf, sum); {
			case errors.Is(err, ErrNoPages) && s.Practice():
				without++
			case err != nil:
				altered++
			}
			return nil
		})
	})
	if altered > 0 {
		return fmt.Sprintf("%d of %d issued letters are not as they were issued.", altered, letters), false, err
	}
	if without > 0 {
		return fmt.Sprintf("All %d issued letters are as they were issued (%d of them practice letters without pages).", letters, without), true, err
	}
	return fmt.Sprintf("All %d issued letters are as they were issued.", letters), true, err
}

func (s *Session) verifyDocuments(ctx context.Context, _ bool) (string, bool, error) {
	documents, altered := 0, 0
	err := s.base.read(ctx, func(t *tx) error {
		var rows []int64
		var sums [][]byte
		err := t.each(`select key, sha256 from attachments order by key`, nil, func(r *sql.Rows) error {
			var row int64
			var sum []byte
			err := r.Scan(&row, &sum)
			rows, sums = append(rows, row), append(sums, sum)
			return err
		})
		if err != nil {
			return err
		}
		err = t.each(`select s.sha256, p.pdf from sheets s left join sheet_pages p on p.sheet = s.key`, nil, func(r *sql.Rows) error {
			var sum, pdf sql.RawBytes
			if err := r.Scan(&sum, &pdf); err != nil {
				return err
			}
			documents++
			if is := sha256.Sum256(pdf); !bytes.Equal(is[:], sum) {
				altered++
			}
			return nil
		})
		for i, row := range rows {
			if err != nil {
				return err
			}
			is := sha256.New()
			err = eachChunk(t, row, func(chunk []byte) { is.Write(chunk) })
			documents++
			if !bytes.Equal(is.Sum(nil), sums[i]) {
				altered++
			}
		}
		return err
	})
	if altered > 0 {
		return fmt.Sprintf("%d of %d documents are not as they were added.", altered, documents), false, err
	}
	return fmt.Sprintf("All %d documents are as they were added.", documents), true, err
}

func (s *Session) verifyBacklog(ctx context.Context, _ bool) (string, bool, error) {
	var open, faults int64
	err := s.base.read(ctx, func(t *tx) (err error) {
		if open, err = t.count(`select count(*) from cases where closed_on is null`); err != nil {
			return err
		}
		faults, err = t.count(`select count(*) from cases c
			where (c.closed_on is null) <> coalesce((select sum(e.delta) from case_events e where e.case_key = c.key), 0)`)
		return err
	})
	if faults > 0 {
		return fmt.Sprintf("The moves of %d cases do not lead to how they stand.", faults), false, err
	}
	return fmt.Sprintf("The backlog balances: %d cases are open.", open), true, err
}

func (s *Session) verifyBackups(ctx context.Context, deep bool) (string, bool, error) {
	if s.file.rehearsal {
		return "A copy that is put up for a while has no backups of its own.", true, nil
	}
	checked := 0
	var newest data.Date
	for _, dir := range s.backupDirs() {
		all, err := s.file.vault.Backups(dir)
		if err != nil {
			return "", false, err
		}
		for i, b := range all {
			if i > 0 && !deep {
				break
			}
			if err := s.file.vault.VerifyBackup(ctx, b.Path); err != nil {
				return fmt.Sprintf("The backup %s is of no use: %s", filepath.Base(b.Path), sentence(err)), false, nil
			}
			checked++
			newest = max(newest, data.DateOf(b.Taken, s.Settings().Zone()))
		}
	}
	if checked == 0 {
		return "There is no backup yet; make one.", true, nil
	}
	return fmt.Sprintf("Opened and checked %d backups; the newest is of %s.", checked, newest), true, nil
}
