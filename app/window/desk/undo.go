package desk

import (
	"errors"
	"strings"

	"rapport/data"
)

// NothingToUndo is said where the last change cannot be taken back.
const NothingToUndo = "There is nothing to undo. Notes, contacts, disclosures and what left the office stay as they are."

// TakenBack says what came of undoing a change: its summary, the number of its
// case, and the error of [store.Session.Undo]. told is false for an error that
// has nothing to do with undoing.
func TakenBack(summary, number string, err error) (said string, told bool) {
	summary = short(strings.TrimSuffix(summary, "."))
	switch {
	case errors.Is(err, data.ErrNotFound):
		return NothingToUndo, true
	case errors.Is(err, data.ErrConflict):
		return "“" + summary + "” can no longer be undone: the case has changed since.", true
	case err != nil:
		return "", false
	}
	if summary == "" {
		return "Undone in " + number + ".", true
	}
	return "Undone in " + number + ": " + strings.ToLower(summary[:1]) + ended(summary[1:]), true
}

// ended puts the full stop behind a summary that was not cut.
func ended(summary string) string {
	if strings.HasSuffix(summary, "…") {
		return summary
	}
	return summary + "."
}

// summaryMost is how many characters of a summary are said: a notice is one line,
// and one that is wider than the window would make the window wider.
const summaryMost = 64

// short cuts a summary after a whole word, where it is too long to be said.
func short(summary string) string {
	letters := []rune(summary)
	if len(letters) <= summaryMost {
		return summary
	}
	cut := string(letters[:summaryMost])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, ",;: ") + " …"
}
