package store

import (
	"testing"
	"time"

	"rapport/data"
)

func TestTheThirdSimilarIssueOfAUnitInAQuarterIsCounted(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	add := func(unit, issueUnit string, received time.Time) data.CaseFile {
		in := spoken(received)
		in.Unit, in.Issues = unit, []data.Issue{{Words: "x", Category: "safety", Severity: 1, Unit: issueUnit}}
		return do(d.OpenCase(ctx, in))
	}
	d.clock.set(time.Date(2026, 5, 20, 15, 0, 0, 0, time.UTC))
	now := d.clock.now()
	add("4 West", "", now.AddDate(0, -2, 0))       // in March: the quarter before
	add("5 East", "", now)                         // another unit
	add("5 East", "4 West", now.AddDate(0, -1, 0)) // the issue's own unit counts
	d.void(add("4 West", "", now))
	f := add("4 West", "", now)
	themes := must[[]data.Theme](t)(d.Themes(ctx, f))
	if len(themes) != 1 || themes[0].Cases != 2 || themes[0].Unit != "4 West" {
		t.Fatalf("the themes are %+v", themes)
	}
	add("4 West", "", now)
	if themes = must[[]data.Theme](t)(d.Themes(ctx, f)); themes[0].Cases != data.ThemeCases {
		t.Errorf("the themes are %+v", themes)
	}
}

func TestTheCommitteesReviewMeetsItsClock(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	do(d.StartClock(ctx, f.Key, data.ClockStart{Kind: data.ClockCommittee, From: today}))
	f = do(d.SaveRecord(ctx, f.Key, &data.CommitteeReview{On: today, Delegation: "Board resolution 2025-14", Members: []string{"Lee Park"}, Decision: "Upheld."}))
	if c := f.Clocks[len(f.Clocks)-1]; c.Kind != data.ClockCommittee || c.MetOn != today {
		t.Errorf("the committee's clock is %+v", c)
	}
	f = do(d.Undo(ctx))
	if c := f.Clocks[len(f.Clocks)-1]; !c.Running() || len(f.Reviews) != 0 {
		t.Errorf("taken back, the clock is %+v, the reviews %+v", c, f.Reviews)
	}
}

func TestAnAttorneysLetterPutsTheCaseOnHold(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	e := data.NewEscalation("attorney", d.Settings().Today(d.clock.now()), d.Settings())
	f = do(d.SaveRecord(ctx, f.Key, &e))
	if !f.Hold.Stands() || !f.Flags().Has(data.FlagLegalHold) {
		t.Fatalf("the hold is %+v", f.Hold)
	}
	owed := f.Owed()
	if last := owed[len(owed)-1]; last.Due != e.On || last.Kind != data.OwedTask {
		t.Errorf("owed is %+v", owed)
	}
	if _, err := d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)); err == nil {
		t.Error("closed under a legal hold")
	}
}
