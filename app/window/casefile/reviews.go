package casefile

import (
	"fyne.io/fyne/v2"

	"rapport/data"
)

// period writes the days that a record review looks at.
func (s *Screen) period(st data.Step) string {
	switch {
	case st.From.IsZero():
		return ""
	case st.To.IsZero() || st.To == st.From:
		return "Entries of " + s.day(st.From)
	}
	return "Entries from " + s.day(st.From) + " to " + s.day(st.To)
}

func (s *Screen) recordCard(st data.Step) fyne.CanvasObject {
	return s.stepCard(st.Subject, st, texts(line(joined(s.period(st), prefixed("read by ", st.With))), text("Why these, and no more", st.Minimum)))
}

// editRecordReview adds or changes a look at the record: which part, of which
// days, and why no more of it (45 CFR 164.502(b)).
func (s *Screen) editRecordReview(st data.Step, finishing bool) {
	e, end := s.stepEditor(st, "a record review"), ending{}
	which := e.area("subject", "Which records", st.Subject, 2)
	from := e.day("from", "Entries from", st.From)
	to := e.day("to", "Entries to", st.To)
	e.beside(2)
	minimum := e.area("minimum", "Why these are needed, and no more", st.Minimum, 2)
	e.hint("minimum", "The minimum necessary: 45 CFR 164.502(b)")
	by := e.line("with", "Read by", orWord(st.With, s.desk.Session.Officer().Name))
	e.require("subject")
	end.days(e, st)
	end.words(e, st, finishing)
	e.gather = func() change {
		changed := st
		changed.Subject, changed.Minimum, changed.With = trimmed(which.Text), trimmed(minimum.Text), trimmed(by.Text)
		changed.From, changed.To = dayOf(from), dayOf(to)
		end.into(&changed)
		return s.saveStep(changed)
	}
	e.open()
}

func (s *Screen) policyCard(st data.Step) fyne.CanvasObject {
	return s.stepCard(st.Subject, st, line(joined(prefixed("Number ", st.PolicyNumber), prefixed("version ", st.Version),
		prefixed("followed: ", st.Followed.String()), prefixed("adequate: ", st.Adequate.String()))))
}

// editPolicyReview adds or changes a look at a policy as it read then.
func (s *Screen) editPolicyReview(st data.Step, finishing bool) {
	e, end := s.stepEditor(st, "a policy review"), ending{}
	title := e.line("subject", "Which policy", st.Subject)
	number := e.line("policy_number", "Number", st.PolicyNumber)
	version := e.line("version", "Version or date", st.Version)
	e.beside(2)
	followed := choose(e, "followed", "Was it followed?", terms(data.FollowedAnswers), st.Followed)
	adequate := choose(e, "adequate", "Is it adequate?", terms(data.FollowedAnswers), st.Adequate)
	e.beside(2)
	e.require("subject")
	end.days(e, st)
	end.words(e, st, finishing)
	e.gather = func() change {
		changed := st
		changed.Subject, changed.PolicyNumber, changed.Version = trimmed(title.Text), trimmed(number.Text), trimmed(version.Text)
		changed.Followed, changed.Adequate = held(followed), held(adequate)
		end.into(&changed)
		return s.saveStep(changed)
	}
	e.open()
}
