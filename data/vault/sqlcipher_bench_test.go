package vault

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkBesideSQLCipher runs the same statements over the same data four
// times in turn: in the vault, by the driver on a plain file, by the sqlcipher
// program and by the sqlite3 program. The vault is compared with sqlcipher, and
// what the driver costs against C is seen beside it. The statements keep to what
// all four speak: sqlcipher as distributions ship it has SQLite of 2016 without
// FTS5, so the search is one in a table of words. Each kind of work begins with
// a freshly opened file and ends with a closed one; for a program its start and
// its key are taken off.
//
// The engines take turns with small pieces of work, and who is first changes. A
// ratio is the median of those of the pieces: of two times of the same statements,
// measured within a few seconds, so that it does not matter much what else the
// machine does.
func BenchmarkBesideSQLCipher(b *testing.B) {
	engines := []engine{sealedEngine(b), plainEngine(b)}
	for _, program := range []string{"sqlcipher", "sqlite3"} {
		if path, err := exec.LookPath(program); err == nil {
			engines = append(engines, programEngine(b, program, path))
		} else {
			b.Logf("%s is not installed: it is left out", program)
		}
	}
	took := map[string][]float64{}
	piece := 0
	for b.Loop() {
		for range peerPieces {
			for _, w := range peerWorks(piece) {
				ms := map[string]float64{}
				for i := range engines {
					e := engines[(piece+i)%len(engines)]
					best := e.run(b, w.statements)
					for range w.again {
						best = min(best, e.run(b, w.statements))
					}
					ms[e.name] = best.Seconds() * 1000
					took[w.name+"-"+e.name+"-ms"] = append(took[w.name+"-"+e.name+"-ms"], ms[e.name])
				}
				for _, pair := range peerPairs {
					if ms[pair[0]] > 0 && ms[pair[1]] > 0 {
						name := w.name + "-" + pair[0] + "/" + pair[1]
						took[name] = append(took[name], ms[pair[0]]/ms[pair[1]])
					}
				}
			}
			piece++
		}
	}
	for name, all := range took {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], name)
	}
	b.ReportMetric(0, "ns/op")
}

// peerPairs are the engines that are held against each other.
var peerPairs = [][2]string{{"sealed", "sqlcipher"}, {"driver", "sqlite3"}, {"sealed", "driver"}}

// engine runs statements on its file, opened anew, and says how long they took.
type engine struct {
	name string
	run  func(b *testing.B, statements []string) time.Duration
}

func sealedEngine(b *testing.B) engine {
	v, _ := create(b)
	return engine{"sealed", func(b *testing.B, statements []string) time.Duration {
		return runStatements(b, v.address("mode=rw", "", commonPragmas(64)), statements)
	}}
}

func plainEngine(b *testing.B) engine {
	address := "file:" + filepath.Join(b.TempDir(), "plain.db") + "?_pragma=journal_mode(wal)"
	for _, p := range commonPragmas(64) {
		address += "&_pragma=" + p
	}
	return engine{"driver", func(b *testing.B, statements []string) time.Duration {
		return runStatements(b, address, statements)
	}}
}

