package exchange

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Scale says what the score of a comment means: between which numbers it lies and
// which of them is the better end. Words and stars need no scale, because they say
// themselves which is which. The zero value is Rapport's own: 1 the most positive,
// 5 the most negative.
type Scale struct {
	Worst float64 `json:"worst"`
	Best  float64 `json:"best"`
}

// ownScale is how Rapport counts.
var ownScale = Scale{Worst: 5, Best: 1}

// Scales are those that surveys use.
var Scales = []struct {
	Scale Scale
	Label string
}{
	{Scale{1, 5}, "1 to 5, where 5 is best (stars)"},
	{ownScale, "1 to 5, where 1 is best"},
	{Scale{0, 10}, "0 to 10, where 10 is best (would recommend)"},
	{Scale{1, 10}, "1 to 10, where 10 is best"},
	{Scale{0, 100}, "0 to 100, where 100 is best (mean scores)"},
	{Scale{1, 4}, "1 to 4, where 4 is best"},
	{Scale{1, 3}, "1 to 3, where 3 is best"},
	{Scale{0, 1}, "0 or 1, where 1 is good"},
}

func (s Scale) orOwn() Scale {
	if s == (Scale{}) {
		return ownScale
	}
	return s
}

func (s Scale) check() error {
	finite := !math.IsNaN(s.Worst+s.Best) && !math.IsInf(s.Worst+s.Best, 0)
	if s != (Scale{}) && (s.Worst == s.Best || !finite) {
		return faultf(`the map's "scale" must have two different numbers, "worst" and "best"`)
	}
	return nil
}

// scoreWords are words that rate, from the best to the worst.
var scoreWords = [...][]string{
	{"very satisfied", "extremely satisfied", "completely satisfied", "excellent", "outstanding", "very good", "very positive", "strongly agree", "always",
		"definitely yes", "yes definitely", "extremely likely", "very likely", "very happy", "best", "love it", "exceeded expectations"},
	{"satisfied", "somewhat satisfied", "good", "positive", "agree", "somewhat agree", "usually", "mostly", "probably yes", "yes somewhat", "likely", "happy", "yes", "met expectations"},
	{"neutral", "fair", "average", "ok", "okay", "sometimes", "neither", "neither satisfied nor dissatisfied", "neither agree nor disagree", "neither good nor poor",
		"neither likely nor unlikely", "acceptable", "mixed", "adequate", "not sure", "satisfactory"},
	{"dissatisfied", "somewhat dissatisfied", "unsatisfied", "poor", "negative", "disagree", "somewhat disagree", "rarely", "probably no", "probably not", "unlikely", "unhappy", "bad", "no", "below average", "below expectations"},
	{"very dissatisfied", "extremely dissatisfied", "completely dissatisfied", "very poor", "terrible", "awful", "very bad", "very negative", "strongly disagree", "never",
		"definitely no", "definitely not", "extremely unlikely", "very unlikely", "very unhappy", "worst", "horrible", "unacceptable"},
}

// noScore are words of somebody who did not rate.
var noScore = words("", "n/a", "na", "not applicable", "don't know", "dont know", "do not know", "no answer", "not answered", "no response", "refused", "missing", "none", "-", "did not answer", "prefer not to say")

// scoreOf returns the sentiment of a word that rates, 1 to 5.
func scoreOf(text string) (int, bool) {
	text = strings.Trim(headingKey(strings.ReplaceAll(text, "_", " ")), " .!,;:()-–")
	for i, same := range scoreWords {
		for _, w := range same {
			if w == text {
				return i + 1, true
			}
		}
	}
	return 0, false
}

var (
	// bareNumber is a number, also out of how many: 4, 4.5, 4/5, 4 of 5, 87 %.
	bareNumber = regexp.MustCompile(`^(-?\d{1,6}(?:[.,]\d+)?)\s*(?:(?:/|out of|of)\s*(\d{1,4})|%|stars?|points?)?$`)
	// labeledNumber is a number with its word: 5 - Very satisfied, Very satisfied (5).
	labeledNumber = regexp.MustCompile(`^(?:(-?\d{1,4})\s*[-–=:.)]+\s*(.+)|(.+?)\s*\((-?\d{1,4})\))$`)
)

