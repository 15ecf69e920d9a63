package casefile

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// investigation is the section of how it is found out what happened: the plan,
// the steps kind by kind, the timeline, the cause, the findings, what follows
// from them, and the sign-off.
type investigation struct{ sheet }

func newInvestigation(s *Screen) section { return &investigation{newSheet(s)} }

func (p *investigation) refresh() {
	var parts []fyne.CanvasObject
	parts = append(parts, p.plan())
	for _, k := range stepParts() {
		parts = append(parts, p.steps(k)...)
	}
	parts = append(parts, p.timeline()...)
	parts = append(parts, p.cause())
	parts = append(parts, p.findings()...)
	parts = append(parts, p.recommendations()...)
	parts = append(parts, p.signOff())
	p.set(parts...)
}

// stepPart is the part of the section for one kind of step.
type stepPart struct {
	kind       data.StepKind
	title, add string
	empty      string // what to do while there is none
	card       func(*Screen, data.Step) fyne.CanvasObject
}

// stepParts are the kinds in the order in which an investigation goes through
// them; the timeline has a part of its own.
func stepParts() []stepPart {
	return []stepPart{
		{data.Interview, "Interviews", "Add an interview …", "Ask those who were there, and write down what they said in their own words.", (*Screen).interviewCard},
		{data.RecordReview, "Records", "Add a record review …", "Read no more of the record than the question needs, and say which part.", (*Screen).recordCard},
		{data.PolicyReview, "Policies", "Add a policy review …", "Look which policy applies, whether it was followed, and whether it is adequate.", (*Screen).policyCard},
		{data.Referral, "Referrals", "Add a referral …", "Ask the manager of a department, with a day for the answer. The case closes once it is answered.", (*Screen).referralCard},
		{data.OtherStep, "Other steps", "Add another step …", "", (*Screen).otherCard},
	}
}

func (p *investigation) steps(k stepPart) []fyne.CanvasObject {
	s := p.screen
	add := s.edits(k.add, func() { s.editStep(data.Step{Kind: k.kind}) })
	parts := []fyne.CanvasObject{heading(k.title, add)}
	for _, st := range inOrder(s.file.Steps) {
		if st.Kind == k.kind {
			parts = append(parts, k.card(s, st))
		}
	}
	if len(parts) == 1 && k.empty != "" {
		parts = append(parts, ui.NewParagraph(k.empty, ui.Muted))
	}
	return parts
}

// inOrder puts what is open first, the earliest due first, and then what was
// done, in the order in which it was done.
func inOrder(steps []data.Step) []data.Step {
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(a, b data.Step) int {
		if a.DoneOn.IsZero() != b.DoneOn.IsZero() {
			if a.DoneOn.IsZero() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.DoneOn, b.DoneOn), cmp.Compare(dueOrLast(a.Due), dueOrLast(b.Due)))
	})
	return steps
}

// dueOrLast sorts what has no due date behind what has one.
func dueOrLast(d data.Date) data.Date {
	if d.IsZero() {
		return data.NewDate(9999, 1, 1)
	}
	return d
}

// doneChips say that a thing is done, or by when it is due.
func (s *Screen) doneChips(due, done data.Date) []fyne.CanvasObject {
	switch {
	case !done.IsZero():
		return []fyne.CanvasObject{ui.NewChip("Done "+s.day(done), ui.ToneOK)}
	case due.IsZero():
		return []fyne.CanvasObject{ui.NewChip("Open", ui.ToneMuted)}
	}
	return []fyne.CanvasObject{ui.NewDueChip(due, s.today())}
}

func prefixed(prefix, words string) string {
	if words == "" {
		return ""
	}
	return prefix + words
}

// joined is one line of the parts that are not empty.
func joined(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "  ·  ")
}

// stepCard is the card of a step with what its kind has to tell.
func (s *Screen) stepCard(title string, st data.Step, words []fyne.CanvasObject) fyne.CanvasObject {
	body := texts(words, text("Result", st.Result), text("The letter tells of it", st.InLetter))
	buttons := []fyne.CanvasObject{s.edits("Edit …", func() { s.editStep(st) })}
	if st.DoneOn.IsZero() {
		buttons = append([]fyne.CanvasObject{s.edits("Record the result …", func() { s.finishStep(st) })}, buttons...)
	}
	return card(title, s.doneChips(st.Due, st.DoneOn), body, buttons...)
}

