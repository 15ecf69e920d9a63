package exchange

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// richText reads the text of an element whose start was read, without the reading
// aids that East Asian texts carry.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	depth, aid := 1, 0
	text := false
	for depth > 0 {
		t, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return "", errDeep
			}
			switch t.Name.Local {
			case "t":
				text = aid == 0
			case "rPh":
				aid = depth
			}
		case xml.EndElement:
			if t.Name.Local == "t" {
				text = false
			}
			if aid == depth {
				aid = 0
			}
			depth--
		case xml.CharData:
			if text && b.Len()+len(t) <= 4*MaxCell+4 {
				b.Write(t)
			}
		}
	}
	return unescaped(b.String()), nil
}

// unescaped replaces the marks by which a workbook writes what XML cannot hold,
// such as _x000D_ for a carriage return.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			b.WriteString(s)
			return b.String()
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
}

// readStyles finds which styles write a number as a day.
func (w *workbook) readStyles() error {
	if w.files["xl/styles.xml"] == nil {
		return nil
	}
	own := map[int]bool{}
	inside := false
	return w.elements("xl/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil && len(own) < maxFormats {
				own[id] = writesDay(attr(e, "formatCode"))
			}
		case "cellXfs":
			inside = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inside = false
		case "xf":
			if inside && len(w.dates) < maxFormats {
				id, _ := strconv.Atoi(attr(e, "numFmtId"))
				day, isOwn := own[id]
				w.dates = append(w.dates, day || !isOwn && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58))
			}
		}
		return nil
	})
}

// writesDay reports whether a format of a workbook shows a day: it has a letter of
// a year or a day outside quotation marks and brackets.
func writesDay(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case quoted:
			quoted = c != '"'
		case bracket:
			bracket = c != ']'
		case c == '"':
			quoted = true
		case c == '[':
			bracket = true
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == 'y' || c == 'Y' || c == 'd' || c == 'D':
			return true
		case c == ';':
			return false
		}
	}
	return false
}

// columnOf reads the column of a cell's name: 0 for A7, 27 for AB7.
func columnOf(name string) (int, bool) {
	n := 0
	for i := 0; i < len(name) && name[i] >= 'A' && name[i] <= 'Z'; i++ {
		if n = n*26 + int(name[i]-'A') + 1; n > 1<<20 {
			return 0, false
		}
	}
	return n - 1, n > 0
}

// cell reads a cell whose start was read, to its end.
func (w *workbook) cell(d *xml.Decoder, start xml.StartElement) (string, error) {
	kind := attr(start, "t")
	style, _ := strconv.Atoi(attr(start, "s"))
	var value, inline string
	depth, inValue := 1, false
	var b strings.Builder
	for depth > 0 {
		t, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "is" {
				if inline, err = richText(d); err != nil {
					return "", err
				}
				continue
			}
			if depth++; depth > maxDepth {
				return "", errDeep
			}
			inValue = t.Name.Local == "v"
		case xml.EndElement:
			if inValue {
				value, inValue = b.String(), false
			}
			depth--
		case xml.CharData:
			if inValue && b.Len()+len(t) <= 4*MaxCell+4 {
				b.Write(t)
			}
		}
	}
	text := w.value(kind, style, value, inline)
	if n := len(text); n > MaxCell && len([]rune(text)) > MaxCell {
		return "", faultf("a cell holds more than %d characters. Shorten it or leave the row out", MaxCell)
	}
	return text, nil
}

// value is a cell as a person sees it, but for days, which are written in the one way
// that cannot be misread.
func (w *workbook) value(kind string, style int, value, inline string) string {
	switch kind {
	case "inlineStr":
		return inline
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(w.shared) {
			return w.shared[n]
		}
		return ""
	case "str":
		return unescaped(value)
	case "b":
		if value == "1" || value == "true" {
			return "yes"
		}
		return "no"
	case "e":
		return "" // #N/A and the like: the spreadsheet program had no value
	case "d":
		return value
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return value
	}
	if style >= 0 && style < len(w.dates) && w.dates[style] && n >= 1 && n < 2_958_466 {
		return w.moment(n)
	}
	return strconv.FormatFloat(roundedTo15(n), 'f', -1, 64)
}

// roundedTo15 is a number with the fifteen digits that a spreadsheet shows: 0.1+0.2
// is kept as 0.30000000000000004.
func roundedTo15(n float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return n
	}
	return short
}

// moment writes the number of a day, with its time of day where it has one. (A
// workbook counts a 29 February 1900; no date of an office lies before it.)
func (w *workbook) moment(n float64) string {
	day := math.Floor(n)
	seconds := int(math.Round((n - day) * 86400))
	at := w.from.AddDate(0, 0, int(day)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02 15:04:05")
}
