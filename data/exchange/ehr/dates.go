package ehr

import (
	"strings"
	"time"
)

// date returns a day as YYYY-MM-DD, or as much of it as the file has: YYYY-MM, YYYY.
// It reads the forms of FHIR (1970-02-28, also with a time) and of HL7 (19700228,
// also with a time). A day that is on no calendar, or lies before 1850 or after
// tomorrow, is left out, and the sheet says so under the field.
func (l *limits) date(field, s string) string {
	s = l.text(s)
	if s == "" {
		return ""
	}
	day, ok := dayOf(s)
	if !ok {
		l.remark(field, "A date of the file is not on the calendar or cannot be read, so it was left out.")
		return ""
	}
	if day < "1850" || day > l.now.AddDate(0, 0, 1).Format(time.DateOnly) {
		l.remark(field, "A date of the file lies before 1850 or in the future, so it was left out.")
		return ""
	}
	return day
}

// dayOf takes the day out of a date of FHIR or HL7.
func dayOf(s string) (string, bool) {
	digits := s
	if i := strings.IndexAny(s, "T +."); i >= 0 {
		digits = s[:i]
	}
	if len(digits) == 4 || len(digits) > 4 && digits[4] == '-' && allDigits(digits[:4]) {
		if len(digits) > 10 {
			digits = digits[:10]
		}
		return digits, onCalendar(digits)
	}
	if i := strings.IndexByte(digits, '-'); i >= 0 {
		digits = digits[:i] // 19700228-0500
	}
	if !allDigits(digits) {
		return "", false
	}
	switch {
	case len(digits) >= 8:
		digits = digits[:4] + "-" + digits[4:6] + "-" + digits[6:8]
	case len(digits) == 6:
		digits = digits[:4] + "-" + digits[4:6]
	case len(digits) != 4:
		return "", false
	}
	return digits, onCalendar(digits)
}

func onCalendar(day string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if len(day) == len(layout) {
			_, err := time.Parse(layout, day)
			return err == nil
		}
	}
	return false
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// clock returns a moment of a file as YYYY-MM-DDThh:mm, or as much of it as there is,
// from the forms of FHIR (2019-12-26T15:38:02Z) and of HL7 (201912261538-0500). A
// moment with an offset keeps the time of day that it was written with: that is the
// clock on the wall of the ward. A moment in UTC is brought to the zone of this computer.
func (l *limits) clock(field, s string) string {
	s = l.text(s)
	if s == "" {
		return ""
	}
	for _, layout := range moments {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if _, offset := t.Zone(); offset == 0 && zoned(s) {
			t = t.In(l.zone)
		}
		return t.Format("2006-01-02T15:04")
	}
	day, ok := dayOf(s)
	if !ok {
		l.remark(field, "A time of the file cannot be read, so it was left out.")
		return ""
	}
	return day
}

// moments are the ways in which files write a day with a time of day. Parse reads a
// fraction of a second after the seconds by itself.
var moments = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05", "2006-01-02 15:04",
	"20060102150405-0700", "200601021504-0700", "20060102150405", "200601021504",
}

// zoned tells that a moment says to which zone it belongs.
func zoned(s string) bool {
	return strings.HasSuffix(s, "Z") || strings.ContainsAny(s[min(len(s), 11):], "+-")
}
