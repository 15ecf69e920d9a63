package data

import (
	"errors"
	"testing"
)

func TestAPrintedHeadIsReadAsPeopleTypeIt(t *testing.T) {
	for text, want := range map[string]ChainMark{
		"12345 3f9a1c22":                  {12345, "3f9a1c22"},
		"entry 18,204, 9C1F 5AD0 c3b2.":   {18204, "9c1f5ad0c3b2"},
		"“18.204 9c1f5ad0c3b24e77…”":      {18204, "9c1f5ad0c3b24e77"},
		"  1\n00000000 ":                  {1, "00000000"},
		"Entry 7: 9c1f5ad0c3b24e77a1d4f0": {7, "9c1f5ad0c3b24e77a1d4f0"},
	} {
		if got, err := ReadChainMark(text); err != nil || got != want {
			t.Errorf("%q reads as %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "12345", "12345 3f9a", "0 3f9a1c22", "-3 3f9a1c22", "x 3f9a1c22", "12345 3f9a1cxx", "12345 " + string(make([]byte, 70))} {
		var m Missing
		if got, err := ReadChainMark(text); !errors.As(err, &m) {
			t.Errorf("%q reads as %+v, %v", text, got, err)
		}
	}
	if !(ChainMark{1, "9c1f5ad0"}).Fits("9c1f5ad0c3b2") || (ChainMark{1, "9c1f5ad1"}).Fits("9c1f5ad0c3b2") {
		t.Error("a head fits that does not, or does not that does")
	}
}
