package ehrlink

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzResources gives the parts of the reader that look into what a server sends
// whatever somebody thinks of: none of it may end the program or come out as
// somebody else's.
func FuzzResources(f *testing.F) {
	for _, seed := range []string{
		`{"resourceType":"Encounter","id":"e1","subject":{"reference":"Patient/pat-1"}}`,
		`{"resourceType":"Encounter","subject":{"reference":7}}`,
		`{"resourceType":"Encounter","patient":{"reference":"https://x/Patient/pat-1/_history/2"}}`,
		`{"resourceType":"OperationOutcome","issue":[{"code":"forbidden"}]}`, `{"issue":[{"code":["x"]}]}`,
		`[]`, `null`, `"x"`, `{"subject":[]}`, `{"subject":{"reference":"Patient/pat-2"}}`, strings.Repeat(`{"a":`, 300) + "1" + strings.Repeat("}", 300),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		_ = refusal(raw, 500).Sentence()
		if !json.Valid(raw) {
			return // no such answer comes as far as this
		}
		theirs, strange := of("pat-1", []json.RawMessage{raw})
		if strange == (len(theirs) == 1) {
			t.Errorf("both or neither: %v, %d", strange, len(theirs))
		}
		whole, err := collection(theirs)
		if err != nil || !json.Valid(whole) {
			t.Errorf("the bundle cannot be read: %v, %q", err, whole)
		}
	})
}

func TestIdsThatCouldLeadElsewhereAreNotUsed(t *testing.T) {
	for _, id := range []string{"", ".", "..", "a/b", "a?b", "a#b", "a%2f", "a b", "ä", strings.Repeat("a", 257)} {
		if usableID(id) {
			t.Errorf("%q is used", id)
		}
	}
	for _, id := range []string{"pat-1", "erXuFYUfucBZaryVksYEcMg3", "1.2_3~4"} {
		if !usableID(id) {
			t.Errorf("%q is not used", id)
		}
	}
}
