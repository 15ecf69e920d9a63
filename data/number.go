package data

import (
	"regexp"
	"strings"
)

// numberForm is a case number whole, or without its letters and zeros; one that
// stops among its zeros is still being typed.
var numberForm = regexp.MustCompile(`^(?i:pr)?[- ]?(\d{4})-(0\d{4,8}|[1-9]\d{0,8})$`)

// ReadCaseNumber recognises a case number as people type it, such as 2026-417,
// and returns it as it is written: PR-2026-00417.
func ReadCaseNumber(text string) (string, bool) {
	m := numberForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	digits := strings.TrimLeft(m[2], "0")
	if len(digits) < 5 {
		digits = strings.Repeat("0", 5-len(digits)) + digits
	}
	return "PR-" + m[1] + "-" + digits, true
}
