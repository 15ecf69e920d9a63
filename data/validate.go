package data

import (
	"fmt"
	"net/mail"
	"strings"
	"time"
)

// Validate checks a person on a case. The day is the office's today.
func (p Person) Validate(today Date) Missing {
	var m Missing
	m.add(!Known(Roles, p.Role), "role", "role", "Choose the part that the person plays.")
	m.add(blank(p.Given) && blank(p.Family), "family", "family", "Enter a name.")
	return append(m, p.check(today)...)
}

// check looks at what is written of a person and asks for nothing more, so that
// an intake may leave people empty.
func (p Person) check(today Date) Missing {
	var m Missing
	m.add(p.Relation != "" && !Known(Relations, p.Relation), "relation", "relation", "Choose what the person is to the patient from the list.")
	m.add(p.Authority != "" && !Known(Authorities, p.Authority), "authority", "authority", "Choose the authority from the list.")
	m.add(!Known(Disabilities, p.Disability), "disability", "disability", "Choose from the list what the person said about a disability.")
	needsProof := p.Authority == AuthorityRepresentative || p.Authority == AuthorityWritten
	m.warn(needsProof && blank(p.Evidence), "evidence", "evidence", "Write which document the authority rests on.")
	for _, line := range []struct{ text, field, name string }{
		{p.Title, "title", "The title"}, {p.Given, "given", "The given name"}, {p.Family, "family", "The family name"}, {p.Suffix, "suffix", "The suffix"},
		{p.Street, "street", "The street"}, {p.City, "city", "The city"}, {p.State, "state", "The state"}, {p.Postal, "postal", "The ZIP code"},
		{p.Phone, "phone", "The phone number"}, {p.Email, "email", "The e-mail address"}, {p.Language, "language", "The language"},
		{p.MRN, "mrn", "The record number"},
	} {
		m.checkText(line.text, maxLine, line.field, line.name)
	}
	m.checkText(p.Evidence, maxText, "evidence", "The evidence")
	m.checkText(p.Access, maxText, "access", "The access needs")
	m.add(strings.Count(strings.TrimSpace(p.Street), "\n") > 1, "street.lines", "street", "The street may have two lines; join the others.")
	m.add(!validEmail(p.Email), "email", "email", "The e-mail address is not complete; write it like name@example.org.")
	m.add(p.BirthDate > today, "birth_date.future", "birth_date", "The birth date lies in the future; correct it.")
	m.add(p.BirthDate.Before(NewDate(today.Year()-130, time.January, 1)), "birth_date.old", "birth_date", "The birth date is more than 130 years ago; correct the year.")
	m.add(p.AddressConfirmed > today, "address_confirmed.future", "address_confirmed", "The day on which the address was checked lies in the future; correct it.")
	m.add(!Known(Sexes, p.Sex), "sex", "sex", "Choose the sex from the list, as the registration has it.")
	m = append(m, p.checkNumbers()...)
	m = append(m, p.checkLife(today)...)
	m = append(m, p.checkGrant(today)...)
	m.checkTexts(p)
	return m
}

// The most other names and other numbers of one person.
const (
	maxAlso        = 20
	maxIdentifiers = 50
)

// checkNumbers looks at the other names and numbers of a person.
func (p Person) checkNumbers() Missing {
	var m Missing
	m.add(len(p.Also) > maxAlso, "also.many", "also", fmt.Sprintf("There are %d other names; keep at most %d.", len(p.Also), maxAlso))
	m.add(len(p.Identifiers) > maxIdentifiers, "identifiers.many", "identifiers",
		fmt.Sprintf("There are %d other numbers; keep at most %d.", len(p.Identifiers), maxIdentifiers))
	for _, name := range p.Also {
		m.checkText(name, maxLine, "also", "A name")
	}
	for _, i := range p.Identifiers {
		m.add(blank(i.Value), "identifiers.blank", "identifiers", "A number is empty; take its line out.")
		m.checkText(i.Value, maxLine, "identifiers", "A number")
		m.checkText(i.System, maxLine, "identifiers", "Who gave a number out")
		m.checkText(i.Type, maxLine, "identifiers", "The kind of a number")
	}
	return m
}

// checkLife looks at the days of a life and at what is said of being reached.
func (p Person) checkLife(today Date) Missing {
	var m Missing
	m.add(p.DiedOn > today, "died_on.future", "died_on", "The day of death lies in the future; correct it.")
	m.add(p.DiedOn.Before(p.BirthDate), "died_on.before", "died_on", "The day of death lies before the birth date; correct one of the two.")
	m.add(!p.DiedOn.IsZero() && !p.Deceased, "died_on.alive", "deceased", "A day of death is given; tick that the person has died, or take the day away.")
	m.add(p.Safety == SafetyCareful && blank(p.SafetyNote), "safety_note", "safety_note", "Write how it is safe to reach the person.")
	m.add(!p.Confidential && !p.Alternative.blank(), "alternative", "confidential",
		"Another address is given; tick that the person asked for it, or take it away.")
	return m
}

