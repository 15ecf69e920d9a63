package casefile

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// addPromise writes down what somebody promised, from whichever section the
// officer is in.
func (s *Screen) addPromise(from desk.Section) {
	key := s.file.Key
	e := s.newEditor("promise", "Add a promise", "Save the promise", "The promise is noted. It stands on Today until it is kept.")
	read := s.promiseFields(e, s.whoSpeaks())
	e.gather = func() change {
		t := read()
		t.From = string(from)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.AddTask(ctx, key, t) }
	}
	e.open()
}

// promiseFields adds the fields of a promise: what, by whom, to whom, by when.
func (s *Screen) promiseFields(e *editor, to string) (read func() data.Task) {
	me := s.desk.Session.Officer().Name
	what := e.area("what", "What was promised", "", 2)
	who := e.search("owner", "Who promised it", words(s.ownersWith(me)), me, true)
	whom := e.search("promised_to", "To whom", words(s.names()), to, true)
	e.beside(2)
	due := e.day("due", "By when", data.PromiseDue(time.Now(), s.settings()))
	e.hint("due", "A day, or +7 for in a week")
	e.require("what", "owner", "promised_to", "due")
	return func() data.Task {
		return data.Task{What: trimmed(what.Text), Owner: trimmed(who.Text()), PromisedTo: trimmed(whom.Text()), Due: dayOf(due), Promise: true}
	}
}

// promiseWords says who promised to whom.
func promiseWords(who, whom string) string {
	if whom == "" {
		return who
	}
	return who + " to " + whom
}

// promiseRow is a promise with its box; id is the task's or the commitment's.
func (s *Screen) promiseRow(id data.ID, what, who string, due, done data.Date) fyne.CanvasObject {
	said := "The promise is kept."
	if !done.IsZero() {
		who = "Kept " + s.day(done) + ", " + who
	}
	words := container.New(column{}, ui.NewParagraph(what, ui.Strong), ui.NewParagraph(who, ui.Muted))
	var chips []fyne.CanvasObject
	if done.IsZero() {
		chips = append(chips, ui.NewDueChip(due, s.today()))
	}
	return s.mark("promise/"+id.String(), "Kept", !done.IsZero(), ui.NewBeside(words, chips...), func(kept bool) {
		if !kept {
			said = "The promise is open again."
		}
		s.run(s.completing(id, kept), said)
	})
}

// promise is one thing promised: a task or a commitment of a meeting.
type promise struct {
	id        data.ID
	what, who string
	from      string
	due, done data.Date
}

// promises lists what was promised in the case, whoever did it.
func (s *Screen) promises() []promise {
	var all []promise
	for _, t := range s.file.Tasks {
		if t.Promise {
			all = append(all, promise{t.ID, t.What, promiseWords(t.Owner, t.PromisedTo), sectionTitle(desk.Section(t.From)), t.Due, t.DoneOn})
		}
	}
	for _, m := range s.file.Meetings {
		for _, c := range m.Commitments {
			if c.NotKept == "" {
				all = append(all, promise{c.ID, c.What, promiseWords(c.Who, c.ToWhom), m.Name(), c.Due, c.DoneOn})
			}
		}
	}
	return all
}

// joinWords joins what is not empty with a comma.
func joinWords(words ...string) string {
	var all []string
	for _, w := range words {
		if w != "" {
			all = append(all, w)
		}
	}
	return strings.Join(all, ", ")
}
