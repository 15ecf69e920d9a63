package store

import (
	"errors"
	"slices"
	"testing"

	"rapport/data"
)

func TestAWordIsLearntOnceAndForTheWholeOffice(t *testing.T) {
	d := newDesk(t, false)
	for _, w := range []string{"Lakeshore", " lakeshore ", "Kiosk"} {
		if err := d.LearnWord(d.ctx(), w); err != nil {
			t.Fatal(err)
		}
	}
	if got := d.Settings().Words; !slices.Equal(got, []string{"Lakeshore", "Kiosk"}) {
		t.Errorf("%q", got)
	}
	var m data.Missing
	if err := d.LearnWord(d.ctx(), "room 12"); !errors.As(err, &m) {
		t.Errorf("%v", err)
	}
}
