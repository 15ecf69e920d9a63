package store

import (
	"errors"
	"testing"
	"time"

	"rapport/data"
)

// called is a word to the person.
func called(d *desk) data.Contact {
	return data.Contact{Mode: "phone", At: d.clock.now(), With: "The caller", Summary: "Told what the hours are."}
}

// card is a comment card of today.
func card(d *desk) data.Feedback {
	return data.Feedback{Received: d.Settings().Today(d.clock.now()), Unit: "4 West", Text: "The soup was hot.", Themes: []string{"Food"}, Sentiment: 2}
}

func (d *desk) inquiry(kind data.Kind) data.CaseFile {
	d.t.Helper()
	in := data.Intake{Channel: data.Phone, ReceivedAt: d.clock.now().Add(-time.Hour), Story: "When may I visit?", Nature: kind,
		Complainant: data.Person{Given: "Rosalind", Family: "Fennimore"}}
	return caseDo(d.t)(d.OpenCase(d.ctx(), in))
}

func TestAnInformationRequestIsAnsweredAndClosedInOneStep(t *testing.T) {
	d := newDesk(t, false)
	answer := leaflet()
	answer.Kind = data.KnowledgeAnswer
	answer = d.saved(active(answer))
	f := d.inquiry(data.Information)
	given := &data.Handout{On: d.Settings().Today(d.clock.now()), Item: answer.ID, Title: answer.Title, Version: answer.Version, To: "The caller"}
	f = caseDo(t)(d.AnswerNow(t.Context(), f.Key, called(d), given, data.Closing{Reason: data.ClosedSatisfied}))
	if f.State != data.StateClosed || len(f.Contacts) != 1 || len(f.Handouts) != 1 || f.Clocks[0].Running() {
		t.Errorf("state %s, %d contacts, %d handouts, clock %+v", f.State, len(f.Contacts), len(f.Handouts), f.Clocks)
	}
}

func TestAnAnswerOnTheSpotThatCannotCloseLeavesNothingBehind(t *testing.T) {
	d := newDesk(t, false)
	f := d.inquiry(data.Information)
	f = caseDo(t)(d.SaveStep(t.Context(), f.Key, data.Step{Kind: data.Referral, Subject: "The hours?", With: "Admitting", Due: d.Settings().Today(d.clock.now())}))
	_, err := d.AnswerNow(t.Context(), f.Key, called(d), nil, data.Closing{Reason: data.ClosedSatisfied})
	var m data.Missing
	if !errors.As(err, &m) || !m.Has("referral") {
		t.Fatalf("closing over an open referral gave %v", err)
	}
	if f = caseDo(t)(d.Case(t.Context(), f.Number)); len(f.Contacts) != 0 {
		t.Error("the contact stayed")
	}
}

func TestAComplimentGoesToTheManagerIsThankedAndClosed(t *testing.T) {
	d := newDesk(t, false)
	set := d.Settings().WithContact(data.UnitContact{Unit: "4 West", Manager: "Joss Hallowick"})
	if err := d.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	q := data.QuickEntry{Kind: data.QuickCompliment, On: set.Today(d.clock.now()), Unit: "4 West", Words: "The night nurse sat with me.", Who: "Rosalind Fennimore", MayShare: true}
	f := caseDo(t)(d.OpenCase(t.Context(), q.Intake(set, d.clock.now())))
	if f.Kind != data.Compliment || !f.MayShareName || f.People[0].FullName() != "Rosalind Fennimore" || len(f.Clocks) != 0 {
		t.Fatalf("%+v", f)
	}
	h := data.NewHandover(f, d.Settings(), d.clock.now())
	if h.To != "Joss Hallowick" || !h.MayShareName {
		t.Errorf("handed over as %+v", h)
	}
	f = caseDo(t)(d.SaveRecord(t.Context(), f.Key, &h))
	if what, _ := d.next(f); what != "Thank the person." {
		t.Errorf("next is %q", what)
	}
	f = caseDo(t)(d.TellPerson(t.Context(), f.Key, f.Handovers[0].ID, called(d), nil))
	if what, act := d.next(f); act != data.ActClose || f.Handovers[0].ThankedOn != set.Today(d.clock.now()) || len(f.Contacts) != 1 {
		t.Errorf("after thanking, next is %q; %+v", what, f.Handovers[0])
	}
	f = caseDo(t)(d.Act(t.Context(), f.Key, data.ActClose, "", data.Closing{Reason: data.ClosedSatisfied}))
	if f.State != data.StateClosed {
		t.Error("the compliment is", f.State)
	}
	if _, err := d.TellPerson(t.Context(), f.Key, data.NewID(), called(d), nil); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a handover that is not there gave %v", err)
	}
}

func (d *desk) next(f data.CaseFile) (string, data.ActionID) {
	n := data.NextStep(f, d.Settings(), d.Settings().Today(d.clock.now()))
	return n.Sentence, n.Action
}

func TestACardIsKeptFoundAndGetsItsThemes(t *testing.T) {
	d := newDesk(t, false)
	f := must[data.Feedback](t)(d.AddFeedback(t.Context(), card(d)))
	must[data.Feedback](t)(d.AddFeedback(t.Context(), card(d))) // the same words on another card count twice
	if got := must[data.Feedback](t)(d.SetThemes(t.Context(), f.Key, []string{"Staff", "Waiting"})); got.Text != "The soup was hot." || got.Key != f.Key {
		t.Errorf("%+v", got)
	}
	page := must[data.FeedbackPage](t)(d.Feedback(t.Context(), data.FeedbackQuery{Text: "soup", Theme: "Waiting"}))
	if len(page.Rows) != 1 || page.Rows[0].Source != data.CardSource || page.Rows[0].Themes[0] != "Staff" {
		t.Errorf("%+v", page.Rows)
	}
	if n := must[int](t)(d.CountFeedback(t.Context(), data.FeedbackQuery{Theme: "Food"})); n != 1 {
		t.Errorf("%d cards are about food", n)
	}
	if _, err := d.SetThemes(t.Context(), 99, nil); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a comment that is not there gave %v", err)
	}
	late := card(d)
	late.Received += 2
	var m data.Missing
	if _, err := d.AddFeedback(t.Context(), late); !errors.As(err, &m) || !m.Has("received.future") {
		t.Errorf("a card of the day after tomorrow gave %v", err)
	}
}
