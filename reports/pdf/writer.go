package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
)

// writer collects the objects of a file and writes them as PDF 1.7 with object
// streams (ISO 32000-1 7.5.7), which make the tree of tags small.
type writer struct {
	objects [][]byte // by number, from 1; nil until set
	streams map[int]bool
}

func newWriter() *writer { return &writer{objects: make([][]byte, 1, 128), streams: map[int]bool{}} }

// reserve gives a number to an object that comes later.
func (w *writer) reserve() int {
	w.objects = append(w.objects, nil)
	return len(w.objects) - 1
}

func (w *writer) set(n int, object []byte) { w.objects[n] = object }

func (w *writer) add(object []byte) int {
	n := w.reserve()
	w.set(n, object)
	return n
}

// addStream deflates data; entries are those of its dictionary, without length
// and filter.
func (w *writer) addStream(entries string, data []byte) int {
	return w.addDeflated(entries, deflate(data))
}

func (w *writer) addDeflated(entries string, deflated []byte) int {
	return w.addPlain(entries+"/Filter/FlateDecode", deflated)
}

// addPlain adds a stream as it is.
func (w *writer) addPlain(entries string, data []byte) int {
	n := w.add(stream(entries, data))
	w.streams[n] = true
	return n
}

func stream(entries string, data []byte) []byte {
	out := make([]byte, 0, len(entries)+len(data)+64)
	out = fmt.Appendf(out, "<<%s/Length %d>>\nstream\n", entries, len(data))
	return append(append(out, data...), "\nendstream"...)
}

// perStream is how many objects share an object stream: so many that they
// compress well, so few that a reader need not unpack a whole report for one.
const perStream = 200

// place is where an object lies (ISO 32000-1 table 18).
type place struct {
	kind     byte   // 1: in the file, 2: in an object stream
	at       uint32 // offset, or number of the stream
	position uint16 // within the stream
}

// bytes writes the file. Its identifier is the digest of what it holds.
func (w *writer) bytes(root, info int) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	places := make([]place, len(w.objects), len(w.objects)+8)
	put := func(n int, object []byte) {
		places[n] = place{kind: 1, at: uint32(out.Len())}
		fmt.Fprintf(&out, "%d 0 obj\n", n)
		out.Write(object)
		out.WriteString("\nendobj\n")
	}
	var packed []int
	for n, object := range w.objects[1:] {
		if w.streams[n+1] {
			put(n+1, object)
		} else {
			packed = append(packed, n+1)
		}
	}
	for len(packed) > 0 {
		part := packed[:min(len(packed), perStream)]
		packed = packed[len(part):]
		n := len(places)
		places = append(places, place{})
		var index, body []byte
		for i, member := range part {
			index = fmt.Appendf(index, "%d %d ", member, len(body))
			body = append(append(body, w.objects[member]...), '\n')
			places[member] = place{2, uint32(n), uint16(i)}
		}
		put(n, stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", len(part), len(index)), deflate(append(index, body...))))
	}
	sum := sha256.Sum256(out.Bytes())
	at := out.Len()
	places = append(places, place{kind: 1, at: uint32(at)})
	table := []byte{0, 0, 0, 0, 0, 255, 255}
	for _, p := range places[1:] {
		table = binary.BigEndian.AppendUint32(append(table, p.kind), p.at)
		table = binary.BigEndian.AppendUint16(table, p.position)
	}
	fmt.Fprintf(&out, "%d 0 obj\n", len(places)-1)
	out.Write(stream(fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]/Filter/FlateDecode",
		len(places), root, info, sum[:16], sum[:16]), deflate(table)))
	fmt.Fprintf(&out, "\nendobj\nstartxref\n%d\n%%%%EOF\n", at)
	return out.Bytes()
}

// deflaters are kept: to make one takes longer than to use it on a page. The
// fastest level makes a letter little larger and takes less than half the time
// of the usual one, which was more than half of the time of a letter.
var deflaters = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		panic(err) // a level that there is
	}
	return w
}}

func deflate(data []byte) []byte {
	var out bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(w)
	w.Reset(&out)
	w.Write(data) // a buffer takes everything
	w.Close()
	return out.Bytes()
}
