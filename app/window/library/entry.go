package library

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

func (s *Screen) today() data.Date { return s.desk.Session.Settings().Today(time.Now()) }

// editing is why the dialog of an entry is open.
type editing int

const (
	adding editing = iota
	changing
	renewing // a new version beside the old one
)

// newVersion begins a new version with the words of the old one.
func (s *Screen) newVersion(e data.Knowledge) {
	e.State, e.Version = data.KnowledgeDraft, nextVersion(e.Version)
	e.Effective, e.Review, e.ReviewedOn, e.ReviewedBy = 0, 0, 0, ""
	s.editEntry(e, renewing)
}

// nextVersion counts a version up where it is a number: 4 becomes 5, 2.1 becomes
// 2.2. Any other is left to be typed.
func nextVersion(version string) string {
	head, last := "", version
	if i := strings.LastIndex(version, "."); i >= 0 {
		head, last = version[:i+1], version[i+1:]
	}
	n, err := strconv.Atoi(last)
	if err != nil {
		return ""
	}
	return head + strconv.Itoa(n+1)
}

// editEntry adds an entry, changes one, or makes a new version of it.
func (s *Screen) editEntry(e data.Knowledge, why editing) {
	if !s.desk.Allowed(data.RightLibrary) {
		return
	}
	title, draft := "Add an entry", "library/new"
	switch why {
	case changing:
		title, draft = "Change an entry", "library/"+e.ID.String()
	case renewing:
		title, draft = "New version", "library/version/"+e.Item.String()
	default:
		e.Kind, e.State, e.Owner = data.KnowledgeLeaflet, data.KnowledgeDraft, s.desk.Session.Officer().Name
	}
	given := why == changing && e.Given > 0
	f := form.New(s.desk, draft, title, "Save")
	if given {
		f.Text = "This version was given to somebody, so its words stay as they are. Make a new version to change them."
	}
	kind := form.Choose(f, "kind", "What it is", form.Terms(data.KnowledgeKinds), e.Kind)
	state := form.Choose(f, "state", "State", form.Terms(data.KnowledgeStates), e.State)
	f.Beside(2)
	name := f.Line("title", "Title, or the question", e.Title)
	number := f.Line("number", "Number", e.Number)
	version := f.Line("version", "Version", e.Version)
	language := f.Line("language", "Language", e.Language)
	f.Hint("language", "Empty: English")
	f.Beside(3)
	text := f.Area("text", "Text", e.Text, 8, 14)
	source := f.Line("source", "Where the binding copy is kept", e.Source)
	effective := f.Day("effective", "In force from", e.Effective)
	review := f.Day("review", "Review by", e.Review)
	f.Hint("review", "Empty: a year from now")
	owner := f.Line("owner", "Owner", e.Owner)
	f.Beside(3)
	f.Require("kind", "state", "title")
	if given {
		for _, w := range []*ui.Entry{name, number, version, language, text} {
			w.Disable()
		}
		kind.Disable()
	}
	f.First = name
	var said string
	var undo form.Save
	f.Gather = func() form.Save {
		now := e
		now.Kind, now.State, now.Title, now.Number = form.Held(kind), form.Held(state), form.Trimmed(name.Text), form.Trimmed(number.Text)
		now.Version, now.Language, now.Text = form.Trimmed(version.Text), form.Trimmed(language.Text), form.Trimmed(text.Text)
		now.Source, now.Owner = form.Trimmed(source.Text), form.Trimmed(owner.Text)
		now.Effective, now.Review = form.DayOf(effective), form.DayOf(review)
		if now.State == data.KnowledgeActive && now.Review.IsZero() && now.Kind != data.KnowledgeQuestion {
			now.Review = max(s.today(), now.Effective).AddMonths(data.KnowledgeReviewMonths)
		}
		if why == renewing {
			now.ID, now.At, now.Given = data.ID{}, time.Time{}, 0
		}
		said = "“" + now.Title + "” is saved."
		return func(ctx context.Context, in *store.Session) (err error) {
			undo, err = keepEntry(ctx, in, e, now, why)
			return err
		}
	}
	f.Done = func(bool) { s.say(said, undo); s.refresh() }
	f.Open()
}

