package data

import (
	"slices"
	"strings"
	"time"
)

// LetterFact returns what the figures need of a letter of the case. Grade and Elements
// are judged by the case as it stands: ask when the letter is issued and keep
// them.
func (f *CaseFile) LetterFact(l Letter, set Settings) LetterFact {
	x := LetterFacts{File: *f, Draft: l.Draft, Template: l.Template, Settings: set, Today: l.Date}
	fact := LetterFact{Case: f.Key, Kind: l.Kind, Language: cmpLang(l.Draft.Language), IssuedOn: DateOf(l.IssuedAt, set.Zone()),
		LeftOn: l.Dispatched(), Elements: x.elements()}
	fact.Due = f.LetterDuty(l, set.Zone())
	if fact.Language == English {
		fact.Grade = x.grade()
	}
	return fact
}

// LetterDuty is the day by which the duty is due that the letter meets once it
// left; zero where it meets none, because nothing of the kind was owed any more
// when it was issued.
func (f *CaseFile) LetterDuty(l Letter, zone *time.Location) Date {
	kinds := l.Kind.Meets()
	if l.Kind.Spec().Notice { // by then the acknowledgement is long past
		kinds = slices.DeleteFunc(kinds, func(k ClockKind) bool { return k == ClockAcknowledge })
	}
	issued := DateOf(l.IssuedAt, zone)
	for _, kind := range kinds {
		for _, c := range f.Clocks {
			owed := !c.Stopped && (c.MetOn.IsZero() || c.MetOn >= issued)
			if c.Kind == kind && c.About == (ID{}) && owed && !c.Start.After(l.IssuedAt) {
				return c.Due
			}
		}
	}
	return 0
}

// elementGaps are the gaps of the gate that stand for the four elements of
// 42 CFR 482.13(a)(2)(iii): the contact person, the steps taken, the result for
// each issue, and the day of completion.
var elementGaps = []string{"letter.steps", "letter.issues", "letter.answer", "letter.completed"}

// elements reports whether a notice of decision has its four elements.
func (x LetterFacts) elements() bool {
	if !x.Draft.Kind.Spec().Notice || blank(x.Draft.Contact) {
		return false
	}
	return !slices.ContainsFunc(x.decisionGaps().Blocking(), func(g Gap) bool { return slices.Contains(elementGaps, g.Code) })
}

// grade is the Flesch-Kincaid grade of what the page says; of a letter from before
// there were templates, that of the officer's own words. 0 where there are too few
// words to tell.
func (x LetterFacts) grade() float64 {
	running := strings.Join(x.Draft.OwnTexts(), "\n")
	if len(x.Template.Blocks) > 0 {
		filled, _ := x.Fill()
		running = Running(filled)
	}
	level := Reading(running, English)
	if !level.Known() {
		return 0
	}
	return level.Grade()
}
