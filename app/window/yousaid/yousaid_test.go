package yousaid

import (
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

type office struct {
	*officetest.Office
	file data.CaseFile
	told int // how often something changed
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.Window.Resize(fyne.NewSize(1024, 700))
	f := o.Open(o.Complaint())
	plan := data.ActionPlan{What: "A second nurse at night", Owner: "Bo Reyes", Due: o.Today().AddDays(30), Strength: "strong"}
	file, err := o.Session.SaveRecord(o.Context(), f.Key, &plan)
	if err != nil {
		t.Fatal(err)
	}
	o.file = file
	Open(o.Desk, f.Number, o.plan(), func() { o.told++ })
	return o
}

func (o *office) plan() data.ActionPlan { return o.Case(o.file.Number).Actions[0] }

const (
	youSaid = "You said: what people told us"
	weDid   = "We did: what has changed"
)

func TestAnImprovementIsToldInPlainWordsAndTakenBack(t *testing.T) {
	o := newOffice(t)
	o.Sees("A second nurse at night", data.SharedTextCaution)
	o.Fill(youSaid, "call lights were not answered at night.")
	o.Fill(weDid, "we added a nurse to the night shift.")
	o.Tick("Show in the shareable report")
	o.Press("Save the words")
	if p := o.plan(); !p.Shown || p.Did != "we added a nurse to the night shift." || o.told != 1 {
		t.Fatalf("saved is %+v; the officer sees %s", p, o.Words())
	}
	o.Floor.Undo()
	if p := o.plan(); p.Shown || p.Did != "" {
		t.Errorf("taken back, it is %+v", p)
	}
}

func TestWhatIdentifiesSomebodyIsNotShown(t *testing.T) {
	o := newOffice(t)
	o.Fill(youSaid, "Walter Fennimore rang four times on 3/4/2026.")
	o.Fill(weDid, "A nurse was added.")
	o.Tick("Show in the shareable report")
	o.Press("Save the words")
	o.Sees("Walter Fennimore", "take the name out", "is a day")
	ui.Apply(ui.LookDark, 1)
	o.Picture("yousaid-dark")
	if o.plan().Shown {
		t.Fatal("the plan is shown")
	}
	o.Fill(youSaid, "")
	o.Press("Save the words")
	o.Sees("Write in plain words what was said")
}

func TestWhatMayIdentifySomebodyIsPointedOutOnce(t *testing.T) {
	o := newOffice(t)
	o.Fill(youSaid, "A patient of 84 years of age waited in the news.")
	o.Fill(weDid, "We answer sooner now.")
	o.Tick("Show in the shareable report")
	o.Press("Save the words")
	o.Sees("Look at this first:", "Press Save the words again")
	o.Picture("yousaid-light")
	if o.plan().Shown {
		t.Fatal("it was saved before the officer saw what was found")
	}
	o.Press("Save the words")
	if !o.plan().Shown {
		t.Errorf("it was not saved; the officer sees %s", o.Words())
	}
}
