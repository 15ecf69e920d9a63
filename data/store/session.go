package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// Session is an officer who is signed in. It may be used from several
// goroutines. After Lock every method answers [data.ErrLocked].
type Session struct {
	file  *File
	made  bool // the case file was made by this session
	base  *base
	chain chain

	mu       sync.Mutex
	officer  data.Officer
	settings data.Settings
	locked   bool
	end      chainHead      // where the chain ended after the last commit
	views    []entry        // views of cases that are not written yet
	last     *undoable      // the change that can be taken back
	sight    *sight         // what the officer may see of restricted cases
	broken   map[int64]bool // cases of which the glass was broken; replaced, never changed
	watchers map[int]func(Event)
	letters  map[letterOf]string // where the drafts of letters are kept that were opened
	nextID   int
	changes  int64 // counts what [Session.Undo] looks at; held by the writer
	proof    proof // that the passphrase was given again
	refused  map[data.Right]refusals
	keeper   *keeper
	rollback *Rollback // what is missing and not explained yet
	ahead    time.Time // of the newest entry, where it lies ahead of the clock

	verifiedAt time.Time // zero: not in this session

	busy    sync.WaitGroup     // methods under way
	stop    context.Context    // ends when the session locks
	lock    context.CancelFunc // ends it
	wake    chan struct{}      // tells the recorder that there are views
	stopped chan struct{}      // closed when the recorder has ended
}

// start opens the unlocked case file for an officer. first, if given, runs
// before anything else is written.
func (f *File) start(ctx context.Context, officer string, o options, first func(*Session) error) (_ *Session, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.session != nil && !f.session.Locked() {
		return nil, fmt.Errorf("signing in: somebody is signed in: %w", data.ErrConflict)
	}
	s, err := f.openSession(ctx, officer)
	if err != nil {
		return nil, errors.Join(f.explain(err), f.vault.Lock())
	}
	s.proof.always = o.proven
	if err = s.recall(ctx); err == nil && first != nil {
		err = first(s)
	}
	if err == nil {
		err = s.begin(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.base.close(), f.vault.Lock())
	}
	f.failed = nil
	_ = f.vault.ForgetFailedTries() // one counted twice is better than one that keeps the officer out
	s.sweepSlots(ctx)
	s.takeUpHeld(ctx)
	go s.recordViews()
	f.session = s
	return s, nil
}

func (f *File) openSession(ctx context.Context, officer string) (*Session, error) {
	key, err := f.vault.Subkey("audit chain")
	if err != nil {
		return nil, fmt.Errorf("opening the case file: %w", err)
	}
	db, err := f.vault.DB(vault.DBOptions{Readers: readers})
	if err != nil {
		return nil, fmt.Errorf("opening the case file: %w", err)
	}
	b, err := openBase(ctx, db.Write, db.Read)
	if err != nil {
		return nil, err
	}
	if err := b.migrate(ctx, f.backupBeforeMigration(ctx)); err != nil {
		return nil, errors.Join(err, b.close())
	}
	s := &Session{
		file: f, base: b, chain: chain{key}, officer: data.Officer{Name: f.known(officer)},
		watchers: map[int]func(Event){}, letters: map[letterOf]string{}, wake: make(chan struct{}, 1), stopped: make(chan struct{}),
	}
	s.stop, s.lock = context.WithCancel(context.Background())
	return s, nil
}

// begin reads who is signed in and writes the sign-in, with those that failed
// before it. f.mu is held.
func (s *Session) begin(ctx context.Context) error {
	note, err := s.readNote()
	if err != nil {
		return err
	}
	err = s.opening(ctx, func(w *work) error {
		if told, err := note.told(w.tx); err != nil {
			return err
		} else if told {
			note = nil
		}
		if note != nil {
			if err := w.keepOfficers(note); err != nil {
				return err
			}
		}
		if err := s.loadOffice(w.tx); err != nil {
			return err
		}
		if s.Officer().Gone() {
			return fmt.Errorf("signing in: %w", vault.ErrUnknownOfficer)
		}
		if err := w.lookAgain(nil); err != nil {
			return err
		}
		w.set = s.Settings()
		w.log = append(w.log, s.file.failed...)
		if more := s.file.failedBefore(); more != "" {
			w.record("session.fail", 0, "", details{Summary: more})
		}
		if note != nil {
			if err := w.restored(note); err != nil {
				return err
			}
		}
		signedIn := "Signed in."
		if last, back := s.ClockBack(); back {
			signedIn += " The clock of this computer stands behind the last entry, of " + moment(last, w.set) + "."
		}
		w.record("session.start", 0, "", details{Summary: signedIn})
		if s.MarkLost() {
			w.record("file.mark", 0, "", details{Summary: MarkLostSentence})
			w.onCommit(s.file.vault.MarkLossTold)
		}
		return s.noteRollback(w)
	})
	if err == nil {
		_ = s.file.vault.DropNote() // one that stays is told already, and keeps nobody out
	}
	return err
}

