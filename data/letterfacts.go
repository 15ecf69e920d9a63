package data

import (
	"slices"
	"strings"
)

// LetterFacts is all that a letter is made of. The same facts give the same
// letter.
type LetterFacts struct {
	File     CaseFile
	Draft    LetterDraft
	Template Template
	Settings Settings
	Officer  Officer
	Sheets   []Sheet // the office's, from which enclosures are chosen
	Today    Date
}

// lang is the language of the letter.
func (x LetterFacts) lang() Lang { return x.Template.Language }

// To is the person of the case to whom the letter goes; false where it goes to
// somebody else.
func (x LetterFacts) To() (Person, bool) {
	p, ok := x.File.PersonByID(x.Draft.Addressee)
	return p, ok && p.Role != RoleStaff && x.Draft.Kind.Spec().Reader == ToPerson
}

// MayTell reports whether the letter may hold the patient's information: its
// reader has authority, or is no person of the case.
func (x LetterFacts) MayTell() bool {
	p, ok := x.To()
	return !ok || p.MayReceive(x.Draft.Date)
}

// AddresseeName is the name of the reader as an envelope has it.
func (x LetterFacts) AddresseeName() string {
	if p, ok := x.To(); ok {
		return p.FullName()
	}
	if to := x.Draft.To; !blank(to.Name) {
		return strings.TrimSpace(to.Name)
	}
	return strings.TrimSpace(x.Draft.To.Organization)
}

func (x LetterFacts) referral() (Step, bool) {
	for _, st := range x.File.Steps {
		if st.Kind == Referral && st.ID == x.Draft.About {
			return st, true
		}
	}
	return Step{}, false
}

func (x LetterFacts) meeting() (Meeting, bool) {
	for _, m := range x.File.Meetings {
		if m.ID == x.Draft.About {
			return m, true
		}
	}
	return Meeting{}, false
}

func (x LetterFacts) appeal() (Advocacy, bool) {
	for _, a := range x.File.Advocacy {
		if a.ID == x.Draft.About {
			return a, true
		}
	}
	return Advocacy{}, false
}

// level is the newest level of the appeal.
func (x LetterFacts) level() (AppealLevel, bool) {
	a, _ := x.appeal()
	if len(a.Levels) == 0 {
		return AppealLevel{}, false
	}
	return a.Levels[len(a.Levels)-1], true
}

func (x LetterFacts) limit() (ConductLimit, bool) {
	for _, l := range x.File.Limits {
		if l.ID == x.Draft.About {
			return l, true
		}
	}
	return ConductLimit{}, false
}

// LetterSubjectOf is one record that a letter may be about.
type LetterSubjectOf struct {
	ID    ID
	Label string
}

// Subjects lists what of the case a letter of the kind may be about, the newest
// first; nothing where it is about the case itself.
func (k LetterKind) Subjects(f CaseFile) []LetterSubjectOf {
	var all []LetterSubjectOf
	add := func(id ID, label string) { all = append(all, LetterSubjectOf{id, label}) }
	switch k.Spec().About {
	case AboutReferral:
		for _, st := range f.Steps {
			if st.Kind == Referral {
				add(st.ID, joinWords(", ", st.Unit, st.With, st.Subject))
			}
		}
	case AboutMeeting:
		for _, m := range f.Meetings {
			add(m.ID, joinWords(", ", m.Name(), m.On.Long(), m.Place))
		}
	case AboutAppeal:
		for _, appeals := range []bool{false, true} { // those with a level of appeal come first once reversed
			for _, a := range f.Advocacy {
				if (len(a.Levels) > 0) == appeals {
					add(a.ID, joinWords(", ", a.Goal, a.With))
				}
			}
		}
	case AboutConduct:
		for _, l := range f.Limits {
			add(l.ID, joinWords(", ", l.Group.String(), l.From.Long()))
		}
	}
	slices.Reverse(all)
	return all
}

