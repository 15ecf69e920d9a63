package pdf

import (
	"bytes"
	"errors"
	"strconv"
)

var errRaw = errors.New("gofpdf wrote a file of another form than expected")

// pageContents returns the content of every page of a file that gofpdf wrote
// without compression. It writes pages first, each as an object numbered from 3
// with its content in the next; that was so in every release and is checked.
func pageContents(raw []byte, pages int) ([][]byte, error) {
	offsets, err := crossReferences(raw)
	if err != nil {
		return nil, err
	}
	contents := make([][]byte, pages)
	for i := range contents {
		n := 3 + 2*i
		if n+1 >= len(offsets) {
			return nil, errRaw
		}
		sheet := []byte(strconv.Itoa(n) + " 0 obj\n<</Type /Page\n")
		if !bytes.HasPrefix(raw[offsets[n]:], sheet) {
			return nil, errRaw
		}
		head := []byte(strconv.Itoa(n+1) + " 0 obj\n<</Length ")
		rest, found := bytes.CutPrefix(raw[offsets[n+1]:], head)
		if !found {
			return nil, errRaw
		}
		length, rest, found := bytes.Cut(rest, []byte(">>\nstream\n"))
		size, err := strconv.Atoi(string(length))
		if !found || err != nil || size > len(rest) || !bytes.HasPrefix(rest[size:], []byte("\nendstream")) {
			return nil, errRaw
		}
		contents[i] = rest[:size]
	}
	return contents, nil
}

// crossReferences reads the offsets of the objects by their numbers.
func crossReferences(raw []byte) ([]int, error) {
	const startxref, row = "startxref\n", 20
	at := bytes.LastIndex(raw, []byte(startxref))
	if at < 0 {
		return nil, errRaw
	}
	number, _, _ := bytes.Cut(raw[at+len(startxref):], []byte("\n"))
	table, err := strconv.Atoi(string(number))
	if err != nil || table < 0 || table > at {
		return nil, errRaw
	}
	rest, found := bytes.CutPrefix(raw[table:at], []byte("xref\n0 "))
	count, rest, found2 := bytes.Cut(rest, []byte("\n"))
	n, err := strconv.Atoi(string(count))
	if !found || !found2 || err != nil || n*row > len(rest) {
		return nil, errRaw
	}
	offsets := make([]int, n)
	for i := 1; i < n; i++ {
		offsets[i], err = strconv.Atoi(string(rest[i*row : i*row+10]))
		if err != nil || offsets[i] > table {
			return nil, errRaw
		}
	}
	return offsets, nil
}
