package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if victim := os.Getenv(victimDir); victim != "" {
		workUntilKilled(victim)
		return
	}
	if err := takeTheDisk(); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// Each part in its short form. Fuzzing runs the corpus with every go test; it is
// left to the command.
func TestNothingIsLostAndNothingGoesUnnoticed(t *testing.T) {
	for _, p := range parts {
		if p.name == "fuzz" {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			var out bytes.Buffer
			ok, err := runPart(t.Context(), p, trial{seed: 20261127, out: &out})
			if err != nil || !ok {
				t.Errorf("%v\n%s", err, out.String())
			}
			t.Log(strings.TrimSpace(out.String()))
		})
	}
}
