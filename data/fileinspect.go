package data

import (
	"archive/zip"
	"errors"
	"image"
	_ "image/gif" // the pictures whose size is read
	_ "image/jpeg"
	_ "image/png"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// The limits of what a document may unpack to. They are measured while reading:
// what an archive says of itself may be a lie.
const (
	maxEntries   = 10_000
	freeUnpacked = 32 << 20 // below this the ratio does not matter
	maxRatio     = 100
	maxUnpacked  = 1 << 30
	// MaxPixels is the most of a picture that is decoded.
	MaxPixels = 40_000_000
)

// InspectFile tells what a file is and what to know before it is opened. A
// program, a script or an archive that would unpack to too much is refused with
// a gap. Nothing is unpacked into a place where it could be opened, and no
// picture is decoded.
func InspectFile(name string, file io.ReaderAt, size int64) (FileType, []FileMark, Missing) {
	head := make([]byte, min(size, SniffLength))
	if n, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) || n < len(head) {
		return FileUnknown, nil, Missing{{Code: "attachment.read", Field: "file", Sentence: "The file could not be read to its end. Choose it again."}}
	}
	if isProgram(head) || refusedName(name) {
		return FileUnknown, nil, Missing{refusedGap()}
	}
	in := inspection{kind: Sniff(head)}
	in.mark(slices.Contains(macroExtensions, extensionOf(name)) || in.kind == FileOffice || in.kind == FileRTF, MarkMacro)
	switch {
	case in.kind == FileZip:
		in.archive(file, size)
	case in.kind.Picture():
		c, _, err := image.DecodeConfig(io.NewSectionReader(file, 0, size))
		in.mark(err != nil, MarkDamaged)
		in.mark(err == nil && int64(c.Width)*int64(c.Height) > MaxPixels, MarkHuge)
	}
	in.mark(in.kind == FileHTML, MarkWebPage)
	in.mark(in.kind == FileUnknown, MarkUnchecked)
	in.mark(mismatched(name, in.kind), MarkMismatch)
	return in.kind, in.marks, in.gaps
}

// inspection is a look at a file under way.
type inspection struct {
	kind  FileType
	marks []FileMark
	gaps  Missing
}

func (in *inspection) mark(is bool, k FileMark) {
	if is && !slices.Contains(in.marks, k) {
		in.marks = append(in.marks, k)
	}
}

// archive looks at every entry of an archive without keeping any of it.
func (in *inspection) archive(file io.ReaderAt, size int64) {
	r, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		in.mark(true, MarkDamaged)
		return
	}
	if len(r.File) > maxEntries {
		in.bomb()
		return
	}
	budget := int64(maxUnpacked)
	if ratio := size * maxRatio; ratio < budget {
		budget = max(ratio, freeUnpacked)
	}
	for _, f := range r.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		in.entry(name)
		if f.Flags&1 != 0 {
			in.mark(true, MarkLocked)
			continue
		}
		if len(in.gaps) > 0 || !in.unpack(f, &budget) {
			return
		}
	}
}

// entry draws from the name of an entry what it tells.
func (in *inspection) entry(name string) {
	in.mark(path.IsAbs(name) || strings.Contains(name, ":") || slices.Contains(strings.Split(name, "/"), ".."), MarkUnsafe)
	macros := strings.HasSuffix(name, "vbaproject.bin") || strings.Contains(name, "/macrosheets/") || strings.HasPrefix(name, "basic/script")
	in.mark(macros || slices.Contains(macroExtensions, path.Ext(name)), MarkMacro)
	if slices.Contains(refusedExtensions, path.Ext(name)) && !strings.HasPrefix(name, "word/media/") && !strings.HasPrefix(name, "xl/media/") && !strings.HasPrefix(name, "ppt/media/") {
		in.gaps = Missing{{Code: "attachment.program", Field: "file", Sentence: "This archive holds a program, a script or a shortcut. Such files are not taken in. Unpack it elsewhere and add the documents alone."}}
	}
	switch {
	case strings.HasPrefix(name, "word/"):
		in.kind = FileWord
	case strings.HasPrefix(name, "xl/"):
		in.kind = FileSheet
	case strings.HasPrefix(name, "ppt/"):
		in.kind = FileSlides
	}
}

// unpack reads an entry to its end, to nowhere, and takes what it measures from
// the budget. False ends the look.
func (in *inspection) unpack(f *zip.File, budget *int64) bool {
	r, err := f.Open()
	if err != nil {
		in.mark(true, MarkDamaged)
		return true
	}
	defer r.Close() // nothing was written
	var head [16]byte
	n, err := io.ReadFull(r, head[:])
	if isProgram(head[:n]) {
		in.entry(".exe")
		return false
	}
	if err == nil {
		var more int64
		more, err = io.Copy(io.Discard, io.LimitReader(r, *budget+1))
		n += int(more)
	} else if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	in.mark(err != nil, MarkDamaged)
	if *budget -= int64(n); *budget < 0 {
		in.bomb()
		return false
	}
	return true
}

func (in *inspection) bomb() {
	in.gaps = Missing{{Code: "attachment.bomb", Field: "file", Sentence: "This archive would unpack to far more than it should. Such files are not taken in. Unpack it elsewhere and add the documents alone."}}
}

// hidesWords reports whether a character shows nothing, or turns the direction
// of what stands beside it.
func hidesWords(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

func decodeUTF16(b []byte, little bool) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		lo, hi := b[2*i], b[2*i+1]
		if !little {
			lo, hi = hi, lo
		}
		units[i] = uint16(lo) | uint16(hi)<<8
	}
	return string(utf16.Decode(units))
}
