package casefile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// disclosures is the log of what was given to whom outside the office, the
// newest first (45 CFR 164.528).
type disclosures struct{ sheet }

func newDisclosures(s *Screen) section { return &disclosures{newSheet(s)} }

func (p *disclosures) refresh() {
	s := p.screen
	log := s.edits("Log a disclosure …", func() { s.editDisclosure(data.Disclosure{On: s.today()}) })
	head := []fyne.CanvasObject{heading("Disclosures", log, desk.Only(s.desk, data.RightDisclose, ui.NewButton("Accounting for the patient …", s.account)))}
	all := slices.Clone(s.file.Disclosures)
	if len(all) == 0 {
		p.set(append(head, ui.NewParagraph("Log what identifies the patient and was given to somebody outside: an agency, a court, protective services, a wrong address. "+
			"The patient may ask for a list of six years.", ui.Muted))...)
		return
	}
	slices.SortStableFunc(all, func(a, b data.Disclosure) int { return cmp.Compare(b.On, a.On) })
	parts := head
	for _, d := range all {
		parts = append(parts, p.card(d))
	}
	p.set(parts...)
}

func (p *disclosures) card(d data.Disclosure) fyne.CanvasObject {
	s := p.screen
	accountable := ui.NewChip("Not accountable", ui.ToneMuted)
	if d.Basis.Accountable() {
		accountable = ui.NewChip("Accountable", ui.ToneAccent)
	}
	chips := []fyne.CanvasObject{accountable}
	if d.Suspended(s.today()) {
		chips = append(chips, ui.NewChip("Kept back until "+s.day(d.SuspendedUntil), ui.ToneToday))
	}
	series := ""
	if d.Times > 1 {
		series = fmt.Sprintf("The first of %d, the last %s", d.Times, s.day(d.LastOn))
	}
	body := texts(line(d.Basis.String()+"  ·  "+d.Basis.Citation()), text("What was given", d.What), text("What for", d.Purpose), text("Address", d.Address), line(series), line(d.SuspendedBy))
	buttons := []fyne.CanvasObject{s.edits("Edit …", func() { s.editDisclosure(d) })}
	if d.Basis == data.BasisMisdirected {
		chip, said := p.breach(d)
		chips, body = append(chips, chip), texts(body, said)
		buttons = append(buttons, s.edits("Record the breach assessment …", func() { s.assessBreach(d) }))
	}
	body = texts(body, line("Logged "+s.moment(d.At)+" by "+d.By))
	return card(s.day(d.On)+" to "+d.Recipient, chips, body, buttons...)
}

// breach says how far the assessment of a misdirected letter is.
func (p *disclosures) breach(d data.Disclosure) (fyne.CanvasObject, []fyne.CanvasObject) {
	s, b := p.screen, d.Breach
	if owed := d.Owed(s.file.Open()); len(owed) > 0 {
		return ui.NewDueChip(owed[0].Due, s.today()), text("To do", owed[0].What)
	}
	said := b.Result.String() + ", assessed " + s.day(b.AssessedOn) + " by " + b.AssessedBy + ". " + b.Reasons
	if !b.NotifiedOn.IsZero() {
		said += "\nThe patient was told " + s.day(b.NotifiedOn) + "."
	}
	return ui.NewChip("Assessed", ui.ToneOK), text("Breach assessment", said)
}

// logLetter begins the entry for a letter that went to somebody outside.
func (s *Screen) logLetter(l data.Letter) {
	s.Go(desk.Disclosures)
	s.editDisclosure(data.DisclosureByLetter(s.file, l))
}

