package exchange

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"rapport/data"
)

// Matters are the rows of a sheet as cases.
type Matters struct {
	// Rows yields each row once, in the order of the file: a case ready to
	// store, or a [Refusal].
	Rows iter.Seq2[data.ImportedCase, error]
	// Dates lists the rows whose date could not be read, which are refused, and
	// those whose date was read against the order that the map states.
	Dates []data.DateRemark
	Count int // rows
}

// Cases reads the rows of a sheet as cases. A row without a readable day of
// receipt, without a story or with a word that Rapport does not know is
// refused with the reason. The error is a sentence about the map or the
// heading.
func (m Map) Cases(s Sheet, settings data.Settings, now time.Time) (Matters, error) {
	if m.Record != RecordCase {
		return Matters{}, faultf("the map %q is for comments, not for cases. Choose another map", m.Name)
	}
	c, err := m.bind(s)
	if err != nil {
		return Matters{}, err
	}
	today := settings.Today(now)
	dates := c.dates(s, m, today)
	matters := Matters{Count: len(s.Rows)}
	for _, d := range dates {
		if remark, ok := d.remark(m.DateOrder); ok {
			matters.Dates = append(matters.Dates, remark)
		}
	}
	matters.Rows = func(yield func(data.ImportedCase, error) bool) {
		for i, r := range s.Rows {
			rr := rowReader{m: m, c: c, row: r, date: dates[i], settings: settings, today: today, now: now}
			matter, err := rr.matter(s.Header)
			if err != nil {
				matter, err = data.ImportedCase{}, Refusal{r.Number, err.Error()}
			}
			if !yield(matter, err) {
				return
			}
		}
	}
	return matters, nil
}

// rowReader makes a case of one row.
type rowReader struct {
	m        Map
	c        columns
	row      Row
	date     *dated
	settings data.Settings
	today    data.Date
	now      time.Time
}

func (r rowReader) matter(header []string) (data.ImportedCase, error) {
	var none data.ImportedCase
	if err := tooWide(r.row, header); err != nil {
		return none, err
	}
	if r.date.day.IsZero() {
		return none, faultf("its day of receipt is missing: %s. Write the day into the spreadsheet", r.date.doubt)
	}
	in := data.ImportedCase{
		Number: r.c.term(r.row, fieldID), ReceivedAt: r.instant(r.date.day, r.date.written), Unit: r.c.term(r.row, fieldUnit),
		Story: r.c.text(r.row, fieldText), Remedy: r.c.text(r.row, fieldRemedy),
	}
	switch {
	case in.Number == "":
		return none, faultf("its %q is empty. Give the row a number of its own", r.m.Columns[fieldID])
	case in.Story == "":
		return none, faultf("its %q is empty. Write what happened", r.m.Columns[fieldText])
	}
	if remark, ok := r.date.remark(r.m.DateOrder); ok {
		in.DateNote = fmt.Sprintf("the file has %q, %s", remark.Was, remark.Why)
	}
	for _, read := range []func(*data.ImportedCase) error{r.terms, r.people, r.issues, r.closing} {
		if err := read(&in); err != nil {
			return none, err
		}
	}
	if m := in.Validate(r.settings, r.today).Blocking(); len(m) > 0 {
		return none, faultf("%s", m[0].Sentence)
	}
	return in, nil
}

// instant returns the time of receipt: the time of day that the cell gives, or
// the start of the office's working day, which keeps the day whatever the zone.
func (r rowReader) instant(day data.Date, w written) time.Time {
	const start = 9 * time.Hour
	clock := start
	if w.timed {
		clock = w.clock
	}
	at := day.Start(r.settings.Zone()).Add(clock)
	if at.After(r.now) {
		return r.now.UTC()
	}
	return at
}

func (r rowReader) terms(in *data.ImportedCase) (err error) {
	if in.Channel, err = term(r, fieldChannel, data.Channels); err != nil {
		return err
	}
	if in.Channel == "" {
		in.Channel = data.ByLetter
	}
	if in.Relation, err = term(r, fieldRelation, data.Relations); err != nil {
		return err
	}
	if in.Kind, err = term(r, fieldKind, data.Kinds); err != nil || in.Kind != "" {
		return err
	}
	// A log without kinds: the rules decide, on what the row says.
	asked := data.Intake{Channel: in.Channel, Relation: in.Relation, ReceivedAt: in.ReceivedAt, Story: in.Story}
	in.Kind = asked.KindFor(data.Classify(data.AnswersFor(asked), r.settings.Policy()))
	return nil
}

// term reads a cell that holds a word of a closed list: the word itself, what
// people read for it, or what the map translates into it.
func term[T ~string](r rowReader, field string, list []data.Term[T]) (T, error) {
	return known(r, field, r.c.term(r.row, field), list)
}

func known[T ~string](r rowReader, field, cell string, list []data.Term[T]) (T, error) {
	if cell == "" {
		return "", nil
	}
	for from, to := range r.m.Values[field] {
		if strings.EqualFold(from, cell) {
			cell = to
			break
		}
	}
	labels := make([]string, len(list))
	for i, t := range list {
		if strings.EqualFold(string(t.Value), cell) || strings.EqualFold(t.Label, cell) {
			return t.Value, nil
		}
		labels[i] = t.Label
	}
	return "", faultf("the %s %q is not known. Translate it in the map's \"values\", or write one of: %s", field, short(cell), strings.Join(labels, ", "))
}

