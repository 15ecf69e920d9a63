package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"rapport/data"
)

// errBack takes a tampering back after it was looked at.
var errBack = errors.New("taken back")

// Somebody who has the data key and a program for SQL, but not the key of the chain,
// does each thing to each entry. The first bad entry is named every time.
func TestEveryTamperingWithAnyEntryIsNamed(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	caseDo(t)(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}))
	d.do(d.RecordExport(d.ctx(), "a list"))
	d.again()
	last := d.number(`select max(seq) from audit`)
	if r := must[ChainReport](t)(d.VerifyChain(d.ctx(), nil)); !r.OK() || r.Entries != last || last < 6 {
		t.Fatalf("the chain before: %+v", r)
	}
	try := func(name string, want int64, statements ...string) {
		t.Helper()
		var r ChainReport
		err := d.base.write(context.Background(), func(x *tx) error {
			if err := x.exec(`pragma defer_foreign_keys = on`); err != nil {
				return err
			}
			for _, name := range d.auditTriggers(x) {
				if err := x.exec(`drop trigger ` + name); err != nil {
					return err
				}
			}
			for _, s := range statements {
				if err := x.exec(s); err != nil {
					return fmt.Errorf("%s: %w", s, err)
				}
			}
			var err error
			if r, err = d.chain.verify(x, nil); err != nil {
				return err
			}
			return errBack
		})
		if !errors.Is(err, errBack) {
			t.Fatalf("%s: %v", name, err)
		}
		if r.BadSeq != want || r.Problem == "" {
			t.Errorf("%s: the first bad entry is %d (%s), not %d", name, r.BadSeq, r.Problem, want)
		}
	}
	for seq := int64(1); seq <= last; seq++ {
		at := fmt.Sprintf(" where seq = %d", seq)
		for column, value := range map[string]string{"at": "at + 1", "officer": "'Somebody Else'", "action": "'case.view'||action", "case_key": "coalesce(case_key, 0) + 1",
			"object": "object || 'x'", "digest": "zeroblob(32)", "mac": "zeroblob(32)"} {
			try(fmt.Sprintf("%s of entry %d edited", column, seq), seq, `update audit set `+column+` = `+value+at)
		}
		try(fmt.Sprintf("details of entry %d edited", seq), seq, `update audit_details set body = body || ' '`+at)
		try(fmt.Sprintf("details of entry %d removed", seq), seq, `delete from audit_details`+at)
		try(fmt.Sprintf("entry %d removed", seq), seq, `delete from audit_details`+at, `delete from audit`+at)
		try(fmt.Sprintf("entry %d removed and those after it moved up", seq), seq, `delete from audit_details`+at, `delete from audit`+at,
			fmt.Sprintf(`update audit_details set seq = -seq where seq > %d`, seq), fmt.Sprintf(`update audit set seq = 1000000 + seq where seq > %d`, seq),
			fmt.Sprintf(`update audit set seq = seq - 1000001 where seq > %d`, seq), `update audit_details set seq = -seq - 1 where seq < 0`)
		if seq < last {
			try(fmt.Sprintf("entries %d and %d exchanged", seq, seq+1), seq, fmt.Sprintf(`update audit set seq = 1000000 where seq = %d`, seq),
				fmt.Sprintf(`update audit set seq = %d where seq = %d`, seq, seq+1), fmt.Sprintf(`update audit set seq = %d where seq = 1000000`, seq+1))
			try(fmt.Sprintf("everything after entry %d cut off, the head with it", seq), seq+1, fmt.Sprintf(`delete from audit_details where seq > %d`, seq),
				fmt.Sprintf(`delete from audit where seq > %d`, seq), fmt.Sprintf(`update audit_head set seq = %d, mac = (select mac from audit where seq = %d)`, seq, seq))
		}
		try(fmt.Sprintf("entry %d copied to the end", seq), last+1,
			fmt.Sprintf(`insert into audit (seq, at, officer, action, case_key, object, digest, mac) select %d, at, officer, action, case_key, object, digest, mac from audit where seq = %d`, last+1, seq),
			fmt.Sprintf(`insert into audit_details (seq, body) select %d, body from audit_details where seq = %d`, last+1, seq))
	}
	for column, value := range map[string]string{"seq": "seq + 1", "mac": "zeroblob(32)", "seal": "zeroblob(32)"} {
		try(column+" of the head edited", last+1, `update audit_head set `+column+` = `+value)
	}
	if r := must[ChainReport](t)(d.VerifyChain(d.ctx(), nil)); !r.OK() {
		t.Errorf("the chain afterwards: %+v", r)
	}
}

// auditTriggers are those that keep SQL from changing the chain.
func (d *desk) auditTriggers(t *tx) (names []string) {
	d.t.Helper()
	d.do(t.each(`select name from sqlite_schema where type = 'trigger' and tbl_name like 'audit%'`, nil, scanTexts(func(name string) { names = append(names, name) })))
	return names
}
