package feedback

import "rapport/data/exchange"

// plan is a spreadsheet with the map by which it will be read.
type plan struct {
	sheet exchange.Sheet
	m     exchange.Map
}

// says is an error that is a sentence for the officer.
type says string

func (s says) Error() string    { return string(s) }
func (s says) Sentence() string { return string(s) }

const errNoMap = says("None of Rapport's maps fits the columns of this file. Choose a map, or a map file that was made for it.")

// fitting returns the first built-in map that names only columns of the sheet.
func fitting(sheet exchange.Sheet) (exchange.Map, error) {
	for _, name := range exchange.BuiltIn() {
		m, err := exchange.MapFor(name)
		if err != nil {
			return exchange.Map{}, err
		}
		if m.Check(sheet) == nil {
			return m, nil
		}
	}
	return exchange.Map{}, errNoMap
}

// noun is what the rows become.
func (p plan) noun() string {
	if p.m.Record == exchange.RecordCase {
		return "as cases"
	}
	return "as comments"
}
