package casefile

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// header says what the case is, what is owed by when, and the one next step.
type header struct {
	screen  *Screen
	content *fyne.Container
	head    *fyne.Container // the number, then chips: kind, state, the clocks that run
	banner  *ui.Message     // what holds the case, or where it went
	number  *ui.Text
	facts   *ui.Paragraph
	brief   *ui.Paragraph // who speaks, alone, in the place of the facts where there is little height
	why     *ui.Paragraph
	step    *ui.Paragraph
	other   *ui.Button
	next    *ui.Button // the one primary button of the screen
	press   func()     // what it does now
}

func newHeader(s *Screen) *header {
	h := &header{screen: s, facts: ui.NewParagraph("", ui.Muted), brief: ui.NewParagraph("", ui.Muted), why: ui.NewParagraph("", ui.Caption),
		step: ui.NewParagraph("", ui.Strong), head: ui.NewWrap(), banner: ui.NewMessage(), number: ui.NewText(s.number, ui.Section), press: func() {}}
	h.next = ui.NewPrimary("", func() { h.press() })
	h.content = h.layout()
	return h
}

func (h *header) layout() *fyne.Container {
	h.other = ui.NewButton("Other actions …", h.screen.showActions)
	return container.New(column{}, h.banner, h.head, h.facts, h.brief, h.why, ui.NewBar(ui.NewBeside(h.step, h.next, h.other)))
}

func (h *header) refresh() {
	s, f := h.screen, h.screen.file
	h.head.Objects = []fyne.CanvasObject{h.number, ui.NewChip(f.Kind.String(), ui.ToneAccent), ui.NewChip(f.State.String(), ui.TonePlain)}
	for _, flag := range f.Flags().Each() {
		h.head.Add(ui.NewChip(flag.Label, flagTone(flag.Flag)))
	}
	if f.Restriction != nil {
		h.head.Add(ui.NewChip("Restricted: "+strings.Join(f.Restriction.Names, ", "), ui.ToneLocked))
	}
	if f.Open() {
		for _, c := range s.runningClocks() {
			h.head.Add(s.clockChip(c, true))
		}
	}
	h.head.Refresh()
	h.showBanner()
	who := h.whoSpeaks()
	h.brief.SetText(joined(who...))
	h.facts.SetText(joined(append(who, f.Unit, "received "+s.moment(f.ReceivedAt), "owner "+orWord(f.Owner, "nobody"))...))
	h.why.SetText(whyLine(f))
	h.showStep()
	h.content.Refresh()
}

// showStep says what is to be done next; to who only reads the case, that they do.
func (h *header) showStep() {
	s := h.screen
	h.other.Hidden = !s.desk.May(data.RightWork)
	if h.other.Hidden {
		s.adds.Hide()
		h.step.SetText("You can read this case. " + s.desk.WhoMay(data.RightWork))
		h.next.Hide()
		return
	}
	next := data.NextStep(s.file, s.settings(), s.today())
	h.step.SetText("Next step: " + next.Sentence)
	label, press := s.stepButton(next)
	h.press = press
	h.next.SetText(label)
	h.next.Hidden = label == ""
	h.next.Refresh()
}

// flagTone is how pressing a mark of the case is.
func flagTone(f data.CaseFlags) ui.Tone {
	switch f {
	case data.FlagHarm, data.FlagLegalHold, data.FlagDischarge:
		return ui.ToneOverdue
	}
	return ui.ToneMuted
}

// showBanner says what holds the case, or that it is not worked on any more and
// why; nothing for a case like others.
func (h *header) showBanner() {
	s, f := h.screen, h.screen.file
	tone := ui.ToneToday
	var words string
	switch {
	case f.Hold.Stands():
		words = "Legal hold since " + s.day(f.Hold.On) + ": " + f.Hold.Reason + " Nothing is closed, removed or purged."
		tone = ui.ToneOverdue
	case f.State == data.StateVoid:
		words = "This case is void. Its number stays in the log; the reason is in the history."
	case f.State == data.StateMerged:
		words = "This case was merged: the matter goes on in " + f.MergedInto + "."
	case f.State == data.StatePurged:
		words = "This case was purged. Its number, its dates and a certificate are what is left."
	case s.advice() != "":
		words = s.advice()
	case f.Purged.Asked():
		words = f.Purged.AskedBy + " has asked for the purge of this case. Another officer confirms it in Settings."
	}
	if words == "" {
		h.banner.Clear()
		return
	}
	h.banner.Say(words, tone)
}

// whoSpeaks tells who speaks for whom, and what whoever calls must know of it.
func (h *header) whoSpeaks() []string {
	f := h.screen.file
	var parts []string
	who, ok := f.Complainant()
	patient, known := f.Person(data.RolePatient)
	switch {
	case f.Anonymous && known:
		parts = append(parts, "Anonymous, about "+orWord(patient.FullName(), "a patient not named"))
	case f.Anonymous:
		parts = append(parts, "Anonymous: nobody to answer")
	case ok && known && who.ID != patient.ID:
		parts = append(parts, who.FullName()+" about "+orWord(patient.FullName(), "a patient not named"))
	case ok:
		parts = append(parts, who.FullName())
	}
	if ok && !f.Anonymous {
		parts = append(parts, h.standing(who)...)
	}
	return parts
}

