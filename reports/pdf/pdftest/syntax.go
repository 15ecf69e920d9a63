package pdftest

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The limits of ISO 19005-2 6.1.13.
const (
	longestString = 32_767
	longestName   = 127
	mostObjects   = 8_388_607
	deepestState  = 28
	leastSheet    = 3
	largestSheet  = 14_400
)

var (
	objectHead  = regexp.MustCompile(`^([1-9]\d*) 0 obj\n<<`)
	lengthEntry = regexp.MustCompile(`/Length (\d+)>>$`)
)

// syntax reads a file from its first byte to its last, which ISO 19005-2 6.1
// allows to hold nothing else than a head, a comment of bytes that are no text,
// objects and an end. All our objects are streams; what is no stream lies in
// those of objects (6.1.4).
func syntax(t testing.TB, content []byte) {
	t.Helper()
	head, rest, _ := bytes.Cut(content, []byte("\n"))
	comment, rest, _ := bytes.Cut(rest, []byte("\n"))
	if !regexp.MustCompile(`^%PDF-1\.[0-7]$`).Match(head) { // 6.1.2
		t.Errorf("the file begins with %q", head)
	}
	if len(comment) < 5 || comment[0] != '%' || slices.ContainsFunc(comment[1:5], func(b byte) bool { return b < 0x80 }) {
		t.Errorf("the second line is %q", comment)
	}
	seen, last := map[string]int{}, 0
	for !bytes.HasPrefix(rest, []byte("startxref\n")) {
		at := len(content) - len(rest)
		m := objectHead.FindSubmatch(rest)
		entries, body, found := bytes.Cut(rest, []byte("\nstream\n")) // 6.1.7.1: one line end before and after
		length := lengthEntry.FindSubmatch(entries)
		if m == nil || !found || length == nil {
			t.Fatalf("at %d begins no stream: %.80q", at, rest)
		}
		number := string(m[1])
		if _, twice := seen[number]; twice {
			t.Errorf("object %s is there twice", number)
		}
		n, _ := strconv.Atoi(string(length[1]))
		if n > len(body) {
			t.Fatalf("object %s is cut off", number)
		}
		var ends bool
		if rest, ends = bytes.CutPrefix(body[n:], []byte("\nendstream\nendobj\n")); !ends { // 6.1.7.1, 6.1.9
			t.Fatalf("object %s does not end where its length says", number)
		}
		seen[number], last = at, at
	}
	if want := fmt.Sprintf("startxref\n%d\n%%%%EOF\n", last); string(rest) != want { // 6.1.3: nothing after the end
		t.Errorf("the file ends in %q, want %q", rest, want)
	}
	if len(seen) > mostObjects {
		t.Errorf("%d objects", len(seen))
	}
}

// never are entries that stand in no file of ours: what acts, what is shown
// elsewhere than here, what a reader may leave out or replace, what lies above
// the page (ISO 19005-2 6.1.8 to 6.11; ISO 14289-1 7.10 to 7.20).
var never = strings.Fields(`/AA /OpenAction /JS /JavaScript /Launch /Names /EmbeddedFiles /EF /AF /AcroForm /XFA
	/Annots /OCProperties /OC /Perms /Requirements /AlternatePresentations /PresSteps /Encrypt /RoleMap /ClassMap
	/Interpolate /Alternates /OPI /SMask /SMaskInData /Group /Ref /PS /ExtGState /TR /TR2 /HTP /HT /BM /ca /CA
	/CIDSet /CharSet /Suspects /F /FFilter /FDecodeParms`)

// everyObject judges what holds for values of any object.
func (f *file) everyObject() {
	for name, o := range f.objects {
		f.value(name, o.Value)
		if o.Stream.Dict != nil {
			f.value(name, o.Stream.Dict)
			if filter := o.Stream.Dict["/Filter"]; filter != nil && filter != "/FlateDecode" { // 6.1.7.2
				f.Errorf("%s is packed by %v", name, filter)
			}
		}
	}
}

func (f *file) value(where string, v any) {
	switch v := v.(type) {
	case dict:
		for key, entry := range v {
			if slices.Contains(never, key) {
				f.Errorf("%s has the entry %s", where, key)
			}
			f.value(where, key)
			f.value(where, entry)
		}
	case []any:
		for _, entry := range v {
			f.value(where, entry)
		}
	case float64:
		if v > 1<<31-1 || v < -1<<31 {
			f.Errorf("%s has the number %g", where, v)
		}
	case string:
		switch {
		case strings.HasPrefix(v, "/") && len(v)-1 > longestName:
			f.Errorf("%s has a name of %d bytes", where, len(v)-1)
		case strings.HasPrefix(v, "u:") && 2*len(v) > longestString, strings.HasPrefix(v, "b:") && len(v)/2 > longestString:
			f.Errorf("%s has a string of %d bytes", where, len(v))
		}
	}
}

// sheet judges the size of a page.
func (f *file) sheet(page dict) {
	box := f.list(page["/MediaBox"])
	if len(box) != 4 {
		f.Errorf("the page has the box %v", box)
		return
	}
	for i := range 2 {
		from, _ := box[i].(float64)
		to, _ := box[i+2].(float64)
		if to-from < leastSheet || to-from > largestSheet {
			f.Errorf("the page measures %g", to-from)
		}
	}
}

// profile judges the colour profile of the output intent (ISO 19005-2 6.2.3):
// of a screen or a printer, of red, green and blue, of a version that PDF knows.
func (f *file) profile(v any) {
	p := f.stream(v)
	if len(p) < 128 || string(p[12:16]) != "mntr" || string(p[16:20]) != "RGB " || p[8] > 4 || string(p[36:40]) != "acsp" || number(f.dict(v)["/N"]) != 3 {
		f.Errorf("the colour profile is %.132q", p)
		return
	}
	if size := int(p[0])<<24 | int(p[1])<<16 | int(p[2])<<8 | int(p[3]); size != len(p) {
		f.Errorf("the colour profile says it has %d bytes and has %d", size, len(p))
	}
}