// editDisclosure logs a disclosure or corrects one; it is never removed.
func (s *Screen) editDisclosure(d data.Disclosure) {
	what := "disclosure/" + d.ID.String()
	if d.ID == (data.ID{}) {
		what = "disclosure/letter/" + d.Letter.String()
	}
	e := s.newEditor(what, "Log a disclosure", "Save the disclosure", "The disclosure is logged.")
	e.text = "An elected official or ombudsman needs the patient's authorization first; without it, give nothing."
	on := e.day("on", "Given on", d.On)
	recipient := e.line("recipient", "Who received it", d.Recipient)
	e.beside(2)
	address := e.area("address", "Their address, where known", d.Address, 2)
	basis := choose(e, "basis", "On what basis", bases(), d.Basis)
	basis.Select.OnChanged = func(string) { e.hint("basis", basisHint(held(basis))) }
	given := e.area("what", "What was given, in a few words", d.What, 2)
	purpose := e.area("purpose", "What for, or which request it answers", d.Purpose, 2)
	patient := s.whichPatient(e, d)
	times := e.number("times", "Of a series: how many", 2, 9999)
	if d.Times > 1 {
		times.SetText(strconv.Itoa(d.Times))
	}
	last := e.day("last_on", "and the last on", d.LastOn)
	e.beside(2)
	until := e.day("suspended_until", "Not to be told to the patient until", d.SuspendedUntil)
	by := e.line("suspended_by", "Which agency asked, and where its statement is", d.SuspendedBy)
	e.beside(2)
	e.require("on", "recipient", "basis", "what", "purpose")
	e.hint("basis", basisHint(d.Basis))
	e.first = recipient
	e.gather = func() change {
		d := d
		d.On, d.Recipient, d.Address, d.Basis = dayOf(on), trimmed(recipient.Text), trimmed(address.Text), held(basis)
		d.What, d.Purpose, d.Patient = trimmed(given.Text), trimmed(purpose.Text), patient()
		d.Times, _ = strconv.Atoi(trimmed(times.Text)) // the dialog does not save while it is wrong
		d.LastOn, d.SuspendedUntil, d.SuspendedBy = dayOf(last), dayOf(until), trimmed(by.Text)
		if d.Basis == data.BasisMisdirected && d.Breach.Result == "" {
			d.Breach.DiscoveredOn = max(d.On, s.today())
			e.said = "Logged. Tell the privacy officer today. The breach assessment is on Today until it is recorded here."
		}
		return s.put(&d)
	}
	e.open()
}

// bases are the options of why something was given.
func bases() []ui.Option[data.DisclosureBasis] {
	var all []ui.Option[data.DisclosureBasis]
	for _, r := range data.DisclosureRules {
		all = append(all, ui.Option[data.DisclosureBasis]{Value: r.Basis, Label: r.Label})
	}
	return all
}

// basisHint says whether the patient is owed an accounting, and by which rule.
func basisHint(b data.DisclosureBasis) string {
	switch {
	case b == "":
		return "It decides whether the patient's accounting lists it"
	case b.Accountable():
		return "Accountable: the patient's accounting lists it. " + b.Citation()
	}
	return "Not accountable: the accounting leaves it out. " + b.Citation()
}

// whichPatient asks which patient the information is about where there are
// several.
func (s *Screen) whichPatient(e *editor, d data.Disclosure) func() data.ID {
	var patients []ui.Option[data.ID]
	for _, p := range s.file.People {
		if p.Role == data.RolePatient {
			patients = append(patients, ui.Option[data.ID]{Value: p.ID, Label: p.FullName()})
		}
	}
	if len(patients) < 2 {
		return func() data.ID { return d.Patient }
	}
	w := choose(e, "patient", "About which patient", patients, d.Patient)
	e.require("patient")
	return func() data.ID { return held(w) }
}

// assessBreach records whether a misdirected letter was a breach, and that the
// patient was told (45 CFR 164.402, 164.404).
func (s *Screen) assessBreach(d data.Disclosure) {
	b := d.Breach
	e := s.newEditor("breach/"+d.ID.String(), "Breach assessment", "Save the assessment", "The assessment is recorded.")
	e.text = fmt.Sprintf("A disclosure that is not allowed is a breach unless an assessment shows a low probability that the information was compromised (45 CFR 164.402). "+
		"The patient is told without unreasonable delay, within %d days of the discovery.", data.NotifyDays)
	found := e.day("discovered_on", "The office came to know on", max(b.DiscoveredOn, d.On))
	result := choose(e, "result", "Result", terms(data.BreachOutcomes), b.Result)
	reasons := e.area("reasons", "What it rests on", b.Reasons, 3)
	e.hint("reasons", "What was sent, who had it, whether it was read, what was done about it")
	on := e.day("assessed_on", "Assessed on", b.AssessedOn)
	by := e.line("assessed_by", "By whom", b.AssessedBy)
	e.beside(2)
	told := e.day("notified_on", "The patient was told on", b.NotifiedOn)
	e.require("discovered_on", "result")
	e.gather = func() change {
		d := d
		d.Breach = data.BreachAssessment{DiscoveredOn: dayOf(found), Result: held(result), Reasons: trimmed(reasons.Text),
			AssessedOn: dayOf(on), AssessedBy: trimmed(by.Text), NotifiedOn: dayOf(told)}
		return s.put(&d)
	}
	e.open()
}
