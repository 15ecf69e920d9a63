package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"path/filepath"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/vault"
)

// purgedPart is a part of a case that a purge removes: every row of a table that
// belongs to the case.
type purgedPart struct {
	what  string // for the certificate; empty: not worth counting
	table string
	where string // the rows, by the key of the case; empty: "case_key = ?"
	keeps string // the column that the digest takes in; empty: none
}

// purgedParts lists them, what points to another before what it points to.
var purgedParts = []purgedPart{
	{"people", "people", "", "body"},
	{"issues", "issues", "", "body"},
	{"due dates", "clocks", "", "body"},
	{"steps of the investigation", "steps", "", "body"},
	{"actions for the patient", "advocacy", "", "body"},
	{"contacts", "contacts", "", "body"},
	{"notes", "notes", "", "body"},
	{"tasks", "tasks", "", "body"},
	{"records", "records", "", "body"},
	{"", "attachment_chunks", "attachment in (select key from attachments where case_key = ?)", "bytes"},
	{"documents", "attachments", "", "body"},
	{"pages of letters", "letter_pages", "letter in (select key from letters where case_key = ?)", ""},
	{"dispatches", "dispatches", "", "body"},
	{"letters", "letters", "", "body"},
	{"restrictions", "restrictions", "", "body"},
	{"broken glasses", "glass_breaks", "", "body"},
	{"", "dues", "", ""},
	{"", "due_facts", "", ""},
	{"", "action_facts", "", ""},
	{"", "letter_facts", "", ""},
	{"details of the history", "audit_details", "seq in (select seq from audit where case_key = ?)", "body"},
}

func (p purgedPart) condition() string {
	if p.where == "" {
		return "case_key = ?"
	}
	return p.where
}

// purgeCase removes everything that was written in a case for which a purge was
// asked, everywhere in the case file, and leaves its row, its counts and a
// certificate. held are the copies that hold the case.
func (w *work) purgeCase(key int64, held copiesLeft) (cert data.PurgeCertificate, err error) {
	c, err := w.openCase(key)
	if err != nil {
		return cert, err
	}
	f := &c.file
	kept, err := retention(w.tx, c.file, w.set, map[string]bool{})
	if err != nil {
		return cert, err
	}
	if err := data.ConfirmGate(*f, kept, w.by, w.today).Err(); err != nil {
		return cert, err
	}
	if err := unreadGlass(w.tx, f); err != nil {
		return cert, err
	}
	p := f.Purged
	p.ConfirmedBy, p.On = w.by, w.today
	cert = data.PurgeCertificate{Number: f.Number, Kind: f.Kind, ReceivedOn: data.DateOf(f.ReceivedAt, w.zone), ClosedOn: data.DateOf(f.ClosedAt, w.zone),
		Request: p, At: w.now, Because: kept.Because, Backups: held.backups, Replaced: held.replaced}
	if err := w.exec(`update purges set stage = 'under way', confirmed_by = ? where case_key = ? and stage = 'asked'`, w.by, key); err != nil {
		return cert, fmt.Errorf("beginning a purge: %w", err)
	}
	sum := w.s.chain.purgeDigest()
	if err := c.removeParts(&cert, sum); err != nil {
		return cert, err
	}
	if err := c.removeTraces(&cert); err != nil {
		return cert, err
	}
	cert.Digest = hex.EncodeToString(sum.Sum(nil))
	from := f.State
	c.file = data.CaseFile{Case: f.Skeleton(p)}
	if err := c.writeSkeleton(from); err != nil {
		return cert, err
	}
	text, err := body(cert)
	if err != nil {
		return cert, err
	}
	if err := w.exec(`update purges set stage = 'done', body = ? where case_key = ?`, text, key); err != nil {
		return cert, fmt.Errorf("ending a purge: %w", err)
	}
	c.say("case.purge", data.ID{}, details{Summary: fmt.Sprintf("Purged the case, as %s had asked for on %s.", p.AskedBy, p.AskedOn), After: cert.Digest})
	c.tell(CaseChanged, key)
	return cert, w.lookAgain(nil)
}

