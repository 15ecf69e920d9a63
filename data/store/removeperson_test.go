package store

import (
	"errors"
	"testing"

	"rapport/data"
)

func TestAPersonAddedByMistakeGoesAndLeavesTheRegister(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	people, register := len(f.People), d.number(`select count(*) from persons`)
	f = caseDo(t)(d.SavePerson(d.ctx(), f.Key, data.Person{Role: data.RoleRepresentative, Given: "Wrong", Family: "Quillfeather", MRN: "990011"}))
	wrong := f.People[len(f.People)-1]
	if d.number(`select count(*) from persons`) != register+1 {
		t.Fatal("the person is not in the register")
	}
	wantMissing(t, only(d.RemovePerson(d.ctx(), f.Key, wrong.ID, " ")), "reason")
	f = caseDo(t)(d.RemovePerson(d.ctx(), f.Key, wrong.ID, "Of another case."))
	if len(f.People) != people || d.number(`select count(*) from persons`) != register {
		t.Errorf("%d people, %d in the register", len(f.People), d.number(`select count(*) from persons`))
	}
	if found := must[data.CasePage](t)(d.Cases(d.ctx(), data.CaseQuery{Text: "Quillfeather"})); len(found.Rows) != 0 {
		t.Error("the search still finds the person")
	}
	if _, err := d.RemovePerson(d.ctx(), f.Key, wrong.ID, "Again."); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("removing once more: %v", err)
	}
}

func TestAPersonWhomTheCaseSpeaksOfStays(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.now())
	patient := f.People[0]
	f = caseDo(t)(d.SaveRecord(d.ctx(), f.Key, &data.Disclosure{On: today, Patient: patient.ID, Recipient: "The agency", What: "The record", Purpose: "Its inquiry", Basis: data.BasisOversight}))
	if _, err := d.RemovePerson(d.ctx(), f.Key, patient.ID, "By mistake."); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("the patient of a disclosure: %v", err)
	}
	unnamed := d.open()
	unnamed = caseDo(t)(d.SaveRecord(d.ctx(), unnamed.Key, &data.Recovery{On: today, Item: "Parking voucher", Cents: 800}))
	if _, err := d.RemovePerson(d.ctx(), unnamed.Key, unnamed.People[0].ID, "By mistake."); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("the only patient, of a gift that names none: %v", err)
	}
	other := d.open()
	caseDo(t)(d.PlaceHold(d.ctx(), other.Key, "Counsel asked."))
	wantMissing(t, only(d.RemovePerson(d.ctx(), other.Key, other.People[0].ID, "By mistake.")), "legal_hold")
}
