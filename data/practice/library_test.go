package practice

import (
	"reflect"
	"strings"
	"testing"

	"rapport/data"
)

var day = data.NewDate(2026, 3, 4)

func TestThePracticeLibraryIsSoundAndHasSomethingOfEachKind(t *testing.T) {
	all := Library(Settings(), day)
	kinds, owed := map[data.KnowledgeKind]int{}, 0
	for _, k := range all {
		if err := k.Validate(day).Err(); err != nil {
			t.Errorf("%s: %v", k.Title, err)
		}
		kinds[k.Kind]++
		if k.ReviewOwed(day) {
			owed++
		}
	}
	if len(kinds) != len(data.KnowledgeKinds) || owed == 0 {
		t.Errorf("kinds %v, %d reviews owed", kinds, owed)
	}
	if !reflect.DeepEqual(all, Library(Settings(), day)) {
		t.Error("two runs differ")
	}
}

func TestThePracticeDirectoryNamesMostUnitsAndSomeMustBeCheckedAgain(t *testing.T) {
	set := Settings()
	set.Contacts, set.Agencies = Directory(set.Units, day), Agencies(set.Agencies, day)
	if err := set.Validate().Err(); err != nil {
		t.Error(err)
	}
	for _, c := range set.Contacts {
		if c.Liaison(day) == "" || !strings.HasPrefix(c.Phone, "614-555-01") || c.Verified > day {
			t.Errorf("%+v", c)
		}
	}
	stale, agencies := set.StaleEntries(day)
	if n := len(set.Contacts); n < len(set.Units)/2 || n == len(set.Units) || stale == 0 || stale > n/2 || agencies != 1 {
		t.Errorf("%d of %d units, %d stale, %d agencies stale", n, len(set.Units), stale, agencies)
	}
	if !reflect.DeepEqual(set.Contacts, Directory(set.Units, day)) {
		t.Error("two runs differ")
	}
}
