package exchange

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func sheet(t *testing.T, text string) Sheet {
	t.Helper()
	s, err := ReadSheet(strings.NewReader(text))
	if err != nil {
		t.Fatalf("reading the sheet: %v", err)
	}
	return s
}

func TestSheetIsReadWhateverProgramWroteIt(t *testing.T) {
	utf16le := func(text string, mark string) string {
		b := []byte(mark)
		for _, u := range utf16.Encode([]rune(text)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	want := [][]string{{"Name", "Note"}, {"Zoë", "first"}, {"Ann", "second"}}
	for name, text := range map[string]string{
		"comma, UTF-8":               "Name,Note\nZoë,first\nAnn,second\n",
		"byte-order mark, CRLF":      "\ufeffName,Note\r\nZoë,first\r\nAnn,second\r\n",
		"semicolon, Windows-1252":    "Name;Note\r\nZo\xeb;first\r\nAnn;second",
		"tab, old Mac line ends":     "Name\tNote\rZoë\tfirst\rAnn\tsecond\r",
		"bar":                        "Name|Note\nZoë|first\nAnn|second\n",
		"UTF-16 with a mark":         utf16le("Name;Note\nZoë;first\nAnn;second\n", "\xff\xfe"),
		"UTF-16 without a mark":      utf16le("Name,Note\nZoë,first\nAnn,second\n", ""),
		"everything in quotes":       "\"Name\",\"Note\"\n\"Zoë\",\"first\"\n\"Ann\",\"second\"\n",
		"blank rows before, between": "\n,\nName,Note\n\nZoë,first\n,\nAnn,second\n\n",
	} {
		s := sheet(t, text)
		got := [][]string{s.Header}
		for _, r := range s.Rows {
			got = append(got, r.Cells)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: read %q, want %q", name, got, want)
		}
	}
}

func TestASheetPutTogetherFromTwoEncodingsLosesNoLetter(t *testing.T) {
	s := sheet(t, "Name,Note\nZoë,UTF-8 – with a dash\nZo\xeb,Windows \x96 with a dash\n")
	if got, want := fmt.Sprint(s.Rows[0].Cells, s.Rows[1].Cells), "[Zoë UTF-8 – with a dash] [Zoë Windows – with a dash]"; got != want {
		t.Errorf("read %q, want %q", got, want)
	}
}

func TestUTF16KeepsLettersBeyondTheFirstPlaneAndMarksHalfOnes(t *testing.T) {
	for in, want := range map[string]string{
		"\xff\xfea\x00\x3d\xd8\x00\xde\x62\x00": "a😀b",
		"\xff\xfea\x00\x3d\xd8b\x00":            "a\ufffdb",
		"\xfe\xff\x00a\xd8\x3d":                 "a\ufffd",
		"\xff\xfea\x00b":                        "a",
	} {
		if got, err := decode([]byte(in)); err != nil || got != want {
			t.Errorf("%q was read as %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestQuotedCellKeepsLineBreaksQuotesAndSeparators(t *testing.T) {
	s := sheet(t, "a,b,c\n1,\"two\nlines, \"\"quoted\"\"\",3\n4,5 \"inches\",6\n7,\"he \"said\" so\",9\n")
	for i, want := range []string{"two\nlines, \"quoted\"", "5 \"inches\"", `he "said" so`} {
		if got := s.Rows[i].Cells[1]; got != want {
			t.Errorf("row %d holds %q, want %q", i+1, got, want)
		}
	}
	if r := s.Rows[1]; r.Number != 3 || r.Line != 4 {
		t.Errorf("the second row says it is row %d on line %d, want 3 and 4", r.Number, r.Line)
	}
}

func TestRowsAreCountedAsTheSpreadsheetShowsThem(t *testing.T) {
	s := sheet(t, "a,b\n1,2\n,\n3,4\n")
	if len(s.Rows) != 2 || s.Rows[1].Number != 4 {
		t.Errorf("rows are %+v; the row after a blank one must be the fourth", s.Rows)
	}
	if s = sheet(t, "\na,b\n\"x\ny\",2\n3,4\n"); s.Rows[0].Number != 3 || s.Rows[1].Number != 4 {
		t.Errorf("rows are %+v; a blank row above the heading counts, a line break within a cell does not", s.Rows)
	}
}

func TestFileThatIsNoSpreadsheetIsNamedForWhatItIs(t *testing.T) {
	for start, word := range map[string]string{
		"PK\x03\x04rest": "Excel", "%PDF-1.7": "PDF", "\x89PNG\r\n": "picture", "MZ\x90": "program", "\x1f\x8b\x08": "compressed",
		"{\"resourceType\":": "JSON", "<?xml version": "XML", "MSH|^~\\&|": "HL7", "a\x00\x00\x00\x00\x01\x02\x00": "not text", "": "empty", "\ufeff\n\n": "empty",
	} {
		_, err := ReadSheet(strings.NewReader(start))
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("a file that starts %q: %v, want a sentence with %q", start, err, word)
		}
	}
}

func TestUnclosedQuotationMarkIsNamedByRowAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\n1,\"two\n3,4\n":             "row 2 (line 2)",
		"a,b\n1,2\n3,\"four\n5,\"six\"\n": "row 3 (line 3)", // the mark before six would close the cell: rows must not vanish
		"a,\"b\n1,2\n":                    "heading",
	} {
		_, err := ReadSheet(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "quotation mark") {
			t.Errorf("%q: %v, want the fault at %s", text, err, want)
		}
	}
}

func TestSheetHasLimits(t *testing.T) {
	for name, text := range map[string]string{
		"characters": "a,b\n1," + strings.Repeat("x", MaxCell+1) + "\n",
		"columns":    strings.Repeat(",", MaxColumns+1) + "\n",
		"rows":       "a,b\n" + strings.Repeat("1,\n", MaxRows+1),
	} {
		if _, err := ReadSheet(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("too many %s: %v", name, err)
		}
	}
}

func TestCellIsCleanedOfWhatCannotBeSeen(t *testing.T) {
	for in, want := range map[string]string{
		"\u202eevil\u202c name\x00": "evil name", "PTS\u00a0 - x": "PTS  - x", " a\r\nb\rc ": "a\nb\nc", "=1+1": "=1+1", "\t=1+1": "=1+1",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := oneLine("that \nyou were"); got != "that you were" {
		t.Errorf("a heading over two lines becomes %q", got)
	}
}

func TestHostileSpreadsheets(t *testing.T) {
	dir := samples(t, "hostile")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	readable := []string{"csv-formula.csv", "csv-utf16le.csv"}
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		s, err := ReadSheet(bytes.NewReader(raw))
		if slices.Contains(readable, f.Name()) && err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
		if ext := filepath.Ext(f.Name()); slices.Contains([]string{".zip", ".png"}, ext) && err == nil {
			t.Errorf("%s was read as a spreadsheet: %q", f.Name(), s.Header)
		}
		if err == nil { // what reads as a table must still not pass as comments
			m, mapErr := MapFor("nhs-comments")
			if mapErr != nil {
				t.Fatal(mapErr)
			}
			if m.Check(s) == nil {
				t.Errorf("%s passes for a file of comments", f.Name())
			}
		}
	}
	raw, err := os.ReadFile(filepath.Join(dir, "csv-unbalanced-quote.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSheet(bytes.NewReader(raw)); err == nil || !strings.Contains(err.Error(), "row 2 (line 2)") {
		t.Errorf("the unbalanced quote: %v, want row and line", err)
	}
}

// samples returns a folder of the real files that the project is run against;
// they are not part of it.
func samples(t *testing.T, folder string) string {
	t.Helper()
	dir := os.Getenv("RAPPORT_SAMPLES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "samples")
	}
	dir = filepath.Join(dir, folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the sample files are not here (set RAPPORT_SAMPLES): %v", err)
	}
	return dir
}

// What the standard library's strict reader understands, ours reads alike; and
// nothing at all makes ours fail in another way than with a sentence.
func FuzzReadSheet(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "a;b\r\n\"x\ny\";2\r\n", "\xff\xfea\x00;\x00", "a,b\n1,\"two\n3,4\n", "\"\"\"\",\n,\"\"", "a|b\n\"1\"2|3\n", "\ufeff\"h\"\n\x00\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := ReadSheet(bytes.NewReader(raw))
		if err != nil {
			return
		}
		if len(s.Header) == 0 {
			t.Fatal("a sheet without a heading was read")
		}
		for i, r := range s.Rows {
			if r.blank() || r.Line < 1 || i > 0 && r.Number <= s.Rows[i-1].Number {
				t.Fatalf("row %d is %+v", i, r)
			}
		}
		text, err := decode(raw)
		if err != nil || strings.ContainsAny(text, "\r") || strings.ContainsRune(text, 0) {
			return // the library joins line ends its own way
		}
		strict := csv.NewReader(strings.NewReader(text))
		strict.Comma, strict.FieldsPerRecord = rune(separatorOf(text)), -1
		all, err := strict.ReadAll()
		if err != nil {
			return
		}
		all = slices.DeleteFunc(all, func(cells []string) bool { return Row{Cells: cells}.blank() })
		if len(all) != len(s.Rows)+1 {
			t.Fatalf("%d records, the strict reader finds %d", len(s.Rows)+1, len(all))
		}
		for i, r := range s.Rows {
			if !slices.Equal(r.Cells, all[i+1]) {
				t.Fatalf("row %d is %q, the strict reader finds %q", i, r.Cells, all[i+1])
			}
		}
	})
}
