package store

import (
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// addUnits makes words of a file units of the office, and returns those that were none
// before. Errors: [data.Missing].
func (w *work) addUnits(words []string) (added []string, err error) {
	set := w.set
	for _, u := range words {
		if !slices.ContainsFunc(set.Units, sameUnit(u)) {
			set.Units = append(slices.Clone(set.Units), u)
			added = append(added, u)
		}
	}
	if len(added) == 0 {
		return nil, nil
	}
	if err := set.Validate().Err(); err != nil {
		return nil, err
	}
	return added, w.saveUnits(set, "Added units with an import.")
}

// takeBackUnits takes those units out again that came with an import and that nothing
// names by now.
func (w *work) takeBackUnits(units []string) error {
	set := w.set
	for _, u := range units {
		used, err := w.unitUsed(u)
		if err != nil {
			return err
		}
		if !used {
			set.Units = slices.DeleteFunc(slices.Clone(set.Units), sameUnit(u))
		}
	}
	if len(set.Units) == len(w.set.Units) {
		return nil
	}
	return w.saveUnits(set, "Took units out that came with an import.")
}

func sameUnit(u string) func(string) bool {
	return func(has string) bool { return strings.EqualFold(has, u) }
}

// unitUsed reports whether a record or the directory names the unit.
func (w *work) unitUsed(unit string) (bool, error) {
	if slices.ContainsFunc(w.set.Contacts, func(c data.UnitContact) bool { return strings.EqualFold(c.Unit, unit) }) {
		return true, nil
	}
	for _, table := range []string{"cases", "issues", "feedback", "month_numbers", "named_themes", "due_facts"} {
		n, err := w.count(`select exists (select 1 from `+table+` where unit = ?)`, unit)
		if err != nil {
			return false, fmt.Errorf("looking whether a unit is used: %w", err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, nil
}

// saveUnits writes the settings with other units.
func (w *work) saveUnits(set data.Settings, summary string) error {
	before, err := body(w.set)
	if err != nil {
		return err
	}
	after, err := body(set)
	if err != nil {
		return err
	}
	w.record("settings.save", 0, "", details{Summary: summary, Before: before, After: after})
	return w.s.putSettings(w, set)
}
