package settings

import (
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// lines are the lines of a text that hold something.
func lines(text string) []string {
	var all []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

const yearly = " every year"

// holidayLine writes a holiday: 12-25 every year: Christmas Day; 2026-11-26:
// Staff day; other rules as they read: fourth Thursday of November: Thanksgiving.
func holidayLine(h data.Holiday) string {
	switch {
	case h.Week != 0 || h.Observed:
		return h.When() + ": " + h.Name
	case h.Yearly:
		return h.On.Format("01-02") + yearly + ": " + h.Name
	}
	return h.On.String() + ": " + h.Name
}

func writeHolidays(all []data.Holiday) string {
	rows := make([]string, len(all))
	for i, h := range all {
		rows[i] = holidayLine(h)
	}
	return strings.Join(rows, "\n")
}

// readHolidays reads what writeHolidays writes; a line that one of before makes
// is that one. The error names the line.
func readHolidays(text string, before []data.Holiday) ([]data.Holiday, error) {
	var all []data.Holiday
	for i, l := range lines(text) {
		if n := slices.IndexFunc(before, func(h data.Holiday) bool { return holidayLine(h) == l }); n >= 0 {
			all = append(all, before[n])
			continue
		}
		h, ok := readHoliday(l)
		if !ok {
			return nil, fmt.Errorf("line %d is not understood. Write 12-25%s: Christmas Day, or 2026-11-26: Staff day", i+1, yearly)
		}
		all = append(all, h)
	}
	return all, nil
}

func readHoliday(line string) (data.Holiday, bool) {
	day, name, ok := strings.Cut(line, ":")
	h := data.Holiday{Name: strings.TrimSpace(name)}
	day, h.Yearly = strings.CutSuffix(strings.TrimSpace(day), yearly)
	if h.Yearly {
		day = "2000-" + day // a leap year, so that 29 February is a day
	}
	d, err := data.ParseDate(day)
	h.On = d
	return h, ok && err == nil && !d.IsZero() && h.Name != ""
}

// writeAgencies writes an agency a line: name; phone; note.
func writeAgencies(all []data.Agency) string {
	var rows []string
	for _, a := range all {
		rows = append(rows, strings.TrimRight(strings.Join([]string{a.Name, a.Phone, a.Note}, "; "), "; "))
	}
	return strings.Join(rows, "\n")
}

// readAgencies reads what writeAgencies writes. An agency that was changed
// counts as checked today; one that was not keeps its day.
func readAgencies(text string, before []data.Agency, today data.Date) []data.Agency {
	var all []data.Agency
	for _, l := range lines(text) {
		parts := strings.SplitN(l, ";", 3)
		a := data.Agency{Name: strings.TrimSpace(parts[0]), Verified: today}
		if len(parts) > 1 {
			a.Phone = strings.TrimSpace(parts[1])
		}
		if len(parts) > 2 {
			a.Note = strings.TrimSpace(parts[2])
		}
		if i := slices.IndexFunc(before, func(b data.Agency) bool { return b.Name == a.Name && b.Phone == a.Phone && b.Note == a.Note }); i >= 0 {
			a.Verified = before[i].Verified
		}
		all = append(all, a)
	}
	return all
}
