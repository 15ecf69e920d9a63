package data

import (
	"testing"
	"time"
)

func TestLocalesWriteNumbersDatesAndMoneyTheirWay(t *testing.T) {
	day := NewDate(2026, time.March, 4)
	for _, row := range []struct {
		locale                             Locale
		count, decimal, money, short, long string
		week                               time.Weekday
	}{
		{LocaleUS, "1,234,567", "−1,234.5", "$1,300.05", "03/04/2026", "March 4, 2026", time.Sunday},
		{"en-GB", "1,234,567", "−1,234.5", "£1,300.05", "04/03/2026", "4 March 2026", time.Monday},
		{"en-150", "1\u00a0234\u00a0567", "−1\u00a0234,5", "€1\u00a0300,05", "2026-03-04", "4 March 2026", time.Monday},
		{"", "1,234,567", "−1,234.5", "$1,300.05", "03/04/2026", "March 4, 2026", time.Sunday},
	} {
		l := row.locale
		if l.Count(1_234_567) != row.count || l.Decimal(-1234.5, 1) != row.decimal || l.Money(130_005) != row.money ||
			l.Short(day) != row.short || l.Long(day) != row.long || l.FirstDay() != row.week {
			t.Errorf("%q: %s, %s, %s, %s, %s, %s", l, l.Count(1_234_567), l.Decimal(-1234.5, 1), l.Money(130_005), l.Short(day), l.Long(day), l.FirstDay())
		}
	}
}

func TestSmallNegativeNumbersKeepTheirSign(t *testing.T) {
	for v, want := range map[float64]string{-0.25: "−0.25", -0.001: "0.00", 0: "0.00", -12: "−12.00"} {
		if got := LocaleUS.Decimal(v, 2); got != want {
			t.Errorf("%v is written %s", v, got)
		}
	}
	if got := LocaleUS.Decimal(999.96, 1); got != "1,000.0" {
		t.Errorf("999.96 is written %s", got)
	}
}

func TestEveryLocaleThatIsOfferedHasItsRules(t *testing.T) {
	for _, l := range Locales {
		if _, ok := localeRules[l.Value]; !ok {
			t.Errorf("%s has none", l.Value)
		}
	}
}

func TestTheOrderOfDayAndMonthIsThatOfTheLocale(t *testing.T) {
	day := NewDate(2026, time.November, 27)
	for l, want := range map[Locale][3]string{
		LocaleUS: {"Fri Nov 27", "Friday, November 27", "mm/dd/yyyy"},
		"en-GB":  {"Fri 27 Nov", "Friday 27 November", "dd/mm/yyyy"},
		"en-CA":  {"Fri Nov 27", "Friday, November 27", "yyyy-mm-dd"},
		"en-150": {"Fri 27 Nov", "Friday 27 November", "yyyy-mm-dd"},
	} {
		if got := [3]string{l.Near(day), l.Heading(day), l.Pattern()}; got != want {
			t.Errorf("%s: %q, wants %q", l, got, want)
		}
	}
}

func TestCountsAreReadAsTheyAreTyped(t *testing.T) {
	for _, row := range []struct {
		locale Locale
		text   string
		n      int
		known  bool
		wrong  bool
	}{
		{LocaleUS, " 8,214 ", 8214, true, false}, {LocaleUS, "0", 0, true, false}, {LocaleUS, " ", 0, false, false}, {LocaleUS, "8.5", 0, false, true},
		{LocaleUS, "-4", 0, false, true}, {LocaleUS, "none", 0, false, true}, {LocaleUS, "99999999999", 0, false, true},
		{LocaleUS, "5,89", 0, false, true}, {LocaleUS, "1234,567", 0, false, true}, {LocaleUS, ",589", 0, false, true}, {LocaleUS, "1,234,567", 1234567, true, false},
		{"en-150", "8\u00a0214", 8214, true, false}, {"en-150", "8,5", 0, false, true}, {"en-150", "8,500", 0, false, true},
	} {
		n, known, err := row.locale.ReadCount(row.text)
		if n != row.n || known != row.known || (err != nil) != row.wrong {
			t.Errorf("%s: %q is read as %d, %v, %v", row.locale, row.text, n, known, err)
		}
	}
}

func TestDecimalsAreReadAsTheyAreTyped(t *testing.T) {
	for _, row := range []struct {
		locale Locale
		text   string
		v      float64
		known  bool
		wrong  bool
	}{
		{LocaleUS, "1,234.5", 1234.5, true, false}, {LocaleUS, "", 0, false, false}, {LocaleUS, "-1", 0, false, true}, {LocaleUS, "NaN", 0, false, true},
		{LocaleUS, "some", 0, false, true}, {"en-150", "2,5", 2.5, true, false},
	} {
		v, known, err := row.locale.ReadDecimal(row.text)
		if v != row.v || known != row.known || (err != nil) != row.wrong {
			t.Errorf("%s: %q is read as %v, %v, %v", row.locale, row.text, v, known, err)
		}
	}
}
