package exchange

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rapport/data"
)

// workbookOf has another program write a workbook.
func workbookOf(t *testing.T, fill func(*excelize.File)) []byte {
	t.Helper()
	x := excelize.NewFile()
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	fill(x)
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookIsReadAsAPersonSeesIt(t *testing.T) {
	raw := workbookOf(t, func(x *excelize.File) {
		check := func(errs ...error) {
			for _, err := range errs {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		for i, v := range []any{"Number", "Date Received", "Description", "Closed", "MRN", "Seen", "Score", "Sum"} {
			cell, _ := excelize.CoordinatesToCellName(i+1, 1)
			check(x.SetCellValue("Sheet1", cell, v))
		}
		style, err := x.NewStyle(&excelize.Style{NumFmt: 14})
		check(err)
		check(x.SetCellValue("Sheet1", "A3", 17), x.SetCellValue("Sheet1", "B3", time.Date(2024, 3, 4, 14, 30, 0, 0, time.UTC)),
			x.SetCellValue("Sheet1", "C3", "Two lines,\nand a \"mark\" <b>"), x.SetCellValue("Sheet1", "D3", 45357), x.SetCellStyle("Sheet1", "D3", "D3", style),
			x.SetCellValue("Sheet1", "E3", "000123"), x.SetCellValue("Sheet1", "F3", true), x.SetCellValue("Sheet1", "G3", 0.1+0.2), x.SetCellFormula("Sheet1", "H3", "1+1"))
		_, err = x.NewSheet("Hidden")
		check(err, x.SetCellValue("Hidden", "A1", "secret"), x.SetSheetVisible("Hidden", false))
		_, err = x.NewSheet("Year 2023")
		check(err, x.SetCellValue("Year 2023", "B2", "Number"), x.SetCellValue("Year 2023", "B3", 1))
	})
	sheets, err := ReadSheets(t.Context(), raw)
	if err != nil || len(sheets) != 2 || sheets[0].Name != "Sheet1" || sheets[1].Name != "Year 2023" {
		t.Fatalf("read %d sheets, %v", len(sheets), err)
	}
	row := sheets[0].Rows[0]
	want := []string{"17", "2024-03-04 14:30:00", "Two lines,\nand a \"mark\" <b>", "2024-03-06", "000123", "yes", "0.3"}
	if row.Number != 3 || row.Line != 3 || !slices.Equal(row.Cells, want) {
		t.Errorf("row %d, line %d: %q", row.Number, row.Line, row.Cells)
	}
	if h := sheets[1].Header; len(h) != 2 || h[1] != "Number" {
		t.Errorf("a table that begins at B2 has the heading %q", h)
	}
	p := NewPlan(sheets[0], nil, data.DefaultSettings(), planNow)
	all, refused, _ := planned(t, p)
	if len(all) != 1 || len(refused) != 0 || !p.OrderKnown || all[0].Row != 3 {
		t.Errorf("planned %+v, refused %v", all, refused)
	}
}

func TestAFormulaIsNeverWorkedOutAndItsSavedValueIsTaken(t *testing.T) {
	raw := zipped(t, map[string]string{"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c><c t="inlineStr"><is><t>c</t></is></c></row>` +
			`<row><c t="str"><f>HYPERLINK("x")</f><v>kept</v></c><c><f>1+1</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData></worksheet>`})
	sheets, err := ReadSheets(t.Context(), raw)
	if err != nil || !slices.Equal(sheets[0].Rows[0].Cells, []string{"kept"}) {
		t.Errorf("read %+v, %v", sheets, err)
	}
}

func TestDaysOfTheOtherCalendarAreRead(t *testing.T) {
	raw := zipped(t, map[string]string{"xl/workbook.xml": strings.Replace(bookXML, "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1), "xl/_rels/workbook.xml.rels": relsXML,
		"xl/sharedStrings.xml": sharedXML, "xl/styles.xml": stylesXML, "xl/worksheets/sheet1.xml": sheetXML})
	sheets, err := ReadSheets(t.Context(), raw)
	if err != nil || sheets[0].Rows[0].Cells[1] != "2028-03-05 12:00:00" {
		t.Errorf("read %+v, %v", sheets, err)
	}
}

// bombOf is an archive with a part that unpacks to many times its size.
func bombOf(t *testing.T, part string, begin string, times int, fill string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, p := range []struct{ name, text string }{{"xl/workbook.xml", bookXML}, {"xl/_rels/workbook.xml.rels", relsXML}, {part, ""}} {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if p.text != "" {
			fmt.Fprint(w, p.text)
			continue
		}
		fmt.Fprint(w, begin)
		block := strings.Repeat(fill, 1+(1<<16)/len(fill))
		for range times {
			fmt.Fprint(w, block)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestABombIsRefusedBeforeItFillsTheMemory(t *testing.T) {
	for name, raw := range map[string][]byte{
		"blank":          bombOf(t, "xl/worksheets/sheet1.xml", "<worksheet>", 300, " "),
		"shared texts":   bombOf(t, "xl/sharedStrings.xml", "<sst>", 300, "<si><t>a</t></si>"),
		"rows":           bombOf(t, "xl/worksheets/sheet1.xml", "<worksheet>", 300, `<row><c r="ALK1"><v>1</v></c></row>`),
		"deep elements":  bombOf(t, "xl/worksheets/sheet1.xml", "<worksheet><row><c>", 100, "<v>"),
		"one long value": bombOf(t, "xl/worksheets/sheet1.xml", `<worksheet><row><c t="str"><v>`, 300, "a"),
	} {
		sheets, err := ReadSheets(t.Context(), raw)
		if err == nil {
			t.Errorf("%s: %d bytes are read as %d sheets", name, len(raw), len(sheets))
		} else if _, ok := err.(Fault); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNoWorkbookIsRefusedInASentence(t *testing.T) {
	whole := workbookOf(t, func(*excelize.File) {})
	for name, tt := range map[string]struct {
		raw  []byte
		want string
	}{
		"empty":        {whole, "no sheet of this workbook has rows"},
		"cut off":      {whole[:len(whole)/2], "damaged"},
		"another ZIP":  {zipped(t, map[string]string{"xl/styles.xml": "x"}), "no Excel workbook"},
		"bad XML":      {zipped(t, map[string]string{"xl/workbook.xml": "<workbook", "xl/_rels/workbook.xml.rels": relsXML}), "damaged"},
		"entities":     {zipped(t, map[string]string{"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY x "xx">]><workbook>&x;</workbook>`, "xl/_rels/workbook.xml.rels": relsXML}), "damaged"},
		"no relations": {zipped(t, map[string]string{"xl/workbook.xml": bookXML}), "lacks a part"},
		"empty JSON":   {[]byte(`[{"a":`), "not valid JSON"},
		"bare JSON":    {[]byte(`[{"a":1}, 5]`), "no rows"},
	} {
		_, err := ReadSheets(t.Context(), tt.raw)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}
