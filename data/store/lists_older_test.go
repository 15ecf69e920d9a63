package store

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"rapport/data"
)

// TestTheListsOfAnOlderCaseFileAreFilledIn brings cases of schema 2, written by
// hand, to the newest: their marks, record numbers and everything they owe.
func TestTheListsOfAnOlderCaseFileAreFilledIn(t *testing.T) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "old.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() // it was only for the test
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range steps[:2] {
		run(m.sql)
	}
	for key, state := range map[int64]string{1: "investigating", 2: "awaiting", 3: "closed"} {
		var closed any
		if state == "closed" {
			closed = 20_000
		}
		id := data.NewID()
		run(`insert into cases values (?, ?, 'PR-2026-0000' || ?, 'grievance', ?, '4 West', 'Dana Whitfield', 0, 19000, 19000, ?, ?, ?, ?, 2,
			'Fennimore, Walter', '', 'x', ?, 0, 0, 0, 0)`, key, id[:], key, state, closed, closed, map[bool]int{true: noDue, false: 20_630}[state == "closed"],
			map[bool]string{true: "", false: "Written decision"}[state == "closed"], key-1)
	}
	run(`insert into case_details values (1, '{"classification":{"immediate":true},"answers":{}}'), (2, '{"anonymous":true,"answers":{}}'), (3, '{"answers":{"anonymous":true}}')`)
	row := func(table, columns string, caseKey int, values, body string) {
		t.Helper()
		id := data.NewID()
		run(`insert into `+table+` (case_key, id, body`+columns+`) values (?, ?, ?`+values+`)`, caseKey, id[:], body)
	}
	row("people", ", role", 1, ", 'complainant'", `{"mrn":"no"}`)
	row("people", ", role", 1, ", 'patient'", `{"mrn":"MRN7"}`)
	row("notes", ", class", 2, ", 'restricted'", `{}`)
	row("notes", ", class", 1, ", 'ordinary'", `{}`)
	row("steps", "", 1, "", `{"kind":"interview","due":"2026-06-20","by":"Pat Winter"}`) // day 20624, before the decision
	row("steps", "", 1, "", `{"kind":"interview","due":"2026-06-20","done_on":"2026-06-01"}`)
	row("steps", "", 2, "", `{"kind":"referral","due":"2026-07-20","with":"The ward"}`)
	row("steps", "", 3, "", `{"kind":"referral","due":"2026-07-20"}`)
	row("advocacy", ", done_on", 1, ", 0", `{"kind":"appeal","due":"2026-07-21","by":"Dana Whitfield"}`)
	row("advocacy", ", done_on", 1, ", 0", `{"kind":"appeal","due":"2026-07-21","outcome":"achieved"}`)
	task := data.NewID()
	run(`insert into tasks (case_key, id, body) values (1, ?, '{"owner":"Pat Winter"}')`, task[:])
	run(`insert into dues values (20630, 1, 1, 1, 'Written decision', null, 0), (20640, 1, 1, 2, 'Send the photos', ?, 1), (20630, 1, 2, 1, 'Written decision', null, 0)`, task[:])
	for _, m := range steps[2:] {
		run(m.sql)
	}

	lines := func(query string) []string {
		t.Helper()
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close() // read to its end
		var all []string
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			all = append(all, line)
		}
		return all
	}
	want := []string{"1 1 MRN7 20624 Interview", "2 56  20630 Written decision", "3 48  999999 "}
	if got := lines(`select key || ' ' || flags || ' ' || mrn || ' ' || next_due || ' ' || next_what from cases order by key`); !slices.Equal(got, want) {
		t.Errorf("the cases are %q, want %q", got, want)
	}
	want = []string{"1 20624 Interview step  Pat Winter investigation 0", "1 20630 Written decision clock decision  summary 0", "1 20640 Send the photos promise  Pat Winter tasks 2",
		"1 20655 Action for the patient advocacy  Dana Whitfield advocacy 0", "2 20630 Written decision clock decision  summary 3", "2 20654 Referral to a department referral  The ward investigation 3"}
	if got := lines(`select case_key || ' ' || due || ' ' || what || ' ' || kind || ' ' || clock || ' ' || who || ' ' || section || ' ' || shelf from dues order by case_key, due`); !slices.Equal(got, want) {
		t.Errorf("owed is %q, want %q", got, want)
	}
}
