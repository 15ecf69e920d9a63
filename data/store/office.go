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
		return insertOfficer(w, setup.Officer)
	})
}

func insertOfficer(w *work, o data.Officer) error {
	text, err := body(o)
	if err != nil {
		return err
	}
	if err := w.exec(`insert into officers (name, body) values (?, ?)`, o.Name, text); err != nil {
		return fmt.Errorf("writing the officer: %w", err)
	}
	return nil
}

// loadOffice reads the settings and the officer who is signed in.
func (s *Session) loadOffice(t *tx) error {
	set, err := readSettings(t)
	if err != nil {
		return err
	}
	officer, err := officerNamed(t, s.Officer().Name)
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

// officerNamed returns an officer's entry; one who has a key slot and no entry
// yet is known by name alone and sees what may be shared.
func officerNamed(t *tx, name string) (data.Officer, error) {
	o := data.Officer{Name: name, Roles: data.RoleReviewer}
	var raw []byte
	err := t.get(`select body from officers where name = ?`, []any{name}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return o, nil
	}
	if err != nil {
		return o, fmt.Errorf("reading the officers: %w", err)
	}
	err = readBody(raw, &o)
	return o, err
}

// SaveSettings keeps the office's settings. Errors: [data.Missing].
func (s *Session) SaveSettings(ctx context.Context, set data.Settings) error {
	set.Practice = s.Practice() // set for ever when the case file was made
	if err := set.Validate().Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightSettings, func(w *work) error {
		set.OwnTaxonomies = w.set.OwnTaxonomies // drafted and put in force by calls of their own
		before, err := body(w.set)
		if err != nil {
			return err
		}
		after, err := body(set)
		if err != nil {
			return err
		}
		if before == after {
			return nil
		}
		w.record("settings.save", 0, "", details{Summary: "Changed the settings.", Before: before, After: after})
		return s.putSettings(w, set)
	})
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

// Officers returns the officers by name.
func (s *Session) Officers(ctx context.Context) (all []data.Officer, err error) {
	err = s.read(ctx, data.RightOffice, func(t *tx) (err error) {
		all, err = bodies[data.Officer](t, `select body from officers order by name`)
		return err
	})
	return all, err
}

// AddOfficer lets a further officer sign in; without a role, to work on cases.
// Errors: [data.Missing], vault.ErrOfficerExists.
func (s *Session) AddOfficer(ctx context.Context, o data.Officer, passphrase string) error {
	o.Name = strings.TrimSpace(o.Name)
	if o.Roles == 0 {
		o.Roles = data.RoleOfficer
	}
	missing := o.Validate()
	if strength := data.PassphraseStrength(passphrase, o.Name, s.Settings().Facility); !strength.OK {
		missing = append(missing, data.Gap{Code: "passphrase", Field: "passphrase", Sentence: strength.Sentence})
	}
	missing = append(missing, data.RoleGaps(data.Officer{}, o, 0)...)
	if err := missing.Err(); err != nil {
		return err
	}
	added := false
	err := s.write(ctx, data.RightPeople, func(w *work) error {
		if err := s.file.vault.AddSlot(o.Name, passphrase); err != nil {
			return fmt.Errorf("adding the officer: %w", err)
		}
		added = true
		w.record("officer.add", 0, o.Name, details{Summary: "Added an officer."})
		w.tell(SettingsChanged, 0)
		return insertOfficer(w, o)
	})
	if err != nil && added { // the key file knows no transaction
		err = errors.Join(err, s.file.vault.RemoveSlot(o.Name))
	}
	return err
}

// SaveOfficer keeps an officer's title, credentials, numbers and roles; the name
// stays. Everybody may change their own entry but for the roles. Errors:
// [data.Missing], [data.ErrNotFound].
func (s *Session) SaveOfficer(ctx context.Context, o data.Officer) error {
	if err := o.Validate().Err(); err != nil {
		return err
	}
	right := data.RightPeople
	if me := s.Officer(); me.Name == o.Name && me.Roles == o.Roles {
		right = data.RightOffice
	}
	return s.write(ctx, right, func(w *work) error {
		before, err := officerNamed(w.tx, o.Name)
		if err != nil {
			return err
		}
		others, err := rolesBeside(w.tx, o.Name)
		if err != nil {
			return err
		}
		if err := data.RoleGaps(before, o, others).Err(); err != nil {
			return err
		}
		was, err := body(before)
		if err != nil {
			return err
		}
		is, err := body(o)
		if err != nil {
			return err
		}
		n, err := w.changed(`update officers set body = ? where name = ?`, is, o.Name)
		if err != nil {
			return fmt.Errorf("saving the officer: %w", err)
		}
		if n == 0 {
			return data.ErrNotFound
		}
		w.record("officer.save", 0, o.Name, details{Summary: "Changed an officer's entry.", Before: was, After: is})
		w.onCommit(func() {
			if s.officer.Name == o.Name {
				s.officer = o
			}
		})
		w.tell(SettingsChanged, 0)
		return nil
	})
}

// rolesBeside are the roles that those have together who do not bear the name.
func rolesBeside(t *tx, name string) (roles data.OfficeRole, err error) {
	all, err := bodies[data.Officer](t, `select body from officers where name <> ?`, name)
	for _, o := range all {
		roles |= o.Roles
	}
	return roles, err
}

// ChangePassphrase gives the officer who is signed in a new passphrase. Errors:
// vault.ErrWrongPassphrase, [data.Missing].
func (s *Session) ChangePassphrase(ctx context.Context, old, new string) error {
	me := s.Officer().Name
	if strength := data.PassphraseStrength(new, me, s.Settings().Facility); !strength.OK {
		return data.Missing{{Code: "passphrase", Field: "passphrase", Sentence: strength.Sentence}}
	}
	if s.Locked() {
		return data.ErrLocked
	}
	if err := s.file.vault.CheckPassphrase(me, old); err != nil {
		return fmt.Errorf("changing the passphrase: %w", err)
	}
	changed := false
	err := s.write(ctx, data.RightOffice, func(w *work) error {
		w.record("officer.passphrase", 0, me, details{Summary: "Changed the own passphrase."})
		if err := s.file.vault.ChangePassphrase(me, new); err != nil {
			return fmt.Errorf("changing the passphrase: %w", err)
		}
		changed = true
		return nil
	})
	if err != nil && changed { // the key file knows no transaction
		err = errors.Join(err, s.file.vault.ChangePassphrase(me, old))
	}
	return err
}