func (r rowReader) people(in *data.ImportedCase) error {
	patient := personNamed(r.c.term(r.row, fieldPatient))
	patient.Role, patient.MRN = data.RolePatient, r.c.term(r.row, fieldMRN)
	if cell := r.c.term(r.row, fieldBirthDate); cell != "" {
		day, err := r.sameOrder(cell, 1890)
		if err != nil {
			return faultf("the birth date: %v", err)
		}
		patient.BirthDate = day
	}
	complainant := personNamed(r.c.term(r.row, fieldComplainant))
	complainant.Role, complainant.Relation = data.RoleComplainant, in.Relation
	self := in.Relation == data.Self || complainant.Family == "" || complainant.ListName() == patient.ListName()
	if patient.Family == "" && self {
		patient.Given, patient.Family = complainant.Given, complainant.Family
	}
	if patient.Family != "" || patient.MRN != "" {
		if self {
			patient.Relation, patient.Authority = data.Self, data.AuthoritySelf
		}
		patient.ID = data.NewID()
		in.People = append(in.People, patient)
	}
	if !self {
		complainant.ID, complainant.Authority = data.NewID(), data.AuthorityNone
		in.People = append(in.People, complainant)
	}
	if in.Relation == "" && self {
		in.Relation = data.Self
	}
	return nil
}

// personNamed splits a name written "Family, Given" or "Given Family".
func personNamed(name string) data.Person {
	if family, given, ok := strings.Cut(name, ","); ok {
		return data.Person{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
	}
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		return data.Person{Given: strings.TrimSpace(name[:i]), Family: name[i+1:]}
	}
	return data.Person{Family: name}
}

// issues makes one issue for each category of the row; severities and findings
// are given in the same order, or once for all.
func (r rowReader) issues(in *data.ImportedCase) error {
	severity, err := r.c.number(r.row, fieldSeverity, 0, 3)
	if err != nil {
		return err
	}
	findings := list(r.c.term(r.row, fieldFinding))
	for i, cell := range list(r.c.term(r.row, fieldCategory)) {
		code, err := known(r, fieldCategory, cell, categories(r.settings))
		if err != nil {
			return err
		}
		issue := data.Issue{ID: data.NewID(), Words: firstSentence(in.Story), Category: string(code), Severity: severity, Unit: in.Unit}
		if len(findings) > 0 {
			outcome, err := known(r, fieldFinding, findings[min(i, len(findings)-1)], data.Outcomes)
			if err != nil {
				return err
			}
			issue.Finding = data.Finding{Outcome: outcome}
		}
		in.Issues = append(in.Issues, issue)
	}
	return nil
}

func list(cell string) []string {
	var parts []string
	for p := range strings.SplitSeq(cell, ";") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// categories are those in force.
func categories(s data.Settings) []data.Term[string] {
	choices := s.Taxonomy().Choices()
	terms := make([]data.Term[string], len(choices))
	for i, c := range choices {
		terms[i] = data.Term[string]{Value: c.Code, Label: c.Name}
	}
	return terms
}

// firstSentence is what an imported issue says until somebody words it: the
// log has one text for the whole complaint.
func firstSentence(story string) string {
	const most = 300
	line, _, _ := strings.Cut(story, "\n")
	if i := strings.Index(line, ". "); i > 0 {
		line = line[:i+1]
	}
	if r := []rune(line); len(r) > most {
		return string(r[:most])
	}
	return line
}

func (r rowReader) closing(in *data.ImportedCase) (err error) {
	if in.Closure, err = term(r, fieldClosure, data.Closures); err != nil {
		return err
	}
	cell := r.c.term(r.row, fieldClosed)
	if cell == "" {
		if in.Closure != "" {
			return faultf("it gives a reason for closing but no day. Write the day into %q", r.m.Columns[fieldClosed])
		}
		return nil
	}
	day, err := r.sameOrder(cell, r.date.day.Year())
	if err != nil {
		return faultf("the day of closing: %v", err)
	}
	if day < r.date.day {
		return faultf("the day of closing %q lies before the day of receipt. Correct one of them", short(cell))
	}
	in.ClosedAt = r.instant(day, readDate(cell, r.today))
	if in.ClosedAt.Before(in.ReceivedAt) {
		in.ClosedAt = in.ReceivedAt
	}
	if in.Closure == "" {
		in.Closure = data.ClosedUnknownMood
	}
	return nil
}

// sameOrder reads another date of the row in the order that its day of receipt
// is written in, or in the other where that alone gives a day.
func (r rowReader) sameOrder(cell string, firstYear int) (data.Date, error) {
	w := readDateFrom(cell, r.today, firstYear)
	order := r.date.order
	if order == "" {
		order = r.m.DateOrder
	}
	if day := w.day[order]; !day.IsZero() {
		return day, nil
	}
	if day, ok := w.single(); ok {
		return day, nil
	}
	return 0, faultf("%q is not a day that can be read. Correct it in the spreadsheet", short(cell))
}
