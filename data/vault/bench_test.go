package vault

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// engines gives each benchmark the encrypted database and, in the same run,
// plain SQLite with the same settings.
func engines(b *testing.B, run func(b *testing.B, db *DB)) {
	b.Run("encrypted", func(b *testing.B) {
		v, _ := create(b)
		run(b, database(b, v, DBOptions{}))
	})
	b.Run("plain", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "plain.db")
		address := "file:" + path + "?_txlock=immediate&_pragma=journal_mode(wal)"
		for _, p := range commonPragmas(64) {
			address += "&_pragma=" + p
		}
		var pools [2]*sql.DB
		for i := range pools {
			pool, err := openPool(address, 1)
			if err != nil {
				b.Fatal(err)
			}
			defer pool.Close()
			pools[i] = pool
		}
		run(b, &DB{Write: pools[0], Read: pools[1]})
	})
}

// BenchmarkInsertNote is one note with its index entries in one durable commit.
func BenchmarkInsertNote(b *testing.B) {
	engines(b, func(b *testing.B, db *DB) {
		seed(b, db, 2000)
		body := strings.Repeat("the officer called the unit and asked ", 15)
		i := 0
		for b.Loop() {
			i++
			do(b, db.Write, `insert into notes(who, body) values(?, ?)`, "officer", fmt.Sprint(i, body))
		}
	})
}

// BenchmarkReadPageOfNotes is a page of 50 rows from a warm cache.
func BenchmarkReadPageOfNotes(b *testing.B) {
	engines(b, func(b *testing.B, db *DB) {
		seed(b, db, 1000)
		readPages(b, db, 1000)
	})
}

// BenchmarkReadPageOfNotesCold is the same from a cache too small to hold
// anything, so that nearly every page is read from the file and opened.
func BenchmarkReadPageOfNotesCold(b *testing.B) {
	engines(b, func(b *testing.B, db *DB) {
		seed(b, db, 5000)
		do(b, db.Write, `pragma wal_checkpoint(truncate)`)
		db.Read.SetMaxOpenConns(1)
		do(b, db.Read, `pragma cache_size = 10`)
		readPages(b, db, 5000)
	})
}

func readPages(b *testing.B, db *DB, rows int) {
	i := 0
	for b.Loop() {
		i = (i + 997) % rows
		page, err := db.Read.Query(`select id, who, body from notes where id > ? order by id limit 50`, i)
		if err != nil {
			b.Fatal(err)
		}
		for page.Next() {
			var id int
			var who, body string
			if err := page.Scan(&id, &who, &body); err != nil {
				b.Fatal(err)
			}
		}
		if err := page.Err(); err != nil {
			b.Fatal(err)
		}
	}
}
