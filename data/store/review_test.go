package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"rapport/data"
)

func count(m data.AuditMonth, what string) int {
	return m.Counts[slices.IndexFunc(data.AuditKinds, func(k data.AuditKind) bool { return k.What == what })]
}

func TestTheMonthIsReviewedInNumbersAndSigned(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	f = caseDo(t)(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
	must[data.Note](t)(d.RevealNote(d.ctx(), f.Key, f.Notes[0].ID, "Counsel asked."))
	caseDo(t)(d.Case(d.ctx(), f.Number))
	if err := d.Prove(d.ctx(), "not the passphrase at all"); err == nil {
		t.Fatal("any passphrase is taken")
	}
	d.secondWith(data.RoleOfficer)
	d.as("Pat Winter", theirs)
	caseDo(t)(d.Case(d.ctx(), f.Number))
	d.as("Dana Whitfield", passphrase)

	now := d.Session.today().Month()
	m := must[data.AuditMonth](t)(d.AuditMonth(d.ctx(), now))
	for what, want := range map[string]int{"Sign-ins": 3, "Wrong passphrases": 1, "Restricted notes shown": 1, "Cases looked at": 2, "People and keys": 1, "Broken glass": 0} {
		if got := count(m, what); got != want {
			t.Errorf("%s: %d, want %d", what, got, want)
		}
	}
	if len(m.People) != 2 || m.People[1].Name != "Pat Winter" || count(data.AuditMonth{Counts: m.People[1].Counts}, "Cases looked at") != 1 {
		t.Errorf("by person: %+v", m.People)
	}
	if len(m.Reviews) != 0 {
		t.Errorf("reviewed already: %+v", m.Reviews)
	}
	lacks(t, d.ReviewAudit(d.ctx(), now, " "), "note")
	lacks(t, d.ReviewAudit(d.ctx(), now.Add(1), "Fine."), "month")
	d.do(d.ReviewAudit(d.ctx(), now, "Pat looked at one case, which is Pat's."))
	m = must[data.AuditMonth](t)(d.AuditMonth(d.ctx(), now))
	if len(m.Reviews) != 1 || m.Reviews[0].By != "Dana Whitfield" || m.Reviews[0].Note != "Pat looked at one case, which is Pat's." {
		t.Errorf("kept as %+v", m.Reviews)
	}
	if before := must[data.AuditMonth](t)(d.AuditMonth(d.ctx(), now.Add(-1))); before.Entries != 0 || len(before.Reviews) != 0 {
		t.Errorf("the month before holds %+v", before)
	}
	d.as("Pat Winter", theirs)
	if _, err := d.AuditMonth(d.ctx(), now); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an officer reads the review: %v", err)
	}
	if _, err := d.AccessReview(d.ctx()); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an officer reads who signed in when: %v", err)
	}
}

func TestAMonthThatEndedWaitsForItsReview(t *testing.T) {
	d := newDesk(t, false)
	if _, waits, err := d.UnreviewedMonth(d.ctx()); err != nil || waits {
		t.Fatalf("in the first month: %v, %v", waits, err)
	}
	was := d.Session.today().Month()
	d.clock.set(d.clock.now().Add(32 * 24 * time.Hour))
	month, waits, err := d.UnreviewedMonth(d.ctx())
	if err != nil || !waits || month != was {
		t.Fatalf("after it ended: %v, %v, %v", month, waits, err)
	}
	d.do(d.ReviewAudit(d.ctx(), month, "Nothing stands out."))
	if _, waits, _ := d.UnreviewedMonth(d.ctx()); waits {
		t.Error("it still waits once it was reviewed")
	}
}
