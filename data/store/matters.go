package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"rapport/data"
)

// The kinds of link as their table keeps them.
const (
	linkSame   = "same_matter"
	linkMerged = "merged" // the second into the first
)

// caseLink is what the row of a link says beside its cases: why it is there and,
// of a merge, what was copied into the first case.
type caseLink struct {
	Reason   string    `json:"reason,omitempty"`
	On       data.Date `json:"on"`
	By       string    `json:"by"`
	People   []data.ID `json:"people,omitempty"`
	Issues   []data.ID `json:"issues,omitempty"`
	Tasks    []data.ID `json:"tasks,omitempty"`
	Steps    []data.ID `json:"steps,omitempty"`
	Advocacy []data.ID `json:"advocacy,omitempty"`
	Clocks   []data.ID `json:"clocks,omitempty"`
	// Moved are the clocks of the first case that took the second's earlier day.
	Moved []movedClock `json:"moved,omitempty"`
	// Same is the link as the same matter that stood before a merge.
	Same *caseLink `json:"same,omitempty"`
}

type movedClock struct {
	ID   data.ID   `json:"id"`
	From data.Date `json:"from"`
	To   data.Date `json:"to"`
}

// changeTwo runs do on two cases in one transaction.
func (s *Session) changeTwo(ctx context.Context, first, second int64, do func(a, b *caseWork) error) (data.CaseFile, error) {
	var file data.CaseFile
	err := s.write(ctx, data.RightWork, func(w *work) error {
		a, err := w.openCase(first)
		if err != nil {
			return err
		}
		b, err := w.openCase(second)
		if err != nil {
			return err
		}
		if err := do(a, b); err != nil {
			return err
		}
		if err := a.finish(); err != nil {
			return err
		}
		if err := b.finish(); err != nil {
			return err
		}
		if a.file.Links, err = readLinks(w.tx, first); err != nil {
			return err
		}
		file = a.file.Concealed()
		return nil
	})
	return file, err
}

// other returns the key of another case by its number.
func (s *Session) other(ctx context.Context, key int64, number string) (found int64, err error) {
	if full, ok := data.ReadCaseNumber(number); ok {
		number = full
	}
	err = s.read(ctx, data.RightWork, func(t *tx) (err error) { found, err = keyOf(t, number); return err })
	if err == nil && found == key {
		err = data.Missing{{Code: "same", Field: "number", Sentence: "This is the number of the case itself; enter the other one."}}
	}
	return found, err
}

// LinkCases notes that another case is about the same matter; both show it.
// Errors: [data.ErrNotFound] for a number that is not there, [data.Missing].
func (s *Session) LinkCases(ctx context.Context, key int64, number, reason string) (data.CaseFile, error) {
	other, err := s.other(ctx, key, number)
	if err != nil {
		return data.CaseFile{}, err
	}
	return s.changeTwo(ctx, key, other, func(a, b *caseWork) error {
		number := b.file.Number
		if err := data.LinkGate(a.file, b.file, reason).Err(); err != nil {
			return err
		}
		if err := putLink(a.tx, key, other, linkSame, caseLink{Reason: reason, On: a.today, By: a.by}); err != nil {
			return err
		}
		a.say("case.link", data.ID{}, details{Summary: "Linked with " + number + " as the same matter.", After: number})
		b.say("case.link", data.ID{}, details{Summary: "Linked with " + a.file.Number + " as the same matter.", After: a.file.Number})
		return nil
	})
}

// UnlinkCases takes such a link off again. Error: [data.ErrNotFound].
func (s *Session) UnlinkCases(ctx context.Context, key int64, number string) (data.CaseFile, error) {
	other, err := s.other(ctx, key, number)
	if err != nil {
		return data.CaseFile{}, err
	}
	return s.changeTwo(ctx, key, other, func(a, b *caseWork) error {
		n, err := a.changed(`delete from case_links where kind = ? and (first = ? and second = ? or first = ? and second = ?)`,
			linkSame, key, other, other, key)
		if err != nil {
			return fmt.Errorf("taking a link off: %w", err)
		}
		if n == 0 {
			return data.ErrNotFound
		}
		a.say("case.unlink", data.ID{}, details{Summary: "Took off the link with " + number + ".", Before: number})
		b.say("case.unlink", data.ID{}, details{Summary: "Took off the link with " + a.file.Number + ".", Before: a.file.Number})
		return nil
	})
}

