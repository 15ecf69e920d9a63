package store

import (
	"context"

	"rapport/data"
)

// AskApproval asks for a second person's approval of the letter of the kind as its
// saved draft has it. A request before this one is over. Errors: [data.Missing]
// for what hinders the issue beside the approval, [data.ErrNotFound] without a
// draft.
func (s *Session) AskApproval(ctx context.Context, key int64, kind data.LetterKind) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		x, err := c.draftedLetter(kind)
		if err != nil {
			return err
		}
		gaps, err := withStrangers(c.tx, x, x.GapsBeforeApproval())
		if err != nil {
			return err
		}
		if err := gaps.Err(); err != nil {
			return err
		}
		if old, ok := c.file.PendingApproval(kind); ok {
			old.State = data.ApprovalWithdrawn
			if err := c.putApproval("replace", old); err != nil {
				return err
			}
		}
		a := data.LetterApproval{RecordBase: data.RecordBase{ID: data.NewID(), At: c.now, By: c.by}, Letter: kind,
			Digest: x.Digest(), Template: x.Template.Ref(), AskedOn: c.today, State: data.ApprovalAsked}
		return c.putApproval("ask", a)
	})
}

// draftedLetter is the letter of the kind as its saved draft has it.
func (c *caseWork) draftedLetter(kind data.LetterKind) (data.LetterFacts, error) {
	d, there, err := savedLetter(c.tx, c.file.Key, kind)
	if err == nil && !there {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.LetterFacts{}, err
	}
	return c.s.letterFacts(c.tx, c.file, d)
}

// ApproveLetter approves the letter for which another officer asked it, as long as
// neither it nor its case was changed since. Errors: [data.Missing],
// [data.ErrNotFound].
func (s *Session) ApproveLetter(ctx context.Context, key int64, kind data.LetterKind) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightSignOff, key, func(c *caseWork) error {
		x, err := c.draftedLetter(kind)
		if err != nil {
			return err
		}
		if err := x.ApproveGate(c.s.Officer()).Err(); err != nil {
			return err
		}
		a, _ := x.Approval()
		a.State, a.DecidedBy, a.DecidedAt = data.ApprovalGiven, c.by, c.now
		return c.putApproval("give", a)
	})
}

// SendBackLetter sends the letter back to who asked for its approval. Errors:
// [data.Missing], [data.ErrNotFound] where none is asked for.
func (s *Session) SendBackLetter(ctx context.Context, key int64, kind data.LetterKind, reason string) (data.CaseFile, error) {
	if err := data.ReasonGiven(reason, "Write what is to be mended."); err != nil {
		return data.CaseFile{}, err
	}
	return s.changeCase(ctx, data.RightSignOff, key, func(c *caseWork) error {
		a, ok := c.file.PendingApproval(kind)
		if !ok || a.State == data.ApprovalSentBack {
			return data.ErrNotFound
		}
		if a.By == c.by {
			return data.Missing{{Code: "approval.second", Field: "approval", Sentence: "You asked for this approval; take it back instead."}}
		}
		a.State, a.DecidedBy, a.DecidedAt, a.Reason = data.ApprovalSentBack, c.by, c.now, reason
		return c.putApproval("send_back", a)
	})
}

// TakeBackApproval takes the request for an approval back. Error:
// [data.ErrNotFound].
func (s *Session) TakeBackApproval(ctx context.Context, key int64, kind data.LetterKind) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		a, ok := c.file.PendingApproval(kind)
		if !ok {
			return data.ErrNotFound
		}
		a.State = data.ApprovalWithdrawn
		return c.putApproval("take_back", a)
	})
}

// putApproval writes an approval; what it does stands after the dot of its entry
// in the history.
func (c *caseWork) putApproval(did string, a data.LetterApproval) error {
	if err := data.ValidateRecord(&a, c.file, c.set, c.today).Err(); err != nil {
		return err
	}
	var before any
	if old, ok := c.file.Record(data.RecApproval, a.ID); ok {
		before = old
	}
	c.file.Put(&a)
	if err := putRecord(c.tx, c.file.Key, &a); err != nil {
		return err
	}
	c.tell(LetterChanged, c.file.Key)
	return c.sayChange(string(data.RecApproval)+"."+did, a.ID, a.Summary(), before, &a)
}

// useApproval ends the approval of a letter that is issued, and returns who gave
// it, if it holds.
func (c *caseWork) useApproval(x data.LetterFacts, issued data.ID) (approvedBy string, err error) {
	a, ok := x.Approval()
	if !ok {
		return "", nil
	}
	if _, holds := x.Approved(); holds {
		approvedBy = a.DecidedBy
		a.Issued = issued
	} else {
		a.State = data.ApprovalWithdrawn
	}
	return approvedBy, c.putApproval("issue", a)
}
