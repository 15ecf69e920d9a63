package ehr

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"rapport/data"
)

// expected is what the sample files hold, as somebody else read them.
type expected struct {
	Format     string
	Outcome    string
	Patients   []expectedPatient
	Encounters *int
	Columns    []string
	Rows       int
	Separator  string
}

type expectedPatient struct {
	Name *struct {
		Family *string
		Given  []string
	}
	BirthDate   *string `json:"birth_date"`
	Sex         *string
	Identifiers []struct {
		Value, System string
		TypeCodes     []string `json:"type_codes"`
	}
	MRN     *string
	Address *struct {
		Line                    []string
		City, State, PostalCode *string
	}
	Phones []string
}

// samples returns the folder of files from elsewhere, which lies outside the project.
func samples(t testing.TB) string {
	dir := os.Getenv("RAPPORT_SAMPLES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "samples")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the sample files are not here (set RAPPORT_SAMPLES): %v", err)
	}
	return dir
}

// tally counts cells that are as expected.
type tally struct {
	t           *testing.T
	file        string
	right, all  int
	plain       int // right when Social Security numbers are asked for as well
	identifiers int // values that are in no file
	ssn         int
}

func (c *tally) cell(name string, got, want any) {
	c.all++
	g, w := canonical(got), canonical(want)
	if g == w {
		c.right++
		c.plain++
		return
	}
	c.t.Logf("%s: %s is %s, expected %s", c.file, name, g, w)
}

// canonical compares in NFC, trimmed, null and nothing alike.
func canonical(v any) string {
	raw, _ := json.Marshal(v)
	s := strings.ReplaceAll(norm.NFC.String(string(raw)), "null", `""`)
	if s == "[]" {
		return `""`
	}
	return s
}

func TestSampleFilesAreReadAsSomebodyElseReadThem(t *testing.T) {
	dir := filepath.Join(samples(t), "ehr")
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]expected
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	c := &tally{t: t}
	for _, file := range slices.Sorted(maps.Keys(want)) {
		raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		c.file = file
		c.score(Read(context.Background(), raw), want[file])
	}
	t.Logf("%d of %d cells (%.2f %%) without Social Security numbers, %d (%.2f %%) where they are asked for; %d wrong identifiers, %d Social Security numbers kept",
		c.right, c.all, percent(c.right, c.all), c.plain, percent(c.plain, c.all), c.identifiers, c.ssn)
	if percent(c.right, c.all) < 98 || c.identifiers > 0 || c.ssn > 0 {
		t.Errorf("at least 98 %% expected, no wrong identifier and no Social Security number")
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func (c *tally) score(got Reading, want expected) {
	c.cell("outcome", string(got.Outcome), want.Outcome)
	if want.Outcome == "map" {
		table := got.Table
		if table == nil {
			table = &Table{}
		}
		c.cell("separator", table.Separator, want.Separator)
		c.cell("columns", table.Columns, want.Columns)
		c.cell("rows", table.Rows, want.Rows)
		return
	}
	c.cell("patients", len(got.Patients), len(want.Patients))
	if want.Encounters != nil {
		c.cell("encounters", got.Encounters(), *want.Encounters)
	}
	for i, w := range want.Patients {
		var p data.Registration
		if i < len(got.Patients) {
			p = got.Patients[i]
		}
		c.patient(p, w)
	}
	c.keptSSN(got, want)
}

func (c *tally) patient(p data.Registration, w expectedPatient) {
	var family *string
	var given []string
	if w.Name != nil {
		family, given = w.Name.Family, w.Name.Given
	}
	c.cell("family", p.Name.Family, family)
	c.cell("given", p.Name.Given, given)
	c.cell("birth date", p.BirthDate, w.BirthDate)
	c.cell("sex", p.Sex, w.Sex)
	c.cell("MRN", p.MRN, w.MRN)
	c.identifier(p, w)
	a, b := data.FileAddress{}, w.Address
	if p.Address != nil {
		a = *p.Address
	}
	if b == nil {
		c.cell("address line", a.Lines, nil)
		c.cell("city", a.City, nil)
		c.cell("state", a.State, nil)
		c.cell("postal code", a.Postal, nil)
	} else {
		c.cell("address line", a.Lines, b.Line)
		c.cell("city", a.City, b.City)
		c.cell("state", a.State, b.State)
		c.cell("postal code", a.Postal, b.PostalCode)
	}
	c.cell("phones", digits(p.Phones), digits(w.Phones))
}

// identifier scores the set of values, once without Social Security numbers, which
// Rapport drops, and once as the file has it.
func (c *tally) identifier(p data.Registration, w expectedPatient) {
	got, whole, lawful := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, id := range p.Identifiers {
		got[id.Value] = true
	}
	for _, id := range w.Identifiers {
		v := strings.TrimSpace(id.Value)
		whole[v] = true
		if !expectedSSN(id.System, id.TypeCodes) {
			lawful[v] = true
		}
	}
	for v := range got {
		if !whole[v] {
			c.identifiers++
		}
	}
	c.cell("identifiers", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(lawful)))
	if len(lawful) != len(whole) {
		c.plain--
	}
}

func expectedSSN(system string, codes []string) bool {
	return strings.HasSuffix(system, "2.16.840.1.113883.4.1") || strings.HasSuffix(system, "us-ssn") || slices.Contains(codes, "SS")
}

// keptSSN looks for each Social Security number in everything that the reading has.
func (c *tally) keptSSN(got Reading, want expected) {
	raw, err := json.Marshal(got)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, p := range want.Patients {
		for _, id := range p.Identifiers {
			if expectedSSN(id.System, id.TypeCodes) && strings.Contains(string(raw), id.Value) {
				c.ssn++
				c.t.Errorf("%s: a Social Security number was kept", c.file)
			}
		}
	}
}

func digits(phones []string) []string {
	var out []string
	for _, p := range phones {
		out = append(out, strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, p))
	}
	slices.Sort(out)
	return out
}
