package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
)

// TestTheStandardsOfAnOlderCaseFileStay opens the case file of the first version,
// whose settings had three numbers of days, and finds them as standards.
func TestTheStandardsOfAnOlderCaseFileStay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.CopyFS(dir, os.DirFS(fixture(2))); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	f := must[*File](t)(Open(dir))
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	s := must[*Session](t)(f.SignIn(t.Context(), "Dana Whitfield", passphrase))
	set := s.Settings()
	for _, want := range []data.Standard{{Clock: data.ClockAcknowledge, Days: 2, Unit: data.BusinessDays},
		{Clock: data.ClockDecide, Days: 7, Unit: data.CalendarDays}, {Clock: data.ClockAnswer, Days: 30, Unit: data.CalendarDays},
		{Clock: data.ClockPrivacy, Days: 30, Unit: data.CalendarDays}} {
		if got := set.Standard(want.Clock); got != want {
			t.Errorf("the standard is %+v, want %+v", got, want)
		}
	}
	if len(set.Standards) != 3 || set.PauseLimit != 30 {
		t.Errorf("the settings have %+v and the limit %d", set.Standards, set.PauseLimit)
	}
	if gaps := set.Validate().Blocking(); len(gaps) > 0 {
		t.Errorf("the settings cannot be saved: %+v", gaps)
	}
	if !s.Officer().Roles.Has(data.RoleManager) {
		t.Error("whoever set the older case file up is no supervisor")
	}
	var raw string
	if err := s.base.read(t.Context(), func(t *tx) error { return t.get(`select body from settings`, nil, &raw) }); err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"acknowledge_days", "decision_days", "answer_days"} {
		if strings.Contains(raw, gone) {
			t.Errorf("%s is still kept", gone)
		}
	}
	c := caseDo(t)(s.Case(t.Context(), "PR-2026-00001"))
	for _, k := range c.Clocks {
		if k.Base.IsZero() || k.Base != k.Due || k.EnteredLater() {
			t.Errorf("the clock of the older case file is %+v", k)
		}
	}
	if len(c.Clocks) == 0 {
		t.Error("the case of the fixture has no clock, so nothing is proven")
	}
}
