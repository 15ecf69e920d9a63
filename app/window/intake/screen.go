// Package intake is the screen on which a matter is written down while the
// person is still on the phone: the form at the left, and at the right what the
// rules make of it as one types.
package intake

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/window/desk"
	"rapport/app/window/filein"
	"rapport/app/window/ui"
	"rapport/data"
)

// Screen is the intake of one matter.
type Screen struct {
	desk *desk.Desk
	now  func() time.Time

	origin  *origin
	speaker *speaker
	patient *patient
	story   *story
	asked   *asked
	issues  *issues
	shut    *restriction
	brought *brought
	files   *keptList
	answer  *answer

	content fyne.CanvasObject
	form    *container.Scroll
	message *ui.Message
	kept    *ui.Text // when the draft was last kept
	told    bool     // the message says why it could not be
	earlier *fyne.Container

	importing *filein.Import // the dialogs in which a file is looked at, while they are open

	feedback int64 // the comment that the matter comes from
	filling  bool  // the fields are being set by the program
	touched  bool  // something is written that is not in a case yet
	unsaved  bool  // and not in the draft either
	marking  bool  // opening the case failed: what is wrong is marked as one types
	inFront  bool
	restored bool // the draft of an earlier time was looked for
	waiting  *data.Feedback

	marked   map[*ui.Row]error
	stops    []func()
	keepSoon func() // ends the wait before the draft is kept; nil: nothing waits
	drafts   ui.Loader
	keeping  ui.Loader
	mails    ui.Loader
	saving   ui.Loader // never stopped
}

// part is a piece of the form.
type part interface {
	read(*data.Intake)
	show(data.Intake)
}

// New makes an empty intake.
func New(d *desk.Desk) *Screen {
	return newScreen(d, time.Now)
}

func newScreen(d *desk.Desk, now func() time.Time) *Screen {
	set := d.Session.Settings()
	s := &Screen{desk: d, now: now, message: ui.NewMessage(), kept: ui.NewText("", ui.Caption), earlier: container.NewVBox(),
		marked: map[*ui.Row]error{}}
	today := func() data.Date { return d.Session.Settings().Today(now()) }
	s.origin = newOrigin(now, set.Zone(), s.changed)
	s.speaker = newSpeaker(s)
	s.brought = newBrought(s)
	s.files = newKeptList(s)
	s.patient = newPatient(s, today)
	s.story = newStory(s.area, set.Units, today, s.changed)
	s.asked = newAsked(s.changed)
	s.issues = &issues{area: s.area, settings: d.Session.Settings, changed: s.changed, say: d.Say, focus: d.Window.Canvas().Focus, selected: s.story.words.SelectedText}
	s.filling = true
	s.shut = newRestriction(s)
	s.answer = newAnswer(s.area, s.changed)
	s.layout()
	s.put(draft{Intake: s.blank()})
	return s
}

// line makes an entry of one line: Enter goes on to the next field.
func (s *Screen) line() *ui.Entry {
	e := ui.NewEntry("")
	e.Max = maxLine
	e.OnChanged = func(string) { s.changed() }
	e.OnEnter = s.desk.Window.Canvas().FocusNext
	return e
}

// area makes an entry of many lines.
func (s *Screen) area(rows int) *ui.Entry {
	e := ui.NewTextArea("", rows, 2*rows+1)
	e.OnChanged = func(string) { s.changed() }
	return e
}

func (s *Screen) parts() []part {
	return []part{s.origin, s.speaker, s.patient, s.story, s.asked, s.issues, s.shut, s.brought}
}

