package figures

import (
	"strconv"
	"strings"
)

// joined lists names: A; A and B; A, B and C.
func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// quantity writes a number with its noun: 1 month, 12 months.
func quantity(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
