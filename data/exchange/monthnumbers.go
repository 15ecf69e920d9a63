package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapport/data"
)

// MonthNumbers reads numbers of months from a sheet with the columns month
// (2026-10), unit (empty: the whole hospital), kind (patient_days or its label) and
// value. An empty value takes a number away. A row that cannot be understood
// refuses the whole sheet, because half of a month's denominators is worse than
// none; the error names the row and what to do.
func MonthNumbers(s Sheet, units []string) (set, clear []data.MonthNumber, err error) {
	h := headingsOf(s)
	var at [4]int
	for i, name := range []string{"month", "unit", "kind", "value"} {
		if _, there := h.at[headingKey(name)]; !there {
			return nil, nil, faultf("the file has no column %q. It needs the columns month, unit, kind and value", name)
		}
		if at[i], err = h.column(name); err != nil {
			return nil, nil, err
		}
	}
	seen := map[data.MonthNumber]bool{}
	for _, row := range s.Rows {
		n, blank, err := monthNumber(row, at, units)
		if err != nil {
			return nil, nil, err
		}
		key := n
		key.Value = 0
		if seen[key] {
			return nil, nil, faultf("row %d names the same month, unit and kind as an earlier row. Take one of the two out", row.Number)
		}
		seen[key] = true
		if blank {
			clear = append(clear, n)
		} else {
			set = append(set, n)
		}
	}
	return set, clear, nil
}

// wholeNumber is a number whose digits may stand in groups of three, as a
// spreadsheet writes 5,890. What looks like 5,89 is no whole number in any country.
var (
	wholeNumber = regexp.MustCompile(`^(\d+|\d{1,3}([, \x{a0}\x{202f}]\d{3})+)$`)
	groupMark   = regexp.MustCompile(`[, \x{a0}\x{202f}]`)
)

func monthNumber(row Row, at [4]int, units []string) (n data.MonthNumber, blank bool, err error) {
	if n.Month, err = data.ParseMonth(strings.TrimSpace(row.at(at[0]))); err != nil {
		return n, false, faultf("row %d: the month must be written as 2026-10", row.Number)
	}
	if n.Gaps().Has("month") {
		return n, false, faultf("row %d: the month must be one from 1990 on", row.Number)
	}
	if n.Unit = strings.TrimSpace(row.at(at[1])); n.Unit != "" && !slices.Contains(units, n.Unit) {
		return n, false, faultf("row %d: there is no unit of that name. Write it as in the settings, or leave it empty for the whole hospital", row.Number)
	}
	kind := strings.TrimSpace(row.at(at[2]))
	for _, k := range data.MeasureKinds {
		if strings.EqualFold(kind, k.Label) || kind == string(k.Value) {
			n.Kind = k.Value
		}
	}
	if n.Kind == "" {
		return n, false, faultf("row %d: the kind must be one of patient_days, encounters, survey_answers and survey_top_box", row.Number)
	}
	value := strings.TrimSpace(row.at(at[3]))
	if value == "" {
		return n, true, nil
	}
	n.Value, err = strconv.Atoi(groupMark.ReplaceAllString(value, ""))
	if err != nil || !wholeNumber.MatchString(value) || len(n.Gaps()) > 0 {
		return n, false, faultf("row %d: the value must be a whole number from 0 to 10,000,000, or empty", row.Number)
	}
	return n, false, nil
}
