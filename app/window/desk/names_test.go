package desk

import "testing"

func TestInitialsTellNoName(t *testing.T) {
	for name, want := range map[string]string{
		"Fennimore, Walter": "F.W.", "Zoë O'Brien-Løkke": "Z.O.L.", "": "", "  ": "", "王 小明": "王.小.", "'t Hooft": "T.H.", "MRN 0047811": "M.", "ana": "A.", "’": "",
	} {
		if got := Initials(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	shown, hidden := &Desk{}, &Desk{NamesHidden: true}
	if shown.Name("Fennimore") != "Fennimore" || shown.Number("0047811") != "0047811" || hidden.Number("0047811") != "hidden" || hidden.Number("") != "" {
		t.Error("names and numbers are not shown as they should be")
	}
}
