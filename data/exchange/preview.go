package exchange

import (
	"errors"
	"iter"
	"strings"

	"rapport/data"
)

// PreviewRow is one row as it will come in.
type PreviewRow struct {
	Row     int
	Cells   []PreviewCell // of the fields that have a column, in their order
	Refused string        // why it will not come in; empty: it will
	Note    string        // how an unusual date was read
}

// PreviewCell is one cell with its reading.
type PreviewCell struct {
	Field string
	Label string
	Was   string // as the file has it
	Read  string // as the case or the comment will have it; empty where nothing is read
	Wrong bool   // it is why the row is refused
}

// Preview reads the first n rows as the import will. What is still missing of the
// map is its error.
func (p *Plan) Preview(n int) ([]PreviewRow, error) {
	var all []PreviewRow
	take := func(row PreviewRow) bool {
		all = append(all, row)
		return len(all) < n
	}
	if n <= 0 {
		return nil, nil
	}
	if p.Map.Record == RecordCase {
		rows, err := p.Map.Cases(p.Sheet, p.Settings, p.Now)
		if err != nil {
			return nil, err
		}
		preview(p, rows.Rows, p.caseReading, func(c data.ImportedCase) string { return c.DateNote }, take)
		return all, nil
	}
	rows, err := p.Map.Feedback(p.Sheet, p.today())
	if err != nil {
		return nil, err
	}
	preview(p, rows.Rows, p.commentReading, func(f data.Feedback) string { return f.DateNote }, take)
	return all, nil
}

func preview[T any](p *Plan, rows iter.Seq2[T, error], reading func(T, string, string) string, note func(T) string, take func(PreviewRow) bool) {
	c, err := p.Map.bind(p.Sheet)
	if err != nil {
		return // the rows were made by the same map
	}
	place := 0
	for record, err := range rows {
		from := p.Sheet.Rows[place]
		row := PreviewRow{Row: from.Number}
		var refused Refusal
		if errors.As(err, &refused) {
			row.Refused = refused.Reason
		} else {
			row.Note = note(record)
		}
		for _, f := range Fields(p.Map.Record) {
			at, has := c.field[f.Name]
			if !has {
				continue
			}
			cell := PreviewCell{Field: f.Name, Label: f.Label, Was: clean(from.at(at))}
			if row.Refused == "" {
				cell.Read = reading(record, f.Name, cell.Was)
			} else {
				cell.Wrong = refused.Column != "" && headingKey(refused.Column) == headingKey(p.Map.Columns[f.Name])
			}
			row.Cells = append(row.Cells, cell)
		}
		if place++; !take(row) {
			return
		}
	}
}

// caseReading is what a case has of a field.
func (p *Plan) caseReading(c data.ImportedCase, field, was string) string {
	day := func(d data.Date) string {
		if d.IsZero() {
			return ""
		}
		return d.Long()
	}
	person := func(role data.Role) (data.Person, bool) {
		for _, one := range c.People {
			if one.Role == role {
				return one, true
			}
		}
		return data.Person{}, false
	}
	patient, _ := person(data.RolePatient)
	speaker, other := person(data.RoleComplainant)
	if !other {
		speaker = patient
	}
	switch field {
	case fieldDate:
		return day(data.DateOf(c.ReceivedAt, p.Settings.Zone()))
	case fieldClosed, fieldDays:
		if c.ClosedAt.IsZero() {
			return "open"
		}
		return day(data.DateOf(c.ClosedAt, p.Settings.Zone()))
	case fieldStatus:
		if c.ClosedAt.IsZero() {
			return "open"
		}
		return "closed"
	case fieldEvent:
		return day(c.EventDate)
	case fieldWritten:
		return day(c.WrittenOn)
	case fieldAcknowledged:
		return day(c.AcknowledgedOn)
	case fieldAnswered:
		return day(c.AnsweredOn)
	case fieldBirthDate:
		return day(patient.BirthDate)
	case fieldUnit:
		return c.Unit
	case fieldChannel:
		return c.Channel.String()
	case fieldKind:
		return c.Kind.String()
	case fieldRelation:
		return c.Relation.String()
	case fieldPatient:
		return patient.ListName()
	case fieldComplainant:
		return speaker.ListName()
	case fieldPhone:
		return speaker.Phone
	case fieldEmail:
		return speaker.Email
	case fieldClosure:
		if c.Closure == "" {
			return ""
		}
		return c.Closure.String()
	case fieldFinding:
		return issueWords(c, func(i data.Issue) string { return i.Finding.Outcome.String() })
	case fieldSeverity:
		return issueWords(c, func(i data.Issue) string { return data.Severities[i.Severity] })
	case fieldCategory, fieldCategory2:
		return issueWords(c, func(i data.Issue) string {
			category, _ := p.Settings.Taxonomy().Category(i.Category)
			return category.Name
		})
	case fieldCompensation:
		if len(c.Gifts) > 0 {
			g := c.Gifts[0]
			return "service recovery of " + data.Dollars(g.Cents) + " on " + day(g.On) + ": " + g.Item
		}
	case fieldStaff:
		var names []string
		for _, one := range c.People {
			if one.Role == data.RoleStaff {
				names = append(names, one.ListName())
			}
		}
		return strings.Join(names, "; ")
	}
	return was
}

// issueWords are the words of the issues, each once.
func issueWords(c data.ImportedCase, of func(data.Issue) string) string {
	var all []string
	for _, i := range c.Issues {
		if w := of(i); w != "" && (len(all) == 0 || all[len(all)-1] != w) {
			all = append(all, w)
		}
	}
	return strings.Join(all, "; ")
}

// commentReading is what a comment has of a field.
func (p *Plan) commentReading(f data.Feedback, field, was string) string {
	switch field {
	case fieldDate:
		if f.Received.IsZero() {
			return ""
		}
		return f.Received.Long()
	case fieldUnit:
		return f.Unit
	case fieldSentiment:
		return data.Sentiments[f.Sentiment]
	case fieldReply:
		if f.Asks == "" {
			return "no"
		}
		return "yes: " + f.Asks
	}
	return was
}
