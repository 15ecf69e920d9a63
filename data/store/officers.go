package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/vault"
)

// Officers returns those who may sign in, by name.
func (s *Session) Officers(ctx context.Context) (all []data.Officer, err error) {
	err = s.read(ctx, data.RightOffice, func(t *tx) (err error) {
		all, err = bodies[data.Officer](t, `select body from officers order by name`)
		return err
	})
	all = slices.DeleteFunc(all, data.Officer.Gone)
	if me := s.Officer(); !me.May(data.RightRead) && !me.May(data.RightAccess) {
		for i, o := range all { // a reviewer needs to know no more than who is who
			all[i] = data.Officer{Name: o.Name, Title: o.Title}
		}
	}
	return all, err
}

// AddOfficer lets a further officer sign in; without a role, to work on cases. A
// name that was removed may come back. Errors: [data.Missing],
// vault.ErrOfficerExists.
func (s *Session) AddOfficer(ctx context.Context, o data.Officer, passphrase string) error {
	o.Name, o.Left = strings.TrimSpace(o.Name), 0
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
	was, added := s.file.vault.KeyFile(), false
	err := s.write(ctx, data.RightPeople, func(w *work) error {
		if err := w.freeName(o.Name); err != nil {
			return err
		}
		err := s.file.vault.AddSlot(o.Name, passphrase)
		if errors.Is(err, vault.ErrOfficerExists) { // without an entry: a power cut came before it
			err = s.file.vault.ChangePassphrase(o.Name, passphrase)
		}
		if err != nil {
			return fmt.Errorf("adding the officer: %w", err)
		}
		added = true
		is, err := body(o)
		if err != nil {
			return err
		}
		w.record("officer.add", 0, o.Name, details{Summary: "Added an officer.", After: is})
		w.tell(SettingsChanged, 0)
		return putOfficer(w, o)
	})
	if err != nil && added { // the key file knows no transaction
		err = errors.Join(err, s.file.vault.PutBack(was))
	}
	return err
}

// freeName refuses a name that another officer has or had in other letters: the
// history of the cases could not tell them apart.
func (w *work) freeName(name string) error {
	all, err := bodies[data.Officer](w.tx, `select body from officers`)
	if err != nil {
		return err
	}
	for _, o := range all {
		switch {
		case !strings.EqualFold(o.Name, name):
		case !o.Gone():
			return fmt.Errorf("adding the officer: %w", vault.ErrOfficerExists)
		case o.Name != name:
			return data.Missing{{Code: "name.was", Field: "name", Sentence: "Somebody of this name was here before. Write it as it was, " + o.Name + ", or add a middle initial for another person."}}
		}
	}
	return nil
}

// SaveOfficer keeps an officer's title, credentials, numbers and roles; the name
// stays. Everybody may change their own entry but for the roles. Errors:
// [data.Missing], [data.ErrNotFound].
func (s *Session) SaveOfficer(ctx context.Context, o data.Officer) error {
	o.Left = 0 // [Session.RemoveOfficer] says it
	if err := o.Validate().Err(); err != nil {
		return err
	}
	right := data.RightPeople
	if me := s.Officer(); me.Name == o.Name && me.Roles == o.Roles {
		right = data.RightOffice
	}
	return s.write(ctx, right, func(w *work) error {
		before, there, err := officerNamed(w.tx, o.Name)
		if err != nil {
			return err
		}
		if !there || before.Gone() {
			return data.ErrNotFound
		}
		others, err := rolesBeside(w.tx, o.Name)
		if err != nil {
			return err
		}
		if err := data.RoleGaps(before, o, others).Err(); err != nil {
			return err
		}
		return s.changeOfficer(w, "officer.save", "Changed an officer's entry.", before, o)
	})
}

// changeOfficer writes an officer's entry in the place of another, which holds
// at once where it is of the officer who is signed in.
func (s *Session) changeOfficer(w *work, action, summary string, before, after data.Officer) error {
	was, err := body(before)
	if err != nil {
		return err
	}
	is, err := body(after)
	if err != nil {
		return err
	}
	w.record(action, 0, after.Name, details{Summary: summary, Before: was, After: is})
	w.onCommit(func() {
		if s.officer.Name == after.Name {
			s.officer = after
		}
	})
	w.tell(SettingsChanged, 0)
	return putOfficer(w, after)
}

