package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapport/app/plain"
	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

var backupsCommand = command{
	name: "backups", args: "[DIR]", does: "lists the copies of the case file with what each holds",
	notes: "Without DIR: those beside the case file, in the second place of the settings, and what restores put aside.\nNothing in the folders is changed by looking.",
	flags: func(c *call) { c.signInFlags() },
	run:   backups,
}

// copyLine is a copy as --json prints it.
type copyLine struct {
	Path        string     `json:"path"`
	Place       string     `json:"place"`
	Taken       *time.Time `json:"taken,omitempty"`
	Before      string     `json:"before,omitempty"`
	Bytes       int64      `json:"bytes"`
	Practice    bool       `json:"practice"`
	Schema      int        `json:"schema,omitempty"`
	Cases       int64      `json:"cases"`
	Open        int64      `json:"open"`
	LastEntry   int64      `json:"last_entry"`
	LastEntryAt *time.Time `json:"last_entry_at,omitempty"`
	Locked      bool       `json:"locked"`
	Rotated     bool       `json:"rotated"`
	Passphrases []string   `json:"other_passphrases,omitempty"`
	Changed     *int64     `json:"cases_changed_since,omitempty"`
	Wrong       string     `json:"wrong,omitempty"`
}

func copyLineOf(k store.CaseCopy) copyLine {
	l := copyLine{Path: k.Path, Place: string(k.Place), Before: string(k.Before), Bytes: k.Bytes, Practice: k.Practice, Schema: k.Schema,
		Cases: k.Cases, Open: k.Open, LastEntry: k.LastSeq, Locked: k.Locked, Rotated: k.Rotated, Passphrases: k.Changed}
	if !k.Taken.IsZero() {
		l.Taken = &k.Taken
	}
	if !k.LastAt.IsZero() {
		l.LastEntryAt = &k.LastAt
	}
	if k.Since != nil {
		l.Changed = &k.Since.Cases
	}
	if k.Wrong != nil {
		l.Wrong = plain.CopySentence(k.Wrong)
	}
	return l
}

func backups(ctx context.Context, c *call) error {
	dir := ""
	if len(c.args) > 0 {
		var err error
		if dir, err = c.one("a folder, or nothing"); err != nil {
			return err
		}
	}
	return c.with(ctx, func(s *store.Session) error {
		all, err := s.Copies(ctx, dir, nil)
		if err != nil {
			return err
		}
		if c.json {
			lines := []copyLine{}
			for _, k := range all {
				lines = append(lines, copyLineOf(k))
			}
			return c.printJSON(lines)
		}
		if len(all) == 0 {
			c.printf("There is no copy here. “rapport backup” makes one.\n")
		}
		for _, k := range all {
			c.printf("%s  %s\n", cell(copyDate(k, s.Settings().Zone()), 16), copyWords(k))
			c.printf("                  %s\n", k.Path)
		}
		if dir != "" {
			return nil
		}
		return c.printPlaces(ctx, s)
	})
}

// printPlaces says what is wrong with a place for backups.
func (c *call) printPlaces(ctx context.Context, s *store.Session) error {
	places, err := s.BackupPlaces(ctx)
	for _, p := range places {
		if p.Wrong != nil {
			c.printf("%s\n", plain.Sentence(p.Wrong))
		}
		if p.Note != "" {
			c.printf("%s\n", p.Note)
		}
	}
	return err
}

func copyDate(k store.CaseCopy, zone *time.Location) string {
	if k.When().IsZero() {
		return "date not known"
	}
	return k.When().In(zone).Format("2006-01-02 15:04")
}

// copyWords says on one line what a copy holds.
func copyWords(k store.CaseCopy) string {
	words := []string{}
	switch {
	case k.Wrong != nil:
		words = append(words, strings.TrimSuffix(plain.CopySentence(k.Wrong), "."))
	case k.Locked:
		words = append(words, "opens with a passphrase of its time only")
	default:
		words = append(words, counted(int(k.Cases), "case", "cases")+", "+grouped(int(k.Open))+" open", fmt.Sprintf("last entry %s", grouped(int(k.LastSeq))))
	}
	words = append(words, grouped(int((k.Bytes+1<<20-1)>>20))+" MB")
	if k.Before != "" {
		words = append(words, "made before the "+string(k.Before))
	}
	if k.Place == store.PutAside {
		words = append(words, "put aside by a restore")
	}
	if k.Practice {
		words = append(words, "practice data")
	}
	if len(k.Changed) > 0 {
		words = append(words, "opens with passphrases of its time for "+strings.Join(k.Changed, ", "))
	}
	return strings.Join(words, "; ")
}

