package data

import (
	"errors"
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
	{LocaleUS, "United States: 11/27/2026, 1,234.5, from Sunday"},
	{"en-GB", "United Kingdom: 27/11/2026, 1,234.5, from Monday"},
	{"en-IE", "Ireland: 27/11/2026, 1,234.5, from Monday"},
	{"en-AU", "Australia: 27/11/2026, 1,234.5, from Monday"},
	{"en-NZ", "New Zealand: 27/11/2026, 1,234.5, from Monday"},
	{"en-CA", "Canada: 2026-11-27, 1,234.5, from Sunday"},
	{"en-150", "International: 2026-11-27, 1 234,5, from Monday"},
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

// ReadCount reads a whole number as people type it, with or without the locale's
// groups of three digits; known is false where nothing stands. Error: one that says
// what to type.
func (l Locale) ReadCount(text string) (n int, known bool, err error) {
	parts := strings.Split(strings.NewReplacer(l.rule().group, " ", "\u00a0", " ", "\u202f", " ").Replace(strings.TrimSpace(text)), " ")
	if len(parts) == 1 && parts[0] == "" {
		return 0, false, nil
	}
	u, err := strconv.ParseUint(strings.Join(parts, ""), 10, 31)
	for i, p := range parts { // 5,89 is a slip, not 589
		if i > 0 && len(p) != 3 || len(parts) > 1 && (p == "" || len(p) > 3) {
			err = strconv.ErrSyntax
		}
	}
	if err != nil {
		return 0, false, errors.New("enter a whole number such as " + l.Count(8214) + ", or leave it blank when it is not known")
	}
	return int(u), true, nil
}

// ReadDecimal reads a number of at least 0 as people type it; known is false where
// nothing stands. Error: one that says what to type.
func (l Locale) ReadDecimal(text string) (v float64, known bool, err error) {
	r := l.rule()
	text = strings.NewReplacer(r.group, "", "\u00a0", "", "\u202f", "", " ", "", r.point, ".").Replace(strings.TrimSpace(text))
	if text == "" {
		return 0, false, nil
	}
	v, err = strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= 1e12) {
		return 0, false, errors.New("enter a number such as 90 or " + l.Decimal(2.5, 1))
	}
	return v, true, nil
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

// ReadMoney reads an amount as people type it (15, $1,250.50) into hundredths of
// the currency; nothing is zero.
func (l Locale) ReadMoney(text string) (int64, error) {
	r := l.rule()
	text = strings.NewReplacer(r.currency, "", r.group, "", " ", "", r.point, ".").Replace(text)
	if text == "" {
		return 0, nil
	}
	whole, part, _ := strings.Cut(text, ".")
	part += "00"[min(len(part), 2):]
	n, err := strconv.ParseUint(whole+part, 10, 53)
	if err != nil || len(part) > 2 {
		return 0, errors.New("write an amount such as 15 or " + l.Decimal(1250.5, 2))
	}
	return int64(n), nil
}

// Short writes a day in digits: 11/27/2026; nothing for none.
func (l Locale) Short(d Date) string { return d.Format(l.rule().short) }

// Long writes a day in words: November 27, 2026; nothing for none.
func (l Locale) Long(d Date) string { return d.Format(l.rule().long) }

// Near writes a day that is not far, with its weekday and without its year: Fri Nov 27.
func (l Locale) Near(d Date) string { return d.Format(l.order("Mon Jan 2", "Mon 2 Jan")) }

// Heading writes a day over what belongs to it: Friday, November 27.
func (l Locale) Heading(d Date) string {
	return d.Format(l.order("Monday, January 2", "Monday 2 January"))
}

// Pattern says how a day is typed: mm/dd/yyyy.
func (l Locale) Pattern() string {
	return strings.NewReplacer("2006", "yyyy", "01", "mm", "02", "dd").Replace(l.rule().short)
}

func (l Locale) order(monthFirst, dayFirst string) string {
	if l.DayFirst() {
		return dayFirst
	}
	return monthFirst
}

// FirstDay is the day with which the office's week begins.
func (l Locale) FirstDay() time.Weekday { return l.rule().week }

// DayFirst reports whether the day stands before the month where the year does
// not come first: whether 03/10/2026 is the third of October.
func (l Locale) DayFirst() bool { return strings.HasPrefix(l.rule().long, "2 ") }
