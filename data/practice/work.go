package practice

import (
	"strings"

	"rapport/data"
)

func (g *generator) done() bool {
	for _, s := range g.file.Steps {
		if !s.DoneOn.IsZero() {
			return true
		}
	}
	return false
}

func (g *generator) waiting() bool {
	for _, s := range g.file.Steps {
		if s.DoneOn.IsZero() {
			return true
		}
	}
	return false
}

// investigate adds the steps between two days: a look at the record, a talk, a
// question to a manager. Those whose day has not come are open.
func (g *generator) investigate(begun, end data.Date) {
	f := &g.file
	span := max(int(end-begun), 1)
	begun = min(begun, end)
	for i, t := range g.about {
		step := data.Step{ID: g.id(), Kind: data.RecordReview, Subject: t.inquiry, By: f.Owner, InLetter: t.inLetter}
		switch g.IntN(3) {
		case 0:
			step.Kind, step.With = data.Referral, pick(g, managers)+" of "+unitInText(f.Unit)
			step.Unit, step.SentOn, step.Due = f.Unit, begun, g.workday(begun.AddDays(3))
			step.Questions = []string{t.inquiry}
		case 1:
			step.Kind, step.With, step.Position = data.Interview, "Staff who were present", "Staff of "+unitInText(f.Unit)
		default:
			step.From, step.To = begun.AddDays(-2), begun
			step.Minimum = "The entries of the days complained of, and no others."
		}
		done := g.workday(begun.AddDays(g.IntN(span)))
		if done > end {
			done = end
		}
		if g.past(done) && (i == 0 || done < end || g.past(end)) {
			step.DoneOn, step.Result = done, "Answered; see the finding."
		}
		f.Steps = append(f.Steps, step)
	}
	if len(g.about) == 0 {
		f.Steps = append(f.Steps, data.Step{ID: g.id(), Kind: data.OtherStep, Subject: "Ask the unit what happened", By: f.Owner, DoneOn: begun,
			InLetter: "We asked the unit what happened.", Result: "The unit told us its side."})
	}
}

var (
	outcomes       = []data.Outcome{data.Substantiated, data.PartiallySubstantiated, data.Unsubstantiated, data.Inconclusive}
	outcomeWeights = []int{34, 22, 32, 12}
)

// find records a finding and an answer for every issue.
func (g *generator) find(d data.Date) {
	d = max(d, g.day)
	for i := range g.file.Issues {
		is := &g.file.Issues[i]
		out := outcomes[g.weighted(outcomeWeights)]
		is.Finding = data.Finding{Outcome: out, At: g.moment(d, 9+g.IntN(3)), By: g.file.Owner,
			Reasons: "The unit's answer and the record agree.",
			Answer:  "You told us about this, and we asked the unit. We are sorry for the trouble. The manager has taken it up with the team."}
		if i >= len(g.about) {
			continue
		}
		t := g.about[i]
		if out == data.Substantiated || out == data.PartiallySubstantiated {
			is.Finding.Reasons, is.Finding.Answer = t.found, t.upheld
		} else {
			is.Finding.Reasons, is.Finding.Answer = t.not, t.kept
		}
	}
}

// contact adds a conversation with whoever spoke up.
func (g *generator) contact(d data.Date, hour int, mode data.ContactMode, inbound bool, summary string) {
	f := &g.file
	with := "The person"
	if p, ok := f.Complainant(); ok {
		with = strings.TrimSpace(p.FullName())
	}
	f.Contacts = append(f.Contacts, data.Contact{
		ID: g.id(), At: g.moment(d, max(hour, 9)), Mode: mode, Inbound: inbound, With: with, Summary: summary, By: f.Owner,
	})
}

// extras add what only some cases have: notes, tasks, advocacy.
func (g *generator) extras() {
	f := &g.file
	if g.past(g.day.AddDays(1)) && g.chance(35) {
		class := data.NoteOrdinary
		if g.chance(4) {
			class = data.NoteRestricted
		}
		f.Notes = append(f.Notes, data.Note{ID: g.id(), At: g.moment(g.day, 16), By: f.Owner, Class: class, Text: pick(g, noteTexts)})
	}
	if g.chance(8) && f.State != data.StateNew && f.State != data.StateWithdrawn {
		g.advocate()
	}
	if !f.Open() && !g.chance(12) || f.Open() && !g.chance(40) {
		return
	}
	t := data.Task{ID: g.id(), What: pick(g, taskTexts), Due: g.workday(g.day.AddDays(1 + g.IntN(6))), Owner: f.Owner}
	switch {
	case !f.Open():
		last := data.DateOf(f.ClosedAt, g.zone)
		t.Due = max(min(t.Due, last), g.day)
		t.DoneOn, t.DoneBy = t.Due, f.Owner
	case t.Due < g.today && !g.chance(15):
		t.Due = g.today.AddDays(g.IntN(8))
	}
	f.Tasks = append(f.Tasks, t)
}

// advocate adds an action on the patient's behalf.
func (g *generator) advocate() {
	goal := pick(g, advocacyGoals)
	a := data.Advocacy{ID: g.id(), Kind: data.AdvocacyKind(goal.kind), Goal: goal.goal, With: goal.with, Due: g.day.AddDays(20), By: g.file.Owner}
	if done := g.workday(g.day.AddDays(2 + g.IntN(20))); g.past(done) && (g.file.Open() || done <= data.DateOf(g.file.ClosedAt, g.zone)) || !g.file.Open() {
		if !g.file.Open() {
			done = data.DateOf(g.file.ClosedAt, g.zone)
		}
		a.DoneOn, a.Outcome = done, pick(g, []data.AdvocacyOutcome{"achieved", "achieved", "achieved", "partly", "not", "declined"})
		if a.Outcome == "achieved" {
			a.Result = goal.result
			if goal.kind == "bill_hold" || goal.kind == "appeal" {
				a.Recovered = int64(2_500 + g.IntN(90_000))
			}
		}
	}
	g.file.Advocacy = append(g.file.Advocacy, a)
}