var restoreCommand = command{
	name: "restore", args: "COPY --reason TEXT [--yes]", does: "puts a copy in the place of the case file, which is kept aside",
	notes: "COPY is the folder of a backup, or its name as “rapport backups” lists it. What is replaced is moved into the folder\n" +
		"“replaced” beside the case file and never deleted. Where the case file is damaged so that nobody can sign in, the\n" +
		"passphrase is the one that opened the copy when it was made.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.reason, "reason", "", "why; the audit log keeps it")
		c.flags.BoolVar(&c.yes, "yes", false, "does not ask")
		c.flags.BoolVar(&c.keepPassphrases, "keep-passphrases", false, "goes on with today's passphrases and officers instead of those of the copy")
		c.flags.StringVar(&c.copyPassphraseFile, "copy-passphrase-file", "", "a file whose first line is the passphrase of the copy's time, where it differs")
	},
	run: restore,
}

func restore(ctx context.Context, c *call) (err error) {
	name, err := c.one("a copy")
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.reason) == "" {
		return misusef("Say why with --reason. See “rapport help restore”.")
	}
	dir, err := c.folder()
	if err != nil {
		return err
	}
	o := store.RestoreOrder{Reason: c.reason, KeepPassphrases: c.keepPassphrases}
	if o.Path, err = copyNamed(dir, name); err != nil {
		return err
	}
	file, err := store.Open(dir, store.WithWitness(c.Witness))
	if errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrNoCaseFile) {
		return c.restoreAtDoor(ctx, dir, o, func(o store.RestoreOrder, tell func(done, total int64)) (store.Restored, error) {
			return store.Restore(ctx, dir, o, tell, store.WithWitness(c.Witness))
		})
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	officer, passphrase, err := c.whoIsThere(ctx, file)
	if err != nil {
		return err
	}
	s, err := file.SignIn(ctx, officer, passphrase, store.ForCommand())
	if errors.Is(err, vault.ErrDamaged) {
		c.officer, c.typed = officer, passphrase
		return c.restoreAtDoor(ctx, dir, o, func(o store.RestoreOrder, tell func(done, total int64)) (store.Restored, error) {
			return file.Restore(ctx, o, tell)
		})
	}
	if err != nil {
		return err
	}
	all, err := s.Copies(ctx, o.Path, nil)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		k := all[0]
		c.printNote("The copy: %s, %s.\n%s\n", copyDate(k, s.Settings().Zone()), copyWords(k), plain.LostSentence(k, s.Settings().Locale))
		if k.Locked {
			o.Officer = officer
			if o.Secret, err = c.copyPassphrase(ctx, officer); err != nil {
				return err
			}
		}
	}
	return c.restoreAsked(ctx, o, func(o store.RestoreOrder, tell func(done, total int64)) (store.Restored, error) {
		return s.Restore(ctx, o, tell)
	})
}

// restoreAtDoor restores where nobody can sign in: the copy's passphrase is asked
// for instead.
func (c *call) restoreAtDoor(ctx context.Context, dir string, o store.RestoreOrder, do restoring) error {
	copies, err := store.Look(o.Path)
	if err == nil && len(copies) > 0 {
		err = copies[0].Wrong
	}
	if err != nil || len(copies) == 0 {
		return errors.Join(err, errNoCopy)
	}
	if o.Officer, err = c.whoSignsIn(copies[0].Officers); err != nil {
		return err
	}
	if o.Secret = c.typed; o.Secret == "" {
		if o.Secret, err = c.passphrase(ctx, o.Officer); err != nil {
			return err
		}
	}
	k, err := store.CheckCopy(ctx, dir, o.Path, o.Officer, o.Secret)
	if err == nil {
		err = k.Wrong
	}
	if err != nil {
		return err
	}
	c.printNote("The case file does not open. The copy: %s, %s.\n", copyDate(k, time.Local), copyWords(k))
	return c.restoreAsked(ctx, o, do)
}

type restoring func(o store.RestoreOrder, tell func(done, total int64)) (store.Restored, error)

var errNoCopy = refusef("There is no copy of a case file in this folder. “rapport backups” lists those that are there.")

