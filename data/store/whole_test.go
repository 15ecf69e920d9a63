package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"rapport/data"
)

// inMemory takes the files of an export.
type inMemory map[string]*bytes.Buffer

func (m inMemory) make(name string) (io.Writer, error) {
	m[name] = &bytes.Buffer{}
	return m[name], nil
}

// crowded is a case file with something in as many tables as a test can fill.
func crowded(t *testing.T) *desk {
	d := newDesk(t, false)
	f := d.fullCase()
	g := d.open()
	in := spoken(d.clock.now())
	in.Unit, in.Patient.Family = "=cmd|' /C calc'!A0", "@Sum"
	caseDo(t)(d.OpenCase(t.Context(), in))
	caseDo(t)(d.LinkCases(t.Context(), f.Key, g.Number, "The same matter."))
	caseDo(t)(d.restrict(g))
	d.do(d.auditLink(d.open()))
	return d
}

// TestAnExportOfEverythingHasEveryRowOfEveryTable asks the schema which tables there
// are, so that a table that is new cannot be forgotten.
func TestAnExportOfEverythingHasEveryRowOfEveryTable(t *testing.T) {
	d := crowded(t)
	files := inMemory{}
	var last int64
	r := must[WholeReport](t)(d.ExportWhole(d.ctx(), "We change to another program.", files.make, func(done, total int64) {
		if last = done; done > total {
			t.Errorf("%d of %d", done, total)
		}
	}))
	if last == 0 {
		t.Error("nothing was told of how far it is")
	}
	readMe := files["README.txt"].String()
	var tables []string
	d.do(d.base.read(t.Context(), func(t *tx) error {
		return t.each(`select name from sqlite_schema where type = 'table'`, nil, scanTexts(func(n string) { tables = append(tables, n) }))
	}))
	for _, name := range tables {
		if strings.HasPrefix(name, "case_search") || strings.HasPrefix(name, "feedback_search") {
			continue // the words of the others
		}
		n := d.number(`select count(*) from ` + quotedName(name))
		if wholeElsewhere[name] != "" {
			continue // counted below
		}
		if wholeAbout[name] == "" || !strings.Contains(readMe, "\r\n"+name+", ") {
			t.Errorf("README.txt does not say what %s is", name)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["tables/"+name+".csv"].Bytes(), []byte("\ufeff")))).ReadAll()
		if err != nil || int64(len(rows)) != n+1 {
			// audit: the entries since
			if !strings.HasPrefix(name, "audit") || err != nil {
				t.Errorf("%s.csv has %d rows of %d, %v", name, len(rows)-1, n, err)
			}
		}
		lines := int64(0)
		for line := range strings.Lines(files["tables/"+name+".jsonl"].String()) {
			var row map[string]any
			if err := json.Unmarshal([]byte(line), &row); err != nil || len(row) != len(rows[0]) {
				t.Fatalf("%s.jsonl has a line that is no row: %v", name, err)
			}
			lines++
		}
		if lines != int64(len(rows)-1) || r.Rows[name] != lines {
			t.Errorf("%s has %d lines and %d rows", name, lines, len(rows)-1)
		}
		for _, c := range rows[0] {
			if wholeColumns[c].about == "" {
				t.Errorf("README.txt does not say what %s.%s is", name, c)
			}
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+@", rune(cell[0])) {
					t.Errorf("%s has the cell %.20q", name, cell)
				}
			}
		}
	}
	if int64(r.Cases) != d.number(`select count(*) from cases`) || int64(r.Letters) != d.number(`select count(*) from letter_pages`) ||
		int64(r.Documents) != d.number(`select count(*) from attachments`) || r.Letters == 0 || r.Documents == 0 {
		t.Errorf("put out were %d cases, %d letters, %d documents", r.Cases, r.Letters, r.Documents)
	}
	for line := range strings.Lines(files["SHA256SUMS"].String()) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if is := sha256.Sum256(files[name].Bytes()); hex.EncodeToString(is[:]) != sum {
			t.Errorf("the digest of %s is not right", path.Base(name))
		}
	}
	entries := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "file.whole"}))
	if len(entries) != 1 || !strings.Contains(entries[0].Summary, "We change to another program.") {
		t.Errorf("the audit log says %+v", entries)
	}
}

// TestWhatIsPutOutIsWhatTheDatabaseHolds compares every value of every body.
func TestWhatIsPutOutIsWhatTheDatabaseHolds(t *testing.T) {
	d := crowded(t)
	files := inMemory{}
	must[WholeReport](t)(d.ExportWhole(d.ctx(), "We change.", files.make, nil))
	d.do(d.base.read(t.Context(), func(t *tx) error {
		for _, name := range []string{"people", "issues", "notes", "letters", "records", "case_details", "settings", "feedback"} {
			var lines []string
			for line := range strings.Lines(files["tables/"+name+".jsonl"].String()) {
				lines = append(lines, line)
			}
			i := 0
			if err := t.each(`select body from `+name, nil, func(r *sql.Rows) error {
				var raw []byte
				err := r.Scan(&raw)
				if !strings.Contains(lines[i], string(raw)) {
					d.t.Errorf("row %d of %s is another", i, name)
				}
				i++
				return err
			}); err != nil {
				return err
			}
			if i == 0 {
				d.t.Errorf("%s is empty: the test says nothing of it", name)
			}
		}
		return nil
	}))
}

func TestAnExportOfEverythingIsForThePrivacyOfficerAndWholeOrNotAtAll(t *testing.T) {
	d := newDesk(t, false)
	f := caseDo(t)(d.restrict(d.open()))
	nothing := func(string) (io.Writer, error) { t.Error("a file was made"); return nil, io.ErrClosedPipe }
	if _, err := d.ExportWhole(d.ctx(), " ", nothing, nil); !hasGap(err, "reason") {
		t.Errorf("without a reason: %v", err)
	}
	d.secondWith(data.RolePrivacy)
	d.as("Pat Winter", theirs)
	_, err := d.ExportWhole(d.ctx(), "We change.", nothing, nil)
	var hidden HiddenCases
	if !errors.As(err, &hidden) || !strings.Contains(hidden.Sentence(), f.Number) {
		t.Errorf("with a case restricted to others: %v", err)
	}
	must[data.CaseFile](t)(d.BreakGlass(d.ctx(), f.Number, mustSee))
	ctx, cancel := context.WithCancel(d.ctx())
	files := inMemory{}
	if _, err := d.ExportWhole(ctx, "We change.", files.make, func(int64, int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("broken off: %v", err)
	}
	if must[WholeReport](t)(d.ExportWhole(d.ctx(), "We change.", files.make, nil)).Cases != 1 {
		t.Error("with the glass broken the case is not in it")
	}
}
