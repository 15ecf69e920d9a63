package vault

import (
	"encoding/binary"
	"errors"
	"math"
)

// The kinds of page of SQLite's trees
// (https://www.sqlite.org/fileformat2.html, 1.6).
const (
	indexInterior = 0x02
	tableInterior = 0x05
	indexLeaf     = 0x0a
	tableLeaf     = 0x0d
)

// Row is one record of a table, or of an index.
type Row struct {
	Page   int64 // that holds it
	Rowid  int64 // of a table
	Values []any // nil, int64, float64, string or []byte
	Fault  error // a [PageFault]: a part of the record lies on a page that fails; Values ends before it
}

// Gap is a part of a tree that cannot be read.
type Gap struct {
	Page     int64 // whose seal does not hold, or that makes no sense
	From, To int64 // the rowids of the table that it covers
}

// Tree is what a walk has reached.
type Tree struct {
	Reached map[int64]bool // pages, those that failed too
	Gaps    []Gap
}

// errNoTree: a page is none of the kind that belongs here.
var errNoTree = errors.New("the page is none of this tree")

// maxDepth bounds the height of a tree; SQLite's own bound is 20.
const maxDepth = 24

// Walk tells every record of the tree at root, in order, and goes round the
// pages that fail. The error is tell's own.
func (r *Rescue) Walk(root int64, tell func(Row) error) (Tree, error) {
	t := Tree{Reached: map[int64]bool{}}
	err := r.walk(&t, root, math.MinInt64, math.MaxInt64, 0, tell)
	return t, err
}

func (r *Rescue) walk(t *Tree, n, from, to int64, depth int, tell func(Row) error) error {
	fail := func() { t.Gaps = append(t.Gaps, Gap{n, from, to}) }
	if depth > maxDepth || t.Reached[n] {
		fail()
		return nil
	}
	t.Reached[n] = true
	page, err := r.Page(n)
	if err != nil {
		fail()
		return nil
	}
	p, err := readPage(page, n)
	if err != nil {
		fail()
		return nil
	}
	for _, cell := range p.cells {
		switch p.kind {
		case tableLeaf:
			if err := tell(r.tableRow(cell, n)); err != nil {
				return err
			}
		case tableInterior:
			key, _ := varint(cell[4:])
			if err := r.walk(t, int64(binary.BigEndian.Uint32(cell)), from, int64(key), depth+1, tell); err != nil {
				return err
			}
			from = int64(key) + 1
		case indexInterior:
			if err := r.walk(t, int64(binary.BigEndian.Uint32(cell)), from, to, depth+1, tell); err != nil {
				return err
			}
			if err := tell(r.indexRow(cell[4:], n)); err != nil {
				return err
			}
		case indexLeaf:
			if err := tell(r.indexRow(cell, n)); err != nil {
				return err
			}
		}
	}
	if p.right != 0 {
		return r.walk(t, p.right, from, to, depth+1, tell)
	}
	return nil
}

// Leaf returns the rows of page n where it is a leaf of a table, however it is
// reached.
func (r *Rescue) Leaf(n int64) (rows []Row, ok bool) {
	page, err := r.Page(n)
	if err != nil {
		return nil, false
	}
	p, err := readPage(page, n)
	if err != nil || p.kind != tableLeaf || len(p.cells) == 0 {
		return nil, false
	}
	for _, cell := range p.cells {
		rows = append(rows, r.tableRow(cell, n))
	}
	return rows, true
}

// treePage is one page of a tree, taken apart.
type treePage struct {
	kind  byte
	cells [][]byte // each to the end of the page
	right int64    // of an interior page, the last child
}

func readPage(page []byte, n int64) (treePage, error) {
	at := 0
	if n == 1 {
		at = 100 // after the header of the file
	}
	p := treePage{kind: page[at]}
	count := int(binary.BigEndian.Uint16(page[at+3:]))
	cells := at + 8
	switch p.kind {
	case tableInterior, indexInterior:
		p.right = int64(binary.BigEndian.Uint32(page[at+8:]))
		cells += 4
	case tableLeaf, indexLeaf:
	default:
		return p, errNoTree
	}
	if cells+2*count > pagePayload {
		return p, errNoTree
	}
	for i := range count {
		offset := int(binary.BigEndian.Uint16(page[cells+2*i:]))
		if offset < cells+2*count || offset+4 > pagePayload {
			return p, errNoTree
		}
		p.cells = append(p.cells, page[offset:pagePayload])
	}
	return p, nil
}

