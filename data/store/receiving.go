package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/exchange/portable"
	"rapport/data/exchange/sealed"
)

// An office receives cases under a key of its own. It follows from the data key of
// the case file, so that it is never written anywhere and stays the same for ever;
// whoever can sign in can open what was sealed for it.

// officeKey is the key by which this office receives cases.
func (s *Session) officeKey() (sealed.Key, error) {
	secret, err := s.file.vault.Subkey("receiving cases")
	if err != nil {
		return sealed.Key{}, fmt.Errorf("reading the key of the office: %w", err)
	}
	return sealed.NewKey(secret)
}

// OfficeAddress is the address for which another office seals what this one is to
// receive. It is no secret.
func (s *Session) OfficeAddress(ctx context.Context) (sealed.Address, error) {
	_, leave, err := s.enter(ctx, data.RightOffice)
	if err != nil {
		return sealed.Address{}, err
	}
	defer leave()
	key, err := s.officeKey()
	if err != nil {
		return sealed.Address{}, s.explain(ctx, err)
	}
	return key.Address(), nil
}

// Vouch says to another office that a package comes from this one.
func (p *CasePackage) Vouch(to sealed.Address, manifest []byte) (portable.Vouched, error) {
	key, err := p.session.officeKey()
	if err != nil {
		return portable.Vouched{}, err
	}
	mark, err := key.Vouch(to, manifest)
	return portable.Vouched{From: key.Address().String(), To: to.String(), Mark: mark}, err
}

// Handover is a case that another office handed over, opened and checked; nothing
// of it is in the case file yet.
type Handover struct {
	*portable.Package
	From   sealed.Address // of the office that sent it, which vouched for it
	Number string         // of the case here, where it was received before
}

// notTaken is why a file is not received, in a sentence.
type notTaken struct{ sentence string }

func (n notTaken) Error() string    { return n.sentence }
func (n notTaken) Sentence() string { return n.sentence }

var (
	errForAnother = notTaken{"This file is sealed for another office. Give the other office the address that stands under Settings, and have the case handed over once more. Nothing was taken in."}
	errForReading = notTaken{"This is a copy for reading, protected with a passphrase, and not a hand-over. Ask the other office to hand the case over to the address of this one. Nothing was taken in."}
	errNotVouched = notTaken{"Nobody vouches for this package, so it may come from anybody. Ask the other office to hand the case over once more. Nothing was taken in."}
	errOwn        = notTaken{"This package comes from this case file itself. It is for the other office. Nothing was taken in."}
	errPractice   = notTaken{"One of the two is practice data: a practice case is received in a practice case file alone, and a real one in a real one. Nothing was taken in."}
)

// OpenHandover opens a file that another office handed over, and checks it whole:
// that it is for this office, who vouches for it, and each part. Nothing is written.
// Errors: those that word themselves, [data.Missing].
func (s *Session) OpenHandover(ctx context.Context, file io.ReaderAt, size int64) (h *Handover, err error) {
	ctx, done, err := s.begun(ctx, data.RightImport)
	if err != nil {
		return nil, err
	}
	defer func() { done(err) }()
	key, err := s.officeKey()
	if err != nil {
		return nil, s.explain(ctx, err)
	}
	h, err = openHandover(ctx, key, file, size)
	if err != nil {
		return nil, s.explain(ctx, err)
	}
	switch {
	case h.From.Is(key.Address()):
		return nil, errOwn
	case h.Manifest.Practice != s.Practice():
		return nil, errPractice
	}
	if err := data.ReceivedGaps(h.Content.Case, s.file.now()).Err(); err != nil {
		return nil, err
	}
	err = s.base.read(ctx, func(t *tx) error {
		t.sight = s.sighted()
		_, h.Number, err = receivedBefore(t, h)
		return err
	})
	return h, s.explain(ctx, err)
}

// openHandover opens the envelope and looks who vouches for what is in it.
func openHandover(ctx context.Context, key sealed.Key, file io.ReaderAt, size int64) (*Handover, error) {
	start := make([]byte, min(size, 200))
	if _, err := file.ReadAt(start, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading what another office handed over: %w", err)
	}
	if sealed.ForPassphrase(start) {
		return nil, errForReading
	}
	opened, n, err := key.Open(file, size)
	switch {
	case errors.Is(err, sealed.ErrOther):
		return nil, errForAnother
	case err != nil:
		return nil, portable.Foreign
	}
	p, err := portable.Open(ctx, opened, n)
	if err != nil {
		return nil, err
	}
	from, err := sealed.ParseAddress(p.Vouched.From)
	if err != nil || p.Vouched.To != key.Address().String() || !key.Vouched(from, p.Signed(), p.Vouched.Mark) {
		return nil, errNotVouched
	}
	return &Handover{Package: p, From: from}, nil
}

// handoverSource is the name under which it is kept which cases of an office were
// received.
func handoverSource(from sealed.Address) string { return "handover " + from.String() }

