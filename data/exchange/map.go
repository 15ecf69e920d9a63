package exchange

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// Record is what the rows of a file become.
type Record string

// The records.
const (
	RecordFeedback Record = "feedback" // comments of surveys and cards: counted, not worked
	RecordCase     Record = "case"     // complaints and grievances, each a case
)

// Map says what the columns of a spreadsheet mean.
type Map struct {
	Name   string `json:"name"`
	About  string `json:"about,omitempty"` // a line for people
	Record Record `json:"record"`
	// Source is the name under which rows are remembered, so that a second
	// import adds nothing; empty means Name.
	Source  string            `json:"source,omitempty"`
	Columns map[string]string `json:"columns"` // field to heading
	Themes  Themes            `json:"themes,omitzero"`
	// DateOrder is how the file says it writes dates.
	DateOrder Order `json:"date_order"`
	// DateGroups are the headings whose values tell one hand from another: rows
	// of one group are expected to write dates in one order.
	DateGroups []string `json:"date_groups,omitempty"`
	// Values translate the file's words into Rapport's, field by field:
	// {"channel": {"Walk-in": "in_person"}}. An empty word leaves the field empty.
	Values map[string]map[string]string `json:"values,omitempty"`
	// Fixed are words for fields that no column has, or whose cell is empty:
	// {"channel": "phone"} for a log of calls.
	Fixed map[string]string `json:"fixed,omitempty"`
	// Scale says how a comment's score is read; the zero value is Rapport's own
	// scale, 1 most positive to 5 most negative.
	Scale Scale `json:"scale,omitzero"`
	// Rest has what stands in no other column of a case come in as one note.
	Rest bool `json:"rest,omitempty"`
}

// Themes says where the themes of a comment stand: either a run of columns
// that hold a 1 where the theme applies, or one column with a list.
type Themes struct {
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Column    string `json:"column,omitempty"`
	Separator string `json:"separator,omitempty"` // of the list; empty means a semicolon
}

//go:embed maps/*.json
var builtIn embed.FS

// maxMap is the most bytes a map file may have; real ones have a thousand.
const maxMap = 1 << 20

// BuiltIn returns the names of the maps that come with Rapport.
func BuiltIn() []string {
	files, err := builtIn.ReadDir("maps")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(f.Name(), ".json")
	}
	return names
}

// MapFor returns a built-in map by its name, or reads a map from a JSON file.
func MapFor(nameOrFile string) (Map, error) {
	if slices.Contains(BuiltIn(), nameOrFile) {
		raw, err := builtIn.ReadFile(path.Join("maps", nameOrFile+".json"))
		if err != nil {
			return Map{}, fmt.Errorf("reading the map %s: %w", nameOrFile, err)
		}
		return ReadMap(bytes.NewReader(raw))
	}
	f, err := os.Open(nameOrFile)
	if errors.Is(err, os.ErrNotExist) {
		return Map{}, faultf("there is no map named %q and no such file. Maps that come with Rapport: %s", nameOrFile, strings.Join(BuiltIn(), ", "))
	}
	if err != nil {
		return Map{}, fmt.Errorf("opening the map: %w", err)
	}
	defer f.Close()
	return ReadMap(f)
}

// ReadMap reads a map and checks it by itself; [Map.Check] checks it against a
// file. Errors are sentences for the person who wrote the map.
func ReadMap(r io.Reader) (Map, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxMap+1))
	if err != nil {
		return Map{}, fmt.Errorf("reading the map: %w", err)
	}
	if len(raw) > maxMap {
		return Map{}, faultf("this map is larger than a map can be. Choose the JSON file of the map, not the file with the rows")
	}
	var m Map
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return Map{}, faultf("the map is not valid JSON for a map: %s", jsonFault(err, raw))
	}
	if m.Source == "" {
		m.Source = m.Name
	}
	return m, m.checkAlone()
}

// jsonFault says where a JSON text is wrong.
func jsonFault(err error, raw []byte) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("line %d: %s", 1+bytes.Count(raw[:min(int(syntax.Offset), len(raw))], []byte{'\n'}), syntax)
	case errors.As(err, &kind):
		return fmt.Sprintf("%q must be a %s, not a %s", kind.Field, kind.Type, kind.Value)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func (m Map) checkAlone() error {
	known := fieldNames(m.Record)
	switch {
	case m.Name == "":
		return faultf(`the map has no "name"`)
	case m.Record != RecordCase && m.Record != RecordFeedback:
		return faultf(`the map's "record" is %q; it must be "feedback" or "case"`, m.Record)
	case m.DateOrder != DayFirst && m.DateOrder != MonthFirst:
		return faultf(`the map's "date_order" is %q; it must be "day_first" (31/12/2026) or "month_first" (12/31/2026)`, m.DateOrder)
	case (m.Themes.From == "") != (m.Themes.To == ""):
		return faultf(`the map's "themes" need both "from" and "to"`)
	}
	for field := range m.Columns {
		if !slices.Contains(known, field) {
			return faultf("the map gives a column to %q, which a %s does not have. It may have: %s", field, m.Record, strings.Join(known, ", "))
		}
	}
	for _, f := range Fields(m.Record) {
		if f.Needed && m.Columns[f.Name] == "" {
			return faultf("the map gives no column to %q, which every %s needs", f.Name, m.Record)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(m.Values)) {
		if !slices.Contains(known, field) {
			return faultf("the map translates values of %q, which a %s does not have. It may have: %s", field, m.Record, strings.Join(known, ", "))
		}
	}
	for _, field := range slices.Sorted(maps.Keys(m.Fixed)) {
		if f, _ := FieldOf(m.Record, field); !f.Listed && field != fieldUnit {
			return faultf("the map gives a word for all rows to %q, which takes none", field)
		}
	}
	return m.Scale.check()
}

// headings finds columns of a sheet by their heading; letter case and repeated
// spaces do not matter.
type headings struct {
	at    map[string]int
	twice map[string]bool
	all   []string
}

func headingsOf(s Sheet) headings {
	h := headings{at: map[string]int{}, twice: map[string]bool{}, all: s.Header}
	for i, name := range s.Header {
		k := headingKey(name)
		if _, again := h.at[k]; again {
			h.twice[k] = true
		} else {
			h.at[k] = i
		}
	}
	return h
}

func headingKey(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(oneLine(s)), " "))
}

func (h headings) column(name string) (int, error) {
	k := headingKey(name)
	at, ok := h.at[k]
	switch {
	case !ok:
		return 0, faultf("the map names the column %q, which the file does not have. The file has: %s. Choose another map, or name these columns in it", name, h.list())
	case h.twice[k]:
		return 0, faultf("the file has more than one column %q. Rename one of them in the spreadsheet and save it again", name)
	}
	return at, nil
}

// list names the columns for a message, at most thirty.
func (h headings) list() string {
	const most = 30
	names := make([]string, 0, most)
	for _, name := range h.all[:min(len(h.all), most)] {
		names = append(names, short(name))
	}
	if more := len(h.all) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	}
	return strings.Join(names, ", ")
}
