package data

import (
	"strconv"
	"strings"
	"time"
)

// Locale is how the office writes numbers and dates: a BCP 47 tag. The words of
// the program stay English; letters follow the language they are written in.
type Locale string

// LocaleUS is the locale of an office that chose none.
const LocaleUS Locale = "en-US"

// Locales lists the locales, those of the profiles that Rapport knows.
var Locales = []Term[Locale]{
	{LocaleUS, "United States: 11/27/2026, 1,234.5, week from Sunday"},
	{"en-GB", "United Kingdom: 27/11/2026, 1,234.5, week from Monday"},
	{"en-IE", "Ireland: 27/11/2026, 1,234.5, week from Monday"},
	{"en-AU", "Australia: 27/11/2026, 1,234.5, week from Monday"},
	{"en-NZ", "New Zealand: 27/11/2026, 1,234.5, week from Monday"},
	{"en-CA", "Canada: 2026-11-27, 1,234.5, week from Sunday"},
	{"en-150", "International: 2026-11-27, 1 234,5, week from Monday"},
}

// String returns the label.
func (l Locale) String() string { return labelOf(Locales, l) }

// localeRule is what a locale prescribes (Unicode CLDR).
type localeRule struct {
	short, long string // layouts of [time.Time]
	group       string // between groups of three digits
	point       string
	week        time.Weekday
	currency    string
}

var dayFirst = localeRule{"02/01/2006", "2 January 2006", ",", ".", time.Monday, "$"}

var localeRules = map[Locale]localeRule{
	LocaleUS: {"01/02/2006", "January 2, 2006", ",", ".", time.Sunday, "$"},
	"en-GB":  {dayFirst.short, dayFirst.long, ",", ".", time.Monday, "£"},
	"en-IE":  {dayFirst.short, dayFirst.long, ",", ".", time.Monday, "€"},
	"en-AU":  dayFirst,
	"en-NZ":  dayFirst,
	"en-CA":  {"2006-01-02", "January 2, 2006", ",", ".", time.Sunday, "$"},
	"en-150": {"2006-01-02", "2 January 2006", "\u00a0", ",", time.Monday, "€"},
}

func (l Locale) rule() localeRule {
	if r, ok := localeRules[l]; ok {
		return r
	}
	return localeRules[LocaleUS]
}

// Count writes a whole number in groups of three digits: 7,908.
func (l Locale) Count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	group := l.rule().group
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + group + digits[i:]
	}
	return sign + digits
}

// Decimal writes v with that many decimals: 1,234.50.
func (l Locale) Decimal(v float64, decimals int) string {
	whole, rest, _ := strings.Cut(strconv.FormatFloat(v, 'f', decimals, 64), ".")
	n, _ := strconv.Atoi(whole)
	text := l.Count(n)
	if n == 0 && strings.HasPrefix(whole, "-") && strings.Trim(rest, "0") != "" {
		text = "−0"
	}
	if rest == "" {
		return text
	}
	return text + l.rule().point + rest
}

// Currency is the sign of the currency: $.
func (l Locale) Currency() string { return l.rule().currency }

// Money writes an amount in hundredths of the currency: $1,300.50.
func (l Locale) Money(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "−", -cents
	}
	return sign + l.rule().currency + l.Count(int(cents/100)) + l.rule().point + strconv.Itoa(int(cents%100) + 100)[1:]
}

// Short writes a day in digits: 11/27/2026; nothing for none.
func (l Locale) Short(d Date) string { return d.Format(l.rule().short) }

// Long writes a day in words: November 27, 2026; nothing for none.
func (l Locale) Long(d Date) string { return d.Format(l.rule().long) }

// FirstDay is the day with which the office's week begins.
func (l Locale) FirstDay() time.Weekday { return l.rule().week }

// DayFirst reports whether 03/10/2026 is the third of October.
func (l Locale) DayFirst() bool { return strings.HasPrefix(l.rule().short, "02") }
