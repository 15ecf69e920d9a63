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

// link is what the row of a link says beside its cases: why it is there and, of
// a merge, which records were copied into the first case.
type caseLink struct {
	Reason string    `json:"reason,omitempty"`
	On     data.Date `json:"on"`
	By     string    `json:"by"`
	People []data.ID `json:"people,omitempty"`
	Issues []data.ID `json:"issues,omitempty"`
	Tasks  []data.ID `json:"tasks,omitempty"`
}

// changeTwo runs do on two cases in one transaction.
func (s *Session) changeTwo(ctx context.Context, first, second int64, do func(a, b *caseWork) error) (data.CaseFile, error) {
	var file data.CaseFile
	err := s.write(ctx, func(w *work) error {
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
		file = a.file
		return nil
	})
	return file, err
}

// other returns the key of another case by its number.
func (s *Session) other(ctx context.Context, key int64, number string) (found int64, err error) {
	err = s.read(ctx, func(t *tx) (err error) { found, err = keyOf(t, number); return err })
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
		for _, l := range a.file.Links {
			if l.Number == number {
				return data.Missing{{Code: "linked", Field: "number", Sentence: "These two cases are linked already."}}
			}
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
// gets its people, issues and open tasks; both numbers stay, and the earlier day
// of what is owed counts. [Session.UnmergeCases] takes it back. It returns the
// case that goes on. Errors: [data.ErrNotFound], [data.Missing],
// [data.ErrWrongState].
func (s *Session) MergeCases(ctx context.Context, key int64, into, reason string) (data.CaseFile, error) {
	target, err := s.other(ctx, key, into)
	if err != nil {
		return data.CaseFile{}, err
	}
	return s.changeTwo(ctx, target, key, func(a, b *caseWork) error {
		if err := data.MergeGate(b.file, a.file).Err(); err != nil {
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
		if err := a.exec(`delete from case_links where first = ? and second = ? or first = ? and second = ?`, target, key, key, target); err != nil {
			return fmt.Errorf("merging two cases: %w", err)
		}
		if err := putLink(a.tx, target, key, linkMerged, l); err != nil {
			return err
		}
		a.reindex = true
		a.say("case.merge", data.ID{}, details{Summary: "Took in " + b.file.Number + ". Reason: " + reason, After: b.file.Number})
		return nil
	})
}

// takeFrom copies into the case what it has to answer for from now on, and notes
// what was copied.
func (c *caseWork) takeFrom(from *data.CaseFile, l *caseLink) (err error) {
	f := &c.file
	for _, p := range from.People {
		if !f.Has(p) {
			f.People, l.People = append(f.People, p), append(l.People, p.ID)
			if err := putPerson(c.tx, f.Key, p); err != nil {
				return err
			}
		}
	}
	for _, is := range from.Issues {
		is.From = from.Number
		f.Issues, l.Issues = append(f.Issues, is), append(l.Issues, is.ID)
		if err := putIssue(c.tx, f.Key, is); err != nil {
			return err
		}
	}
	for _, t := range from.Tasks {
		if t.DoneOn.IsZero() {
			f.Tasks, l.Tasks = append(f.Tasks, t), append(l.Tasks, t.ID)
			if err := putTask(c.tx, f.Key, t); err != nil {
				return err
			}
		}
	}
	for i := range f.Clocks {
		mine := &f.Clocks[i]
		for _, theirs := range from.Clocks {
			if mine.Kind != theirs.Kind || !mine.Running() || !theirs.Running() || theirs.Due >= mine.Due {
				continue
			}
			mine.Changes = append(append([]data.ClockChange(nil), mine.Changes...), data.ClockChange{At: c.now, By: c.by,
				From: mine.Due, To: theirs.Due, Reason: "Merged with " + from.Number + ", which was received earlier."})
			mine.Due = theirs.Due
			if err := putClock(c.tx, f.Key, *mine); err != nil {
				return err
			}
		}
	}
	return nil
}

// UnmergeCases takes a merge back: the case with the key goes on by itself, with
// the findings that its issues got meanwhile. Error: [data.ErrNotFound],
// [data.ErrNotAllowed] once a letter has answered one of its issues in the other
// case, [data.Missing].
func (s *Session) UnmergeCases(ctx context.Context, key int64, reason string) (data.CaseFile, error) {
	var target int64
	err := s.read(ctx, func(t *tx) (err error) {
		target, err = t.count(`select coalesce((select first from case_links where second = ? and kind = ?), 0)`, key, linkMerged)
		return err
	})
	if err == nil && target == 0 {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.CaseFile{}, err
	}
	return s.changeTwo(ctx, key, target, func(a, b *caseWork) error {
		var raw []byte
		if err := a.get(`select body from case_links where first = ? and second = ?`, []any{target, key}, &raw); err != nil {
			return fmt.Errorf("taking a merge back: %w", err)
		}
		var l caseLink
		if err := readBody(raw, &l); err != nil {
			return err
		}
		if err := b.giveBack(&a.file, l); err != nil {
			return err
		}
		if err := a.exec(`delete from case_links where first = ? and second = ?`, target, key); err != nil {
			return fmt.Errorf("taking a merge back: %w", err)
		}
		a.file.MergedInto = ""
		a.reindex, b.reindex = true, true
		b.say("case.unmerge", data.ID{}, details{Summary: "Gave back " + a.file.Number + ". Reason: " + reason, Before: a.file.Number})
		return a.act(data.ActRestore, reason)
	})
}

// giveBack takes out of the case what a merge had copied into it, and writes what
// became of it back to the case that it came from.
func (c *caseWork) giveBack(to *data.CaseFile, l caseLink) error {
	f := &c.file
	copied := map[data.ID]bool{}
	for _, list := range [][]data.ID{l.People, l.Issues, l.Tasks} {
		for _, id := range list {
			copied[id] = true
		}
	}
	for _, letter := range f.Letters {
		for _, a := range letter.Draft.Findings {
			if copied[a.Issue] {
				return fmt.Errorf("taking a merge back after a letter answered it: %w", data.ErrNotAllowed)
			}
		}
	}
	f.People = without(f.People, copied, personID)
	for _, is := range f.Issues {
		if at, err := find(to.Issues, is.ID, issueID); copied[is.ID] && err == nil {
			is.From = to.Issues[at].From
			to.Issues[at] = is
			if err := putIssue(c.tx, to.Key, is); err != nil {
				return err
			}
		}
	}
	f.Issues = without(f.Issues, copied, issueID)
	for _, t := range f.Tasks {
		if at, err := find(to.Tasks, t.ID, taskID); copied[t.ID] && err == nil {
			to.Tasks[at] = t
			if err := putTask(c.tx, to.Key, t); err != nil {
				return err
			}
		}
	}
	f.Tasks = without(f.Tasks, copied, taskID)
	for _, drop := range []struct {
		from string
		ids  []data.ID
	}{{"people", l.People}, {"issues", l.Issues}, {"tasks", l.Tasks}} {
		for _, id := range drop.ids {
			if err := c.exec(`delete from `+drop.from+` where case_key = ? and id = ?`, f.Key, id[:]); err != nil {
				return fmt.Errorf("taking a merge back: %w", err)
			}
		}
	}
	return nil
}

// without returns the records whose ids are not in drop.
func without[T any](list []T, drop map[data.ID]bool, id func(*T) *data.ID) []T {
	var kept []T
	for i := range list {
		if !drop[*id(&list[i])] {
			kept = append(kept, list[i])
		}
	}
	return kept
}

func putLink(t *tx, first, second int64, kind string, l caseLink) error {
	return t.put(l, `insert into case_links (first, second, kind, body) values (?, ?, ?, ?)`, first, second, kind)
}

// readLinks reads the cases that belong to one, from both ends of their links.
func readLinks(t *tx, key int64) ([]data.CaseLink, error) {
	var all []data.CaseLink
	query := `select l.kind, l.first = ?1, c.number, l.body from case_links l
		join cases c on c.key = case when l.first = ?1 then l.second else l.first end
		where l.first = ?1 or l.second = ?1 order by c.key`
	err := t.each(query, []any{key}, func(r *sql.Rows) error {
		var kind, number string
		var first bool
		var raw []byte
		if err := r.Scan(&kind, &first, &number, &raw); err != nil {
			return err
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