// keepEntry saves an entry and returns the way back.
func keepEntry(ctx context.Context, in *store.Session, before, now data.Knowledge, why editing) (undo form.Save, err error) {
	var force []data.Knowledge // what the entry may put out of force
	if why != adding {
		if force, err = in.Library(ctx, data.KnowledgeQuery{Item: before.Item, State: data.KnowledgeActive}); err != nil {
			return nil, err
		}
	}
	saved, err := in.SaveKnowledge(ctx, now)
	if err != nil || why == changing {
		return saving(append([]data.Knowledge{before}, force...)...), err
	}
	return func(ctx context.Context, in *store.Session) error {
		saved.State = data.KnowledgeDraft // only a draft can be removed
		if err := saving(saved)(ctx, in); err != nil {
			return err
		}
		if err := in.RemoveKnowledge(ctx, saved.ID); err != nil {
			return err
		}
		return saving(force...)(ctx, in)
	}, nil
}

// answer writes the answer to a question, which then can be given out.
func (s *Screen) answer(e data.Knowledge) {
	f := form.New(s.desk, "library/answer/"+e.ID.String(), "Answer the question", "Save the answer")
	f.Text = "The answer stays in the library and can be given to whoever asks next. Name no patient in it."
	question := f.Line("title", "Question", e.Title)
	text := f.Area("text", "Answer", e.Text, 6, 12)
	source := f.Line("source", "Who or what says so", e.Source)
	f.Require("title", "text")
	f.First = text
	f.Gather = func() form.Save {
		now := e
		now.Title, now.Source = form.Trimmed(question.Text), form.Trimmed(source.Text)
		now = now.Answered(form.Trimmed(text.Text), s.today(), s.desk.Session.Officer().Name)
		return func(ctx context.Context, in *store.Session) error {
			_, err := in.SaveKnowledge(ctx, now)
			return err
		}
	}
	f.Done = func(bool) { s.say(answeredWords(e), saving(e)); s.refresh() }
	f.Open()
}

func answeredWords(e data.Knowledge) string {
	if e.AskedIn == "" {
		return "The question is answered."
	}
	return "The question is answered. Tell the person: it was asked in " + e.AskedIn + "."
}

// give records in a case that the entry was given to somebody.
func (s *Screen) give(e data.Knowledge) {
	f := form.New(s.desk, "library/give/"+e.ID.String(), "Give in a case", "Record it")
	f.Text = e.Named()
	number := f.Line("number", "Case number", "")
	f.Hint("number", "PR-2026-00042, or its end: 2026-42")
	to := f.Line("to", "Given to", "")
	how := f.Search("how", "How", data.HandoutWays, data.HandoutWays[0])
	on := f.Day("on", "On", s.today())
	f.Beside(2)
	f.Require("number", "to", "on")
	f.Gather = func() form.Save {
		h := data.Handout{On: form.DayOf(on), Item: e.ID, Title: e.Title, Version: e.Version, To: form.Trimmed(to.Text), How: form.Trimmed(how.Text())}
		wanted := form.Trimmed(number.Text)
		return func(ctx context.Context, in *store.Session) error {
			c, err := in.Case(ctx, wanted)
			if errors.Is(err, data.ErrNotFound) {
				return data.Missing{{Code: "number", Field: "number", Sentence: "There is no case with this number."}}
			}
			if err != nil {
				return err
			}
			_, err = in.SaveRecord(ctx, c.Key, &h)
			return err
		}
	}
	f.Done = func(bool) {
		s.desk.Say("Recorded in the case: “"+e.Title+"” was given.", nil)
		s.refresh()
	}
	f.Open()
}
