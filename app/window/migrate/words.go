package migrate

import (
	"strings"

	"rapport/app/window/ui"
)

// toneWrong is the tone of what keeps the wizard from going on.
const toneWrong = ui.ToneToday

// openingLength is how many characters of a text a row can show at most.
const openingLength = 160

// opening is the beginning of a text on one line.
func opening(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	if r := []rune(line); len(r) > openingLength {
		return string(r[:openingLength]) + "…"
	}
	return line
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
