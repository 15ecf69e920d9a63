package library

import (
	"context"
	"errors"
	"strings"

	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// action is one thing that can be done with an entry, by its button or by its
// letter in the list.
type action struct {
	label string
	key   rune // 0: none
	fits  func(e data.Knowledge, today data.Date) bool
	do    func(s *Screen, e data.Knowledge)
}

// actions are what can be done with entries, in the order of their buttons.
func actions() []action {
	return []action{
		{"Answer …", 'a', func(e data.Knowledge, _ data.Date) bool { return e.Unanswered() }, (*Screen).answer},
		{"Give in a case …", 'g', func(e data.Knowledge, _ data.Date) bool { return e.Givable() }, (*Screen).give},
		{"Review done today", 'r', func(e data.Knowledge, _ data.Date) bool { return e.State == data.KnowledgeActive }, (*Screen).reviewed},
		{"Change …", 'c', func(data.Knowledge, data.Date) bool { return true }, func(s *Screen, e data.Knowledge) { s.editEntry(e, changing) }},
		{"New version …", 'v', func(e data.Knowledge, _ data.Date) bool {
			return e.Kind != data.KnowledgeQuestion && e.State != data.KnowledgeDraft
		}, (*Screen).newVersion},
		{"Put into force", 'f', func(e data.Knowledge, _ data.Date) bool {
			return e.Kind != data.KnowledgeQuestion && e.State == data.KnowledgeDraft
		}, (*Screen).putIntoForce},
		{"Retire", 't', func(e data.Knowledge, _ data.Date) bool { return e.State == data.KnowledgeActive }, (*Screen).retire},
		{"Bring back", 'b', func(e data.Knowledge, _ data.Date) bool { return e.State == data.KnowledgeRetired }, (*Screen).bringBack},
		{"Remove", 0, func(e data.Knowledge, _ data.Date) bool { return e.State == data.KnowledgeDraft }, (*Screen).remove},
	}
}

// saving is the change that keeps entries one after the other.
func saving(all ...data.Knowledge) form.Save {
	return func(ctx context.Context, in *store.Session) error {
		for _, e := range all {
			if _, err := in.SaveKnowledge(ctx, e); err != nil {
				return err
			}
		}
		return nil
	}
}

func (s *Screen) reviewed(e data.Knowledge) {
	s.run(func(ctx context.Context, in *store.Session) error {
		_, err := in.ReviewKnowledge(ctx, e.ID)
		return err
	}, "Reviewed. It is looked at again in a year.", saving(e))
}

// putIntoForce makes a draft active; the version before it is retired.
func (s *Screen) putIntoForce(e data.Knowledge) {
	now := e
	now.State = data.KnowledgeActive
	today := s.today()
	if now.Effective.IsZero() {
		now.Effective = today
	}
	if now.Review.IsZero() {
		now.Review = max(today, now.Effective).AddMonths(data.KnowledgeReviewMonths)
	}
	if gaps := now.Validate(today).Blocking(); len(gaps) > 0 {
		s.gaps(e, gaps)
		return
	}
	s.withForce(e, func(before []data.Knowledge) {
		s.run(saving(now), "“"+e.Title+"” is in force.", saving(append([]data.Knowledge{e}, before...)...))
	})
}

// withForce reads what is in force of the same thing before do is called: taking
// a change back puts it in force again.
func (s *Screen) withForce(e data.Knowledge, do func(before []data.Knowledge)) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) ([]data.Knowledge, error) {
		return session.Library(ctx, data.KnowledgeQuery{Item: e.Item, State: data.KnowledgeActive})
	}, func(before []data.Knowledge, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		do(before)
	})
}

func (s *Screen) retire(e data.Knowledge) {
	now := e
	now.State = data.KnowledgeRetired
	s.run(saving(now), "“"+e.Title+"” is retired.", saving(e))
}

// bringBack puts a retired version in force again, in the place of the one that
// is.
func (s *Screen) bringBack(e data.Knowledge) {
	now := e
	now.State = data.KnowledgeActive
	if e.Kind == data.KnowledgeQuestion {
		now.State = data.KnowledgeDraft
	}
	if gaps := now.Validate(s.today()).Blocking(); len(gaps) > 0 {
		s.gaps(e, gaps)
		return
	}
	s.withForce(e, func(before []data.Knowledge) {
		s.run(saving(now), "“"+e.Title+"” is in use again.", saving(append([]data.Knowledge{e}, before...)...))
	})
}

func (s *Screen) remove(e data.Knowledge) {
	s.run(func(ctx context.Context, in *store.Session) error { return in.RemoveKnowledge(ctx, e.ID) },
		"“"+e.Title+"” is removed.", saving(e))
}

// addStart adds the drafts that every office completes first.
func (k *knowledge) addStart() {
	var added []data.Knowledge
	k.screen.run(func(ctx context.Context, in *store.Session) (err error) {
		added, err = in.AddStartingKnowledge(ctx)
		return err
	}, "The drafts are added. Complete what stands in brackets, then put each into force.", func(ctx context.Context, in *store.Session) error {
		for _, e := range added {
			if err := in.RemoveKnowledge(ctx, e.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// gaps says what keeps an entry from being given out, and leads to it.
func (s *Screen) gaps(e data.Knowledge, gaps data.Missing) {
	var lines []string
	for _, g := range gaps {
		lines = append(lines, g.Sentence)
	}
	ui.Ask(s.desk.Window, ui.Question{Title: "Not ready to be given out", Text: strings.Join(lines, "\n"), Yes: "Change it …", No: "Not now"},
		func() { s.editEntry(e, changing) })
}

// refused tells what stands in the way of a change.
func (s *Screen) refused(err error) {
	var m data.Missing
	if !errors.As(err, &m) {
		s.desk.Fail(err)
		return
	}
	var lines []string
	for _, g := range m.Blocking() {
		lines = append(lines, g.Sentence)
	}
	ui.Tell(s.desk.Window, "This is not possible yet", strings.Join(lines, "\n"))
}
