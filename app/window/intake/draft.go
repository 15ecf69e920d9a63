package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// draftName is where the unfinished intake is kept.
const draftName = "intake"

// draft is an intake under way.
type draft struct {
	Intake   data.Intake `json:"intake"`
	Feedback int64       `json:"feedback,omitempty"` // key of the comment that it comes from
	// Typed is what stood in fields of days and categories and was none yet.
	Typed map[string]string `json:"typed,omitempty"`
	// Files go into the case whole; their bytes lie in drafts of their own.
	Files []*keptFile `json:"files,omitempty"`
}

// keepAfter is how long after a change the draft is kept.
const keepAfter = 3 * time.Second

// leaveTime is how long leaving or emptying the screen may wait for the disk.
const leaveTime = 2 * time.Second

// keepLater keeps the draft soon; changes until then go along.
func (s *Screen) keepLater() {
	s.unsaved = true
	if s.keepSoon != nil {
		return
	}
	s.keepSoon = ui.After(keepAfter, func() {
		s.keepSoon = nil
		if !s.unsaved || s.saving.Busy() {
			return
		}
		d := s.written()
		s.unsaved = false
		ui.Load(&s.keeping, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.keep(ctx, d) }, func(_ struct{}, err error) {
			if err != nil {
				if !s.told { // once, until it works again
					s.told = true
					s.message.Say(plain.Sentence(err), ui.ToneOverdue)
				}
				s.kept.SetText("The draft could not be kept. Rapport tries again.")
				s.keepLater()
				return
			}
			if s.told {
				s.told = false
				s.message.Clear()
			}
			s.kept.SetText("Draft kept at " + ui.Clock(s.now(), s.desk.Session.Settings().Zone()))
		})
	})
}

// keepNow keeps the draft before the screen is left. It waits for the disk:
// the window may lock in the next moment, and then nothing more is written.
func (s *Screen) keepNow() {
	busy := s.keeping.Busy()
	s.forget()
	if !s.touched || s.saving.Busy() || !s.unsaved && !busy {
		return // saving keeps the draft itself
	}
	s.unsaved = true // also what was being kept, until that is sure
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	if err := s.keep(ctx, s.written()); err != nil {
		s.desk.Fail(err)
		return
	}
	s.unsaved = false
}

func (s *Screen) keep(ctx context.Context, d draft) error {
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keeping the draft: %w", err)
	}
	err = s.desk.Session.SaveDraft(ctx, draftName, body)
	for _, f := range d.Files { // after what was typed, which nobody has elsewhere
		err = errors.Join(err, f.store(ctx, s.desk.Session)) // what the disk does not take is held
	}
	if err != nil {
		return err
	}
	return dropBytes(ctx, s.desk.Session, d.Files)
}

// drop removes the draft and the bytes of its files.
func (s *Screen) drop(ctx context.Context, files []*keptFile) error {
	for _, f := range files {
		f.stored.Store(false) // when it is brought back it is kept anew
	}
	return errors.Join(s.desk.Session.DeleteDraft(ctx, draftName), dropBytes(ctx, s.desk.Session, nil))
}

// forget ends the keeping that is under way.
func (s *Screen) forget() {
	if s.keepSoon != nil {
		s.keepSoon()
		s.keepSoon = nil
	}
	s.keeping.Stop()
}

// restore looks for an unfinished intake of an earlier time.
func (s *Screen) restore() {
	type found struct {
		draft
		at   time.Time
		lost []string // files whose bytes are not there
	}
	ui.Load(&s.drafts, func(ctx context.Context) (f found, err error) {
		var body []byte
		if body, f.at, err = s.desk.Session.Draft(ctx, draftName); err != nil {
			return f, err
		}
		if err := json.Unmarshal(body, &f.draft); err != nil {
			return f, fmt.Errorf("reading the unfinished intake: %w", err)
		}
		for _, k := range f.Files {
			switch err := k.load(ctx, s.desk.Session); {
			case errors.Is(err, data.ErrNotFound):
				f.lost = append(f.lost, k.Name)
				f.draft.Files = without(f.draft.Files, k)
			case err != nil:
				return f, err
			}
		}
		return f, nil
	}, func(f found, err error) {
		s.restored = true
		switch {
		case errors.Is(err, data.ErrNotFound):
		case err != nil:
			s.desk.Fail(err)
		case !s.touched: // typed in the meantime: that goes first
			s.put(f.draft)
			s.touched = true
			told := "Your unfinished intake from " + ui.Moment(f.at, s.now(), s.desk.Session.Settings().Zone()) + " is here."
			for _, name := range f.lost {
				told += " The file " + name + " could not be kept with it: add it once the case is open."
			}
			s.tellEarlier(told)
		}
		if from := s.waiting; from != nil {
			s.waiting = nil
			s.From(*from)
		}
	})
}