// checkGrant looks at the days of an authority.
func (p Person) checkGrant(today Date) Missing {
	var m Missing
	g := p.Grant
	m.add(!g.Until.IsZero() && g.Until < g.From, "until.before", "until", "The authority ends before it begins; correct one of the two days.")
	m.add(g.RevokedOn > today, "revoked_on.future", "revoked_on", "The day on which it was taken back lies in the future; correct it.")
	m.add(!g.RevokedOn.IsZero() && g.RevokedOn < g.From, "revoked_on.before", "revoked_on", "It was taken back before it began; correct one of the two days.")
	m.add(g.Authorization.SignedOn > today, "signed_on.future", "signed_on", "The day on which it was signed lies in the future; correct it.")
	return m
}

func validEmail(s string) bool {
	if blank(s) {
		return true
	}
	a, err := mail.ParseAddress(strings.TrimSpace(s))
	return err == nil && a.Address == strings.TrimSpace(s)
}

// Validate checks an issue; i is its place in the case, from 0. Its category is
// looked up in the version of the taxonomy that it was coded with.
func (is Issue) Validate(i int, s Settings, today Date) Missing {
	var m Missing
	name := issueName(i, is, s)
	field := fmt.Sprintf("issues.%d.", i)
	m.add(blank(is.Words), "words", field+"words", fmt.Sprintf("Write issue %d in the person's words.", i+1))
	c, known := s.TaxonomyOf(is.Taxonomy).Category(is.Category)
	m.add(!known, "category", field+"category", "Choose a category for "+lowerFirst(name)+".")
	_, sub := c.Sub(is.Subcategory)
	m.add(known && is.Subcategory != "" && !sub, "subcategory", field+"subcategory", "The sub-category of "+lowerFirst(name)+" is not one of its category; choose again.")
	m.add(is.Severity < 0 || is.Severity >= len(Severities), "severity", field+"severity", "Choose a severity from 0 to 3 for "+lowerFirst(name)+".")
	m.add(is.Stage != "" && !Known(Stages, is.Stage), "stage", field+"stage", "Choose the stage of care from the list.")
	m.add(is.StaffGroup != "" && !Known(StaffGroups, is.StaffGroup), "staff_group", field+"staff_group", "Choose the group of staff from the list.")
	m.add(!is.AgreedOn.IsZero() && blank(is.Understood), "agreed_on.what", field+"understood", "Write how you understood "+lowerFirst(name)+", and read that back.")
	m.add(is.AgreedOn > today, "agreed_on.future", field+"agreed_on", "The day lies in the future; enter the day on which the person agreed.")
	m.add(!is.AgreedOn.IsZero() && is.AgreedOn < earliest, "agreed_on.old", field+"agreed_on", "The day lies before 1990; correct the year.")
	m.checkText(is.Words, maxText, field+"words", name)
	m.checkText(is.Understood, maxText, field+"understood", "What you understood of "+lowerFirst(name))
	m.checkText(is.Unit, maxLine, field+"unit", "The unit of "+lowerFirst(name))
	m.checkTexts(is)
	return m
}

// issueName names an issue by its place alone: its words stay out of messages.
func issueName(i int, is Issue, s Settings) string {
	if c, _ := is.About(s); c != "" {
		return fmt.Sprintf("Issue %d (%s)", i+1, c)
	}
	return fmt.Sprintf("Issue %d", i+1)
}

// Validate checks a finding before it is recorded.
func (f Finding) Validate() Missing {
	var m Missing
	m.add(!Known(Outcomes, f.Outcome), "outcome", "outcome", "Choose what was found.")
	m.add(Known(Outcomes, f.Outcome) && blank(f.Reasons), "reasons", "reasons", "Write what the finding rests on.")
	m.checkText(f.Reasons, maxText, "reasons", "The reasons")
	m.checkText(f.Answer, maxText, "answer", "The answer")
	return m
}

// Validate checks something done on the patient's behalf.
func (a Advocacy) Validate(today Date) Missing {
	var m Missing
	m.add(!Known(AdvocacyKinds, a.Kind), "kind", "kind", "Choose the kind of action.")
	m.add(blank(a.Goal), "goal", "goal", "Write what the action is to reach.")
	m.add(!Known(AdvocacyOutcomes, a.Outcome), "outcome", "outcome", "Choose how the action ended.")
	m.add(a.Outcome == "" && !a.DoneOn.IsZero(), "outcome.open", "outcome", "The action is finished; choose how it ended.")
	m.add(a.Outcome != "" && a.DoneOn.IsZero(), "done_on", "done_on", "Enter the day on which the action ended.")
	m.add(a.Recovered < 0, "recovered", "recovered", "The money recovered cannot be less than nothing.")
	doneOn(&m, a.DoneOn, today)
	m.add(a.Kind == QIOReferral && !a.Agreed, "agreed", "agreed", "A referral to the QIO needs the patient's knowledge; tick that they agree.")
	m.add(!a.Due.IsZero() && a.Due < earliest, "due.old", "due", "The day lies before 1990; correct the year.")
	m = append(m, a.gaps(today)...)
	m.checkText(a.Goal, maxText, "goal", "The goal")
	m.checkText(a.With, maxLine, "with", "The name")
	m.checkText(a.Result, maxText, "result", "The result")
	m.checkTexts(a)
	return m
}

