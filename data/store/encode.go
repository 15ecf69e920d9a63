package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"rapport/data"
)

// noDue stands in cases.next_due for "nothing is owed", so that such cases
// come after all others in the order of due dates.
const noDue = 999_999

// instant is how a time is kept: milliseconds since 1970, UTC.
func instant(t time.Time) int64 { return t.UnixMilli() }

func timeOf(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// monthNumber is how a month is kept.
func monthNumber(m data.Month) int { return m.Year*12 + int(m.Month) - 1 }

// body writes a record as its row keeps it.
func body(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("writing a record: %w", err)
	}
	return string(b), nil
}

// readBody reads a record from its row. The text of json's own errors may
// quote the record, so it is not passed on.
func readBody(b []byte, into any) error {
	if json.Unmarshal(b, into) != nil {
		return fmt.Errorf("a record (%T) cannot be read", into)
	}
	return nil
}

// bodies reads the column "body" of every row of a query, in order.
func bodies[T any](t *tx, query string, args ...any) ([]T, error) {
	var all []T
	var raw sql.RawBytes
	err := t.each(query, args, func(r *sql.Rows) error {
		if err := r.Scan(&raw); err != nil {
			return err
		}
		var v T
		if err := readBody(raw, &v); err != nil {
			return err
		}
		all = append(all, v)
		return nil
	})
	return all, err
}

// keyList writes keys as one value of a query, each once, in their order.
func keyList(keys []int64) string {
	sorted := slices.Compact(slices.Sorted(slices.Values(keys)))
	text := make([]byte, 0, 8*len(sorted)+2)
	text = append(text, '[')
	for i, k := range sorted {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(text, k, 10)
	}
	return string(append(text, ']'))
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// scanTexts tells each value of a query's one column of text.
func scanTexts(tell func(string)) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var text string
		err := r.Scan(&text)
		tell(text)
		return err
	}
}

// scanBlobs gathers the values of a query's one column.
func scanBlobs(into *[][]byte) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var b []byte
		err := r.Scan(&b)
		*into = append(*into, b)
		return err
	}
}

// scanInto writes the values of a query's one column, one after the other.
func scanInto(to io.Writer) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var raw sql.RawBytes
		if err := r.Scan(&raw); err != nil {
			return err
		}
		_, err := to.Write(raw)
		return err
	}
}

// monthOf reads what monthNumber writes.
func monthOf(n int) data.Month { return data.Month{Year: n / 12, Month: time.Month(n%12 + 1)} }
