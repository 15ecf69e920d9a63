package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"rapport/data"
)

// What names patients leaves the case file in two steps. The method that hands the
// content out takes the passphrase again and writes what is handed out to whom before
// it does so; what could be looked at without the passphrase, such as a log, leaves by
// [Session.HandOut]. Whoever makes the file calls [Session.RecordPutOut] when it is
// whole and before it has its name: so no file is there of which the audit chain does
// not know what it is, why it left and how it is protected.

// HandOut runs write, which makes a file of what names patients and calls
// [Session.RecordPutOut]. The passphrase is taken again before; it still holds where
// write fails. A lock does not wait for it: then nothing can be recorded any more.
// Errors: [data.ErrNoProof], [data.NotAllowed], and what write answers.
func (s *Session) HandOut(ctx context.Context, write func(context.Context) error) error {
	giveBack, err := s.proven(data.RightExport)
	if err != nil {
		return err
	}
	if err = write(ctx); err != nil {
		giveBack()
	}
	return err
}

// proven takes the proof for an operation that takes the right, without counting it in.
func (s *Session) proven(right data.Right) (giveBack func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(right); err != nil {
		return nil, err
	}
	return s.takeProof(right)
}

// RecordPutOut writes down a file that leaves the case file. Error: [data.Missing]
// without a reason.
func (s *Session) RecordPutOut(ctx context.Context, p data.PutOut) error {
	if err := p.Validate().Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightRead, func(w *work) error {
		if err := w.see(p.Case); err != nil {
			return err
		}
		action := "file.out"
		if p.Accounting {
			action = accountingSaved
		}
		w.record(action, p.Case, "", details{Summary: p.Summary()})
		return nil
	})
}

// CasePackage is a case that is handed out whole: its record, and the bytes of its
// letters and documents one by one, so that they need not lie in memory together.
type CasePackage struct {
	data.CasePrint
	session *Session
}

// CaseForPackage is [Session.CaseForPrint] with the bytes of the letters and
// documents. Documents of a restricted class are in it where restricted is asked
// for; voided ones stay out.
func (s *Session) CaseForPackage(ctx context.Context, key int64, restricted bool, reason string) (*CasePackage, error) {
	p, err := s.caseForPrint(ctx, key, restricted, reason, handedOut{"case.package", "Packed the case with its letters and documents"})
	if err != nil {
		return nil, err
	}
	return &CasePackage{p, s}, nil
}

// LetterPDF returns the pages of a letter, checked against the hash; nil for a
// practice letter without pages. Error: [ErrLetterAltered].
func (p *CasePackage) LetterPDF(ctx context.Context, l data.Letter) (pdf []byte, err error) {
	err = p.session.read(ctx, data.RightRead, func(t *tx) error {
		pdf, err = pagesOf(t, p.File.Key, l.ID)
		if errors.Is(err, ErrNoPages) && p.session.Practice() {
			pdf, err = nil, nil
		}
		return err
	})
	return pdf, err
}

// Document returns the bytes of a document, checked against the hash. Errors:
// [data.ErrNotFound] for one that was concealed, [ErrDocumentAltered].
func (p *CasePackage) Document(ctx context.Context, a data.Attachment) (file []byte, err error) {
	if a.Class.Restricted() && !p.Restricted {
		return nil, fmt.Errorf("packing a document that was concealed: %w", data.ErrNotFound)
	}
	err = p.session.read(ctx, data.RightRead, func(t *tx) error {
		row, a, err := attachmentOf(t, p.File.Key, a.ID)
		if err != nil {
			return err
		}
		file, err = bytesOf(t, row, a.Size)
		if err == nil && !digestIs(a.SHA256, sha256.Sum256(file)) {
			err = ErrDocumentAltered
		}
		return err
	})
	return file, err
}
