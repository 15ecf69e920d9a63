package intake

import (
	"reflect"
	"time"

	"rapport/data"
)

// verdict is what the rules say of an intake as it stands.
type verdict struct {
	known      bool // enough is written for an answer
	ruled      data.Kind
	kind       data.Kind // ruled, or what the officer chose instead
	found      data.Classification
	clocks     []duty
	needReason bool // the officer takes the written notice away
	missing    []string
	colleague  string // the advice where the matter is about somebody of the office
}

// duty is a clock that will run.
type duty struct {
	name, length string
	due          data.Date
}

// judge asks the rules.
func judge(in data.Intake, s data.Settings, now time.Time) verdict {
	answers := data.AnswersFor(in)
	v := verdict{known: in.Channel != "" || in.Answers != (data.Answers{}), found: data.Classify(answers, s.Policy())}
	v.kind = in.KindFor(v.found)
	ruled := in
	ruled.Override = ""
	v.ruled = ruled.KindFor(v.found)
	v.needReason = data.Downward(v.ruled, v.kind)
	if !in.ReceivedAt.IsZero() {
		for _, c := range data.ClocksFor(v.kind, in.ReceivedAt, s, answers.ResolvedNow) {
			v.clocks = append(v.clocks, duty{c.Label(), c.Phrase(), c.Due})
		}
	}
	for _, g := range in.Validate(s, now).Blocking() {
		v.missing = append(v.missing, g.Sentence)
	}
	return v
}

// same reports whether two verdicts read the same.
func (v verdict) same(w verdict) bool { return reflect.DeepEqual(v, w) }

// test is the test that decided, in words.
func (v verdict) test() string {
	switch {
	case v.ruled == v.found.Kind || v.ruled == data.CivilRights && v.found.Kind == data.Grievance:
		return v.found.Test
	case v.ruled == data.Compliment || v.ruled == data.Suggestion || v.ruled == data.Information:
		return "Nothing is complained of, so the tests for a grievance are not asked."
	}
	return "The tests do not make a grievance of it, so it stays what you called it."
}

// because is what follows from the test; empty where the officer's own word for
// the matter decides.
func (v verdict) because() string {
	switch {
	case v.ruled == v.found.Kind:
		return v.found.Because
	case v.ruled == data.CivilRights:
		return "A civil-rights grievance owes the same written notice, under a procedure of its own (45 CFR 92.8)."
	}
	return ""
}
