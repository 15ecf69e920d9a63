package data

import (
	"encoding/json"
	"testing"
)

func TestALetterFromBeforeThereWereTemplatesKeepsItsWords(t *testing.T) {
	const old = `{"kind":"resolution","addressee":"01a21c88-c933-7109-a08f-5f85a24f60f7","date":"2026-03-18","subject":"Results","opening":"Thank you.",
		"changes":"We call.","delay":"She is away.","closing":"Thanks again.","steps":["I met."],"enclosures":["Your rights"],"contact":"Dana"}`
	var d LetterDraft
	if err := json.Unmarshal([]byte(old), &d); err != nil {
		t.Fatal(err)
	}
	for block, want := range map[string]string{"subject": "Results", "opening": "Thank you.", "changes": "We call.", "delay": "She is away.", "closing": "Thanks again."} {
		if got := d.Words[block]; got != want {
			t.Errorf("%s reads %q, want %q", block, got, want)
		}
	}
	if d.Kind != NoticeOfDecision || d.Contact != "Dana" || len(d.Steps) != 1 || len(d.Enclosures) != 1 || d.Enclosures[0].Title != "Your rights" {
		t.Errorf("the draft is %+v", d)
	}
	raw, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var again LetterDraft
	if err := json.Unmarshal(raw, &again); err != nil || again.Words["opening"] != "Thank you." || again.Enclosures[0].Title != "Your rights" {
		t.Errorf("read again it is %+v, %v", again, err)
	}
}