// standing tells what whoever calls must know of the person who speaks: what
// they may be told, and whether a call is safe.
func (h *header) standing(who data.Person) []string {
	words := nonEmpty(who.AuthoritySays(h.screen.today()))
	if who.Safety == data.SafetyUnsafe || who.Safety == data.SafetyCareful {
		words = append(words, strings.ToUpper(who.Safety.String()))
	}
	return words
}

// whyLine tells why the case is what it is.
func whyLine(f data.CaseFile) string {
	c := f.Classification
	if f.Override == "" && (f.Kind == data.Compliment || f.Kind == data.Suggestion || f.Kind == data.Information) {
		return "It is no complaint, so the tests for a grievance do not apply."
	}
	rule := strings.TrimSpace(c.Test + " " + c.Because)
	if c.Citation != "" {
		rule += " (" + c.Citation + ")"
	}
	if f.Override != "" && f.Override != c.Kind {
		return "Handled as " + strings.ToLower(f.Kind.String()) + " by decision of the officer: " + f.OverrideReason + " The rules say " +
			strings.ToLower(c.Kind.String()) + ": " + rule
	}
	return rule
}

func orWord(words, other string) string {
	if words == "" {
		return other
	}
	return words
}

// stepButton is the button of the next step and what it does; no text where
// there is nothing to do.
func (s *Screen) stepButton(next data.NextStepInfo) (string, func()) {
	if next.Section == data.SectionHandover {
		return s.handoverButton()
	}
	for _, a := range data.ActionsFor(s.file, s.settings()) {
		if a.ID != next.Action {
			continue
		}
		if gaps := a.Missing.Blocking(); len(gaps) > 0 && a.ID != data.ActClose {
			return gapButton(s, gaps[0])
		}
		return actionLabel(a.Action), func() { s.act(a) }
	}
	if next.Action == data.ActAcknowledge {
		// The clock still runs in a later state: the letter alone meets it then.
		return "Write the acknowledgement", func() { s.desk.WriteLetter(s.number, data.Acknowledgement) }
	}
	if s.file.State == data.StateMerged {
		return "Open " + s.file.MergedInto, func() { s.desk.OpenCase(s.file.MergedInto, desk.Summary) }
	}
	to := desk.Section(next.Section)
	if !s.file.Open() || to == "" {
		return "", func() {}
	}
	return "Go to " + strings.ToLower(sectionTitle(to)), func() { s.Go(to) }
}

// actionLabel is the words on an action's button.
func actionLabel(a data.Action) string {
	switch a.ID {
	case data.ActAcknowledge:
		return "Write the acknowledgement"
	case data.ActIssue:
		return "Go on with the letter"
	case data.ActClose:
		return "Close the case …"
	case data.ActTriage:
		return "Triage …"
	}
	if _, asks := questions[a.ID]; asks || a.ID == data.ActMerge {
		return a.Label + " …"
	}
	return a.Label
}

// page is the layout of the header over the section. Where there is little
// height, with large text in a small window, why the case is what it is, the
// line of the composer and the facts but who speaks leave their room to the
// section; the summary tells the facts and the menu does what the composer does.
type page struct {
	why, composer, facts, brief fyne.CanvasObject
	edits                       func() bool // the composer is offered
}

// The heights, in text sizes, below which the header is short, and below which
// it is shorter and there is no line of the composer.
const (
	lowPage   = 34
	lowerPage = 27
)

func (p page) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	header, body := objects[0], objects[1]
	showIf(p.why, s.Height >= lowPage*theme.TextSize())
	showIf(p.composer, p.edits() && s.Height >= lowerPage*theme.TextSize())
	showIf(p.facts, s.Height >= lowerPage*theme.TextSize())
	showIf(p.brief, s.Height < lowerPage*theme.TextSize())
	header.Resize(fyne.NewSize(s.Width, header.MinSize().Height)) // wraps its text
	top := header.MinSize().Height
	header.Resize(fyne.NewSize(s.Width, top))
	body.Move(fyne.NewPos(0, top))
	body.Resize(fyne.NewSize(s.Width, s.Height-top))
}

// showIf shows an object or hides it; it is told only what is new to it.
func showIf(o fyne.CanvasObject, shown bool) {
	switch {
	case shown && !o.Visible():
		o.Show()
	case !shown && o.Visible():
		o.Hide()
	}
}

func (p page) MinSize(objects []fyne.CanvasObject) fyne.Size {
	header, body := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(header.Width, body.Width), header.Height+body.Height)
}
