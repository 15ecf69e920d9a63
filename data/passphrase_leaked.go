package data

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"sync"
)

// leakedList holds the passwords of six characters or more among the 47,000 that
// are found most often in leaks, in the form that plainChars gives, one a line. It
// is made of the list of zxcvbn (Dropbox; Go port of Trustelem, MIT licence),
// which counts Mark Burnett's ten million passwords.
//
//go:embed passphrase_leaked.txt.gz
var leakedList []byte

var leaked = sync.OnceValue(func() map[string]bool {
	z, err := gzip.NewReader(bytes.NewReader(leakedList))
	if err != nil {
		panic(fmt.Errorf("reading the list of common passwords: %w", err)) // it is part of the program
	}
	all := map[string]bool{}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		all[lines.Text()] = true
	}
	if err := lines.Err(); err != nil {
		panic(fmt.Errorf("reading the list of common passwords: %w", err))
	}
	return all
})

// mostAdded is how many characters may stand before or after a common password
// without making another one of it.
const mostAdded = 4

// isLeaked reports whether c is a password that leaks are full of, with up to four
// characters before or after it, none of which make it harder to guess.
func isLeaked(c string) bool {
	runes := []rune(c)
	for cut := 0; cut <= mostAdded && cut < len(runes); cut++ {
		for before := 0; before <= cut; before++ {
			if leaked()[string(runes[before:len(runes)-(cut-before)])] {
				return true
			}
		}
	}
	return false
}
