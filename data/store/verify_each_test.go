package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
)

// checkNamed verifies deeply and wants exactly one check to fail, with the words.
func (d *desk) checkNamed(name, words string) {
	d.t.Helper()
	r := must[VerifyReport](d.t)(d.Verify(context.Background(), true, nil))
	failed := false
	for _, c := range r.Checks {
		switch {
		case c.Name == name && !c.OK && strings.Contains(c.Found, words):
			failed = true
		case c.Name == name:
			d.t.Errorf("%s: %v, %s; want something with %q", name, c.OK, c.Found, words)
		case !c.OK:
			d.t.Errorf("%s was damaged, and %s fails: %s", name, c.Name, c.Found)
		}
	}
	if !failed {
		d.t.Errorf("%s: the damage is not found", name)
	}
}

// TestEachCheckFindsWhatItIsFor damages one thing at a time, as somebody with the
// key and a shell could or as a fault in the program would, and wants the check
// for it to say so and no other.
func TestEachCheckFindsWhatItIsFor(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(d *desk, f data.CaseFile) error
		check  string
		words  string
	}{
		{"a case that the search does not know", func(d *desk, f data.CaseFile) error {
			return d.raw(`delete from case_search where rowid = ?`, f.Key)
		}, "search", "of 22"},
		{"a case found by a word that it does not hold", func(d *desk, f data.CaseFile) error {
			return d.raw(indexCase, f.Key, "something else ")
		}, "search", "1 cases by other words"},
		{"two cases whose words are swapped", func(d *desk, f data.CaseFile) error {
			if err := d.raw(indexCase, 1, "abscess "); err != nil {
				return err
			}
			return d.raw(indexCase, 2, "bruise ")
		}, "search", "2 cases by other words"},
		{"a comment found by other words", func(d *desk, _ data.CaseFile) error {
			return d.raw(indexFeedback, 1, "something else ")
		}, "search", "1 comments by other words"},
		{"a note without a case", func(d *desk, _ data.CaseFile) error {
			if err := d.raw(`pragma foreign_keys = 0`); err != nil {
				return err
			}
			_, err := d.base.writer.conn.ExecContext(d.ctx(), `pragma foreign_keys = 0; insert into tasks (case_key, id, body) values (4711, zeroblob(16), '{}'); pragma foreign_keys = 1`)
			return err
		}, "references", "1 records"},
		{"an audit entry that was altered", func(d *desk, _ data.CaseFile) error {
			return d.tamper(`drop trigger audit_never_changes`, `update audit set officer = 'Somebody Else' where seq = 5`)
		}, "audit", "Entry 5 "},
		{"an audit entry that was removed", func(d *desk, _ data.CaseFile) error {
			return d.tamper(`drop trigger audit_never_goes`, `drop trigger audit_details_never_go`, `delete from audit_details where seq = 6`, `delete from audit where seq = 6`)
		}, "audit", "Entry 6 "},
		{"two audit entries that changed places", func(d *desk, _ data.CaseFile) error {
			return d.tamper(`drop trigger audit_never_changes`, `pragma foreign_keys = 0`, `update audit set seq = 9999 where seq = 5`, `update audit set seq = 5 where seq = 6`, `update audit set seq = 6 where seq = 9999`)
		}, "audit", "Entry 5 "},
		{"the words of an audit entry", func(d *desk, _ data.CaseFile) error {
			return d.tamper(`drop trigger audit_details_never_change`, `update audit_details set body = json_set(body, '$.summary', 'Nothing.') where seq = 4`)
		}, "audit", "Entry 4 "},
		{"the pages of a letter", func(d *desk, _ data.CaseFile) error {
			return d.tamper(`drop trigger letter_pages_never_change`, `update letter_pages set pdf = cast('%PDF-1.7 other' as blob)`)
		}, "letters", "1 of "},
		{"a document", func(d *desk, _ data.CaseFile) error {
			return d.tamper(`drop trigger attachment_chunks_never_change`, `update attachment_chunks set bytes = cast('The other bill.' as blob)`)
		}, "documents", "1 of "},
		{"a month that does not sum up", func(d *desk, _ data.CaseFile) error {
			return d.raw(`update month_kinds set cases = cases + 1`)
		}, "figures", "do not sum up"},
		{"what the figures are made of", func(d *desk, f data.CaseFile) error {
			return d.raw(`update case_facts set payer = 'another' where case_key = ?`, f.Key)
		}, "figures", "differs from 1 cases"},
		{"a case that closed and never moved", func(d *desk, _ data.CaseFile) error {
			return d.raw(`update case_events set delta = 0, flow = '' where key = (select max(key) from case_events where delta = 1)`)
		}, "backlog", "1 cases"},
		{"a backup", func(d *desk, _ data.CaseFile) error {
			b, err := d.Backup(d.ctx(), "")
			if err != nil {
				return err
			}
			return flipBit(filepath.Join(b.Path, "casefile.db"), 5*4096+77)
		}, "backups", "page 6 of the database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, true)
			today := data.DateOf(monday, d.Settings().Zone())
			d.do(d.Load(t.Context(), practice.Cases(4, 20, d.Settings(), today.AddDays(-200), today), nil))
			f := d.open()
			f = caseDo(t)(d.attach(f, "bill.txt", "The bill of that night."))
			must[data.ID](t)(d.letter(f))
			d.do(d.auditLink(d.open()))
			d.do(c.damage(d, f))
			d.checkNamed(c.check, c.words)
		})
	}
}

// tamper runs SQL past the session and its triggers.
func (d *desk) tamper(steps ...string) error {
	for _, step := range steps {
		if _, err := d.base.writer.conn.ExecContext(d.ctx(), step); err != nil {
			return err
		}
	}
	return nil
}

// flipBit turns over one bit of a file.
func flipBit(path string, at int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	b := make([]byte, 1)
	if _, err := f.ReadAt(b, at); err != nil {
		return err
	}
	b[0] ^= 1
	_, err = f.WriteAt(b, at)
	return err
}
