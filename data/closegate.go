package data

// closeGuard is the close gate without the choice of a closure, which is asked
// for when the case is closed.
func closeGuard(f CaseFile, s Settings) Missing { return closeMissing(f, f.Closure, s, 0) }

// CloseGate lists what stands between a case and its closing for the reason
// given (domain 9.5): the kind, the authority, a finding and an answer for every
// issue, referrals answered, the notice issued and gone, the day of completion,
// the closure. A zero today leaves out the check against the future.
func CloseGate(f CaseFile, reason Closure, s Settings, today Date) Missing {
	return append(closeMissing(f, reason, s, today), closureGap(reason)...)
}

func closureGap(reason Closure) Missing {
	var m Missing
	m.add(!Known(Closures, reason), "closure", "closure", "Choose why the case is closed.")
	m.add(reason == ClosedWithdrawn, "closure.withdrawn", "closure", "Use Withdraw for a matter that the person took back.")
	return m
}

func closeMissing(f CaseFile, reason Closure, s Settings, today Date) Missing {
	var m Missing
	m.add(f.Kind == "" || f.Classification.Row == "" && f.Earlier == "", "kind", "kind", "Classify the matter first.")
	m = append(m, openReferrals(f)...)
	if f.Kind.NeedsNotice() && reason != ClosedNotOurs {
		m = append(m, noticeGaps(f, reason, s, today)...)
	}
	m = append(m, effortGaps(f, reason)...)
	m = append(m, openWork(f)...)
	return m
}

// noticeGaps lists what a case that owes a notice lacks. That the person said a
// letter is not needed does not lift the duty (A-0123, MUUN11).
func noticeGaps(f CaseFile, reason Closure, s Settings, today Date) Missing {
	m := outcomesGuard(f, s)
	l, issued := currentNotice(f)
	for i, is := range f.Issues {
		m.add(!answered(is, l), "answer", is.ID.String(), issueName(i, is, s)+" has no answer yet; write one.")
	}
	who, ok := f.Complainant()
	m.add(ok && !f.anonymous() && who.authorityOpen(today), "authority", "people", "Settle whether the complainant may receive the patient's information.")
	if !nobodyToWrite(f) && !(reason == ClosedNoContact && nowhereToWrite(f)) {
		m.add(!issued, "letter", "letters", "Issue the resolution letter; this "+lowerFirst(f.Kind.String())+" must end with a written notice."+wayOut(f))
		m.add(issued && l.Dispatched().IsZero(), "dispatch", "letters", "Record when and how the resolution letter left.")
	}
	done := f.CompletedOn
	if done.IsZero() {
		done = l.Draft.CompletedOn
	}
	m.add(done.IsZero(), "completed_on", "completed_on", "Enter the day on which the review was completed.")
	m.add(!done.IsZero() && done < DateOf(f.ReceivedAt, s.Zone()), "completed_on.before", "completed_on", "The day of completion lies before receipt; correct it.")
	m.add(!today.IsZero() && done > today, "completed_on.future", "completed_on", "The day of completion lies in the future; correct it.")
	return m
}

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

// openReferrals lists the referrals without an answer: "resolved" must not mean
// the office's own part alone (A-0123, 70ZK11).
func openReferrals(f CaseFile) Missing {
	var m Missing
	for _, st := range f.Steps {
		m.add(st.Kind == Referral && (st.DoneOn.IsZero() || blank(st.Result)), "referral", st.ID.String(),
			"A referral has no answer yet; record what the department answered.")
	}
	return m
}

// effortGaps asks for the evidence that some closures need: what was done for a
// person who is not satisfied, the attempts to reach one who did not answer.
func effortGaps(f CaseFile, reason Closure) Missing {
	var m Missing
	outward := 0
	for _, c := range f.Contacts {
		if !c.Inbound {
			outward++
		}
	}
	m.add(reason == ClosedNoContact && outward < minAttempts, "attempts", "contacts", "Record at least two attempts to reach the person.")
	m.add(reason == ClosedReasonable && outward == 0 && len(f.Steps) == 0 && len(f.Advocacy) == 0, "efforts", "steps",
		"Record what was done for the person: a step, an action or a contact.")
	elsewhere := reason == ClosedReferredOut || reason == ClosedNotOurs
	m.add(elsewhere && outward == 0 && len(f.Letters) == 0 && !nobodyToWrite(f), "told", "contacts",
		"Tell the person where the matter belongs, and record the contact.")
	return m
}

// minAttempts is how many attempts to reach a person "repeated" means.
const minAttempts = 2

func openWork(f CaseFile) Missing {
	var m Missing
	promises, tasks := 0, 0
	for _, t := range f.Tasks {
		switch {
		case !t.DoneOn.IsZero():
		case t.Promise:
			promises++
		default:
			tasks++
		}
	}
	m.add(promises > 0, "promise", "tasks", "A promise is not kept yet; keep it, or mark it done.")
	m.warn(tasks > 0, "task", "tasks", "Tasks of this case are still open.")
	return m
}
