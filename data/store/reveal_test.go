package store

import (
	"os"
	"strings"
	"testing"

	"rapport/data"
)

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		return nil
	}
	return must[[]byte](t)(os.ReadFile(path))
}

func TestARestrictedNoteIsRevealedWithAReasonThatTheHistoryKeeps(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	for _, class := range data.NoteClasses {
		text := noteText(class.Value, "Secretword", " was said.")
		f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: class.Value, Text: text}))
		n := f.Notes[len(f.Notes)-1]
		if n.Hidden != class.Value.Restricted() || n.By == "" || n.At.IsZero() || (n.Text == "") != n.Hidden {
			t.Errorf("a note of the class %s leaves as %+v", class.Label, n)
		}
		wantMissing(t, only(d.RevealNote(t.Context(), f.Key, n.ID, "")), "reason")
		if whole := must[data.Note](t)(d.RevealNote(t.Context(), f.Key, n.ID, "Counsel asked.")); whole.Text != text {
			t.Errorf("it is revealed as %q", whole.Text)
		}
	}
	reveals := 0
	for _, h := range must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 100)) {
		if h.Action == "note.reveal" && strings.Contains(h.Summary, "Counsel asked.") && h.By == "Dana Whitfield" {
			reveals++
		}
		if strings.Contains(h.Summary+h.Before+h.After, "Secretword") {
			t.Errorf("the history tells a note: %s", h.Action)
		}
	}
	if reveals != len(data.NoteClasses) {
		t.Errorf("the history has %d reveals", reveals)
	}
	if _, err := d.RevealNote(t.Context(), f.Key, data.NewID(), "x"); err == nil {
		t.Error("a note that is not there is revealed")
	}
}

// TestNoWayOutOfTheStoreTellsARestrictedNote goes every way by which a case
// leaves the session: read, changed, taken back, linked, merged and unmerged.
func TestNoWayOutOfTheStoreTellsARestrictedNote(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f, other := d.open(), d.open()
	for _, key := range []int64{f.Key, other.Key} {
		caseDo(t)(d.AddNote(ctx, key, data.Note{Class: data.NoteRestricted, Text: "Canaryword"}))
	}
	out := map[string]data.CaseFile{"read": caseDo(t)(d.Case(ctx, f.Number))}
	c := out["read"].Details()
	c.Remedy = "An apology"
	out["changed"] = caseDo(t)(d.UpdateCase(ctx, f.Key, c))
	out["taken back"] = caseDo(t)(d.Undo(ctx))
	out["linked"] = caseDo(t)(d.LinkCases(ctx, f.Key, other.Number, ""))
	out["unlinked"] = caseDo(t)(d.UnlinkCases(ctx, f.Key, other.Number))
	out["merged"] = caseDo(t)(d.MergeCases(ctx, other.Key, f.Number, "Twice."))
	out["unmerged"] = caseDo(t)(d.UnmergeCases(ctx, other.Key, "A mistake."))
	for name, f := range out {
		if len(f.Notes) != 1 || f.Notes[0].Text != "" || !f.Notes[0].Hidden {
			t.Errorf("%s, the notes are %+v", name, f.Notes)
		}
	}
	// The store itself still knows it: its letter gate and its next change do.
	whole := must[data.Note](t)(d.RevealNote(ctx, f.Key, out["read"].Notes[0].ID, "To check."))
	if whole.Text != "Canaryword" {
		t.Errorf("after all this the note says %q", whole.Text)
	}
}

func TestALetterThatRepeatsARestrictedNoteIsNotIssued(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	p, today := f.People[0], d.Settings().Today(d.clock.now())
	p.AddressConfirmed = today
	caseDo(t)(d.SavePerson(t.Context(), f.Key, p))
	f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteRestricted, Text: "The nurse was alone with nine patients that night."}))
	draft := d.draft(f, data.Acknowledgement)
	draft.SetWords("closing", "To be open: the nurse was alone with nine patients.")
	wantMissing(t, only(d.IssueLetter(t.Context(), f.Key, draft, paper([]byte("%PDF-1.7")))), "letter.restricted")
	draft.SetWords("closing", "Thank you for speaking up.")
	caseDo(t)(d.IssueLetter(t.Context(), f.Key, draft, paper([]byte("%PDF-1.7"))))
}

func TestAListWithACaseUnderPart2CarriesTheNotice(t *testing.T) {
	d := newDesk(t, false)
	f, g := d.open(), d.open()
	csv, _ := d.list(data.CaseList{})
	if strings.Contains(string(csv), "42 CFR") {
		t.Fatalf("without such a case the list says %s", csv)
	}
	caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteSubstance, Text: "Canaryword"}))
	csv, _ = d.list(data.CaseList{})
	if strings.Contains(string(csv), "Canaryword") {
		t.Fatal("a restricted note is in the list")
	}
	for _, line := range strings.Split(strings.TrimSpace(string(csv)), "\n") {
		if notice := strings.Contains(line, data.Part2Notice); notice != strings.Contains(line, f.Number) {
			t.Errorf("the line has the notice: %v, of %s: %s", notice, g.Number, line)
		}
	}
}
