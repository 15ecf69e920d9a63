package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"rapport/data"
)

// maxLetter is the most bytes of the pages of one letter.
const maxLetter = 32 << 20

// ErrLetterAltered: the stored pages of a letter are not those that were issued.
var ErrLetterAltered = errors.New("the pages of the letter are not those that were issued")

// ErrNoPages: the letter was made as practice data, without its pages.
var ErrNoPages = errors.New("this practice letter has no pages")

// ErrLetterChanged: the pages that would be issued are not those that the officer
// saw, because the case or the letter was changed meanwhile.
var ErrLetterChanged = errors.New("the letter is not the one that was seen")

// LetterWriter makes the pages of a letter from what it is made of.
type LetterWriter func(data.LetterFacts) (pdf []byte, pages int, err error)

// IssueLetter issues a letter: what must be met is asked
// ([data.LetterFacts.IssueGaps]; nobody of another case in it), write makes its
// pages of the very case that was asked about, they are kept for good with their
// SHA-256, the template and the fields that they were made of, the state moves,
// the draft goes. A correction is a new letter that cites the old one. Errors:
// [data.Missing], [data.ErrNotFound], and what write returns.
func (s *Session) IssueLetter(ctx context.Context, key int64, d data.LetterDraft, write LetterWriter) (data.CaseFile, error) {
	if err := s.allow(data.RightWork); err != nil {
		return data.CaseFile{}, err
	}
	x, err := s.LetterFacts(ctx, data.CaseFile{}, d)
	if err != nil {
		return data.CaseFile{}, fmt.Errorf("issuing a letter: %w", err)
	}
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		c.final = true // a letter stays as it is
		f := &c.file
		x.File, x.Settings, x.Today = *f, c.set, c.today
		gaps, err := withStrangers(c.tx, x, x.IssueGaps())
		if err != nil {
			return err
		}
		if err := gaps.Err(); err != nil {
			return err
		}
		pdf, pages, err := written(x, write)
		if err != nil {
			return err
		}
		d := x.Draft
		sum := sha256.Sum256(pdf)
		l := data.Letter{
			ID: data.NewID(), Kind: d.Kind, Number: len(f.Letters) + 1, IssuedAt: c.now, IssuedBy: c.by, Date: d.Date,
			Pages: pages, SHA256: hex.EncodeToString(sum[:]), Draft: d,
			Addressee: x.AddresseeName(), Template: x.Template, Fields: x.Fields(),
		}
		if l.ApprovedBy, err = c.useApproval(x, l.ID); err != nil {
			return err
		}
		if d.Kind.Spec().Notice {
			if f.State == data.StateFindings || f.State == data.StateDraft || f.State == data.StateSignOff {
				if err := c.act(data.ActIssue, ""); err != nil {
					return err
				}
			}
			if f.CompletedOn.IsZero() {
				f.CompletedOn = d.CompletedOn
			}
		}
		letter, err := nextKey(c.tx, `select coalesce(max(key), 0) from letters`)
		if err != nil {
			return err
		}
		if err := insertLetter(c.tx, letter, key, l, sum, c.today); err != nil {
			return err
		}
		if err := c.exec(`insert into letter_pages (letter, pdf) values (?, ?)`, letter, pdf); err != nil {
			return fmt.Errorf("keeping the pages of a letter: %w", err)
		}
		if err := dropDraft(c.work, "letter/"+f.Number+"/"+string(d.Kind)); err != nil {
			return err
		}
		f.Letters = append(f.Letters, l)
		c.reindex = true
		c.say("letter.issue", l.ID, details{Summary: fmt.Sprintf("Issued letter %d: %s. SHA-256 %s.", l.Number, l.Kind, l.SHA256)})
		c.tell(LetterChanged, key)
		return nil
	})
}

// written are the pages of a letter. Whoever makes them sees no restricted note.
func written(x data.LetterFacts, write LetterWriter) (pdf []byte, pages int, err error) {
	x.File = x.File.Concealed()
	pdf, pages, err = write(x)
	if err == nil && (len(pdf) == 0 || len(pdf) > maxLetter || pages < 1) {
		err = fmt.Errorf("issuing a letter of %d bytes and %d pages: %w", len(pdf), pages, data.ErrNotAllowed)
	}
	return pdf, pages, err
}

