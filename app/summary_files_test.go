package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/summary"
	"rapport/reports/workbook"
)

// Whatever a shareable file holds, its properties, its charts' words and its parts
// that no program shows, it names nobody.
func TestShareableFilesNameNobody(t *testing.T) {
	from, until := data.NewDate(2025, time.January, 1), data.NewDate(2025, time.August, 20)
	o := newFiguresOffice(t, until)
	files := slices.Collect(practice.Cases(21, 400, o.Settings(), from, until))
	if err := o.Load(t.Context(), slices.Values(files), nil); err != nil {
		t.Fatal(err)
	}
	june := data.MonthPeriod(data.Month{Year: 2025, Month: time.June})
	if _, err := o.Freeze(t.Context(), june, "Seen by Quillfeather", func(f data.SummaryFacts) []data.FrozenFigure { return figures.Compute(f).Frozen() }); err != nil {
		t.Fatal(err)
	}
	facts, err := o.SummaryFacts(t.Context(), june)
	if err != nil {
		t.Fatal(err)
	}
	r, err := summary.Make(t.Context(), facts, report.Shareable, false)
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{facts.Frozen.By, "Quillfeather"}
	for _, c := range slices.Concat(facts.Received, facts.Closed, facts.Open) {
		secrets = append(secrets, c.Number, c.Owner)
	}
	for _, f := range files {
		for _, p := range f.People {
			if p.Given != "" && p.Family != "" {
				secrets = append(secrets, p.Given+" "+p.Family, p.Family+", "+p.Given)
			}
			secrets = append(secrets, p.MRN, p.Phone, p.Email, p.Street)
		}
	}
	slices.Sort(secrets)
	secrets = slices.DeleteFunc(slices.Compact(secrets), func(s string) bool { return len(s) < 5 })
	if len(secrets) < 500 || !slices.Contains(secrets, facts.Frozen.By) {
		t.Fatalf("only %d names and numbers are looked for", len(secrets))
	}
	pdf, _, err := report.PDF(r)
	if err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	csv, err := workbook.CSV(r)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{"the PDF as it is stored": string(pdf)}
	for name, file := range map[string][]byte{"the workbook": book, "the CSV": csv} {
		for part, text := range unzipped(t, file) {
			parts[name+", "+part] = text
		}
	}
	for _, program := range [][]string{{"pdftotext", "-", "-"}, {"pdfinfo", "-"}, {"qpdf", "--qdf", "--object-streams=disable", "-", "-"}} {
		if _, err := exec.LookPath(program[0]); err != nil {
			continue
		}
		run := exec.CommandContext(t.Context(), program[0], program[1:]...)
		run.Stdin = bytes.NewReader(pdf)
		if out, err := run.Output(); err == nil {
			parts["what "+program[0]+" reads"] = string(out)
		}
	}
	for part, text := range parts {
		for _, s := range secrets {
			if strings.Contains(text, s) {
				t.Errorf("%s holds a name or a number of %d characters", part, len(s))
			}
		}
	}
	if !strings.Contains(parts["what pdftotext reads"]+r.Title, "summary") {
		t.Error("nothing was read")
	}
}

// unzipped are the parts of a file by their names, which count as well.
func unzipped(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = f.Name + "\n" + string(text)
	}
	return parts
}
