package data

import (
	"maps"
	"slices"
)

// WorkList is what the columns of a work list of the record system hold, as an
// officer answered it once for all lists with the same heading line.
type WorkList struct {
	Key     string            `json:"key"`             // a digest of the heading line
	Columns map[string]string `json:"columns"`         // field to heading
	Dates   string            `json:"dates,omitempty"` // month_first or day_first
}

// maxWorkLists is how many lists are remembered, the newest first.
const maxWorkLists = 100

// Validate checks what is remembered of a list.
func (w WorkList) Validate() Missing {
	var m Missing
	m.add(blank(w.Key) || len(w.Columns) == 0, "columns", "columns", "Say what the columns hold.")
	m.add(len(w.Columns) > maxAlso*maxIdentifiers, "columns.many", "columns", "The list has too many columns.")
	for field, heading := range w.Columns {
		m.checkText(field, maxLine, "columns", "A field")
		m.checkText(heading, maxText, "columns", "A heading")
	}
	m.checkText(w.Key+w.Dates, maxLine, "columns", "The heading line")
	return m
}

// WorkList returns what was answered for a heading line.
func (s Settings) WorkList(key string) (WorkList, bool) {
	for _, w := range s.WorkLists {
		if w.Key == key {
			return w, true
		}
	}
	return WorkList{}, false
}

// RememberWorkList returns the settings with the answer in the place of an earlier one.
func (s Settings) RememberWorkList(w WorkList) Settings {
	if had, ok := s.WorkList(w.Key); ok && had.Dates == w.Dates && maps.Equal(had.Columns, w.Columns) {
		return s
	}
	kept := slices.DeleteFunc(slices.Clone(s.WorkLists), func(o WorkList) bool { return o.Key == w.Key })
	s.WorkLists = append([]WorkList{w}, kept[:min(len(kept), maxWorkLists-1)]...)
	return s
}
