package data

import "slices"

// GateRule is one point of the close gate (domain 9.5): what a case must have
// before it is closed.
type GateRule struct {
	Code   string
	Source string
	// Asked marks what is answered in the act of closing, not before.
	Asked bool
	// Firm says why not even a manager may pass over the point; empty where one
	// may, with a reason that is logged.
	Firm string
	gaps func(closing) Missing
}

// closing is a case on its way to being closed, as the rules look at it.
type closing struct {
	CaseFile
	settings Settings
	today    Date // zero: a day in the future is not looked for
	notice   Letter
	issued   bool // there is a notice
}

const (
	noticeCited = "42 CFR 482.13(a)(2)(iii); A-0123"
	qapiCited   = "42 CFR 482.21; 482.13(a)(2)"
	firmFact    = "It takes a moment to enter, and everything counted from it would be wrong."
)

// CloseRules is the close gate. Each point names its fix; the code of a gap is
// that of its rule.
var CloseRules = []GateRule{
	{Code: "legal_hold", Source: "hospital's policy; the duty to preserve evidence", Firm: "Only the release of the hold lifts it, when counsel agrees.", gaps: one("legal_hold",
		"A legal hold stands on this case; it can be closed once the hold is released.", func(c closing) bool { return c.Hold.Stands() })},
	{Code: "kind", Source: "42 CFR 482.13(a)(2); domain 1.2", Firm: firmFact, gaps: one("kind",
		"Classify the matter first.", func(c closing) bool { return c.Kind == "" || c.Classification.Row == "" && c.Earlier == "" })},
	{Code: "authority", Source: "45 CFR 164.502(g), 164.510(b)", gaps: one("people",
		"Settle whether the complainant may receive the patient's information.", func(c closing) bool {
			who, ok := c.Complainant()
			return c.owesNotice() && ok && !c.anonymous() && who.authorityOpen(c.today)
		})},
	{Code: "issues", Source: noticeCited, gaps: one("issues", "Add at least one issue.",
		func(c closing) bool { return c.owesNotice() && len(c.Issues) == 0 })},
	{Code: "finding", Source: noticeCited, gaps: closing.withoutFinding},
	{Code: "answer", Source: noticeCited + " (KSR511)", gaps: closing.withoutAnswer},
	{Code: "referral", Source: "A-0123 (70ZK11)", gaps: func(c closing) Missing { return openReferrals(c.CaseFile) }},
	{Code: "letter", Source: noticeCited, gaps: closing.withoutLetter},
	{Code: "dispatch", Source: noticeCited, gaps: one("letters", "Record when and how the resolution letter left.",
		func(c closing) bool { return c.owesLetter() && c.issued && c.notice.Dispatched().IsZero() })},
	{Code: "returned", Source: noticeCited, gaps: one("letters", "The resolution letter came back; send it again to the right address, or record how the person was told.",
		func(c closing) bool {
			_, back := c.CameBack(c.notice.ID)
			return c.owesLetter() && c.issued && back
		})},
	{Code: "completed_on", Source: "42 CFR 482.13(a)(2)(iii)(4); CMS report 16520", gaps: one("completed_on", "Enter the day on which the review was completed.",
		func(c closing) bool { return c.owesNotice() && c.completed().IsZero() })},
	{Code: "completed_on.before", Source: noticeCited, Firm: firmFact, gaps: one("completed_on", "The day of completion lies before receipt; correct it.",
		func(c closing) bool {
			return !c.completed().IsZero() && c.completed() < DateOf(c.ReceivedAt, c.settings.Zone())
		})},
	{Code: "completed_on.future", Source: noticeCited, Firm: firmFact, gaps: one("completed_on", "The day of completion lies in the future; correct it.",
		func(c closing) bool { return !c.today.IsZero() && c.completed() > c.today })},
	{Code: "promise", Source: "hospital's policy", gaps: closing.openPromises},
	{Code: "escalation", Source: "domain 5.5", gaps: one("escalations", "Something that must be passed on was raised, and nobody was told yet; record who was told.",
		func(c closing) bool { return c.escalationOpen() })},
	{Code: "attempts", Source: "domain 1.4", gaps: one("contacts", "Record at least two attempts to reach the person.",
		func(c closing) bool { return c.Closure == ClosedNoContact && c.outward() < minAttempts })},
	{Code: "told", Source: "domain 1.4", gaps: one("contacts", "Tell the person where the matter belongs, and record the contact.", func(c closing) bool {
		elsewhere := c.Closure == ClosedReferredOut || c.Closure == ClosedNotOurs
		return elsewhere && c.outward() == 0 && len(c.Letters) == 0 && !nobodyToWrite(c.CaseFile)
	})},
	{Code: "closure", Source: "domain 1.4", Asked: true, Firm: firmFact, gaps: one("closure", "Choose why the case is closed.",
		func(c closing) bool { return !Known(Closures, c.Closure) })},
	{Code: "closure.withdrawn", Source: "A-0123 (MUUN11)", Asked: true, Firm: "A matter is taken back by the person alone.", gaps: one("closure",
		"Use Withdraw for a matter that the person took back.", func(c closing) bool { return c.Closure == ClosedWithdrawn })},
	{Code: "satisfied", Source: "domain 1.4, 9.5", Asked: true, gaps: one("satisfied", "Say whether the person is satisfied; “not known” is an answer too.",
		func(c closing) bool { return c.asksAfter() && c.Ending.Satisfied == "" })},
	{Code: "satisfied.other", Source: "domain 1.4", Asked: true, Firm: firmFact, gaps: one("satisfied", "This does not go with why the case is closed; change one of the two.",
		closing.contradicts)},
	{Code: "efforts", Source: "domain 1.4", Asked: true, Firm: "Without the list of what was done, a matter with which the person is not satisfied is not settled.",
		gaps: one("efforts", "Write what was done for the person, one thing to a line.", func(c closing) bool { return c.notSatisfied() && len(c.Ending.Efforts) == 0 })},
	{Code: "manager", Source: "domain 1.4", Asked: true, Firm: "A manager must look at it; that cannot be passed over.",
		gaps: one("manager", "The person is not satisfied, so a manager closes the case: ask one to sign in and close it.",
			func(c closing) bool { return c.notSatisfied() && blank(c.Ending.Manager) })},
	{Code: "action", Source: qapiCited, Asked: true, gaps: one("no_action", "Add an action plan, or write why the case leads to none.", func(c closing) bool {
		return c.asksAfter() && !c.leadsToAction() && blank(c.Ending.NoAction)
	})},
	{Code: "qapi", Source: qapiCited, Asked: true, gaps: one("qapi", "Choose under which category the quality program counts it.",
		func(c closing) bool { return c.asksAfter() && !Known(QAPICategories, c.Ending.QAPI) })},
	{Code: "privacy", Source: "45 CFR 164.530(d), 164.400-414", Asked: true, gaps: one("privacy", "Decide whether the privacy officer must look at it.",
		func(c closing) bool { return c.asksAfter() && !Known(PrivacyDecisions, c.Ending.Privacy) })},
}

