package store

import (
	"testing"
	"time"

	"rapport/data"
)

// TestAnAnonymousReportOfHarmGoesAllTheWay takes a report of harm without any
// name from receipt to its closing: there is nobody to write to, so findings,
// the day and the closure must do.
func TestAnAnonymousReportOfHarmGoesAllTheWay(t *testing.T) {
	for name, mark := range map[string]func(*data.Intake){
		"ticked as anonymous":           func(in *data.Intake) { in.Anonymous = true },
		"from somebody not to be named": func(in *data.Intake) { in.Relation = "anonymous" },
		"found anonymous later":         func(*data.Intake) {},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, false)
			ctx, do := t.Context(), caseDo(t)
			in := data.Intake{Channel: data.ByLetter, ReceivedAt: d.clock.now().Add(-time.Hour), Story: "A nurse struck a patient.", Owner: "Dana Whitfield",
				Answers: data.Answers{AllegesHarm: true}, Issues: []data.Issue{{Words: "Struck.", Category: data.HCAT[0].Code, Severity: 3}}}
			mark(&in)
			f := do(d.OpenCase(ctx, in))
			if f.Kind != data.Grievance {
				t.Fatalf("alleged harm became a %s", f.Kind)
			}
			if !f.Anonymous {
				a := f.Answers
				a.Anonymous = true
				if f = do(d.classify(ctx, f, a, "", "")); !f.Anonymous || f.Kind != data.Grievance {
					t.Fatalf("anonymous is %v, kind %s", f.Anonymous, f.Kind)
				}
			}
			today := d.Settings().Today(d.clock.now())
			closing := settled(data.ClosedUnknownMood, today)
			if _, err := d.Act(ctx, f.Key, data.ActClose, "", closing); err == nil {
				t.Fatal("closed without a finding")
			}
			do(d.Act(ctx, f.Key, data.ActTriage, "", data.Closing{}))
			do(d.Act(ctx, f.Key, data.ActInvestigate, "", data.Closing{}))
			do(d.SaveStep(ctx, f.Key, data.Step{Kind: data.StepKinds[0].Value, Subject: "The ward", With: "The manager", Result: "Asked.", DoneOn: today}))
			do(d.Act(ctx, f.Key, data.ActFindings, "", data.Closing{}))
			do(d.RecordFinding(ctx, f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Inconclusive, Reasons: "No name.", Answer: "The ward was reminded."}))
			f = do(d.Act(ctx, f.Key, data.ActClose, "", closing))
			if f.State != data.StateClosed {
				t.Errorf("the state is %s", f.State)
			}
			for _, k := range f.Clocks {
				if k.Running() {
					t.Errorf("the clock %s still runs", k.Label())
				}
			}
		})
	}
}

func TestANameThatBecameKnownEndsAnonymity(t *testing.T) {
	d := newDesk(t, false)
	in := spoken(d.clock.now())
	in.Anonymous, in.Patient = true, data.Person{}
	f := caseDo(t)(d.OpenCase(t.Context(), in))
	a := f.Answers
	a.Anonymous = false
	if f = caseDo(t)(d.classify(t.Context(), f, a, "", "")); f.Anonymous {
		t.Error("still anonymous")
	}
}
