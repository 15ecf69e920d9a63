package data

import "time"

// The kinds of step that rules know by name; [Referral] is one more.
const (
	Interview    StepKind = "interview"
	RecordReview StepKind = "record_review"
	PolicyReview StepKind = "policy_review"
	TimelineStep StepKind = "timeline"
	OtherStep    StepKind = "other"
)

// Open reports whether the step is still to be done. An entry of the timeline
// tells of what happened and waits for nothing.
func (st Step) Open() bool { return st.Kind != TimelineStep && st.DoneOn.IsZero() }

// stepRule is what a kind of step asks for.
type stepRule struct {
	kind StepKind
	// subject is the field of what the step is about, and the sentence where it
	// is empty.
	subject, ask string
	check        func(st Step, m *Missing, today Date)
}

// stepRules is a row for each kind of step (domain 5.3).
var stepRules = []stepRule{
	{Interview, "subject", "Write who is asked.", checkInterview},
	{RecordReview, "subject", "Write which records are read.", checkRecordReview},
	{PolicyReview, "subject", "Write which policy is looked at.", checkPolicyReview},
	{Referral, "questions", "Write what the department is asked.", checkReferral},
	{TimelineStep, "subject", "Write what happened then.", checkTimeline},
	{OtherStep, "subject", "Write what is done.", func(st Step, m *Missing, _ Date) { wantResult(st, m) }},
}

// Validate checks a step of the investigation by the rules of its kind.
func (st Step) Validate(today Date) Missing {
	var m Missing
	m.add(!Known(StepKinds, st.Kind), "kind", "kind", "Choose the kind of step.")
	for _, r := range stepRules {
		if r.kind == st.Kind {
			m.add(blank(st.Subject), "subject", r.subject, r.ask)
			r.check(st, &m, today)
		}
	}
	doneOn(&m, st.DoneOn, today)
	m.checkText(st.Subject, maxText, "subject", "The subject")
	m.checkText(st.With, maxLine, "with", "The name")
	m.checkText(st.Result, maxText, "result", "The result")
	m.checkText(st.InLetter, maxText, "in_letter", "The line for the letter")
	for _, line := range []struct{ text, field, name string }{
		{st.Position, "position", "The position"}, {st.Place, "place", "The place"}, {st.Present, "present", "Who was present"},
		{st.PolicyNumber, "policy_number", "The number of the policy"}, {st.Version, "version", "The version"}, {st.Unit, "unit", "The unit"},
	} {
		m.checkText(line.text, maxLine, line.field, line.name)
	}
	m.checkTexts(st)
	return m
}

func wantResult(st Step, m *Missing) {
	m.add(!st.DoneOn.IsZero() && blank(st.Result), "result", "result", "Write what was learned.")
}

func checkInterview(st Step, m *Missing, _ Date) {
	m.add(!st.DoneOn.IsZero() && blank(st.OwnWords) && blank(st.Result), "result", "result", "Write what the person said, or what was learned from it.")
	m.add(st.ReadBack && blank(st.OwnWords), "own_words", "own_words", "Write the words that were read back.")
	m.add(st.ReadBack && st.DoneOn.IsZero(), "done_on.read_back", "done_on", "Enter the day of the interview.")
}

// checkRecordReview asks of a finished review for the period and for why no more
// was read than that: the minimum necessary (45 CFR 164.502(b)).
func checkRecordReview(st Step, m *Missing, today Date) {
	m.add(!st.To.IsZero() && st.To < st.From, "to.before", "to", "The period ends before it begins; correct one of the two days.")
	m.add(st.From > today || st.To > today, "period.future", "to", "The period lies in the future; correct it.")
	if st.DoneOn.IsZero() {
		return
	}
	m.add(st.From.IsZero(), "from", "from", "Enter the first day of the records that were read.")
	m.add(blank(st.Minimum), "minimum", "minimum", "Write why these records were needed, and no more of them.")
	wantResult(st, m)
}

// checkPolicyReview asks of a finished review for number and version, so that the
// policy can be found as it read then, and for both answers.
func checkPolicyReview(st Step, m *Missing, _ Date) {
	m.add(st.Followed != "" && !Known(FollowedAnswers, st.Followed), "followed.unknown", "followed", "Choose from the list whether the policy was followed.")
	m.add(st.Adequate != "" && !Known(FollowedAnswers, st.Adequate), "adequate.unknown", "adequate", "Choose from the list whether the policy is adequate.")
	if st.DoneOn.IsZero() {
		return
	}
	m.add(blank(st.PolicyNumber), "policy_number", "policy_number", "Enter the number of the policy, or that it has none.")
	m.add(blank(st.Version), "version", "version", "Enter the version of the policy or its date.")
	m.add(st.Followed == "", "followed", "followed", "Choose whether the policy was followed.")
	m.add(st.Adequate == "", "adequate", "adequate", "Choose whether the policy is adequate.")
	wantResult(st, m)
}

func checkTimeline(st Step, m *Missing, today Date) {
	m.add(st.When.IsZero(), "when", "when", "Enter the day and the time.")
	// The day is the office's; a day more allows for a zone ahead of UTC.
	m.add(!st.When.IsZero() && DateOf(st.When, time.UTC) > today.AddDays(1), "when.future", "when", "The time lies in the future; correct it.")
}
