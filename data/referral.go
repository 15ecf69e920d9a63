package data

import "strings"

// DirectorDays is how many days after its due date a referral that has no answer
// is passed on to the director: the day after the last reminder.
const DirectorDays = 3

// WorkedDays is how many days after a department's answer somebody looks whether
// it worked: as long as the first check of an action plan, so that both can be
// made on one day.
const WorkedDays = FirstCheckDays

// Answered reports whether the department has answered.
func (st Step) Answered() bool { return !st.DoneOn.IsZero() && !blank(st.Result) }

// checkReferral asks for manager, questions and day, then for the answer, and
// keeps the days in their order.
func checkReferral(st Step, m *Missing, today Date) {
	answered := !st.DoneOn.IsZero()
	m.add(blank(st.With), "with", "with", "Write to whom the question goes.")
	m.add(st.Due.IsZero() && !answered, "due", "due", "Enter the day by which the department answers.")
	m.add(answered && blank(st.Result), "result", "result", "Write what the department answered.")
	m.add(st.SentOn > today, "sent_on.future", "sent_on", "The day lies in the future; enter the day on which the referral was sent.")
	m.add(!st.Due.IsZero() && st.Due < st.SentOn, "due.before", "due", "The answer is due before the referral was sent; correct one of the two days.")
	m.add(answered && st.DoneOn < st.SentOn, "done_on.before", "done_on", "The answer came before the referral was sent; correct one of the two days.")
	for _, r := range st.Reminders {
		m.add(r.On > today, "reminders.future", "reminders", "A reminder lies in the future; enter the day on which the manager was reminded.")
		m.add(r.On.IsZero(), "reminders", "reminders", "Enter the day on which the manager was reminded.")
		m.checkText(r.How, maxLine, "reminders", "How the manager was reminded")
	}
	m.add(st.Director > today, "director.future", "director", "The day lies in the future; enter the day on which it went to the director.")
	m.add(st.Worked != "" && !Known(Effects, st.Worked), "worked.unknown", "worked", "Choose from the list whether it worked.")
	m.add(st.Worked != "" && !answered, "worked.early", "worked", "Whether it worked can be said once the department has answered.")
	m.add((st.Worked == "") != st.WorkedOn.IsZero(), "worked_on", "worked_on", "Enter the day of the look and what it found.")
	m.add(st.WorkedOn > today, "worked_on.future", "worked_on", "The day lies in the future; enter the day on which you looked.")
	m.add(!st.CheckOn.IsZero() && answered && st.CheckOn < st.DoneOn, "check_on.before", "check_on", "Whether it worked is looked at after the answer; enter a later day.")
	m.add(!st.ThankedOn.IsZero() && !answered, "thanked_on.early", "thanked_on", "The department is thanked for its answer; record the answer first.")
	m.add(st.ThankedOn > today, "thanked_on.future", "thanked_on", "The day lies in the future; enter the day of the thanks.")
}

// Chase returns what an unanswered referral asks of the office next, and when: a
// reminder before, on and after the due date, then the director, and then the
// answer itself. A reminder counts for every day up to the one on which it was
// made; none is owed for a day before the referral was sent.
func (st Step) Chase() (OwedKind, Date) {
	last := st.SentOn
	for _, r := range st.Reminders {
		last = max(last, r.On)
	}
	for _, n := range ReminderDays {
		if day := st.Due.AddDays(n); day > last {
			return OwedReminder, day
		}
	}
	if st.Director.IsZero() {
		return OwedDirector, st.Due.AddDays(DirectorDays)
	}
	return OwedReferral, st.Due
}

// chaseWords begin what the page of the day says of a referral.
var chaseWords = map[OwedKind]string{
	OwedReminder: "Remind the department", OwedDirector: "Pass the referral on to the director", OwedReferral: "Referral with the director",
}

func (st Step) referralOwed() Owed {
	kind, due := st.Chase()
	what := chaseWords[kind]
	if unit := strings.TrimSpace(st.Unit); unit != "" {
		what += ": " + unit
	}
	// It waits with the department until the day comes on which the office acts.
	return Owed{Kind: kind, Due: due, What: what, Who: st.With, Section: SectionInvestigation, Others: true}
}

// workedOwed is the look at whether the department's answer worked, where a day
// for it was set: an answer that only told facts has none.
func (st Step) workedOwed() []Owed {
	if st.Kind != Referral || !st.Answered() || st.CheckOn.IsZero() || st.Worked != "" {
		return nil
	}
	return []Owed{{Kind: OwedReview, Due: st.CheckOn, What: "Did it work? " + st.With, Who: st.By, Section: SectionInvestigation}}
}
