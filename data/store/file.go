package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// ErrUnfinished: the making of the case file was cut off before anything was
// kept in it, by a power cut for instance. It is of no use.
var ErrUnfinished = errors.New("the case file was never made to its end")

// File is a case file whose process lock is held: nobody else has it open.
// It is locked until an officer signs in.
type File struct {
	vault   *vault.Vault
	now     func() time.Time
	witness string // folder outside the case file, see [WithWitness]

	mu      sync.Mutex
	session *Session // who is signed in, if anybody
	failed  []entry  // sign-ins that failed, written with the next success

	held held // drafts that the disk did not take

	rehearsal bool // a copy put up for a while by a restore drill
}

// Option changes how a case file is created or opened, or how somebody signs in.
type Option func(*options)

type options struct {
	kdf     *vault.KDF
	now     func() time.Time
	proven  bool
	witness string
}

// WithKDF sets the cost of a passphrase guess for a new case file, instead of
// one measured to take about a second on this machine.
func WithKDF(k vault.KDF) Option { return func(o *options) { o.kdf = &k } }

// ForCommand says that a command signs in, for one task and with the passphrase
// given this moment: it is not asked for again while the session lasts.
func ForCommand() Option { return func(o *options) { o.proven = true } }

// WithClock replaces the clock of the machine.
func WithClock(now func() time.Time) Option { return func(o *options) { o.now = now } }

func optionsOf(list []Option) options {
	o := options{now: time.Now}
	for _, set := range list {
		set(&o)
	}
	return o
}

// DefaultDir returns the folder for the case file where none is named: the
// platform's folder for a user's own data, and "Rapport" in it.
func DefaultDir() (string, error) {
	var base string
	var err error
	switch runtime.GOOS {
	case "windows":
		base, err = os.UserCacheDir() // %LocalAppData%: it does not roam over the network
	case "darwin":
		base, err = os.UserConfigDir() // ~/Library/Application Support
	default:
		if base = os.Getenv("XDG_DATA_HOME"); !filepath.IsAbs(base) {
			base, err = os.UserHomeDir()
			base = filepath.Join(base, ".local", "share")
		}
	}
	if err != nil {
		return "", fmt.Errorf("finding the folder for data: %w", err)
	}
	return filepath.Join(base, "Rapport"), nil
}

// Create makes a new case file in dir and signs its first officer in. The
// second result is the recovery key, to be printed or written down; it cannot
// be shown again. Errors of package vault pass through; a [data.Missing] says
// what the set-up lacks.
func Create(ctx context.Context, dir string, setup data.Setup, opts ...Option) (*Session, string, error) {
	o := optionsOf(opts)
	if err := setup.Validate().Err(); err != nil {
		return nil, "", err
	}
	setup.Officer.Name = strings.TrimSpace(setup.Officer.Name)
	v, recovery, err := vault.Create(dir, vault.Options{
		Officer: setup.Officer.Name, Passphrase: setup.Passphrase, Practice: setup.Settings.Practice, KDF: o.kdf,
	})
	if err != nil {
		return nil, "", fmt.Errorf("creating the case file: %w", err)
	}
	v.SetClock(o.now)
	f := &File{vault: v, now: o.now, witness: o.witness}
	s, err := f.start(ctx, setup.Officer.Name, o, func(s *Session) error { s.made = true; return s.furnish(ctx, setup) })
	if err != nil {
		return nil, "", errors.Join(err, v.Abandon())
	}
	return s, recovery, nil
}

// Open takes the case file in dir for this program. The errors of package
// vault pass through: ErrNoCaseFile, ErrInUse, ErrDamaged, ErrNewerVersion.
func Open(dir string, opts ...Option) (*File, error) {
	v, err := vault.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the case file: %w", vault.Named(err))
	}
	o := optionsOf(opts)
	v.SetClock(o.now)
	return &File{vault: v, now: o.now, witness: o.witness}, nil
}

// Dir returns the folder of the case file.
func (f *File) Dir() string { return f.vault.Dir() }

// Officers returns the names of those who may sign in.
func (f *File) Officers() []string { return f.vault.Officers() }

// Practice reports whether the case file holds practice data.
func (f *File) Practice() bool { return f.vault.Practice() }