// read returns the sentiment of a cell: 0 where the person did not rate; false
// where the cell says nothing that can be understood.
func (s Scale) read(cell string) (sentiment int, ok bool) {
	plain := headingKey(cell)
	for _, w := range noScore {
		if plain == w {
			return 0, true
		}
	}
	if n, ok := scoreOf(plain); ok {
		return n, true
	}
	if n, of, ok := stars(plain); ok {
		return Scale{Worst: 1, Best: of}.place(n)
	}
	if g := labeledNumber.FindStringSubmatch(plain); g != nil {
		if n, ok := scoreOf(g[2] + g[3]); ok { // the word says which end is which
			return n, true
		}
		plain = g[1] + g[4]
	}
	g := bareNumber.FindStringSubmatch(plain)
	if g == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(g[1], ",", "."), 64)
	if err != nil {
		return 0, false
	}
	if of, err := strconv.ParseFloat(g[2], 64); err == nil && g[2] != "" {
		return Scale{Worst: min(1, s.orOwn().Worst, s.orOwn().Best), Best: of}.place(n)
	}
	return s.orOwn().place(n)
}

// stars counts the stars of a cell, and out of how many.
func stars(text string) (n, of float64, ok bool) {
	full := strings.Count(text, "★") + strings.Count(text, "⭐")
	whole := full + strings.Count(text, "☆")
	if full == 0 || strings.Trim(text, "★⭐☆\ufe0f ") != "" {
		return 0, 0, false
	}
	return float64(full), float64(max(whole, 5)), true
}

// place puts a number of the scale into one of five equal parts of it.
func (s Scale) place(n float64) (int, bool) {
	if s.Worst == s.Best || n < min(s.Worst, s.Best) || n > max(s.Worst, s.Best) {
		return 0, false
	}
	part := int((n - s.Worst) / (s.Best - s.Worst) * 5 * (1 + 1e-12))
	return 5 - min(part, 4), true
}

// words says what the scale takes.
func (s Scale) words() string {
	s = s.orOwn()
	number := func(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
	return "a number from " + number(min(s.Worst, s.Best)) + " to " + number(max(s.Worst, s.Best)) + ", or a word such as Satisfied"
}

// ScaleQuestion is what the officer must say of the column with the score.
type ScaleQuestion struct {
	Heading string
	Values  []string // that occur, at most ten
	Low     float64  // the least and the greatest number among them
	High    float64
	// Words is set where every cell is a word or stars, so that there is no question.
	Words bool
	Guess Scale
	Ask   bool // the guess could be wrong: a 1 may be the best or the worst
}

// scaleOf looks at the cells of the column with the score.
func scaleOf(heading string, cells []string) ScaleQuestion {
	q := ScaleQuestion{Heading: heading, Words: true, Low: math.Inf(1), High: math.Inf(-1)}
	whole, seen := true, map[string]bool{}
	for _, cell := range cells {
		plain := headingKey(cell)
		if plain == "" {
			continue
		}
		if !seen[plain] && len(q.Values) < 10 {
			seen[plain] = true
			q.Values = append(q.Values, short(cell))
		}
		if _, rated := scoreOf(plain); rated {
			continue
		}
		g := bareNumber.FindStringSubmatch(plain)
		if g == nil || g[2] != "" {
			continue
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(g[1], ",", "."), 64)
		if err != nil {
			continue
		}
		q.Words = false
		q.Low, q.High = min(q.Low, n), max(q.High, n)
		whole = whole && n == math.Trunc(n)
	}
	if q.Words {
		q.Low, q.High = 0, 0
		return q
	}
	q.Guess = guessScale(q.Low, q.High, whole)
	if strings.Contains(headingKey(heading), "sentiment") && q.Low >= 1 && q.High <= 5 {
		q.Guess = ownScale
	}
	q.Ask = q.High <= 5
	return q
}

func guessScale(low, high float64, whole bool) Scale {
	switch {
	case high > 10:
		return Scale{0, 100}
	case high > 5:
		if low >= 1 && whole {
			return Scale{1, 10}
		}
		return Scale{0, 10}
	case high <= 1 && low >= 0:
		return Scale{0, 1}
	case low < 1:
		return Scale{0, 5}
	}
	return Scale{1, 5}
}
