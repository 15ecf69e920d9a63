package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"rapport/data"
)

// CountCap is the most that [Session.CountCases] counts: beyond it a list says
// "more than", and counting stays quick whatever the case file holds.
const CountCap = 10_000

const (
	usualLimit = 50
	maxLimit   = 500
)

// pageSize is how many rows a page has where so many are asked for; 0: the usual.
func pageSize(asked int) int {
	if asked <= 0 {
		return usualLimit
	}
	return min(asked, maxLimit)
}

// rowColumns are what a list of cases reads, in the order of scanRow.
const rowColumns = `c.key, c.number, c.kind, c.state, c.received_at, c.received_on, c.closed_at, c.closed_on, c.unit, c.patient,
	c.complainant, c.mrn, c.opening, c.severity, c.flags, c.owner, c.next_due, c.next_what`

func scanRow(r *sql.Rows, more ...any) (data.CaseRow, error) {
	var c data.CaseRow
	var kind, state string
	var received int64
	var closedAt, closedOn sql.NullInt64
	err := r.Scan(append([]any{&c.Key, &c.Number, &kind, &state, &received, &c.ReceivedOn, &closedAt, &closedOn, &c.Unit, &c.Patient,
		&c.Complainant, &c.MRN, &c.Opening, &c.Severity, &c.Flags, &c.Owner, &c.NextDue, &c.NextWhat}, more...)...)
	c.Kind, c.State, c.ReceivedAt = data.Kind(kind), data.State(state), timeOf(received)
	if closedAt.Valid {
		c.ClosedAt, c.ClosedOn = timeOf(closedAt.Int64), data.Date(closedOn.Int64)
	}
	if c.NextDue == noDue {
		c.NextDue = 0
	}
	return c, err
}

// Case reads a case and logs the view. What is restricted in it stays hidden
// until it is revealed. Error: [data.ErrNotFound].
func (s *Session) Case(ctx context.Context, number string) (f data.CaseFile, err error) {
	if full, ok := data.ReadCaseNumber(number); ok {
		number = full
	}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		key, err := keyOf(t, number)
		if err != nil {
			return err
		}
		f, err = readCase(t, key)
		return err
	})
	if err != nil {
		return data.CaseFile{}, err
	}
	s.viewed(entry{at: s.file.now(), officer: s.Officer().Name, action: "case.view", caseKey: f.Key, object: f.Number,
		details: details{Summary: "Looked at the case."}})
	return f.Concealed(), nil
}

// Cases returns one page of a list of cases.
func (s *Session) Cases(ctx context.Context, q data.CaseQuery) (data.CasePage, error) {
	list := s.listOf(q)
	if list.nothing || list.fault != nil {
		return data.CasePage{}, list.fault
	}
	limit := pageSize(q.Limit)
	list.after(q)
	query := `select ` + rowColumns + list.from + list.where.String() + list.order + ` limit ?`
	var page data.CasePage
	err := s.read(ctx, data.RightRead, func(t *tx) error {
		return t.each(query, append(list.args, limit+1), func(r *sql.Rows) error {
			row, err := scanRow(r)
			page.Rows = append(page.Rows, t.sight.row(row))
			return err
		})
	})
	if err != nil {
		return data.CasePage{}, fmt.Errorf("reading the list of cases: %w", err)
	}
	if page.More = len(page.Rows) > limit; page.More {
		page.Rows = page.Rows[:limit]
		page.Next = CursorAfter(page.Rows[limit-1], q)
	}
	return page, nil
}

// CountCases returns how many cases a query finds, at most [CountCap].
func (s *Session) CountCases(ctx context.Context, q data.CaseQuery) (n int, err error) {
	list := s.listOf(q)
	if list.nothing || list.fault != nil {
		return 0, list.fault
	}
	query := `select count(*) from (select 1` + list.from + list.where.String() + ` limit ?)`
	if list.from == joinCases && !list.filtered {
		but, args := s.sighted().but("rowid")
		query, list.args = countMatches+but+` limit ?)`, append(list.args[:1:1], args...) // the words alone decide
	}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		found, err := t.count(query, append(list.args, CountCap)...)
		n = int(found)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("counting cases: %w", err)
	}
	return n, nil
}

// list is a query in SQL. Nothing in it is what somebody typed: all of that is
// bound.
type list struct {
	from     string
	where    strings.Builder
	args     []any
	order    string
	filtered bool // something beside the words and what is hidden decides
	nothing  bool // the text holds no word that could be found
	fault    error
}

