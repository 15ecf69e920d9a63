package cases

import (
	"fmt"
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
)

// queryWords says in a line which cases are listed, so that a filter that is
// folded away is not forgotten.
func queryWords(q data.CaseQuery, today data.Date) string {
	var parts []string
	add := func(is bool, format string, args ...any) {
		if is {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(q.Text != "", "with “%s”", q.Text)
	add(q.Among != nil, "counted in “%s”", q.AmongName)
	add(q.Overdue, "overdue")
	add(q.OpenOnly && !q.Overdue, "open")
	add(q.ClosedOnly, "closed")
	add(len(q.Kinds) > 0, "kind: %s", labels(q.Kinds))
	add(len(q.States) > 0, "state: %s", labels(q.States))
	add(q.MinSeverity > 0, "severity: %s", severityWords(q.MinSeverity))
	add(q.Unit != "", "unit: %s", q.Unit)
	add(q.Owner != "", "owner: %s", q.Owner)
	add(q.Flags != 0, "marked: %s", q.Flags)
	add(q.ReceivedFrom != 0 || q.ReceivedTo != 0, "received %s", daysWords(q.ReceivedFrom, q.ReceivedTo, today))
	add(q.DueFrom != 0 || q.DueTo != 0, "due %s", daysWords(q.DueFrom, q.DueTo, today))
	if len(parts) == 0 {
		return "Every case."
	}
	return "Only cases " + strings.Join(parts, "; ") + "."
}

// labels joins the labels of values of a closed list.
func labels[T fmt.Stringer](values []T) string {
	var all []string
	for _, v := range values {
		all = append(all, v.String())
	}
	return strings.Join(all, " or ")
}

func severityWords(least int) string {
	word := data.Severities[min(least, len(data.Severities)-1)]
	if least >= len(data.Severities)-1 {
		return word
	}
	return word + " or more"
}

func daysWords(from, to, today data.Date) string {
	switch {
	case from == to:
		return "on " + ui.Day(from, today)
	case to.IsZero():
		return "from " + ui.Day(from, today) + " on"
	case from.IsZero():
		return "until " + ui.Day(to, today)
	}
	return "from " + ui.Day(from, today) + " until " + ui.Day(to, today)
}
