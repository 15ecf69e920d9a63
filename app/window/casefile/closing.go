package casefile

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// closingForm asks how a case ends: what is missing stands above, then the
// questions of the close gate, then a manager's way past it.
type closingForm struct {
	screen *Screen
	editor *editor
	gate   *fyne.Container

	reason    *ui.Choice[data.Closure]
	satisfied *ui.Choice[data.Satisfied]
	done      *ui.DateField
	efforts   *ui.Entry
	noAction  *ui.Picker[string]
	qapi      *ui.Choice[data.QAPICategory]
	privacy   *ui.Choice[data.PrivacyDecision]
	against   *ui.Check
	override  *ui.Entry
}

// noActions are usual reasons for which a case leads to no action plan.
var noActions = []string{"Put right at once", "Nothing to change was found", "An action plan of another case covers it", "Outside what the hospital can change"}

// closeCase asks how the case ends and shows what the close gate still misses, as
// the answers are given.
func (s *Screen) closeCase() {
	e := s.newEditor("close", "Close "+s.number, "Close the case", s.number+" is closed.")
	e.lacks = "The case stays open: the points below are still missing."
	f := &closingForm{screen: s, editor: e, gate: container.New(column{})}
	e.below(f.gate)
	f.ask()
	f.askManager()
	f.follow()
	e.first = firstButton(f.gate) // what is missing comes into sight first
	e.gather = func() change {
		key, closing := s.file.Key, f.typed()
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.Act(ctx, key, data.ActClose, "", closing)
		}
	}
	e.open()
}

// firstButton is the first button in a container; nil where there is none.
func firstButton(in *fyne.Container) fyne.Focusable {
	for _, o := range in.Objects {
		switch o := o.(type) {
		case *ui.Button:
			return o
		case *fyne.Container:
			if b := firstButton(o); b != nil {
				return b
			}
		}
	}
	return nil
}

// ask adds the questions.
func (f *closingForm) ask() {
	s, e := f.screen, f.editor
	reasons := slices.DeleteFunc(slices.Clone(data.Closures), func(t data.Term[data.Closure]) bool { return t.Value == data.ClosedWithdrawn })
	f.reason = choose(e, "closure", "Why is it closed?", terms(reasons), s.file.Closure)
	f.satisfied = choose(e, "satisfied", "Is the person satisfied?", terms(data.SatisfiedAnswers), "")
	f.done = e.day("completed_on", "The review was completed on", s.completedOn())
	e.beside(2)
	f.efforts = e.lines("efforts", "What was done for the person", nil, 3)
	f.noAction = e.search("no_action", "Why does it lead to no action plan?", words(noActions), "", true)
	e.hint("no_action", "Add an action plan instead, where something should change")
	f.qapi = choose(e, "qapi", "Counts in the quality program as", terms(data.QAPICategories), data.QAPIFor(s.file))
	f.privacy = choose(e, "privacy", "Privacy", terms(data.PrivacyDecisions), "")
	e.beside(2)
	e.require("closure")
}

// askManager adds the way past the gate, or says who has it.
func (f *closingForm) askManager() {
	e := f.editor
	if !f.screen.desk.May(data.RightSignOff) {
		return
	}
	f.against = e.tick("against", "Close it although something is missing", false)
	f.override = e.area("override", "Why, as its manager?", "", 2)
	e.hint("override", "The history keeps the reason and the points that were missing")
}

// follow shows what follows from each answer.
func (f *closingForm) follow() {
	f.reason.OnChanged = func(string) {
		if says, ok := data.SatisfiedBy(held(f.reason)); ok {
			f.satisfied.SetValue(says)
		}
		f.show()
	}
	f.satisfied.OnChanged = func(string) { f.show() }
	f.done.OnChanged = func(data.Date) { f.show() }
	if f.against != nil {
		f.against.OnChanged = func(bool) { f.show() }
	}
	f.show()
}

// typed is the closing as the fields have it.
func (f *closingForm) typed() data.Closing {
	c := data.Closing{Reason: held(f.reason), CompletedOn: dayOf(f.done), Satisfied: held(f.satisfied)}
	if f.asks("efforts") {
		c.Efforts = listed(f.efforts)
	}
	if f.asks("qapi") {
		c.QAPI, c.Privacy = held(f.qapi), held(f.privacy)
	}
	if f.asks("no_action") {
		c.NoAction = trimmed(f.noAction.Text())
	}
	if f.against != nil && f.against.Checked {
		c.Override = trimmed(f.override.Text)
	}
	return c
}

// asks reports whether a question is being asked.
func (f *closingForm) asks(name string) bool { return f.editor.field(name).row.Visible() }