// RemoveOfficer takes an officer's access away: their key slot, drafts and saved
// views go, their entry stays as that of somebody who left. Whoever is signed in
// as that officer is refused at once. What they owned stays theirs; see
// [Session.Reassign]. The passphrase of a backup made before is not changed by it.
// Errors: [data.Missing] where nobody else has a role that somebody must have,
// [data.ErrNotFound].
func (s *Session) RemoveOfficer(ctx context.Context, name, reason string) error {
	if err := data.ReasonGiven(reason, "Write why this officer is removed."); err != nil {
		return err
	}
	if s.file.vault.RotationUnderWay() { // who goes would keep the next data key
		return fmt.Errorf("removing an officer: %w", vault.ErrRotating)
	}
	err := s.write(ctx, data.RightPeople, func(w *work) error {
		before, there, err := officerNamed(w.tx, name)
		if err != nil {
			return err
		}
		if !there && !slices.Contains(s.file.vault.Officers(), name) {
			return data.ErrNotFound
		}
		if before.Gone() { // the slot could not be removed the last time
			return nil
		}
		others, err := rolesBeside(w.tx, name)
		if err != nil {
			return err
		}
		if err := data.LastRoleGaps(before.Roles, others).Err(); err != nil {
			return err
		}
		if err := w.dropScraps(name); err != nil {
			return err
		}
		if err := w.unname(name); err != nil {
			return err
		}
		after := before
		after.Roles, after.Left = 0, w.today
		return s.changeOfficer(w, "officer.remove", "Removed an officer. Reason: "+reason, before, after)
	})
	if err != nil {
		return err
	}
	// After the entry: without the passphrase a slot does not come back, and who
	// left is refused whether or not there is one.
	if err := s.file.vault.RemoveSlot(name); err != nil && !errors.Is(err, vault.ErrUnknownOfficer) {
		return fmt.Errorf("removing the officer's key slot: %w", err)
	}
	return nil
}

// sweepSlots removes the key slots of those who left, where a power cut left one.
// It is tried again at every sign-in: whoever left is refused all the same.
func (s *Session) sweepSlots(ctx context.Context) {
	_ = s.base.read(ctx, func(t *tx) error {
		for _, name := range s.file.vault.Officers() {
			o, _, err := officerNamed(t, name)
			if err != nil {
				return err
			}
			if o.Gone() {
				if err := s.file.vault.RemoveSlot(name); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// dropScraps removes what an officer kept for themselves: they cannot come back
// to it, and nobody else is to read it.
func (w *work) dropScraps(name string) error {
	if err := w.exec(`delete from saved_views where officer = ?`, name); err != nil {
		return fmt.Errorf("removing the officer's saved views: %w", err)
	}
	w.dropHeld(func(d *heldDraft, _ string) bool { return !d.shared && d.officer == name })
	if err := w.exec(`delete from drafts where officer = ?`, name); err != nil {
		return fmt.Errorf("removing the officer's drafts: %w", err)
	}
	return nil
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
	if err := s.checkPassphrase(ctx, old); err != nil {
		return fmt.Errorf("changing the passphrase: %w", err)
	}
	was, changed := s.file.vault.KeyFile(), false
	err := s.write(ctx, data.RightOffice, func(w *work) error {
		w.record("officer.passphrase", 0, me, details{Summary: "Changed the own passphrase."})
		if err := s.file.vault.ChangePassphrase(me, new); err != nil {
			return fmt.Errorf("changing the passphrase: %w", err)
		}
		changed = true
		return nil
	})
	if err != nil && changed { // the key file knows no transaction
		err = errors.Join(err, s.file.vault.PutBack(was))
	}
	return err
}

// officerNamed returns an officer's entry and whether there is one; somebody who
// has a key slot and no entry yet is known by name alone and sees what may be
// shared.
func officerNamed(t *tx, name string) (o data.Officer, there bool, err error) {
	o = data.Officer{Name: name, Roles: data.RoleReviewer}
	var raw []byte
	err = t.get(`select body from officers not indexed where name = ?`, []any{name}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	if err != nil {
		return o, false, fmt.Errorf("reading the officers: %w", err)
	}
	err = readBody(raw, &o)
	return o, true, err
}

func putOfficer(w *work, o data.Officer) error {
	text, err := body(o)
	if err != nil {
		return err
	}
	if err := w.exec(`insert into officers (name, body) values (?, ?) on conflict (name) do update set body = excluded.body`, o.Name, text); err != nil {
		return fmt.Errorf("writing the officer: %w", err)
	}
	return nil
}
