package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"rapport/data"
)

// olderBase is a database of schema 2 that was not brought along yet.
func olderBase(t *testing.T) *base {
	t.Helper()
	address := "file:" + filepath.Join(t.TempDir(), "old.db") + "?_pragma=journal_mode(wal)&_pragma=foreign_keys(1)"
	var dbs [2]*sql.DB
	for i := range dbs {
		var err error
		if dbs[i], err = sql.Open("sqlite", address); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = dbs[i].Close() }) // it was only for the test
	}
	b, err := openBase(t.Context(), dbs[0], dbs[1])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.close() })
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range steps[:2] {
		if err := b.write(t.Context(), m.run); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// TestAnOlderCaseFileIsBroughtAlongWhole brings cases of schema 2, written by
// hand, to the newest: marks, record numbers, the register, and everything that
// they owe, as any change of the case would write it.
func TestAnOlderCaseFileIsBroughtAlongWhole(t *testing.T) {
	b := olderBase(t)
	run := func(query string, args ...any) {
		t.Helper()
		if err := b.write(t.Context(), func(t *tx) error { return t.exec(query, args...) }); err != nil {
			t.Fatal(err)
		}
	}
	for key, c := range map[int64]struct{ state, more string }{
		1: {"investigating", `"classification":{"immediate":true}`}, 2: {"awaiting", `"anonymous":true`}, 3: {"closed", `"answers":{"anonymous":true}`},
	} {
		id, closed, due, what := data.NewID(), any(nil), 20_630, "Written decision"
		if c.state == "closed" {
			closed, due, what = 20_000, noDue, ""
		}
		run(`insert into cases values (?, ?, 'PR-2026-0000' || ?, 'grievance', ?, '4 West', 'Dana Whitfield', 0, 19000, 19000, ?, ?, ?, ?, 2,
			'Fennimore, Walter', '', 'x', ?, 0, 0, 0, 0)`, key, id[:], key, c.state, closed, closed, due, what, key-1)
		run(`insert into case_details values (?, ?)`, key, fmt.Sprintf(`{"id":"%s","number":"PR-2026-0000%d","kind":"grievance","state":"%s","owner":"Dana Whitfield","unit":"4 West","story":"x","reopened":%d,%s}`,
			id, key, c.state, key-1, c.more))
	}
	row := func(table, columns string, caseKey int, values, body string) {
		t.Helper()
		id := data.NewID()
		run(`insert into `+table+` (case_key, id, body`+columns+`) values (?, ?, ?`+values+`)`, caseKey, id[:], fmt.Sprintf(`{"id":"%s",%s}`, id, body))
	}
	row("people", ", role", 1, ", 'complainant'", `"role":"complainant","family":"Løkke","mrn":"no"`)
	row("people", ", role", 1, ", 'patient'", `"role":"patient","family":"Fennimore","mrn":"MRN7"`)
	row("people", ", role", 2, ", 'patient'", `"role":"patient","family":"Fennimore","mrn":"mrn 7"`)
	row("issues", ", category, severity, unit, outcome", 1, ", 'quality', 2, '', ''", `"words":"x","category":"quality","severity":2`)
	row("notes", ", class", 2, ", 'restricted'", `"class":"restricted","text":"x"`)
	row("notes", ", class", 1, ", 'ordinary'", `"class":"ordinary","text":"x"`)
	for key := 1; key <= 2; key++ {
		row("clocks", ", kind, due, met_on, stopped", key, ", 'decision', 20630, 0, 0", `"kind":"decision","due":"2026-06-26","days":7,"unit":"calendar","changes":[{"from":"2026-06-20","to":"2026-06-26"}]`)
	}
	row("steps", "", 1, "", `"kind":"interview","due":"2026-06-20","by":"Pat Winter"`) // day 20624, before the decision
	row("steps", "", 1, "", `"kind":"interview","due":"2026-06-20","done_on":"2026-06-01"`)
	row("steps", "", 2, "", `"kind":"referral","due":"2026-07-20","with":"The ward"`)
	row("steps", "", 3, "", `"kind":"referral","due":"2026-07-20"`)
	row("advocacy", ", done_on", 1, ", 0", `"kind":"appeal","due":"2026-07-21","by":"Dana Whitfield"`)
	row("advocacy", ", done_on", 1, ", 0", `"kind":"appeal","due":"2026-07-21","outcome":"achieved"`)
	row("tasks", "", 1, "", `"what":"Send the photos","due":"2026-07-06","promise":true,"owner":"Pat Winter"`)
	run(`insert into dues values (20630, 1, 1, 1, 'Written decision', null, 0), (20640, 1, 1, 2, 'Send the photos', ?, 1), (20630, 1, 2, 1, 'Written decision', null, 0)`, make([]byte, 16))

	backed := false
	if err := b.migrate(t.Context(), func() error { backed = true; return nil }); err != nil || !backed {
		t.Fatalf("backed up: %t, error %v", backed, err)
	}
	lines := func(query string) []string {
		t.Helper()
		var all []string
		err := b.read(t.Context(), func(t *tx) error { return t.each(query, nil, scanTexts(func(line string) { all = append(all, line) })) })
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	caseLines := `select key || ' ' || flags || ' ' || mrn || ' ' || next_due || ' ' || next_what from cases order by key`
	dueLines := `select case_key || ' ' || due || ' ' || what || ' ' || kind || ' ' || clock || ' ' || who || ' ' || section || ' ' || shelf from dues order by case_key, due`
	want := []string{"1 1 MRN7 20624 Interview", "2 56 mrn 7 20630 Written decision", "3 48  999999 "}
	if got := lines(caseLines); !slices.Equal(got, want) {
		t.Errorf("the cases are %q, want %q", got, want)
	}
	want = []string{"1 20624 Interview step  Pat Winter investigation 0", "1 20630 Written decision clock decision  summary 0", "1 20640 Send the photos promise  Pat Winter tasks 2",
		"1 20655 Insurer appeal advocacy  Dana Whitfield advocacy 0", "2 20630 Written decision clock decision  summary 3", "2 20652 Remind the department reminder  The ward investigation 3"}
	if got := lines(dueLines); !slices.Equal(got, want) {
		t.Errorf("owed is %q, want %q", got, want)
	}
	want = []string{"Fennimore 2", "Løkke 1"}
	if got := lines(`select json_extract(r.body, '$.person.family') || ' ' || count(*) from persons r join people p on p.known = r.id group by r.id order by 1`); !slices.Equal(got, want) {
		t.Errorf("the register is %q, want %q", got, want)
	}
	for key := range int64(3) {
		err := b.read(t.Context(), func(tx *tx) error {
			f, err := readCase(tx, key+1)
			for _, k := range f.Clocks {
				if k.Base != data.NewDate(2026, 6, 20) {
					t.Errorf("the first due date of a clock is %s", k.Base)
				}
			}
			return err
		})
		if err != nil {
			t.Errorf("case %d: %v", key+1, err)
		}
	}
}

// TestAnOlderCaseFileThatCannotBeBroughtAlongStaysAsItWas: a case that cannot be
// read ends the step to the newest schema, and nothing of it is left.
func TestAnOlderCaseFileThatCannotBeBroughtAlongStaysAsItWas(t *testing.T) {
	b := olderBase(t)
	id := data.NewID()
	err := b.write(t.Context(), func(t *tx) error {
		if err := t.exec(`insert into cases values (1, ?, 'PR-2026-00001', 'grievance', 'new', '', '', 0, 19000, 19000, null, null, 20630, '', 2, '', '', 'x', 0, 0, 0, 0, 0)`, id[:]); err != nil {
			return err
		}
		return t.exec(`insert into case_details values (1, '{"kind":7}')`)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.migrate(t.Context(), func() error { return nil }); err == nil {
		t.Error("a case that cannot be read was brought along")
	}
	err = b.read(context.Background(), func(tx *tx) error {
		version, err := schemaVersion(tx)
		if version != 2 {
			t.Errorf("the version is %d", version)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
