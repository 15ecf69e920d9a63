package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// maxNested is how deep the objects of a JSON file may lie in each other.
const maxNested = 16

// looksLikeJSON reports whether a file begins as an object or a list of objects.
func looksLikeJSON(raw []byte) bool {
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(raw) == 0 || raw[0] != '{' && raw[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(raw[1:], " \t\r\n")
	return len(rest) > 0 && (raw[0] == '{' && rest[0] == '"' || raw[0] == '[' && rest[0] == '{')
}

// readJSON reads objects, one after the other or in a list, as the rows of a sheet:
// each name is a column. Objects within them are columns of their own, by their last
// name; the envelope "_source" of a search engine goes.
func readJSON(ctx context.Context, raw []byte) (Sheet, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	var s Sheet
	at := map[string]int{}
	line, counted, number := 1, 0, 0
	var all weight
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("[")) {
		if _, err := d.Token(); err != nil {
			return Sheet{}, errNoJSON
		}
	}
	for {
		if number%1024 == 0 && ctx.Err() != nil {
			return Sheet{}, context.Cause(ctx)
		}
		var text json.RawMessage
		if !d.More() {
			break
		}
		if err := d.Decode(&text); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return Sheet{}, faultf("object %d of this file is not valid JSON. Export it again", number+1)
		}
		if len(s.Rows) == MaxRows {
			return Sheet{}, faultf("this file has more than %d rows. Split it and import the parts", MaxRows)
		}
		begin := int(d.InputOffset()) - len(text)
		line += bytes.Count(raw[counted:begin], []byte{'\n'})
		counted = begin
		number++
		r := Row{Number: number, Line: line}
		if err := flatten(text, "", 0, func(name, value string) error {
			i, there := at[headingKey(name)]
			if !there {
				if len(s.Header) == MaxColumns {
					return faultf("there are more than %d columns. Leave out those that are not needed", MaxColumns)
				}
				i = len(s.Header)
				at[headingKey(name)] = i
				s.Header = append(s.Header, oneLine(name))
			}
			if utf8.RuneCountInString(value) > MaxCell {
				return faultf("object %d has a text of more than %d characters. Shorten it or leave it out", r.Number, MaxCell)
			}
			for len(r.Cells) <= i {
				r.Cells = append(r.Cells, "")
			}
			r.Cells[i] = value
			return nil
		}); err != nil {
			return Sheet{}, err
		}
		if err := all.add(r.Cells); err != nil {
			return Sheet{}, err
		}
		if !r.blank() {
			s.Rows = append(s.Rows, r)
		}
	}
	if s.Header == nil {
		return Sheet{}, errNoJSON
	}
	return s, nil
}

var errNoJSON = faultf("this JSON file has no rows: it must be a list of objects, or one object on each line")

// flatten tells each value of an object with its name, in the order of the file.
func flatten(text json.RawMessage, name string, depth int, tell func(name, value string) error) error {
	if depth > maxNested {
		return faultf("the objects of this JSON file lie too deep in each other. Export it as a plain table")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	open, err := d.Token()
	if err != nil {
		return errNoJSON
	}
	if open != json.Delim('{') {
		if depth == 0 {
			return errNoJSON
		}
		return tell(name, plainJSON(text, open))
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return errNoJSON
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return errNoJSON
		}
		if err := flatten(value, key.(string), depth+1, tell); err != nil {
			return err
		}
	}
	return nil
}

// plainJSON writes a value as a cell: nothing for null, texts of a list parted by
// semicolons.
func plainJSON(text json.RawMessage, token json.Token) string {
	switch v := token.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case json.Delim: // a list
		var parts []string
		var all []any
		if json.Unmarshal(text, &all) == nil {
			for _, one := range all {
				if s, ok := one.(string); ok {
					parts = append(parts, s)
				}
			}
		}
		return strings.Join(parts, "; ")
	}
	return ""
}
