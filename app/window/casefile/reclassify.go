package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// answerLine is one question of the classifier, as a tick.
type answerLine struct {
	name, words string
	at          func(*data.Answers) *bool
}

// answerLines are the questions in the order of the decision table.
var answerLines = []answerLine{
	{"alleges_harm", "It alleges abuse, neglect, harm, or a broken Condition of Participation", func(a *data.Answers) *bool { return &a.AllegesHarm }},
	{"anonymous", "It is anonymous", func(a *data.Answers) *bool { return &a.Anonymous }},
	{"not_about_care", "It is not about a patient's care or services", func(a *data.Answers) *bool { return &a.NotAboutCare }},
	{"from_staff", "It comes from staff", func(a *data.Answers) *bool { return &a.FromStaff }},
	{"not_authorized", "It comes from neither the patient nor a representative", func(a *data.Answers) *bool { return &a.NotAuthorized }},
	{"billing_only", "It is about the bill alone", func(a *data.Answers) *bool { return &a.BillingOnly }},
	{"medicare_billing_rights", "It is about a Medicare beneficiary's rights under 42 CFR Part 489", func(a *data.Answers) *bool { return &a.MedicareBillingRights }},
	{"billed_for_poor_care", "The bill is disputed because of poor care", func(a *data.Answers) *bool { return &a.BilledForPoorCare }},
	{"survey", "It came on a satisfaction survey", func(a *data.Answers) *bool { return &a.Survey }},
	{"survey_asks", "The survey carries a written complaint that asks for resolution", func(a *data.Answers) *bool { return &a.SurveyAsks }},
	{"written", "It is written: letter, fax, e-mail, portal message, web form", func(a *data.Answers) *bool { return &a.Written }},
	{"asks_response", "It asks for formal handling or for a response", func(a *data.Answers) *bool { return &a.AsksResponse }},
	{"after_discharge", "It is a call after discharge about what staff would have fixed", func(a *data.Answers) *bool { return &a.AfterDischarge }},
	{"minor_comfort", "It is about comfort, such as bedding or food, and was met quickly", func(a *data.Answers) *bool { return &a.MinorComfort }},
	{"resolved_now", "Staff who were there resolved it at the time", func(a *data.Answers) *bool { return &a.ResolvedNow }},
}

// asTheRulesSay is the choice that follows the classifier.
const asTheRulesSay data.Kind = "-"

// reclassify answers the classifier anew, with the result as one ticks.
func (s *Screen) reclassify() {
	key := s.file.Key
	e := s.newEditor("classify", "Classify again", "Save the classification", "The case is classified.")
	ticks := make([]*ui.Check, len(answerLines))
	now := s.file.Answers
	for i, l := range answerLines {
		ticks[i] = e.tick(l.name, l.words, *l.at(&now))
	}
	result := ui.NewParagraph("", ui.Strong)
	because := ui.NewParagraph("", ui.Muted)
	e.above = container.NewVBox(result, because)
	kinds := append([]ui.Option[data.Kind]{{Value: asTheRulesSay, Label: "As the rules say"}}, terms(data.Kinds)...)
	override := choose(e, "override", "Handle it as", kinds, asTheRulesSay)
	if s.file.Override != "" {
		override.SetValue(s.file.Override)
	}
	reason := e.area("override_reason", "Reason", s.file.OverrideReason, 2)
	e.hint("override_reason", "Needed to handle it against the rules as something less")

	answers := func() data.Answers {
		var a data.Answers
		for i, l := range answerLines {
			*l.at(&a) = ticks[i].Checked
		}
		return a
	}
	show := func() {
		c := data.Classify(answers(), s.settings().Policy())
		result.SetText("The rules say: " + c.Kind.String() + ".")
		because.SetText(c.Test + " " + c.Because + " (" + c.Citation + ", row " + c.Row + ")")
	}
	for _, t := range ticks {
		t.OnChanged = func(bool) { show() }
	}
	show()
	e.gather = func() change {
		a, kind, why := answers(), held(override), strings.TrimSpace(reason.Text)
		if kind == asTheRulesSay {
			kind = ""
		}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.Reclassify(ctx, key, a, kind, why)
		}
	}
	e.open()
}
