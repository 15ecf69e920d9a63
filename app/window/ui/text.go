package ui

import (
	"time"

	"rapport/data"
)

// Count writes a whole number the office's way: 7,908.
func Count(n int) string { return Locale().Count(n) }

// Decimal writes a number with that many decimals the office's way: 1,234.5.
func Decimal(v float64, decimals int) string { return Locale().Decimal(v, decimals) }

// ReadCount reads a whole number as people type it the office's way; known is false
// where nothing stands.
func ReadCount(text string) (n int, known bool, err error) { return Locale().ReadCount(text) }

// Money writes an amount in hundredths of the office's currency: $1,300.50.
func Money(cents int64) string { return Locale().Money(cents) }

// Amount writes an amount as entries show it, without the currency; nothing for 0.
func Amount(cents int64) string {
	if cents == 0 {
		return ""
	}
	return Locale().Decimal(float64(cents)/100, 2)
}

// ReadAmount reads an amount as people type it the office's way.
func ReadAmount(text string) (int64, error) { return Locale().ReadMoney(text) }

// Plural writes a count with its noun: 1 case, 12 cases.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(n) + " " + many
}

// Day writes a calendar day as lists show it: today, yesterday, tomorrow,
// Wed Mar 4, or 03/04/2025 in another year. No date is a dash.
func Day(d, today data.Date) string {
	switch {
	case d.IsZero():
		return "–"
	case d == today:
		return "today"
	case d == today-1:
		return "yesterday"
	case d == today+1:
		return "tomorrow"
	}
	return nearDay(d, today)
}

func nearDay(d, today data.Date) string {
	if d.Year() == today.Year() {
		return Locale().Near(d)
	}
	return ShortDay(d)
}

// ShortDay writes a day in digits, as date entries show it: 03/04/2026.
func ShortDay(d data.Date) string { return Locale().Short(d) }

// LongDay writes a day in words: March 4, 2026.
func LongDay(d data.Date) string { return Locale().Long(d) }

// Clock writes the time of day of an instant in the office's zone: 2:05 pm.
func Clock(t time.Time, zone *time.Location) string { return t.In(zone).Format("3:04 pm") }

// Moment writes an instant in the office's zone: today 2:05 pm; Wed Mar 4 2:05 pm.
func Moment(t, now time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "–"
	}
	return Day(data.DateOf(t, zone), data.DateOf(now, zone)) + " " + Clock(t, zone)
}

// Ago writes how long ago an instant was, roughly: just now, 5 minutes ago, or its Moment.
func Ago(t, now time.Time, zone *time.Location) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return Plural(int(d/time.Minute), "minute", "minutes") + " ago"
	}
	return Moment(t, now, zone)
}

// DueWords writes a due date in words: 2 days overdue, due today, due
// tomorrow, due Fri Mar 6. No due date is nothing.
func DueWords(due, today data.Date) string {
	switch {
	case due.IsZero():
		return ""
	case due < today:
		return Plural(int(today-due), "day", "days") + " overdue"
	case due == today:
		return "due today"
	case due == today+1:
		return "due tomorrow"
	}
	return "due " + nearDay(due, today)
}

// soonDays is the number of days ahead that still count as "soon".
const soonDays = 3

// DueTone is the tone a due date is shown in.
func DueTone(due, today data.Date) Tone {
	switch {
	case due.IsZero():
		return ToneMuted
	case due < today:
		return ToneOverdue
	case due == today:
		return ToneToday
	case due <= today+soonDays:
		return ToneSoon
	}
	return TonePlain
}

// Size writes a number of bytes: 312 kB, 4.1 MB.
func Size(bytes int64) string {
	switch {
	case bytes < 1_000:
		return Count(int(bytes)) + " bytes"
	case bytes < 1_000_000:
		return Count(int(bytes/1_000)) + " kB"
	case bytes < 1_000_000_000:
		return Decimal(float64(bytes)/1e6, 1) + " MB"
	}
	return Decimal(float64(bytes)/1e9, 1) + " GB"
}
