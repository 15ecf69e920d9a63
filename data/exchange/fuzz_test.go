package exchange

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// FuzzReadSheets reads anything as a file of rows: it may be refused, it never
// panics, and what is read keeps within the limits.
func FuzzReadSheets(f *testing.F) {
	for _, seed := range []string{ownLog, "\xff\xfea\x00,\x00b\x00\n\x00", "a;b\n\"1\n2\";3\n", "a\tb\r1\t2\r", `[{"a":1,"b":{"c":["x","y"]}},{"b":null}]`,
		`{"_source":{"a":"1"}}` + "\n" + `{"_source":{"a":"2"}}`, "\"never closed", "a,a\n1,2,3\n", "=1+1,@x\n-1,+2\n", "PK\x03\x04"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		sheets, err := ReadSheets(t.Context(), raw)
		if err != nil {
			if sheets != nil {
				t.Error("a file that is refused has sheets")
			}
			return
		}
		if len(sheets) == 0 {
			t.Fatal("a file that is read has no sheet")
		}
		for _, s := range sheets {
			if len(s.Header) == 0 || len(s.Header) > MaxColumns {
				t.Errorf("the heading has %d columns", len(s.Header))
			}
			for _, r := range s.Rows {
				if r.Number < 1 || r.blank() {
					t.Errorf("row %d of %d is blank or has no number", r.Number, len(s.Rows))
				}
			}
		}
	})
}

// FuzzWorkbook has the parts of a workbook filled with anything.
func FuzzWorkbook(f *testing.F) {
	f.Add([]byte(bookXML), []byte(relsXML), []byte(sharedXML), []byte(stylesXML), []byte(sheetXML))
	f.Add([]byte(bookXML), []byte(relsXML), []byte(`<sst><si><r><t>a</t></r><r><t>b_x000D_</t></r><rPh><t>no</t></rPh></si></sst>`), []byte(`<styleSheet/>`),
		[]byte(`<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>99999999999</v></c><c><f>1+1</f></c><c t="e"><v>#N/A</v></c></row><row r="9"><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<workbook><workbookPr date1904="1"/><sheets><sheet name="x" r:id="rId1" state="hidden"/></sheets></workbook>`), []byte(relsXML), []byte(``), []byte(``), []byte(`<row><c><v>1e400</v></c><c`))
	f.Fuzz(func(t *testing.T, book, rels, shared, styles, sheet []byte) {
		raw := zipped(t, map[string]string{"xl/workbook.xml": string(book), "xl/_rels/workbook.xml.rels": string(rels), "xl/sharedStrings.xml": string(shared),
			"xl/styles.xml": string(styles), "xl/worksheets/sheet1.xml": string(sheet)})
		sheets, err := ReadSheets(t.Context(), raw)
		if (err == nil) != (len(sheets) > 0) {
			t.Errorf("%d sheets, %v", len(sheets), err)
		}
		for _, s := range sheets {
			for _, r := range s.Rows {
				if len(r.Cells) > MaxColumns || r.Number < 1 {
					t.Errorf("row %d has %d cells", r.Number, len(r.Cells))
				}
			}
		}
	})
}

// FuzzPlan plans the import of any sheet, takes every suggestion, and imports it as
// cases and as comments: what is not refused keeps the rules of a case.
func FuzzPlan(f *testing.F) {
	f.Add(ownLog)
	f.Add("Survey date,Rating,Comments,Food,Noise,Staff\n03/04/2024,5,Please call me 212-555-0144,1,,\n13/04/2024,Very good,,,1,1\n")
	f.Add("Number,Received,Description,Status,Days to close\n1,2024-05-06,x,Closed,-3\n,13/13/2024,,,\n2,05/06/2024,y,,99999999999\n")
	f.Add("date,date,text\n1,2,3\n")
	f.Add(",,\n,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ReadSheet(strings.NewReader(text))
		if err != nil || len(s.Rows) > 200 {
			return
		}
		set := data.DefaultSettings()
		for _, r := range []Record{RecordCase, RecordFeedback} {
			p := NewPlan(s, nil, set, planNow)
			p.Guess(r)
			p.Map.Rest = true
			for _, u := range p.Unknown() {
				if u.Suggestion != "" && !isChoice(p.Choices(u.Field), u.Suggestion) {
					t.Errorf("%q is suggested for %q, which is no choice", u.Suggestion, u.Was)
				}
				p.Translate(u.Field, u.Was, u.Suggestion)
			}
			p.SetOrder(p.Map.DateOrder)
			p.SetScale(p.Map.Scale)
			p.Columns()
			if p.Gaps().Err() != nil {
				continue
			}
			shown, err := p.Preview(10)
			if err != nil {
				t.Errorf("a plan without gaps has no preview: %v", err)
			}
			checkPlanned(t, p, shown)
		}
	})
}

// checkPlanned reads all rows, and compares them with those that were shown.
func checkPlanned(t *testing.T, p *Plan, shown []PreviewRow) {
	n := 0
	told := func(row int, err error) {
		if n < len(shown) && (shown[n].Row != row || (shown[n].Refused != "") != (err != nil)) {
			t.Errorf("row %d was shown as %+v, and came as %v", row, shown[n], err)
		}
		n++
	}
	if p.Map.Record == RecordCase {
		rows, err := p.Map.Cases(p.Sheet, p.Settings, p.Now)
		if err != nil {
			t.Fatal(err)
		}
		for in, err := range rows.Rows {
			told(p.Sheet.Rows[n].Number, err)
			if err != nil {
				continue
			}
			if gaps := in.Validate(p.Settings, p.today()).Blocking(); len(gaps) > 0 || in.Identity == "" || in.ReceivedAt.After(p.Now) ||
				!in.ClosedAt.IsZero() && (in.ClosedAt.Before(in.ReceivedAt) || in.ClosedAt.After(p.Now.Add(24*time.Hour))) {
				t.Errorf("a case that breaks the rules: %+v %v", in, gaps)
			}
		}
		return
	}
	rows, err := p.Map.Feedback(p.Sheet, p.today())
	if err != nil {
		t.Fatal(err)
	}
	for f, err := range rows.Rows {
		told(p.Sheet.Rows[n].Number, err)
		if err == nil && (f.ExternalID == "" || f.Sentiment < 0 || f.Sentiment > 5 || f.Received > p.today()) {
			t.Errorf("a comment that breaks the rules: %+v", f)
		}
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"} {
		text, has := parts[name]
		if !has {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	bookXML   = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML   = `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	sharedXML = `<sst><si><t>Number</t></si><si><t>Received</t></si><si><t xml:space="preserve"> Told. </t></si></sst>`
	stylesXML = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	sheetXML  = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>Description</t></is></c></row>` +
		`<row r="3"><c r="A3"><v>17</v></c><c r="B3" s="1"><v>45355.5</v></c><c r="D3" t="s"><v>2</v></c></row></sheetData></worksheet>`
)
