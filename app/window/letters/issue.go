package letters

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/letter"
)

// issue asks once more and makes the letter final.
func (s *Screen) issue() {
	if !s.ready || s.busy() {
		return
	}
	session, x := s.desk.Session, s.facts()
	type final struct {
		gaps  data.Missing
		pdf   []byte
		pages int
	}
	key := s.file.Key
	ui.Load(&s.work, func(ctx context.Context) (final, error) {
		var f final
		var err error
		if f.gaps, err = allGaps(ctx, session, key, x); err != nil || f.gaps.Err() != nil {
			return f, err
		}
		f.pdf, f.pages, err = letter.PDF(x, letter.Options{Practice: session.Practice()})
		return f, err
	}, func(f final, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		if blocking := f.gaps.Blocking(); len(blocking) > 0 {
			s.gaps.set(f.gaps)
			s.message.Say("The letter cannot be issued yet: "+blocking[0].Sentence, ui.ToneOverdue)
			s.words.jump(blocking[0].Field)
			return
		}
		s.message.Clear()
		ui.Ask(s.desk.Window, ui.Question{Title: "Sign and issue the letter?", Text: finalWords(x, f.pages, f.gaps.Warnings()), Yes: "Sign and issue", No: "Go on writing"},
			func() { s.sign(x, sha256.Sum256(f.pdf)) })
	})
}

// finalWords say what is about to be issued: to whom, where, how long, in which
// language, with what, and what to look at again.
func finalWords(x data.LetterFacts, pages int, warnings data.Missing) string {
	to := strings.Join(addressOf(x), ", ")
	said := []string{"It goes to " + to + ".", fmt.Sprintf("%s in %s%s.", ui.Plural(pages, "page", "pages"), x.Draft.Language, sizeWords(x))}
	var enclosed []string
	for _, e := range x.Draft.Enclosures {
		enclosed = append(enclosed, e.Title)
	}
	if len(enclosed) > 0 {
		said = append(said, "Enclosed: "+strings.Join(enclosed, "; ")+".")
	}
	if l, ok := letterOf(x.File, x.Draft.Corrects); ok {
		said = append(said, fmt.Sprintf("It corrects letter %d, dated %s, which stays in the file.", l.Number, ui.LongDay(l.Date)))
	}
	said = append(said, "An issued letter never changes; a correction is a new letter.")
	if len(warnings) > 0 {
		said = append(said, "", "Before you sign:")
		for _, w := range warnings {
			if line := "•  " + w.Sentence; !slices.Contains(said, line) {
				said = append(said, line)
			}
		}
	}
	return strings.Join(said, "\n")
}

func sizeWords(x data.LetterFacts) string {
	if x.Draft.LargePrint {
		return ", in large print"
	}
	return ""
}

// addressOf is the name and the address in full, in the order of the envelope.
func addressOf(x data.LetterFacts) []string {
	if p, ok := x.To(); ok {
		return p.AddressLines()
	}
	to := x.Draft.To
	all := []string{nameOf(to)}
	if to.Street != "" {
		all = append(all, strings.Split(to.Street, "\n")...)
		all = append(all, strings.TrimSpace(to.City+", "+to.State+" "+to.Postal))
	}
	return all
}

func (s *Screen) sign(x data.LetterFacts, seen [sha256.Size]byte) {
	session, f, ending := s.desk.Session, s.file, ui.NewEnding()
	s.issuing = ending
	s.dirty = s.dirty || s.keep.Busy() // what is broken off is kept after all where the letter is not issued
	s.keep.Stop()
	s.message.Say("Issuing the letter …", ui.ToneMuted)
	ui.Load(&s.signing, func(ctx context.Context) (left, err error) {
		_, err = session.IssueLetter(ctx, f.Key, x.Draft, desk.AsSeen(seen, session.Practice()))
		ending.Is(err)
		if err == nil {
			left = forgetParked(ctx, session, f.Number, s.kind)
		}
		return left, err
	}, func(left, err error) {
		s.issuing = nil
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.dirty, s.ready = false, false
		s.desk.Say("The letter is issued and stored. Print it, then record how it left.", nil)
		s.desk.Close()
		s.desk.OpenCase(s.number, desk.Letters)
		if left != nil && !errors.Is(left, data.ErrLocked) { // it is issued all the same; what is left goes with the case
			s.desk.Fail(left)
		}
	})
}

// today is the office's day.
func today(set data.Settings) func() data.Date {
	return func() data.Date { return set.Today(time.Now()) }
}
