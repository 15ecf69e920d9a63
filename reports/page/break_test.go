package page

import (
	"strings"
	"testing"
)

var testStyle = Style{Face: Sans, Size: 10, Lead: 12, Color: Black}

func lineText(l line) string {
	var b strings.Builder
	for _, t := range l.texts {
		b.WriteString(t.String)
	}
	return b.String()
}

func broken(text string, width float64) []string {
	var out []string
	lines, _ := breakLines([]Run{{Text: text}}, testStyle, width, setting{})
	for _, l := range lines {
		out = append(out, lineText(l))
	}
	return out
}

const prose = "The charge nurse on every shift must now call for relief staff within 15 minutes of an unplanned absence. A pharmacist visits each patient who goes home with a new medicine."

func TestLinesJoinToTheWholeTextAgain(t *testing.T) {
	if got := strings.Join(broken(prose, 150), ""); got != prose {
		t.Errorf("got %q", got)
	}
}

func TestEveryLineButTheLastKeepsItsSpaceForScreenReaders(t *testing.T) {
	lines := broken(prose, 150)
	for i, l := range lines {
		if last := i == len(lines)-1; strings.HasSuffix(l, " ") == last {
			t.Errorf("line %d of %d: %q", i, len(lines), l)
		}
	}
}

func TestNoLineIsWiderThanTheColumn(t *testing.T) {
	for _, width := range []float64{40, 77, 150, 468} {
		lines, _ := breakLines([]Run{{Text: prose}}, testStyle, width, setting{})
		for _, l := range lines {
			drawn := Sans.Width(strings.TrimSuffix(lineText(l), " "), 10)
			if drawn > width+rounding || drawn-l.width > rounding || l.width-drawn > rounding {
				t.Errorf("line %q is %.2f wide, said to be %.2f, in a column of %.0f", lineText(l), drawn, l.width, width)
			}
		}
	}
}

func TestWordWiderThanTheColumnIsCut(t *testing.T) {
	word := strings.Repeat("abcdefghij", 20)
	lines := broken("see "+word+" now", 120)
	if got := strings.Join(lines, ""); got != "see "+word+" now" {
		t.Errorf("text changed: %q", got)
	}
	for _, l := range lines {
		if Sans.Width(strings.TrimSuffix(l, " "), 10) > 120 {
			t.Errorf("line %q is too wide", l)
		}
	}
}

func TestLastLineIsNotASingleWord(t *testing.T) {
	for width := 100.0; width < 300; width += 7 {
		lines := broken(prose, width)
		if last := lines[len(lines)-1]; !strings.Contains(last, " ") {
			t.Errorf("width %.0f ends with %q alone", width, last)
		}
	}
}

func TestNoBreakBetweenAWordAndItsPunctuationInAnotherLook(t *testing.T) {
	runs := []Run{{Text: "We completed our review on "}, {Text: "March 16, 2026", Strong: true}, {Text: "."}}
	for width := 60.0; width < 200; width++ {
		lines, _ := breakLines(runs, testStyle, width, setting{})
		for _, l := range lines {
			if text := lineText(l); strings.HasPrefix(text, ".") {
				t.Fatalf("width %.0f: line begins with the full stop", width)
			}
		}
	}
}

func TestTextWithoutAWordGivesNoLine(t *testing.T) {
	for _, text := range []string{"", " ", "    "} {
		if got := broken(text, 100); len(got) != 0 {
			t.Errorf("%q gives %q", text, got)
		}
	}
}
