package page

import (
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/go-text/typesetting/language"
)

// machineFont is a face too big to ship, of which the machine may have one.
type machineFont struct {
	name    string
	scripts []language.Script
	says    string   // the scripts' name in a sentence
	pack    string   // the Debian package that brings it
	files   []string // that have it, best first, in lower case
	probe   string   // characters that the file must have
}

// The files are those of Debian and Fedora, then what Windows and macOS bring
// as TrueType outlines; most of what they bring is OpenType or a collection,
// which a page cannot use.
var machineFonts = []machineFont{
	{
		name: "han", says: "Chinese or Japanese", pack: "fonts-droid-fallback",
		scripts: []language.Script{language.Han, language.Hiragana, language.Katakana, language.Bopomofo},
		files: []string{"droidsansfallbackfull.ttf", "droidsansfallback.ttf", "ipaexg.ttf", "ipag.ttf", "takaogothic.ttf",
			"simhei.ttf", "simkai.ttf", "arialuni.ttf", "arial unicode.ttf"},
		probe: "中文の",
	},
	{
		name: "hangul", says: "Korean", pack: "fonts-nanum",
		scripts: []language.Script{language.Hangul, language.Han},
		files:   []string{"nanumgothic.ttf", "nanumbarungothic.ttf", "undotum.ttf", "malgun.ttf", "applegothic.ttf", "arialuni.ttf", "arial unicode.ttf"},
		probe:   "한국어",
	},
}

// find returns the first usable file of the machine; nil when there is none.
func (m *machineFont) find() []byte {
	paths := machineFiles()
	for _, name := range m.files {
		for _, path := range paths[name] {
			if data, err := os.ReadFile(path); err == nil && usable(data, m.probe) {
				return data
			}
		}
	}
	return nil
}

// machineFiles lists the font files of the machine by their names in lower case.
var machineFiles = sync.OnceValue(func() map[string][]string {
	files := map[string][]string{}
	for _, folder := range fontFolders() {
		// A folder that is not there or may not be read has no fonts.
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				name := strings.ToLower(d.Name())
				files[name] = append(files[name], path)
			}
			return nil
		})
	}
	return files
})

func fontFolders() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts")}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, ".fonts")}
}

// usable says that a file is a single TrueType font with glyf outlines that may
// be embedded in a document, and has the characters of probe.
func usable(data []byte, probe string) bool {
	tables, ok := tablesOf(data)
	if !ok || tables["glyf"] == nil || tables["loca"] == nil || tables["hmtx"] == nil {
		return false
	}
	// fsType 2: restricted licence, not to be embedded (OpenType, OS/2).
	if os2 := tables["OS/2"]; len(os2) > 9 && os2[9]&0x0F == 2 {
		return false
	}
	if m, err := readMetrics(data); err == nil && shapeable(data) {
		for _, r := range probe {
			if _, ok := m.advance(r); !ok {
				return false
			}
		}
		return true
	}
	return false
}

// tablesOf reads the table directory of a TrueType file; ok is false for
// anything else: a collection, an OpenType file with CFF outlines, a cut one.
func tablesOf(data []byte) (tables map[string][]byte, ok bool) {
	be := binary.BigEndian
	if len(data) < 12 || be.Uint32(data) != 0x00010000 && string(data[:4]) != "true" {
		return nil, false
	}
	n := int(be.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, false
	}
	tables = map[string][]byte{}
	for i := range n {
		entry := data[12+16*i:]
		at, size := uint64(be.Uint32(entry[8:])), uint64(be.Uint32(entry[12:]))
		if at+size > uint64(len(data)) {
			return nil, false
		}
		tables[string(entry[:4])] = data[at : at+size]
	}
	return tables, true
}
