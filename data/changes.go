package data

import (
	"encoding/json"
	"strings"
)

// FieldChange is one value that a change gave another content, in the officer's
// words. Without Old it was added, without New it was removed.
type FieldChange struct {
	Field, Old, New string
}

// String writes the change on one line.
func (c FieldChange) String() string {
	words := c.Old + " → " + c.New
	switch {
	case c.Old == "":
		words = c.New
	case c.New == "":
		words = c.Old + " → removed"
	}
	if c.Field == "" {
		return words
	}
	return c.Field + ": " + words
}

// recordTypes are what the entries of the history hold, by the action or its
// beginning; the longest that fits counts.
var recordTypes = map[string]func() any{
	"case.open": fresh[Case], "case.undo": fresh[Case], "case.save": fresh[CaseDetails], "case.classify": fresh[Classified],
	"person.": fresh[Person], "issue.": fresh[Issue], "issue.finding": fresh[Finding], "step.": fresh[Step], "advocacy.": fresh[Advocacy],
	"contact.": fresh[Contact], "task.": fresh[Task], "clock.": fresh[Clock], "inquiry.": fresh[Inquiry], "hold.": fresh[LegalHold],
	"letter.dispatch": fresh[Dispatch], "letter.": fresh[Letter], "template.": fresh[Template], "phrase.": fresh[Phrase], "sheet.": fresh[Sheet], "note.": fresh[Note], "settings.": fresh[Settings], "officer.": fresh[Officer],
	"theme.": fresh[NamedTheme],
}

func fresh[T any]() any { return new(T) }

// recordFor returns an empty record of the type that an action is about, nil
// where a newer version or another part of the program knows it.
func recordFor(action string) any {
	longest, make := "", func() any { return nil }
	for begins, f := range recordTypes {
		if strings.HasPrefix(action, begins) && len(begins) > len(longest) {
			longest, make = begins, f
		}
	}
	if longest != "" {
		return make()
	}
	kind, _, _ := strings.Cut(action, ".")
	if r, ok := NewRecord(RecordKind(kind)); ok {
		return r
	}
	return nil
}

// Changes tells what an entry of the history changed, value by value: before and
// after are what it keeps of the record, as JSON or in plain words; the settings
// give the office's zone and its categories. Values of closed lists are told by their labels, lists line by
// line; ids are left out, and so are the words of restricted notes.
func Changes(action, before, after string, s Settings) []FieldChange {
	was, wasRecord := readTree(action, before, s)
	is, isRecord := readTree(action, after, s)
	if !wasRecord && !isRecord {
		old, now := plainValue(before, s), plainValue(after, s)
		if old == now {
			return nil
		}
		return []FieldChange{{Old: old, New: now}}
	}
	return differences("", was, is)
}

// readTree reads what an entry keeps of a record; false for plain words.
func readTree(action, text string, s Settings) (tree, bool) {
	if !strings.HasPrefix(text, "{") {
		return tree{}, false
	}
	if record := recordFor(action); record != nil && json.Unmarshal([]byte(text), record) == nil {
		return treeOf(record, s), true
	}
	var any map[string]any
	if json.Unmarshal([]byte(text), &any) != nil {
		return tree{}, false
	}
	return treeOfJSON(any, s), true
}

// plainValue words a value that stands alone: a state, or a day.
func plainValue(text string, s Settings) string {
	if d, err := ParseDate(text); err == nil && !d.IsZero() {
		return s.Locale.Long(d)
	}
	return labelOf(States, State(text))
}

// tree is a record taken apart: words, named parts, or items of a list.
type tree struct {
	name  string // of the value, as it is read
	words string
	zero  bool   // nothing was entered
	id    string // of a record in a list
	parts []tree
	items []tree
}

func (t tree) part(name string) (tree, bool) {
	for _, p := range t.parts {
		if p.name == name {
			return p, true
		}
	}
	return tree{}, false
}

// differences lists what differs between two records; within names the record that
// they are a part of.
func differences(within string, was, is tree) []FieldChange {
	var all []FieldChange
	for _, name := range names(was, is) {
		old, had := was.part(name)
		now, has := is.part(name)
		label := within + name
		switch {
		case len(old.parts)+len(now.parts) > 0:
			all = append(all, differences(label+": ", old, now)...)
		case len(old.items)+len(now.items) > 0:
			all = append(all, compareLists(label, old.items, now.items)...)
		case old.words == now.words || old.zero && now.zero || !had && now.zero || !has && old.zero:
		default:
			all = append(all, FieldChange{label, old.words, now.words})
		}
	}
	return all
}

// names are the names of the parts of both, in their order.
func names(was, is tree) []string {
	var all []string
	seen := map[string]bool{}
	for _, t := range []tree{is, was} {
		for _, p := range t.parts {
			if !seen[p.name] {
				all, seen[p.name] = append(all, p.name), true
			}
		}
	}
	return all
}

// compareLists tells of each item that was added, changed or removed, a line
// each. An item is the one before when it has its id or, without ids, the same
// words; what is left is paired in order.
func compareLists(label string, was, is []tree) []FieldChange {
	left := append([]tree(nil), was...)
	take := func(same func(tree) bool) (tree, bool) {
		for i, t := range left {
			if same(t) {
				left = append(left[:i:i], left[i+1:]...)
				return t, true
			}
		}
		return tree{}, false
	}
	var all []FieldChange
	var added []tree
	for _, now := range is {
		old, found := take(func(t tree) bool { return t.id != "" && t.id == now.id || t.line() == now.line() })
		switch {
		case !found:
			added = append(added, now)
		case old.line() != now.line():
			all = append(all, FieldChange{label, old.line(), now.line()})
		}
	}
	for _, now := range added {
		old := ""
		if now.id == "" && len(left) > 0 {
			old, left = left[0].line(), left[1:]
		}
		all = append(all, FieldChange{label, old, now.line()})
	}
	for _, old := range left {
		all = append(all, FieldChange{label, old.line(), ""})
	}
	return all
}

// line is an item of a list on one line.
func (t tree) line() string {
	if len(t.parts) == 0 && len(t.items) == 0 {
		return t.words
	}
	var all []string
	for _, p := range t.parts {
		if words := p.line(); words != "" && !p.zero {
			all = append(all, p.name+": "+words)
		}
	}
	for _, i := range t.items {
		all = append(all, i.line())
	}
	return strings.Join(all, "; ")
}
