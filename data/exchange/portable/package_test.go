package portable

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

var at = time.Date(2026, 11, 2, 15, 4, 6, 0, time.UTC)

func sample() (Manifest, Content) {
	f := data.CaseFile{Case: data.Case{ID: data.NewID(), Number: "PR-2026-00007", Kind: data.Grievance, State: data.StateNew, Story: "The call light was not answered.", ReceivedAt: at}}
	f.Attachments = []data.Attachment{{ID: data.NewID(), Name: "con.txt", Class: data.NoteOrdinary, Size: 5}}
	m := Manifest{ID: data.NewID(), Case: f.ID, Number: f.Number, MadeAt: at, MadeBy: "Dana Whitfield", Facility: "Lakeside General", Office: "Patient Relations"}
	return m, Content{Case: f, History: []data.HistoryEntry{{Seq: 4, At: at, By: "Dana Whitfield", Action: "case.open", Summary: "Opened."}}}
}

func packed(t testing.TB, change func(w *Writer, c *Content)) []byte {
	t.Helper()
	m, c := sample()
	var to bytes.Buffer
	w := NewWriter(&to, m)
	w.Add(DocumentPath(0, c.Case.Attachments[0]), "a document", []byte("a scan"))
	if change != nil {
		change(w, &c)
	}
	w.AddCase(c)
	if err := w.Close(func([]byte) (Vouched, error) { return Vouched{From: "age1x", Mark: []byte{1}}, nil }); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

func open(file []byte) (*Package, error) {
	return Open(context.Background(), bytes.NewReader(file), int64(len(file)))
}

func TestAPackageComesBackAsItWasPacked(t *testing.T) {
	p, err := open(packed(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	if p.Content.Case.Story == "" || len(p.Content.History) != 1 || p.Vouched.From != "age1x" || p.Manifest.MadeBy != "Dana Whitfield" {
		t.Errorf("read %+v", p)
	}
	scan, err := p.Part("documents/001 _con.txt")
	if err != nil || string(scan) != "a scan" {
		t.Errorf("the document is %q, %v", scan, err)
	}
}

// again writes the parts of a package into another, as somebody would who changes it.
func again(t testing.TB, file []byte, change func(name string, content []byte) (string, []byte), more map[string]string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var to bytes.Buffer
	w := zip.NewWriter(&to)
	put := func(name string, content []byte) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if name, content := change(f.Name, content); name != "" {
			put(name, content)
		}
	}
	for name, content := range more {
		put(name, []byte(content))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

func same(name string, content []byte) (string, []byte) { return name, content }

func TestWhatIsNotWholeNotOursOrNewerIsRefusedInASentence(t *testing.T) {
	whole := packed(t, nil)
	in := func(part, old, fresh string) []byte {
		return again(t, whole, func(name string, content []byte) (string, []byte) {
			if name == part {
				content = bytes.Replace(content, []byte(old), []byte(fresh), 1)
			}
			return name, content
		}, nil)
	}
	without := func(part string) []byte {
		return again(t, whole, func(name string, content []byte) (string, []byte) {
			if name == part {
				return "", nil
			}
			return name, content
		}, nil)
	}
	for what, c := range map[string]struct {
		file []byte
		says string
	}{
		"nothing":                       {nil, "no package"},
		"a text":                        {[]byte("hello"), "no package"},
		"another archive":               {again(t, whole, func(string, []byte) (string, []byte) { return "", nil }, map[string]string{"a.txt": "x"}), "no package"},
		"a newer version":               {in(ManifestPart, `"version": 1`, `"version": 2`), "newer version"},
		"another format":                {in(ManifestPart, Format, "other"), "no package"},
		"a story that was changed":      {in(CasePart, "call light", "call bell!"), "changed on its way"},
		"a part too many":               {again(t, whole, same, map[string]string{"letters/x.pdf": "x"}), "does not name"},
		"a part too few":                {without("documents/001 _con.txt"), "missing"},
		"no case":                       {without(CasePart), "missing"},
		"a part twice":                  {again(t, whole, same, map[string]string{CasePart: "{}"}), "twice"},
		"a part outside":                {again(t, whole, same, map[string]string{"../../etc/cron.d/x": "x"}), "not safe"},
		"a part at the root":            {again(t, whole, same, map[string]string{"/etc/x": "x"}), "not safe"},
		"a part of another drive":       {again(t, whole, same, map[string]string{`C:\x`: "x"}), "not safe"},
		"a name that Windows keeps":     {again(t, whole, same, map[string]string{"documents/NUL.txt": "x"}), "not safe"},
		"a stream beside a file":        {again(t, whole, same, map[string]string{"documents/a.txt:x": "x"}), "not safe"},
		"folders in folders":            {again(t, whole, same, map[string]string{"a/b/c/d": "x"}), "not safe"},
		"a case that is not the one":    {in(ManifestPart, "PR-2026-00007", "PR-2026-00008"), "not the one"},
		"a manifest of too many levels": {in(ManifestPart, "{", "{\"x\":"+strings.Repeat("[", 100)+strings.Repeat("]", 100)+","), "no package"},
	} {
		_, err := open(c.file)
		var r Refusal
		if !errors.As(err, &r) || !strings.Contains(r.Sentence(), c.says) || !strings.HasSuffix(r.Sentence(), "Nothing was taken in.") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAPartThatUnpacksToMoreThanItSaysIsRefused(t *testing.T) {
	bomb := bytes.Repeat([]byte{0}, 60<<20)
	file := again(t, packed(t, nil), func(name string, content []byte) (string, []byte) {
		if strings.HasPrefix(name, "documents/") {
			return name, bomb
		}
		return name, content
	}, nil)
	if _, err := open(file); err == nil || !strings.Contains(err.Error(), "not what the manifest says") {
		t.Errorf("a bomb: %v", err)
	}
}

func TestALinkInAPackageIsRefused(t *testing.T) {
	var to bytes.Buffer
	w := zip.NewWriter(&to)
	h := &zip.FileHeader{Name: "record.pdf"}
	h.SetMode(0o777 | 1<<27) // a symbolic link
	f, err := w.CreateHeader(h)
	if err == nil {
		_, err = io.WriteString(f, "/etc/passwd")
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := open(to.Bytes()); err == nil || !strings.Contains(err.Error(), "not safe") {
		t.Errorf("a link: %v", err)
	}
}

func TestEveryByteThatChangesIsSeen(t *testing.T) {
	whole := packed(t, nil)
	want, err := open(whole)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(whole); at += 7 {
		changed := bytes.Clone(whole)
		changed[at] ^= 0x20
		p, err := open(changed)
		if err != nil {
			continue
		}
		// What is not covered, such as the time of a part, must not change the case.
		if p.Digest() != want.Digest() || p.Content.Case.Story != want.Content.Case.Story {
			t.Errorf("a change of byte %d came in", at)
		}
	}
}

func FuzzPackage(f *testing.F) {
	f.Add(packed(f, nil))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add([]byte("age-encryption.org/v1\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := open(file)
		if err != nil {
			if r := (Refusal{}); !errors.As(err, &r) {
				t.Fatalf("an error that is no sentence: %v", err)
			}
			return
		}
		for _, part := range p.Manifest.Parts {
			if !safePath(part.Path) {
				t.Fatalf("a part with the name %q came in", part.Path)
			}
			if _, err := p.Part(part.Path); err != nil {
				t.Fatal(err)
			}
		}
		_ = data.ReceivedGaps(p.Content.Case, at)
	})
}
