package workbook

import (
	"math"
	"strconv"
	"strings"

	"rapport/data"
	"rapport/reports/report"
)

// shown is the number of a cell as the pages print it, and whether it has one.
func shown(c report.Cell) (v float64, known bool) {
	if math.IsNaN(c.Value) || math.IsInf(c.Value, 0) {
		return 0, false
	}
	switch c.Kind {
	case report.Count:
		return math.Round(c.Value), true
	case report.Percent:
		return share(c.Value), true
	case report.Number:
		return rounded(c.Value, c.Decimals), true
	case report.Money:
		return math.Round(c.Value) / 100, true
	}
	return 0, false
}

// share rounds a share in percent to one decimal. One that is not whole never
// becomes 0 or 100.
func share(v float64) float64 {
	switch r := rounded(v, 1); {
	case r == 100 && v < 100:
		return 99.9
	case r == 0 && v > 0:
		return 0.1
	default:
		return r
	}
}

// rounded is v with so many decimals, as [data.Locale.Decimal] writes it.
func rounded(v float64, decimals int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	if err != nil {
		return v // what was just written is always read
	}
	return r
}

// The days that a spreadsheet counts rightly: from 1 March 1900 (before it Excel
// has a day that never was) to the end of 9999.
const (
	firstSerial = 61
	lastSerial  = 2958465
	serialEpoch = 25569 // 1 January 1970
)

// serial is a day as a spreadsheet counts it.
func serial(c report.Cell) (days int, known bool) {
	days = int(c.Value) + serialEpoch
	return days, c.Kind == report.Day && c.Value != 0 && days >= firstSerial && days <= lastSerial
}

// says is what a reader sees in the cell.
func says(c report.Cell, l data.Locale) string {
	v, known := shown(c)
	switch c.Kind {
	case report.Count:
		if known {
			return l.Count(int(v))
		}
	case report.Percent:
		if known {
			return l.Decimal(v, 1) + "%"
		}
	case report.Number:
		if known {
			return l.Decimal(v, c.Decimals)
		}
	case report.Money:
		if known {
			return l.Money(int64(math.Round(c.Value)))
		}
	case report.Day:
		return l.Short(data.Date(c.Value))
	case report.Hidden:
		return hiddenMark
	}
	return c.Text
}

// format is the number format of the kind (ECMA-376 part 1, 18.8.31).
func format(c report.Cell, l data.Locale) string {
	switch c.Kind {
	case report.Count:
		return "#,##0"
	case report.Percent:
		return "0.0%"
	case report.Number:
		if c.Decimals > 0 {
			return "#,##0." + strings.Repeat("0", c.Decimals)
		}
		return "#,##0"
	case report.Money:
		amount := `"` + l.Currency() + `"#,##0.00`
		return amount + ";-" + amount
	case report.Day:
		// The digits of one day show the order in which the locale writes them.
		return strings.NewReplacer("2006", "yyyy", "01", "mm", "02", "dd", "/", `\/`, "-", `\-`).Replace(l.Short(data.NewDate(2006, 1, 2)))
	}
	return ""
}

// plainNumber writes the number of a cell for another program: no grouping, a
// point before the decimals. A share keeps its sign, for a column may hold
// shares beside counts.
func plainNumber(c report.Cell) (text string, known bool) {
	v, known := shown(c)
	switch {
	case !known:
		return "", false
	case c.Kind == report.Percent:
		return strconv.FormatFloat(v, 'f', 1, 64) + "%", true
	case c.Kind == report.Number:
		return strconv.FormatFloat(v, 'f', c.Decimals, 64), true
	case c.Kind == report.Money:
		return strconv.FormatFloat(v, 'f', 2, 64), true
	}
	return strconv.FormatFloat(v, 'f', 0, 64), true
}

// hiddenMark and hiddenNote are what the pages have for a number that is not shown.
const (
	hiddenMark = "*"
	hiddenNote = "* Not shown: a count from 1 to 10, or a number from which such a count could be worked out."
)
