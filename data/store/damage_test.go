package store

import (
	"errors"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/vault"
)

// TestADamagedPageCostsItsOwnCasesAlone damages a page of what cases are made of,
// then works: signing in, the board, lists and all cases whose rows lie elsewhere
// go on, and what fails names the page.
func TestADamagedPageCostsItsOwnCasesAlone(t *testing.T) {
	d, whole := salvageDesk(t)
	for _, c := range []struct {
		table string
		note  bool // a note can still be added to another case
	}{{"case_details", true}, {"people", true}, {"issues", true}, {"steps", true}, {"letters", true}, {"records", true}, {"case_search_data", false}, {"audit_details", true}} {
		leaves, _ := d.pagesOf(c.table)
		page := leaves[len(leaves)/2]
		d.damage(page)
		d.signIn()
		if _, err := d.Today(t.Context(), false); err != nil {
			t.Errorf("%s: the board: %v", c.table, err)
		}
		if _, err := d.Cases(t.Context(), data.CaseQuery{}); err != nil {
			t.Errorf("%s: the list: %v", c.table, err)
		}
		lost := 0
		for _, f := range whole {
			_, err := d.Case(t.Context(), f.Number)
			if err == nil {
				continue
			}
			lost++
			var fault *vault.PageFault
			if !errors.As(err, &fault) || fault.Page != page {
				t.Errorf("%s: %s does not open, and what is said names another page than %d: %v", c.table, f.Number, page, err)
			}
		}
		if lost > 12 || lost == 0 && strings.Contains("case_details people issues steps letters records", c.table) {
			t.Errorf("%s: a page costs %d cases", c.table, lost)
		}
		if last := whole[len(whole)-1]; c.note {
			if _, err := d.AddNote(t.Context(), last.Key, data.Note{Class: data.NoteOrdinary, Text: "Called."}); err != nil {
				t.Errorf("%s: a note: %v", c.table, err)
			}
		}
		r := must[VerifyReport](t)(d.Verify(t.Context(), false, nil))
		if found := check(r, "pages"); found.OK || !strings.Contains(found.Found, (&vault.PageFault{File: "database", Page: page}).Error()) {
			t.Errorf("%s: verification says %+v", c.table, found)
		}
		d.do(d.Lock(t.Context()))
		d.damage(page) // whole again
	}
	d.signIn()
}

// The index of the officers' names is small and everybody signs in by it: their
// table is read past it.
func TestSigningInDoesNotHangOnTheIndexOfOfficers(t *testing.T) {
	d := newDesk(t, false)
	d.do(d.Lock(t.Context()))
	leaves, _ := d.pagesOf("sqlite_autoindex_officers_1")
	d.damage(leaves[0])
	d.signIn()
	d.do(d.Lock(t.Context()))
	d.damage(leaves[0])
	d.signIn()
}
