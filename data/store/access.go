package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"rapport/data"
)

// AccessReview returns who has access, with which roles since when, and when they
// last used it: those who are here by name, then those who left. That it was taken
// out for a review is for [Session.RecordAccessReview].
func (s *Session) AccessReview(ctx context.Context) (all []data.Access, err error) {
	slots := s.file.vault.Officers()
	err = s.read(ctx, data.RightAccess, func(t *tx) error {
		officers, err := bodies[data.Officer](t, `select body from officers order by name`)
		if err != nil {
			return err
		}
		for _, name := range slots { // a slot without an entry counts as well
			if !slices.ContainsFunc(officers, func(o data.Officer) bool { return o.Name == name }) {
				officers = append(officers, data.Officer{Name: name, Roles: data.RoleReviewer})
			}
		}
		found, err := accessLog(t)
		if err != nil {
			return err
		}
		for _, gone := range []bool{false, true} {
			for _, o := range officers {
				if o.Gone() == gone {
					all = append(all, found.of(o, slices.Contains(slots, o.Name)))
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading who has access: %w", err)
	}
	return all, nil
}

// accesses are what the audit chain tells about each name.
type accesses map[string]*access

type access struct {
	data.Access
	since map[data.OfficeRole]time.Time
}

// of puts what the chain tells beside what the officer has now.
func (all accesses) of(o data.Officer, slot bool) data.Access {
	a := all.named(o.Name)
	a.Officer, a.KeySlot = o, slot
	for _, e := range data.OfficeRoles {
		if o.Roles.Has(e.Role) {
			since, known := a.since[e.Role]
			if !known {
				since = a.Added
			}
			a.Roles = append(a.Roles, data.RoleHeld{Role: e.Role, Since: since})
		}
	}
	return a.Access
}

func (all accesses) named(name string) *access {
	a := all[name]
	if a == nil {
		a = &access{since: map[data.OfficeRole]time.Time{}}
		all[name] = a
	}
	return a
}

// accessEntries are what the chain has about access, the oldest first.
const accessEntries = `select a.at, a.officer, a.action, a.object, d.body from audit a left join audit_details d on d.seq = a.seq
	where a.action in ('file.create', 'officer.add', 'officer.save', 'officer.remove', 'session.start', 'session.recover', 'session.fail', 'access.refused') order by a.seq`

func accessLog(t *tx) (accesses, error) {
	all := accesses{}
	err := t.each(accessEntries, nil, func(r *sql.Rows) error {
		var at int64
		var by, action, object string
		var raw []byte
		if err := r.Scan(&at, &by, &action, &object, &raw); err != nil {
			return err
		}
		when, me := timeOf(at), all.named(by)
		switch action {
		case "session.start", "session.recover":
			me.LastSignIn, me.Failed = when, 0
			me.SignIns++
		case "session.fail":
			me.Failed++
		case "access.refused":
			me.Refused++
		case "file.create":
			me.Added = when
		case "officer.add":
			*all.named(object) = access{Access: data.Access{Added: when}, since: map[data.OfficeRole]time.Time{}}
		default:
			return all.named(object).changed(when, raw)
		}
		return nil
	})
	return all, err
}

// changed follows the roles through a change of an officer's entry.
func (a *access) changed(when time.Time, raw []byte) error {
	var d details
	var before, after data.Officer
	if err := readBody(raw, &d); err != nil {
		return err
	}
	if err := readBody([]byte(d.Before), &before); err != nil {
		return err
	}
	if err := readBody([]byte(d.After), &after); err != nil {
		return err
	}
	for _, e := range data.OfficeRoles {
		switch {
		case !after.Roles.Has(e.Role):
			delete(a.since, e.Role)
		case !before.Roles.Has(e.Role):
			a.since[e.Role] = when
		}
	}
	return nil
}
