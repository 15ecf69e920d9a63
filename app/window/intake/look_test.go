package intake

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/ui"
	"rapport/data"
)

// The room that the window's frame leaves at 1024x700 and at 1920x1080.
var rooms = map[string]fyne.Size{"small": fyne.NewSize(860, 560), "large": fyne.NewSize(1720, 920)}

func TestIntakeFitsTheSmallAndTheLargeWindowInEveryLook(t *testing.T) {
	o := newOffice(t)
	o.call()
	s := o.screen
	o.speaks("child")
	test.Type(s.speaker.person.given, "Ada")
	s.speaker.authority.SetValue(data.AuthorityNone)
	s.patient.person.more.Open(true)
	o.tick("It alleges abuse, neglect, harm or a broken Condition of Participation")
	test.Type(s.issues.list[0].words, "nobody told me why")
	s.issues.list[0].topic.SetValue(topic{"communication", "absent"})
	s.issues.list[0].severity.SetValue(2)
	for name, room := range rooms {
		for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
			ui.Apply(look, 1)
			o.window.Resize(room)
			s.form.ScrollToTop()
			o.picture(fmt.Sprintf("%s-%s", name, look))
			if form, answer := s.form.Size(), s.answer.kind.Size(); form.Width < em(28) || answer.Width < em(14) {
				t.Errorf("%s: the form is %v wide and the answer %v", name, form.Width, answer.Width)
			}
			for page := 1; s.form.Offset.Y+s.form.Size().Height < s.form.Content.Size().Height; page++ {
				s.form.ScrollToOffset(fyne.NewPos(0, s.form.Offset.Y+s.form.Size().Height-em(3)))
				o.picture(fmt.Sprintf("%s-%s-%d", name, look, page))
			}
		}
	}
}

func TestLargeTextPutsTheAnswerBelowTheForm(t *testing.T) {
	o := newOffice(t)
	o.call()
	ui.Apply(ui.LookLight, ui.MaxScale)
	o.window.Resize(rooms["small"])
	o.picture("scale-200")
	if o.screen.form.Size().Width < 800 {
		t.Errorf("the form is %v wide beside the answer", o.screen.form.Size().Width)
	}
}

func TestWhatIsWrongIsMarked(t *testing.T) {
	o := newOffice(t)
	o.picture("empty")
	o.screen.origin.channel.SetValue(data.ByLetter)
	o.tick("It alleges abuse, neglect, harm or a broken Condition of Participation")
	o.shot("unnudged")
	o.screen.origin.channel.ClearSelected()
	o.press("Open the case")
	o.picture("wrong")
	o.call()
	o.screen.answer.override.fold.Open(true)
	o.screen.answer.override.kind.SetValue(data.Concern)
	o.press("Open the case")
	o.picture("override")
	o.wantText("✕ The rules make this a grievance.")
}

func TestFieldWithTheKeyboardIsScrolledIntoSight(t *testing.T) {
	o := newOffice(t)
	s := o.screen
	o.window.Canvas().Focus(s.issues.list[0].words)
	o.clock.Tick()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.issues.list[0].words).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(s.form).Y
	if at < 0 || at > s.form.Size().Height {
		t.Errorf("the field is %v below the top of what is in sight", at)
	}
	o.window.Canvas().Focus(s.origin.channel)
	o.clock.Tick()
	if s.form.Offset.Y > em(8) {
		t.Errorf("the form did not scroll back; it stands at %v", s.form.Offset.Y)
	}
}