// receivedBefore is the case here that was received from the same case there; 0
// where there is none.
func receivedBefore(t *tx, h *Handover) (key int64, number string, err error) {
	err = t.get(`select c.key, c.number from imported_cases i join cases c on c.key = i.case_key where i.source = ? and i.number = ?`,
		[]any{handoverSource(h.From), h.Manifest.Case.String()}, &key, &number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return key, number, err
}

// ReceiveCase takes a case in that another office handed over, in one transaction:
// under a number of its own, with the earlier number kept, its people in the
// register, its letters and documents byte for byte, and the history that it had
// there beside ours. A case that was restricted there is kept to whoever receives
// it. One that was received before is answered as it is here, and isNew is false.
// Errors: [data.Missing], [portable.Refusal].
func (s *Session) ReceiveCase(ctx context.Context, h *Handover) (f data.CaseFile, isNew bool, err error) {
	err = s.writeBulk(ctx, data.RightImport, func(w *work) error {
		key, _, err := receivedBefore(w.tx, h)
		if err != nil {
			return fmt.Errorf("receiving a case: %w", err)
		}
		if key != 0 {
			f, err = readCase(w.tx, key)
			return err
		}
		isNew = true
		f, err = w.receive(h)
		return err
	})
	if err != nil {
		return data.CaseFile{}, false, err
	}
	return s.sighted().file(f.Concealed()), isNew, nil
}

// receive writes a case that was handed over.
func (w *work) receive(h *Handover) (data.CaseFile, error) {
	f := h.Content.Case
	if err := data.ReceivedGaps(f, w.now).Err(); err != nil {
		return f, err
	}
	restriction := f.Restriction
	documents := documentsIn(f)
	w.makeOurs(&f, h)
	if err := findPeople(w.tx, f.People); err != nil {
		return f, err
	}
	if err := w.enterCase(&f); err != nil {
		return f, err
	}
	if err := w.receiveFlow(&f); err != nil {
		return f, err
	}
	if err := w.receiveLetters(&f, h.Package); err != nil {
		return f, err
	}
	if err := w.receiveDocuments(&f, h.Package, documents); err != nil {
		return f, err
	}
	err := w.exec(`insert into imported_cases (source, number, case_key) values (?, ?, ?)`, handoverSource(h.From), h.Manifest.Case.String(), f.Key)
	if err != nil {
		return f, fmt.Errorf("receiving a case: %w", err)
	}
	came := f.Received[len(f.Received)-1]
	w.record("case.receive", f.Key, f.Number, details{Summary: fmt.Sprintf("Received from %s, address %s, where it was %s, with %d entries of its history. SHA-256 of the manifest %s.",
		came.From(), came.Fingerprint, came.Number, len(came.History), came.Manifest)})
	w.endUndo()
	if restriction == nil && !h.Manifest.Restricted {
		return f, nil
	}
	reason := "It was restricted where it comes from."
	if restriction != nil {
		reason += " " + restriction.Reason
	}
	return f, w.restrictNew(&f, data.Restriction{Reason: reason, Names: []string{w.by}})
}

// documentsIn are the parts of the package that hold the documents, by their ids.
func documentsIn(f data.CaseFile) map[data.ID]string {
	parts := map[data.ID]string{}
	for i, a := range f.Attachments {
		parts[a.ID] = portable.DocumentPath(i, a)
	}
	return parts
}

// makeOurs makes a case of the other office one of this: what stayed there or means
// nothing here goes, and where it comes from is written down.
func (w *work) makeOurs(f *data.CaseFile, h *Handover) {
	m := h.Manifest
	f.Notes = slices.DeleteFunc(f.Notes, func(n data.Note) bool { return n.Hidden })
	f.Attachments = slices.DeleteFunc(f.Attachments, func(a data.Attachment) bool { return a.Hidden || a.Voided() })
	came := data.Received{On: w.today, Package: m.ID, Case: m.Case, Number: m.Number, Facility: m.Facility, Office: m.Office, HandedBy: m.MadeBy,
		MadeAt: m.MadeAt, Reason: m.Reason, Fingerprint: h.From.Fingerprint(), Manifest: h.Digest(), Withheld: m.Withheld, History: h.Content.History}
	came.ID, came.At, came.By = data.NewID(), w.now, w.by
	f.Received = append(f.Received, came)
	f.ID, f.Earlier, f.Owner = data.NewID(), m.Number, w.by
	f.EnteredAt, f.EnteredBy = w.now, w.by
	f.ReceivedAt = f.ReceivedAt.UTC()
	f.Restriction, f.Links, f.MergedInto, f.Purged = nil, nil, "", data.PurgeRecord{}
	for i := range f.People {
		f.People[i].Known = data.ID{} // of their register
	}
}

// receiveFlow moves a case that was just entered to where it stood there.
func (w *work) receiveFlow(f *data.CaseFile) error {
	if !f.Open() {
		return w.enterEnd(f)
	}
	if f.State == data.StateNew {
		return nil
	}
	return addMove(w.tx, f.Key, move{on: w.today, action: "receive", from: data.StateNew, to: f.State, by: w.by})
}

// receiveLetters writes the letters as they were issued, with their pages.
func (w *work) receiveLetters(f *data.CaseFile, p *portable.Package) error {
	for _, l := range f.Letters {
		row, err := nextKey(w.tx, `select coalesce(max(key), 0) from letters`)
		if err != nil {
			return err
		}
		sum, err := digestRead(l.SHA256)
		if err != nil && !w.s.Practice() { // a practice letter may have been made without pages
			return err
		}
		if err := insertLetter(w.tx, row, f.Key, l, sum, data.DateOf(l.IssuedAt, w.zone)); err != nil {
			return err
		}
		for _, d := range l.Dispatches {
			if err := insertDispatch(w.tx, f.Key, row, d); err != nil {
				return err
			}
		}
		part := portable.LetterPath(l)
		if !p.Has(part) {
			if w.s.Practice() {
				continue
			}
			return doesNotHold("the pages of a letter are not in it")
		}
		pdf, err := p.Part(part)
		if err != nil {
			return err
		}
		if sha256.Sum256(pdf) != sum {
			return doesNotHold("the pages of a letter are not those that were issued")
		}
		if err := w.exec(`insert into letter_pages (letter, pdf) values (?, ?)`, row, pdf); err != nil {
			return fmt.Errorf("keeping the pages of a letter: %w", err)
		}
	}
	return nil
}

// receiveDocuments writes the documents. What kind each is and what to know of it is
// told by its bytes here, whatever the package says.
func (w *work) receiveDocuments(f *data.CaseFile, p *portable.Package, parts map[data.ID]string) error {
	for i := range f.Attachments {
		a := &f.Attachments[i]
		file, err := p.Part(parts[a.ID])
		if err != nil {
			return err
		}
		sum := sha256.Sum256(file)
		if int64(len(file)) != a.Size || !digestIs(a.SHA256, sum) {
			return doesNotHold("a document is not the one that was kept there")
		}
		row, err := nextKey(w.tx, `select coalesce(max(key), 0) from attachments`)
		if err != nil {
			return err
		}
		in := incoming{tx: w.tx, row: row, sum: sha256.New()}
		if err := in.read(strings.NewReader(string(file))); err != nil {
			return err
		}
		kind, marks, gaps := data.InspectFile(a.Name, in.stored(), in.size)
		if err := gaps.Err(); err != nil {
			return err
		}
		a.Name, a.Type, a.Marks = data.SafeFileName(a.Name), kind, marks
		if err := insertAttachment(w.tx, row, f.Key, *a, sum[:]); err != nil {
			return err
		}
	}
	return nil
}

func doesNotHold(what string) error {
	return notTaken{"The package does not hold what it says: " + what + ". Ask the other office to hand the case over once more. Nothing was taken in."}
}

// digestRead reads a SHA-256 that is written in hexadecimal.
func digestRead(text string) (sum [sha256.Size]byte, err error) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(sum) {
		return sha256.Sum256(nil), doesNotHold("the digest of a letter cannot be read")
	}
	return [sha256.Size]byte(raw), nil
}