// purgeDigest is a digest under the key of the chain, so that nobody can try
// names against it.
func (c chain) purgeDigest() hash.Hash {
	h := hmac.New(sha256.New, c.key)
	h.Write([]byte("purge"))
	return h
}

// removeParts deletes the rows of the case and counts them; the digest takes in
// what they said, the details of the case first.
func (c *caseWork) removeParts(cert *data.PurgeCertificate, sum hash.Hash) error {
	key := c.file.Key
	take := func(query string) error {
		return c.each(query, []any{key}, scanInto(sum))
	}
	if err := take(`select body from case_details where case_key = ?`); err != nil {
		return fmt.Errorf("purging a case: %w", err)
	}
	for _, p := range purgedParts {
		if p.keeps != "" {
			if err := take(`select ` + p.keeps + ` from ` + p.table + ` where ` + p.condition() + ` order by rowid`); err != nil {
				return fmt.Errorf("purging %s: %w", p.table, err)
			}
		}
	}
	known, err := c.knownPersons()
	if err != nil {
		return err
	}
	for _, p := range purgedParts {
		n, err := c.changed(`delete from `+p.table+` where `+p.condition(), key)
		if err != nil {
			return fmt.Errorf("purging %s: %w", p.table, err)
		}
		if n > 0 && p.what != "" {
			cert.Removed = append(cert.Removed, data.RemovedCount{What: p.what, Count: int(n)})
		}
	}
	return c.removePersons(known, cert)
}

// knownPersons are the persons of the register whom the case names.
func (c *caseWork) knownPersons() ([][]byte, error) {
	var ids [][]byte
	err := c.each(`select distinct known from people where case_key = ? and known is not null`, []any{c.file.Key}, scanBlobs(&ids))
	if err != nil {
		return nil, fmt.Errorf("purging the register: %w", err)
	}
	return ids, nil
}

// removePersons takes those out of the register whom no other case names, with
// those merged into one; where another case names any of them, all stay.
func (c *caseWork) removePersons(ids [][]byte, cert *data.PurgeCertificate) error {
	removed := int64(0)
	for _, id := range ids {
		root, err := rootKnown(c.tx, data.ID(id))
		if errors.Is(err, data.ErrNotFound) {
			continue // went with somebody else of the case
		}
		if err != nil {
			return err
		}
		n, err := c.changed(familyOf+`delete from persons where id in (select id from family)
			and not exists (select 1 from family f cross join people p where p.known = f.id)`, root[:])
		if err != nil {
			return fmt.Errorf("purging the register: %w", err)
		}
		removed += n
	}
	if removed > 0 {
		cert.Removed = append(cert.Removed, data.RemovedCount{What: "entries of the register of people", Count: int(removed)})
	}
	return nil
}

// removeTraces takes away what else speaks of the case: drafts, reasons of its
// moves and of its links, the link from a comment. What came from another system
// keeps its number there, so that a second import does not bring it back.
func (c *caseWork) removeTraces(cert *data.PurgeCertificate) error {
	key, number := c.file.Key, c.file.Number
	drafts, err := c.draftsOf(number)
	if err != nil {
		return err
	}
	for _, name := range drafts {
		if err := dropDraft(c.work, name); err != nil {
			return err
		}
	}
	c.dropHeld(func(_ *heldDraft, name string) bool { return slices.Contains(strings.Split(name, "/"), number) })
	if len(drafts) > 0 {
		cert.Removed = append(cert.Removed, data.RemovedCount{What: "drafts", Count: len(drafts)})
	}
	for _, do := range []struct {
		query string
		arg   any
	}{
		{`update case_events set reason = '' where case_key = ?`, key},
		{`update imported_cases set digest = null where case_key = ?`, key},
		{`update feedback set case_number = '' where case_number = ?`, number},
	} {
		if err := c.exec(do.query, do.arg); err != nil {
			return fmt.Errorf("purging the traces of a case: %w", err)
		}
	}
	return c.bareLinks(key)
}