// one makes the check of a point that is met or not.
func one(field, sentence string, broken func(closing) bool) func(closing) Missing {
	return func(c closing) Missing {
		var m Missing
		m.add(broken(c), "", field, sentence)
		return m
	}
}

// CloseGate lists what stands between a case and its closing as the officer
// means to close it. A manager's override takes the points away that may be
// passed over; see [CloseCase]. A zero today leaves out the check against the
// future.
func CloseGate(f CaseFile, c Closing, by Officer, s Settings, today Date) Missing {
	return closeGaps(f.closedWith(c, by), s, today, func(GateRule) bool { return true })
}

// closeGuard is the part of the gate that the state machine asks of a case
// wherever closing is offered: without what is answered in the act of closing.
func closeGuard(f CaseFile, s Settings) Missing {
	return closeGaps(f, s, 0, func(r GateRule) bool { return !r.Asked })
}

// askedGaps are the points that are answered in the act of closing.
func askedGaps(f CaseFile, s Settings) Missing {
	return closeGaps(f, s, 0, func(r GateRule) bool { return r.Asked })
}

func closeGaps(f CaseFile, s Settings, today Date, of func(GateRule) bool) Missing {
	c := closing{CaseFile: f, settings: s, today: today}
	c.notice, c.issued = currentNotice(f)
	var m Missing
	for _, r := range CloseRules {
		if !of(r) || r.Firm == "" && slices.Contains(f.Ending.Overridden, r.Code) {
			continue
		}
		for _, g := range r.gaps(c) {
			g.Code = r.Code
			m = append(m, g)
		}
	}
	m.warn(c.tasksOpen(), "task", "tasks", "Tasks of this case are still open.")
	return m
}

