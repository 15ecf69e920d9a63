package letters

import (
	"testing"

	"rapport/data"
	"rapport/data/store"
)

func TestALetterThatIsIssuedClosesAlsoWhereItsOtherLanguagesCannotBePutAway(t *testing.T) {
	o := newOffice(t)
	disk := o.OnSmallDisk(t)
	f := o.Open(o.Complaint())
	o.write(f.Number, data.Acknowledgement)
	o.Fill("Last words", "With kind regards to you both.")
	o.screen.words.who.language.SetValue(data.Spanish)
	o.screen.words.who.language.SetValue(data.English)
	full := false
	defer o.Session.Subscribe(func(store.Event) {
		if !full && len(o.Case(f.Number).Letters) > 0 {
			full = true
			disk.FillUp()
		}
	})()
	o.Press("Sign and issue")
	o.Press("Sign and issue")
	if !full || o.Floor.Closed != 1 {
		t.Errorf("issued: %t; closed %d times, the officer sees: %s", full, o.Floor.Closed, o.Words())
	}
	disk.Free()
	o.screen.Left()
	if _, there := o.keptDraft(); there {
		t.Error("the issued letter stands as being written")
	}
}
