package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// TestTheClassifierRunsAgainWhenTheCaseChanges changes what the tests look at and
// finds the row that fires, the kind and the clocks that run then.
func TestTheClassifierRunsAgainWhenTheCaseChanges(t *testing.T) {
	received := monday.Add(-2 * time.Hour)
	for _, c := range []struct {
		name   string
		in     func(*data.Intake)
		change func(*data.Reclassification)
		row    string
		kind   data.Kind
		runs   string // the clocks that run
	}{
		{"a letter was a call after all, resolved at once", func(in *data.Intake) { in.Channel, in.Answers = data.ByLetter, data.Answers{} },
			func(r *data.Reclassification) {
				r.Channel, r.ResolvedAt, r.Reason = data.Phone, received, "The letter is another case's."
			},
			"10", data.Complaint, ""},
		{"a call turns out to have come by e-mail", func(in *data.Intake) { in.Answers = data.Answers{ResolvedNow: true} },
			func(r *data.Reclassification) { r.Channel = data.Email }, "6", data.Grievance, "acknowledge decision"},
		{"resolved only on the next day", func(in *data.Intake) {
			in.Answers, in.ReceivedAt = data.Answers{ResolvedNow: true}, received.AddDate(0, 0, -3)
		},
			func(r *data.Reclassification) { r.ResolvedAt = received.AddDate(0, 0, -2) }, "11", data.Grievance, "acknowledge decision"},
		{"the person asks for a response after all", func(in *data.Intake) { in.Answers = data.Answers{ResolvedNow: true} },
			func(r *data.Reclassification) { r.Answers.AsksResponse = true }, "7", data.Grievance, "acknowledge decision"},
		{"a privacy complaint by letter was spoken, and stays one of privacy", func(in *data.Intake) {
			in.Nature, in.Channel, in.Answers = data.Privacy, data.ByLetter, data.Answers{}
		}, func(r *data.Reclassification) {
			r.Channel, r.Answers.ResolvedNow, r.Reason = data.InPerson, true, "Nothing was written."
		}, "10", data.Privacy, ""},
		{"it is about the bill alone", func(in *data.Intake) { in.Answers = data.Answers{} },
			func(r *data.Reclassification) { r.Nature, r.Reason = data.Billing, "She asks about the bill alone." }, "4", data.Billing, "answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, false)
			in := spoken(received)
			c.in(&in)
			f := caseDo(t)(d.OpenCase(t.Context(), in))
			r := f.Reclassification(d.Settings().Today(d.clock.now()))
			c.change(&r)
			f = caseDo(t)(d.Reclassify(t.Context(), f.Key, r))
			if f.Classification.Row != c.row || f.Kind != c.kind || f.Classification.RuleVersion != data.RuleVersion || f.Channel != r.Channel {
				t.Errorf("row %s makes it a %s that came by %s; want row %s, %s", f.Classification.Row, f.Kind, f.Channel, c.row, c.kind)
			}
			var runs []string
			for _, k := range f.Clocks {
				if k.Running() {
					runs = append(runs, string(k.Kind))
					if !k.Start.Equal(f.ReceivedAt) {
						t.Errorf("the clock %s starts at %s, not from the receipt", k.Label(), k.Start)
					}
				}
			}
			if got := strings.Join(runs, " "); got != c.runs {
				t.Errorf("the clocks %q run, want %q", got, c.runs)
			}
			last := must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 1))[0]
			if last.Action != "case.classify" || last.Before == "" || !strings.Contains(last.After, `"row":"`+c.row+`"`) || !strings.Contains(last.After, `"rule_version"`) {
				t.Errorf("the history says %+v", last)
			}
		})
	}
}

func TestAnAuthorityThatWasSettledChangesTheAnswer(t *testing.T) {
	d := newDesk(t, false)
	in := spoken(d.clock.now())
	in.Relation, in.Complainant = "friend", data.Person{Given: "Ivo", Family: "Vane", Authority: data.AuthorityNone}
	f := caseDo(t)(d.OpenCase(t.Context(), in))
	if f.Classification.Row != "3" {
		t.Fatalf("row %s", f.Classification.Row)
	}
	today := d.Settings().Today(d.clock.now())
	p, _ := f.Person(data.RoleComplainant)
	p.Authority, p.Evidence = data.AuthorityVerbal, "Told me on the phone."
	f = caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
	if n := data.NextStep(f, d.Settings(), today); !strings.Contains(n.Sentence, "classify the case again") {
		t.Errorf("the next step is %q", n.Sentence)
	}
	f = caseDo(t)(d.Reclassify(t.Context(), f.Key, f.Reclassification(today)))
	if f.Kind != data.Grievance || f.Classification.Row != "7" {
		t.Errorf("with the authority it is a %s by row %s", f.Kind, f.Classification.Row)
	}
}

func TestATimeInTheFutureOrNoChannelIsRefused(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	r := f.Reclassification(d.Settings().Today(d.clock.now()))
	r.Channel, r.ResolvedAt = "pigeon", d.clock.now().Add(time.Hour)
	_, err := d.Reclassify(t.Context(), f.Key, r)
	var m data.Missing
	if !errors.As(err, &m) || !m.Has("channel") || !m.Has("resolved_at.future") {
		t.Errorf("the answer is %v", err)
	}
}

func TestNobodyIsAcknowledgedWhereNobodyIsKnown(t *testing.T) {
	d := newDesk(t, false)
	in := spoken(d.clock.now())
	in.Anonymous, in.Patient, in.Answers = true, data.Person{}, data.Answers{AllegesHarm: true}
	f := caseDo(t)(d.OpenCase(t.Context(), in))
	if len(f.Clocks) != 1 || f.Clocks[0].Kind != data.ClockDecide {
		t.Fatalf("the clocks are %+v", f.Clocks)
	}
	f = caseDo(t)(d.SavePerson(t.Context(), f.Key, data.Person{Role: data.RolePatient, Given: "Ida", Family: "Ash"}))
	f = caseDo(t)(d.classify(t.Context(), f, data.Answers{AllegesHarm: true}, "", ""))
	if len(f.Clocks) != 2 || f.Clocks[1].Kind != data.ClockAcknowledge {
		t.Errorf("with a name the clocks are %+v", f.Clocks)
	}
}
