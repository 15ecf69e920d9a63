package data

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// FileType is what a file is by its bytes.
type FileType string

// The types of file.
const (
	FilePDF     FileType = "pdf"
	FilePNG     FileType = "png"
	FileJPEG    FileType = "jpeg"
	FileGIF     FileType = "gif"
	FileTIFF    FileType = "tiff"
	FileText    FileType = "text"
	FileMail    FileType = "eml"
	FileWord    FileType = "docx"
	FileSheet   FileType = "xlsx"
	FileSlides  FileType = "pptx"
	FileOffice  FileType = "office" // Word, Excel and Outlook of before 2007
	FileRTF     FileType = "rtf"
	FileHTML    FileType = "html"
	FileZip     FileType = "zip"
	FileMP3     FileType = "mp3"
	FileWAV     FileType = "wav"
	FileM4A     FileType = "m4a"
	FileOGG     FileType = "ogg"
	FileVideo   FileType = "mp4"
	FileUnknown FileType = "unknown"
)

// fileType is one row of the table of types.
type fileType struct {
	Type  FileType
	Label string
	// extensions that a file of the type may bear; the first is given to a copy
	// of it.
	extensions []string
}

var fileTypes = []fileType{
	{FilePDF, "PDF", []string{".pdf"}},
	{FilePNG, "PNG picture", []string{".png"}},
	{FileJPEG, "JPEG picture", []string{".jpg", ".jpeg", ".jpe", ".jfif"}},
	{FileGIF, "GIF picture", []string{".gif"}},
	{FileTIFF, "TIFF scan", []string{".tif", ".tiff"}},
	{FileText, "Text", []string{".txt", ".csv", ".tsv", ".log", ".md", ".json", ".xml", ".hl7", ".vcf", ".ics", ".eml", ""}},
	{FileMail, "E-mail", []string{".eml", ".txt"}},
	{FileWord, "Word document", []string{".docx", ".docm", ".dotx", ".dotm"}},
	{FileSheet, "Excel workbook", []string{".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xlam"}},
	{FileSlides, "PowerPoint slides", []string{".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"}},
	{FileOffice, "Office file of an older form", []string{".doc", ".xls", ".ppt", ".msg", ".dot", ".xlt"}},
	{FileRTF, "Rich text", []string{".rtf", ".doc"}},
	{FileHTML, "Web page", []string{".txt", ".html", ".htm", ".xhtml", ".mht"}},
	{FileZip, "ZIP archive", []string{".zip", ".odt", ".ods", ".odp", ".epub", ".pages", ".numbers"}},
	{FileMP3, "MP3 sound", []string{".mp3"}},
	{FileWAV, "WAV sound", []string{".wav"}},
	{FileM4A, "MPEG-4 sound", []string{".m4a", ".mp4", ".aac"}},
	{FileOGG, "Ogg sound", []string{".ogg", ".oga", ".opus"}},
	{FileVideo, "MPEG-4 video", []string{".mp4", ".mov", ".m4v", ".m4a", ".3gp"}},
	{FileUnknown, "Unknown kind of file", []string{".bin"}},
}

func (t FileType) row() fileType {
	for _, r := range fileTypes {
		if r.Type == t {
			return r
		}
	}
	return fileTypes[len(fileTypes)-1]
}

// String returns the label.
func (t FileType) String() string { return t.row().Label }

// Extension is what a copy of the file is called by, with its dot. A web page
// goes out as text, so that no browser runs what is in it.
func (t FileType) Extension() string { return t.row().extensions[0] }

// Readable reports whether the file can be shown as text.
func (t FileType) Readable() bool { return t == FileText || t == FileMail || t == FileHTML }

// Picture reports whether the file can be shown as a picture.
func (t FileType) Picture() bool { return t == FilePNG || t == FileJPEG || t == FileGIF }

// signatures are the first bytes by which files are known, the longest first
// where one begins another.
var signatures = []struct {
	at    int
	bytes string
	kind  FileType
}{
	{0, "%PDF-", FilePDF}, {0, "\x89PNG\r\n\x1a\n", FilePNG}, {0, "\xff\xd8\xff", FileJPEG}, {0, "GIF87a", FileGIF}, {0, "GIF89a", FileGIF},
	{0, "II*\x00", FileTIFF}, {0, "MM\x00*", FileTIFF}, {0, "II+\x00", FileTIFF}, {0, "MM\x00+", FileTIFF},
	{0, "PK\x03\x04", FileZip}, {0, "PK\x05\x06", FileZip}, {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileOffice}, {0, "{\\rtf", FileRTF},
	{0, "ID3", FileMP3}, {0, "\xff\xfb", FileMP3}, {0, "\xff\xf3", FileMP3}, {0, "\xff\xf2", FileMP3}, {8, "WAVE", FileWAV}, {0, "OggS", FileOGG},
	{4, "ftypM4A", FileM4A}, {4, "ftypM4B", FileM4A}, {4, "ftyp", FileVideo},
}

// programs are the first bytes of what a computer runs.
var programs = []string{
	"MZ", "\x7fELF", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "#!",
	"L\x00\x00\x00\x01\x14\x02\x00", // Windows shortcut
	"[InternetShortcut]", "[Desktop Entry]", "Windows Registry Editor", "REGEDIT4", "<?php", "@echo off", "dex\n", "!<arch>\n",
	"xar!", "MSCF", "ITSF",
}

