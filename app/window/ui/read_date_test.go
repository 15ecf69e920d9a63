package ui

import (
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func TestDatesAreReadAsPeopleTypeThem(t *testing.T) {
	today := data.NewDate(2026, time.March, 4)
	day := data.NewDate
	for text, want := range map[string]data.Date{
		"2026-03-04": today, "3/4/26": today, "3/4/2026": today, "03-04-2026": today, "3.4.26": today, "3/4": today,
		"Mar 4 2026": today, "mar 4, 2026": today, "March 4th": today, "4 Mar 2026": today, "4th march": today, "Mar. 4": today,
		"t": today, "Today": today, " today ": today, "y": today - 1, "yesterday": today - 1, "tomorrow": today + 1,
		"+7": today + 7, "-2": today - 2, "+ 30": today + 30,
		"12/30":      day(2025, 12, 30), // nearer than the one ahead
		"9/1":        day(2026, 9, 1),
		"Sept 1":     day(2026, 9, 1),
		"2/11/48":    day(1948, 2, 11), // 22 years ahead cannot be meant
		"1/1/46":     day(2046, 1, 1),
		"2/29":       day(2024, 2, 29) * 0, // no leap year near
		"2/29/24":    day(2024, 2, 29),
		"1932-01-31": day(1932, 1, 31),
	} {
		got, err := ReadDate(text, today, data.LocaleUS)
		if want == 0 {
			if err == nil {
				t.Errorf("%q was read as %s, wants an error", text, got)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("%q was read as %s, %v; wants %s", text, got, err, want)
		}
	}
}

func TestWhetherDayOrMonthComesFirstIsTheLocales(t *testing.T) {
	today := data.NewDate(2026, time.November, 27)
	for l, want := range map[data.Locale]data.Date{
		data.LocaleUS: data.NewDate(2026, time.March, 10), "en-CA": data.NewDate(2026, time.March, 10),
		"en-GB": data.NewDate(2026, time.October, 3), "en-150": data.NewDate(2026, time.October, 3),
	} {
		for _, text := range []string{"03/10/2026", "3.10.26", "3/10"} {
			if got, err := ReadDate(text, today, l); err != nil || got != want && text != "3/10" {
				t.Errorf("%s: %q was read as %s, %v; wants %s", l, text, got, err, want)
			}
		}
	}
	if _, err := ReadDate("11/27/2026", today, "en-GB"); err == nil || !strings.Contains(err.Error(), "day first") {
		t.Errorf("a month of 27 is refused with %v", err)
	}
}

func TestWhatIsNoDateIsRefused(t *testing.T) {
	for _, text := range []string{"", "soon", "13/4", "2/30/2026", "0/1", "3/4/266", "2026-13-01", "ma 4", "+", "3//4", "99999", "j 4", "1/1/1700", "March"} {
		if got, err := ReadDate(text, data.NewDate(2026, 3, 4), data.LocaleUS); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestTimesAreReadAsPeopleTypeThem(t *testing.T) {
	now := TimeOfDay(9*60 + 41)
	for text, want := range map[string]TimeOfDay{
		"14:05": 845, "1405": 845, "2:05 pm": 845, "2:05PM": 845, "2:05 p.m.": 845, "2p": 840, "2 pm": 840,
		"12 am": 0, "12:30am": 30, "12 pm": 720, "noon": 720, "0:00": 0, "now": now, "N": now, "905": 545, "7.30": 450,
	} {
		if got, err := ReadTime(text, now); err != nil || got != want {
			t.Errorf("%q was read as %s, %v; wants %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "25:00", "14:60", "13 pm", "0 am", "2", "half past two", "2:5", "24:00"} {
		if got, err := ReadTime(text, now); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}
