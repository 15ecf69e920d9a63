package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

// The office in which the days are set.
const (
	officer    = "Dana Whitfield"
	colleague  = "Pat Winter"
	passphrase = "seven quiet herons over the weir"
)

// cheap makes a guess cost next to nothing, so that a case file opens at once.
var cheap = vault.KDF{Passes: 1, MemoryKiB: 8, Lanes: 1}

// clock is the time of every day: nothing that is tried hangs on it.
func clock() time.Time { return time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC) }

func setup() data.Setup {
	set := data.DefaultSettings()
	set.Facility, set.Phone = "Lakeside General Hospital", "555-0100"
	set.Address = data.Address{Street: "1 Shore Road", City: "Lakeside", State: "NY", Postal: "10001"}
	return data.Setup{Settings: set, Passphrase: passphrase, Officer: data.Officer{Name: officer, Title: "Patient Relations Officer", Phone: "555-0101"}}
}

// day is an officer at work, and what was acknowledged.
type day struct {
	*store.Session
	rng  *rand.Rand
	want expected
	n    int // counts what was done, so that no two texts are the same
	open []data.CaseFile

	document int // bytes of a document, about

	// before and done are told around each thing that is done; look looks at what
	// came of it.
	before, done func()
	look         func(look func() error) error
}

// newDay makes a case file in dir. The day begins with what was acknowledged of that.
func newDay(ctx context.Context, dir string, seed uint64) (*day, error) {
	s, _, err := store.Create(ctx, dir, setup(), store.WithKDF(cheap), store.WithClock(clock), store.ForCommand())
	if err != nil {
		return nil, err
	}
	d := dayOf(s, seed)
	d.want.Pass, d.want.Officers = []string{passphrase}, []string{officer}
	return d, nil
}

func dayOf(s *store.Session, seed uint64) *day {
	return &day{Session: s, document: 1 << 20, rng: rand.New(rand.NewPCG(seed, 1)), before: func() {}, done: func() {}, look: func(look func() error) error { return look() },
		want: expected{Cases: map[string]string{}, Keys: map[string]int64{}, Numbers: map[string]int{}, Drafts: map[string]string{}}}
}

// act is one thing that an officer does.
type act struct {
	name   string
	weight int
	do     func(d *day, ctx context.Context) error
}

// acts are what a day is made of. Each is acknowledged when it is done.
var acts = []act{
	{"open a case", 4, (*day).openCase},
	{"add a note", 8, (*day).addNote},
	{"record a contact", 3, (*day).addContact},
	{"add a task", 2, (*day).addTask},
	{"take it back", 3, (*day).takeBack},
	{"keep a draft", 3, (*day).keepDraft},
	{"add a document", 2, (*day).addDocument},
	{"issue a letter", 2, (*day).issueLetter},
	{"import comments", 1, (*day).importComments},
	{"import cases", 1, (*day).importCases},
	{"number of a month", 2, (*day).monthNumber},
	{"make a backup", 1, (*day).makeBackup},
	{"lock and sign in", 1, (*day).again},
	{"change the passphrase", 1, (*day).changePassphrase},
	{"add an officer", 1, (*day).addColleague},
}

