package data

// AppealDates are the days that the table gives for a level of an appeal. Each
// is to be verified on the notice ([VerifyOnNotice]).
type AppealDates struct {
	FileBy     Date
	KeepBy     Date // to ask so that benefits go on meanwhile; zero for most paths
	DecisionBy Date // counted from the day of filing or, before it, from the last day to file
}

// Calculate returns the days that the rule of the path gives for the level.
// Where nothing is to be filed, the decision is counted from the basis.
func (l AppealLevel) Calculate() AppealDates {
	r, _ := l.Path.Rule()
	d := AppealDates{FileBy: r.FileBy(l.Basis), KeepBy: r.KeepBenefitsBy(l.Basis)}
	filed := l.FiledOn
	if filed.IsZero() {
		filed = l.FileBy
	}
	if filed.IsZero() {
		filed = d.FileBy
	}
	if r.Forwarded {
		filed = l.Basis
	}
	d.DecisionBy = r.DecisionBy(filed, l.Urgent)
	return d
}

// Waits reports whether the level still asks for something.
func (l AppealLevel) Waits() bool { return l.Outcome == "" }

// Next returns the level that follows a denial, with its path and the basis to
// be checked; false where the level was not denied or its path has none.
func (l AppealLevel) Next() (AppealLevel, bool) {
	rule, _ := l.Path.Rule()
	switch l.Outcome {
	case AppealUpheld, AppealPartly, AppealDismissed:
	default:
		return AppealLevel{}, false
	}
	if rule.Next == "" {
		return AppealLevel{}, false
	}
	next := AppealLevel{Path: rule.Next, Basis: l.DecidedOn, Urgent: l.Urgent}
	after, _ := rule.Next.Rule()
	next.Urgent = next.Urgent && after.UrgentDays > 0
	dates := next.Calculate()
	next.FileBy = dates.FileBy
	return next, true
}

// AppealDuty is one day by which an appeal must be acted on for the patient: a
// clock measures it.
type AppealDuty struct {
	Name string
	Due  Date
	Met  Date
}

// Duties lists the days by which the level must be acted on: to file it and,
// where the patient wants it, to ask that benefits go on. Both are done by
// filing. What was decided without being filed (withdrawn) is owed no more.
func (l AppealLevel) Duties() []AppealDuty {
	if l.FiledOn.IsZero() && !l.Waits() {
		return nil
	}
	var all []AppealDuty
	for _, d := range []AppealDuty{
		{"To file: " + l.Path.String(), l.FileBy, l.FiledOn},
		{"Ask that benefits go on: " + l.Path.String(), l.KeepBy, l.FiledOn},
	} {
		if !d.Due.IsZero() {
			all = append(all, d)
		}
	}
	return all
}

// owed is the decision that the level waits for once it is filed. The day to
// file is owed by its clock ([AppealLevel.Duties]), never here as well: what the
// patient's side must do has a clock, with its log and its lateness; what an
// insurer or an agency must do is waited for, like a department's answer.
func (l AppealLevel) owed(with, by string) (Owed, bool) {
	rule, _ := l.Path.Rule()
	sent := !l.FiledOn.IsZero() || rule.Forwarded
	if !l.Waits() || !sent || l.DecisionDue.IsZero() {
		return Owed{}, false
	}
	who := with
	if blank(who) {
		who = by
	}
	return Owed{Kind: OwedAdvocacy, Due: l.DecisionDue, What: "Decision due: " + l.Path.String(), Who: who, Section: SectionAdvocacy, Others: true}, true
}

// Gaps checks a level of an appeal.
func (l AppealLevel) Gaps(today Date) Missing {
	const field = "levels"
	var m Missing
	rule, known := l.Path.Rule()
	m.add(!known, "level.path", "path", "Choose the way of appeal.")
	m.add(l.Basis.IsZero() || l.Basis > today && !rule.SameDay, "level.basis", "basis", "Enter the day from which the time runs; it cannot lie in the future.")
	m.add(!l.Basis.IsZero() && l.Basis < earliest, "level.basis.old", "basis", "The day lies before 1990; correct the year.")
	m.add(known && !rule.Forwarded && l.FileBy.IsZero(), "level.file_by", "file_by", "Enter the day by which the notice wants it filed.")
	m.add(!l.FileBy.IsZero() && l.FileBy < l.Basis, "level.file_by.before", "file_by", "The last day to file lies before the day from which the time runs; correct one of the two.")
	m.add(!l.KeepBy.IsZero() && l.KeepBy < l.Basis, "level.keep_by.before", "keep_by", "The day lies before the one from which the time runs; correct one of the two.")
	m.add(l.Urgent && known && rule.UrgentDays == 0, "level.urgent", "urgent", "This way of appeal has no urgent form; untick it.")
	m.add(l.FiledOn > today, "level.filed.future", "filed_on", "It cannot be filed in the future; enter the day on which it was.")
	m.add(!l.FiledOn.IsZero() && l.FiledOn < l.Basis && !rule.SameDay, "level.filed.before", "filed_on", "It was filed before the day from which the time runs; correct one of the two.")
	m.warn(!l.FiledOn.IsZero() && !l.FileBy.IsZero() && l.FiledOn > l.FileBy, "level.filed.late", "filed_on", "It was filed after the last day; ask for good cause to be found.")
	m.add(l.DecidedOn > today, "level.decided.future", "decided_on", "It cannot be decided in the future; enter the day on which it was.")
	m.add(l.Outcome != "" && l.DecidedOn.IsZero(), "level.decided", "decided_on", "Enter the day on which it was decided.")
	m.add(l.Outcome == "" && !l.DecidedOn.IsZero(), "level.outcome.open", "outcome", "Choose how it was decided.")
	m.add(l.Outcome != "" && !Known(AppealOutcomes, l.Outcome), "level.outcome", "outcome", "Choose how it was decided.")
	m.add(l.Outcome != "" && l.Outcome != AppealWithdrawn && !rule.Forwarded && l.FiledOn.IsZero(), "level.filed", "filed_on", "Enter the day on which it was filed.")
	m.add(!l.DecidedOn.IsZero() && l.DecidedOn < max(l.FiledOn, l.Basis), "level.decided.before", "decided_on", "It was decided before it was filed; correct one of the two days.")
	m.add(l.Cents < 0, "level.cents", "cents", "The money recovered cannot be less than nothing.")
	m.warn(!l.Verified && l.Waits(), "level.verify", field, VerifyOnNotice)
	m.checkText(l.Remark, maxText, "remark", "The remark")
	return m
}
