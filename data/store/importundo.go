package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/data"
)

// undoWork is an import that is being taken back.
type undoWork struct {
	key  int64
	it   data.Import
	goes []int64 // keys of cases or comments
	data.ImportUndo
}

// ImportUndo says what taking an import back would do, and does nothing. Errors:
// [data.ErrNotFound], [data.ErrConflict] for one that was taken back already.
func (s *Session) ImportUndo(ctx context.Context, id data.ID) (undo data.ImportUndo, err error) {
	err = s.read(ctx, data.RightImport, func(t *tx) error {
		u, err := s.undoOf(t, id, s.Settings().Zone())
		undo = u.ImportUndo
		return err
	})
	return undo, err
}

// UndoImport takes an import back, all in one transaction: its cases or comments go,
// with the people who came with them, as if the file had never come in; their
// numbers are not given again, and the file may be imported anew. What somebody
// worked on since stays as it is. Where there is any, leave must say that this is
// known; else nothing is done, and the error is a [WorkedOnSince] that names it.
// progress may be nil; it is told how many are done and how many go. Errors:
// [data.ErrNotFound], [data.ErrConflict] for one that was taken back already.
func (s *Session) UndoImport(ctx context.Context, id data.ID, leave bool, progress func(done, of int)) (data.Import, error) {
	if err := s.allow(data.RightImport); err != nil {
		return data.Import{}, err
	}
	if undo, err := s.ImportUndo(ctx, id); err != nil {
		return data.Import{}, err
	} else if !leave && len(undo.Stays)+undo.Shut > 0 {
		return data.Import{}, WorkedOnSince{undo}
	}
	if err := s.backupBeforeImport(ctx, data.RightImport); err != nil {
		return data.Import{}, err
	}
	var it data.Import
	err := s.writeBulk(ctx, data.RightImport, func(w *work) error {
		u, err := s.undoOf(w.tx, id, w.zone)
		if err != nil {
			return err
		}
		if !leave && len(u.Stays)+u.Shut > 0 { // somebody began to work on it meanwhile
			return WorkedOnSince{u.ImportUndo}
		}
		if err := w.takeOut(&u, progress); err != nil {
			return err
		}
		it = u.it
		return nil
	})
	if err != nil {
		return data.Import{}, fmt.Errorf("taking an import back; nothing was taken back: %w", err)
	}
	return it, nil
}

// WorkedOnSince says that an import holds what somebody worked on since it came in.
type WorkedOnSince struct{ Undo data.ImportUndo }

func (e WorkedOnSince) Error() string {
	return fmt.Sprintf("%d of an import were worked on since", len(e.Undo.Stays)+e.Undo.Shut)
}

// Is makes it a kind of [data.ErrConflict].
func (e WorkedOnSince) Is(target error) bool { return target == data.ErrConflict }

// Sentence names some of what was worked on, and what can be done.
func (e WorkedOnSince) Sentence() string {
	const named = 5
	var names []string
	for _, s := range e.Undo.Stays[:min(len(e.Undo.Stays), named)] {
		names = append(names, s.Number+" ("+s.Why+")")
	}
	if more := len(e.Undo.Stays) + e.Undo.Shut - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return fmt.Sprintf("Some of this import was worked on since: %s. Nothing was taken back. Take back the other %d and leave these as they are, or keep the import.",
		strings.Join(names, ", "), e.Undo.Goes)
}