// varint reads SQLite's variable-length integer and how many bytes it takes; 0
// bytes where it does not end.
func varint(b []byte) (v uint64, n int) {
	for n < len(b) && n < 8 {
		v = v<<7 | uint64(b[n]&0x7f)
		n++
		if b[n-1] < 0x80 {
			return v, n
		}
	}
	if n < len(b) {
		return v<<8 | uint64(b[n]), n + 1
	}
	return 0, 0
}

func (r *Rescue) tableRow(cell []byte, page int64) Row {
	size, n := varint(cell)
	rowid, m := varint(cell[n:])
	row := Row{Page: page, Rowid: int64(rowid)}
	if n == 0 || m == 0 {
		row.Fault = &PageFault{File: "database", Page: page}
		return row
	}
	row.fill(r.payload(cell[n+m:], size, pagePayload-35, page))
	return row
}

func (r *Rescue) indexRow(cell []byte, page int64) Row {
	size, n := varint(cell)
	row := Row{Page: page}
	if n == 0 {
		row.Fault = &PageFault{File: "database", Page: page}
		return row
	}
	row.fill(r.payload(cell[n:], size, (pagePayload-12)*64/255-23, page))
	return row
}

// payload gathers a record whose first part lies in the cell and the rest on
// pages of its own; what is there before a page that fails, with the fault.
func (r *Rescue) payload(cell []byte, size uint64, most int, page int64) ([]byte, error) {
	broken := &PageFault{File: "database", Page: page}
	if size <= uint64(most) {
		if uint64(len(cell)) < size {
			return nil, broken
		}
		return cell[:size], nil
	}
	if size > math.MaxInt32 {
		return nil, broken
	}
	least := (pagePayload-12)*32/255 - 23
	local := least + (int(size)-least)%(pagePayload-4)
	if local > most {
		local = least
	}
	if len(cell) < local+4 {
		return nil, broken
	}
	all := append(make([]byte, 0, size), cell[:local]...)
	for next := int64(binary.BigEndian.Uint32(cell[local:])); len(all) < int(size); {
		p, err := r.Page(next)
		if err != nil {
			return all, err
		}
		all = append(all, p[4:min(pagePayload, 4+int(size)-len(all))]...)
		next = int64(binary.BigEndian.Uint32(p))
	}
	return all, nil
}

// fill reads the values of a record (https://www.sqlite.org/fileformat2.html,
// 2.1) as far as it goes.
func (row *Row) fill(payload []byte, fault error) {
	row.Fault = fault
	short := func() {
		if row.Fault == nil {
			row.Fault = &PageFault{File: "database", Page: row.Page}
		}
	}
	head, n := varint(payload)
	if n == 0 || head > uint64(len(payload)) {
		short()
		return
	}
	types, body := payload[n:head], payload[head:]
	for len(types) > 0 {
		kind, n := varint(types)
		if n == 0 {
			short()
			return
		}
		types = types[n:]
		v, size, ok := value(kind, body)
		if !ok {
			short()
			return
		}
		body = body[size:]
		row.Values = append(row.Values, v)
	}
}

// value reads one value of a record and how many bytes it takes.
func value(kind uint64, body []byte) (v any, size int, ok bool) {
	sizes := [...]int{0, 1, 2, 3, 4, 6, 8, 8, 0, 0}
	if kind < uint64(len(sizes)) {
		size = sizes[kind] // #nosec G602 -- the line above bounds it
	} else if kind >= 12 && kind < 1<<33 {
		size = int(kind-12) / 2
	} else {
		return nil, 0, false
	}
	if size > len(body) {
		return nil, 0, false
	}
	body = body[:size]
	switch {
	case kind == 0:
		return nil, 0, true
	case kind <= 6:
		n := int64(int8(body[0]))
		for _, b := range body[1:] {
			n = n<<8 | int64(b)
		}
		return n, size, true
	case kind == 7:
		return math.Float64frombits(binary.BigEndian.Uint64(body)), size, true
	case kind <= 9:
		return int64(kind - 8), 0, true
	case kind%2 == 0:
		return append([]byte{}, body...), size, true
	}
	return string(body), size, true
}
