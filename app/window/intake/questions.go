package intake

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// question is one fact that the classifier asks for, in plain words.
type question struct {
	words  string
	answer func(*data.Answers) *bool
	first  func(data.Channel) bool // whether it is asked before the others
}

func always(data.Channel) bool { return true }
func never(data.Channel) bool  { return false }
func on(channels ...data.Channel) func(data.Channel) bool {
	return func(c data.Channel) bool { return slices.Contains(channels, c) }
}

// onSurvey and spoken are the ways in that the decision table tells apart
// beside the written ones (domain 1.2 rows 5 to 11).
var onSurvey = on(data.Survey, data.CommentCard)

func spoken(c data.Channel) bool { return !c.Written() && !onSurvey(c) }

// questions are the facts of [data.Answers]; anonymity is asked for beside the
// name.
var questions = []question{
	{"It alleges abuse, neglect, harm or a broken Condition of Participation", func(a *data.Answers) *bool { return &a.AllegesHarm }, always},
	{"They ask for a response or for formal handling", func(a *data.Answers) *bool { return &a.AsksResponse }, always},
	{"Staff who were there resolved it at the time", func(a *data.Answers) *bool { return &a.ResolvedNow }, spoken},
	{"It came in writing", func(a *data.Answers) *bool { return &a.Written }, always},
	{"After discharge: staff could have fixed it during the stay", func(a *data.Answers) *bool { return &a.AfterDischarge }, on(data.Phone, data.Voicemail)},
	{"A small comfort (bedding, cleaning, food), met quickly", func(a *data.Answers) *bool { return &a.MinorComfort }, on(data.InPerson, "rounding")},
	{"A known patient wrote to complain and asks for resolution", func(a *data.Answers) *bool { return &a.SurveyAsks }, onSurvey},
	{"It came on a satisfaction survey", func(a *data.Answers) *bool { return &a.Survey }, onSurvey},
	{"It is about the bill alone", func(a *data.Answers) *bool { return &a.BillingOnly }, on("insurer")},
	{"The bill is disputed because of poor care", func(a *data.Answers) *bool { return &a.BilledForPoorCare }, on("insurer")},
	{"Medicare billing rights are at stake (42 CFR Part 489)", func(a *data.Answers) *bool { return &a.MedicareBillingRights }, on("insurer")},
	{"It is not about a patient's care or services", func(a *data.Answers) *bool { return &a.NotAboutCare }, never},
	{"It comes from staff", func(a *data.Answers) *bool { return &a.FromStaff }, on("staff_relay")},
	{"The person may not speak for the patient", func(a *data.Answers) *bool { return &a.NotAuthorized }, never},
}

// asked is the ticks. What follows from the rest of the intake is ticked and
// cannot be unticked; the officer's own ticks are kept apart from it.
type asked struct {
	mine        data.Answers
	checks      []*ui.Check
	first, more *fyne.Container
	fold        *ui.Fold
	order       []bool // which checks stand first
	quiet       bool   // ticks are being set by refresh
}

func newAsked(changed func()) *asked {
	q := &asked{first: container.NewVBox(), more: container.NewVBox()}
	for _, each := range questions {
		q.checks = append(q.checks, ui.NewCheck(each.words, func(yes bool) {
			if !q.quiet {
				*each.answer(&q.mine) = yes
				changed()
			}
		}))
	}
	q.fold = ui.NewFold("More questions that decide", q.more)
	return q
}

func (q *asked) content() fyne.CanvasObject {
	return ui.NewPanel("Questions that decide", container.NewVBox(q.first, q.fold))
}

func (q *asked) read(in *data.Intake) { in.Answers = q.mine }

func (q *asked) show(in data.Intake) { q.mine = in.Answers }

// refresh ticks what is known and puts the questions in the order that the
// channel asks for.
func (q *asked) refresh(in data.Intake) {
	in.Answers = data.Answers{}
	follows := data.AnswersFor(in)
	q.quiet = true
	defer func() { q.quiet = false }()
	order, folded := make([]bool, len(questions)), 0
	for i, each := range questions {
		given, check := *each.answer(&follows), q.checks[i]
		if yes := given || *each.answer(&q.mine); check.Checked != yes {
			check.SetChecked(yes)
		}
		if given != check.Disabled() {
			setEnabled(check, !given)
		}
		if order[i] = each.first(in.Channel); !order[i] && check.Checked {
			folded++
		}
	}
	q.fold.SetTitle("More questions that decide")
	if folded > 0 {
		q.fold.SetTitle(fmt.Sprintf("More questions that decide (%d ticked)", folded))
	}
	if !slices.Equal(order, q.order) {
		q.arrange(order)
	}
}

func (q *asked) arrange(order []bool) {
	q.order = order
	q.first.Objects, q.more.Objects = nil, nil
	for i, first := range order {
		if first {
			q.first.Objects = append(q.first.Objects, q.checks[i])
		} else {
			q.more.Objects = append(q.more.Objects, q.checks[i])
		}
	}
	q.first.Refresh()
	q.more.Refresh()
}

func setEnabled(c *ui.Check, on bool) {
	if on {
		c.Enable()
		return
	}
	c.Disable()
}