// refusedExtensions are those of programs, scripts, shortcuts and of what
// carries programs past a look inside.
var refusedExtensions = strings.Fields(`.exe .com .scr .pif .bat .cmd .ps1 .psm1 .psd1 .vb .vbs .vbe .js .jse .mjs .ws .wsf .wsc .wsh .hta
	.msi .msp .mst .msix .appx .appinstaller .application .lnk .url .scf .inf .reg .cpl .dll .sys .drv .ocx .jar .class .jnlp .app .dmg .pkg
	.iso .img .vhd .vhdx .sh .bash .zsh .command .desktop .run .appimage .deb .rpm .apk .py .pyw .pyc .pl .rb .php .chm .hlp .gadget .xll .wll
	.library-ms .search-ms .settingcontent-ms .website .cab .ade .adp .mde .accde .rdp .so .dylib .swf .svg`)

// macroExtensions are those of Office files made to hold macros.
var macroExtensions = strings.Fields(`.docm .dotm .xlsm .xltm .xlsb .xlam .xla .pptm .potm .ppsm .ppam .sldm`)

// refusedName reports whether a file of the name is not taken in, whatever it
// holds.
func refusedName(name string) bool { return slices.Contains(refusedExtensions, extensionOf(name)) }

// isProgram reports whether a file begins as a program or script does.
func isProgram(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, p := range programs {
		if bytes.HasPrefix(head, []byte(p)) || len(p) > 8 && len(text) >= len(p) && bytes.EqualFold(text[:len(p)], []byte(p)) {
			return true
		}
	}
	return false
}

// SniffLength is how many of its first bytes tell what a file is.
const SniffLength = 4096

// Sniff tells what a file is by its first [SniffLength] bytes, or all of them
// where it has fewer. Archives are looked into by [InspectFile].
func Sniff(head []byte) FileType {
	head = head[:min(len(head), SniffLength)]
	for _, s := range signatures {
		if len(head) >= s.at+len(s.bytes) && string(head[s.at:s.at+len(s.bytes)]) == s.bytes {
			return s.kind
		}
	}
	if !looksLikeText(head) {
		return FileUnknown
	}
	text := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")))
	switch {
	case strings.HasPrefix(text, "<!doctype html") || strings.HasPrefix(text, "<html") || strings.Contains(text, "<script") || strings.HasPrefix(text, "<svg"):
		return FileHTML
	case looksLikeMail(text):
		return FileMail
	}
	return FileText
}

// looksLikeText reports whether the bytes are characters: UTF-16 with its mark,
// UTF-8, or an older code without control characters.
func looksLikeText(head []byte) bool {
	if len(head) == 0 {
		return false
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	for _, b := range head {
		if b < 0x20 && !bytes.ContainsRune([]byte("\t\n\r\f\v\x1c"), rune(b)) || b == 0x7f {
			return false
		}
	}
	return true
}

// mailFields are fields with which a message begins.
var mailFields = []string{"received:", "return-path:", "from:", "to:", "subject:", "date:", "message-id:", "mime-version:", "delivered-to:", "x-", "reply-to:"}

// looksLikeMail reports whether the first lines are those of a message.
func looksLikeMail(text string) bool {
	fields := 0
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimRight(line, "\r"); line == "" || i > 40 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		if slices.ContainsFunc(mailFields, func(f string) bool { return strings.HasPrefix(line, f) }) {
			fields++
		} else if i == 0 {
			return false
		}
	}
	return fields >= 3
}

// mismatched reports whether the extension of a name says something else than
// the type. A name without one says nothing.
func mismatched(name string, t FileType) bool {
	ext := extensionOf(name)
	return ext != "" && t != FileUnknown && !slices.Contains(t.row().extensions, ext) && saysType(ext)
}

// saysType reports whether an extension is that of a type in the table.
func saysType(ext string) bool {
	return slices.ContainsFunc(fileTypes, func(r fileType) bool { return slices.Contains(r.extensions, ext) })
}

// maxPreview is the most bytes of a text that are shown.
const maxPreview = 40_000

// PreviewText makes of a text file what can be shown: the beginning of it, with
// marks that could hide or turn words shown as a sign. cut tells that there is
// more.
func PreviewText(file []byte) (text string, cut bool) {
	if cut = len(file) > maxPreview; cut {
		file = file[:maxPreview]
	}
	text = decodeText(file)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\ufeff':
			return -1
		case hidesWords(r):
			return '�'
		}
		return r
	}, text), cut
}

// decodeText reads UTF-16 with its mark, UTF-8, or else Latin-1, in which every
// byte is a character.
func decodeText(b []byte) string {
	little := bytes.HasPrefix(b, []byte("\xff\xfe"))
	if little || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return decodeUTF16(b[2:], little)
	}
	whole := b
	for i := len(b) - 1; i >= max(len(b)-utf8.UTFMax, 0); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				whole = b[:i] // the preview was cut within a character
			}
			break
		}
	}
	if utf8.Valid(whole) {
		return string(whole)
	}
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}
