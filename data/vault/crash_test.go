package vault

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// victimDir names, to a second run of this test binary, the case file to write
// to until it is killed.
const victimDir = "RAPPORT_TEST_VICTIM_DIR"

func TestKilledWhileWritingEveryAcknowledgedRowIsThere(t *testing.T) {
	if dir := os.Getenv(victimDir); dir != "" {
		writeForEver(t, dir)
	}
	v, _ := create(t)
	seed(t, database(t, v, DBOptions{}), 1)
	closeVault(t, v)
	for round := range 6 {
		acknowledged := killAfter(t, v.Dir(), 3+round*17)
		w := reopen(t, v.Dir())
		count, err := strconv.Atoi(one(t, database(t, w, DBOptions{}).Read, `select count(*) from notes`))
		if err != nil || count < acknowledged {
			t.Fatalf("round %d: %d rows were acknowledged, %d are there, %v", round, acknowledged, count, err)
		}
		wantWhole(t, w)
		noCanary(t, v.Dir())
		closeVault(t, w)
	}
}

// killAfter lets another process write, kills it after it has acknowledged n
// commits, and returns the number of rows that it acknowledged in all.
func killAfter(t *testing.T, dir string, n int) (rows int) {
	t.Helper()
	victim := exec.Command(os.Args[0], "-test.run=^TestKilledWhileWritingEveryAcknowledgedRowIsThere$")
	victim.Env = append(os.Environ(), victimDir+"="+dir)
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for commits := 0; lines.Scan(); {
		number, ok := strings.CutPrefix(lines.Text(), "rows ")
		if !ok {
			t.Log(lines.Text())
			continue
		}
		if rows, err = strconv.Atoi(number); err != nil {
			t.Fatal(err)
		}
		if commits++; commits == n {
			if err := victim.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := victim.Wait(); err == nil {
		t.Fatal("the writing process ended by itself")
	}
	if rows == 0 {
		t.Fatal("the writing process acknowledged nothing")
	}
	return rows
}

// writeForEver commits rows, telling their number after each commit.
func writeForEver(t *testing.T, dir string) {
	v, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Unlock(officer, passphrase); err != nil {
		t.Fatal(err)
	}
	db := database(t, v, DBOptions{WriteCacheMiB: 1})
	do(t, db.Write, `pragma wal_autocheckpoint = 60`)
	for i := 0; ; i++ {
		addNotes(t, db, 1+i*7%40)
		fmt.Println("rows " + one(t, db.Write, `select count(*) from notes`))
	}
}