// CloseCase returns the case as it is closed: with its closure and what was
// answered. Where the gate fails and a manager overrides it, the points passed
// over are noted; those that are firm stay a hindrance. Error: [Missing].
func CloseCase(f CaseFile, c Closing, by Officer, s Settings, today Date) (CaseFile, error) {
	m := c.Validate()
	gate := CloseGate(f, c, by, s, today)
	f = f.closedWith(c, by)
	if !blank(c.Override) {
		m.add(!by.Roles.Has(RoleManager), "override", "override", "Only a manager may close a case against the gate.")
		for _, g := range gate.Blocking() {
			if Overridable(g.Code) && !slices.Contains(f.Ending.Overridden, g.Code) {
				f.Ending.Overridden = append(f.Ending.Overridden, g.Code)
			}
		}
		if len(f.Ending.Overridden) > 0 {
			f.Ending.OverrideBy, f.Ending.OverrideReason = by.Name, c.Override
		}
		gate = closeGaps(f, s, today, func(GateRule) bool { return true })
	}
	return f, append(m, gate...).Err()
}

// Overridable reports whether a manager may pass over a point of the gate.
func Overridable(code string) bool {
	for _, r := range CloseRules {
		if r.Code == code {
			return r.Firm == ""
		}
	}
	return false
}

// closedWith is the case with what is answered in the act of closing.
func (f CaseFile) closedWith(c Closing, by Officer) CaseFile {
	f.Closure = c.Reason
	if !c.CompletedOn.IsZero() {
		f.CompletedOn = c.CompletedOn
	}
	f.Ending = CloseRecord{Satisfied: c.Satisfied, Efforts: c.Efforts, NoAction: c.NoAction, QAPI: c.QAPI, Privacy: c.Privacy}
	if by.Roles.Has(RoleManager) {
		f.Ending.Manager = by.Name
	}
	return f
}

// owesNotice reports whether the case must end with a written notice. That the
// person said a letter is not needed does not lift the duty (A-0123, MUUN11).
func (c closing) owesNotice() bool { return c.Kind.NeedsNotice() && c.Closure != ClosedNotOurs }

// owesLetter reports whether there is somebody to whom the notice can go.
func (c closing) owesLetter() bool {
	return c.owesNotice() && !nobodyToWrite(c.CaseFile) && !(c.Closure == ClosedNoContact && nowhereToWrite(c.CaseFile))
}

// asksAfter reports whether the quality program learns from the case: anything
// complained of, but for what is not about this hospital.
func (c closing) asksAfter() bool { return c.Kind.Complains() && c.Closure != ClosedNotOurs }

func (c closing) notSatisfied() bool {
	return c.Closure == ClosedReasonable || c.Ending.Satisfied == NotSatisfied
}

// contradicts reports whether the closure says one thing about the person's
// satisfaction and the answer another.
func (c closing) contradicts() bool {
	want, says := SatisfiedBy(c.Closure)
	return says && c.Ending.Satisfied != "" && c.Ending.Satisfied != want
}

func (c closing) leadsToAction() bool {
	return slices.ContainsFunc(c.Actions, func(a ActionPlan) bool { return a.State() != ActionDropped })
}

// completed is the day of completion on file, or that of the notice.
func (c closing) completed() Date {
	if !c.CompletedOn.IsZero() {
		return c.CompletedOn
	}
	return c.notice.Draft.CompletedOn
}

// outward counts the contacts that the office began.
func (c closing) outward() int {
	n := 0
	for _, contact := range c.Contacts {
		if !contact.Inbound {
			n++
		}
	}
	return n
}