// condition is one of the closed set of facts on which a block may depend.
type condition struct {
	name, label string
	holds       func(LetterFacts) bool
}

var conditions = []condition{
	{"may_tell", "the reader may receive the patient's information", LetterFacts.MayTell},
	{"third_party", "the reader is not the patient", func(x LetterFacts) bool {
		p, ok := x.To()
		return ok && p.Role != RolePatient && p.Relation != Self
	}},
	{"grievance", "the case needs a written decision", func(x LetterFacts) bool { return x.File.Kind.NeedsNotice() }},
	{"promised", "a day for the answer is set", func(x LetterFacts) bool { return !x.File.PromisedDay().IsZero() }},
	{"has_issues", "the case names its issues", func(x LetterFacts) bool { return len(x.File.Issues) > 0 }},
	{"several_issues", "the case has several issues", func(x LetterFacts) bool { return len(x.File.Issues) > 1 }},
	{"has_steps", "steps are told", func(x LetterFacts) bool { return tells(x.Draft.Steps) }},
	{"substantiated", "a concern was found to be right, wholly or in part", func(x LetterFacts) bool {
		return slices.ContainsFunc(x.File.Issues, func(i Issue) bool {
			return i.Finding.Outcome == Substantiated || i.Finding.Outcome == PartiallySubstantiated
		})
	}},
	{"interim_sent", "an interim letter was sent before", func(x LetterFacts) bool {
		l, ok := x.File.Letter(InterimLetter)
		return ok && !l.Dispatched().IsZero()
	}},
	{"has_attempts", "attempts to reach the person are on file", func(x LetterFacts) bool { return len(attempts(x.File)) > 0 }},
	{"has_agencies", "the office lists outside agencies", func(x LetterFacts) bool { return len(x.Settings.Agencies) > 0 }},
	{"has_tty", "the office has a text telephone", func(x LetterFacts) bool { return !blank(x.Settings.TTY) }},
	{"has_email", "the office has an e-mail address", func(x LetterFacts) bool { return !blank(x.Settings.Email) }},
	{"mediation", "the meeting is a mediation", func(x LetterFacts) bool { m, _ := x.meeting(); return m.Mediation }},
	{"interpreter", "the reader needs an interpreter", func(x LetterFacts) bool { p, ok := x.To(); return ok && p.Interpreter != "" }},
	{"has_papers", "documents for the appeal are there", func(x LetterFacts) bool { return len(appealPapers(x)) > 0 }},
	{"rights_case", "the case is about privacy or civil rights", func(x LetterFacts) bool { return x.File.Kind == Privacy || x.File.Kind == CivilRights }},
	{"urgent", "the appeal is urgent", func(x LetterFacts) bool { l, _ := x.level(); return l.Urgent }},
	{"part2", "the case holds records of substance use treatment", func(x LetterFacts) bool { return x.File.HoldsPart2() }},
	{"corrects", "the letter corrects an earlier one", func(x LetterFacts) bool { return x.Draft.Corrects != (ID{}) }},
}

// Condition is one of the facts on which a block may depend, for a list.
type Condition struct{ Name, Label string }

// Conditions lists the facts on which a block may depend. With "!" before its
// name the block is printed where it does not hold.
func Conditions() []Condition {
	var all []Condition
	for _, c := range conditions {
		all = append(all, Condition{c.name, c.label})
	}
	return all
}

func conditionNamed(name string) (condition, bool) {
	name = strings.TrimPrefix(name, "!")
	for _, c := range conditions {
		if c.name == name {
			return c, true
		}
	}
	return condition{}, false
}

// Shown reports whether the block is printed, and by which condition it is not.
func (x LetterFacts) Shown(b Block) (shown bool, because string) {
	for _, name := range b.When {
		c, ok := conditionNamed(name)
		wanted := !strings.HasPrefix(name, "!")
		if !ok || c.holds(x) != wanted {
			if !wanted {
				return false, "printed only where not: " + c.label
			}
			return false, "printed only where " + c.label
		}
	}
	return true, ""
}
