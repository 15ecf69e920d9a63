package exchange

import (
	"slices"
	"strings"

	"rapport/data"
)

// Directory is what a file of units, or of who answers for them, would make of the
// office's own. Entries are merged by the name of the unit: what a cell says takes
// the place of what stands there, an empty cell changes nothing, and what the file
// does not name stays.
type Directory struct {
	Units    []string // of the office, those of the file included
	Contacts []data.UnitContact
	Rows     []DirectoryRow
	// Unnamed are the units or entries that the office has and the file does not:
	// they stay as they are.
	Unnamed []string
}

// DirectoryRow is what becomes of one row.
type DirectoryRow struct {
	Row     int
	Unit    string
	New     bool
	Changes []DirectoryChange // none where everything is there already
	Refused string            // why the row is left out
}

// DirectoryChange is one field that gets another value.
type DirectoryChange struct{ Field, Was, Is string }

// Count says how many rows are new, change something, change nothing, are refused.
func (d Directory) Count() (fresh, changed, same, refused int) {
	for _, r := range d.Rows {
		switch {
		case r.Refused != "":
			refused++
		case r.New:
			fresh++
		case len(r.Changes) > 0:
			changed++
		default:
			same++
		}
	}
	return fresh, changed, same, refused
}

// directoryColumns are the fields of an entry with the headings by which they are
// known.
var directoryColumns = []struct {
	label string
	heads []string
	field func(*data.UnitContact) *string
}{
	{"Manager", words("manager", "unit manager", "nurse manager", "head", "leader", "unit leader", "supervisor", "contact", "contact name", "name", "liaison"), func(c *data.UnitContact) *string { return &c.Manager }},
	{"Deputy", words("deputy", "backup", "assistant manager", "alternate", "stand in", "back up"), func(c *data.UnitContact) *string { return &c.Deputy }},
	{"Director", words("director", "executive", "vp", "vice president", "chief"), func(c *data.UnitContact) *string { return &c.Director }},
	{"Phone", words("phone", "telephone", "extension", "ext", "tel", "phone number", "manager phone"), func(c *data.UnitContact) *string { return &c.Phone }},
	{"E-mail", words("email", "e mail", "mail", "email address", "e mail address", "manager email"), func(c *data.UnitContact) *string { return &c.Email }},
	{"Note", words("note", "notes", "remark", "remarks", "comment"), func(c *data.UnitContact) *string { return &c.Note }},
}

// unitColumn is where the names of units stand, -1 for nowhere.
func unitColumn(s Sheet) int {
	return slices.IndexFunc(s.Header, func(h string) bool {
		return slices.Contains(append(words("units", "unit name", "name of unit", "department name"), unitHeads...), plainHeading(h))
	})
}

var errNoUnits = faultf("the first row must name the columns; one of them must be “unit”")

// Units merges the units of a sheet into those of the office, by the column unit, or
// the only column that there is.
func Units(s Sheet, set data.Settings) (Directory, error) {
	at := unitColumn(s)
	if at < 0 && len(s.Header) == 1 {
		at = 0
		s.Rows = append([]Row{{Number: s.heading, Cells: s.Header}}, s.Rows...) // a list without a heading
	}
	if at < 0 {
		return Directory{}, errNoUnits
	}
	d := Directory{Units: slices.Clone(set.Units), Contacts: set.Contacts}
	named := map[string]bool{}
	for _, row := range s.Rows {
		r := DirectoryRow{Row: row.Number, Unit: oneLine(row.at(at))}
		if r.Unit == "" {
			r.Refused = "the row names no unit"
		} else if there := slices.IndexFunc(d.Units, func(u string) bool { return strings.EqualFold(u, r.Unit) }); there < 0 {
			r.New = true
			next := set
			next.Units = append(slices.Clone(d.Units), r.Unit)
			if m := next.Validate().Blocking(); len(m) > 0 && len(set.Validate().Blocking()) == 0 {
				r.Refused, r.New = m[0].Sentence, false
			} else {
				d.Units = next.Units
			}
		}
		named[strings.ToLower(r.Unit)] = true
		d.Rows = append(d.Rows, r)
	}
	for _, u := range set.Units {
		if !named[strings.ToLower(u)] {
			d.Unnamed = append(d.Unnamed, u)
		}
	}
	return d, nil
}

// Contacts merges a sheet of who answers for the units into the office's directory:
// the columns unit and any of manager, deputy, director, phone, e-mail, note and
// verified, the day on which somebody checked the entry.
func Contacts(s Sheet, set data.Settings, today data.Date) (Directory, error) {
	at := unitColumn(s)
	find := func(heads []string) int {
		return slices.IndexFunc(s.Header, func(h string) bool { return slices.Contains(heads, plainHeading(h)) })
	}
	columns, any := make([]int, len(directoryColumns)), false
	for i, c := range directoryColumns {
		columns[i] = find(c.heads)
		any = any || columns[i] >= 0
	}
	if at < 0 || !any {
		return Directory{}, faultf("the first row must name the columns: unit, and any of manager, deputy, director, phone, e-mail, note and verified")
	}
	verified := find(words("verified", "checked", "last checked", "date verified", "as of"))
	d := Directory{Units: set.Units, Contacts: slices.Clone(set.Contacts)}
	named := map[string]bool{}
	for _, row := range s.Rows {
		r := DirectoryRow{Row: row.Number, Unit: oneLine(row.at(at))}
		name, err := unitIn(r.Unit, set.Units)
		switch {
		case r.Unit == "" || err == nil && name == "":
			r.Refused = "the row names no unit"
		case err != nil:
			r.Refused = "there is no unit of that name. Add it in the settings, or write it as it stands there"
		default:
			r.Unit = name
			r.merge(row, columns, verified, &d, set, today)
		}
		named[strings.ToLower(r.Unit)] = true
		d.Rows = append(d.Rows, r)
	}
	for _, c := range set.Contacts {
		if !named[strings.ToLower(strings.TrimSpace(c.Unit))] {
			d.Unnamed = append(d.Unnamed, c.Unit)
		}
	}
	return d, nil
}

// merge puts what a row says into the directory.
func (r *DirectoryRow) merge(row Row, columns []int, verified int, d *Directory, set data.Settings, today data.Date) {
	set.Contacts = d.Contacts
	was, there := set.Contact(r.Unit)
	is := was
	is.Unit = r.Unit
	for i, c := range directoryColumns {
		if columns[i] < 0 {
			continue
		}
		into := c.field(&is)
		if text := oneLine(row.at(columns[i])); text != "" && text != *into {
			r.Changes = append(r.Changes, DirectoryChange{c.label, *into, text})
			*into = text
		}
	}
	if verified >= 0 {
		cell := oneLine(row.at(verified))
		day, ok := readDate(cell, today).single()
		switch {
		case cell != "" && !ok:
			r.Changes, r.Refused = nil, "the day of the last check must be written as 2026-10-31"
			return
		case ok && day != is.Verified:
			r.Changes = append(r.Changes, DirectoryChange{"Checked", is.Verified.String(), day.String()})
			is.Verified = day
		}
	}
	if m := is.Validate(today).Blocking(); len(m) > 0 {
		r.Changes, r.Refused = nil, m[0].Sentence
		return
	}
	r.New = !there
	if len(r.Changes) > 0 || r.New {
		d.Contacts = set.WithContact(is).Contacts
	}
}
