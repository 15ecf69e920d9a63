package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapport/data"
)

// ErrSalvageFolder: the folder for a salvage is not empty. What is written there
// is plain, and nothing of somebody else's may lie between it.
var ErrSalvageFolder = errors.New("the folder for the salvage is not empty")

// ErrNoSchema: what could be read of the case file does not say which table is
// which, and no backup does. Nothing can be written; a backup is the way out.
var ErrNoSchema = errors.New("the list of tables could not be read")

// SalvageProgress is told what is under way, and how far: pages, then cases.
type SalvageProgress func(what string, done, total int64)

// Loss is a part of the case file that could not be read.
type Loss struct {
	Table string `json:"table"`          // empty: not known whose
	Page  int64  `json:"page"`           // of the database
	From  int64  `json:"from,omitempty"` // first and last row, by key; both 0: not known
	To    int64  `json:"to,omitempty"`
	What  string `json:"what"` // a plain sentence
}

// SalvageReport says what a salvage wrote and what it could not.
type SalvageReport struct {
	Dir       string            `json:"folder"`
	Cases     int               `json:"cases"`     // written
	Lacking   map[string]string `json:"lacking"`   // by case number: what is missing of it
	Gone      []string          `json:"gone"`      // numbers of cases of which nothing could be read
	Letters   int               `json:"letters"`   // PDF files
	Documents int               `json:"documents"` // files
	HeldBack  []string          `json:"held_back"` // what the officer may not see, in words
	Losses    []Loss            `json:"losses"`    // page by page
	Notes     []string          `json:"notes"`     // what else to know, in sentences
	Recorded  bool              `json:"recorded"`  // the audit log has it
	damaged   map[string]bool   // tables with gaps
}

// Whole reports whether nothing is missing.
func (r SalvageReport) Whole() bool {
	return len(r.Lacking) == 0 && len(r.Gone) == 0 && len(r.Losses) == 0
}

// Missing says in a sentence what could not be read.
func (r SalvageReport) Missing() string {
	switch lack, gone := len(r.Lacking), len(r.Gone); {
	case r.Whole():
		return "Nothing was found missing."
	case lack == 0 && gone == 0:
		return "Some pages are damaged, and as far as it can be told no case lacks anything."
	case gone == 0:
		return fmt.Sprintf("Of %d cases something could not be read. Look for that in a backup.", lack)
	default:
		return fmt.Sprintf("Of %d cases something could not be read, and of %d nothing. Look for those in a backup.", lack, gone)
	}
}

// Salvage writes every case that can be read into dir, in plain text: one JSON
// file a case, its letters and documents as files, a table of all, and a report
// of what could not be read. It goes round damage page by page, so that a broken
// page costs what lay on it. dir is made, or must be empty. What the officer may
// not see is held back and told. While it reads, nothing can be saved. progress
// may be nil. Errors: [ErrSalvageFolder], [ErrNoSchema].
func (s *Session) Salvage(ctx context.Context, dir string, progress SalvageProgress) (r SalvageReport, err error) {
	ctx, done, err := s.begun(ctx, data.RightExport)
	if err != nil {
		return r, err
	}
	defer func() { done(err) }()
	if err := makeSalvageDir(dir); err != nil {
		return r, err
	}
	// Before the first file is there, as of the other exports. Where it cannot be
	// written the damage is the reason, and the report says so.
	begun := s.commit(ctx, func(w *work) error {
		w.record("file.salvage", 0, "", details{Summary: "Began to write every case that can be read into files outside the case file."})
		return nil
	})
	sv := salvage{file: s.file, officer: s.Officer(), broken: s.glass(), rolesKnown: true, progress: progress}
	read := s.base.lock(ctx) // the pages stay as they are
	if read == nil {
		read = sv.collect(ctx, dir)
		s.base.unlock()
	}
	if read == nil {
		read = sv.export(ctx, dir)
	}
	if read != nil {
		return sv.report, s.explain(ctx, errors.Join(read, sv.close()))
	}
	sv.report.Recorded = begun == nil && s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record("file.salvage", 0, "", details{Summary: sv.report.verdict()})
		return nil
	}) == nil
	return sv.finish()
}

// Salvage is [Session.Salvage] for a case file that is too damaged to be signed
// in to: with the passphrase alone. Where the roles of the officer can be read
// they count. Errors as there, and those of [File.SignIn].
func (f *File) Salvage(ctx context.Context, officer, passphrase, dir string, progress SalvageProgress) (r SalvageReport, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.session != nil && !f.session.Locked() {
		return r, fmt.Errorf("salvaging: somebody is signed in: %w", data.ErrConflict)
	}
	if err := f.vault.Unlock(officer, passphrase); err != nil {
		return r, fmt.Errorf("signing in: %w", err)
	}
	defer func() { err = errors.Join(err, f.vault.Lock()) }()
	if err := makeSalvageDir(dir); err != nil {
		return r, err
	}
	sv := salvage{file: f, officer: data.Officer{Name: f.known(officer)}, progress: progress}
	if err := sv.collect(ctx, dir); err != nil {
		return sv.report, errors.Join(err, sv.close())
	}
	if err := sv.export(ctx, dir); err != nil {
		return sv.report, errors.Join(err, sv.close())
	}
	return sv.finish()
}

