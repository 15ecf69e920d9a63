package command

import (
	"strconv"
	"strings"
	"unicode"

	"rapport/data"
)

// filterNotes document the filter; they are printed by the help.
var filterNotes = `A filter is words and conditions, separated by spaces; all must hold:
  open, closed, overdue     where the case stands
  kind:grievance            the kind; state:findings, unit:"Intensive Care", owner:"Robin Ashdown" likewise
  severity:2                at least so severe
  mark:reopened             harm, discharge, legal_hold, restricted, reopened, anonymous; several must all be there
  from:2026-01-01 to:2026-03-31
                            received between these days
  due-from:2026-01-01 due-to:2026-03-31
                            next due between these days
  any other words           must occur in the case; beginnings of words will do
--order is one of: ` + orderNames() + `.
--reverse turns it round.`

// parseFilter reads a filter. Names of kinds, states and units may be written
// in small letters and cut short where they stay clear.
func parseFilter(text string, units []string) (data.CaseQuery, error) {
	var q data.CaseQuery
	var words []string
	for _, token := range tokens(text) {
		key, value, has := strings.Cut(token, ":")
		if has && value == "" {
			return q, misusef("The filter %q says nothing after the colon. See “rapport help cases”.", token)
		}
		var err error
		switch strings.ToLower(key) {
		case "open":
			q.OpenOnly = true
		case "closed":
			q.ClosedOnly = true
		case "overdue":
			q.Overdue, q.OpenOnly = true, true
		case "kind":
			q.Kinds, err = among(q.Kinds, "kind", value, data.Kinds)
		case "state":
			q.States, err = among(q.States, "state", value, data.States)
		case "unit":
			q.Unit, err = unitNamed(value, units)
		case "owner":
			q.Owner = value
		case "severity":
			q.MinSeverity, err = strconv.Atoi(value)
			if err != nil || q.MinSeverity < 0 || q.MinSeverity > 3 {
				return q, misusef("The severity %q must be a number from 0 to 3.", value)
			}
		case "mark":
			err = mark(&q.Flags, value)
		case "due-from":
			q.DueFrom, err = day(value)
		case "due-to":
			q.DueTo, err = day(value)
		case "from":
			q.ReceivedFrom, err = day(value)
		case "to":
			q.ReceivedTo, err = day(value)
		default:
			words = append(words, token)
		}
		if err != nil {
			return q, err
		}
	}
	q.Text = strings.Join(words, " ")
	switch {
	case q.OpenOnly && q.ClosedOnly:
		return q, misusef("No case is both open and closed. Leave one of the two out of the filter.")
	case backwards(q.ReceivedFrom, q.ReceivedTo):
		return q, misusef("The filter's from lies after its to. Exchange them.")
	case backwards(q.DueFrom, q.DueTo):
		return q, misusef("The filter's due-from lies after its due-to. Exchange them.")
	}
	return q, nil
}

func backwards(from, to data.Date) bool { return !from.IsZero() && !to.IsZero() && from > to }

// orderNames lists what --order may be.
func orderNames() string {
	names := make([]string, len(data.CaseOrders))
	for i, o := range data.CaseOrders {
		names[i] = string(o.Value)
	}
	return strings.Join(names, ", ")
}

// mark adds the flag whose code is, or begins with, what was typed.
func mark(flags *data.CaseFlags, typed string) error {
	type code string
	list := make([]data.Term[code], len(data.FlagList))
	for i, f := range data.FlagList {
		list[i] = data.Term[code]{Value: code(f.Code), Label: f.Label}
	}
	found, err := among[code](nil, "mark", typed, list)
	if err != nil {
		return err
	}
	for _, f := range data.FlagList {
		if f.Code == string(found[0]) {
			*flags |= f.Flag
		}
	}
	return nil
}

// tokens splits at spaces; quotation marks hold words together.
func tokens(text string) []string {
	var all []string
	var b strings.Builder
	quoted := false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case unicode.IsSpace(r) && !quoted:
			if b.Len() > 0 {
				all = append(all, b.String())
				b.Reset()
			}
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() > 0 {
		all = append(all, b.String())
	}
	return all
}

func day(value string) (data.Date, error) {
	d, err := data.ParseDate(value)
	if err != nil {
		return 0, misusef("The day %q must be written as 2026-01-31.", value)
	}
	return d, nil
}

// among adds the value whose code or label is, or begins with, what was typed.
func among[T ~string](have []T, what, typed string, list []data.Term[T]) ([]T, error) {
	codes := make([]string, len(list))
	var begins []T
	for i, t := range list {
		codes[i] = string(t.Value)
		if strings.EqualFold(codes[i], typed) || strings.EqualFold(t.Label, typed) {
			return append(have, t.Value), nil
		}
		if hasPrefixFold(codes[i], typed) || hasPrefixFold(t.Label, typed) {
			begins = append(begins, t.Value)
		}
	}
	if len(begins) == 1 {
		return append(have, begins[0]), nil
	}
	return nil, misusef("There is no %s %q. It must be one of: %s.", what, typed, strings.Join(codes, ", "))
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// unitNamed finds a unit of the settings; a unit that is not among them any
// more can still be asked for by its whole name.
func unitNamed(typed string, units []string) (string, error) {
	var begins []string
	for _, u := range units {
		if strings.EqualFold(u, typed) {
			return u, nil
		}
		if hasPrefixFold(u, typed) {
			begins = append(begins, u)
		}
	}
	switch len(begins) {
	case 0:
		return typed, nil
	case 1:
		return begins[0], nil
	}
	return "", misusef("The unit %q may be one of these: %s. Write more of it.", typed, strings.Join(begins, "; "))
}