// openPromises lists the sections in which a promise waits: tasks, or what was
// undertaken in a meeting.
func (c closing) openPromises() (m Missing) {
	f := c.CaseFile
	f.State = StateNew // what an open case owes, whatever becomes of it now
	for _, o := range f.Owed() {
		known := slices.ContainsFunc(m, func(g Gap) bool { return g.Field == o.Section })
		sentence := "A promise is not kept yet; keep it, or mark it done."
		if o.Section == SectionAdvocacy {
			sentence = "What was undertaken in a meeting is not done yet; do it, or write why not."
		}
		m.add(o.Kind == OwedPromise && !known, "", o.Section, sentence)
	}
	return m
}

func (c closing) escalationOpen() bool {
	return slices.ContainsFunc(c.Escalations, func(e Escalation) bool { return e.ToldOn.IsZero() })
}

func (c closing) tasksOpen() bool {
	return slices.ContainsFunc(c.Tasks, func(t Task) bool { return t.DoneOn.IsZero() && !t.Promise })
}

func (c closing) withoutFinding() (m Missing) {
	for i, is := range c.Issues {
		m.add(c.owesNotice() && is.Finding.Outcome == "", "", is.ID.String(), issueName(i, is, c.settings)+" has no finding yet; record one.")
	}
	return m
}

// withoutAnswer lists the issues that have their finding and no answer; of the
// others the finding is asked for first.
func (c closing) withoutAnswer() (m Missing) {
	for i, is := range c.Issues {
		m.add(c.owesNotice() && is.Finding.Outcome != "" && !answered(is, c.notice), "", is.ID.String(), issueName(i, is, c.settings)+" has no answer yet; write one.")
	}
	return m
}

// openReferrals lists the referrals without an answer: "resolved" must not mean
// the office's own part alone.
func openReferrals(f CaseFile) (m Missing) {
	for _, st := range f.Steps {
		m.add(st.Kind == Referral && (st.DoneOn.IsZero() || blank(st.Result)), "referral", st.ID.String(),
			"A referral has no answer yet; record what the department answered.")
	}
	return m
}

func (c closing) withoutLetter() (m Missing) {
	m.add(c.owesLetter() && !c.issued, "", "letters", "Issue the resolution letter; this "+lowerFirst(c.Kind.String())+
		" must end with a written notice."+wayOut(c.CaseFile))
	return m
}

// minAttempts is how many attempts to reach a person "repeated" means.
const minAttempts = 2

// answered reports whether the issue has an answer, on file or in the notice.
func answered(is Issue, notice Letter) bool {
	for _, a := range notice.Draft.Findings {
		if a.Issue == is.ID && !saysNothing(a.Text) {
			return true
		}
	}
	return !saysNothing(is.Finding.Answer)
}

// anonymous reports whether the matter came without a name, by the intake or by
// the answers to the classifier.
func (f CaseFile) anonymous() bool { return f.Anonymous || f.Answers.Anonymous }

// nobodyToWrite reports whether nobody is known to whom a letter could go: an
// anonymous report that names no patient. Its duty ends with a finding for every
// issue, the day of completion and the closure.
func nobodyToWrite(f CaseFile) bool { return f.anonymous() && !f.anyone(Person.named) }

// nowhereToWrite reports whether people are named, and for none of them there is
// anything of an address. With the attempts to reach them on file
// ([ClosedNoContact]), such a matter needs no letter either.
func nowhereToWrite(f CaseFile) bool {
	return f.anyone(Person.named) && !f.anyone(func(p Person) bool { return !blank(p.Street) || !blank(p.Postal) || !blank(p.Email) })
}

// wayOut says what to do where no letter can be written as the case stands.
func wayOut(f CaseFile) string {
	switch {
	case !f.anonymous() && !f.anyone(Person.named):
		return " Add the person, or tick under Classify again that it is anonymous."
	case nowhereToWrite(f):
		return " Where no address can be found, record the attempts and close it as without contact."
	}
	return ""
}

func (p Person) named() bool { return !blank(p.Given) || !blank(p.Family) }

// anyone reports whether the condition holds for somebody on the case who is not
// of the staff.
func (f CaseFile) anyone(holds func(Person) bool) bool {
	for _, p := range f.People {
		if p.Role != RoleStaff && holds(p) {
			return true
		}
	}
	return false
}