// insertLetter writes an issued letter, without its pages, under a key.
func insertLetter(t *tx, key, caseKey int64, l data.Letter, sum [sha256.Size]byte, issued data.Date) error {
	l.Dispatches = nil // they have rows of their own
	return t.put(l, `insert into letters (key, case_key, id, kind, issued_on, sha256, body) values (?, ?, ?, ?, ?, ?, ?)`,
		key, caseKey, l.ID[:], string(l.Kind), int64(issued), sum[:])
}

// LetterPDF returns the pages of an issued letter, byte for byte, after
// checking them against the hash. Errors: [data.ErrNotFound],
// [ErrLetterAltered], [ErrNoPages].
func (s *Session) LetterPDF(ctx context.Context, key int64, letter data.ID) (pdf []byte, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		pdf, err = pagesOf(t, key, letter)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.viewed(entry{at: s.file.now(), officer: s.Officer().Name, action: "letter.view", caseKey: key, object: letter.String(),
		details: details{Summary: "Looked at an issued letter."}})
	return pdf, nil
}

// pagesOf reads the pages of a letter and checks them. Errors as [Session.LetterPDF].
func pagesOf(t *tx, key int64, letter data.ID) (pdf []byte, err error) {
	if err := t.see(key); err != nil {
		return nil, err
	}
	var sum []byte
	err = t.get(`select l.sha256, p.pdf from letters l left join letter_pages p on p.letter = l.key where l.case_key = ? and l.id = ?`,
		[]any{key, letter[:]}, &sum, &pdf)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, data.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a letter: %w", err)
	}
	return pdf, checkPages(pdf, sum)
}

func checkPages(pdf, sum []byte) error {
	if pdf == nil {
		return ErrNoPages
	}
	if is := sha256.Sum256(pdf); string(is[:]) != string(sum) {
		return ErrLetterAltered
	}
	return nil
}

// RecordDispatch records that a letter left, and what follows from it: clocks are
// met, the case moves, a limit is told, a referral sent; what the patient is owed
// an accounting of is logged as a disclosure (45 CFR 164.528).
// Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) RecordDispatch(ctx context.Context, key int64, letter data.ID, d data.Dispatch) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		c.final = true // a letter stays as it is
		place, err := find(c.file.Letters, letter, letterID)
		if err != nil {
			return err
		}
		l := &c.file.Letters[place]
		if err := d.Validate(*l, c.today).Err(); err != nil {
			return err
		}
		d.By = c.by
		l.Dispatches = append(l.Dispatches, d)
		letterKey, err := c.count(`select key from letters where case_key = ? and id = ?`, key, letter[:])
		if err != nil {
			return fmt.Errorf("recording a dispatch: %w", err)
		}
		if err := insertDispatch(c.tx, key, letterKey, d); err != nil {
			return err
		}
		if err := c.sayChange("letter.dispatch", letter, fmt.Sprintf("Recorded that letter %d left: %s.", l.Number, d.Method), nil, d); err != nil {
			return err
		}
		c.tell(LetterChanged, key)
		if err := c.sentAgain(*l, d.On); err != nil {
			return err
		}
		return c.letterLeft(*l, d.On)
	})
}

// decided meets the clocks that a notice of decision meets; no further word is
// owed then.
func (c *caseWork) decided(on data.Date) error {
	for _, kind := range data.NoticeOfDecision.Meets() {
		if err := c.meet(kind, on); err != nil {
			return err
		}
	}
	if err := c.stopUpdates(); err != nil {
		return err
	}
	if c.file.State == data.StateSignOff {
		return c.act(data.ActSend, "")
	}
	return nil
}

func insertDispatch(t *tx, caseKey, letter int64, d data.Dispatch) error {
	return t.put(d, `insert into dispatches (case_key, letter, body) values (?, ?, ?)`, caseKey, letter)
}

// RecordPrint notes in the history how a letter was put out: "printed" or
// "saved". Error: [data.ErrNotFound].
func (s *Session) RecordPrint(ctx context.Context, key int64, letter data.ID, how string) error {
	return s.write(ctx, data.RightWork, func(w *work) error {
		if err := w.see(key); err != nil {
			return err
		}
		n, err := w.count(`select count(*) from letters where case_key = ? and id = ?`, key, letter[:])
		if err != nil {
			return fmt.Errorf("recording a print: %w", err)
		}
		if n == 0 {
			return data.ErrNotFound
		}
		sentence, ok := map[string]string{"printed": "Printed a letter.", "saved": "Saved a letter as a file."}[how]
		if !ok {
			return fmt.Errorf("recording a print: %w", data.ErrNotAllowed)
		}
		w.record("letter."+how, key, letter.String(), details{Summary: sentence})
		return nil
	})
}