// makeSalvageDir makes the folder for its owner alone.
func makeSalvageDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the folder for the salvage: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("reading the folder for the salvage: %w", err)
	}
	if len(entries) > 0 {
		return ErrSalvageFolder
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("closing the folder for the salvage to others: %w", err)
	}
	return nil
}

// salvage is one under way: what was read lies in a sealed database of its own,
// in which the ordinary readers of a case work.
type salvage struct {
	file       *File
	officer    data.Officer
	broken     map[int64]bool // restricted cases that the officer opened against their list
	rolesKnown bool
	progress   SalvageProgress

	report  SalvageReport
	scratch string // folder
	base    *base
	closeDB func() error
	lost    map[int64][]string // by key of a case: what an index says is missing
	numbers map[int64]string   // of cases, from the index of numbers
}

func (sv *salvage) tell(what string, done, total int64) {
	if sv.progress != nil {
		sv.progress(what, done, total)
	}
}

func (sv *salvage) note(format string, args ...any) {
	sv.report.Notes = append(sv.report.Notes, fmt.Sprintf(format, args...))
}

// collect reads every page and puts the rows into the sealed database.
func (sv *salvage) collect(ctx context.Context, dir string) error {
	sv.report.Dir, sv.report.Lacking, sv.report.damaged = dir, map[string]string{}, map[string]bool{}
	source, err := sv.file.vault.Rescue()
	if err != nil {
		return fmt.Errorf("salvaging: %w", err)
	}
	defer source.Close() // read only: nothing to lose
	if source.LogFault != nil {
		sv.note("%s: what was saved last, after that place in the log, is not in these files.", upperFirst(source.LogFault.Error()))
	}
	sv.scratch = filepath.Join(dir, ".reading")
	if err := os.Mkdir(sv.scratch, 0o700); err != nil {
		return fmt.Errorf("making room for what is read: %w", err)
	}
	db, closeDB, err := sv.file.vault.Scratch(ctx, sv.scratch)
	if err != nil {
		return err
	}
	sv.closeDB = closeDB
	c := collector{sv: sv, source: source, reached: map[int64]bool{1: true}}
	if err := c.run(ctx, db); err != nil {
		return err
	}
	if sv.base, err = openBase(ctx, db, db); err != nil {
		return err
	}
	if err := sv.sureOfVersion(ctx); err != nil {
		return err
	}
	if err := sv.base.migrate(ctx, func() error { return nil }); err != nil {
		return fmt.Errorf("bringing what was read to this version: %w", err)
	}
	return nil
}

// sureOfVersion puts this program's version where the row that tells it is lost:
// whoever signs in brings the case file there, so that it is seldom another.
func (sv *salvage) sureOfVersion(ctx context.Context) error {
	return sv.base.write(ctx, func(t *tx) error {
		there, err := t.count(schemaThere)
		if err == nil && there == 0 {
			err = t.script(`create table schema_version (version integer not null)`)
		}
		if err != nil {
			return fmt.Errorf("looking for the version of what was read: %w", err)
		}
		n, err := t.count(`select count(*) from schema_version`)
		if err != nil || n > 0 {
			return err
		}
		sv.note("The version of the case file could not be read; it is taken for that of this program.")
		return t.exec(`insert into schema_version (version) values (?)`, newestVersion())
	})
}

func (sv *salvage) close() error {
	var err error
	if sv.base != nil {
		err = sv.base.close()
	}
	if sv.closeDB != nil {
		err = errors.Join(err, sv.closeDB())
	}
	if sv.scratch != "" {
		err = errors.Join(err, os.RemoveAll(sv.scratch))
	}
	return err
}

// finish writes the report beside the cases and clears what was put together.
func (sv *salvage) finish() (SalvageReport, error) {
	err := sv.close()
	if err == nil {
		err = writeSalvaged(filepath.Join(sv.report.Dir, "READ ME FIRST.txt"), []byte(sv.report.Text()))
	}
	if err != nil {
		return sv.report, fmt.Errorf("salvaging: %w", err)
	}
	return sv.report, nil
}

// writeSalvaged writes a file for its owner alone.
func writeSalvaged(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing a salvaged file: %w", err)
	}
	_, err = f.Write(content)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("writing a salvaged file: %w", err)
	}
	return nil
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// verdict is the one sentence of the audit log.
func (r SalvageReport) verdict() string {
	return fmt.Sprintf("Wrote %d cases, %d letters and %d documents into files outside the case file, in plain text; %d cases lack something, %d could not be read.",
		r.Cases, r.Letters, r.Documents, len(r.Lacking), len(r.Gone))
}