func runStatements(b *testing.B, address string, statements []string) time.Duration {
	pool, err := openPool(address, 1)
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	conn, err := pool.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := conn.ExecContext(ctx, `select count(*) from sqlite_schema`); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	for _, statement := range statements {
		if err := runStatement(ctx, conn, statement); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(conn.Close(), pool.Close()); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func runStatement(ctx context.Context, conn *sql.Conn, statement string) error {
	if !strings.HasPrefix(statement, "select") {
		_, err := conn.ExecContext(ctx, statement)
		return err
	}
	var n int64
	var sum float64
	return conn.QueryRowContext(ctx, statement).Scan(&n, &sum)
}

// programEngine pipes the statements into a program. Its page size, cache and
// durability are ours; the key is of the kind that needs no derivation.
func programEngine(b *testing.B, name, path string) engine {
	file := filepath.Join(b.TempDir(), name+".db")
	head := ""
	if name == "sqlcipher" {
		head = fmt.Sprintf("pragma key = \"x'%064x'\";\npragma cipher_page_size = 4096;\n", 7)
	}
	head += "pragma journal_mode = wal;\npragma synchronous = full;\npragma foreign_keys = 1;\npragma secure_delete = 1;\n" +
		"pragma cell_size_check = 1;\npragma temp_store = memory;\npragma mmap_size = 0;\npragma cache_size = -65536;\nselect count(*) from sqlite_master;\n"
	run := func(b *testing.B, script string) time.Duration {
		cmd := exec.Command(path, "-batch", "-bail", file)
		cmd.Stdin = strings.NewReader(script)
		var said bytes.Buffer
		cmd.Stderr = &said
		start := time.Now()
		if err := cmd.Run(); err != nil || said.Len() > 0 {
			b.Fatalf("%s: %v %.300s", name, err, said.String())
		}
		return time.Since(start)
	}
	return engine{name, func(b *testing.B, statements []string) time.Duration {
		bare := min(run(b, head), run(b, head))
		return max(run(b, head+strings.Join(statements, ";\n")+";\n")-bare, 0)
	}}
}

// peerWork is one kind of work as statements.
type peerWork struct {
	name       string
	again      int // how often it can be done over, the quickest time being counted
	statements []string
}

const (
	peerPieces = 5     // of each kind of work in a round
	peerRows   = 4_000 // of cases, added in each piece
	peerCommit = 300
	peerReads  = 2_000
)

// peerWorks are the works of a piece (from 0), which adds its rows to those of the
// pieces before. The same piece has the same statements.
func peerWorks(piece int) []peerWork {
	r := rand.New(rand.NewPCG(6, uint64(piece)))
	total := (piece + 1) * peerRows
	works := []peerWork{{name: "insert"}, {name: "commit"}, {name: "list", again: 2}, {name: "search", again: 2}, {name: "open", again: 4}}
	add := func(i int, statement string, args ...any) {
		works[i].statements = append(works[i].statements, fmt.Sprintf(statement, args...))
	}
	add(0, `create table if not exists cases (key integer primary key, number text, state text, unit integer, due integer, patient text, body text)`)
	add(0, `create table if not exists notes (key integer primary key, case_key integer references cases (key), body text)`)
	add(0, `create table if not exists words (word text, case_key integer, primary key (word, case_key)) without rowid`)
	add(0, `create index if not exists cases_due on cases (state, due, key)`)
	add(0, `create index if not exists notes_case on notes (case_key)`)
	for i := total - peerRows + 1; i <= total; i++ {
		if i%1000 == 1 {
			add(0, `begin immediate`)
		}
		text := peerText(r, 90)
		add(0, `insert into cases values (%d, 'PR-2026-%06d', '%s', %d, %d, '%s', '%s')`, i, i, []string{"open", "closed"}[r.IntN(2)], r.IntN(40), r.IntN(4000), peerText(r, 2), text)
		add(0, `insert into notes (case_key, body) values (%d, '%s')`, i, peerText(r, 90))
		for _, word := range strings.Fields(text)[:12] {
			add(0, `insert or ignore into words values ('%s', %d)`, word, i)
		}
		if i%1000 == 0 {
			add(0, `commit`)
		}
	}
	for range peerCommit {
		add(1, `insert into notes (case_key, body) values (%d, '%s')`, 1+r.IntN(total), peerText(r, 60))
	}
	for range peerReads {
		add(2, `select count(*), total(length(body)) from (select body from cases where state = 'open' and due >= %d order by due, key limit 50)`, r.IntN(4000))
		from := peerWord(r)[:3]
		add(3, `select count(*), total(length(c.patient)) from (select case_key from words where word >= '%s' and word < '%s~' limit 50) w cross join cases c where c.key = w.case_key`, from, from)
		key := 1 + r.IntN(total)
		add(4, `select c.unit, total(length(c.body) + length(n.body)) from cases c join notes n on n.case_key = c.key where c.key = %d`, key)
	}
	return works
}

func peerText(r *rand.Rand, words int) string {
	var all []string
	for range words {
		all = append(all, peerWord(r))
	}
	return strings.Join(all, " ")
}

// peerWord is one of some thousand words.
func peerWord(r *rand.Rand) string {
	const letters = "etaoinshrdlu"
	var word []byte
	for range 5 {
		word = append(word, letters[r.IntN(len(letters))])
	}
	return string(word)
}