// UndoReceive takes a case back that was received by mistake: it is void from then
// on, its number stays in the log with the reason, and the same package may be
// received again. Errors: [data.Missing] without a reason, [data.ErrNotFound] for a
// case that did not come from another office, [data.ErrWrongState] for one that is
// void, merged or purged.
func (s *Session) UndoReceive(ctx context.Context, key int64, reason string) (data.CaseFile, error) {
	if err := data.ReasonGiven(reason, "Write why the case is taken back; the log keeps its number with the reason."); err != nil {
		return data.CaseFile{}, err
	}
	return s.changeCase(ctx, data.RightImport, key, func(c *caseWork) error {
		n, err := c.changed(`delete from imported_cases where case_key = ? and substr(source, 1, 9) = 'handover '`, key)
		if err != nil {
			return fmt.Errorf("taking a received case back: %w", err)
		}
		if n == 0 {
			return data.ErrNotFound
		}
		c.final = true
		if c.file.Open() {
			return c.act(data.ActVoid, reason)
		}
		if c.file.State == data.StateVoid || c.file.State == data.StateMerged {
			return data.ErrWrongState
		}
		return c.voidEnded(reason)
	})
}

// voidEnded makes a case void that came in closed. For the figures it was never
// closed here: it goes as it came.
func (c *caseWork) voidEnded(reason string) error {
	from := c.file.State
	if err := c.exec(`update case_events set flow = ? where case_key = ? and flow = ?`, flowWithdrawn, c.file.Key, flowClosed); err != nil {
		return fmt.Errorf("taking a received case back: %w", err)
	}
	c.file.State, c.file.Closure = data.StateVoid, data.ClosedVoid
	m := move{on: c.today, action: string(data.ActVoid), from: from, to: c.file.State, by: c.by, reason: reason}
	c.say("case.void", data.ID{}, details{Summary: moveSentence(m) + " Reason: " + reason, Before: string(from), After: string(c.file.State)})
	return addMove(c.tx, c.file.Key, m)
}
