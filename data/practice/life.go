package practice

import (
	"time"

	"rapport/data"
)

// live plays what became of the case until today, by the ways that the state
// machine knows.
func (g *generator) live() {
	f := &g.file
	switch {
	case f.Kind.NeedsNotice():
		g.grievance()
	case f.Answers.ResolvedNow:
		g.contact(g.day, 0, "in_person", true, "Told us on the spot; staff put it right at once.")
		g.close(g.day, 0)
	case f.Kind == data.Compliment:
		g.finishOn(g.day.AddDays(g.IntN(4)), "Thanked the person and passed the words on to the team.")
	default:
		g.answered()
	}
	g.extras()
	g.keepPromises()
	g.records()
}

// past reports whether the day is over: the office has not yet worked today.
func (g *generator) past(d data.Date) bool { return d < g.today }

// workday moves a day to the next on which the office works.
func (g *generator) workday(d data.Date) data.Date {
	for !data.IsBusinessDay(d, g.Holidays) {
		d = d.AddDays(1)
	}
	return d
}

// moment returns a time of the day within office hours, never before receipt.
func (g *generator) moment(d data.Date, hour int) time.Time {
	at := g.at(d, hour*60+g.IntN(60))
	if at.Before(g.received) {
		at = g.received.Add(time.Duration(10+g.IntN(40)) * time.Minute)
	}
	return at.UTC()
}

// finishOn closes the case on the day with a word to the person, or leaves it
// new when the day has not come.
func (g *generator) finishOn(d data.Date, said string) {
	d = g.workday(d)
	if !g.past(d) {
		return
	}
	g.contact(d, 11, "phone", false, said)
	g.close(d, 14)
}

func (g *generator) close(d data.Date, hour int) {
	f := &g.file
	f.State, f.ClosedAt = data.StateClosed, g.moment(d, max(hour, 9))
	f.Closure = data.ClosedSatisfied
	switch {
	case f.Kind.NeedsNotice() && g.chance(22):
		f.Closure = data.ClosedReasonable
	case g.chance(25):
		f.Closure = data.ClosedUnknownMood
	}
	g.ending()
}

// ending is what the officer said when the case was closed.
func (g *generator) ending() {
	f := &g.file
	if !f.Kind.Complains() {
		return
	}
	e := data.CloseRecord{Privacy: "none", QAPI: data.QAPIFor(*f), NoAction: "Put right; nothing else to change was found."}
	e.Satisfied, _ = data.SatisfiedBy(f.Closure)
	if e.QAPI == "" {
		e.QAPI = "none"
	}
	if e.Satisfied == data.NotSatisfied {
		e.Efforts, e.Manager = []string{"The manager of the unit called and explained what will change."}, f.Owner
	}
	f.Ending = e
}

// answered plays a case that owes an answer but no notice.
func (g *generator) answered() {
	days := 1 + g.IntN(26)
	if g.chance(6) {
		days = 31 + g.IntN(25)
	}
	done := g.workday(g.day.AddDays(days))
	if g.chance(2) && g.withdraw(done) {
		return
	}
	seen := g.workday(g.day.AddDays(g.IntN(3)))
	if !g.past(seen) {
		return
	}
	g.file.State = data.StateTriaged
	begun := g.workday(seen.AddDays(1 + g.IntN(3)))
	if g.past(begun) {
		g.file.State = data.StateInvestigating
		g.investigate(begun, done)
	}
	if !g.past(done) {
		return
	}
	g.find(done)
	if g.chance(3) && g.unreachable(done) {
		return
	}
	g.meet(g.file.Kind.AnswerClock(), done)
	g.finishOn(done, "Told the person what was found and what will change.")
}

// letterDays is how long before today a review may have ended whose letter is
// still being written: these are the letters that a learner can try.
const letterDays = 7

// grievance plays a case that owes an acknowledgement and a notice of decision.
func (g *generator) grievance() {
	f := &g.file
	acknowledged, decided := g.acknowledgeDay(), g.decideDay()
	decided = max(decided, g.workday(acknowledged.AddDays(1)))
	if g.chance(1) && !f.Classification.Immediate && g.withdraw(decided) {
		return
	}
	if !g.past(acknowledged) {
		if g.past(g.day.AddDays(1)) {
			f.State = data.StateTriaged
		}
		return
	}
	if acknowledged > g.day && g.chance(14) {
		g.attempt(acknowledged, 9)
	}
	c := g.contact(acknowledged, 10, "phone", false, "Acknowledged the concern, said who looks into it and by when we answer in writing.")
	if g.chance(26) {
		g.promise(c, acknowledged)
	}
	g.readBack(acknowledged)
	g.meet(data.ClockAcknowledge, acknowledged)
	f.State = data.StateAcknowledged
	g.settleAuthority()
	g.extend(acknowledged, decided)
	begun := g.workday(acknowledged.AddDays(g.IntN(2)))
	if g.past(begun) {
		f.State = data.StateInvestigating
		g.investigate(begun, decided)
		g.approach(decided)
	}
	if decided >= g.today.AddDays(-letterDays) && g.past(decided) {
		g.find(decided)
		g.signOff(decided)
		f.CompletedOn, f.State = decided, pick(g, []data.State{data.StateDraft, data.StateSignOff, data.StateSignOff, data.StateSignOff})
		return
	}
	if g.past(decided) {
		g.find(decided)
		g.signOff(decided)
		g.meet(data.ClockDecide, decided)
		g.meet(data.ClockCivilRights, decided)
		f.CompletedOn = decided
		g.letter(decided)
		g.close(decided, 15)
		return
	}
	g.lastSteps(decided)
}

