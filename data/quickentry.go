package data

import (
	"strings"
	"time"
)

// QuickKind is what a quick entry writes down.
type QuickKind string

// The kinds of quick entry.
const (
	QuickCompliment QuickKind = "compliment"
	QuickSuggestion QuickKind = "suggestion"
	QuickCard       QuickKind = "card"
)

// QuickKinds lists the kinds. A compliment and a suggestion become a case with
// its number; a card becomes a comment of the feedback.
var QuickKinds = []Term[QuickKind]{{QuickCompliment, "Compliment"}, {QuickSuggestion, "Suggestion"}, {QuickCard, "Comment card"}}

// String returns the label.
func (k QuickKind) String() string { return labelOf(QuickKinds, k) }

// Nature is the kind of case that the entry becomes; empty for a card.
func (k QuickKind) Nature() Kind {
	switch k {
	case QuickCompliment:
		return Compliment
	case QuickSuggestion:
		return Suggestion
	}
	return ""
}

// QuickEntry is praise, an idea or a card, written down in a few seconds.
type QuickEntry struct {
	Kind      QuickKind
	On        Date
	Channel   Channel // of a case; empty: a comment card
	Unit      string
	Words     string
	Who       string // who said it; empty: nobody gave a name
	MayShare  bool   // the unit may be told who said it
	Sentiment int    // of a card: 1 most positive to 5 most negative, 0 not said
	Themes    []string
}

// CardSource is the source of comments that were written down by hand.
const CardSource = "Comment cards"

// Sentiments name how a comment sounds: 0 is not said, 1 the most positive, 5
// the most negative.
var Sentiments = []string{"Not said", "Very positive", "Positive", "Neutral", "Negative", "Very negative"}

// Validate checks the entry. The day is the office's today.
func (q QuickEntry) Validate(today Date) Missing {
	var m Missing
	m.add(!Known(QuickKinds, q.Kind), "kind", "kind", "Choose what it is.")
	m.add(q.On.IsZero(), "on", "on", "Enter the day on which it came.")
	m.add(q.On > today, "on.future", "on", "The day lies in the future; correct it.")
	m.add(!q.On.IsZero() && q.On < earliest, "on.old", "on", "The day lies before 1990; correct the year.")
	m.add(blank(q.Words), "words", "words", "Write what they said, in their words.")
	m.add(q.Channel != "" && !Known(Channels, q.Channel), "channel", "channel", "Choose how it reached you.")
	m.checkText(q.Words, MaxStory, "words", "The text")
	m.checkText(q.Who, maxLine, "who", "The name")
	m.checkText(q.Unit, maxLine, "unit", "The unit")
	return m
}

// Intake is the case that a compliment or a suggestion becomes. One of today was
// received now, an earlier one at noon of its day.
func (q QuickEntry) Intake(s Settings, now time.Time) Intake {
	in := Intake{Channel: q.Channel, ReceivedAt: now, Unit: q.Unit, Story: q.Words, Nature: q.Kind.Nature(), MayShareName: q.MayShare && !blank(q.Who)}
	if in.Channel == "" {
		in.Channel = CommentCard
	}
	if q.On != s.Today(now) {
		in.ReceivedAt = q.On.Start(s.Zone()).Add(12 * time.Hour)
	}
	in.Complainant.Given, in.Complainant.Family = splitName(q.Who)
	in.Anonymous = blank(q.Who)
	return in
}

// Feedback is the comment that a card becomes. Its words stay as they were
// written; who wrote it is not kept with it.
func (q QuickEntry) Feedback() Feedback {
	return Feedback{Source: CardSource, Received: q.On, Unit: q.Unit, Text: q.Words, Sentiment: q.Sentiment, Themes: q.Themes}
}

// splitName parts a name into the given and the family name: Rosalind Fennimore,
// or Fennimore, Rosalind.
func splitName(name string) (given, family string) {
	name = strings.Join(strings.Fields(name), " ")
	if before, after, ok := strings.Cut(name, ","); ok {
		return strings.TrimSpace(after), strings.TrimSpace(before)
	}
	if i := strings.LastIndex(name, " "); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// maxThemes is how many themes a comment takes.
const maxThemes = 20

// Validate checks a comment that is written down by hand.
func (f Feedback) Validate(today Date) Missing {
	var m Missing
	m.add(blank(f.Text), "text", "text", "Write what the card says.")
	m.add(f.Received.IsZero(), "received", "received", "Enter the day on which it came.")
	m.add(f.Received > today, "received.future", "received", "The day lies in the future; correct it.")
	m.add(f.Sentiment < 0 || f.Sentiment >= len(Sentiments), "sentiment", "sentiment", "Choose how it sounds from the list.")
	m.checkText(f.Text, MaxStory, "text", "The text")
	m.checkText(f.Source, maxLine, "source", "The source")
	m.checkText(f.Unit, maxLine, "unit", "The unit")
	return append(m, ThemeGaps(f.Themes)...)
}

// ThemeGaps checks the themes of a comment.
func ThemeGaps(themes []string) Missing {
	var m Missing
	m.add(len(themes) > maxThemes, "themes", "themes", "A comment takes at most twenty themes; leave out some.")
	for _, t := range themes {
		m.checkText(t, maxLine, "themes", "A theme")
	}
	return m
}
