package canary

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

const word = "Zyzzogeton"

func sixteen(text string, little bool) (b []byte) {
	for _, u := range utf16.Encode([]rune(text)) {
		if little {
			b = append(b, byte(u), byte(u>>8))
		} else {
			b = append(b, byte(u>>8), byte(u))
		}
	}
	return b
}

func zlibbed(text string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.Bytes()
}

func zipped(name, text string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, _ := w.Create(name)
	_, _ = io.WriteString(f, text)
	_ = w.Close()
	return b.Bytes()
}

func TestAWordIsFoundInEveryForm(t *testing.T) {
	text := "One day " + word + " waited. "
	files := map[string][]byte{
		"utf-8": []byte(text), "small": []byte(strings.ToLower(text)), "little": sixteen(text, true), "big": sixteen(text, false),
		"hex": []byte(hex.EncodeToString([]byte(text))), "HEX": []byte(strings.ToUpper(hex.EncodeToString([]byte(text)))),
		"base64 0": []byte(base64.StdEncoding.EncodeToString([]byte(text))), "base64 1": []byte(base64.StdEncoding.EncodeToString([]byte("x" + text))),
		"base64 2": []byte(base64.RawURLEncoding.EncodeToString([]byte("xy" + text))),
		"zlib":     append([]byte("1 0 obj <</Filter/FlateDecode>>\nstream\n"), zlibbed(text)...), "zip": zipped("a.txt", text), "zip name": zipped(word+".txt", "nothing"),
		"deep/" + word + "/f": nil,
	}
	for name, content := range files {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := For(word)
			if err != nil {
				t.Fatal(err)
			}
			if found, files, err := s.In(dir); err != nil || files != 1 || len(found) == 0 {
				t.Errorf("found %q in %d files, %v", found, files, err)
			}
			s.But = []string{path, filepath.Join(dir, "deep")}
			if found, _, err := s.In(dir); err != nil || len(found) > 0 {
				t.Errorf("what is there on purpose is found: %q, %v", found, err)
			}
		})
	}
}

func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	s, err := For(word)
	if err != nil {
		t.Fatal(err)
	}
	if found := s.Bytes(bytes.Repeat([]byte("Zyzzogetom and 78\x9c and PK\x03\x04 "), 100)); len(found) > 0 {
		t.Errorf("found %q", found)
	}
	if _, err := For("Walter"); err == nil {
		t.Error("a short word is searched for")
	}
}