// opening is write while the session begins and nobody's roles are known yet.
func (s *Session) opening(ctx context.Context, do func(w *work) error) error {
	return s.explain(ctx, s.commit(ctx, do))
}

// File returns the case file.
func (s *Session) File() *File { return s.file }

// Officer returns who is signed in.
func (s *Session) Officer() data.Officer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.officer
}

// Settings returns the office's settings as they were last saved.
func (s *Session) Settings() data.Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings
}

// Practice reports whether the case file holds practice data.
func (s *Session) Practice() bool { return s.file.Practice() }

// Locked reports whether the session has ended.
func (s *Session) Locked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.locked
}

// Lock ends the session: reading and bulk work under way are broken off, a
// change under way is finished, and the data key is forgotten. Drafts stay in
// the case file. Locking twice does nothing.
func (s *Session) Lock(ctx context.Context) error {
	// The key must go whatever happens to the last entry.
	err := s.lockAfter(context.WithoutCancel(ctx), nil)
	if errors.Is(err, data.ErrLocked) {
		return nil
	}
	return err
}

// lockAfter ends the session and, if given, runs last with the database closed
// before the data key is forgotten. Error: [data.ErrLocked] when the session has
// ended already.
func (s *Session) lockAfter(ctx context.Context, last func(context.Context) error) error {
	s.mu.Lock()
	if s.locked {
		s.mu.Unlock()
		return data.ErrLocked
	}
	s.locked = true
	s.mu.Unlock()
	s.lock()
	s.busy.Wait()
	<-s.stopped
	err := s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.refusalsLeft()
		w.record("session.end", 0, "", details{Summary: "Locked."})
		return nil
	})
	err = errors.Join(err, s.base.close())
	if last != nil && err == nil {
		s.file.mu.Lock() // nobody signs in meanwhile
		defer s.file.mu.Unlock()
		err = last(ctx)
	}
	s.keeper.end() // after the entry that last may have written
	s.forget()
	return s.file.explain(errors.Join(err, s.file.vault.Lock()))
}

// forget lets go of the key of the audit chain and of what the session knows of
// cases: somebody may still hold on to it.
func (s *Session) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.chain.key)
	clear(s.watchers)
	clear(s.letters)
	s.views, s.last = nil, nil
}

// Close locks the session and lets others open the case file.
func (s *Session) Close(ctx context.Context) error {
	return errors.Join(s.Lock(ctx), s.file.Close())
}

// enter counts a method in that takes the right; leave must be called. The context
// it returns also ends when the session locks. Errors: [data.ErrLocked],
// [data.NotAllowed], [data.ErrNoProof].
func (s *Session) enter(ctx context.Context, right data.Right) (_ context.Context, leave func(), err error) {
	ctx, done, err := s.begun(ctx, right)
	return ctx, func() { done(nil) }, err
}

// allow answers at once what enter would, for a method that reads before it enters:
// what is refused is what the method is for.
func (s *Session) allow(right data.Right) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.may(right)
	if err == nil && data.EntryOf(right).Proof && !s.proof.holds(s.file.now()) {
		err = data.ErrNoProof
	}
	return err
}

// may says whether the session goes on and the officer has the right. s.mu is held.
func (s *Session) may(right data.Right) error {
	if s.locked {
		return data.ErrLocked
	}
	if !s.officer.May(right) {
		s.refuse(right)
		return data.NotAllowed{Right: right}
	}
	return nil
}

// begun is enter for what gives the proof back when it fails: done is told how
// the method ended.
func (s *Session) begun(ctx context.Context, right data.Right) (_ context.Context, done func(error), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(right); err != nil {
		return nil, nil, err
	}
	giveBack, err := s.takeProof(right)
	if err != nil {
		return nil, nil, err
	}
	s.busy.Add(1)
	ctx, cancel := context.WithCancelCause(ctx)
	off := context.AfterFunc(s.stop, func() { cancel(data.ErrLocked) })
	return ctx, func(err error) {
		if err != nil {
			giveBack()
		}
		s.refusedInside(err)
		off()
		cancel(nil)
		s.busy.Done()
	}, nil
}

// explain turns an error that comes of locking into [data.ErrLocked], and names
// one that comes of the disk.
func (s *Session) explain(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), data.ErrLocked) {
		return data.ErrLocked
	}
	return s.file.explain(err)
}

// explain lets an error that comes of damage say which page it is, and one that
// comes of the disk what is the matter with it.
func (f *File) explain(err error) error {
	if fault := f.vault.PageFault(); fault != nil && unreadable(err) && !errors.Is(err, fault) {
		return fmt.Errorf("%w: %w", fault, err)
	}
	return vault.Named(err)
}

