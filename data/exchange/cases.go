package exchange

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
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
		seen := identities{}
		for i, r := range s.Rows {
			rr := rowReader{m: m, c: c, header: s.Header, row: r, date: dates[i], settings: settings, today: today, now: now, seen: seen}
			matter, err := rr.matter()
			if err != nil {
				matter, err = data.ImportedCase{}, refuse(r.Number, err)
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
	header   []string
	row      Row
	date     *dated
	settings data.Settings
	today    data.Date
	now      time.Time
	seen     identities
}

// wrong is a fault of the cell that holds a field.
func (r rowReader) wrong(field, format string, args ...any) error {
	return cellFault{r.m.Columns[field], faultf(format, args...)}
}

// word is a field of the row as one line, or the word that the map has for all rows.
func (r rowReader) word(field string) string {
	if cell := r.c.term(r.row, field); cell != "" {
		return cell
	}
	return r.m.Fixed[field]
}

func (r rowReader) matter() (data.ImportedCase, error) {
	var none data.ImportedCase
	if err := tooWide(r.row, r.header); err != nil {
		return none, err
	}
	if r.date.day.IsZero() {
		return none, r.wrong(fieldDate, "its day of receipt is missing: %s. Write the day into the spreadsheet", r.date.doubt)
	}
	in := data.ImportedCase{
		Row: r.row.Number, Digest: r.row.digest(), Number: r.c.term(r.row, fieldID), ReceivedAt: r.instant(r.date.day, r.date.written),
		Unit: translated(r.m, fieldUnit, r.word(fieldUnit)), Story: joinTexts(r.c.text(r.row, fieldText), r.c.text(r.row, fieldMore)),
		Remedy: r.c.text(r.row, fieldRemedy), Owner: r.c.term(r.row, fieldOwner), Author: r.c.term(r.row, fieldAuthor),
	}
	_, numbered := r.c.field[fieldID]
	switch {
	case numbered && in.Number == "":
		return none, r.wrong(fieldID, "its %q is empty. Give the row a number of its own", r.m.Columns[fieldID])
	case in.Story == "":
		return none, r.wrong(fieldText, "its %q is empty. Write what happened", r.m.Columns[fieldText])
	}
	if in.Identity = in.Number; !numbered {
		in.Identity = r.seen.of(r.row)
	}
	if remark, ok := r.date.remark(r.m.DateOrder); ok {
		in.DateNote = fmt.Sprintf("the file has %q, %s", remark.Was, remark.Why)
	}
	for _, read := range []func(*data.ImportedCase) error{r.terms, r.people, r.issues, r.days, r.closing, r.texts} {
		if err := read(&in); err != nil {
			return none, err
		}
	}
	if m := in.Validate(r.settings, r.today).Blocking(); len(m) > 0 {
		return none, faultf("%s", m[0].Sentence)
	}
	return in, nil
}

// joinTexts puts two texts of a row one under the other, the second where it says
// something else.
func joinTexts(first, second string) string {
	switch {
	case second == "" || first == second:
		return first
	case first == "":
		return second
	}
	return first + "\n\n" + second
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
	return known(r, field, r.word(field), list)
}

func known[T ~string](r rowReader, field, cell string, list []data.Term[T]) (T, error) {
	value, ok := onList(r.m, field, cell, list)
	if ok {
		return value, nil
	}
	labels := make([]string, len(list))
	for i, t := range list {
		labels[i] = t.Label
	}
	return "", r.wrong(field, "the %s %q is not known. Translate it in the map's \"values\", or write one of: %s", field, short(cell), strings.Join(labels, ", "))
}

// onList returns the word of the list that a cell stands for; empty for an empty
// cell and for one whose word the map leaves out.
func onList[T ~string](m Map, field, cell string, list []data.Term[T]) (T, bool) {
	cell = translated(m, field, cell)
	if cell == "" {
		return "", true
	}
	for _, t := range list {
		if strings.EqualFold(string(t.Value), cell) || strings.EqualFold(t.Label, cell) {
			return t.Value, true
		}
	}
	return "", false
}

// translated is the word that the map has for one of the file.
func translated(m Map, field, cell string) string {
	if to, ok := m.Values[field][cell]; ok {
		return to
	}
	for from, to := range m.Values[field] {
		if headingKey(from) == headingKey(cell) {
			return to
		}
	}
	return cell
}

// severities are the grades of an issue as a list; a log may write the number or
// the word.
var severities = func() (all []data.Term[string]) {
	for i, label := range data.Severities {
		all = append(all, data.Term[string]{Value: strconv.Itoa(i), Label: label})
	}
	return all
}()

// issues makes one issue for each category of the row; severities and findings
// are given in the same order, or once for all.
func (r rowReader) issues(in *data.ImportedCase) error {
	severity := 0
	if cell := r.word(fieldSeverity); cell != "" {
		grade, ok := onList(r.m, fieldSeverity, strings.TrimSuffix(cell, ".0"), severities)
		if !ok {
			return r.wrong(fieldSeverity, "the severity is %q; it must be a number from 0 to 3, or Low, Medium or High", short(cell))
		}
		severity = atoi(grade)
	}
	findings := list(r.word(fieldFinding))
	cells := list(r.word(fieldCategory))
	first := len(cells)
	cells = append(cells, list(r.word(fieldCategory2))...)
	for i, cell := range cells {
		field := fieldCategory
		if i >= first {
			field = fieldCategory2
		}
		code, err := known(r, field, cell, categories(r.settings))
		if err != nil {
			return err
		}
		if code == "" || slices.ContainsFunc(in.Issues, func(is data.Issue) bool { return is.Category == code }) {
			continue
		}
		issue := data.Issue{ID: data.NewID(), Words: firstSentence(in.Story), Category: code, Severity: severity, Unit: in.Unit}
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