// every does each kind of act once, the cases first.
func (d *day) every(ctx context.Context) error {
	for _, a := range acts {
		if err := a.do(d, ctx); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	return nil
}

// any chooses an act by its weight.
func (d *day) any() act {
	total := 0
	for _, a := range acts {
		total += a.weight
	}
	at := d.rng.IntN(total)
	for _, a := range acts {
		if at -= a.weight; at < 0 {
			return a
		}
	}
	return acts[0]
}

// some does n acts by chance.
func (d *day) some(ctx context.Context, n int) error {
	for range n {
		a := d.any()
		if err := a.do(d, ctx); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	return nil
}

// try does one thing to what it touches, and acknowledges it: keep sets what is to
// be found from now on.
func (d *day) try(touches string, do func() error, keep func() error) error {
	d.want = d.want.clone()
	d.want.Under = touches
	d.before()
	if err := do(); err != nil {
		return err
	}
	return d.look(func() error {
		chain, err := entries(context.Background(), d.Session)
		if err != nil {
			return err
		}
		want := d.want.clone()
		d.want = want.clone()
		d.want.Under, d.want.Chain = "", chain
		if keep != nil {
			if err := keep(); err != nil {
				d.want = want
				return err
			}
		}
		d.done()
		return nil
	})
}

// change does one thing to a case.
func (d *day) change(f data.CaseFile, do func() (data.CaseFile, error)) (is data.CaseFile, err error) {
	touches := f.Number
	if touches == "" {
		touches = "new case"
	}
	err = d.try(touches, func() (err error) { is, err = do(); return err }, func() error { return d.seen(is.Number) })
	return is, err
}

// seen keeps a case as it is.
func (d *day) seen(number string) error {
	f, err := d.Case(context.Background(), number)
	if err != nil {
		return err
	}
	d.want.Cases[number], err = digest(f)
	d.want.Keys[number] = f.Key
	return err
}

func (d *day) words(n int) string {
	d.n++
	return fmt.Sprintf("Number %d. %s", d.n, strings.Repeat("She rang and nobody came. ", n))
}

func (d *day) intake() data.Intake {
	return data.Intake{
		Channel: data.Phone, ReceivedAt: clock().Add(-time.Hour), Relation: data.Self, Unit: "4 West", Story: d.words(20),
		Patient: data.Person{Title: "Ms.", Given: "Zoë", Family: fmt.Sprintf("O'Brien-Løkke %d", d.n), MRN: fmt.Sprintf("MRN8%07d", d.n),
			Street: "12 Elm Street", City: "Lakeside", State: "NY", Postal: "10001"},
		Issues:  []data.Issue{{Words: "Nobody came when I rang.", Category: data.HCAT[0].Code, Severity: 2}},
		Answers: data.Answers{AsksResponse: true},
	}
}

func (d *day) openCase(ctx context.Context) error {
	f, err := d.change(data.CaseFile{}, func() (data.CaseFile, error) { return d.OpenCase(ctx, d.intake()) })
	if err == nil {
		d.open = append(d.open, f)
	}
	return err
}

// one is a case that is there, the newest as often as all others.
func (d *day) one() data.CaseFile {
	if d.rng.IntN(2) == 0 {
		return d.open[len(d.open)-1]
	}
	return d.open[d.rng.IntN(len(d.open))]
}

func (d *day) addNote(ctx context.Context) error {
	f := d.one()
	_, err := d.change(f, func() (data.CaseFile, error) {
		return d.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary, Text: d.words(1 + d.rng.IntN(300))})
	})
	return err
}

func (d *day) addContact(ctx context.Context) error {
	f := d.one()
	_, err := d.change(f, func() (data.CaseFile, error) {
		return d.AddContact(ctx, f.Key, data.Contact{At: clock(), Mode: "phone", With: "the patient", Summary: d.words(3)}, false)
	})
	return err
}

func (d *day) addTask(ctx context.Context) error {
	f := d.one()
	_, err := d.change(f, func() (data.CaseFile, error) {
		return d.AddTask(ctx, f.Key, data.Task{What: d.words(1), Due: data.DateOf(clock(), time.UTC).AddDays(5)})
	})
	return err
}

func (d *day) takeBack(ctx context.Context) error {
	if _, key := d.CanUndo(); key != 0 {
		for _, f := range d.open {
			if f.Key == key {
				_, err := d.change(f, func() (data.CaseFile, error) { return d.Undo(ctx) })
				return err
			}
		}
	}
	return nil
}

func (d *day) keepDraft(ctx context.Context) error {
	name, text := fmt.Sprintf("torture/%d", d.rng.IntN(3)), d.words(5)
	keep := func() error { d.want.Drafts[name] = text; return nil }
	err := d.try("draft", func() error { return d.SaveDraft(ctx, name, []byte(text)) }, keep)
	if errors.As(err, new(*store.DraftHeld)) { // in memory, which is where it must be found
		_ = keep()
	}
	return err
}

// addDocument adds a document that takes more than one piece.
func (d *day) addDocument(ctx context.Context) error {
	f := d.one()
	var key [32]byte
	key[0], key[1] = byte(d.n), byte(d.n>>8)
	file := make([]byte, d.document+100*d.rng.IntN(300))
	_, _ = rand.NewChaCha8(key).Read(file) // it never fails
	copy(file, "%PDF-1.7\n")
	_, err := d.change(f, func() (data.CaseFile, error) {
		return d.AddAttachment(ctx, f.Key, data.NewAttachment{Name: "scan.pdf", Class: data.NoteOrdinary, About: d.words(1)}, bytes.NewReader(file))
	})
	return err
}

