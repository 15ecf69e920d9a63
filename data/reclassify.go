package data

import "time"

// Natures lists what an officer may call a matter before any rule is asked: a
// grievance or a concern is what the rules make of one.
var Natures = []Term[Kind]{
	{Complaint, "Complaint"}, {Compliment, "Compliment"}, {Suggestion, "Suggestion"}, {Information, "Information request"},
	{Privacy, "Privacy"}, {CivilRights, "Civil rights"}, {Billing, "Billing"}, {LostProperty, "Lost property"}, {PolicyConcern, "Policy concern"},
}

// Reclassification is what an officer says when a case is classified again:
// how it came in, what it is, and the answers of their own. What follows from
// the rest of the case is added to them.
type Reclassification struct {
	Channel    Channel
	Nature     Kind
	ResolvedAt time.Time // when staff present resolved it; zero where they did not
	Answers    Answers
	Override   Kind
	Reason     string
}

// Reclassification returns the case as it was classified last, to go on from.
// Answers that followed from the channel, the person or the nature are left
// out, so that they go when their cause goes.
func (f CaseFile) Reclassification(today Date) Reclassification {
	r := Reclassification{Channel: f.Channel, Nature: f.nature(), ResolvedAt: f.ResolvedAt, Override: f.Override, Reason: f.OverrideReason, Answers: f.Answers}
	in := r.intake(f, today)
	in.Answers = Answers{}
	follow, own := AnswersFor(in), &r.Answers
	own.Written = own.Written && !follow.Written
	own.Survey = own.Survey && !follow.Survey
	own.FromStaff = own.FromStaff && !follow.FromStaff
	own.BillingOnly = own.BillingOnly && !follow.BillingOnly
	own.NotAboutCare = own.NotAboutCare && !follow.NotAboutCare
	if who, ok := f.Complainant(); ok && who.Role != RolePatient && who.Authority != "" {
		own.NotAuthorized = false // the authority on file answers it
	}
	return r
}

// nature is what the matter was called when it came in; for a case of an older
// file what its kind lets one think.
func (c Case) nature() Kind {
	switch {
	case c.Nature != "":
		return c.Nature
	case c.Kind == Grievance || c.Kind == Concern || c.Kind == Billing || c.Kind == "":
		return Complaint // what the classifier made of a complaint it may make anew
	}
	return c.Kind
}

// intake is the case as the rules would ask of it were it to come in now.
func (r Reclassification) intake(f CaseFile, today Date) Intake {
	in := Intake{Channel: r.Channel, Nature: r.Nature, Relation: Self, Answers: r.Answers}
	if who, ok := f.Complainant(); ok && who.Role != RolePatient {
		in.Relation, in.Complainant = who.Relation, who
		if who.Authority != "" && !who.MayReceive(today) {
			in.Complainant.Authority = AuthorityNone // ended or taken back
		}
	}
	return in
}

// AnswersIn returns all answers: the officer's own and those that follow from
// the case. What was resolved later than on the day of receipt was put off, not
// resolved at the time (domain 1.2 row 11).
func (r Reclassification) AnswersIn(f CaseFile, s Settings, today Date) Answers {
	a := AnswersFor(r.intake(f, today))
	if !r.ResolvedAt.IsZero() {
		a.ResolvedNow = DateOf(r.ResolvedAt, s.Zone()) <= DateOf(f.ReceivedAt, s.Zone())
	}
	return a
}

// Kind returns what the case is by the rules, and what it becomes.
func (r Reclassification) Kind(found Classification) (ruled, becomes Kind) {
	in := Intake{Nature: r.Nature}
	ruled = in.KindFor(found)
	in.Override = r.Override
	return ruled, in.KindFor(found)
}

// Gaps lists what stands between the words and a new classification of the case
// that is found by them.
func (r Reclassification) Gaps(f CaseFile, found Classification, now time.Time) Missing {
	var m Missing
	m.add(!Known(Channels, r.Channel), "channel", "channel", "Choose how the matter reached you.")
	m.add(!Known(Natures, r.Nature) && r.Nature != f.nature(), "nature", "nature", "Choose what kind of matter it is from the list.")
	m.add(r.ResolvedAt.After(now), "resolved_at.future", "resolved_at", "The time lies in the future; correct it.")
	m.add(r.Override != "" && !Known(Kinds, r.Override), "override", "override", "Choose a kind of case from the list.")
	m.checkText(r.Reason, maxText, "override_reason", "The reason")
	ruled, becomes := r.Kind(found)
	m.add((Downward(f.Kind, becomes) || Downward(ruled, becomes)) && blank(r.Reason), "override_reason", "override_reason",
		"Write why the case no longer needs a written notice.")
	return m
}

// Duties returns the clocks that the case owes from the day given. Where nobody
// is known to whom a letter could go there is nobody to acknowledge it to.
func (f CaseFile) Duties(from time.Time, s Settings) []Clock {
	var owed []Clock
	for _, c := range ClocksFor(f.Kind, from, s, f.Answers.ResolvedNow) {
		if c.Kind != ClockAcknowledge || !nobodyToWrite(f) {
			owed = append(owed, c)
		}
	}
	return owed
}
