package store

import (
	"errors"
	"slices"
	"testing"

	"rapport/data"
	"rapport/data/vault"
)

func TestARemovedOfficerCannotSignInAndStaysInTheHistory(t *testing.T) {
	d := newDesk(t, false)
	d.second()
	d.as("Pat Winter", theirs)
	f := d.open()
	d.as("Dana Whitfield", passphrase)
	d.do(d.RemoveOfficer(d.ctx(), "Pat Winter", "Moved to another hospital."))
	if names := d.File().Officers(); slices.Contains(names, "Pat Winter") {
		t.Error("the key slot is still there")
	}
	for _, o := range must[[]data.Officer](t)(d.Officers(d.ctx())) {
		if o.Name == "Pat Winter" {
			t.Error("who left is listed among the officers")
		}
	}
	if got := caseDo(t)(d.Case(d.ctx(), f.Number)); got.Owner != "Pat Winter" {
		t.Errorf("the case belongs to %q", got.Owner)
	}
	d.do(d.Lock(d.ctx()))
	if _, err := d.File().SignIn(d.ctx(), "Pat Winter", theirs); !errors.Is(err, vault.ErrUnknownOfficer) {
		t.Errorf("who left signs in: %v", err)
	}
	d.as("Dana Whitfield", passphrase)
}

// A power cut between the entry and the key file leaves the slot.
func TestWhoLeftIsRefusedThoughTheKeySlotIsLeft(t *testing.T) {
	d := newDesk(t, false)
	d.second()
	d.do(d.RemoveOfficer(d.ctx(), "Pat Winter", "Moved."))
	d.do(d.File().vault.AddSlot("Pat Winter", theirs))
	d.do(d.Lock(d.ctx()))
	if _, err := d.File().SignIn(d.ctx(), "Pat Winter", theirs); !errors.Is(err, vault.ErrUnknownOfficer) {
		t.Errorf("who left signs in with a slot that was left: %v", err)
	}
	if !d.File().vault.Locked() {
		t.Error("the case file stays unlocked")
	}
	d.as("Dana Whitfield", passphrase)
	if names := d.File().Officers(); slices.Contains(names, "Pat Winter") {
		t.Error("the slot that was left is not removed at the next sign-in")
	}
}

func TestWhoRemovesThemselvesIsRefusedAtOnce(t *testing.T) {
	d := newDesk(t, false)
	d.second()
	d.open()
	d.do(d.RemoveOfficer(d.ctx(), "Dana Whitfield", "Retires."))
	if _, err := d.Cases(d.ctx(), data.CaseQuery{}); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("who was removed still reads: %v", err)
	}
	if err := d.SaveDraft(d.ctx(), "intake", []byte("x")); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("who was removed still writes: %v", err)
	}
	d.do(d.Lock(d.ctx()))
}

func TestTheLastWithARoleCannotBeRemoved(t *testing.T) {
	d := newDesk(t, false)
	for _, only := range []data.OfficeRole{data.RoleAdministrator, data.RoleManager, data.RolePrivacy} {
		name := "Only The " + only.String()
		me := d.Officer()
		d.do(d.AddOfficer(d.ctx(), data.Officer{Name: name, Title: "x", Roles: only}, theirs))
		if only != data.RoleAdministrator { // who removes must stay one
			me.Roles &^= only
			d.do(d.SaveOfficer(d.ctx(), me))
			var m data.Missing
			if err := d.RemoveOfficer(d.ctx(), name, "x"); !errors.As(err, &m) || !m.Has("roles.last") {
				t.Errorf("the last %s was removed: %v", only, err)
			}
		}
	}
	d.do(d.RemoveOfficer(d.ctx(), "Only The Administrator", "x"))
	var m data.Missing
	if err := d.RemoveOfficer(d.ctx(), "Dana Whitfield", "x"); !errors.As(err, &m) || !m.Has("roles.last") {
		t.Errorf("the last administrator was removed: %v", err)
	}
}

func TestANameThatWasRemovedComesBackWithANewSlot(t *testing.T) {
	d := newDesk(t, false)
	d.second()
	d.do(d.RemoveOfficer(d.ctx(), "Pat Winter", "Moved."))
	other := "pat winter"
	var m data.Missing
	if err := d.AddOfficer(d.ctx(), data.Officer{Name: other, Title: "Officer"}, theirs); !errors.As(err, &m) || !m.Has("name.was") {
		t.Errorf("the same name in other letters: %v", err)
	}
	const anew = "four slow barges under the bridge"
	d.do(d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer", Roles: data.RoleReviewer}, anew))
	d.do(d.Lock(d.ctx()))
	if _, err := d.File().SignIn(d.ctx(), "Pat Winter", theirs); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Errorf("the old passphrase opens again: %v", err)
	}
	d.as("Pat Winter", anew)
	if got := d.Officer(); got.Roles != data.RoleReviewer || got.Gone() {
		t.Errorf("who came back is %+v", got)
	}
}

func TestAnOfficerWhoseAddingWasCutOffIsAddedOnceMore(t *testing.T) {
	d := newDesk(t, false)
	const theirs = "nine brass kettles on the landing"
	d.do(d.file.vault.AddSlot("Noor Haddad", passphrase)) // and then the power went
	d.do(d.AddOfficer(t.Context(), data.Officer{Name: "Noor Haddad", Title: "Manager", Roles: data.RoleManager}, theirs))
	d.as("Noor Haddad", theirs)
	if d.Officer().Roles != data.RoleManager {
		t.Error(d.Officer())
	}
	d.as("Dana Whitfield", passphrase)
	if err := d.AddOfficer(t.Context(), data.Officer{Name: "Noor Haddad", Title: "Manager", Roles: data.RoleManager}, theirs); !errors.Is(err, vault.ErrOfficerExists) {
		t.Error("added twice:", err)
	}
}