// undoOf reads what of an import goes and what stays.
func (s *Session) undoOf(t *tx, id data.ID, zone *time.Location) (u undoWork, err error) {
	var stage string
	var raw []byte
	err = t.get(`select key, stage, body from imports where id = ?`, []any{id[:]}, &u.key, &stage, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return u, data.ErrNotFound
	}
	if err == nil {
		err = readBody(raw, &u.it)
	}
	if err != nil {
		return u, fmt.Errorf("reading an import: %w", err)
	}
	if stage != "in" {
		return u, fmt.Errorf("taking back an import that was taken back already: %w", data.ErrConflict)
	}
	since, err := t.count(`select coalesce(max(seq), 0) from audit where action = ? and object = ?`, "import."+u.it.Of, id.String())
	if err != nil {
		return u, fmt.Errorf("reading an import: %w", err)
	}
	if u.it.Of == ofCases {
		err = s.sortCases(t, &u, since, zone)
	} else {
		err = u.sortFeedback(t, since)
	}
	u.Goes = len(u.goes)
	return u, err
}

// sortCases parts the cases that nobody touched since the import from the others:
// those with any entry but a look, a link, a comment or a draft of theirs.
func (s *Session) sortCases(t *tx, u *undoWork, since int64, zone *time.Location) error {
	drafts, err := s.draftedNumbers(t)
	if err != nil {
		return err
	}
	const touched = `select c.key, c.number,
			coalesce((select min(a.seq) from audit a where a.case_key = c.key and a.seq > ?2 and a.action not like '%.view'), 0),
			exists (select 1 from case_links l where l.first = c.key or l.second = c.key)
			or exists (select 1 from restrictions r where r.case_key = c.key)
			or exists (select 1 from purges p where p.case_key = c.key)
		from imported_cases i cross join cases c where i.import = ?1 and c.key = i.case_key order by c.key`
	worked := map[string]int64{} // number to the first entry
	var order []string
	err = t.each(touched, []any{u.key, since}, func(r *sql.Rows) error {
		var key, seq int64
		var number string
		var bound bool
		if err := r.Scan(&key, &number, &seq, &bound); err != nil {
			return err
		}
		switch {
		case t.hidden(key):
			u.Shut++
		case seq > 0 || bound || drafts[number]:
			worked[number] = seq
			order = append(order, number)
		default:
			u.goes = append(u.goes, key)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("looking at what was worked on: %w", err)
	}
	for _, number := range order {
		why, err := whyStays(t, worked[number], zone)
		if err != nil {
			return err
		}
		u.Stays = append(u.Stays, data.StaysPut{Number: number, Why: why})
	}
	return u.keepNamed(t)
}

// keepNamed keeps the cases of which a comment says that it belongs to them.
func (u *undoWork) keepNamed(t *tx) error {
	named := map[int64]string{}
	err := t.each(`select c.key, c.number from feedback f cross join cases c where f.case_number <> '' and c.number = f.case_number`, nil, func(r *sql.Rows) error {
		var key int64
		var number string
		err := r.Scan(&key, &number)
		named[key] = number
		return err
	})
	if err != nil {
		return fmt.Errorf("looking at what was worked on: %w", err)
	}
	u.goes = slices.DeleteFunc(u.goes, func(key int64) bool {
		number, is := named[key]
		if is {
			u.Stays = append(u.Stays, data.StaysPut{Number: number, Why: "a comment belongs to it"})
		}
		return is
	})
	return nil
}

// whyStays says what was first done with a case since it came in.
func whyStays(t *tx, seq int64, zone *time.Location) (string, error) {
	if seq == 0 {
		return "it is linked, restricted or in a draft", nil
	}
	var at int64
	var by string
	if err := t.get(`select at, officer from audit where seq = ?`, []any{seq}, &at, &by); err != nil {
		return "", fmt.Errorf("looking at what was worked on: %w", err)
	}
	return fmt.Sprintf("%s worked on it on %s", by, data.DateOf(timeOf(at), zone).Long()), nil
}

// draftedNumbers are the numbers that drafts bear in their names.
func (s *Session) draftedNumbers(t *tx) (map[string]bool, error) {
	numbers := map[string]bool{}
	add := func(name string) {
		for _, part := range strings.Split(name, "/") {
			numbers[part] = true
		}
	}
	s.eachHeld(func(_ *heldSeal, _ heldItem, name string) bool { add(name); return true })
	err := t.each(`select distinct name from drafts`, nil, scanTexts(add))
	if err != nil {
		return nil, fmt.Errorf("looking at the drafts: %w", err)
	}
	return numbers, nil
}

// sortFeedback parts the comments that nobody touched since the import from those
// of which a case was opened, whose themes were changed, or of which somebody decided
// whether they need an answer.
func (u *undoWork) sortFeedback(t *tx, since int64) error {
	changed := map[string]string{}
	for action, why := range map[string]string{"feedback.themes": "its themes were changed", "feedback.asks": "it was decided whether it needs an answer"} {
		err := t.each(`select distinct object from audit where action = ? and seq > ?`, []any{action, since}, scanTexts(func(id string) { changed[id] = why }))
		if err != nil {
			return fmt.Errorf("looking at what was worked on: %w", err)
		}
	}
	err := t.each(`select key, id, external_id, case_number from feedback where import = ? and import > 0 order by key`, []any{u.key}, func(r *sql.Rows) error {
		var key int64
		var id []byte
		var number, opened string
		if err := r.Scan(&key, &id, &number, &opened); err != nil {
			return err
		}
		switch {
		case t.sight.names(opened):
			u.Shut++
		case opened != "":
			u.Stays = append(u.Stays, data.StaysPut{Number: number, Why: opened + " was opened from it"})
		case changed[data.ID(id).String()] != "":
			u.Stays = append(u.Stays, data.StaysPut{Number: number, Why: changed[data.ID(id).String()]})
		default:
			u.goes = append(u.goes, key)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("looking at what was worked on: %w", err)
	}
	return nil
}

// undoBatch is how many cases or comments are taken out at once.
const undoBatch = 500

// takeOut removes what goes, and says so.
func (w *work) takeOut(u *undoWork, progress func(done, of int)) error {
	before, err := body(u.it)
	if err != nil {
		return err
	}
	if err := w.exec(`update imports set stage = 'going' where key = ?`, u.key); err != nil {
		return fmt.Errorf("taking an import back: %w", err)
	}
	var numbers []string
	done := 0
	for batch := range slices.Chunk(u.goes, undoBatch) {
		if w.ctx.Err() != nil {
			return context.Cause(w.ctx)
		}
		if u.it.Of == ofCases {
			gone, err := w.takeOutCases(batch)
			if err != nil {
				return err
			}
			numbers = append(numbers, gone...)
		} else if err := w.takeOutFeedback(batch); err != nil {
			return err
		}
		if done += len(batch); progress != nil {
			progress(done, len(u.goes))
		}
	}
	if err := w.takeBackUnits(u.it.File.Units); err != nil {
		return err
	}
	u.it.UndoneAt, u.it.UndoneBy, u.it.Removed, u.it.Stayed = w.now, w.by, len(u.goes), len(u.Stays)+u.Shut
	u.it.Unused = numberRanges(numbers)
	if err := w.put(u.it, `update imports set stage = 'undone', body = ?2 where key = ?1`, u.key); err != nil {
		return err
	}
	d := details{Summary: w.undoSentence(u), Before: before}
	if d.After, err = body(u.it); err != nil {
		return err
	}
	w.record("import.undo", 0, u.it.ID.String(), d)
	w.endUndo()
	w.tell(CaseChanged, 0)
	w.tell(FeedbackChanged, 0)
	w.tell(TodayChanged, 0)
	if len(u.goes) < manyRows {
		return nil
	}
	return w.exec(planAnew)
}

func (w *work) undoSentence(u *undoWork) string {
	said := fmt.Sprintf("Took back the import from %s of %s: %d removed", u.it.File.Source, data.DateOf(u.it.At, w.zone).Long(), u.it.Removed)
	if u.it.Stayed > 0 {
		said += fmt.Sprintf(", %d stay because they were worked on since", u.it.Stayed)
	}
	if len(u.it.Unused) > 0 {
		said += "; not used again: " + strings.Join(u.it.Unused, ", ")
	}
	return said + "."
}

// importedParts are the tables with what belongs to a case, what points to another
// before what it points to. An imported case that nobody touched has no letters, no
// documents and nothing that leaves the office.
var importedParts = []string{"people", "issues", "clocks", "steps", "advocacy", "contacts", "notes", "tasks", "records", "dues", "due_facts", "action_facts",
	"letter_facts", "case_facts", "month_open", "case_events", "case_details", "imported_cases"}

// takeOutCases removes cases with all that belongs to them, and returns their
// numbers. The audit chain keeps its entries.
func (w *work) takeOutCases(keys []int64) (numbers []string, err error) {
	in := keyList(keys)
	err = w.each(`select c.number from (`+keysIn+`) k cross join cases c where c.key = k.value order by c.key`, []any{in}, scanTexts(func(n string) { numbers = append(numbers, n) }))
	if err != nil {
		return nil, fmt.Errorf("taking cases of an import out: %w", err)
	}
	sums := monthSums{}
	for _, key := range keys {
		was, err := countedAs(w.tx, key)
		if err != nil {
			return nil, err
		}
		sums.add(was, -1)
	}
	if err := sums.write(w.tx); err != nil {
		return nil, err
	}
	var known [][]byte
	if err := w.each(`select distinct p.known from (`+keysIn+`) k cross join people p where p.case_key = k.value and p.known is not null`, []any{in}, scanBlobs(&known)); err != nil {
		return nil, fmt.Errorf("taking cases of an import out: %w", err)
	}
	for _, table := range importedParts {
		if err := w.exec(`delete from `+table+` where case_key in (`+keysIn+`)`, in); err != nil {
			return nil, fmt.Errorf("taking %s of imported cases out: %w", table, err)
		}
	}
	for _, query := range []string{`delete from case_search where rowid in (` + keysIn + `)`, `delete from cases where key in (` + keysIn + `)`} {
		if err := w.exec(query, in); err != nil {
			return nil, fmt.Errorf("taking cases of an import out: %w", err)
		}
	}
	for _, id := range known {
		if err := leaveRegister(w.tx, data.ID(id)); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// takeOutFeedback removes comments.
func (w *work) takeOutFeedback(keys []int64) error {
	in := keyList(keys)
	for _, query := range []string{
		`delete from feedback_themes where feedback_key in (` + keysIn + `)`,
		`delete from feedback_search where rowid in (` + keysIn + `)`,
		`delete from feedback where key in (` + keysIn + `)`,
	} {
		if err := w.exec(query, in); err != nil {
			return fmt.Errorf("taking comments of an import out: %w", err)
		}
	}
	return nil
}

// numberRanges writes numbers of cases as runs: PR-2025-00003 to PR-2025-00017.
func numberRanges(numbers []string) (ranges []string) {
	type run struct{ from, to string }
	var runs []run
	sorted := slices.Sorted(slices.Values(numbers))
	for _, n := range sorted {
		if k := len(runs); k > 0 && follows(runs[k-1].to, n) {
			runs[k-1].to = n
			continue
		}
		runs = append(runs, run{n, n})
	}
	for _, r := range runs {
		if r.from == r.to {
			ranges = append(ranges, r.from)
		} else {
			ranges = append(ranges, r.from+" to "+r.to)
		}
	}
	return ranges
}

// follows reports whether the number of a case is the next one of its year.
func follows(number, next string) bool {
	var year, n, yearNext, nNext int
	if _, err := fmt.Sscanf(number, "PR-%d-%d", &year, &n); err != nil {
		return false
	}
	if _, err := fmt.Sscanf(next, "PR-%d-%d", &yearNext, &nNext); err != nil {
		return false
	}
	return year == yearNext && nNext == n+1
}
