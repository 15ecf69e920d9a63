package casefile

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app/window/filein"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// summary is the section of what the case is: the story and the facts, the cases
// that belong to it, what must be passed on, the due dates, the people, and what
// was decided about the case as a whole.
type summary struct{ sheet }

func newSummary(s *Screen) section { return &summary{newSheet(s)} }

func (p *summary) refresh() {
	s, f := p.screen, p.screen.file
	if f.State == data.StatePurged {
		p.set(append([]fyne.CanvasObject{ui.NewPanel("What is left of the case", p.facts(), ui.NewButton("Certificate …", s.certificate))}, s.links()...)...)
		return
	}
	parts := []fyne.CanvasObject{ui.NewPanel("What happened, in their words", ui.NewParagraph(f.Story, ui.Plain))}
	parts = append(parts, s.handovers()...)
	parts = append(parts, ui.NewPanel("Facts", p.facts(), s.edits("Classify again …", s.reclassify), s.edits("Edit the facts …", s.editDetails)))
	for _, part := range [][]fyne.CanvasObject{s.links(), s.escalations(), {s.clocks()}, p.people(), s.visits(), s.handouts(), s.reviews(), s.offers(), s.limits(), s.further()} {
		parts = append(parts, part...)
	}
	p.set(parts...)
}

func (p *summary) people() []fyne.CanvasObject {
	s := p.screen
	parts := []fyne.CanvasObject{heading("People", s.edits(filein.Title, func() { s.fromFile("") }), s.edits("Add a person …", func() { s.editPerson(data.Person{}) }))}
	for _, person := range s.file.People {
		parts = append(parts, s.personCard(person))
	}
	if len(s.file.People) == 0 {
		parts = append(parts, ui.NewParagraph("Nobody is on file. Add the patient, and whoever speaks for the patient; a letter needs somebody to go to.", ui.Muted))
	}
	return parts
}

// further offers what has no part of its own on the page yet.
func (s *Screen) further() []fyne.CanvasObject {
	if !s.file.Open() {
		return nil
	}
	var buttons []fyne.CanvasObject
	offer := func(has []fyne.CanvasObject, label string, do func()) {
		if len(has) == 0 {
			buttons = append(buttons, s.edits(label, do))
		}
	}
	offer(s.escalations(), "Raise an escalation …", func() { s.editEscalation(data.Escalation{}) })
	offer(s.reviews(), "Record a committee review …", func() { s.editReview(data.CommitteeReview{}) })
	offer(s.offers(), "Record a formal filing offer …", func() { s.editOffer(data.FilingOffer{}) })
	offer(s.visits(), "Add a visit …", func() { s.editVisit(data.Visit{}) })
	offer(nil, "Limit contact …", func() { s.editLimit(data.ConductLimit{}) })
	offer(nil, "Link with another case …", s.linkCase)
	if s.file.Hold.Stands() {
		buttons = append(buttons, s.edits("Release the legal hold …", s.releaseHold))
	} else {
		buttons = append(buttons, s.edits("Place a legal hold …", s.placeHold))
	}
	return []fyne.CanvasObject{ui.NewPanel("Add to the case", ui.NewWrap(buttons...))}
}

