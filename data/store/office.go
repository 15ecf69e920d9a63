package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// furnish writes the first rows of a new case file.
func (s *Session) furnish(ctx context.Context, setup data.Setup) error {
	s.mu.Lock()
	s.settings = setup.Settings // the first entry's day is the office's
	s.mu.Unlock()
	return s.opening(ctx, func(w *work) error {
		if err := s.chain.start(w.tx); err != nil {
			return err
		}
		text, err := body(setup.Settings)
		if err != nil {
			return err
		}
		if err := w.exec(`insert into settings (id, body) values (1, ?)`, text); err != nil {
			return fmt.Errorf("writing the settings: %w", err)
		}
		w.record("file.create", 0, "", details{Summary: "Created the case file."})
		setup.Officer.Roles = data.FullRoles // whoever sets the case file up
		return putOfficer(w, setup.Officer)
	})
}

// loadOffice reads the settings and the officer who is signed in.
func (s *Session) loadOffice(t *tx) error {
	set, err := readSettings(t)
	if err != nil {
		return err
	}
	officer, _, err := officerNamed(t, s.Officer().Name)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings, s.officer = set, officer
	return nil
}

// readSettings reads the settings. Error: [ErrUnfinished] where there are none yet.
func readSettings(t *tx) (set data.Settings, err error) {
	var raw []byte
	err = t.get(`select body from settings where id = 1`, nil, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return set, ErrUnfinished
	}
	if err != nil {
		return set, fmt.Errorf("reading the settings: %w", err)
	}
	return set, readBody(raw, &set)
}

// SaveSettings keeps the office's settings. Errors: [data.Missing].
func (s *Session) SaveSettings(ctx context.Context, set data.Settings) error {
	set.Practice = s.Practice() // set for ever when the case file was made
	if err := set.Validate().Err(); err != nil {
		return err
	}
	return s.changeSettings(ctx, data.RightSettings, "settings.save", "Changed the settings.", func(now *data.Settings) {
		set.OwnTaxonomies = now.OwnTaxonomies // drafted and put in force by calls of their own
		*now = set
	})
}

// changeSettings writes a part of the settings that is not the administrator's
// alone, on top of the settings as they stand.
func (s *Session) changeSettings(ctx context.Context, right data.Right, action, summary string, change func(*data.Settings)) error {
	return s.write(ctx, right, func(w *work) error {
		set := w.set
		change(&set)
		if err := set.Validate().Err(); err != nil {
			return err
		}
		before, err := body(w.set)
		if err != nil {
			return err
		}
		after, err := body(set)
		if err != nil || before == after {
			return err
		}
		w.record(action, 0, "", details{Summary: summary, Before: before, After: after})
		return s.putSettings(w, set)
	})
}

// SaveGoals keeps what the office wants its measures to reach. Errors:
// [data.Missing].
func (s *Session) SaveGoals(ctx context.Context, goals []data.Goal) error {
	return s.changeSettings(ctx, data.RightNumbers, "settings.goals", "Changed the goals.", func(set *data.Settings) { set.Goals = goals })
}

// SaveDirectory keeps who answers for the units and which agencies the letters
// name. Errors: [data.Missing].
func (s *Session) SaveDirectory(ctx context.Context, contacts []data.UnitContact, agencies []data.Agency) error {
	return s.changeSettings(ctx, data.RightLibrary, "settings.directory", "Changed the directory.", func(set *data.Settings) {
		set.Contacts, set.Agencies = contacts, agencies
	})
}

// ChoosePrinter keeps the printer that was last chosen; empty is the system's own
// choice. It changes nothing on a page. Errors: [data.Missing].
func (s *Session) ChoosePrinter(ctx context.Context, name string) error {
	return s.changeSettings(ctx, data.RightOffice, "settings.printer", "Chose another printer.", func(set *data.Settings) { set.Printer = name })
}

// LearnWord teaches the spelling check of the whole office a word; one that it
// knows already changes nothing. Errors: [data.Missing].
func (s *Session) LearnWord(ctx context.Context, word string) error {
	word = strings.TrimSpace(word)
	return s.write(ctx, data.RightWork, func(w *work) error {
		if w.set.Knows(word) {
			return nil
		}
		set := w.set
		set.Words = append(slices.Clone(set.Words), word)
		if err := set.Validate().Err(); err != nil {
			return err
		}
		before, err := body(w.set.Words)
		if err != nil {
			return err
		}
		after, err := body(set.Words)
		if err != nil {
			return err
		}
		w.record("settings.word", 0, "", details{Summary: "Taught the spelling check a word.", Before: before, After: after})
		return s.putSettings(w, set)
	})
}

// putSettings writes the settings and tells the watchers.
func (s *Session) putSettings(w *work, set data.Settings) error {
	text, err := body(set)
	if err != nil {
		return err
	}
	if err := w.exec(`update settings set body = ? where id = 1`, text); err != nil {
		return fmt.Errorf("saving the settings: %w", err)
	}
	w.onCommit(func() { s.settings = set })
	w.tell(SettingsChanged, 0)
	return nil
}
