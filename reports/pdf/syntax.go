package pdf

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// appendNumber writes v with three decimals at most, which is a thousandth of a
// point: far below what any printer shows.
func appendNumber(out []byte, v float64) []byte {
	scaled := int64(math.Round(v * 1000))
	if scaled < 0 {
		out, scaled = append(out, '-'), -scaled
	}
	out = strconv.AppendInt(out, scaled/1000, 10)
	rest := scaled % 1000
	if rest == 0 {
		return out
	}
	out = append(out, '.', byte('0'+rest/100))
	if rest%100 != 0 {
		out = append(out, byte('0'+rest/10%10))
	}
	if rest%10 != 0 {
		out = append(out, byte('0'+rest%10))
	}
	return out
}

const hexDigits = "0123456789ABCDEF"

func appendHex(out []byte, v uint16) []byte {
	return append(out, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// appendText writes a text string (ISO 32000-1 7.9.2.2): in ASCII if it can be,
// else in UTF-16 with a mark in front.
func appendText(out []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			out = append(out, "<FEFF"...)
			for _, unit := range utf16.Encode([]rune(s)) {
				out = appendHex(out, unit)
			}
			return append(out, '>')
		}
	}
	out = append(out, '(')
	for i := range len(s) {
		if s[i] == '(' || s[i] == ')' || s[i] == '\\' {
			out = append(out, '\\')
		}
		out = append(out, s[i])
	}
	return append(out, ')')
}
