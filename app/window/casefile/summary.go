package casefile

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// summary is the section of the story, the facts, the due dates and the people.
type summary struct{ sheet }

func newSummary(s *Screen) section { return &summary{newSheet(s)} }

func (p *summary) refresh() {
	s, f := p.screen, p.screen.file
	parts := []fyne.CanvasObject{
		ui.NewPanel("What happened, in their words", ui.NewParagraph(f.Story, ui.Plain)),
		ui.NewPanel("Facts", p.facts(), ui.NewButton("Classify again …", s.reclassify), ui.NewButton("Edit the facts …", s.editDetails)),
		s.clocks(),
	}
	parts = append(parts, heading("People", ui.NewButton("Add a person …", func() { s.editPerson(data.Person{}) })))
	for _, person := range f.People {
		parts = append(parts, s.personCard(person))
	}
	if len(f.People) == 0 {
		parts = append(parts, ui.NewParagraph("Nobody is on file. Add the patient, and whoever speaks for the patient; a letter needs somebody to go to.", ui.Muted))
	}
	p.set(parts...)
}

func (p *summary) facts() fyne.CanvasObject {
	s, f := p.screen, p.screen.file
	list := ui.NewKeyValues()
	list.Add("Received", s.moment(f.ReceivedAt)+", "+f.Channel.String())
	if !f.ResolvedAt.IsZero() {
		list.Add("Resolved by staff", s.moment(f.ResolvedAt))
	}
	list.Add("Unit", f.Unit)
	list.Add("Day of the event", s.day(f.EventDate))
	list.Add("They ask for", f.Remedy)
	list.Add("Harm", data.Harms[min(max(f.Harm, 0), len(data.Harms)-1)])
	list.Add("Owner", f.Owner)
	if !f.CompletedOn.IsZero() {
		list.Add("Review completed", s.day(f.CompletedOn))
	}
	if f.Earlier != "" {
		list.Add("Earlier number", f.Earlier)
	}
	if f.State == data.StateClosed {
		list.Add("Closed", s.moment(f.ClosedAt)+": "+f.Closure.String())
	}
	list.Add("Classified", f.Kind.String()+". "+whyLine(f))
	list.Add("Entered", s.moment(f.EnteredAt)+" by "+f.EnteredBy)
	return list
}

// editDetails corrects the facts of the case.
func (s *Screen) editDetails() {
	key, was := s.file.Key, s.file.Details()
	e := s.newEditor("facts", "Edit the facts", "Save the facts", "The facts are saved.")
	unit := e.search("unit", "Unit", words(s.settings().Units), was.Unit, true)
	event := e.day("event_date", "Day of the event", was.EventDate)
	e.beside(2)
	remedy := e.area("remedy", "What they ask for", was.Remedy, 3)
	harm := choose(e, "harm", "Harm", levels(data.Harms), was.Harm)
	owner := choose(e, "owner", "Owner", words(s.ownersWith(was.Owner)), was.Owner)
	e.require("owner")
	e.beside(2)
	put := func(d data.CaseDetails) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.UpdateCase(ctx, key, d) }
	}
	e.gather = func() change {
		return put(data.CaseDetails{Unit: trimmed(unit.Text()), EventDate: dayOf(event), Remedy: trimmed(remedy.Text), Harm: held(harm), Owner: held(owner)})
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
