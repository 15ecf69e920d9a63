package data

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Visit is one stay or appointment of the patient: when, where and with whom, never
// why. It is the context of a case, taken from the file of a record system or
// written down by hand.
type Visit struct {
	RecordBase
	Number string `json:"number,omitempty"` // of the visit or the account
	Status string `json:"status,omitempty"` // the record system's words
	Class  string `json:"class,omitempty"`  // Inpatient, Emergency
	Type   string `json:"type,omitempty"`
	From   Date   `json:"from,omitempty"`
	// FromTime and ToTime are hh:mm at the place of care, empty where not known.
	FromTime  string   `json:"from_time,omitempty"`
	To        Date     `json:"to,omitempty"` // zero while it lasts, or not known
	ToTime    string   `json:"to_time,omitempty"`
	Unit      string   `json:"unit,omitempty"`
	Room      string   `json:"room,omitempty"` // and bed
	Facility  string   `json:"facility,omitempty"`
	Attending []string `json:"attending,omitempty"` // those who treated
}

// maxAttending is the most people who treated in one visit.
const maxAttending = 20

// Kind is [RecVisit].
func (Visit) Kind() RecordKind { return RecVisit }

// Summary names the record for the history.
func (Visit) Summary() string { return "Saved a visit of the patient." }

// Day is the first day of the visit.
func (v Visit) Day() Date { return v.From }

// Owed is nothing: a visit asks for no work.
func (Visit) Owed(bool) []Owed { return nil }

var timeOfDay = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// Validate checks the visit.
func (v Visit) Validate(CaseFile, Settings, Date) Missing {
	var m Missing
	m.add(v.From.IsZero() && blank(v.Unit+v.Facility+v.Number+v.Class+v.Type+strings.Join(v.Attending, "")), "from", "from", "Enter the day of the visit, or where it was.")
	m.add(!v.To.IsZero() && v.To < v.From, "to.before", "to", "The visit ends before it begins; correct one of the two days.")
	m.add(v.FromTime != "" && (!timeOfDay.MatchString(v.FromTime) || v.From.IsZero()), "from_time", "from_time", "Enter the time as hours and minutes, such as 14:05, with its day.")
	m.add(v.ToTime != "" && (!timeOfDay.MatchString(v.ToTime) || v.To.IsZero()), "to_time", "to_time", "Enter the time as hours and minutes, such as 14:05, with its day.")
	m.add(len(v.Attending) > maxAttending, "attending.many", "attending", "Name at most 20 people who treated.")
	for _, line := range []struct{ text, field, name string }{
		{v.Number, "number", "The number"}, {v.Status, "status", "The status"}, {v.Class, "class", "The class"}, {v.Type, "type", "The type"},
		{v.Unit, "unit", "The unit"}, {v.Room, "room", "The room"}, {v.Facility, "facility", "The facility"},
	} {
		m.checkText(line.text, maxLine, line.field, line.name)
	}
	for _, name := range v.Attending {
		m.checkText(name, maxLine, "attending", "A name")
	}
	return m
}

// Title is what a list calls the visit: "Inpatient, 4 West", or "Visit".
func (v Visit) Title() string {
	if t := joinWords(", ", v.Class, joinWords(" ", v.Unit, v.Room), v.Facility); t != "" {
		return t
	}
	return "Visit"
}

// Covers reports whether the day lies within the visit; without an end it is the
// first day alone.
func (v Visit) Covers(day Date) bool {
	if day.IsZero() || v.From.IsZero() {
		return false
	}
	return v.From <= day && day <= max(v.From, v.To)
}

// sameAs reports whether two entries are about one visit: the number, else the
// beginning and the place.
func (v Visit) sameAs(o Visit) bool {
	if v.Number != "" && o.Number != "" {
		return sameName(v.Number, o.Number)
	}
	return !v.From.IsZero() && v.From == o.From && v.FromTime == o.FromTime && sameName(v.Unit, o.Unit) && sameName(v.Facility, o.Facility)
}

// visitClasses are words for the classes of visits: HL7 version 3 ActCode, which
// FHIR and C-CDA use, and HL7 version 2 table 0004.
var visitClasses = map[string]string{
	"imp": "Inpatient", "acute": "Inpatient, acute", "nonac": "Inpatient, non-acute", "amb": "Outpatient", "emer": "Emergency", "obsenc": "Observation",
	"ss": "Short stay", "hh": "Home health", "fld": "In the field", "vr": "Virtual", "prenc": "Pre-admission",
	"i": "Inpatient", "o": "Outpatient", "e": "Emergency", "p": "Pre-admission", "r": "Recurring", "b": "Obstetrics", "inpatient": "Inpatient",
	"outpatient": "Outpatient", "ambulatory": "Outpatient", "emergency": "Emergency", "virtual": "Virtual", "field": "In the field", "home health": "Home health",
	"inpatient encounter": "Inpatient", "short stay": "Short stay", "observation encounter": "Observation",
}

// Visit is the entry of a case that a visit of a file makes.
func (v FileVisit) Visit() Visit {
	out := Visit{Status: v.Status, Class: v.Class, Type: v.Type, Unit: v.Unit, Room: v.Room, Facility: v.Facility, Attending: append([]string(nil), v.Attending...)}
	if words, ok := visitClasses[strings.ToLower(strings.TrimSpace(v.Class))]; ok {
		out.Class = words
	}
	if len(v.Identifiers) > 0 {
		out.Number = v.Identifiers[0].Value
	}
	if len(out.Attending) > maxAttending {
		out.Attending = out.Attending[:maxAttending]
	}
	out.From, out.FromTime = fileMoment(v.From)
	out.To, out.ToTime = fileMoment(v.To)
	if out.To < out.From {
		out.To, out.ToTime = 0, ""
	}
	return out
}

// fileMoment reads a day of a file with the time of day that may follow it. A day
// that is not whole is none.
func fileMoment(text string) (Date, string) {
	day, clock, _ := strings.Cut(text, "T")
	d, err := ParseDate(day)
	if err != nil || !timeOfDay.MatchString(clock) {
		clock = ""
	}
	return d, clock
}

// Words tells of the visit in one line: where, when and with whom.
func (v Visit) Words() string {
	title := v.Title()
	if title == "Visit" {
		title = joinWords(", ", v.Type, v.Status)
	}
	return joinWords("; ", title, v.Span(), v.attendingWords())
}

// Span says when the visit was; empty where nothing is known.
func (v Visit) Span() string {
	if v.From.IsZero() {
		return ""
	}
	words := joinWords(" ", v.From.String(), v.FromTime)
	if !v.To.IsZero() && (v.To != v.From || v.ToTime != "") {
		words += " to " + joinWords(" ", v.To.String(), v.ToTime)
	}
	return words
}

func (v Visit) attendingWords() string {
	if len(v.Attending) == 0 {
		return ""
	}
	return "attending " + strings.Join(v.Attending, ", ")
}

// VisitsByDay returns the visits, the newest first.
func (f *CaseFile) VisitsByDay() []Visit {
	all := slices.Clone(f.Visits)
	slices.SortStableFunc(all, func(a, b Visit) int { return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.FromTime, a.FromTime)) })
	return all
}
