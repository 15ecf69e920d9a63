package practice

import (
	"strings"

	"rapport/data"
)

// contact adds a conversation with whoever spoke up.
func (g *generator) contact(d data.Date, hour int, mode data.ContactMode, inbound bool, summary string) *data.Contact {
	f := &g.file
	with := "The person"
	if p, ok := f.Complainant(); ok {
		with = strings.TrimSpace(p.FullName())
	}
	f.Contacts = append(f.Contacts, data.Contact{
		ID: g.id(), At: g.moment(d, max(hour, 9)), Mode: mode, Inbound: inbound, With: with, Minutes: 2 + g.IntN(9)*g.IntN(4), Outcome: "reached",
		Summary: summary, By: f.Owner,
	})
	return &f.Contacts[len(f.Contacts)-1]
}

// attempt adds a call that reached nobody.
func (g *generator) attempt(d data.Date, hour int) {
	c := g.contact(d, hour, "phone", false, "")
	c.Minutes, c.Outcome = 0, "no_answer"
	if g.chance(50) {
		c.Mode, c.Outcome, c.Summary = "voicemail", "message", "Left the name, the number and nothing else."
	}
}

// promises are what officers promise on the phone.
var promises = []string{"Call with what the unit has said", "Send the form for the authorization", "Call once the bill is on hold", "Tell by when the answer comes", "Find out who was on duty"}

// promise makes the contact one in which the officer promised something: kept in
// time as a rule, still open where its day has not come.
func (g *generator) promise(c *data.Contact, on data.Date) {
	f := &g.file
	c.Promise, c.PromisedBy, c.PromisedTo, c.PromiseDue = pick(g, promises), f.Owner, c.With, g.workday(on.AddDays(1+g.IntN(7)))
	c.Next = "Keep what was promised."
	f.Tasks = append(f.Tasks, data.Task{ID: g.id(), What: c.Promise, Due: c.PromiseDue, Owner: f.Owner, Promise: true, PromisedTo: c.With, From: data.SectionContacts})
}

// keepPromises marks as kept what was promised for a day that is over, and in a
// closed case all of it.
func (g *generator) keepPromises() {
	last := g.last()
	for i := range g.file.Tasks {
		if t := &g.file.Tasks[i]; t.Promise && (!g.file.Open() || t.Due <= last && !g.chance(8)) {
			t.DoneOn, t.DoneBy = max(min(t.Due, last), g.day), t.Owner
		}
	}
}

// unreachable closes the case after two attempts that reached nobody.
func (g *generator) unreachable(d data.Date) bool {
	second := g.workday(d.AddDays(2))
	if _, known := g.file.Complainant(); !known || !g.past(second) {
		return false
	}
	g.attempt(d, 10)
	g.attempt(second, 11)
	g.stopClocks()
	g.close(second, 14)
	f := &g.file
	f.Closure, f.Ending.Satisfied, f.Ending.Efforts, f.Ending.Manager = data.ClosedNoContact, data.SatisfactionUnknown, nil, ""
	return true
}

// declined are the reasons for which people do not wish to file formally.
var declined = []string{"“I only wanted somebody to know.”", "“She was kind otherwise; I want no trouble for her.”", "“I have no time for forms.”", "“Call me if it happens again.”"}

// offer records that formal filing was offered to somebody whose matter is a
// concern, and what they said.
func (g *generator) offer() {
	f := &g.file
	on, ok := g.reached(0)
	if f.Kind != data.Concern || len(f.People) == 0 || !ok {
		return
	}
	o := data.FilingOffer{RecordBase: g.base(on), On: on, Declined: true, Reason: pick(g, declined), ToldAgency: true}
	if f.Open() {
		o.Again = g.workday(max(on, g.today).AddDays(2 + g.IntN(12)))
	} else if g.chance(40) {
		o.SharedTo = pick(g, managers)
	}
	f.Offers = append(f.Offers, o)
}

// conducts are limits on contact, each with the facts it rests on.
var conducts = []struct {
	group        data.ConductGroup
	facts, limit string
}{
	{"persistence", "Forty-one calls in six days about the same question, after it was answered in writing.", "One call a week, on Tuesdays at ten, with one officer."},
	{"behaviors", "Shouted at two nurses and threw a chart to the floor.", "In writing, or by phone; visits to the office by appointment with Security near."},
}

// limitContact records a limit on contact, in one grievance of seventy.
func (g *generator) limitContact() {
	f := &g.file
	who, known := f.Complainant()
	on, ok := g.reached(2)
	if g.IntN(70) != 0 || !known || !ok {
		return
	}
	x := pick(g, conducts)
	l := data.ConductLimit{RecordBase: g.base(on), Group: x.group, Person: who.ID, Facts: x.facts, Limit: x.limit, From: on, ReviewOn: on.AddDays(90),
		DecidedBy: "Chief nursing officer", ToldOn: on}
	if ended := g.workday(l.ReviewOn); g.past(ended) {
		l.EndedOn = ended
	}
	f.Limits = append(f.Limits, l)
}
