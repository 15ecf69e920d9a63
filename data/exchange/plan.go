package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapport/data"
)

// Headings names the line of headings of a sheet: a file of the same system has the
// same, and so the map that was made for one is found again for the next.
func (s Sheet) Headings() string {
	keys := make([]string, len(s.Header))
	for i, h := range s.Header {
		keys[i] = headingKey(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(keys, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Origin says where the map of a plan comes from.
type Origin string

// Where a map may come from.
const (
	FromMemory  Origin = "remembered" // of the last file with these headings
	FromBuiltIn Origin = "built_in"
	FromGuess   Origin = "guess" // of the names and the content of the columns
	FromChoice  Origin = "choice"
)

// Plan is a sheet with all that is decided about it before it is imported: what its
// rows become, which column is which field, how dates, scores and words are read.
// Everything that it answers is of one reading, the same that the import makes.
type Plan struct {
	Sheet    Sheet
	Map      Map
	From     Origin
	Settings data.Settings
	Now      time.Time
	// OrderKnown is false where no date of the file says which number is the day, so
	// that the officer must ([Plan.Dates]).
	OrderKnown bool
	// ScaleKnown is false where the scores could be read two ways ([Plan.Scale]).
	ScaleKnown bool
	// Taken are the names of sources that belong to files with other headings: a log
	// without a name gets none of them, so that its numbers are not taken for theirs.
	Taken []string
}

// NewPlan begins a plan: by the remembered map where the sheet has its columns,
// else by the built-in map that fits, else by a guess.
func NewPlan(s Sheet, remembered *Map, set data.Settings, now time.Time, taken ...string) *Plan {
	p := &Plan{Sheet: s, Settings: set, Now: now, Taken: taken}
	if remembered != nil && remembered.Check(s) == nil {
		p.Use(*remembered, FromMemory)
		return p
	}
	for _, name := range BuiltIn() {
		if m, err := MapFor(name); err == nil && m.Check(s) == nil {
			p.Use(m, FromBuiltIn)
			return p
		}
	}
	p.Guess(guessRecord(s))
	return p
}

// PlanWith is the plan for a map that somebody chose. The error is a sentence about
// the columns that the sheet lacks.
func PlanWith(s Sheet, m Map, set data.Settings, now time.Time) (*Plan, error) {
	if err := m.Check(s); err != nil {
		return nil, err
	}
	p := &Plan{Sheet: s, Settings: set, Now: now}
	p.Use(m, FromChoice)
	return p, nil
}

// Use takes a map as it stands: its order of dates and its scale are known.
func (p *Plan) Use(m Map, from Origin) {
	p.Map, p.From, p.OrderKnown, p.ScaleKnown = m.clone(), from, true, true
}

// Guess makes the map anew for rows that become records of the kind.
func (p *Plan) Guess(r Record) {
	p.From = FromGuess
	p.Map = Map{Name: "Own map", Record: r, Source: p.sourceName(r), Columns: guessColumns(p.Sheet, r, p.today()), Themes: Themes{}}
	if r == RecordFeedback {
		p.Map.Themes = guessThemes(p.Sheet, p.Map)
	}
	p.look()
}

// look settles what the columns alone settle: the order of dates and the scale.
func (p *Plan) look() {
	p.Map.DateOrder, p.OrderKnown = p.Dates().guess()
	p.Map.Scale, p.ScaleKnown = Scale{}, true
	if q, ok := p.Scale(); ok {
		p.Map.Scale, p.ScaleKnown = q.Guess, !q.Ask
	}
}

func (m Map) clone() Map {
	columns := make(map[string]string, len(m.Columns))
	for field, heading := range m.Columns {
		columns[field] = heading
	}
	values := make(map[string]map[string]string, len(m.Values))
	for field, of := range m.Values {
		values[field] = make(map[string]string, len(of))
		for from, to := range of {
			values[field][from] = to
		}
	}
	fixed := make(map[string]string, len(m.Fixed))
	for field, word := range m.Fixed {
		fixed[field] = word
	}
	m.Columns, m.Values, m.Fixed, m.DateGroups = columns, values, fixed, slices.Clone(m.DateGroups)
	return m
}

func (p *Plan) today() data.Date { return p.Settings.Today(p.Now) }

// sourceName names the log that a sheet is of, until the officer names it: as its
// sheet is called, else by what it holds and the day. The name of the file is not
// used, because it may name a patient.
func (p *Plan) sourceName(r Record) string {
	if p.Sheet.Name != "" {
		return short(p.Sheet.Name)
	}
	name := "Complaint log, " + p.today().Long()
	if r == RecordFeedback {
		name = "Comments, " + p.today().Long()
	}
	free := name
	for n := 2; slices.Contains(p.Taken, free); n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

// Set gives a column to a field, by its heading; an empty heading leaves the field
// without one. A heading that another field had goes to this one.
func (p *Plan) Set(field, heading string) {
	for other, has := range p.Map.Columns {
		if heading != "" && headingKey(has) == headingKey(heading) {
			delete(p.Map.Columns, other)
		}
	}
	if p.Map.Columns == nil {
		p.Map.Columns = map[string]string{}
	}
	if heading == "" {
		delete(p.Map.Columns, field)
	} else {
		p.Map.Columns[field] = heading
	}
	switch field {
	case fieldDate:
		p.Map.DateOrder, p.OrderKnown = p.Dates().guess()
	case fieldSentiment:
		p.Map.Scale, p.ScaleKnown = Scale{}, true
		if q, ok := p.Scale(); ok {
			p.Map.Scale, p.ScaleKnown = q.Guess, !q.Ask
		}
	}
}

// SetOrder says how the file writes dates.
func (p *Plan) SetOrder(o Order) { p.Map.DateOrder, p.OrderKnown = o, true }

// SetScale says what the scores mean.
func (p *Plan) SetScale(s Scale) { p.Map.Scale, p.ScaleKnown = s, true }

// Translate has a word of the file read as one of Rapport's; an empty one leaves
// the field empty.
func (p *Plan) Translate(field, was, to string) {
	if p.Map.Values == nil {
		p.Map.Values = map[string]map[string]string{}
	}
	if p.Map.Values[field] == nil {
		p.Map.Values[field] = map[string]string{}
	}
	p.Map.Values[field][was] = to
}

// Untranslate forgets what [Plan.Translate] said.
func (p *Plan) Untranslate(field, was string) { delete(p.Map.Values[field], was) }

// SetForAll has a field that no column has, or whose cell is empty, say the same in
// every row; an empty word takes that back.
func (p *Plan) SetForAll(field, word string) {
	if p.Map.Fixed == nil {
		p.Map.Fixed = map[string]string{}
	}
	if word == "" {
		delete(p.Map.Fixed, field)
		return
	}
	p.Map.Fixed[field] = word
}

// Column is a column of the sheet with what it is.
type Column struct {
	Heading string
	Field   string // empty: no field takes it
	Theme   bool   // it is a theme, or a list of them
	Filled  int    // rows in which it is not empty
	Samples []string
}

// Columns lists every column in the order of the sheet.
func (p *Plan) Columns() []Column {
	fields := map[string]string{}
	for field, heading := range p.Map.Columns {
		fields[headingKey(heading)] = field
	}
	c, _ := p.Map.bind(p.Sheet) // where it does not bind, no column is a theme
	all := make([]Column, len(p.Sheet.Header))
	for i, h := range p.Sheet.Header {
		col := Column{Heading: h, Field: fields[headingKey(h)], Theme: slices.Contains(c.themes, i) || c.list == i && p.Map.Themes.Column != ""}
		for _, r := range p.Sheet.Rows {
			text := oneLine(r.at(i))
			if text == "" {
				continue
			}
			if col.Filled++; len(col.Samples) < 3 && !slices.Contains(col.Samples, text) {
				col.Samples = append(col.Samples, text)
			}
		}
		all[i] = col
	}
	return all
}

// LeftOut lists the headings that nothing takes and in which something stands.
func (p *Plan) LeftOut() []string {
	var left []string
	for _, c := range p.Columns() {
		if c.Field == "" && !c.Theme && c.Filled > 0 {
			left = append(left, c.Heading)
		}
	}
	return left
}

// Gaps says what must be decided before the sheet can be imported.
func (p *Plan) Gaps() data.Missing {
	var m data.Missing
	add := func(wrong bool, code, field, sentence string) {
		if wrong {
			m = append(m, data.Gap{Code: code, Field: field, Sentence: sentence})
		}
	}
	for _, f := range Fields(p.Map.Record) {
		add(f.Needed && p.Map.Columns[f.Name] == "", f.Name, f.Name, "Choose the column for “"+f.Label+"”.")
	}
	if len(m) == 0 {
		if err := p.Map.Check(p.Sheet); err != nil {
			add(true, "columns", "columns", sentenceOf(err))
		}
	}
	add(!p.OrderKnown, "date_order", "date_order", "Say whether the day or the month comes first in the dates of this file.")
	add(!p.ScaleKnown, "scale", fieldSentiment, "Say what the scores of this file mean.")
	add(strings.TrimSpace(p.Map.Source) == "", "source", "source", "Name the log or the survey that the rows come from.")
	return m
}

func sentenceOf(err error) string {
	if f, ok := err.(Fault); ok {
		return f.Sentence()
	}
	return err.Error()
}

// SaysClosed reports whether a column tells of cases that they were closed.
func (p *Plan) SaysClosed() bool {
	return slices.ContainsFunc([]string{fieldStatus, fieldClosed, fieldDays}, func(f string) bool { return p.Map.Columns[f] != "" })
}

// File is what the store keeps of the file that the plan is for. path is where it
// lies; only its name is kept.
func (p *Plan) File(path, sha string) (data.ImportFile, error) {
	raw, err := json.Marshal(p.Map)
	if err != nil {
		return data.ImportFile{}, fmt.Errorf("writing the map of an import: %w", err)
	}
	if path != "" {
		path = filepath.Base(path)
	}
	return data.ImportFile{Source: p.Map.Source, Name: path, SHA256: sha, Headings: p.Sheet.Headings(), Map: raw}, nil
}

// Scale is the question about the scores; false where no column has them.
func (p *Plan) Scale() (ScaleQuestion, bool) {
	heading := p.Map.Columns[fieldSentiment]
	if heading == "" || p.Map.Record != RecordFeedback {
		return ScaleQuestion{}, false
	}
	at, err := headingsOf(p.Sheet).column(heading)
	if err != nil {
		return ScaleQuestion{}, false
	}
	cells := make([]string, len(p.Sheet.Rows))
	for i, r := range p.Sheet.Rows {
		cells[i] = r.at(at)
	}
	return scaleOf(heading, cells), true
}
