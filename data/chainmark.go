package data

import (
	"strconv"
	"strings"
)

// ChainMark is the head of the audit chain as a summary prints it: the number of
// an entry and its MAC in hexadecimal digits, whole or the beginning of it.
type ChainMark struct {
	Seq  int64
	Head string
}

// leastHead is how many digits of a head have to be given: eight leave one
// chance in four billion that another chain fits.
const leastHead = 8

// ReadChainMark reads what somebody types from paper: "12345 3f9a1c22", "entry
// 12,345, 3f9a 1c22 …". Error: [Missing].
func ReadChainMark(text string) (ChainMark, error) {
	var number, head strings.Builder
	for _, field := range strings.Fields(strings.ToLower(text)) {
		field = strings.Trim(field, ",.;:…\"“”()")
		switch {
		case field == "entry" || field == "":
		case number.Len() == 0:
			number.WriteString(strings.NewReplacer(",", "", ".", "", "'", "").Replace(field))
		default:
			head.WriteString(field)
		}
	}
	m := ChainMark{Head: head.String()}
	var err error
	m.Seq, err = strconv.ParseInt(number.String(), 10, 64)
	if err != nil || m.Seq < 1 || len(m.Head) < leastHead || len(m.Head) > 64 || strings.Trim(m.Head, "0123456789abcdef") != "" {
		return ChainMark{}, Missing{{Code: "chain.mark", Field: "head",
			Sentence: "Give the number of the entry and at least eight digits of what stands behind it, as the summary prints them: 12,345 3f9a1c22."}}
	}
	return m, nil
}

// Fits reports whether the head, in hexadecimal digits, begins as the mark says.
func (m ChainMark) Fits(head string) bool { return strings.HasPrefix(head, m.Head) }