func (l *list) and(condition string, args ...any) {
	l.where.WriteString(" and " + condition)
	l.args = append(l.args, args...)
}

// listOf turns a query into SQL without its page.
func (s *Session) listOf(q data.CaseQuery) *list {
	l := &list{from: ` from cases c where 1 = 1`}
	l.text(q)
	l.only(q.Among)
	l.among("c.kind", textsOf(q.Kinds))
	l.among("c.state", textsOf(q.States))
	if q.OpenOnly || q.Overdue {
		l.and(`c.closed_on is null`)
	}
	if q.ClosedOnly {
		l.and(`c.closed_on is not null`)
	}
	if q.Overdue {
		today := q.Today
		if today.IsZero() {
			today = s.Settings().Today(s.file.now())
		}
		l.and(`c.next_due < ?`, int64(today))
	}
	if q.Flags != 0 {
		l.and(`c.flags >= ? and (c.flags & ?) = ?`, int(q.Flags), int(q.Flags), int(q.Flags)) // a number with these bits is no smaller
	}
	if q.Unit != "" {
		l.and(`c.unit = ?`, q.Unit)
	}
	if q.Owner != "" {
		l.and(`c.owner = ?`, q.Owner)
	}
	if q.MinSeverity > 0 {
		l.and(`c.severity >= ?`, q.MinSeverity)
	}
	l.days("c.received_on", q.ReceivedFrom, q.ReceivedTo)
	l.days("c.next_due", q.DueFrom, q.DueTo)
	l.filtered = l.where.Len() > 0
	if hidden := s.sighted(); !showsShut(q) {
		if but, args := hidden.but("c.key"); but != "" {
			l.where.WriteString(but)
			l.args = append(l.args, args...)
		}
	}
	return l
}

// showsShut reports whether a list has rows for cases that are hidden from who
// asks: those with a number and nothing else. A list that is narrowed, searched or
// sorted by anything but the number would tell more of them by showing them there.
func showsShut(q data.CaseQuery) bool {
	if _, number := data.ReadCaseNumber(q.Text); strings.TrimSpace(q.Text) != "" && !number {
		return false
	}
	_, sorted := orders[q.Order]
	return !q.Narrows() && (!sorted || q.Order == data.ByNumber)
}

// days adds "column lies between two days", either of which may be missing; the
// column is one of ours. What has no day lies nowhere.
func (l *list) days(column string, from, to data.Date) {
	if from.IsZero() && to.IsZero() {
		return
	}
	if to.IsZero() {
		to = noDue - 1
	}
	if from.IsZero() {
		from = firstDay
	}
	l.and(column+` between ? and ?`, int64(from), int64(to))
}

// text narrows the list to what somebody typed: a case number names the case,
// other words go to the search index.
func (l *list) text(q data.CaseQuery) {
	if strings.TrimSpace(q.Text) == "" {
		return
	}
	if number, ok := data.ReadCaseNumber(q.Text); ok {
		l.and(`c.number = ?`, number)
		return
	}
	words := question(q.Text)
	if words == "" {
		l.nothing = true
		return
	}
	if _, sorted := orders[q.Order]; sorted {
		l.and(casesThatMatch, words)
	} else {
		l.from, l.args = joinCases, []any{words}
	}
}

// fewCases is up to how many cases are looked up one by one and then sorted; of
// more the list walks the index of its order and asks for each whether it is
// among them.
const fewCases = 3000

// only narrows the list to cases with these keys.
func (l *list) only(keys []int64) {
	switch {
	case keys == nil:
		return
	case len(keys) == 0:
		l.nothing = true
		return
	case len(keys) > data.MaxAmong:
		l.fault = fmt.Errorf("listing %d cases by their keys: %w", len(keys), data.ErrNotAllowed)
		return
	}
	chosen := keyList(keys)
	if len(keys) > fewCases || l.from == joinCases {
		l.and(`+c.key in (`+keysIn+`)`, chosen)
		return
	}
	l.from, l.args = amongCases, append([]any{chosen}, l.args...)
}

// among adds "column is one of values"; the column is one of ours.
func (l *list) among(column string, values []any) {
	if len(values) > 0 {
		l.and(column+` in (?`+strings.Repeat(`, ?`, len(values)-1)+`)`, values...)
	}
}

func textsOf[T ~string](list []T) []any {
	var texts []any
	for _, v := range list {
		texts = append(texts, string(v))
	}
	return texts
}
