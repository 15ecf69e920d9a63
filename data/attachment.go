package data

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxAttachment is the most bytes of one document.
const MaxAttachment = 100 << 20

// Attachment is a document kept in a case. Its bytes lie beside it in the case
// file; what is said of it here never tells where it came from.
type Attachment struct {
	ID     ID         `json:"id"`
	At     time.Time  `json:"at"`
	By     string     `json:"by"`
	Name   string     `json:"name"`            // made safe by [SafeFileName]
	About  string     `json:"about,omitempty"` // what it is, in the officer's words
	Type   FileType   `json:"type"`            // by its bytes, whatever its name says
	Size   int64      `json:"size"`            // bytes
	SHA256 string     `json:"sha256"`          // of the bytes, hexadecimal
	Class  NoteClass  `json:"class"`           // who may see it, as of a note
	Marks  []FileMark `json:"marks,omitempty"` // what to know before it is opened
	// Hidden marks a document of a restricted class that left the store without
	// its name, which takes a reveal.
	Hidden bool `json:"hidden,omitempty"`

	// A document that does not belong here is voided, never removed: its bytes go
	// with the purge of the case alone.
	VoidedAt   time.Time `json:"voided_at,omitzero"`
	VoidedBy   string    `json:"voided_by,omitempty"`
	VoidReason string    `json:"void_reason,omitempty"`
}

// Voided reports whether the document was taken out of use.
func (a Attachment) Voided() bool { return !a.VoidedAt.IsZero() }

// NeedsReason reports whether the document is opened only with a reason, which
// the history keeps.
func (a Attachment) NeedsReason() bool { return a.Class.Restricted() || a.Voided() }

// NewAttachment is what an officer says of a document that is to be added.
type NewAttachment struct {
	Name  string // of the file, with or without its folders
	About string
	Class NoteClass
	// Psychotherapy says that these are psychotherapy notes, which are not kept
	// here (45 CFR 164.501, 164.508(a)(2)).
	Psychotherapy bool
}

// Validate checks what was said before a byte is read.
func (n NewAttachment) Validate() Missing {
	var m Missing
	m.add(!Known(NoteClasses, n.Class), "class", "class", "Choose who may see the document.")
	m.add(n.Class == NotePSWP, "class.pswp", "class", "Patient safety work product stays in its own system. Write a note with the number of the report instead.")
	m.add(n.Psychotherapy, "psychotherapy", "psychotherapy", "Psychotherapy notes are not stored here: they stay apart from all other records (45 CFR 164.501). Leave the file where it is.")
	m.checkText(n.About, maxText, "about", "The description")
	if refusedName(n.Name) {
		m = append(m, refusedGap())
	}
	return m
}

func refusedGap() Gap {
	return Gap{Code: "attachment.program", Field: "file",
		Sentence: "This is a program, a script or a shortcut, whatever its name says. Such files are not taken in: they can harm the computer that opens them."}
}

// FileMark is something to know before a document is opened.
type FileMark string

// The marks.
const (
	MarkMacro     FileMark = "macro"
	MarkMismatch  FileMark = "mismatch"
	MarkLocked    FileMark = "locked"
	MarkUnsafe    FileMark = "unsafe_names"
	MarkDamaged   FileMark = "damaged"
	MarkHuge      FileMark = "huge_image"
	MarkWebPage   FileMark = "web_page"
	MarkUnchecked FileMark = "unknown"
)

// FileMarks lists the marks with what they mean.
var FileMarks = []Term[FileMark]{
	{MarkMacro, "It holds macros, or may hold some: small programs that run when it is opened."},
	{MarkMismatch, "Its name says that it is something else than its content is."},
	{MarkLocked, "It is locked with a password, so nobody could look inside."},
	{MarkUnsafe, "It holds files whose names reach outside their folder. Do not unpack it."},
	{MarkDamaged, "It is damaged and may not open."},
	{MarkHuge, "The picture is so large that it is not shown here."},
	{MarkWebPage, "It is a web page, which could fetch things from elsewhere. A copy is opened as plain text."},
	{MarkUnchecked, "What kind of file it is could not be told."},
}

// String returns what the mark means.
func (k FileMark) String() string { return labelOf(FileMarks, k) }

// Warnings are what to know before the document is opened, a sentence each.
func (a Attachment) Warnings() []string {
	var all []string
	for _, k := range a.Marks {
		all = append(all, k.String())
	}
	return all
}

// SizeWords writes a number of bytes as file lists do: 840 bytes, 12 KB, 3.4 MB.
func SizeWords(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", (n+1<<9)>>10)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
}

// maxFileName is the most characters of a file's name, its extension included.
const maxFileName = 120

// SafeFileName makes a name of a file that every system can keep and that shows
// what it is: without folders, control characters and marks that turn the
// direction of writing, without names that Windows keeps for its devices.
func SafeFileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	stem, ext := splitExtension(name)
	if room := maxFileName - utf8.RuneCountInString(ext); utf8.RuneCountInString(stem) > room {
		stem = strings.TrimRight(string([]rune(stem)[:room]), " .")
	}
	if first, _, _ := strings.Cut(stem, "."); slices.Contains(deviceNames, strings.ToUpper(strings.TrimSpace(first))) {
		stem = "_" + stem
	}
	if stem == "" {
		stem = "document"
	}
	return stem + ext
}

// longestExtension is the most characters of what counts as an extension.
const longestExtension = 12

// splitExtension parts a name from its extension with the dot, in small letters
// where it is looked at but not where it is kept.
func splitExtension(name string) (stem, ext string) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || utf8.RuneCountInString(name[i:]) > longestExtension || strings.ContainsRune(name[i:], ' ') {
		return name, ""
	}
	return name[:i], name[i:]
}

// extensionOf is the extension of a name in small letters, with its dot.
func extensionOf(name string) string {
	_, ext := splitExtension(SafeFileName(name))
	return strings.ToLower(ext)
}

// deviceNames are names that Windows keeps for itself, with any extension.
var deviceNames = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
	"COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
	"LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³"}

// RenameGaps checks a new name and description.
func RenameGaps(name, about string) Missing {
	var m Missing
	m.add(blank(name), "name", "name", "Give the document a name.")
	m.checkText(name, maxLine, "name", "The name")
	m.checkText(about, maxText, "about", "The description")
	return m
}
