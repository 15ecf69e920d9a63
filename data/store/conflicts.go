package store

import (
	"bytes"
	"context"
	"fmt"

	"rapport/data"
	"rapport/data/vault"
)

// ConflictCopy is a copy of a part of the case file that a program made which
// keeps folders in step, with what it holds. The program never opens one as a
// case file and never removes one.
type ConflictCopy struct {
	vault.ConflictCopy
	Last int64 // last entry of the audit chain in it; 0: not to be told
	Own  int64 // last entry of the case file that is open
	More bool  // it holds entries that the case file does not
}

// Sentence says what the copy holds.
func (c ConflictCopy) Sentence(set data.Settings) string {
	at := moment(c.Modified, set)
	switch {
	case !c.Readable:
		return fmt.Sprintf("“%s”, of %s, cannot be read.", c.Name, at)
	case !c.SameFile:
		return fmt.Sprintf("“%s”, of %s, belongs to another case file.", c.Name, at)
	case c.Header:
		return fmt.Sprintf("“%s”, of %s, is a copy of this case file's key file, written for the %s time.", c.Name, at, ordinal(c.Generation))
	case c.More:
		return fmt.Sprintf("“%s”, of %s, is a copy of this case file with work that is not in it: it ends at entry %s of the audit chain. Keep it, and have whoever looks after Rapport bring that work over.", c.Name, at, set.Locale.Count(int(c.Last)))
	case c.Last > 0:
		return fmt.Sprintf("“%s”, of %s, is an older state of this case file, up to entry %s of %s. Nothing in it is missing here.", c.Name, at, set.Locale.Count(int(c.Last)), set.Locale.Count(int(c.Own)))
	}
	return fmt.Sprintf("“%s”, of %s, is a copy of this case file.", c.Name, at)
}

func ordinal(n int64) string {
	end := "th"
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		end = "st"
	case n%10 == 2:
		end = "nd"
	case n%10 == 3:
		end = "rd"
	}
	return fmt.Sprint(n, end)
}

// ConflictCopies tells of copies beside the case file.
func (s *Session) ConflictCopies(ctx context.Context) (all []ConflictCopy, err error) {
	ctx, leave, err := s.enter(ctx, data.RightOffice)
	if err != nil {
		return nil, err
	}
	defer leave()
	found, err := s.file.vault.ConflictCopies()
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		one := ConflictCopy{ConflictCopy: c}
		if c.SameFile && !c.Header {
			if err := s.holdAgainst(ctx, &one); err != nil {
				return nil, s.explain(ctx, err)
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// holdAgainst compares the audit chain in a copy of the database with ours.
func (s *Session) holdAgainst(ctx context.Context, c *ConflictCopy) error {
	r, err := s.file.vault.RescueFile(c.Path)
	if err != nil {
		return nil // what it holds is not to be told
	}
	defer r.Close() // read only: nothing to lose
	var root int64
	_, _ = r.Walk(1, func(row vault.Row) error {
		if t, ok := readSchemaRow(row); ok && t.name == "audit_head" {
			root = t.root
		}
		return nil
	})
	var theirs chainHead
	if root > 0 {
		_, _ = r.Walk(root, func(row vault.Row) error {
			if len(row.Values) >= 3 {
				theirs.seq, _ = row.Values[1].(int64)
				theirs.mac, _ = row.Values[2].([]byte)
			}
			return nil
		})
	}
	return s.base.read(ctx, func(t *tx) error {
		own, _, err := head(t)
		if err != nil {
			return err
		}
		c.Last, c.Own = theirs.seq, own.seq
		if c.Last == 0 {
			return nil
		}
		is, there, err := headAt(t, c.Last)
		c.More = !there || !bytes.Equal(is, theirs.mac)
		return err
	})
}