func (s *Screen) layout() {
	s.form = scrolled(container.NewVBox(s.earlier, s.origin.content(s.speaker.places[0].row, s.files.lines), s.speaker.panel, s.patient.content(s),
		s.story.content(), s.asked.content(), s.issues.content(), s.shut.panel))
	s.earlier.Hide()
	foot := container.NewHBox(ui.NewQuiet("Discard", nil, s.discard), container.NewCenter(s.kept), layout.NewSpacer(),
		container.NewCenter(ui.NewText("Ctrl+Enter", ui.Caption)), ui.NewPrimary("Open the case", s.save))
	s.content = container.New(page{}, container.NewBorder(nil, container.NewVBox(s.message, foot), nil, nil,
		container.New(columns{}, s.form, s.answer.content())))
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is where the keyboard goes when the screen is shown.
func (s *Screen) FirstFocus() fyne.Focusable {
	if s.touched && !s.story.words.Empty() {
		return s.story.words
	}
	return s.origin.channel
}

// Shown is called when the screen comes to the front.
func (s *Screen) Shown() {
	if s.inFront {
		return
	}
	s.inFront = true
	s.stops = append(s.stops, ui.OnSubmit(s.desk.Window, s.save))
	s.story.unit.SetOptions(unitOptions(s.desk.Session.Settings().Units))
	s.shut.load()
	if !s.touched {
		s.put(draft{Intake: s.blank()}) // the time of receipt is now
	}
	if !s.restored {
		s.restore()
	}
	if s.unsaved { // it could not be kept when the screen was left
		s.keepLater()
	}
}

// Left keeps what is written and ends what runs. What could not be kept is tried
// again, also when the screen is not in front any more.
func (s *Screen) Left() {
	if s.inFront {
		s.end()
	}
	s.keepNow()
}

// end ends what runs while the screen is in front.
func (s *Screen) end() {
	s.inFront = false
	for _, stop := range s.stops {
		stop()
	}
	s.stops = nil
	s.speaker.person.offer.Stop()
	s.patient.person.offer.Stop()
	s.shut.work.Stop()
	s.mails.Stop()
}

// blank is an intake on which nothing is written but when it came in.
func (s *Screen) blank() data.Intake {
	return data.Intake{ReceivedAt: s.now(), Relation: data.Self, Nature: data.Complaint}
}

// written is what stands in the fields.
func (s *Screen) written() draft {
	d := draft{Feedback: s.feedback, Typed: s.typed(), Files: s.files.files}
	for _, p := range s.parts() {
		p.read(&d.Intake)
	}
	s.answer.override.read(&d.Intake)
	return d
}

// put fills the fields.
func (s *Screen) put(d draft) {
	s.filling = true
	for _, p := range s.parts() {
		p.show(d.Intake)
	}
	s.answer.override.show(d.Intake)
	s.files.show(d.Files)
	s.retype(d.Typed)
	s.filling = false
	for _, p := range []*person{s.patient.person, s.speaker.person} {
		p.offer.Clear()
		if p.base.Known != (data.ID{}) {
			p.offer.LookLater() // says whom a draft had chosen
		}
	}
	s.feedback, s.touched, s.unsaved = d.Feedback, false, false
	s.unmark()
	s.earlier.Hide()
	s.kept.SetText("")
	s.refresh()
}

// typed is what stands in the fields of days and of categories that is none yet:
// a draft keeps it too.
func (s *Screen) typed() map[string]string {
	all := map[string]string{}
	keep := func(name string, typed string, err error) {
		if err != nil {
			all[name] = typed
		}
	}
	keep("received", s.origin.received.Typed(), s.origin.received.Check())
	keep("event", s.story.day.Typed(), s.story.day.Check())
	keep("birth", s.patient.birth.Typed(), s.patient.birth.Check())
	for i, is := range s.issues.list {
		if _, chosen := is.topic.Value(); !chosen && is.topic.Text() != "" {
			all["topic"+strconv.Itoa(i)] = is.topic.Text()
		}
	}
	return all
}

// retype puts back what was typed and was nothing yet.
func (s *Screen) retype(all map[string]string) {
	put := func(name string, set func(string)) {
		if typed, ok := all[name]; ok {
			set(typed)
		}
	}
	put("received", s.origin.received.SetTyped)
	put("event", s.story.day.SetTyped)
	put("birth", s.patient.birth.SetTyped)
	for i, is := range s.issues.list {
		put("topic"+strconv.Itoa(i), is.topic.SetText)
	}
}

// changed is called after each change by the officer.
func (s *Screen) changed() {
	if s.filling {
		return
	}
	s.touched = true
	s.keepLater()
	s.patient.person.offer.LookLater()
	if !s.speaker.panel.Hidden {
		s.speaker.person.offer.LookLater()
	}
	s.refresh()
}

// refresh draws what follows from what is written.
func (s *Screen) refresh() {
	in := s.intake()
	s.speaker.refresh(in)
	s.asked.refresh(in)
	s.shut.refresh(in)
	set := s.desk.Session.Settings()
	v := judge(in, set, s.now())
	v.colleague = s.shut.advice(in)
	s.answer.show(v, set.Today(s.now()))
	if s.marking {
		s.mark(in.Validate(set, s.now()))
	}
}
