package data

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestANameOfAFileIsMadeSafe(t *testing.T) {
	for name, want := range map[string]string{
		"bill.pdf":                       "bill.pdf",
		`C:\Users\dana\Desktop\bill.pdf`: "bill.pdf",
		"../../etc/passwd":               "passwd",
		"/tmp/a b.txt":                   "a b.txt",
		"photo\u202egpj.exe":             "photogpj.exe",
		"zero\u200bwidth\ufeff.txt":      "zerowidth.txt",
		"line\nbreak\x00.txt":            "linebreak.txt",
		"bill.pdf:hidden":                "bill.pdf_hidden",
		`a<b>c"d|e?f*g.txt`:              "a_b_c_d_e_f_g.txt",
		"con.txt":                        "_con.txt",
		"LPT1":                           "_LPT1",
		"com1.tar.gz":                    "_com1.tar.gz",
		"console.txt":                    "console.txt",
		"dots. . .":                      "dots",
		"...":                            "document",
		"":                               "document",
		".profile":                       "profile",
		"bad\xffbyte.txt":                "badbyte.txt",
		"Übergabe Zoë.docx":              "Übergabe Zoë.docx",
	} {
		if got := SafeFileName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	long := SafeFileName(strings.Repeat("ä", 400) + ".pdf")
	if utf8.RuneCountInString(long) != maxFileName || !strings.HasSuffix(long, "ä.pdf") {
		t.Errorf("a long name becomes %q", long)
	}
}

// file is something to look at: an archive, a picture, plain bytes.
func inspect(name string, file []byte) (FileType, []FileMark, Missing) {
	return InspectFile(name, bytes.NewReader(file), int64(len(file)))
}

// archive makes a ZIP of entries, each its name and its bytes.
func archive(t *testing.T, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		if err == nil {
			_, err = io.WriteString(w, entries[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePicture is the head of a PNG that says it is 60000 by 60000, and no more.
func hugePicture() []byte {
	head := []byte("IHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x02\x00\x00\x00")
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

func smallPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileIsKnownByItsBytes(t *testing.T) {
	mail := "Received: from a\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: the bill\r\n\r\nHello"
	word := archive(t, "[Content_Types].xml", "<x/>", "word/document.xml", "<w/>")
	for _, c := range []struct {
		what, name, bytes string
		kind              FileType
		marks             []FileMark
	}{
		{"a PDF", "bill.pdf", "%PDF-1.7 x", FilePDF, nil},
		{"a PDF called a picture", "bill.jpg", "%PDF-1.7 x", FilePDF, []FileMark{MarkMismatch}},
		{"a picture", "a.png", string(smallPicture(t)), FilePNG, nil},
		{"a picture of 60000 by 60000", "a.png", string(hugePicture()), FilePNG, []FileMark{MarkHuge}},
		{"a picture cut off", "a.png", "\x89PNG\r\n\x1a\nxx", FilePNG, []FileMark{MarkDamaged}},
		{"a photo cut off", "a.jpeg", "\xff\xd8\xff\xe0", FileJPEG, []FileMark{MarkDamaged}},
		{"a scan", "scan.tif", "II*\x00xxxx", FileTIFF, nil},
		{"text", "a.txt", "He rang four times.", FileText, nil},
		{"text without an extension", "README", "He rang.", FileText, nil},
		{"a table", "a.csv", "=1+1,b\n", FileText, nil},
		{"text in UTF-16", "a.txt", "\xff\xfeH\x00i\x00", FileText, nil},
		{"text in Latin-1", "a.txt", "Gr\xfc\xdfe", FileText, nil},
		{"text called a PDF", "a.pdf", "He rang.", FileText, []FileMark{MarkMismatch}},
		{"a message", "a.eml", mail, FileMail, nil},
		{"a message called text", "a.txt", mail, FileMail, nil},
		{"a web page", "a.html", "<!DOCTYPE html><p>x", FileHTML, []FileMark{MarkWebPage}},
		{"a script within text", "a.txt", "hello <script>x</script>", FileHTML, []FileMark{MarkWebPage}},
		{"a Word document", "a.docx", string(word), FileWord, nil},
		{"a Word document called a PDF", "a.pdf", string(word), FileWord, []FileMark{MarkMismatch}},
		{"an Excel workbook", "a.xlsx", string(archive(t, "xl/workbook.xml", "<x/>")), FileSheet, nil},
		{"macros in a Word document", "a.docx", string(archive(t, "word/document.xml", "x", "word/vbaProject.bin", "x")), FileWord, []FileMark{MarkMacro}},
		{"macro sheets in a workbook", "a.xlsx", string(archive(t, "xl/workbook.xml", "x", "xl/macrosheets/sheet1.xml", "x")), FileSheet, []FileMark{MarkMacro}},
		{"a name of macros with four bytes", "a.docm", "PK\x03\x04", FileZip, []FileMark{MarkMacro, MarkDamaged, MarkMismatch}},
		{"a workbook made for macros", "a.xlsm", string(archive(t, "xl/workbook.xml", "x")), FileSheet, []FileMark{MarkMacro}},
		{"Word of before 2007", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", FileOffice, []FileMark{MarkMacro}},
		{"an archive", "a.zip", string(archive(t, "a.txt", "x")), FileZip, nil},
		{"an archive that reaches outside", "a.zip", string(archive(t, "../../evil.txt", "x")), FileZip, []FileMark{MarkUnsafe}},
		{"an archive with a path of Windows", "a.zip", string(archive(t, `..\..\evil.txt`, "x")), FileZip, []FileMark{MarkUnsafe}},
		{"sound", "a.mp3", "ID3xxxx", FileMP3, nil},
		{"a voice message", "a.wav", "RIFFxxxxWAVE", FileWAV, nil},
		{"a voice memo", "a.m4a", "\x00\x00\x00\x20ftypM4A ", FileM4A, nil},
		{"bytes that nobody knows", "a.dat", "\x00\x01\x02\x03", FileUnknown, []FileMark{MarkUnchecked}},
	} {
		kind, marks, gaps := inspect(c.name, []byte(c.bytes))
		if kind != c.kind || !slices.Equal(marks, c.marks) || len(gaps) > 0 {
			t.Errorf("%s is %q with the marks %q and the gaps %+v, want %q with %q", c.what, kind, marks, gaps, c.kind, c.marks)
		}
	}
}

func TestProgramsScriptsAndBombsAreRefused(t *testing.T) {
	zeros := strings.Repeat("\x00", 40<<20)
	many := make([]string, 2*(maxEntries+1))
	for _, c := range []struct {
		what, name, bytes, gap string
	}{
		{"a program called a PDF", "invoice.pdf", "MZ", "attachment.program"},
		{"a name that ends as a program", "invoice.pdf.exe", "hello", "attachment.program"},
		{"capitals", "INVOICE.EXE", "hello", "attachment.program"},
		{"a blank at the end", "invoice.exe ", "hello", "attachment.program"},
		{"a turned name", "photo\u202egpj.scr", "hello", "attachment.program"},
		{"a program of Linux", "a.txt", "\x7fELF\x02", "attachment.program"},
		{"a program of macOS", "a.txt", "\xcf\xfa\xed\xfe", "attachment.program"},
		{"a script", "a.txt", "#!/bin/sh\nrm -rf /", "attachment.program"},
		{"a batch", "a.txt", "@ECHO OFF\r\ndel *", "attachment.program"},
		{"a shortcut", "a.pdf", "L\x00\x00\x00\x01\x14\x02\x00xx", "attachment.program"},
		{"a shortcut to the web", "a.txt", "[InternetShortcut]\r\nURL=x", "attachment.program"},
		{"a script by its name", "a.js", "x", "attachment.program"},
		{"an image of a disk", "a.iso", "x", "attachment.program"},
		{"an archive with a program", "a.zip", string(archive(t, "readme.txt", "x", "setup.EXE", "x")), "attachment.program"},
		{"an archive with a program of another name", "a.zip", string(archive(t, "readme.txt", "MZ\x90")), "attachment.program"},
		{"an archive that unpacks to far more", "a.zip", string(archive(t, "a.bin", zeros)), "attachment.bomb"},
		{"an archive of too many", "a.zip", string(archive(t, many...)), "attachment.bomb"},
	} {
		_, _, gaps := inspect(c.name, []byte(c.bytes))
		if !gaps.Has(c.gap) {
			t.Errorf("%s is taken in: %+v", c.what, gaps)
		}
	}
}

// TestTheSizeInAnArchiveIsNotBelieved changes what a bomb says of itself.
func TestTheSizeInAnArchiveIsNotBelieved(t *testing.T) {
	file := archive(t, "a.bin", strings.Repeat("\x00", 40<<20))
	at := bytes.Index(file, []byte("PK\x01\x02")) // the directory
	binary.LittleEndian.PutUint32(file[at+24:], 10)
	if _, marks, gaps := inspect("a.zip", file); len(gaps) == 0 && !slices.Contains(marks, MarkDamaged) {
		t.Error("an archive that lies about its size is taken for a whole one")
	}
}

func TestWhatIsSaidOfADocumentIsCheckedFirst(t *testing.T) {
	for name, c := range map[string]struct {
		in  NewAttachment
		gap string
	}{
		"all is well":         {NewAttachment{Name: "a.pdf", Class: NoteLegal}, ""},
		"psychotherapy notes": {NewAttachment{Name: "a.pdf", Class: NoteOrdinary, Psychotherapy: true}, "psychotherapy"},
		"safety work product": {NewAttachment{Name: "a.pdf", Class: NotePSWP}, "class.pswp"},
		"no class":            {NewAttachment{Name: "a.pdf"}, "class"},
		"a program":           {NewAttachment{Name: "a.exe", Class: NoteOrdinary}, "attachment.program"},
		"a long description":  {NewAttachment{Name: "a.pdf", Class: NoteOrdinary, About: strings.Repeat("x", maxText+1)}, "about.long"},
	} {
		gaps := c.in.Validate()
		if c.gap == "" && len(gaps) > 0 || c.gap != "" && !gaps.Has(c.gap) {
			t.Errorf("%s: %+v", name, gaps)
		}
	}
}

func TestTextIsShownWithoutWhatHidesWords(t *testing.T) {
	for file, want := range map[string]string{
		"He rang\r\nfour times.\t":        "He rang\nfour times.\t",
		"\xff\xfeH\x00i\x00":              "Hi",
		"\xfe\xff\x00H\x00i":              "Hi",
		"\xef\xbb\xbfHi":                  "Hi",
		"Gr\xfc\xdfe":                     "Grüße",
		"safe\u202eexe.\x07":              "safe�exe.�",
		"odd UTF-16 \xff\xfe is not text": "odd UTF-16 ÿþ is not text",
	} {
		if got, cut := PreviewText([]byte(file)); got != want || cut {
			t.Errorf("%q shows %q", file, got)
		}
	}
	long, cut := PreviewText(bytes.Repeat([]byte("ä"), maxPreview))
	if !cut || len(long) > maxPreview || strings.Contains(long, "�") || !strings.HasPrefix(long, "ää") {
		t.Errorf("a long text shows %d bytes, cut %v", len(long), cut)
	}
}

func TestASizeIsWrittenInWords(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1023 bytes", 1024: "1 KB", 12_800: "13 KB", 3 << 19: "1.5 MB", MaxAttachment: "100 MB"} {
		if got := SizeWords(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
}

func FuzzInspectFile(f *testing.F) {
	f.Add("a.zip", []byte("PK\x03\x04"))
	f.Add("a.png", hugePicture())
	f.Add("a.eml", []byte("From: a\nTo: b\nSubject: c\n\n"))
	f.Fuzz(func(t *testing.T, name string, file []byte) {
		kind, _, gaps := inspect(name, file)
		if safe := SafeFileName(name); len(gaps) == 0 && (refusedName(safe) || strings.ContainsAny(safe, "/\\:\x00") || SafeFileName(safe) != safe) {
			t.Errorf("%q is taken in as %q", name, safe)
		}
		if kind.Extension() == "" {
			t.Errorf("the type %q has no extension", kind)
		}
		PreviewText(file)
	})
}
