package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/data"
)

// AuditQuery chooses entries of the audit chain, newest first.
type AuditQuery struct {
	Before   int64     // entries before this sequence number; 0: from the newest
	Limit    int       // entries wanted; 0 means 50, at most 500
	Action   string    // beginning of the action: "letter." for all about letters
	CaseKey  int64     // about one case
	Officer  string    // by one officer
	From, To data.Date // office days, inclusive; 0: no bound
	Among    []string  // beginnings of actions, of which one must fit; none: any
	But      []string  // beginnings of actions that are left out
}

// AuditEntry is one entry of the audit chain.
type AuditEntry struct {
	data.HistoryEntry
	CaseKey int64
	Number  string // of that case
	Object  string // id or number of what it is about
	Purged  bool   // its details were removed by a purge
	// Shut says that it is about a restricted case that whoever reads may not see:
	// who did what kind of thing and when is all that it tells.
	Shut bool
}

// Audit returns entries of the audit chain, newest first. Those about one case are
// its history, which belongs to the case; the log as a whole takes a right of its
// own.
func (s *Session) Audit(ctx context.Context, q AuditQuery) (all []AuditEntry, err error) {
	right := data.RightAudit
	if q.CaseKey != 0 {
		right = data.RightRead
	}
	var l list
	if q.Before > 0 {
		l.and(`a.seq < ?`, q.Before)
	}
	if q.Action != "" {
		l.and(`substr(a.action, 1, ?) = ?`, len(q.Action), q.Action)
	}
	begins := strings.Repeat(` or substr(a.action, 1, ?) = ?`, len(q.Among))
	if begins != "" {
		l.and(strings.Replace(begins, ` or `, `(`, 1)+`)`, starts(q.Among)...)
	}
	for _, but := range q.But {
		l.and(`substr(a.action, 1, ?) <> ?`, len(but), but)
	}
	if q.CaseKey != 0 {
		l.and(`a.case_key = ?`, q.CaseKey)
	}
	if q.Officer != "" {
		l.and(`a.officer = ?`, q.Officer)
	}
	zone := s.Settings().Zone()
	if !q.From.IsZero() {
		l.and(`a.at >= ?`, instant(q.From.Start(zone)))
	}
	if !q.To.IsZero() {
		l.and(`a.at < ?`, instant(q.To.AddDays(1).Start(zone)))
	}
	limit := pageSize(q.Limit)
	query := `select a.seq, a.at, a.officer, a.action, coalesce(a.case_key, 0), coalesce(c.number, ''), a.object, d.body
		from audit a left join audit_details d on d.seq = a.seq left join cases c on c.key = a.case_key where 1 = 1` + l.where.String() + ` order by a.seq desc limit ?`
	err = s.read(ctx, right, func(t *tx) error {
		if err := t.see(q.CaseKey); err != nil {
			return err
		}
		return t.each(query, append(l.args, limit), func(r *sql.Rows) error {
			e, err := scanEntry(r)
			all = append(all, t.sight.entry(e))
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("reading the audit chain: %w", err)
	}
	return all, nil
}

// starts are the values of conditions on the beginnings of a text.
func starts(beginnings []string) []any {
	var args []any
	for _, b := range beginnings {
		args = append(args, len(b), b)
	}
	return args
}

func scanEntry(r *sql.Rows) (e AuditEntry, err error) {
	var at int64
	var raw []byte
	if err := r.Scan(&e.Seq, &at, &e.By, &e.Action, &e.CaseKey, &e.Number, &e.Object, &raw); err != nil {
		return e, err
	}
	e.At, e.Purged = timeOf(at), raw == nil
	if e.Purged {
		return e, nil
	}
	var d details
	err = readBody(raw, &d)
	e.Summary, e.Before, e.After = d.Summary, d.Before, d.After
	return e, err
}

// History returns the entries about one case, newest first; before and limit
// as in [AuditQuery].
func (s *Session) History(ctx context.Context, key, before int64, limit int) ([]data.HistoryEntry, error) {
	entries, err := s.Audit(ctx, AuditQuery{CaseKey: key, Before: before, Limit: limit})
	history := make([]data.HistoryEntry, len(entries))
	for i, e := range entries {
		history[i] = e.HistoryEntry
	}
	return history, err
}

// ChainReport is what a check of the audit chain found.
type ChainReport struct {
	Entries int64  // checked
	Purged  int64  // entries whose details were removed
	Head    []byte // MAC of the last entry
	BadSeq  int64  // the first entry that is wrong or missing; 0: none
	Problem string // what is wrong with it, a sentence
}

// OK reports whether the chain holds.
func (r ChainReport) OK() bool { return r.BadSeq == 0 }

// purged is the action of an entry that takes the details of those before it away.
const purged = "case.purge"

// VerifyChain checks every entry of the audit chain against the one before and
// its details against their digest; details may be missing where a purge of their
// case follows. Whoever has the data key and this program's own way to seal could
// write another chain: that is seen only beside a head that was kept elsewhere
// ([Session.CompareHead]). progress may be nil; it is told entries.
func (s *Session) VerifyChain(ctx context.Context, progress func(done, total int64)) (r ChainReport, err error) {
	err = s.read(ctx, data.RightKeep, func(t *tx) error {
		r, err = s.chain.verify(t, progress)
		return err
	})
	return r, err
}

// errBad ends the walk at the first bad entry.
var errBad = errors.New("the audit chain does not hold")

func (c chain) verify(t *tx, progress func(done, total int64)) (ChainReport, error) {
	h, seal, err := head(t)
	if err != nil {
		return ChainReport{}, err
	}
	r := ChainReport{Head: make([]byte, sha256.Size)}
	bad := func(seq int64, problem string) error {
		r.BadSeq, r.Problem = seq, fmt.Sprintf("Entry %d of the audit chain %s.", seq, problem)
		return errBad
	}
	lost := map[int64]int64{} // by case, the first entry without its details
	err = t.each(`select a.seq, a.at, a.officer, a.action, a.case_key, a.object, a.digest, a.mac, d.body
		from audit a left join audit_details d on d.seq = a.seq order by a.seq`, nil, func(row *sql.Rows) error {
		var e entry
		var seq, at int64
		var about sql.NullInt64
		var digest, mac, text []byte
		if err := row.Scan(&seq, &at, &e.officer, &e.action, &about, &e.object, &digest, &mac, &text); err != nil {
			return err
		}
		e.caseKey = about.Int64
		switch {
		case seq != r.Entries+1:
			return bad(r.Entries+1, "is missing")
		case !hmac.Equal(mac, c.mac(r.Head, seq, at, e, digest)):
			return bad(seq, "was altered or put in another place")
		case text == nil:
			r.Purged++
			if lost[e.caseKey] == 0 {
				lost[e.caseKey] = seq
			}
		case !hmac.Equal(digest, c.digest(text)):
			return bad(seq, "has details that were altered")
		}
		if e.action == purged {
			delete(lost, e.caseKey)
		}
		r.Entries, r.Head = seq, mac
		if progress != nil && seq%1000 == 0 {
			progress(seq, h.seq)
		}
		return nil
	})
	if err == nil && (h.seq != r.Entries || !hmac.Equal(h.mac, r.Head) || !hmac.Equal(seal, c.seal(h))) {
		err = bad(r.Entries+1, "is missing: the end of the chain was cut off")
	}
	if err == nil && len(lost) > 0 {
		err = bad(slices.Min(slices.Collect(maps.Values(lost))), "has lost its details, and no purge of its case follows")
	}
	if errors.Is(err, errBad) {
		err = nil
	}
	return r, err
}
