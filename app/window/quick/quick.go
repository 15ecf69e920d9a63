// Package quick is the entry of praise, ideas and comment cards in a few
// seconds, one after the other.
package quick

import (
	"context"
	"slices"
	"time"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Draft is the name under which the store keeps an unfinished entry.
const Draft = "quick"

// entry is the dialog with its fields.
type entry struct {
	form *form.Form

	kind      *ui.Choice[data.QuickKind]
	on        *ui.DateField
	channel   *ui.Choice[data.Channel]
	words     *ui.Entry
	unit      *ui.Picker[string]
	who       *ui.Entry
	share     *ui.Check
	sentiment *ui.Choice[int]
	themes    func() []string

	said string // what became of the entry saved last
}

// Open shows the dialog. It stays open for the next entry: the kind, the day,
// the unit and the channel keep their values.
func Open(d *desk.Desk) {
	e := &entry{form: form.New(d, Draft, "Quick entry", "Save and close")}
	e.form.Next = "Save and next"
	e.fields(d.Session.Settings())
	e.form.Gather = e.gather
	e.form.Done = func(next bool) {
		if next {
			e.form.Say(e.said, ui.ToneOK)
			e.fit()
			return
		}
		d.Say(e.said, nil)
	}
	e.fit()
	e.form.Open()
}

func (e *entry) fields(set data.Settings) {
	f := e.form
	e.kind = form.Choose(f, "kind", "What it is", form.Terms(data.QuickKinds), data.QuickCompliment)
	e.on = f.Day("on", "Received", f.Today())
	e.channel = form.Choose(f, "channel", "How it came", form.Terms(data.Channels), data.CommentCard)
	f.Beside(3)
	e.words = f.Area("words", "In their words", "", 3, 8)
	e.unit = f.Search("unit", "Unit", set.Units, "")
	e.who = f.Line("who", "Who says it", "")
	f.Hint("who", "Empty: nobody gave a name")
	moods := make([]ui.Option[int], len(data.Sentiments))
	for i, label := range data.Sentiments {
		moods[i] = ui.Option[int]{Value: i, Label: label}
	}
	e.sentiment = form.Choose(f, "sentiment", "How it sounds", moods, 0)
	f.Beside(3)
	e.share = f.Tick("may_share", "They agreed that the unit is told who said it", false)
	e.themes = f.Ticks("themes", "What it is about", themeNames(), nil)
	f.Require("kind", "on", "words")
	f.Stays("kind", "on", "channel", "unit")
	f.First = e.words
	e.kind.OnChanged = func(string) { e.fit() }
}

// themeNames are the themes that a card can be ticked with.
func themeNames() []string {
	names := make([]string, len(data.HCAT))
	for i, c := range data.HCAT {
		names[i] = c.Name
	}
	return names
}

// fit shows the fields that the kind has: a card has a mood and themes, a case
// somebody who may be named.
func (e *entry) fit() {
	card := form.Held(e.kind) == data.QuickCard
	e.form.Need(map[string]bool{"channel": !card, "who": !card, "may_share": !card, "sentiment": card, "themes": card})
	hint := "Becomes a case with its number; hand it over from there."
	if card {
		hint = "Becomes a comment of the feedback. A complaint with a name that asks for an answer is a case: press Ctrl+N."
	}
	e.form.Hint("words", hint)
}

// gather makes the entry of the fields.
func (e *entry) gather() form.Save {
	q := data.QuickEntry{Kind: form.Held(e.kind), On: form.DayOf(e.on), Words: form.Trimmed(e.words.Text), Unit: form.Trimmed(e.unit.Text())}
	if q.Kind == data.QuickCard {
		q.Sentiment, q.Themes = form.Held(e.sentiment), slices.Clone(e.themes())
	} else {
		q.Channel, q.Who, q.MayShare = form.Held(e.channel), form.Trimmed(e.who.Text), e.share.Checked
	}
	return func(ctx context.Context, in *store.Session) (err error) {
		e.said, err = keep(ctx, in, q)
		return err
	}
}

// keep saves an entry and says what became of it.
func keep(ctx context.Context, in *store.Session, q data.QuickEntry) (said string, err error) {
	set, now := in.Settings(), time.Now()
	if err := q.Validate(set.Today(now)).Err(); err != nil {
		return "", err
	}
	if q.Kind == data.QuickCard {
		_, err := in.AddFeedback(ctx, q.Feedback())
		return "The card is kept.", err
	}
	f, err := in.OpenCase(ctx, q.Intake(set, now))
	return f.Number + " is opened: " + q.Kind.String() + ".", err
}
