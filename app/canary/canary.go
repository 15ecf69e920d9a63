// Package canary searches files for words that no file may hold. It is for tests:
// they put such words into a case and look where they come up.
package canary

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// Shortest is how many characters a word must have: a shorter one would be found
// by chance among the bytes of sealed pages.
const Shortest = 10

// Forms are the ways in which a word may lie in a file.
func Forms(word string) map[string][]byte {
	all := map[string][]byte{}
	for letters, word := range map[string]string{"": word, ", small letters": strings.ToLower(word), ", capitals": strings.ToUpper(word)} {
		units := utf16.Encode([]rune(word))
		little, big := make([]byte, 0, 2*len(units)), make([]byte, 0, 2*len(units))
		for _, u := range units {
			little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
		}
		all["UTF-8"+letters], all["UTF-16LE"+letters], all["UTF-16BE"+letters] = []byte(word), little, big
		coded := hex.EncodeToString([]byte(word))
		all["hexadecimal"+letters], all["hexadecimal in capitals"+letters] = []byte(coded), []byte(strings.ToUpper(coded))
		for at := range 3 { // base64 has three forms, by where the word begins
			for alphabet, encoding := range map[string]*base64.Encoding{"base64": base64.StdEncoding, "base64 of addresses": base64.URLEncoding} {
				coded := encoding.EncodeToString(append(make([]byte, at), word...))
				all[fmt.Sprintf("%s from %d%s", alphabet, at, letters)] = []byte(coded[4 : len(coded)-4])
			}
		}
	}
	all["JSON in JSON"] = []byte(strings.ReplaceAll(word, " ", `\u0020`))
	all["an address"] = []byte(strings.ReplaceAll(word, " ", "%20"))
	return all
}

// Search is a search for words.
type Search struct {
	words []string
	forms map[string]map[string][]byte
	// But are files and folders that hold such words on purpose.
	But []string
}

// For makes the search for the words, each of Shortest characters at least.
func For(words ...string) (*Search, error) {
	s := &Search{words: words, forms: map[string]map[string][]byte{}}
	for _, w := range words {
		if len(w) < Shortest {
			return nil, fmt.Errorf("%q is too short to be searched for", w)
		}
		s.forms[w] = Forms(w)
	}
	return s, nil
}

// In lists what of the words is in the folder, in what files hold and in their
// names, also packed (zlib, PDF, ZIP); files is how many were read.
func (s *Search) In(root string) (found []string, files int, err error) {
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		for _, but := range s.But {
			if path == but {
				if e != nil && e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
		}
		if os.IsNotExist(err) {
			return nil // removed meanwhile
		}
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(path, root)
		found = append(found, s.named(name)...)
		if !e.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			return nil
		}
		files++
		for _, hit := range s.Bytes(content) {
			found = append(found, name+" holds "+hit)
		}
		return err
	})
	return found, files, err
}

func (s *Search) named(name string) (found []string) {
	for _, hit := range s.plain([]byte(name)) {
		found = append(found, "the name "+name+" holds "+hit)
	}
	return found
}

// Bytes lists what of the words is in the content, also packed.
func (s *Search) Bytes(content []byte) []string {
	found := s.plain(content)
	for _, part := range unpacked(content) {
		for _, hit := range s.plain(part) {
			found = append(found, hit+", packed")
		}
	}
	return found
}

func (s *Search) plain(content []byte) (found []string) {
	for _, word := range s.words {
		for form, is := range s.forms[word] {
			if bytes.Contains(content, is) {
				found = append(found, fmt.Sprintf("%q (%s)", word, form))
			}
		}
	}
	return found
}

// mostUnpacked bounds what is read of one packed part.
const mostUnpacked = 64 << 20

// unpacked are the parts of the content that are packed. What only looks like a
// beginning of one unpacks to nothing.
func unpacked(content []byte) (parts [][]byte) {
	take := func(r io.Reader) {
		part, _ := io.ReadAll(io.LimitReader(r, mostUnpacked)) // a damaged end is no reason to leave the beginning out
		if len(part) > 0 {
			parts = append(parts, part)
		}
	}
	for at := range content {
		if !bytes.HasPrefix(content[at:], []byte{0x78}) || at+1 >= len(content) || (int(content[at])<<8+int(content[at+1]))%31 != 0 { // RFC 1950, 2.2
			continue
		}
		if r, err := zlib.NewReader(bytes.NewReader(content[at:])); err == nil {
			take(r)
		}
	}
	if z, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil {
		for _, f := range z.File {
			parts = append(parts, []byte(f.Name))
			if r, err := f.Open(); err == nil {
				take(r)
				_ = r.Close() // read only
			}
		}
	}
	return parts
}
