package store

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rapport/data"
)

// quotedName is a name of the schema in a query.
func quotedName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// wholeTable is a table as it was put out.
type wholeTable struct {
	name    string
	columns []string
	rows    int64
}

// table writes a table twice: for a spreadsheet, and for a program.
func (x *whole) table(t *tx, name string) (wholeTable, error) {
	one := wholeTable{name: name}
	err := t.each(`select name from pragma_table_info(?) order by cid`, []any{name}, scanTexts(func(c string) { one.columns = append(one.columns, c) }))
	if err != nil {
		return one, fmt.Errorf("reading the columns of a table: %w", err)
	}
	quoted := make([]string, len(one.columns))
	for i, c := range one.columns {
		quoted[i] = quotedName(c)
	}
	query := `select ` + strings.Join(quoted, `, `) + ` from ` + quotedName(name)
	walk := func(take func(row []any) error) error {
		return t.each(query, nil, func(r *sql.Rows) error {
			row, into := make([]any, len(one.columns)), make([]any, len(one.columns))
			for i := range row {
				into[i] = &row[i]
			}
			if err := r.Scan(into...); err != nil {
				return err
			}
			return take(row)
		})
	}
	err = x.file("tables/"+name+".csv", func(to io.Writer) error {
		if _, err := io.WriteString(to, "\ufeff"); err != nil {
			return err
		}
		w := csv.NewWriter(to)
		w.UseCRLF = true
		if err := w.Write(one.columns); err != nil {
			return err
		}
		err := walk(func(row []any) error {
			cells := make([]string, len(row))
			for i, v := range row {
				cells[i] = wholeCell(one.columns[i], v)
			}
			one.rows++
			if err := x.step(t.ctx); err != nil {
				return err
			}
			return w.Write(cells)
		})
		w.Flush()
		if err == nil {
			err = w.Error()
		}
		return err
	})
	if err != nil {
		return one, err
	}
	x.report.Rows[name] = one.rows
	return one, x.file("tables/"+name+".jsonl", func(to io.Writer) error {
		return walk(func(row []any) error { return writeLine(to, one.columns, row) })
	})
}

// writeLine writes a row as one JSON object a line, its fields in the order of the
// columns.
func writeLine(to io.Writer, columns []string, row []any) error {
	var line bytes.Buffer
	line.WriteByte('{')
	for i, v := range row {
		if i > 0 {
			line.WriteByte(',')
		}
		name, err := json.Marshal(columns[i])
		if err != nil {
			return err
		}
		line.Write(name)
		line.WriteByte(':')
		value := wholeValue(columns[i], v)
		if raw, ok := value.(json.RawMessage); ok {
			line.Write(raw)
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		line.Write(text)
	}
	line.WriteString("}\n")
	_, err := to.Write(line.Bytes())
	return err
}

// wholeValue is a value in JSON: days and instants as ISO 8601, ids as UUIDs, digests
// in hexadecimal, a record as the object that it is.
func wholeValue(column string, v any) any {
	switch v := v.(type) {
	case int64:
		return wholeNumber(column, v)
	case string:
		if column == "body" || column == "closings" {
			if json.Valid([]byte(v)) {
				return json.RawMessage(v)
			}
		}
		return v
	case []byte:
		switch {
		case len(v) == len(data.ID{}):
			return data.ID(v).String()
		case column == "body" && json.Valid(v):
			return json.RawMessage(v)
		case column == "body" && utf8.Valid(v):
			return string(v)
		case column == "body":
			return base64.StdEncoding.EncodeToString(v)
		}
		return hex.EncodeToString(v)
	}
	return v // nil and fractions
}

// wholeNumber writes a whole number as what its column holds.
func wholeNumber(column string, v int64) any {
	switch wholeColumns[column].kind {
	case aDay:
		if v == 0 || v >= noDue {
			return nil
		}
		return data.Date(v).String()
	case anInstant:
		if v == 0 {
			return nil
		}
		return timeOf(v).Format(time.RFC3339Nano)
	case aMonth:
		return monthOf(int(v)).String()
	case aTruth:
		return v != 0
	}
	return v
}

// wholeCell is a value in a cell: no text can run as a formula.
func wholeCell(column string, v any) string {
	switch v := wholeValue(column, v).(type) {
	case nil:
		return ""
	case json.RawMessage:
		return string(v)
	case string:
		return data.PlainCell(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	default:
		return fmt.Sprint(v)
	}
}
