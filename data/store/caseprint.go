package store

import (
	"context"
	"slices"

	"rapport/data"
)

// CaseForPrint returns a case whole, with its history, for its record. Notes and
// documents of a restricted class are concealed unless restricted is asked for,
// with a reason; then each note is revealed as by [Session.RevealNote]. The history
// keeps who made the record before it is handed out. Errors: [data.Missing] without
// the reason, [data.ErrNotFound].
func (s *Session) CaseForPrint(ctx context.Context, key int64, restricted bool, reason string) (data.CasePrint, error) {
	return s.caseForPrint(ctx, key, restricted, reason, handedOut{"case.print", "Made the record of the case"})
}

// handedOut is how the history names that a case was handed out.
type handedOut struct{ action, did string }

func (s *Session) caseForPrint(ctx context.Context, key int64, restricted bool, reason string, as handedOut) (data.CasePrint, error) {
	p := data.CasePrint{Restricted: restricted, AsOf: s.file.now().UTC(), MadeBy: s.Officer().Name, Settings: s.Settings()}
	err := s.write(ctx, data.RightExport, func(w *work) (err error) {
		if restricted {
			p.Reason = reason
			if err := data.ReasonGiven(reason, "Write why the restricted notes are printed; the history keeps the reason."); err != nil {
				return err
			}
		}
		if p.File, err = readCase(w.tx, key); err != nil {
			return err
		}
		if err := s.mayRevealAll(&p.File); restricted && err != nil {
			return err
		}
		if !restricted {
			p.File = p.File.Concealed()
			w.record(as.action, key, "", details{Summary: as.did + ", restricted notes left out."})
			return nil
		}
		for _, n := range p.File.RestrictedNotes() {
			w.record("note.reveal", key, n.ID.String(), details{Summary: "Revealed a note, " + n.Class.String() + ". Reason: " + reason})
		}
		w.record(as.action, key, "", details{Summary: as.did + ", restricted notes and documents included. Reason: " + reason})
		return nil
	})
	if err != nil {
		return data.CasePrint{}, err
	}
	before := int64(0)
	for {
		page, err := s.History(ctx, key, before, maxLimit)
		if err != nil {
			return data.CasePrint{}, err
		}
		p.History = append(p.History, page...)
		if len(page) < maxLimit {
			break
		}
		before = page[len(page)-1].Seq
	}
	slices.Reverse(p.History)
	return p, nil
}