func (s *Screen) otherCard(st data.Step) fyne.CanvasObject {
	return s.stepCard(st.Subject, st, line(prefixed("With ", st.With)))
}

// editStep adds a step or changes one, with the fields of its kind.
func (s *Screen) editStep(st data.Step) { s.openStep(st, false) }

// finishStep opens the step with today as the day it was done.
func (s *Screen) finishStep(st data.Step) {
	st.DoneOn = s.today()
	s.openStep(st, true)
}

// openStep opens the editor of the step's kind; finishing starts where the
// result is written.
func (s *Screen) openStep(st data.Step, finishing bool) {
	switch st.Kind {
	case data.Interview:
		s.editInterview(st, finishing)
	case data.RecordReview:
		s.editRecordReview(st, finishing)
	case data.PolicyReview:
		s.editPolicyReview(st, finishing)
	case data.Referral:
		s.editReferral(st)
	case data.TimelineStep:
		s.editMoment(st)
	default:
		st.Kind = data.OtherStep
		s.editOther(st, finishing)
	}
}

// stepEditor begins the editor of a step: noun is what the kind is called.
func (s *Screen) stepEditor(st data.Step, noun string) *editor {
	title, said := "Edit "+noun, "The step is saved."
	if (st.ID == data.ID{}) {
		title, said = "Add "+noun, "The step is added."
	}
	return s.newEditor("step/"+string(st.Kind)+"/"+st.ID.String(), title, "Save the step", said)
}

// saveStep is the change that saves a step.
func (s *Screen) saveStep(st data.Step) change {
	key := s.file.Key
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SaveStep(ctx, key, st) }
}

// ending is the fields that every step ends with.
type ending struct {
	due, done        *ui.DateField
	result, inLetter *ui.Entry
}

// days adds when the step is due and when it was done.
func (x *ending) days(e *editor, st data.Step) {
	x.due = e.day("due", "Due", st.Due)
	x.done = e.day("done_on", "Done on", st.DoneOn)
	e.beside(2)
}

// words adds what came of the step and how the letter tells of it.
func (x *ending) words(e *editor, st data.Step, finishing bool) {
	x.result = e.area("result", "Result", st.Result, 3)
	e.hint("result", "What was learned; stays in the file")
	x.inLetter = e.area("in_letter", "How the letter tells of it", st.InLetter, 2)
	e.hint("in_letter", "For example: We spoke with the nurse manager of the unit. Empty leaves it out")
	if finishing {
		e.first = x.result
	}
}

// into puts the fields into the step.
func (x *ending) into(st *data.Step) {
	st.Due, st.DoneOn = dayOf(x.due), dayOf(x.done)
	st.Result, st.InLetter = trimmed(x.result.Text), trimmed(x.inLetter.Text)
}

// editOther adds or changes a step that is of no other kind.
func (s *Screen) editOther(st data.Step, finishing bool) {
	e, end := s.stepEditor(st, "a step"), ending{}
	subject := e.area("subject", "What is done", st.Subject, 2)
	with := e.line("with", "With whom", st.With)
	e.require("subject")
	end.days(e, st)
	end.words(e, st, finishing)
	e.gather = func() change {
		changed := st
		changed.Subject, changed.With = trimmed(subject.Text), trimmed(with.Text)
		end.into(&changed)
		return s.saveStep(changed)
	}
	e.open()
}

// findings lists what was concluded about each issue, with the way to it.
func (p *investigation) findings() []fyne.CanvasObject {
	s := p.screen
	parts := []fyne.CanvasObject{heading("Findings", ui.NewButton("Go to the issues", func() { s.Go(desk.Issues) }))}
	for i, is := range s.file.Issues {
		chip := ui.NewChip("No finding yet", ui.ToneToday)
		if is.Finding.Outcome != "" {
			chip = ui.NewChip(is.Finding.Outcome.String(), ui.ToneOK)
		}
		parts = append(parts, issueLine(i, is, chip))
	}
	if len(s.file.Issues) == 0 {
		parts = append(parts, ui.NewParagraph("The case has no issues yet. Each gets its own finding.", ui.Muted))
	}
	return parts
}