// tellEarlier says above the form what stands in it.
func (s *Screen) tellEarlier(text string) {
	s.earlier.RemoveAll()
	anew := ui.NewButton("Discard and begin anew", s.discard)
	s.earlier.Add(container.NewBorder(nil, nil, nil, container.NewCenter(anew), said(text, ui.ToneSoon)))
	s.earlier.Show()
	settle(s.form)
}

// discard throws away what is written, after asking, and offers it back.
func (s *Screen) discard() {
	if s.saving.Busy() {
		return
	}
	if !s.touched {
		s.desk.Close()
		return
	}
	ui.Ask(s.desk.Window, ui.Question{Title: "Discard this intake?", Text: "What is written here goes away. No case is opened.",
		Yes: "Discard it", No: "Keep writing", Danger: true}, func() {
		old := s.written()
		s.clear()
		s.desk.Say("The intake was discarded.", func() { s.giveBack(old) })
	})
}

// clear makes the form and the draft empty.
func (s *Screen) clear() {
	s.forget()
	files := s.files.files
	s.put(draft{Intake: s.blank()})
	s.desk.Window.Canvas().Focus(s.origin.channel)
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	if err := s.drop(ctx, files); err != nil {
		s.desk.Fail(err)
	}
}

// giveBack brings a discarded intake back, also when its tab was closed since:
// the tab that opens finds it as the draft.
func (s *Screen) giveBack(old draft) {
	s.forget()
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	err := s.keep(ctx, old)
	s.desk.NewCase(nil)
	if s.inFront {
		s.put(old)
		s.touched = true
		if err != nil {
			s.keepLater()
		}
	}
	if err != nil {
		s.desk.Fail(err)
	}
}

// From begins the intake of a matter that a comment tells of. What is written
// already stays unless the officer lets it go.
func (s *Screen) From(f data.Feedback) {
	if !s.restored {
		s.waiting = &f
		return
	}
	if !s.touched {
		s.take(f)
		return
	}
	ui.Ask(s.desk.Window, ui.Question{Title: "Replace the unfinished intake?", Text: "An intake is being written here already. You can open its case first, or let it go for the comment.",
		Yes: "Replace it", No: "Keep it", Danger: true}, func() {
		old := s.written()
		s.take(f)
		s.desk.Say("The unfinished intake was replaced.", func() { s.giveBack(old) })
	})
}

// take fills the form from a comment. A comment has a day and no time: noon
// stands for it, and the present where the day is today or not known.
func (s *Screen) take(f data.Feedback) {
	set := s.desk.Session.Settings()
	in := s.blank()
	in.Channel, in.Unit, in.Story = data.Survey, f.Unit, f.Text
	told := "This comes from a comment. Check when it was received and who wrote it."
	switch today := set.Today(s.now()); {
	case f.Received.IsZero():
		told = "This comes from a comment whose day is not known: correct the day of receipt."
	case f.Received < today:
		in.ReceivedAt = f.Received.Start(set.Zone()).Add(12 * time.Hour)
	}
	// Whether who wrote is the patient is not said: it is asked, as of an e-mail.
	if w := f.Writer(); !w.Equal(data.Person{}) {
		in.Complainant, in.Relation = w, ""
		told += " Who wrote it stands below as the comment says it: ask who the patient is."
	}
	s.put(draft{Intake: in, Feedback: f.Key})
	s.touched = true
	s.keepLater()
	s.tellEarlier(told)
}
