// Package peers runs our papers beside two other makers of PDF, for the
// benchmarks of the letter and the summary: ReportLab, the usual PDF library of
// Python, and WeasyPrint, which prints HTML. They get the same text, tables,
// faces and sizes and break lines and pages themselves; the shapes of figures
// they get finished. Neither writes tags here.
package peers

import (
	"bytes"
	_ "embed" // the peers
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"rapport/reports/page"
)

var (
	//go:embed reportlab.py
	reportlab []byte
	//go:embed weasyprint.py
	weasyprint []byte
)

// Maker makes paper n as a PDF file; of another n another paper.
type Maker func(n int) (pdf []byte, err error)

// envOnce asks a test program to make one paper and end, so that a whole
// process can be timed.
const envOnce = "RAPPORT_BENCH_MAKE_ONE"

// envTimes is how many are to be made, if not one.
const envTimes = "RAPPORT_BENCH_MAKE_TIMES"

// Main is the TestMain of a package with a benchmark that calls [Compare]; make may
// be nil where that names a program of its own.
func Main(m *testing.M, make Maker) {
	switch {
	case os.Getenv(envMeasure) != "":
		end(measureChild())
	case os.Getenv(envOnce) != "":
		end(makePapers(make))
	}
	os.Exit(m.Run())
}

func end(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func makePapers(make Maker) (err error) {
	times, err := strconv.Atoi(os.Getenv(envTimes))
	if err != nil {
		times = 1
	}
	var pdf []byte
	for i := range times {
		if pdf, err = make(i); err != nil {
			return err
		}
	}
	return os.WriteFile(os.Getenv(envOnce), pdf, 0o600)
}

// perRound is how many papers each makes in a round, one after the other in one
// process. The first is left out: all fill their caches with it.
const perRound = 11

// Compare times ours against the peers' making of docs, b.N rounds of all by
// turns, and reports medians: within a running process, and as whole processes
// that make one paper, with the most memory that they held. Without the peers ours
// alone is reported. The process of ours is program, a path and its arguments; nil
// is this test program making a paper with the Maker that [Main] got.
func Compare(b *testing.B, docs []*page.Document, ours Maker, program []string, kinds ...Kind) {
	peers := find(b, docs, kinds)
	inside, whole, memory := map[string][]float64{}, map[string][]float64{}, map[string][]float64{}
	process := func(name string, c *exec.Cmd) {
		run := measured(b, c)
		whole[name], memory[name] = append(whole[name], run.Milliseconds), append(memory[name], run.PeakMB)
	}
	for range b.N {
		inside["ours"] = append(inside["ours"], repeat(b, ours)...)
		if program == nil {
			process("ours", ourCommand(b, 1))
		} else {
			process("ours", exec.Command(program[0], program[1:]...))
		}
		for _, p := range peers {
			inside[p.name] = append(inside[p.name], p.repeat(b, perRound)[1:]...)
			process(p.name, p.command(1))
		}
	}
	report(b, "", "-ms", inside)
	report(b, "process-", "-ms", whole)
	report(b, "peak-", "-MB", memory)
	b.ReportMetric(0, "ns/op")
}

func report(b *testing.B, what, unit string, took map[string][]float64) {
	ours := median(took["ours"])
	for name, times := range took {
		b.ReportMetric(median(times), what+name+unit)
		if name != "ours" {
			b.ReportMetric(ours/median(times), what+name+"-ratio")
		}
	}
}

func repeat(b *testing.B, make Maker) (took []float64) {
	for i := range perRound {
		start := time.Now()
		if _, err := make(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, milliseconds(time.Since(start)))
	}
	return took[1:]
}

// Kind is a maker of PDF to be compared with.
type Kind struct {
	name, module, pack string
	script             *[]byte
	batch              int // papers in a batch
}

// The peers. WeasyPrint takes so long that fewer papers tell as much.
var (
	ReportLab  = Kind{"reportlab", "reportlab", "python3-reportlab", &reportlab, inBatch}
	WeasyPrint = Kind{"weasyprint", "weasyprint", "weasyprint", &weasyprint, 40}
)

// peer is a kind with its Python and its input.
type peer struct {
	Kind
	python, dir string
}

// find looks for the peers and writes their input. What is not installed is
// left out and named in the log.
func find(b *testing.B, docs []*page.Document, kinds []Kind) (peers []peer) {
	for _, k := range kinds {
		python := pythonWith(k.module)
		if python == "" {
			b.Logf("%s was not found (Debian's %s)", k.name, k.pack)
			continue
		}
		p := peer{k, python, b.TempDir()}
		if err := p.prepare(docs); err != nil {
			b.Fatalf("writing the papers for %s: %v", k.name, err)
		}
		peers = append(peers, p)
	}
	return peers
}

func pythonWith(module string) string {
	for _, python := range []string{"/usr/bin/python3", "python3"} { // Debian's own has Debian's packages
		if exec.Command(python, "-c", "import "+module).Run() == nil {
			return python
		}
	}
	return ""
}

func (p peer) prepare(docs []*page.Document) error {
	input := struct {
		Fonts map[string]string // name to file
		Docs  []document
	}{Fonts: map[string]string{}}
	files := map[string][]byte{"peer.py": *p.script}
	for _, face := range page.Faces {
		input.Fonts[face.Name()] = filepath.Join(p.dir, face.Name()+".ttf")
		files[face.Name()+".ttf"] = face.Data()
	}
	for _, doc := range docs {
		input.Docs = append(input.Docs, translate(doc))
	}
	encoded, err := json.Marshal(input)
	if err != nil {
		return err
	}
	files["documents.json"] = encoded
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(p.dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (p peer) command(n int) *exec.Cmd {
	return exec.Command(p.python, filepath.Join(p.dir, "peer.py"), filepath.Join(p.dir, "documents.json"), filepath.Join(p.dir, "theirs.pdf"), strconv.Itoa(n))
}

// repeat makes n papers in one process and returns what each took, the start of
// Python left out.
func (p peer) repeat(b *testing.B, n int) (took []float64) {
	c := p.command(n)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err == nil {
		err = json.Unmarshal(out, &took)
	}
	if err != nil || len(took) != n {
		b.Fatalf("%s: %v\n%s", p.name, err, errs.String())
	}
	return took
}

// inBatch is how many papers a batch has.
const inBatch = 1000

// CompareBatch makes a batch in one process and one goroutine on each side, of
// docs one after the other and from the first again, and reports the processor
// time that each paper took, the start of the process spread over them.
func CompareBatch(b *testing.B, docs []*page.Document, kinds ...Kind) {
	peers := find(b, docs, kinds)
	took := map[string][]float64{}
	for range b.N {
		took["ours"] = append(took["ours"], processorTime(b, ourCommand(b, inBatch))/inBatch)
		for _, p := range peers {
			took[p.name] = append(took[p.name], processorTime(b, p.command(p.batch))/float64(p.batch))
		}
	}
	report(b, "batch-cpu-", "-ms", took)
	b.ReportMetric(0, "ns/op")
}

// ourCommand is this test program making n papers.
func ourCommand(b *testing.B, n int) *exec.Cmd {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(program)
	c.Env = append(os.Environ(), envOnce+"="+filepath.Join(b.TempDir(), "ours.pdf"), envTimes+"="+strconv.Itoa(n))
	return c
}

// processorTime runs c and returns the milliseconds of processor time it took.
func processorTime(b *testing.B, c *exec.Cmd) float64 {
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("making papers: %v\n%s", err, out)
	}
	return milliseconds(c.ProcessState.UserTime() + c.ProcessState.SystemTime())
}

func median(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
