package store

import (
	"database/sql"
	"fmt"

	"rapport/data"
)

// repeatMonths is over how many months somebody is asked to have complained twice.
const repeatMonths = 12

// repeatComplainants counts the people who spoke up in two cases or more that are
// not linked with each other, received in the twelve months that end with a day.
// Entries of the register that were merged are one person.
func repeatComplainants(t *tx, until data.Date) (int, error) {
	root, err := mergedPersons(t)
	if err != nil {
		return 0, err
	}
	first, cases := map[data.ID]int64{}, map[data.ID][]int64{} // most have one case
	var id data.ID
	err = t.each(`select case_key, speaker from case_facts where counted <> '' and received_on between ? and ? and speaker is not null`,
		[]any{int64(until.AddMonths(-repeatMonths) + 1), int64(until)}, func(r *sql.Rows) error {
			var key int64
			var raw sql.RawBytes
			err := r.Scan(&key, &raw)
			copy(id[:], raw)
			who := id
			for into, merged := root[who]; merged; into, merged = root[who] {
				who = into
			}
			one, again := first[who]
			switch {
			case !again:
				first[who] = key
			case cases[who] == nil:
				cases[who] = []int64{one, key}
			default:
				cases[who] = append(cases[who], key)
			}
			return err
		})
	if err != nil {
		return 0, fmt.Errorf("counting who spoke up again: %w", err)
	}
	var several []int64
	for _, theirs := range cases {
		several = append(several, theirs...)
	}
	links, err := sameMatters(t, several)
	if err != nil {
		return 0, err
	}
	for who, theirs := range cases {
		if oneMatter(theirs, links) {
			delete(cases, who)
		}
	}
	return len(cases), nil
}

// mergedPersons tells into which entry of the register another was merged.
func mergedPersons(t *tx) (map[data.ID]data.ID, error) {
	into := map[data.ID]data.ID{}
	err := t.each(`select id, merged_into from persons where merged_into is not null`, nil, func(r *sql.Rows) error {
		var id, root []byte
		err := r.Scan(&id, &root)
		if err == nil {
			into[data.ID(id)] = data.ID(root)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the register of people: %w", err)
	}
	return into, nil
}

// sameMatters reads which cases are linked with which as the same matter.
func sameMatters(t *tx, of []int64) (map[int64][]int64, error) {
	links := map[int64][]int64{}
	err := t.each(`select l.first, l.second from (`+keysIn+`) k cross join case_links l where l.first = k.value and l.kind = ?`,
		[]any{keyList(of), linkSame}, func(r *sql.Rows) error {
			var first, second int64
			err := r.Scan(&first, &second)
			links[first] = append(links[first], second)
			links[second] = append(links[second], first)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the links between cases: %w", err)
	}
	return links, nil
}

// oneMatter reports whether all cases hang together by their links.
func oneMatter(cases []int64, links map[int64][]int64) bool {
	theirs := map[int64]bool{}
	for _, key := range cases {
		theirs[key] = true
	}
	reached, next := map[int64]bool{cases[0]: true}, []int64{cases[0]}
	for len(next) > 0 {
		key := next[0]
		next = next[1:]
		for _, other := range links[key] {
			if theirs[other] && !reached[other] {
				reached[other] = true
				next = append(next, other)
			}
		}
	}
	return len(reached) == len(cases)
}
