package data

import (
	"regexp"
	"strings"
	"unicode"
)

// placeholders find what stands for words still to come. They read the text as
// unmask leaves it.
var placeholders = []*regexp.Regexp{
	regexp.MustCompile(`\[[^\]]*\]?|\]`),
	regexp.MustCompile(`\{[^}]*\}?|\}`),
	regexp.MustCompile(`<[^<>]*>+|<<|>>`),
	regexp.MustCompile(`(?i)\bt[ .\-_/]?b[ .\-_/]?[dac]\b`),
	regexp.MustCompile(`(?i)\bx{2,}\b`),
	regexp.MustCompile(`(?i)\bx([ .\-]x)+\b`),
	regexp.MustCompile(`_{2,}|\?{2,}|\*{2,}|#{2,}|@{2,}|~{2,}|\.{5,}`),
	regexp.MustCompile(`%![a-zA-Z(]|%[A-Za-z_]+%|\$\(?[A-Za-z_]+`),
	regexp.MustCompile(`\b0{1,2}[/\-.]0{1,2}[/\-.]0{2,4}\b`),
	regexp.MustCompile(`(?i)\b(?:mm|dd|yyyy)[/\-.](?:mm|dd)(?:[/\-.](?:dd|yy|yyyy))?\b`),
	regexp.MustCompile(`(?i)\((?:first |last |full |your |patient |unit )?(?:name|date|phone|address|number|title|unit|details)\)`),
	regexp.MustCompile(`(?i)\binsert (?:the |your |a )?(?:name|date|text|phone|address|details|answer|reason|unit|step|finding)s?\b`),
	regexp.MustCompile(`(?i)\b(?:your )?(?:text|name|answer) (?:goes )?here\b`),
	regexp.MustCompile(`(?i)\bclick (?:or tap )?(?:here )?to enter\b|\blorem ipsum\b`),
	regexp.MustCompile(`(?i)\bto be (?:determined|filled in|inserted|completed later|written)\b`),
	regexp.MustCompile(`\b(?:TODO|FIXME|NaN|NULL|null|undefined)\b`),
	regexp.MustCompile(`(?i)\bplaceholder\b`),
}

// Placeholder returns the first thing in text that still waits to be filled in:
// brackets of any kind, blanks, TBD, XX, an empty field of a form letter.
func Placeholder(text string) (string, bool) {
	plain := unmask(text)
	for _, re := range placeholders {
		if hit := strings.TrimSpace(re.FindString(plain)); hit != "" {
			return hit, true
		}
	}
	return "", false
}

// lookalikes are characters that are drawn like those of a placeholder.
var lookalikes = strings.NewReplacer(
	"【", "[", "】", "]", "⟦", "[", "⟧", "]", "〔", "[", "〕", "]", "⁅", "[", "⁆", "]", "❴", "{", "❵", "}",
	"‹", "<", "›", ">", "«", "<", "»", ">", "⟨", "<", "⟩", ">", "〈", "<", "〉", ">", "‗", "_", "＿", "_", "…", "...",
	"Х", "X", "х", "x", "Χ", "X", "χ", "x", "Т", "T", "Τ", "T", "В", "B", "Β", "B", "✗", "x", "×", "x", "\u00a0", " ",
)

// unmask undoes what hides a placeholder: invisible characters, full-width
// forms, look-alikes.
func unmask(text string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
			return -1
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFF01 + '!'
		}
		return r
	}, text)
	return lookalikes.Replace(shown)
}

// healthWords do not belong in a subject line.
var healthWords = []string{"diagnosis", "diagnosed", "cancer", "tumor", "hiv", "aids", "surgery", "operation", "pregnancy",
	"abortion", "miscarriage", "overdose", "addiction", "alcohol", "drug", "drugs", "medication", "medicine", "psychiatric",
	"depression", "suicide", "dementia", "diabetes", "stroke", "infection", "fracture", "injury", "death", "biopsy",
	"chemotherapy", "dialysis", "transplant", "std", "hepatitis", "seizure", "overmedicated", "mental health"}

// genericAnswers say that something was done and not what was found; such a
// letter fails (A-0123, KSR511).
var genericAnswers = []string{"handled internally", "appropriate action was taken", "appropriate actions were taken",
	"addressed internally", "has been addressed", "we will look into it", "action has been taken", "dealt with internally"}

// saysNothing reports whether a line holds no word, or only one that stands for
// having nothing to say.
func saysNothing(line string) bool {
	switch strings.ToLower(strings.Trim(strings.TrimSpace(line), ".")) {
	case "n/a", "na", "none", "nil", "nothing", "see above", "same", "ok":
		return true
	}
	return !strings.ContainsFunc(line, unicode.IsLetter)
}

// generic reports whether an answer is one of the empty phrases and little more.
func generic(answer string) bool {
	_, found := firstWord(answer, genericAnswers)
	return found && len(strings.Fields(answer)) < 20
}

// firstWord returns the first of the words or phrases that occurs whole in text.
func firstWord(text string, words []string) (string, bool) {
	spaced := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	for _, w := range words {
		if strings.Contains(spaced, " "+w+" ") {
			return w, true
		}
	}
	return "", false
}