// Validate checks a conversation or message.
func (c Contact) Validate(now time.Time) Missing {
	var m Missing
	m.add(!Known(ContactModes, c.Mode), "mode", "mode", "Choose how the contact went.")
	m.add(c.At.IsZero(), "at", "at", "Enter when it was.")
	m.add(c.At.After(now), "at.future", "at", "The time of the contact lies in the future; correct it.")
	m.add(blank(c.With), "with", "with", "Write with whom it was.")
	m.add(blank(c.Summary) && !c.Outcome.TellsAll(), "summary", "summary", "Write what was said.")
	m.add(c.Outcome != "" && !Known(ContactOutcomes, c.Outcome), "outcome", "outcome", "Choose how the contact ended.")
	m.add(c.Minutes < 0 || c.Minutes > maxMinutes, "minutes", "minutes", "Give the minutes as a number from 0 to 1440.")
	m.add(c.Update && c.Outcome.Fruitless(), "update.outcome", "update", "Nobody was spoken to, so nobody was told; untick it.")
	m.add(blank(c.Promise) && (!blank(c.PromisedBy) || !blank(c.PromisedTo) || !c.PromiseDue.IsZero()), "promise", "promise", "Write what was promised.")
	m.add(!c.PromiseDue.IsZero() && c.PromiseDue < earliest, "promise_due.old", "promise_due", "The day lies before 1990; correct the year.")
	m.checkText(c.PromisedBy, maxLine, "promised_by", "The name")
	m.checkText(c.PromisedTo, maxLine, "promised_to", "The name")
	m.checkText(c.Next, maxText, "next", "The next step")
	m.checkText(c.With, maxLine, "with", "The name")
	m.checkText(c.Summary, maxText, "summary", "The summary")
	m.checkText(c.Promise, maxText, "promise", "The promise")
	m.checkTexts(c)
	return m
}

// Validate checks a task.
func (t Task) Validate(today Date) Missing {
	var m Missing
	m.add(blank(t.What), "what", "what", "Write what is to be done.")
	m.add(t.Due.IsZero(), "due", "due", "Enter the day by which it is to be done.")
	m.add(!t.Due.IsZero() && t.Due < earliest, "due.old", "due", "The due date lies before 1990; correct the year.")
	m.add(blank(t.Owner), "owner", "owner", "Choose who does it.")
	m.add(t.Promise && blank(t.PromisedTo), "promised_to", "promised_to", "Write to whom it was promised.")
	m.checkText(t.PromisedTo, maxLine, "promised_to", "The name")
	doneOn(&m, t.DoneOn, today)
	m.checkText(t.What, maxText, "what", "The task")
	m.checkText(t.Owner, maxLine, "owner", "The owner")
	m.checkTexts(t)
	return m
}

// Validate checks how a letter left, against the day that the letter bears.
func (d Dispatch) Validate(letter Letter, today Date) Missing {
	var m Missing
	m.add(!Known(DispatchMethods, d.Method), "method", "method", "Choose how the letter left.")
	m.add(d.On.IsZero(), "on", "on", "Enter the day on which the letter left.")
	m.add(d.On > today, "on.future", "on", "The day lies in the future; enter the day on which the letter left.")
	m.add(!d.On.IsZero() && d.On < letter.Date, "on.before", "on", "The letter bears a later date than the day on which it left; correct the day.")
	m.checkText(d.Tracking, maxLine, "tracking", "The tracking number")
	return m
}

// Validate checks the facts of a case that may be corrected.
func (d CaseDetails) Validate(received time.Time, s Settings) Missing {
	var m Missing
	m.add(d.Harm < 0 || d.Harm >= len(Harms), "harm", "harm", "Choose a harm level from 0 to 5.")
	m.add(blank(d.Owner), "owner", "owner", "Choose who owns the case.")
	m.add(d.Urgency != "" && !Known(Urgencies, d.Urgency), "urgency", "urgency", "Choose how soon the case must be looked at.")
	m.add(d.Recurrence < 0 || d.Recurrence > len(Recurrences), "recurrence", "recurrence", "Choose how likely it is to happen again.")
	m.add(!Known(Payers, d.Payer), "payer", "payer", "Choose who pays for the care.")
	m.add(!Known(Shifts, d.Shift), "shift", "shift", "Choose in which shift it happened.")
	in := Intake{EventDate: d.EventDate, ReceivedAt: received}
	in.validateDates(&m, s)
	m.checkText(d.Owner, maxLine, "owner", "The owner")
	m.checkText(d.Unit, maxLine, "unit", "The unit")
	m.checkText(d.Remedy, maxText, "remedy", "What they ask for")
	return m
}

func doneOn(m *Missing, on, today Date) {
	m.add(on > today, "done_on.future", "done_on", "The day lies in the future; enter the day on which it was done.")
	m.add(!on.IsZero() && on < earliest, "done_on.old", "done_on", "The day lies before 1990; correct the year.")
}