func (p *summary) facts() fyne.CanvasObject {
	s, f := p.screen, p.screen.file
	list := ui.NewKeyValues()
	add := func(name, words string) {
		if words != "" {
			list.Add(name, words)
		}
	}
	list.Add("Received", s.moment(f.ReceivedAt)+prefixed(", ", f.Channel.String()))
	list.Add("Unit", f.Unit)
	if f.State != data.StatePurged {
		list.Add("Day of the event", s.day(f.EventDate))
		list.Add("They ask for", f.Remedy)
		harm := min(max(f.Harm, 0), len(data.Harms)-1)
		list.Add("Harm", data.Harms[harm]+prefixed(": ", data.HarmAnchors[harm]))
	}
	if f.Urgency != "" {
		list.Add("Urgency", f.Urgency.String())
		list.Add("Priority", priorityWords(s.settings().PriorityOf(f.MaxSeverity(), f.Harm, f.Urgency, f.Recurrence)))
	}
	add("Shift", f.Shift.Recorded())
	add("Payer", f.Payer.Recorded())
	list.Add("Owner", f.Owner)
	if f.HoldsPart2() {
		list.Add("Substance use", data.Part2Notice)
	}
	if !f.ResolvedAt.IsZero() {
		list.Add("Resolved at the time", s.moment(f.ResolvedAt))
	}
	add("Marks", f.Flags().String())
	add("Legal hold", s.holdWords())
	add("Review completed", s.day(f.CompletedOn))
	add("Earlier number", f.Earlier)
	s.endingFacts(list)
	add("Reopened", times(f.Reopened))
	list.Add("Kept until", s.keptWords())
	list.Add("Classified", f.Kind.String()+prefixed(". ", whyLine(f)))
	list.Add("Entered", s.moment(f.EnteredAt)+" by "+f.EnteredBy)
	if o := f.Origin; o.Imported() {
		list.Add("Imported", s.moment(o.At)+", "+o.Words())
	}
	return list
}

// keptWords says until when the case is kept and by which rule.
func (s *Screen) keptWords() string {
	r := data.RetentionOf(s.file, s.settings())
	switch {
	case s.file.State == data.StatePurged:
		p := s.file.Purged
		return "Purged " + s.day(p.On) + ", asked for by " + p.AskedBy + ", confirmed by " + p.ConfirmedBy + "."
	case r.Until.IsZero():
		return r.Because
	case s.file.Purged.Asked():
		return ui.LongDay(r.Until) + ". " + s.file.Purged.AskedBy + " has asked for the purge."
	}
	return ui.LongDay(r.Until) + ": " + r.Because + "."
}

func times(n int) string {
	if n == 0 {
		return ""
	}
	return ui.Plural(n, "time", "times")
}

// editDetails corrects the facts of the case.
func (s *Screen) editDetails() {
	key, was := s.file.Key, s.file.Details()
	e := s.newEditor("facts", "Edit the facts", "Save the facts", "The facts are saved.")
	unit := e.search("unit", "Unit", words(s.settings().Units), was.Unit, true)
	event := e.day("event_date", "Day of the event", was.EventDate)
	e.beside(2)
	remedy := e.area("remedy", "What they ask for", was.Remedy, 3)
	harm := choose(e, "harm", "Harm", anchored(data.Harms, data.HarmAnchors), was.Harm)
	urgency := choose(e, "urgency", "How soon it must be looked at", urgencies(), was.Urgency)
	recurrence := choose(e, "recurrence", "How likely it happens again", recurrences(), was.Recurrence)
	owner := choose(e, "owner", "Owner", words(s.ownersWith(was.Owner)), was.Owner)
	e.require("owner")
	e.beside(2)
	shift := choose(e, "shift", "Shift in which it happened", terms(data.Shifts), was.Shift)
	payer := choose(e, "payer", "Payer of the care", terms(data.Payers), was.Payer)
	e.beside(2)
	part2 := e.tick("substance_use", "The file holds records of substance use treatment (42 CFR Part 2)", was.SubstanceUse)
	put := func(d data.CaseDetails) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.UpdateCase(ctx, key, d) }
	}
	e.gather = func() change {
		return put(data.CaseDetails{Unit: trimmed(unit.Text()), EventDate: dayOf(event), Remedy: trimmed(remedy.Text), Harm: held(harm), Owner: held(owner),
			SubstanceUse: part2.Checked, Urgency: held(urgency), Recurrence: held(recurrence), Shift: held(shift), Payer: held(payer)})
	}
	e.open()
}

// ownersWith are the officers, with one who is on file but not among them.
func (s *Screen) ownersWith(name string) []string {
	all := s.officers
	for _, o := range all {
		if o == name {
			return all
		}
	}
	if name == "" {
		return all
	}
	return append([]string{name}, all...)
}