// draftsOf names the drafts that belong to the case: its number is a part of
// their name.
func (c *caseWork) draftsOf(number string) (names []string, err error) {
	err = c.each(`select distinct name from drafts where instr(name, ?) > 0 order by name`, []any{number}, scanTexts(func(name string) {
		for _, part := range strings.Split(name, "/") {
			if part == number {
				names = append(names, name)
				return
			}
		}
	}))
	if err != nil {
		return nil, fmt.Errorf("purging drafts: %w", err)
	}
	return names, nil
}

// bareLinks leaves of the links of the case that they are there.
func (c *caseWork) bareLinks(key int64) error {
	type bare struct{ first, second int64 }
	links := map[bare]caseLink{}
	err := c.eachLink(key, func(first, second int64, l caseLink) { links[bare{first, second}] = l })
	if err != nil {
		return err
	}
	for at, l := range links {
		text, err := body(caseLink{On: l.On, By: l.By})
		if err != nil {
			return err
		}
		if err := c.exec(`update case_links set body = ? where first = ? and second = ?`, text, at.first, at.second); err != nil {
			return fmt.Errorf("purging the links of a case: %w", err)
		}
	}
	return nil
}

// writeSkeleton writes what stays: the row without names, the details without
// words, the number as the only word by which it is found.
func (c *caseWork) writeSkeleton(from data.State) error {
	f := &c.file
	err := c.exec(`update cases set state = ?, patient = '', complainant = '', opening = '', mrn = '', next_due = ?, next_what = '', flags = 0 where key = ?`,
		string(f.State), noDue, f.Key)
	if err != nil {
		return fmt.Errorf("writing a purged case: %w", err)
	}
	text, err := body(f.Case)
	if err != nil {
		return err
	}
	if err := c.exec(`update case_details set body = ? where case_key = ?`, text, f.Key); err != nil {
		return fmt.Errorf("writing a purged case: %w", err)
	}
	if err := indexCaseWords(c.tx, f); err != nil {
		return err
	}
	if err := addMove(c.tx, f.Key, move{on: c.today, action: "purge", from: from, to: f.State, by: c.by}); err != nil {
		return err
	}
	return writeFacts(c.tx, f, c.set)
}

// retention is how long a case is kept, with the cases that it was merged with:
// all are kept as long as any of them. seen holds those looked at.
func retention(t *tx, f data.CaseFile, set data.Settings, seen map[string]bool) (data.Retention, error) {
	t = t.whole()
	r := data.RetentionOf(f, set)
	seen[f.Number] = true
	for _, l := range f.Links {
		if l.Kind == data.SameMatter || seen[l.Number] {
			continue
		}
		key, err := keyOf(t, l.Number)
		if err != nil {
			return r, err
		}
		other, err := readCase(t, key)
		if err != nil {
			return r, err
		}
		theirs, err := retention(t, other, set, seen)
		if err != nil {
			return r, err
		}
		if other.State != data.StatePurged {
			r = r.With(l.Number, theirs)
		}
	}
	return r, nil
}

// copiesLeft are the copies of the case file that are there now, by name: a purge
// does not reach into them.
type copiesLeft struct {
	backups  []string
	replaced []string // what restores put aside, as folders in that of the case file
}

func (s *Session) copiesLeft(ctx context.Context) (left copiesLeft, err error) {
	backups, err := s.Backups(ctx)
	if err != nil {
		return left, err
	}
	for _, b := range backups {
		left.backups = append(left.backups, filepath.Base(b.Path))
	}
	replaced, err := vault.ReplacedDirs(s.file.Dir())
	if err != nil {
		return left, fmt.Errorf("listing what restores put aside: %w", err)
	}
	for _, path := range replaced {
		left.replaced = append(left.replaced, filepath.Join(vault.ReplacedName, filepath.Base(path)))
	}
	return left, nil
}