// show asks what the answers so far make worth asking, and lists what is missing.
func (f *closingForm) show() {
	s := f.screen
	complains := s.file.Kind.Complains() && held(f.reason) != data.ClosedNotOurs
	planned := slices.ContainsFunc(s.file.Actions, func(a data.ActionPlan) bool { return a.State() != data.ActionDropped })
	f.ifAsked("efforts", held(f.satisfied) == data.NotSatisfied || held(f.reason) == data.ClosedReasonable)
	f.ifAsked("no_action", complains && !planned)
	f.ifAsked("qapi", complains)
	f.ifAsked("privacy", complains)
	before, warn, day := f.gaps()
	f.editor.field("completed_on").row.Explain(day)
	leave := func(mend func()) func() { return func() { f.editor.dialog.Close(); mend() } }
	f.gate.Objects = s.gateList(before, warn, leave)
	if len(before) == 0 && day == nil {
		f.gate.Objects = append(f.gate.Objects, ui.NewParagraph("Nothing is missing in the case.", ui.Type{Color: ui.ColorOK, Bold: true}))
	}
	f.gate.Refresh()
	f.showOverride(before)
}

// showOverride offers the way past the gate where there is something to pass.
func (f *closingForm) showOverride(before data.Missing) {
	passable := slices.ContainsFunc(before, func(g data.Gap) bool { return data.Overridable(g.Code) })
	if f.against == nil {
		if passable {
			f.gate.Add(ui.NewParagraph("A manager may close it all the same, with a reason.", ui.Muted))
		}
		return
	}
	f.ifAsked("against", passable)
	f.ifAsked("override", passable && f.against.Checked)
	f.editor.field("override").row.Required = passable && f.against.Checked
	f.gate.Refresh()
}

func (f *closingForm) ifAsked(name string, asked bool) {
	row := f.editor.field(name).row
	if asked == row.Visible() {
		return
	}
	if asked {
		row.Show()
	} else {
		row.Hide()
	}
}

// gaps is what the case itself misses: what hinders, what is worth a look, and
// what is wrong with the day of completion. What the dialog asks for is said
// beside its fields.
func (f *closingForm) gaps() (before, warn data.Missing, day error) {
	s := f.screen
	for _, g := range data.CloseGate(s.file, f.typed(), s.desk.Session.Officer(), s.settings(), s.today()) {
		switch {
		case g.Warn:
			warn = append(warn, g)
		case g.Field == "completed_on":
			day = errors.New(g.Sentence)
		case !asksFor(g.Code) || g.Code == "manager":
			before = append(before, g)
		}
	}
	return before, warn, day
}

// asksFor reports whether a point of the gate is answered in the dialog.
func asksFor(code string) bool {
	return slices.ContainsFunc(data.CloseRules, func(r data.GateRule) bool { return r.Code == code && r.Asked })
}

// completedOn is the day of completion on file, or that of the letter.
func (s *Screen) completedOn() data.Date {
	if !s.file.CompletedOn.IsZero() {
		return s.file.CompletedOn
	}
	if l, ok := s.file.Notice(); ok {
		return l.Draft.CompletedOn
	}
	return 0
}

// gateList shows what stands between the case and its closing.
func (s *Screen) gateList(before, warn data.Missing, leave func(func()) func()) []fyne.CanvasObject {
	var list []fyne.CanvasObject
	if len(before) > 0 {
		list = append(list, ui.NewText("Before the case can be closed", ui.Section), s.gapList(before, leave))
	}
	if len(warn) > 0 {
		list = append(list, ui.NewText("Worth a look", ui.Section), s.gapList(warn, leave))
	}
	return list
}

// endingFacts tells how the case ended, for the facts of the summary.
func (s *Screen) endingFacts(list *ui.KeyValues) {
	f := s.file
	if f.Open() || f.ClosedAt.IsZero() {
		return
	}
	list.Add("Ended", s.moment(f.ClosedAt)+": "+f.Closure.String())
	e := f.Ending
	add := func(name, words string) {
		if words != "" {
			list.Add(name, words)
		}
	}
	add("Satisfied", e.Satisfied.String())
	add("What was done for them", strings.Join(e.Efforts, "\n"))
	add("No action plan because", e.NoAction)
	add("Quality program", e.QAPI.String())
	add("Privacy", e.Privacy.String())
	if e.OverrideBy != "" {
		list.Add("Closed against the gate", e.OverrideBy+": "+e.OverrideReason+" (missing: "+strings.Join(e.Overridden, ", ")+")")
	}
}
