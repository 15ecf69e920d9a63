package officetest

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

func TestTheInvestigatedCaseLacksOnlyItsLetter(t *testing.T) {
	o := New(t)
	f := o.Investigated()
	if f.Kind != data.Grievance || f.State != data.StateFindings {
		t.Fatalf("the case is a %s, %s", f.Kind, f.State)
	}
	x, err := o.Session.NewLetter(t.Context(), f, data.NoticeOfDecision, data.English)
	if err != nil {
		t.Fatal(err)
	}
	if gaps := x.Gate().Blocking(); len(gaps) > 0 {
		t.Errorf("the letter lacks %+v", gaps)
	}
}

func TestTheEyeReadsWhatIsInFrontAndWhatIsBehind(t *testing.T) {
	o := New(t)
	typed, hidden := ui.NewEntry(""), ui.NewText("hidden words", ui.Plain)
	hidden.Hide()
	form := ui.NewForm(ui.NewRow("Name", typed))
	o.Window.SetContent(container.NewVBox(ui.NewParagraph("words on the screen", ui.Plain), form, hidden))
	o.Window.Resize(fyne.NewSize(850, 570))
	o.Fill("Name", "Rosalind")
	ui.Tell(o.Window, "A dialog", "words in a dialog")
	o.Sees("A dialog", "words in a dialog")
	o.SeesNo("words on the screen")
	for _, want := range []string{"words on the screen", "words in a dialog", "hidden words", "Rosalind"} {
		if got := o.Everything(); !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if typed.Text != "Rosalind" {
		t.Errorf("typed was %q", typed.Text)
	}
}
