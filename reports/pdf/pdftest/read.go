// Package pdftest reads our PDF files back for tests, with qpdf, and judges them
// by the rules of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) that a
// program can judge. It knows nothing of the package that writes the files.
package pdftest

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// dict is a PDF dictionary as qpdf's JSON has it: names and references are
// strings, text strings begin with "u:", other strings with "b:".
type dict = map[string]any

// file is a PDF file taken apart.
type file struct {
	testing.TB
	objects map[string]struct {
		Value  any
		Stream struct {
			Data string
			Dict dict
		}
	}
}

// Save writes content into a file of its own and returns the path.
func Save(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Run runs a reader of another maker and returns what it prints; the test is
// skipped where it is not installed.
func Run(t testing.TB, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("%s is not installed", tool)
	}
	out, err := exec.Command(tool, args...).Output()
	if err != nil {
		var said []byte
		if exit, ok := err.(*exec.ExitError); ok {
			said = exit.Stderr
		}
		t.Fatalf("%s: %v\n%s%s", tool, err, out, said)
	}
	return string(out)
}

func read(t testing.TB, content []byte) *file {
	t.Helper()
	out := Run(t, "qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", Save(t, content))
	var parsed struct{ Qpdf []json.RawMessage }
	f := &file{TB: t}
	err := json.Unmarshal([]byte(out), &parsed)
	if err == nil {
		err = json.Unmarshal(parsed.Qpdf[1], &f.objects)
	}
	if err != nil {
		t.Fatalf("reading what qpdf says: %v", err)
	}
	return f
}

// resolve follows a reference to what it refers to: a dictionary, a list, a
// value, or the dictionary of a stream.
func (f *file) resolve(v any) any {
	reference, ok := v.(string)
	if !ok || !strings.HasSuffix(reference, " R") {
		return v
	}
	o, known := f.objects["obj:"+reference]
	if !known {
		f.Fatalf("object %s is missing", reference)
	}
	if o.Stream.Dict != nil {
		return o.Stream.Dict
	}
	return o.Value
}

func (f *file) dict(v any) dict {
	d, _ := f.resolve(v).(dict)
	return d
}

func (f *file) list(v any) []any {
	switch found := f.resolve(v).(type) {
	case nil:
		return nil
	case []any:
		return found
	default:
		return []any{found}
	}
}

// stream returns the data of a stream, unpacked.
func (f *file) stream(v any) []byte {
	reference, _ := v.(string)
	data, err := base64.StdEncoding.DecodeString(f.objects["obj:"+reference].Stream.Data)
	if err != nil || len(data) == 0 {
		f.Errorf("stream %v: %d bytes, %v", v, len(data), err)
	}
	return data
}

// text is a text string without qpdf's mark.
func text(v any) string {
	s, _ := v.(string)
	return strings.TrimPrefix(s, "u:")
}

func name(v any) string {
	s, _ := v.(string)
	return strings.TrimPrefix(s, "/")
}

func number(v any) int {
	n, _ := v.(float64)
	return int(n)
}
