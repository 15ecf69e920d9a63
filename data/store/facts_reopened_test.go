package store

import (
	"fmt"
	"testing"
	"time"

	"rapport/data"
)

func TestReopeningsBelongToThePeriodOfTheClosingBeforeThem(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	today := func() data.Date { return d.Settings().Today(d.clock.now()) }
	in := spoken(d.clock.now())
	in.Answers = data.Answers{ResolvedNow: true} // a complaint, which closes without a letter
	f := caseDo(t)(d.OpenCase(ctx, in))
	quiet := caseDo(t)(d.OpenCase(ctx, in))
	wait := func(days int) { d.clock.set(d.clock.now().Add(time.Duration(days) * 24 * time.Hour)) }
	end := func(key int64) { caseDo(t)(d.Act(ctx, key, data.ActClose, "", settled(data.ClosedSatisfied, today()))) }
	reopen := func(why data.ReopenCause) {
		caseDo(t)(d.Act(ctx, f.Key, data.ActReopen, "She called again.", data.Closing{Cause: why}))
	}
	end(quiet.Key)
	end(f.Key)
	first := today()
	wait(5)
	reopen("new_information")
	again := today()
	wait(40)
	end(f.Key)
	second := today()
	wait(3)
	reopen("dissatisfied")
	last := today()

	both := must[data.SummaryFacts](t)(d.SummaryFacts(ctx, data.Period{From: first, To: second}))
	want := fmt.Sprint([]data.ReopenFact{{Case: f.Key, ClosedOn: first, On: again, Why: "new_information"}, {Case: f.Key, ClosedOn: second, On: last, Why: "dissatisfied"}})
	if got := fmt.Sprint(both.Reopened); got != want {
		t.Errorf("reopened: %s, want %s", got, want)
	}
	late := must[data.SummaryFacts](t)(d.SummaryFacts(ctx, data.Period{From: second, To: second}))
	if len(late.Reopened) != 1 || late.Reopened[0].On != last {
		t.Errorf("the closing of the last day alone: %v", late.Reopened)
	}
}
