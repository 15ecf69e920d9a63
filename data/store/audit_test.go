package store

import (
	"errors"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/vault"
)

func TestTheAuditChainNamesItsFirstBadEntry(t *testing.T) {
	unlock := []string{`drop trigger audit_never_changes`, `drop trigger audit_never_goes`, `drop trigger audit_details_never_change`, `drop trigger audit_details_never_go`}
	for _, c := range []struct {
		name string
		sql  []string
		bad  int64
	}{
		{"an entry changed", []string{`update audit set officer = 'Somebody Else' where seq = 4`}, 4},
		{"the time of an entry changed", []string{`update audit set at = at + 1 where seq = 5`}, 5},
		{"the details of an entry changed", []string{`update audit_details set body = '{"summary":"Nothing happened."}' where seq = 4`}, 4},
		{"an entry removed", []string{`delete from audit_details where seq = 5`, `delete from audit where seq = 5`}, 5},
		{"two entries exchanged", []string{
			`update audit set action = (select b.action from audit b where b.seq = 9 - audit.seq) where seq in (4, 5)`,
			`update audit set digest = (select b.digest from audit b where b.seq = 9 - audit.seq), mac = (select b.mac from audit b where b.seq = 9 - audit.seq) where seq in (4, 5)`}, 4},
		{"the end cut off", []string{`delete from audit_details where seq > 5`, `delete from audit where seq > 5`}, 6},
		{"the end cut off and the head set back", []string{`delete from audit_details where seq > 5`, `delete from audit where seq > 5`,
			`update audit_head set seq = 5, mac = (select mac from audit where seq = 5)`}, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, false)
			for range 4 {
				d.open()
			}
			if r := must[ChainReport](t)(d.VerifyChain(t.Context(), nil)); !r.OK() || r.Entries < 6 {
				t.Fatalf("before the change: %+v", r)
			}
			for _, query := range append(unlock, c.sql...) {
				if err := d.raw(query); err != nil {
					t.Fatal(err)
				}
			}
			r := must[ChainReport](t)(d.VerifyChain(t.Context(), nil))
			if r.BadSeq != c.bad {
				t.Errorf("named entry %d (%s), want %d", r.BadSeq, r.Problem, c.bad)
			}
			// The session ends with an entry, which a head that was set back refuses.
			if err := d.Lock(t.Context()); (err != nil) != (c.name == "the end cut off and the head set back") && !strings.Contains(c.name, "cut off") {
				t.Error(err)
			}
		})
	}
}

func TestTheAuditChainCannotBeChangedBySQL(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	for _, query := range []string{
		`update audit set officer = 'x'`, `delete from audit`, `update audit_details set body = '{}'`, `delete from audit_details`,
		`insert or replace into audit select seq, at, 'x', action, case_key, object, digest, mac from audit where seq = 1`,
	} {
		if err := d.raw(query); err == nil {
			t.Errorf("%s was allowed", query)
		}
	}
}

func TestEveryViewOfACaseIsInTheChain(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	for range 3 {
		caseDo(t)(d.Case(t.Context(), f.Number))
	}
	d.again() // locking writes what was still queued
	views := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "case.view", CaseKey: f.Key}))
	if len(views) != 3 || views[0].By != "Dana Whitfield" || views[0].Object != f.Number {
		t.Errorf("the views are %+v", views)
	}
}

func TestFailedSignInsAreInTheChainAfterTheNextSuccess(t *testing.T) {
	d := newDesk(t, false)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	f := d.File()
	if _, err := f.SignIn(t.Context(), "Dana Whitfield", "something else altogether"); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Fatal(err)
	}
	if _, err := f.SignIn(t.Context(), passphrase, "typed into the wrong field"); !errors.Is(err, vault.ErrUnknownOfficer) {
		t.Fatal(err)
	}
	s := must[*Session](t)(f.SignIn(t.Context(), "dana whitfield ", passphrase))
	d.Session = s
	failed := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "session.fail"}))
	if len(failed) != 2 || failed[1].By != "Dana Whitfield" || strings.Contains(failed[0].By, "herons") {
		t.Errorf("the failures are %+v", failed)
	}
	if name := s.Officer().Name; name != "Dana Whitfield" {
		t.Errorf("signed in as %q", name)
	}
}

func TestTheAuditIsReadInPages(t *testing.T) {
	d := newDesk(t, false)
	for range 5 {
		d.open()
	}
	var seqs []int64
	for before := int64(0); ; {
		page := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Before: before, Limit: 3}))
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			seqs = append(seqs, e.Seq)
		}
		before = page[len(page)-1].Seq
	}
	for i, seq := range seqs {
		if seq != int64(len(seqs)-i) {
			t.Fatalf("the pages gave %v", seqs)
		}
	}
	today := d.Settings().Today(d.clock.now())
	if n := len(must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{From: today, To: today, Action: "case.open"}))); n != 5 {
		t.Errorf("%d cases were opened today", n)
	}
	if n := len(must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{From: today.AddDays(1)}))); n != 0 {
		t.Errorf("%d entries are of tomorrow", n)
	}
	var none []data.HistoryEntry
	if none = must[[]data.HistoryEntry](t)(d.History(t.Context(), 99, 0, 5)); len(none) != 0 {
		t.Errorf("a case that is not there has the history %+v", none)
	}
}

func TestTheAuditIsChosenByWhatWasDone(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	caseDo(t)(d.SavePerson(t.Context(), f.Key, f.People[0]))
	caseDo(t)(d.AddTask(t.Context(), f.Key, data.Task{What: "Call", Due: d.Settings().Today(d.clock.now())}))
	caseDo(t)(d.Case(t.Context(), f.Number))
	d.again() // the view is written
	for name, c := range map[string]struct {
		among, but []string
		want       string
	}{
		"everything":      {nil, nil, "case.view task.add person.save case.open"},
		"without views":   {nil, []string{"case.view"}, "task.add person.save case.open"},
		"two matters":     {[]string{"person.", "task."}, nil, "task.add person.save"},
		"all but one":     {[]string{"case.", "task."}, []string{"case.view", "task."}, "case.open"},
		"an underscore":   {[]string{"case_"}, nil, ""},
		"nothing of such": {[]string{"letter."}, nil, ""},
	} {
		var got []string
		for _, e := range must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{CaseKey: f.Key, Among: c.among, But: c.but})) {
			got = append(got, e.Action)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, " "), c.want)
		}
	}
}
