package numbers

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
)

// cell says which number it is: of which month, unit and kind.
type cell struct {
	Month data.Month
	Unit  string // empty: the whole hospital
	Kind  data.MeasureKind
}

func cellOf(n data.MonthNumber) cell { return cell{n.Month, n.Unit, n.Kind} }

func (c cell) number(value int) data.MonthNumber {
	return data.MonthNumber{Month: c.Month, Unit: c.Unit, Kind: c.Kind, Value: value}
}

// String names the number in a sentence: Patient days, October 2026, 4 West.
func (c cell) String() string {
	return c.Kind.String() + ", " + c.Month.Long() + ", " + unitLabel(c.Unit)
}

const wholeHospital = "Whole hospital"

func unitLabel(unit string) string { return cmp.Or(unit, wholeHospital) }

// sheet is the numbers of all months and units: what is saved, and over it what
// was typed and is not saved yet.
type sheet struct {
	saved map[cell]int
	typed map[cell]string
}

func newSheet() *sheet { return &sheet{saved: map[cell]int{}, typed: map[cell]string{}} }

// text is what the cell shows; nothing for a number that is not known.
func (s *sheet) text(c cell) string {
	if n, known := s.value(c); known {
		return ui.Count(n)
	}
	return s.typed[c]
}

// put takes what was typed into a cell; what is saved already is no change.
func (s *sheet) put(c cell, text string) {
	n, known, err := ui.ReadCount(text)
	old, there := s.saved[c]
	if err == nil && known == there && n == old {
		delete(s.typed, c)
		return
	}
	s.typed[c] = text
}

// changed reports whether the cell holds something that is not saved.
func (s *sheet) changed(c cell) bool { _, ok := s.typed[c]; return ok }

// value is the number in the cell; known is false where there is none or where
// what stands there is no number.
func (s *sheet) value(c cell) (n int, known bool) {
	if text, ok := s.typed[c]; ok {
		n, known, err := ui.ReadCount(text)
		return n, known && err == nil
	}
	n, known = s.saved[c]
	return n, known
}

// wrong says why the cell cannot be saved, nil where it can.
func (s *sheet) wrong(c cell) error {
	text, ok := s.typed[c]
	if !ok {
		return nil
	}
	n, known, err := ui.ReadCount(text)
	if err != nil || !known {
		return err
	}
	if gaps := c.number(n).Gaps(); len(gaps) > 0 {
		return errors.New(gaps[0].Sentence)
	}
	return s.outrun(c)
}

// outrun says that more surveys have the best answer than were answered.
func (s *sheet) outrun(c cell) error {
	best, answers := c, c
	best.Kind, answers.Kind = data.SurveyTopBox, data.SurveyAnswers
	if c != best && c != answers {
		return nil
	}
	b, known := s.value(best)
	if a, also := s.value(answers); known && also && b > a {
		return errors.New("more surveys have the best answer than were answered; correct one of the two")
	}
	return nil
}

// cells are those that were changed, the newest month first.
func (s *sheet) cells() []cell {
	return slices.SortedFunc(maps.Keys(s.typed), func(a, b cell) int {
		return cmp.Or(cmp.Compare(b.Month.First(), a.Month.First()), strings.Compare(a.Unit, b.Unit), place(a.Kind)-place(b.Kind))
	})
}

func place(kind data.MeasureKind) int {
	return slices.IndexFunc(data.MeasureKinds, func(t data.Term[data.MeasureKind]) bool { return t.Value == kind })
}

// firstWrong is the first changed cell that cannot be saved.
func (s *sheet) firstWrong() (cell, error) {
	for _, c := range s.cells() {
		if err := s.wrong(c); err != nil {
			return c, err
		}
	}
	return cell{}, nil
}

// changes are what is to be saved: numbers to set and numbers to take away. back
// are those that undo it.
func (s *sheet) changes() (set, clear, backSet, backClear []data.MonthNumber) {
	for _, c := range s.cells() {
		n, known := s.value(c)
		if known {
			set = append(set, c.number(n))
		} else {
			clear = append(clear, c.number(0))
		}
		if old, there := s.saved[c]; there {
			backSet = append(backSet, c.number(old))
		} else {
			backClear = append(backClear, c.number(0))
		}
	}
	return set, clear, backSet, backClear
}