// restoreAsked asks, restores and says what was done.
func (c *call) restoreAsked(ctx context.Context, o store.RestoreOrder, do restoring) error {
	if err := c.agreed(ctx, "Put this copy in the place of the case file"); err != nil {
		return err
	}
	tell, done := c.progress("Restoring, MB", 0)
	r, err := do(o, func(n, _ int64) { tell(int(n >> 20)) })
	done()
	if err != nil {
		return err
	}
	if c.json {
		return c.printJSON(map[string]any{"replaced": r.Replaced, "officers": r.Officers})
	}
	c.printf("The copy is in force. What was replaced is kept in %s\n", r.Replaced)
	c.printf("Now sign in: %s\n", strings.Join(r.Officers, ", "))
	return nil
}

// printNote prints what belongs before a question, unless JSON is wanted.
func (c *call) printNote(format string, args ...any) {
	if !c.json {
		c.printf(format, args...)
	}
}

// agreed asks a question that is answered with y or n.
func (c *call) agreed(ctx context.Context, question string) error {
	if c.yes {
		return nil
	}
	if _, terminal := terminalOf(c.In); !terminal && (c.passphraseFile == "" || c.passphraseFile == "-") {
		return misusef("Nobody can be asked here, because the passphrase came from standard input. Add --yes when you are sure.")
	}
	fmt.Fprintf(c.Err, "%s? (y/n) ", question)
	line, err := bufio.NewReader(io.LimitReader(c.In, 100)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("asking: %w", err)
	}
	if answer := strings.ToLower(strings.TrimSpace(line)); answer != "y" && answer != "yes" {
		return refusef("Nothing was changed.")
	}
	return ctx.Err()
}

// copyPassphrase is the passphrase that opened the copy when it was made.
func (c *call) copyPassphrase(ctx context.Context, officer string) (string, error) {
	if c.copyPassphraseFile != "" {
		return passphraseIn(c.copyPassphraseFile)
	}
	if terminal, ok := terminalOf(c.In); ok {
		return c.prompt(ctx, terminal, "Passphrase of "+officer+" when the copy was made: ")
	}
	return "", misusef("This copy opens with the passphrase of its time. Name a file that holds it with --copy-passphrase-file.")
}

// copyNamed is the folder of a copy, given as such or by its name beside the case
// file.
func copyNamed(dir, name string) (string, error) {
	for _, path := range []string{name, filepath.Join(dir, vault.BackupsName, name), filepath.Join(dir, vault.ReplacedName, name)} {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return filepath.Abs(path)
		}
	}
	return "", refusef("There is no copy %s. “rapport backups” lists those that are there.", quoted(name))
}

var drillCommand = command{
	name: "drill", args: "[COPY]", does: "rehearses a restore: puts a copy up for a while, verifies and counts it",
	notes: "Without COPY it takes the newest backup beside the case file. The case file is not touched; the audit chain records\nwhat was found and how long it took. It ends with 1 when the copy could not be restored as it is.",
	flags: func(c *call) { c.signInFlags() },
	run:   drill,
}

func drill(ctx context.Context, c *call) error {
	path := ""
	if len(c.args) > 0 {
		name, err := c.one("a copy, or nothing")
		if err != nil {
			return err
		}
		dir, err := c.folder()
		if err != nil {
			return err
		}
		if path, err = copyNamed(dir, name); err != nil {
			return err
		}
	}
	return c.with(ctx, func(s *store.Session) error {
		r, err := s.Drill(ctx, path, nil)
		if errors.Is(err, data.ErrNotFound) {
			return refusef("There is no backup yet. “rapport backup” makes one.")
		}
		if err != nil {
			return err
		}
		if c.json {
			err = c.printJSON(map[string]any{"ok": r.OK(), "copy": r.Copy, "taken": r.Taken, "seconds": r.Took.Seconds(),
				"checks": verdictOf(store.VerifyReport{Checks: r.Checks}).Checks, "counts": r.Counts})
		} else {
			c.printDrill(r, s.Settings().Zone())
		}
		if err == nil && !r.OK() {
			err = refusef("This copy could not be restored as it is. Do not delete it; make a new backup and tell whoever looks after Rapport.")
		}
		return err
	})
}

func (c *call) printDrill(r store.DrillReport, zone *time.Location) {
	c.printf("Restore drill with the copy of %s (%s), %.1f s\n", r.Taken.In(zone).Format("2006-01-02 15:04"), r.Copy, r.Took.Seconds())
	for _, check := range r.Checks {
		sign := "ok   "
		if !check.OK {
			sign = "WRONG"
		}
		c.printf("%s  %s %s\n", sign, cell(check.Name, 11), check.Found)
	}
	for _, n := range r.Counts {
		c.printf("       %s %s in the copy, %s of that time in the case file\n", cell(n.What, 11), grouped(int(n.Copy)), grouped(int(n.Present)))
	}
}
