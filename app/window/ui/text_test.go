package ui

import (
	"testing"
	"time"

	"rapport/data"
)

func TestDueDatesAreSaidInWordsAndTones(t *testing.T) {
	today := data.NewDate(2026, time.March, 4)
	for _, c := range []struct {
		due   data.Date
		words string
		tone  Tone
	}{
		{0, "", ToneMuted},
		{today - 2, "2 days overdue", ToneOverdue},
		{today - 1, "1 day overdue", ToneOverdue},
		{today, "due today", ToneToday},
		{today + 1, "due tomorrow", ToneSoon},
		{today + 3, "due Sat Mar 7", ToneSoon},
		{today + 4, "due Sun Mar 8", TonePlain},
		{data.NewDate(2027, 1, 5), "due 01/05/2027", TonePlain},
	} {
		if got := DueWords(c.due, today); got != c.words {
			t.Errorf("due %s is said as %q, wants %q", c.due, got, c.words)
		}
		if got := DueTone(c.due, today); got != c.tone {
			t.Errorf("due %s has tone %d, wants %d", c.due, got, c.tone)
		}
	}
}

func TestMomentsAreSaidInTheOfficesZone(t *testing.T) {
	zone := time.FixedZone("office", -5*3600)
	now := time.Date(2026, 3, 5, 3, 0, 0, 0, time.UTC) // March 4, 10 pm at the office
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 3, 4, 19, 5, 0, 0, time.UTC), "today 2:05 pm"},
		{time.Date(2026, 3, 4, 3, 0, 0, 0, time.UTC), "yesterday 10:00 pm"},
		{time.Date(2026, 2, 2, 15, 0, 0, 0, time.UTC), "Mon Feb 2 10:00 am"},
		{time.Date(2025, 2, 2, 15, 0, 0, 0, time.UTC), "02/02/2025 10:00 am"},
		{time.Time{}, "–"},
	} {
		if got := Moment(c.at, now, zone); got != c.want {
			t.Errorf("%s is said as %q, wants %q", c.at, got, c.want)
		}
	}
	if got := Ago(now.Add(-5*time.Minute), now, zone); got != "5 minutes ago" {
		t.Errorf("five minutes ago is said as %q", got)
	}
	if got := Ago(now.Add(-time.Minute), now, zone); got != "1 minute ago" {
		t.Errorf("a minute ago is said as %q", got)
	}
}

func TestNumbersAreWrittenForReading(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 7908: "7,908", 1234567: "1,234,567", -4200: "−4,200"} {
		if got := Count(n); got != want {
			t.Errorf("%d is written %q, wants %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{12: "12 bytes", 312_400: "312 kB", 4_130_000: "4.1 MB", 2_500_000_000: "2.5 GB"} {
		if got := Size(n); got != want {
			t.Errorf("%d bytes are written %q, wants %q", n, got, want)
		}
	}
}
