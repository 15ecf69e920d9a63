package feedback

import (
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
)

// A mood is a sentiment in words, as rated where the comment was given.
type mood struct {
	words string
	tone  ui.Tone
}

// moods by sentiment: 0 is unknown, 1 the most positive, 5 the most negative.
var moods = [...]mood{
	{"", ui.TonePlain},
	{"very positive", ui.ToneOK},
	{"positive", ui.ToneOK},
	{"neutral", ui.ToneMuted},
	{"negative", ui.ToneToday},
	{"very negative", ui.ToneOverdue},
}

func moodOf(sentiment int) mood {
	if sentiment < 0 || sentiment >= len(moods) {
		sentiment = 0
	}
	return moods[sentiment]
}

func moodWords(sentiment int) string { return moodOf(sentiment).words }
func moodTone(sentiment int) ui.Tone { return moodOf(sentiment).tone }

// dayWords is when a comment was received.
func dayWords(f data.Feedback, today data.Date) string {
	if f.Received.IsZero() {
		return "not readable"
	}
	return ui.Day(f.Received, today)
}

// openingLength is how many characters of a comment a row can show at most.
const openingLength = 200

// opening is the beginning of a comment on one line.
func opening(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	if line == "" {
		return "(no words)"
	}
	if r := []rune(line); len(r) > openingLength {
		return string(r[:openingLength]) + "…"
	}
	return line
}
