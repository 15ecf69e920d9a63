package data

import "testing"

func TestACaseNumberIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]string{
		"PR-2026-00417": "PR-2026-00417", "pr-2026-00417": "PR-2026-00417", " 2026-417 ": "PR-2026-00417", "2026-00417": "PR-2026-00417",
		"PR 2026-123456": "PR-2026-123456", "2026-000": "", "2026-": "", "PR-2026": "", "417": "", "Mr. 2026-417": "", "2026-417 pump": "",
	} {
		if got, ok := ReadCaseNumber(typed); got != want || ok != (want != "") {
			t.Errorf("%q is read as %q, %v, want %q", typed, got, ok, want)
		}
	}
}