// Close locks the case file and lets others open it. What is held in memory is
// gone then, see [File.HeldBy].
func (f *File) Close() error {
	defer f.held.forget()
	f.mu.Lock()
	s := f.session
	f.mu.Unlock()
	var err error
	if s != nil {
		err = s.Lock(context.Background())
	}
	if e := f.vault.Close(); e != nil {
		err = errors.Join(err, fmt.Errorf("closing the case file: %w", e))
	}
	return err
}

// SignIn opens the case file for an officer. A wrong passphrase is
// vault.ErrWrongPassphrase; it is in the audit chain after the next success.
// After some that failed the next one has to wait, vault.ErrWait; see [File.Delay].
func (f *File) SignIn(ctx context.Context, officer, passphrase string, opts ...Option) (*Session, error) {
	if err := f.vault.Unlock(officer, passphrase); err != nil {
		f.fail(officer, "passphrase", err)
		return nil, fmt.Errorf("signing in: %w", vault.Named(err))
	}
	return f.start(ctx, officer, optionsOf(opts), nil)
}

// SignInWithRecoveryKey opens the case file with the printed recovery key and
// gives the officer a new passphrase.
func (f *File) SignInWithRecoveryKey(ctx context.Context, key, officer, newPassphrase string) (*Session, error) {
	if strength := data.PassphraseStrength(newPassphrase, officer); !strength.OK {
		return nil, data.Missing{{Code: "passphrase", Field: "passphrase", Sentence: strength.Sentence}}
	}
	if err := f.vault.UnlockWithRecoveryKey(key); err != nil {
		f.fail(officer, "recovery key", err)
		return nil, fmt.Errorf("signing in with the recovery key: %w", vault.Named(err))
	}
	return f.start(ctx, officer, options{}, func(s *Session) error {
		return s.openingWithKey(ctx, func(w *work) error {
			w.record("session.recover", 0, "", details{Summary: "Signed in with the recovery key and set a new passphrase."})
			return f.vault.ChangePassphrase(officer, newPassphrase)
		})
	})
}

// openingWithKey is opening for what also gives a passphrase: the key file knows no
// transaction, and is as it was where nothing was written into the audit chain.
func (s *Session) openingWithKey(ctx context.Context, do func(w *work) error) error {
	was := s.file.vault.KeyFile()
	err := s.opening(ctx, do)
	if err != nil {
		err = fmt.Errorf("setting the new passphrase: %w", err)
	}
	if err != nil && s.file.vault.KeyFile() != was {
		err = errors.Join(err, s.file.vault.PutBack(was))
	}
	return err
}

// maxFailures bounds the failed sign-ins kept in memory.
const maxFailures = 1000

func (f *File) fail(officer, by string, err error) {
	if !errors.Is(err, vault.ErrWrongPassphrase) && !errors.Is(err, vault.ErrUnknownOfficer) &&
		!errors.Is(err, vault.ErrWrongRecoveryKey) && !errors.Is(err, vault.ErrRecoveryKeyTyping) &&
		!errors.Is(err, vault.ErrWrongHospitalKey) && !errors.Is(err, vault.ErrHospitalKeyTyping) {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.failed) < maxFailures {
		f.failed = append(f.failed, entry{at: f.now(), officer: f.known(officer), action: "session.fail",
			details: details{Summary: "A sign-in failed: the " + by + " was wrong."}})
	}
}

// failedBefore says how many sign-ins failed of which only the number is kept,
// because Rapport was ended since, or "". f.mu is held.
func (f *File) failedBefore() string {
	count, last := f.vault.FailedTries()
	count -= len(f.failed)
	day := last.UTC().Format(time.DateOnly)
	switch {
	case count <= 0:
		return ""
	case count == 1:
		return "A sign-in failed before Rapport was started, on " + day + "."
	}
	return fmt.Sprintf("%d sign-ins failed before Rapport was started, the last one on %s.", count, day)
}

// known returns the officer's name as the case file has it. What is no name of
// an officer is not kept: people type passphrases into the wrong field.
func (f *File) known(officer string) string {
	for _, name := range f.vault.Officers() {
		if strings.EqualFold(strings.TrimSpace(officer), name) {
			return name
		}
	}
	return "somebody unknown"
}
