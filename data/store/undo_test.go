package store

import (
	"encoding/json"
	"errors"
	"testing"

	"rapport/data"
)

// state is all that people see of a case, without who looked at it.
func (d *desk) state(number string) string {
	d.t.Helper()
	raw, err := json.Marshal(caseDo(d.t)(d.Case(d.t.Context(), number)))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(raw)
}

func TestTheLastChangeIsTakenBackWhole(t *testing.T) {
	for name, change := range map[string]func(d *desk, f data.CaseFile) error{
		"facts": func(d *desk, f data.CaseFile) error {
			return only(d.UpdateCase(d.ctx(), f.Key, data.CaseDetails{Unit: "5 East", Owner: "Pat Winter", Harm: 2}))
		},
		"a person": func(d *desk, f data.CaseFile) error {
			p := f.People[0]
			p.Phone = "555-0100"
			return only(d.SavePerson(d.ctx(), f.Key, p))
		},
		"a new person": func(d *desk, f data.CaseFile) error {
			return only(d.SavePerson(d.ctx(), f.Key, data.Person{Role: data.RoleStaff, Family: "Quist"}))
		},
		"an issue": func(d *desk, f data.CaseFile) error {
			return only(d.RemoveIssue(d.ctx(), f.Key, f.Issues[0].ID, "Twice."))
		},
		"a finding": func(d *desk, f data.CaseFile) error {
			return only(d.RecordFinding(d.ctx(), f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Inconclusive, Reasons: "x"}))
		},
		"a task": (*desk).auditTask,
		"a move": func(d *desk, f data.CaseFile) error {
			return only(d.Act(d.ctx(), f.Key, data.ActTriage, "", data.Closing{}))
		},
		"a hold": func(d *desk, f data.CaseFile) error {
			return only(d.PlaceHold(d.ctx(), f.Key, "Counsel asked for it."))
		},
		"a clock": func(d *desk, f data.CaseFile) error {
			return only(d.ExtendClock(d.ctx(), f.Key, f.Clocks[1].ID, data.Extension{Days: 7, Reason: "Asked for time.", Agreed: "the patient"}))
		},
		"an end": func(d *desk, f data.CaseFile) error {
			return only(d.Act(d.ctx(), f.Key, data.ActVoid, "Entered twice.", data.Closing{}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, false)
			f := d.open()
			was := d.state(f.Number)
			if err := change(d, f); err != nil {
				t.Fatal(err)
			}
			if d.state(f.Number) == was {
				t.Fatal("nothing was changed")
			}
			if summary, key := d.CanUndo(); summary == "" || key != f.Key {
				t.Fatalf("to be taken back is %q of case %d", summary, key)
			}
			caseDo(t)(d.Undo(t.Context()))
			if now := d.state(f.Number); now != was {
				t.Errorf("the case is\n%s\nand was\n%s", now, was)
			}
			if _, err := d.Undo(t.Context()); !errors.Is(err, data.ErrNotFound) {
				t.Errorf("once more gave %v", err)
			}
		})
	}
}

func TestWhatHappenedSinceIsNeverTakenBackWithIt(t *testing.T) {
	for name, since := range map[string]func(d *desk, f, other data.CaseFile) error{
		"a note": func(d *desk, f, _ data.CaseFile) error {
			return only(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}))
		},
		"a link": func(d *desk, f, other data.CaseFile) error {
			return only(d.LinkCases(d.ctx(), f.Key, other.Number, "The same night."))
		},
		"a merge": func(d *desk, f, other data.CaseFile) error {
			return only(d.MergeCases(d.ctx(), other.Key, f.Number, "The same matter."))
		},
		"a disclosure": func(d *desk, f, _ data.CaseFile) error {
			return only(d.SaveRecord(d.ctx(), f.Key, &data.Disclosure{On: d.Settings().Today(d.clock.now()), Basis: data.BasisOversight, Recipient: "The State", What: "x", Purpose: "y"}))
		},
		"a case of somebody on file": func(d *desk, f, _ data.CaseFile) error {
			in := spoken(d.clock.now())
			in.Patient.Known, in.Patient.Phone = f.People[0].Known, "555-0177"
			return only(d.OpenCase(d.ctx(), in))
		},
		"a merge of two people": func(d *desk, f, other data.CaseFile) error {
			return only(d.MergePersons(d.ctx(), f.People[0].Known, other.People[0].Known, "The same birth certificate."))
		},
		"an issued paper": func(d *desk, f, _ data.CaseFile) error { return only(d.letter(f)) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, false)
			f, other := d.open(), d.open()
			if err := d.auditTask(f); err != nil {
				t.Fatal(err)
			}
			if err := since(d, f, other); err != nil {
				t.Fatal(err)
			}
			was := d.state(f.Number)
			if summary, _ := d.CanUndo(); summary != "" {
				t.Errorf("%q could be taken back", summary)
			}
			if _, err := d.Undo(t.Context()); !errors.Is(err, data.ErrNotFound) {
				t.Errorf("taking it back gave %v", err)
			}
			if d.state(f.Number) != was {
				t.Error("the case is another now")
			}
		})
	}
}

// TestUnderALegalHoldNothingIsTakenOut: what was written is only added to.
func TestUnderALegalHoldNothingIsTakenOut(t *testing.T) {
	d := newDesk(t, false)
	f := caseDo(t)(d.handout(d.open()))
	caseDo(t)(d.PlaceHold(t.Context(), f.Key, "Counsel asked for it."))
	was := d.state(f.Number)
	for what, err := range map[string]error{
		"an issue": only(d.RemoveIssue(t.Context(), f.Key, f.Issues[0].ID, "Twice.")),
		"a record": only(d.RemoveRecord(t.Context(), f.Key, data.RecHandout, f.Handouts[0].ID, "Twice.")),
	} {
		if m := (data.Missing{}); !errors.As(err, &m) || m[0].Code != "legal_hold" {
			t.Errorf("taking out %s gave %v", what, err)
		}
	}
	if d.state(f.Number) != was {
		t.Error("the case is another now")
	}
	caseDo(t)(d.ReleaseHold(t.Context(), f.Key, "Settled."))
	caseDo(t)(d.RemoveIssue(t.Context(), f.Key, f.Issues[0].ID, "Twice."))
}

// TestAnUndoThatWaitedTakesNothingElseBack: while it waited for its turn, another
// change was written.
func TestAnUndoThatWaitedTakesNothingElseBack(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	if err := d.auditTask(f); err != nil {
		t.Fatal(err)
	}
	asked := d.last
	if err := d.auditTask(f); err != nil {
		t.Fatal(err)
	}
	d.last = asked
	if _, err := d.Undo(t.Context()); !errors.Is(err, data.ErrConflict) {
		t.Errorf("it gave %v", err)
	}
	if f = caseDo(t)(d.Case(t.Context(), f.Number)); len(f.Tasks) != 2 {
		t.Errorf("the case has %d tasks", len(f.Tasks))
	}
}