// MergeCases lets the case with the key go on in the one with the number, which
// gets its people, its issues and whatever of it is still to be done; both
// numbers stay, and the earlier day of what is owed counts. Its contacts, notes,
// letters and records stay with its own number, where the link leads to.
// [Session.UnmergeCases] takes it back. Cases that are restricted to other people
// than each other are not merged. It returns the case that goes on.
// Errors: [data.ErrNotFound], [data.Missing], [data.ErrWrongState].
func (s *Session) MergeCases(ctx context.Context, key int64, into, reason string) (data.CaseFile, error) {
	target, err := s.other(ctx, key, into)
	if err != nil {
		return data.CaseFile{}, err
	}
	return s.changeTwo(ctx, target, key, func(a, b *caseWork) error {
		if err := data.MergeGate(b.file, a.file).Err(); err != nil {
			return err
		}
		if err := data.MergeRestrictionGaps(b.file, a.file).Err(); err != nil {
			return err
		}
		l := caseLink{Reason: reason, On: a.today, By: a.by}
		if err := a.takeFrom(&b.file, &l); err != nil {
			return err
		}
		b.file.MergedInto = a.file.Number
		if err := b.act(data.ActMerge, reason); err != nil {
			return err
		}
		if l.Same, err = takeSame(a.tx, key, target); err != nil {
			return err
		}
		if err := putLink(a.tx, target, key, linkMerged, l); err != nil {
			return err
		}
		a.reindex = true
		a.say("case.merge", data.ID{}, details{Summary: "Took in " + b.file.Number + ". Reason: " + reason, After: b.file.Number})
		return nil
	})
}

func putLink(t *tx, first, second int64, kind string, l caseLink) error {
	return t.put(l, `insert into case_links (first, second, kind, body) values (?, ?, ?, ?)`, first, second, kind)
}

// readLinks reads the cases that belong to one, from both ends of their links, but
// for those that are hidden.
func readLinks(t *tx, key int64) ([]data.CaseLink, error) {
	var all []data.CaseLink
	query := `select l.kind, l.first = ?1, c.key, c.number, l.body from case_links l
		join cases c on c.key = case when l.first = ?1 then l.second else l.first end
		where l.first = ?1 or l.second = ?1 order by c.key`
	err := t.each(query, []any{key}, func(r *sql.Rows) error {
		var kind, number string
		var first bool
		var other int64
		var raw []byte
		if err := r.Scan(&kind, &first, &other, &number, &raw); err != nil {
			return err
		}
		if t.hidden(other) {
			return nil
		}
		var l caseLink
		if json.Unmarshal(raw, &l) != nil {
			return fmt.Errorf("a link between cases cannot be read")
		}
		link := data.CaseLink{Kind: data.SameMatter, Number: number, Reason: l.Reason, On: l.On, By: l.By}
		if kind == linkMerged {
			link.Kind = data.MergedInto
			if first {
				link.Kind = data.MergedHere
			}
		}
		all = append(all, link)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the links of a case: %w", err)
	}
	return all, nil
}

// eachLink tells the links of a case as their rows have them.
func (t *tx) eachLink(key int64, tell func(first, second int64, l caseLink)) error {
	err := t.each(`select first, second, body from case_links where first = ?1 or second = ?1`, []any{key}, func(r *sql.Rows) error {
		var first, second int64
		var raw []byte
		var l caseLink
		if err := r.Scan(&first, &second, &raw); err != nil {
			return err
		}
		err := readBody(raw, &l)
		tell(first, second, l)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the links of a case: %w", err)
	}
	return nil
}