// letter records that the notice of decision was issued and posted on the day.
// Its words are those that the case gives; its pages are not made.
func (g *generator) letter(d data.Date) {
	f := &g.file
	notice, _ := data.BuiltinTemplate(data.NoticeOfDecision, data.English)
	l := data.Letter{ID: g.id(), Kind: data.NoticeOfDecision, Number: 1, IssuedAt: g.moment(d, 13), IssuedBy: f.Owner, Date: d, Pages: 1,
		Draft: data.DraftLetterFor(*f, notice, data.Officer{Name: f.Owner, Phone: g.Phone}, g.Settings, d)}
	if p, ok := f.PersonByID(l.Draft.Addressee); ok {
		l.Addressee = p.FullName()
	}
	l.Dispatches = []data.Dispatch{{Method: "post", On: d, By: f.Owner}}
	f.Letters = []data.Letter{l}
}

// acknowledgeDay keeps the office's standard nine times in ten.
func (g *generator) acknowledgeDay() data.Date {
	d := g.workday(g.day.AddDays(g.weighted([]int{35, 40, 25})))
	due := g.due(data.ClockAcknowledge)
	if g.chance(9) {
		return g.workday(due.AddDays(1 + g.IntN(4)))
	}
	return min(d, due)
}

// decideDay is within seven days for four in five; the rest need an extension
// or are simply late.
func (g *generator) decideDay() data.Date {
	due := g.due(data.ClockDecide)
	switch k := g.IntN(100); {
	case k < 78:
		d := g.workday(g.day.AddDays(2 + g.IntN(6)))
		for d > due || !data.IsBusinessDay(d, g.Holidays) {
			d = d.AddDays(-1)
		}
		return max(d, g.day)
	case k < 93:
		return g.workday(due.AddDays(1 + g.IntN(14)))
	default:
		return g.workday(due.AddDays(8 + g.IntN(35)))
	}
}

func (g *generator) due(kind data.ClockKind) data.Date {
	for _, c := range g.file.Clocks {
		if c.Kind == kind {
			return c.Due
		}
	}
	return g.day
}

func (g *generator) meet(kind data.ClockKind, on data.Date) {
	for i := range g.file.Clocks {
		if c := &g.file.Clocks[i]; c.Kind == kind && c.Running() {
			c.MetOn, c.EnteredOn = on, on
		}
	}
}

// extend moves the day of the decision when it was clear in time that the
// review would take longer, as it mostly is.
func (g *generator) extend(acknowledged, decided data.Date) {
	for i := range g.file.Clocks {
		c := &g.file.Clocks[i]
		if c.Kind != data.ClockDecide || decided <= c.Due || g.chance(30) {
			continue
		}
		on := max(acknowledged, c.Due.AddDays(-1-g.IntN(2)))
		if !g.past(on) || on > c.Due {
			return
		}
		c.Changes = []data.ClockChange{{At: g.moment(on, 13), By: g.file.Owner, From: c.Due, To: max(decided, c.Due.AddDays(14)),
			Reason: "The department needs more time to answer; the person was told.", Agreed: "the person, by phone"}}
		c.Due = c.Changes[0].To
		g.contact(on, 13, "phone", false, "Said why it takes longer, and by when the answer comes.").Update = true
	}
}

// withdraw ends the case because the person took it back, if that day has come.
func (g *generator) withdraw(d data.Date) bool {
	if !g.past(d) {
		return false
	}
	g.contact(d, 10, "phone", true, "Takes the matter back; it was settled within the family and needs no more.")
	g.file.State, g.file.Closure, g.file.ClosedAt = data.StateWithdrawn, data.ClosedWithdrawn, g.moment(d, 12)
	g.stopClocks()
	return true
}

// stopClocks ends the duties that are no longer owed.
func (g *generator) stopClocks() {
	for i := range g.file.Clocks {
		if g.file.Clocks[i].Running() {
			g.file.Clocks[i].Stopped = true
		}
	}
}

// lastSteps places an open grievance between the investigation and the letter,
// by how near the decision is.
func (g *generator) lastSteps(decided data.Date) {
	f := &g.file
	if f.State != data.StateInvestigating || !g.done() {
		return
	}
	switch left := int(decided - g.today); {
	case left <= 3:
		f.State = data.StateFindings
	case g.waiting():
		f.State = data.StateAwaiting
	}
	if g.chance(3) {
		f.Resume, f.State = f.State, data.StateOnHold
	}
}
