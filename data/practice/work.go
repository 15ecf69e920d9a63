package practice

import (
	"strings"

	"rapport/data"
)

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

// extras add what only some cases have: notes, tasks, advocacy.
func (g *generator) extras() {
	f := &g.file
	if g.past(g.day.AddDays(1)) && g.chance(35) {
		n := data.Note{ID: g.id(), At: g.moment(g.day, 16), By: f.Owner, Class: data.NoteOrdinary, Text: pick(g, noteTexts)}
		if g.chance(5) {
			x := pick(g, keptNotes)
			n.Class, n.Text = x.class, x.text
		}
		f.Notes = append(f.Notes, n)
	}
	// Open cases show more of it: what runs is what a learner can try.
	if share := map[bool]int{true: 24, false: 9}[f.Open()]; g.chance(share) && f.State != data.StateNew && f.State != data.StateWithdrawn {
		g.advocate()
	}
	if f.State != data.StateNew {
		g.triaged()
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

// keptNotes are notes of the classes that stay hidden until somebody asks.
var keptNotes = []struct {
	class data.NoteClass
	text  string
}{
	{data.NoteRestricted, "The person named a member of the staff whom they are afraid of; only the manager was told."},
	{data.NoteRestricted, "A relative asked about the patient and was told nothing."},
	{data.NoteLegal, "Counsel asked to see the letter before it goes."},
	{data.NoteSubstance, "The person spoke of treatment in the recovery program; see the consent on file before anything is said."},
	{data.NotePSWP, "PSR-2044"},
}

// advocate adds an action on the patient's behalf.
func (g *generator) advocate() {
	f := &g.file
	goal := pick(g, advocacyGoals)
	if f.Open() && g.chance(40) {
		goal = pick(g, advocacyGoals[:appealGoals])
	}
	a := data.Advocacy{ID: g.id(), Kind: data.AdvocacyKind(goal.kind), Goal: goal.goal, With: goal.with, Due: g.day.AddDays(20), By: f.Owner,
		Agreed: data.AdvocacyKind(goal.kind) == data.QIOReferral}
	done := g.workday(g.day.AddDays(2 + g.IntN(20)))
	if !f.Open() {
		done = data.DateOf(f.ClosedAt, g.zone)
	}
	ended := g.past(done)
	if ended {
		a.DoneOn, a.Outcome = done, pick(g, []data.AdvocacyOutcome{"achieved", "achieved", "achieved", "partly", "not", "declined"})
	}
	if a.Kind == "appeal" || a.Kind == "qio_appeal" {
		if ended && f.Open() { // an appeal takes longer than the case is old
			a.DoneOn, a.Outcome, ended = 0, "", false
		}
		g.appeal(&a)
		if ended {
			a.Outcome = appealEndings[a.Levels[len(a.Levels)-1].Outcome]
		}
	} else if a.Kind == "bill_hold" && a.Outcome == "achieved" {
		a.Recovered = int64(2_500 + g.IntN(90_000))
	}
	if a.Outcome == "achieved" {
		a.Result = goal.result
	}
	for i, what := range []string{"Ask " + goal.with, "Tell the patient what came of it"} {
		st := data.AdvocacyStep{What: what}
		if ended || i == 0 && g.past(g.day) && g.chance(70) {
			st.DoneOn = max(g.day, min(a.DoneOn, g.today.AddDays(-1)))
		}
		a.Steps = append(a.Steps, st)
	}
	f.Advocacy = append(f.Advocacy, a)
}

// readBack records how the officer understood the issues, read back to the
// person and agreed, in two cases of three.
func (g *generator) readBack(on data.Date) {
	if !g.chance(66) {
		return
	}
	for i := range g.file.Issues {
		if i < len(g.about) {
			is := &g.file.Issues[i]
			is.Understood, is.AgreedOn = "To be looked into: "+strings.ToLower(g.about[i].inquiry[:1])+g.about[i].inquiry[1:]+".", on
		}
	}
}

// triaged is what was judged when the case was first looked at.
func (g *generator) triaged() {
	f := &g.file
	switch severest := f.MaxSeverity(); {
	case f.Classification.Immediate:
		f.Urgency = "immediate"
	case severest == 3:
		f.Urgency = "today"
	case severest == 2:
		f.Urgency = "48h"
	default:
		f.Urgency = "routine"
	}
	if f.Kind.Complains() && g.chance(50) {
		f.Recurrence = 1 + g.weighted([]int{15, 30, 35, 15, 5})
	}
}