// read runs do on one state of the database.
func (s *Session) read(ctx context.Context, right data.Right, do func(t *tx) error) (err error) {
	ctx, done, err := s.begun(ctx, right)
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	return s.explain(ctx, s.base.read(ctx, func(t *tx) error {
		t.sight = s.sighted()
		return do(t)
	}))
}

// write runs do in a transaction that Lock lets finish, then tells the watchers.
func (s *Session) write(ctx context.Context, right data.Right, do func(w *work) error) (err error) {
	_, done, err := s.begun(ctx, right)
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	return s.explain(ctx, s.commit(ctx, do))
}

// writeBulk runs do in a transaction that may take long and that Lock undoes.
func (s *Session) writeBulk(ctx context.Context, right data.Right, do func(w *work) error) (err error) {
	ctx, done, err := s.begun(ctx, right)
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	return s.explain(ctx, s.commit(ctx, do))
}

// work is a transaction that changes something: who, when, and what the audit
// chain and the watchers will be told.
type work struct {
	*tx
	s      *Session
	now    time.Time
	today  data.Date
	set    data.Settings
	zone   *time.Location // of the office
	by     string
	log    []entry
	events []Event
	after  []func()
	onDisk []func() // as after, before anybody else writes
}

// record adds an entry for the audit chain.
func (w *work) record(action string, caseKey int64, object string, d details) {
	w.log = append(w.log, entry{at: w.now, officer: w.by, action: action, caseKey: caseKey, object: object, details: d})
}

// tell adds an event for the watchers.
func (w *work) tell(kind string, caseKey int64) {
	w.events = append(w.events, Event{kind, caseKey})
}

// onCommit has keep run once the transaction is on disk, under the session's mutex.
func (w *work) onCommit(keep func()) { w.after = append(w.after, keep) }

// commit runs do and appends the audit entries, those of views first, in one
// transaction.
func (s *Session) commit(ctx context.Context, do func(w *work) error) error {
	return s.commitOr(ctx, do, func(error) {})
}

// commitOr is commit; where nothing comes of it, failed is told why before anybody
// else writes, but where the context ended before its turn came.
func (s *Session) commitOr(ctx context.Context, do func(w *work) error, failed func(error)) error {
	now, set := s.file.now().UTC(), s.Settings()
	zone := set.Zone()
	w := &work{s: s, now: now, today: data.DateOf(now, zone), set: set, zone: zone, by: s.Officer().Name}
	var views []entry
	var head chainHead
	forget := func() {}
	err := s.base.writeThen(ctx, func(t *tx) (err error) {
		had := s.changes
		forget = func() { s.changes = had } // what failed is no reason not to take back what was before it
		if err := s.file.vault.InPlace(); err != nil {
			return err
		}
		views = s.takeViews() // now that nobody else can write them after this
		t.sight = s.sighted()
		w.tx = t
		if err := do(w); err != nil {
			return err
		}
		head, err = s.chain.add(t, append(views, w.log...)...)
		return err
	}, func(err error) {
		if err != nil {
			forget()
			s.returnViews(views)
			failed(err)
			return
		}
		for _, do := range w.onDisk {
			do()
		}
	})
	if err != nil {
		return s.file.explain(err)
	}
	s.mu.Lock()
	for _, keep := range w.after {
		keep()
	}
	keeper := s.keeper
	if head.seq > s.end.seq { // the one who wrote after this one may be here before
		s.end = head
	}
	s.mu.Unlock()
	if head.seq > 0 {
		keeper.saw(head)
	}
	s.announce(w.events)
	return nil
}

// The kinds of event.
const (
	CaseChanged     = "case"
	TodayChanged    = "today"
	FeedbackChanged = "feedback"
	SettingsChanged = "settings" // settings, officers or backups
	LetterChanged   = "letter"
	LibraryChanged  = "library"
	ReportsChanged  = "reports" // numbers of months, frozen reports, named themes
	// GlassBroken: a glass was broken, or one was reviewed.
	GlassBroken = "glass"
	// TemplatesChanged: templates, phrases or sheets.
	TemplatesChanged = "templates"
)

// Event says what changed.
type Event struct {
	Kind    string
	CaseKey int64 // 0 where it is not about one case
}

// Subscribe has watch called after each commit, on the goroutine that
// committed, until cancel is called.
func (s *Session) Subscribe(watch func(Event)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	s.nextID++
	s.watchers[id] = watch
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, id)
	}
}

func (s *Session) announce(events []Event) {
	if len(events) == 0 {
		return
	}
	s.mu.Lock()
	var watchers []func(Event)
	for id := range s.nextID {
		if w, ok := s.watchers[id]; ok {
			watchers = append(watchers, w)
		}
	}
	s.mu.Unlock()
	for _, e := range slices.Compact(events) {
		for _, watch := range watchers {
			watch(e)
		}
	}
}
