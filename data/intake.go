package data

import "time"

// AnswersFor returns the officer's answers with those added that follow from
// the rest of the intake: its channel, its relation, its nature. What the
// officer ticked stays. Keep the officer's own ticks and ask again after each
// change, so that an answer goes when its cause goes.
func AnswersFor(in Intake) Answers {
	a := in.Answers
	a.Written = a.Written || in.Channel.Written()
	a.Survey = a.Survey || in.Channel == Survey || in.Channel == CommentCard
	a.Anonymous = a.Anonymous || in.Anonymous || in.Relation == "anonymous"
	a.FromStaff = a.FromStaff || in.Relation == "staff" || in.Channel == "staff_relay" && in.Relation == ""
	a.BillingOnly = a.BillingOnly || in.Nature == Billing
	a.NotAboutCare = a.NotAboutCare || in.Nature == PolicyConcern
	if in.Relation != Self && in.Relation != "" {
		// No authority recorded at all leaves the question open: the matter is
		// then treated as if the person may speak, which owes more, not less.
		held := in.Complainant.Authority
		a.NotAuthorized = a.NotAuthorized || held != "" && !held.MayReceive()
	}
	return a
}

// KindFor returns what the case is. An override by the officer wins. Alleged
// harm is a grievance whatever else it is called, but for a civil-rights
// grievance, which owes the same notice under a procedure of its own
// (45 CFR 92.8). A compliment, suggestion or information request is not a
// complaint, so no other row is asked. A privacy complaint, lost property, a
// policy concern, a concern or a bill becomes a grievance where the table makes
// it one, and otherwise stays what it is.
func (in Intake) KindFor(c Classification) Kind {
	switch {
	case in.Override != "":
		return in.Override
	case in.Nature == "" || in.Nature == Complaint || in.Nature == Grievance:
		return c.Kind
	case in.Nature == CivilRights:
		return CivilRights
	case c.Immediate:
		return Grievance
	case in.Nature == Compliment || in.Nature == Suggestion || in.Nature == Information:
		return in.Nature
	case c.Kind == Grievance:
		return Grievance
	}
	return in.Nature
}

// Validate checks an intake before a case is made of it. Only the channel, the
// time and the story are required: a call must be written down quickly.
func (in Intake) Validate(s Settings, now time.Time) Missing {
	var m Missing
	m.add(!Known(Channels, in.Channel), "channel", "channel", "Choose how the matter reached you.")
	m.add(in.ReceivedAt.IsZero(), "received_at", "received_at", "Enter the day and the time at which it was received.")
	if !in.ReceivedAt.IsZero() {
		m.add(in.ReceivedAt.After(now), "received_at.future", "received_at", "The time of receipt lies in the future; correct it.")
		m.add(DateOf(in.ReceivedAt, s.Zone()) < earliest, "received_at.old", "received_at", "The day of receipt lies before 1990; correct the year.")
	}
	m.add(blank(in.Story), "story", "story", "Write what happened, in the person's words.")
	m.checkText(in.Story, MaxStory, "story", "The story")
	m.checkText(in.Remedy, maxText, "remedy", "What they ask for")
	m.checkText(in.Owner, maxLine, "owner", "The owner")
	m.checkText(in.Unit, maxLine, "unit", "The unit")
	m.add(in.Harm < 0 || in.Harm >= len(Harms), "harm", "harm", "Choose a harm level from 0 to 5.")
	in.validateDates(&m, s)
	in.validatePeople(&m, s, now)
	in.validateKind(&m, s)
	for i, issue := range in.Issues {
		m = append(m, issue.WithTaxonomy(nil, s).Validate(i, s, s.Today(now))...)
	}
	return m
}

func (in Intake) validateDates(m *Missing, s Settings) {
	if in.EventDate.IsZero() {
		return
	}
	m.add(!in.ReceivedAt.IsZero() && in.EventDate > DateOf(in.ReceivedAt, s.Zone()), "event_date", "event_date",
		"The event lies after the day of receipt; correct one of the two.")
	m.add(in.EventDate < NewDate(1900, time.January, 1), "event_date.old", "event_date", "The day of the event lies before 1900; correct the year.")
}

func (in Intake) validatePeople(m *Missing, s Settings, now time.Time) {
	m.add(in.Relation != "" && !Known(Relations, in.Relation), "relation", "relation", "Choose what the person is to the patient from the list.")
	for _, who := range []struct {
		person Person
		field  string
	}{{in.Patient, "patient"}, {in.Complainant, "complainant"}} {
		if who.field == "complainant" && in.Relation == Self {
			continue
		}
		for _, g := range who.person.check(s.Today(now)) {
			g.Field = who.field + "." + g.Field
			*m = append(*m, g)
		}
	}
	brought := Intake{People: in.People, Visits: in.Visits}
	*m = append(*m, brought.TakenGaps(s, s.Today(now))...)
	born := in.Patient.BirthDate
	m.add(!born.IsZero() && !in.ReceivedAt.IsZero() && born > DateOf(in.ReceivedAt, s.Zone()), "birth_date", "patient.birth_date",
		"The patient's birth date lies after the day of receipt; correct it.")
}

func (in Intake) validateKind(m *Missing, s Settings) {
	m.add(in.Nature != "" && !Known(Kinds, in.Nature), "nature", "nature", "Choose what kind of matter it is from the list.")
	m.add(in.Override != "" && !Known(Kinds, in.Override), "override", "override", "Choose a kind of case from the list.")
	m.checkText(in.OverrideReason, maxText, "override_reason", "The reason")
	if in.Override == "" {
		return
	}
	ruled := in
	ruled.Override = ""
	found := ruled.KindFor(Classify(AnswersFor(in), s.Policy()))
	m.add(Downward(found, in.Override) && blank(in.OverrideReason), "override_reason", "override_reason",
		"The rules make this a "+lowerFirst(found.String())+". Write why it is to be handled as something less.")
}
