package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// saveInquiry is the change that saves what belongs to the investigation whole.
func (s *Screen) saveInquiry(q data.Inquiry) change {
	key := s.file.Key
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		return in.SaveInquiry(ctx, key, q)
	}
}

// plan is the panel of what is to be found out, how, by whom and by when.
func (p *investigation) plan() fyne.CanvasObject {
	s, q := p.screen, p.screen.file.Inquiry
	edit := s.edits("Edit the plan …", s.editPlan)
	if len(q.Questions) == 0 && q.Approach == "" && q.Lead == "" && q.Due.IsZero() {
		return ui.NewPanel("Plan", ui.NewParagraph("Begin with the questions to be answered: who is asked, what is read, who leads it and by when.", ui.Muted), edit)
	}
	list := ui.NewKeyValues()
	list.Add("Lead", q.Lead)
	list.Add("Due", s.day(q.Due))
	list.Add("Approach", q.Approach)
	list.Add("Questions", numbered(q.Questions))
	return ui.NewPanel("Plan", list, edit)
}

// editPlan changes the plan; a new one asks what the issues ask.
func (s *Screen) editPlan() {
	q := s.file.Inquiry
	e := s.newEditor("plan", "Plan of the investigation", "Save the plan", "The plan is saved.")
	questions := e.lines("questions", "Questions to be answered", q.Questions, 3)
	approach := e.area("approach", "Approach", q.Approach, 2)
	e.hint("approach", "Who is asked, which records and policies are read, which departments must answer")
	lead := e.search("lead", "Lead", words(s.officers), orWord(q.Lead, s.file.Owner), true)
	due := e.day("due", "Due", q.Due)
	e.beside(2)
	e.require("questions")
	e.gather = func() change {
		changed := q
		changed.Questions, changed.Approach, changed.Lead, changed.Due = listed(questions), trimmed(approach.Text), trimmed(lead.Text()), dayOf(due)
		return s.saveInquiry(changed)
	}
	e.open()
}

// cause is the panel of why it came about.
func (p *investigation) cause() fyne.CanvasObject {
	s, q := p.screen, p.screen.file.Inquiry
	edit := s.edits("Edit the cause …", s.editCause)
	if len(q.Causes) == 0 && len(q.Whys) == 0 && q.CauseNote == "" {
		return ui.NewPanel("Cause", ui.NewParagraph("Ask why it happened, and why that, until something can be changed. Then choose the cause.", ui.Muted), edit)
	}
	var names []string
	for _, c := range q.Causes {
		names = append(names, c.String())
	}
	parts := container.New(column{})
	for _, o := range texts(text("", strings.Join(names, "; ")), text("", whyWords(q.Whys)), line(q.CauseNote)) {
		parts.Add(o)
	}
	return ui.NewPanel("Cause", parts, edit)
}

func whyWords(whys []string) string {
	var lines []string
	for _, w := range whys {
		lines = append(lines, "Why?  "+w)
	}
	return strings.Join(lines, "\n")
}

// whyLabels ask for the five whys.
var whyLabels = [data.MaxWhys]string{"Why did it happen?", "Why was that?", "And why that?", "And why that?", "And why that?"}

// whyNames are the fields of the whys; the rules call the first by the list's name.
var whyNames = [data.MaxWhys]string{"whys", "why_2", "why_3", "why_4", "why_5"}

// editCause changes the causes and the five whys.
func (s *Screen) editCause() {
	q := s.file.Inquiry
	e := s.newEditor("cause", "Cause", "Save the cause", "The cause is saved.")
	var fields [data.MaxWhys]*ui.Entry
	for i := range fields {
		why := ""
		if i < len(q.Whys) {
			why = q.Whys[i]
		}
		fields[i] = e.line(whyNames[i], whyLabels[i], why)
	}
	chosen := boxes(e, "causes", "Causes", data.Causes, q.Causes)
	note := e.area("cause_note", "What else contributed", q.CauseNote, 2)
	e.gather = func() change {
		changed := q
		changed.Causes, changed.CauseNote, changed.Whys = chosen(), trimmed(note.Text), nil
		for i, f := range fields {
			if why := trimmed(f.Text); why != "" {
				for len(changed.Whys) < i { // a why that was left out shows as a gap
					changed.Whys = append(changed.Whys, "")
				}
				changed.Whys = append(changed.Whys, why)
			}
		}
		return s.saveInquiry(changed)
	}
	e.open()
}

// signOff is the panel of the last look: no stake in the result, and a name under
// the findings.
func (p *investigation) signOff() fyne.CanvasObject {
	s, q := p.screen, p.screen.file.Inquiry
	tick := ui.NewCheck("No conflict of interest", nil)
	tick.SetChecked(q.Independent)
	if !s.desk.May(data.RightWork) {
		tick.Disable()
	}
	tick.OnChanged = func(yes bool) {
		changed := q
		changed.Independent = yes
		said := "It is noted that whoever decides has no stake in the result."
		if !yes {
			said = "The tick is taken off."
		}
		s.save(s.saveInquiry(changed), func(err error) {
			if err != nil {
				s.refused(err)
				p.refresh()
				return
			}
			s.said(said)
		})
	}
	parts := container.New(column{}, tick, ui.NewParagraph("Whoever decides is not the one complained about and has no stake in the result.", ui.Muted))
	if q.Independent {
		parts.Add(ui.NewParagraph("Declared by "+q.IndependentBy+", "+s.day(q.IndependentOn), ui.Muted))
	}
	if !q.SignedOn.IsZero() {
		parts.Add(ui.NewParagraph("Signed off by "+q.SignedBy+", "+s.day(q.SignedOn), ui.Strong))
		for _, o := range text("", q.SignedNote) {
			parts.Add(o)
		}
		return ui.NewPanel("Sign-off", parts, s.signing("Sign off again …"))
	}
	parts.Add(ui.NewParagraph("Sign off once every issue has its finding and every referral its answer.", ui.Muted))
	if !s.desk.May(data.RightSignOff) {
		parts.Add(ui.NewParagraph(s.desk.WhoMay(data.RightSignOff), ui.Muted))
	}
	return ui.NewPanel("Sign-off", parts, s.signing("Sign off the findings …"))
}

// signFindings puts the officer's name under the findings, or says what is still
// missing.
// signing is the button of the sign-off: in sight of whoever works on the case,
// and pressed by who may.
func (s *Screen) signing(text string) *ui.Button {
	b := s.edits(text, s.signFindings)
	if !s.desk.May(data.RightSignOff) {
		b.Disable()
	}
	return b
}

func (s *Screen) signFindings() {
	gaps := append(data.SignOffGate(s.file, s.settings()), data.DecideGate(s.file, s.desk.Session.Officer().Name)...)
	if len(gaps) > 0 {
		s.showGaps("Sign-off: this is still missing", gaps)
		return
	}
	key := s.file.Key
	e := s.newEditor("sign", "Sign off the findings", "Sign off", "The findings are signed off.")
	e.text = "You have read the findings and the evidence, and stand by them."
	note := e.area("note", "Remark", "", 2)
	e.gather = func() change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.SignOff(ctx, key, trimmed(note.Text))
		}
	}
	e.open()
}