// issueLetter takes a new case from its intake to its notice of decision.
func (d *day) issueLetter(ctx context.Context) error {
	if err := d.openCase(ctx); err != nil {
		return err
	}
	f := d.open[len(d.open)-1]
	today := d.Settings().Today(clock())
	do := func(what func() (data.CaseFile, error)) (err error) {
		f, err = d.change(f, what)
		return err
	}
	move := func(id data.ActionID) error {
		return do(func() (data.CaseFile, error) { return d.Act(ctx, f.Key, id, "", data.Closing{}) })
	}
	for _, part := range []func() error{
		func() error { return move(data.ActTriage) },
		func() error {
			return do(func() (data.CaseFile, error) {
				return d.AddContact(ctx, f.Key, data.Contact{At: clock(), Mode: "phone", With: "the patient", Summary: d.words(2)}, true)
			})
		},
		func() error { return move(data.ActInvestigate) },
		func() error {
			return do(func() (data.CaseFile, error) {
				return d.SaveStep(ctx, f.Key, data.Step{Kind: "interview", Subject: "The nurse in charge", DoneOn: today,
					Result: d.words(2), InLetter: "We spoke with the nurse in charge of the unit."})
			})
		},
		func() error { return move(data.ActFindings) },
		func() error {
			return do(func() (data.CaseFile, error) {
				return d.RecordFinding(ctx, f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Substantiated, Reasons: "The log shows it.",
					Answer: "You were right. The call was answered late because the unit was short of two nurses that evening."})
			})
		},
		func() error {
			p, _ := f.Person(data.RolePatient)
			p.AddressConfirmed = today
			return do(func() (data.CaseFile, error) { return d.SavePerson(ctx, f.Key, p) })
		},
		func() error { return move(data.ActDraftLetter) },
		func() error {
			x, err := d.NewLetter(ctx, f, data.NoticeOfDecision, data.English)
			if err != nil {
				return err
			}
			x.Draft.CompletedOn = today
			paper := bytes.Repeat([]byte("%PDF-1.7 the very pages "), 500+d.rng.IntN(1000))
			return do(func() (data.CaseFile, error) {
				return d.IssueLetter(ctx, f.Key, x.Draft, func(data.LetterFacts) ([]byte, int, error) { return paper, 2, nil })
			})
		},
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (d *day) importComments(ctx context.Context) error {
	imported := 0
	return d.try("comments", func() error {
		got, err := d.ImportFeedback(ctx, data.ImportFile{Source: "survey"}, func(yield func(data.Feedback, error) bool) {
			for i := range 20 {
				d.n++
				if !yield(data.Feedback{ExternalID: fmt.Sprint(d.n, "/", i), Text: d.words(4), Received: d.Settings().Today(clock())}, nil) {
					return
				}
			}
		}, nil)
		imported = got.Imported
		return err
	}, func() error { d.want.Feedback += imported; return nil })
}

func (d *day) importCases(ctx context.Context) error {
	return d.try("new case", func() error {
		_, err := d.ImportCases(ctx, data.ImportFile{Source: "old log"}, func(yield func(data.ImportedCase, error) bool) {
			for range 4 {
				d.n++
				if !yield(data.ImportedCase{Number: fmt.Sprint("L", d.n), ReceivedAt: clock().AddDate(0, -2, 0), Kind: data.Complaint, Channel: data.Phone, Story: d.words(6)}, nil) {
					return
				}
			}
		}, nil)
		return err
	}, nil)
}

func (d *day) monthNumber(ctx context.Context) error {
	m := data.MonthNumber{Month: d.Settings().Today(clock()).Month(), Kind: data.PatientDays, Value: 1 + d.rng.IntN(9000)}
	return d.try("numbers", func() error { return d.SaveMonthNumbers(ctx, []data.MonthNumber{m}, nil) },
		func() error { d.want.Numbers[m.Month.String()] = m.Value; return nil })
}

func (d *day) makeBackup(ctx context.Context) error {
	var made vault.BackupInfo
	return d.try("backup", func() (err error) { made, err = d.Backup(ctx, ""); return err },
		func() error { d.want.Backups = append(d.want.Backups, made.Path); return nil })
}

// again locks, which brings the log into the database, and signs in anew.
func (d *day) again(ctx context.Context) error {
	return d.try("session", func() error {
		if err := d.Lock(ctx); err != nil && !errors.Is(err, data.ErrLocked) {
			return err
		}
		return d.signIn(ctx)
	}, nil)
}

func (d *day) signIn(ctx context.Context) error {
	var tried error
	for _, pass := range d.want.Pass {
		s, err := d.File().SignIn(ctx, officer, pass, store.ForCommand())
		if err == nil {
			d.Session = s
			return nil
		}
		tried = errors.Join(tried, err)
	}
	return tried
}

// changePassphrase: while it is under way, the old or the new one may be right.
func (d *day) changePassphrase(ctx context.Context) error {
	d.n++
	old, fresh := d.want.Pass[0], fmt.Sprintf("%s %d", passphrase, d.n)
	d.want = d.want.clone()
	d.want.Pass = []string{old, fresh}
	return d.try("passphrase", func() error {
		err := d.ChangePassphrase(ctx, old, fresh)
		if err != nil {
			d.want.Pass = []string{old}
		}
		return err
	}, func() error { d.want.Pass = []string{fresh}; return nil })
}

func (d *day) addColleague(ctx context.Context) error {
	d.n++
	name := fmt.Sprintf("%s %d", colleague, d.n)
	return d.try("officers", func() error {
		return d.AddOfficer(ctx, data.Officer{Name: name, Title: "Officer"}, passphrase+" indeed")
	}, func() error { d.want.Officers = append(d.want.Officers, name); return nil })
}

// told is a line for the parent of a day that will be killed.
func (d *day) told() string {
	text, err := json.Marshal(d.want)
	if err != nil {
		panic(err) // a struct of maps and strings
	}
	return string(text)
}
