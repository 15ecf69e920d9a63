// Package portable writes and reads a package of one case: everything of it in one
// ZIP archive, in formats that other programs read, with a manifest that names each
// part and its SHA-256. It is what an office hands over to another.
package portable

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"rapport/data"
)

// The format of a package and its version. A newer version may have parts that this
// one does not know how to keep, so that it refuses it.
const (
	Format  = "rapport-case"
	Version = 1
)

// The parts that every package has.
const (
	ManifestPart = "manifest.json"
	VouchPart    = "vouched.json" // of a hand-over alone
	ReadMePart   = "README.txt"
	CasePart     = "case.json"
	RecordPart   = "record.pdf"
)

// Manifest says what a package is, who made it, and what is in it.
type Manifest struct {
	Format   string    `json:"format"`
	Version  int       `json:"version"`
	ID       data.ID   `json:"id"`   // of this package
	Case     data.ID   `json:"case"` // of the case, the same in every package of it
	Number   string    `json:"number"`
	MadeAt   time.Time `json:"made_at"`
	MadeBy   string    `json:"made_by"`
	Facility string    `json:"facility"`
	Office   string    `json:"office"`
	Reason   string    `json:"reason,omitempty"` // why it was handed over
	Practice bool      `json:"practice,omitempty"`
	// Restricted says that the case was kept to people by name there.
	Restricted bool `json:"restricted,omitempty"`
	// Withheld counts the notes and documents of a restricted class that stayed behind.
	Withheld int    `json:"withheld,omitempty"`
	Parts    []Part `json:"parts"`
}

// Part is a file of the package.
type Part struct {
	Path   string `json:"path"`
	What   string `json:"what"` // in words
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Vouched says from which office to which one a package goes: Mark is the sender's
// over the bytes of the manifest (sealed.Key.Vouch).
type Vouched struct {
	From string `json:"from"`
	To   string `json:"to"`
	Mark []byte `json:"mark"`
}

// Content is the case in JSON: the shapes of Rapport's own records. Days are written
// as 2026-11-27, instants after RFC 3339 in UTC.
type Content struct {
	Format  string              `json:"format"`
	Version int                 `json:"version"`
	Case    data.CaseFile       `json:"case"`
	History []data.HistoryEntry `json:"history"` // the oldest first
}

// LetterPath is the part that holds the pages of a letter.
func LetterPath(l data.Letter) string {
	return fmt.Sprintf("letters/%03d %s.pdf", l.Number, strings.ReplaceAll(string(l.Kind), "_", " "))
}

// DocumentPath is the part that holds the bytes of a document, by its place in the
// case. One of a restricted class that is in the package has its name.
func DocumentPath(place int, a data.Attachment) string {
	return fmt.Sprintf("documents/%03d %s", place+1, data.SafeFileName(a.Name))
}

// safePath reports whether a part may have the path: one folder at most, names that
// every system can keep, none of which reaches out of its folder.
func safePath(p string) bool {
	if p == "" || len(p) > 500 || !utf8.ValidString(p) || p != path.Clean(p) || strings.HasPrefix(p, "/") {
		return false
	}
	names := strings.Split(p, "/")
	for _, name := range names {
		if name == "." || name == ".." || name != data.SafeFileName(name) {
			return false
		}
	}
	return len(names) <= 2
}

// encode writes a part in JSON for people to read too.
func encode(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing a package: %w", err)
	}
	return append(text, '\n'), nil
}

// readMe says to whoever has the package without Rapport what is in it.
func (m Manifest) readMe() string {
	return "A case of patient relations, packed by Rapport\r\n\r\n" +
		"Case " + m.Number + " of " + m.Facility + ", " + m.Office + ".\r\n" +
		"Packed on " + m.MadeAt.UTC().Format("2006-01-02 15:04") + " UTC by " + m.MadeBy + ".\r\n\r\n" +
		"THESE FILES HOLD PATIENTS' DATA. Keep them where only those can look who need to, and delete them after use.\r\n\r\n" +
		"record.pdf     the whole record of the case, to be read and printed\r\n" +
		"letters        the letters as they were issued, one PDF each\r\n" +
		"documents      the documents of the case, byte for byte\r\n" +
		"case.json      the case for another program: people, issues, clocks, steps, contacts, notes, tasks, records,\r\n" +
		"               letters and documents with their SHA-256, and the history of the case under \"history\".\r\n" +
		"               Format " + Format + ", version " + fmt.Sprint(Version) + ". Days are 2026-11-27, instants are RFC 3339 in UTC,\r\n" +
		"               amounts are US cents, ids are UUIDs; a note or document with \"hidden\" was withheld.\r\n" +
		"manifest.json  who packed it, and each file with its size and SHA-256\r\n"
}
