package letters

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Left keeps the draft.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.wait()
	s.keepNow()
}

// keepNow keeps the words before it returns: the lock that may follow would
// not wait for a goroutine.
func (s *Screen) keepNow() {
	if !s.ready || !s.dirty && !s.keep.Busy() {
		return
	}
	if s.issuing != nil && s.issuing.Good(keepTime) { // an issued letter is not being written any more
		return
	}
	s.keep.Stop()
	s.dirty = true
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	if err := s.desk.Session.SaveLetterDraft(ctx, s.file.Key, s.words.draft()); err != nil {
		s.desk.Fail(err)
		return
	}
	s.dirty = false
}

// save keeps the words as a draft.
func (s *Screen) save() {
	if !s.dirty || !s.ready || s.issuing != nil {
		return
	}
	s.dirty = false
	session, key, d := s.desk.Session, s.file.Key, s.words.draft()
	ui.Load(&s.keep, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SaveLetterDraft(ctx, key, d) }, func(_ struct{}, err error) {
		if err != nil {
			if !errors.Is(err, data.ErrLocked) {
				s.dirty = true
				if !s.told { // once, until it works again
					s.told = true
					s.message.Say(plain.Sentence(err), ui.ToneOverdue)
				}
			}
			return
		}
		if s.told {
			s.told = false
			s.message.Clear()
		}
		s.saved.SetText("draft saved " + ui.Clock(time.Now(), session.Settings().Zone()))
	})
}

// beginAgain throws the words away for those the case gives, and can take that
// back.
func (s *Screen) beginAgain() {
	if !s.ready {
		return
	}
	session, f, kind, before := s.desk.Session, s.file, s.kind, s.facts()
	lang, corrects := before.Draft.Language, before.Draft.Corrects
	ui.Load(&s.work, func(ctx context.Context) (data.LetterFacts, error) { return newIn(ctx, session, f, kind, lang) }, func(x data.LetterFacts, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		x.Draft.Corrects = corrects
		s.take(x)
		s.desk.Say("The words were taken from the case anew.", func() { s.take(before) })
	})
}

// take shows another letter in the place of the one that is being written.
func (s *Screen) take(x data.LetterFacts) {
	x.File = s.file
	s.follow(x)
	s.changed()
	s.refresh()
}

// newIn begins a letter in a language. The case's own words of steps and answers
// are English: a letter in another language begins without them, for it is never
// half translated.
func newIn(ctx context.Context, in *store.Session, f data.CaseFile, kind data.LetterKind, lang data.Lang) (data.LetterFacts, error) {
	x, err := in.NewLetter(ctx, f, kind, lang)
	if lang != data.English {
		x.Draft.Steps = nil
		for i := range x.Draft.Findings {
			x.Draft.Findings[i].Text = ""
		}
	}
	return x, err
}

// writeIn goes on in another language: with that language's template, and the
// words that were written in it before. The words of this language are kept for
// when the officer comes back.
func (s *Screen) writeIn(lang data.Lang) {
	if !s.ready || s.busy() {
		return
	}
	session, f, kind, before := s.desk.Session, s.file, s.kind, s.facts()
	there, back := s.parked[lang]
	ui.Load(&s.work, func(ctx context.Context) (data.LetterFacts, error) {
		x, err := newIn(ctx, session, f, kind, lang)
		if err != nil {
			return x, err
		}
		copies := x.Draft.Copies
		if back {
			if x, err = session.LetterFacts(ctx, f, there); err != nil {
				return x, err
			}
			copies = there.Copies
		}
		sameLetter(&x.Draft, before.Draft)
		x.Draft.Copies = copies
		return x, park(ctx, session, f.Number, before.Draft)
	}, func(x data.LetterFacts, err error) {
		was := before.Draft.Language
		switch {
		case errors.Is(err, data.ErrNotFound):
			s.message.Say("The office has no "+lang.String()+" template of this letter. A template is written and approved in the Library, under Letters.", ui.ToneSoon)
		case err != nil:
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		default:
			s.message.Clear()
			s.parked[was] = before.Draft
			s.take(x)
			s.desk.Say("This letter is written in "+lang.String()+" now. Your "+was.String()+" words are kept for when you come back to "+was.String()+".", nil)
			return
		}
		s.words.who.language.SetSelected(was.String())
	})
}

// sameLetter gives a draft what does not depend on the language: the reader, the
// day, names, numbers. Sentences stay in their own language.
func sameLetter(d *data.LetterDraft, from data.LetterDraft) {
	d.Addressee, d.To, d.About, d.Date, d.LargePrint = from.Addressee, from.To, from.About, from.Date, from.LargePrint
	d.CompletedOn, d.Contact, d.ContactLine, d.Corrects = from.CompletedOn, from.Contact, from.ContactLine, from.Corrects
	for _, f := range data.FieldsFor(d.Kind) {
		if v := from.Values[f.Name]; f.Source == data.FromLetter && v != "" && f.Type != data.FieldText && f.Type != data.FieldLines {
			d.SetValue(f.Name, v)
		}
	}
}

// parkedName is where the words in a language wait that the letter is not
// written in now. It goes with the case, whose number is in it.
func parkedName(number string, kind data.LetterKind, lang data.Lang) string {
	return "letter/" + number + "/" + string(kind) + "/" + string(lang)
}

func park(ctx context.Context, in *store.Session, number string, d data.LetterDraft) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return in.SaveDraft(ctx, parkedName(number, d.Kind, d.Language), raw)
}

func parkedLetters(ctx context.Context, in *store.Session, number string, kind data.LetterKind) (map[data.Lang]data.LetterDraft, error) {
	all := map[data.Lang]data.LetterDraft{}
	prefix := parkedName(number, kind, "")
	names, err := in.Drafts(ctx, prefix)
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		raw, _, err := in.Draft(ctx, n.Name)
		if err != nil {
			return nil, err
		}
		var d data.LetterDraft
		if json.Unmarshal(raw, &d) == nil { // one of another version is no reason not to write
			all[data.Lang(strings.TrimPrefix(n.Name, prefix))] = d
		}
	}
	return all, nil
}

// forgetParked removes what was kept of a letter that is issued.
func forgetParked(ctx context.Context, in *store.Session, number string, kind data.LetterKind) error {
	names, err := in.Drafts(ctx, parkedName(number, kind, ""))
	for _, n := range names {
		err = errors.Join(err, in.DeleteDraft(ctx, n.Name))
	}
	return err
}

// Correct makes the letter a correction of an issued one, and begins with its
// words.
func (s *Screen) Correct(issued data.ID) {
	s.correct = issued
	if s.ready {
		s.begin(issued)
	}
}

func (s *Screen) begin(issued data.ID) {
	s.correct = data.ID{}
	before := s.facts()
	old, ok := letterOf(s.file, issued)
	if !ok || before.Draft.Corrects == issued {
		return
	}
	d := old.Draft
	d.Date, d.Corrects = before.Today, issued
	session, f := s.desk.Session, s.file
	ui.Load(&s.work, func(ctx context.Context) (data.LetterFacts, error) { return session.LetterFacts(ctx, f, d) }, func(x data.LetterFacts, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.take(x)
		s.desk.Say("This letter corrects the one dated "+ui.LongDay(old.Date)+" and begins with its words.", func() { s.take(before) })
	})
}
