package desk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rapport/data"
)

func TestALongChangeIsSaidInOneLineWhenItIsTakenBack(t *testing.T) {
	summary := "Took from a FHIR file of Epic: title, given name, family name, birth date, sex, medical record number, other numbers, address, phone, a person to verify, staff involved."
	for what, err := range map[string]error{"undone": nil, "no longer": data.ErrConflict} {
		said, told := TakenBack(summary, "PR-2026-00167", err)
		if !told || utf8.RuneCountInString(said) > 140 || !strings.Contains(said, "ook from a FHIR file of Epic: title, given name, family name …") {
			t.Errorf("%s: said %q", what, said)
		}
	}
	if said, _ := TakenBack("Unit changed.", "PR-2026-00167", nil); said != "Undone in PR-2026-00167: unit changed." {
		t.Errorf("said %q", said)
	}
}
