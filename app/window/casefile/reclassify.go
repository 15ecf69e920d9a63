package casefile

import (
	"context"
	"strings"
	"time"

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

// classifyForm is the fields by which a case is classified again.
type classifyForm struct {
	screen   *Screen
	own      data.Answers // what the officer ticked
	channel  *ui.Choice[data.Channel]
	nature   *ui.Choice[data.Kind]
	ticks    []*ui.Check
	resolved *ui.MomentField
	override *ui.Choice[data.Kind]
	reason   *ui.Entry
	result   *ui.Paragraph
	because  *ui.Paragraph
	quiet    bool // ticks are being set by the form
}

// reclassify answers the classifier anew, with the result as one changes what it
// looks at.
func (s *Screen) reclassify() {
	key, now := s.file.Key, s.file.Reclassification(s.today())
	e := s.newEditor("classify", "Classify again", "Save the classification", "The case is classified.")
	f := &classifyForm{screen: s, own: now.Answers, result: ui.NewParagraph("", ui.Strong), because: ui.NewParagraph("", ui.Muted)}
	e.above = container.NewVBox(f.result, f.because)
	f.channel = choose(e, "channel", "How it reached you", terms(data.Channels), now.Channel)
	f.nature = choose(e, "nature", "What it is", terms(naturesWith(now.Nature)), now.Nature)
	e.beside(2)
	for i, l := range answerLines {
		f.ticks = append(f.ticks, e.tick(l.name, l.words, *l.at(&now.Answers)))
		f.ticks[i].OnChanged = func(yes bool) {
			if !f.quiet {
				*l.at(&f.own) = yes
				f.show()
			}
		}
	}
	f.resolved = e.moment("resolved_at", "When staff resolved it", now.ResolvedAt)
	e.hint("resolved_at", "Later than the day of receipt it was put off, not resolved at the time")
	kinds := append([]ui.Option[data.Kind]{{Value: asTheRulesSay, Label: "As the rules say"}}, terms(data.Kinds)...)
	f.override = choose(e, "override", "Handle it as", kinds, asTheRulesSay)
	if now.Override != "" {
		f.override.SetValue(now.Override)
	}
	f.reason = e.area("override_reason", "Reason", now.Reason, 2)
	e.hint("override_reason", "Needed to handle it as something less than it is or than the rules say")
	f.channel.OnChanged, f.nature.OnChanged = func(string) { f.show() }, func(string) { f.show() }
	f.override.OnChanged = func(string) { f.show() }
	f.resolved.OnChanged = func(time.Time) { f.show() }
	f.show()
	e.gather = func() change {
		r := f.read()
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.Reclassify(ctx, key, r) }
	}
	e.open()
}

// naturesWith are the natures, with one that an older case has beside them.
func naturesWith(nature data.Kind) []data.Term[data.Kind] {
	if data.Known(data.Natures, nature) {
		return data.Natures
	}
	return append([]data.Term[data.Kind]{{Value: nature, Label: nature.String()}}, data.Natures...)
}

// read is what the fields say.
func (f *classifyForm) read() data.Reclassification {
	r := data.Reclassification{Channel: held(f.channel), Nature: held(f.nature), Answers: f.own, Reason: strings.TrimSpace(f.reason.Text)}
	if t, err := f.resolved.Moment(); err == nil {
		r.ResolvedAt = t
	}
	if kind := held(f.override); kind != asTheRulesSay {
		r.Override = kind
	}
	return r
}

// show says what the rules make of the fields. What follows from the rest of
// the case is ticked and cannot be unticked.
func (f *classifyForm) show() {
	s, r := f.screen, f.read()
	all := r.AnswersIn(s.file, s.settings(), s.today())
	found := data.Classify(all, s.settings().Policy())
	ruled, becomes := r.Kind(found)
	words := "The rules say: " + ruled.String() + "."
	if becomes != ruled {
		words += " You handle it as: " + becomes.String() + "."
	}
	f.result.SetText(words + " " + f.duties(becomes, all))
	f.because.SetText(found.Test + " " + found.Because + " (" + found.Citation + ", row " + found.Row + ")")
	f.quiet = true
	defer func() { f.quiet = false }()
	for i, l := range answerLines {
		tick, yes := f.ticks[i], *l.at(&all)
		if tick.Checked != yes {
			tick.SetChecked(yes)
		}
		if follows := yes && !*l.at(&f.own); follows != tick.Disabled() {
			if follows {
				tick.Disable()
			} else {
				tick.Enable()
			}
		}
	}
}

// duties says by when the case would owe what, counted from its receipt.
func (f *classifyForm) duties(kind data.Kind, a data.Answers) string {
	s, c := f.screen, f.screen.file
	c.Kind, c.Answers = kind, a
	var owed []string
	for _, k := range c.Duties(c.ClocksFrom(), s.settings()) {
		owed = append(owed, k.Label()+" "+s.day(k.Due))
	}
	if len(owed) == 0 {
		return "Nothing is due."
	}
	return "Due: " + strings.Join(owed, ", ") + "."
}
