package settings

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/data"
)

func TestWhoApprovesLettersAndWhichWordsAreKnownIsSaved(t *testing.T) {
	o := newOffice(t)
	o.Sees("The officer who writes a letter issues it.")
	o.Pick("A second person approves", data.ApprovalAlways.String())
	o.Sees("waits until another officer has read and approved it")
	o.screen.scroll.ScrollToOffset(fyne.NewPos(0, 560))
	o.shoot("letters")
	o.Fill("Words that the spelling check knows", "Lakeshore\ntwo words")
	o.Press("Save the settings")
	o.Sees("is no single word")
	o.Fill("Words that the spelling check knows", "Lakeshore\nKiosk")
	o.save()
	if set := o.Session.Settings(); set.LetterApproval != data.ApprovalAlways || !slices.Equal(set.Words, []string{"Lakeshore", "Kiosk"}) {
		t.Errorf("%q, %q", set.LetterApproval, set.Words)
	}
	if err := o.Session.LearnWord(t.Context(), "Heron"); err != nil {
		t.Fatal(err)
	}
	o.save()
	if set := o.Session.Settings(); !set.Knows("heron") || !set.Knows("kiosk") {
		t.Errorf("saving the settings forgot a word that was learnt meanwhile: %q", set.Words)
	}
}
