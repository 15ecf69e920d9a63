package casefile

import (
	"context"
	"fmt"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// dispatchNotice records how the newest written decision left.
func (s *Screen) dispatchNotice() {
	s.Go(desk.Letters)
	if l, ok := s.file.Notice(); ok {
		s.dispatch(l, "post")
	}
}

// dispatch records how a letter left; way is what is chosen at first.
func (s *Screen) dispatch(l data.Letter, way data.DispatchMethod) {
	key := s.file.Key
	e := s.newEditor("dispatch/"+l.ID.String(), "How the letter left", "Record it", "It is recorded how the letter left.")
	e.text = fmt.Sprintf("Letter %d, %s, dated %s, to %s.", l.Number, lower(l.Kind.String()), ui.LongDay(l.Date), l.Addressee)
	method := choose(e, "method", "How", terms(data.DispatchMethods), way)
	on := e.day("on", "When", max(s.today(), l.Date))
	e.beside(2)
	tracking := e.line("tracking", "Tracking number", "")
	follow := func() {
		row := e.field("tracking").row
		row.Required = held(method) == "certified"
		row.Explain(nil)
	}
	method.Select.OnChanged = func(string) { follow() }
	follow()
	e.require("method", "on")
	e.ask = func() *ui.Question { return s.lateEntry(l.Kind.Meets(), dayOf(on)) }
	e.gather = func() change {
		d := data.Dispatch{Method: held(method), On: dayOf(on), Tracking: trimmed(tracking.Text)}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RecordDispatch(ctx, key, l.ID, d)
		}
	}
	e.then = func() { s.afterDispatch(l.ID) }
	e.open()
}

// afterDispatch asks for the disclosure that the store could not log by itself:
// on what basis somebody outside received the letter.
func (s *Screen) afterDispatch(id data.ID) {
	l, ok := s.file.LetterByID(id)
	if _, logged := s.file.LetterDisclosed(id); !ok || logged || !s.file.OutsideParty(l) || data.DisclosureByLetter(s.file, l).Basis != "" {
		return
	}
	var d *ui.Dialog
	d = ui.Ask(s.desk.Window, ui.Question{Title: "Log the disclosure?", Yes: "Log it …", No: "Not now",
		Text: "The letter went to somebody who is neither the patient nor in the patient's place. The patient may ask for a list of what was given to whom."},
		func() { d.Close(); s.logLetter(l) })
}

// cameBack records that the mail brought a letter back.
func (s *Screen) cameBack(l data.Letter) {
	key := s.file.Key
	e := s.newEditor("return/"+l.ID.String(), "The letter came back", "Record it", "It is recorded that the letter came back. Finding the right address is on Today.")
	e.text = "The clock that the letter met stays met. The address counts as not confirmed until you have checked it with the person; then send the letter again, or write down how the person was told instead."
	on := e.day("on", "Came back on", s.today())
	why := e.search("why", "Why, as the mail marked it", words(data.ReturnReasons), "", true)
	e.require("on", "why")
	e.gather = func() change {
		r := data.LetterReturn{On: dayOf(on), Why: trimmed(why.Text())}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RecordReturn(ctx, key, l.ID, r)
		}
	}
	e.open()
}

// settleReturn records how the person was told where the letter is not sent again.
func (s *Screen) settleReturn(r data.LetterReturn) {
	key := s.file.Key
	e := s.newEditor("settle/"+r.ID.String(), "Settle it without sending it again", "Settle it", "It is settled.")
	e.text = "For a person who has no other address. A letter that is sent again settles this by itself: correct the address, print it and record how it left."
	how := e.area("settled", "How was the person told, or why can it not be?", "", 3)
	e.require("settled")
	e.gather = func() change {
		words := trimmed(how.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.SettleReturn(ctx, key, r.ID, words)
		}
	}
	e.open()
}
