// Package reportlab runs our papers beside ReportLab, the usual PDF library of
// Python, for the benchmarks of the letter and the summary. ReportLab gets the
// same text, tables, faces and sizes and breaks lines and pages itself; the
// shapes of figures it gets finished.
package reportlab

import (
	"bytes"
	_ "embed" // the peer
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

//go:embed peer.py
var script []byte

// Maker makes one paper as a PDF file.
type Maker func() (pdf []byte, err error)

// envOnce asks a test program to make one paper and end, so that a whole
// process can be timed.
const envOnce = "RAPPORT_BENCH_MAKE_ONE"

// envTimes is how often it is to be made, if not once.
const envTimes = "RAPPORT_BENCH_MAKE_TIMES"

// Main is the TestMain of a package with a benchmark that calls [Compare].
func Main(m *testing.M, make Maker) {
	if os.Getenv(envOnce) == "" {
		os.Exit(m.Run())
	}
	times, err := strconv.Atoi(os.Getenv(envTimes))
	if err != nil {
		times = 1
	}
	var pdf []byte
	err = nil
	for i := 0; i < times && err == nil; i++ {
		pdf, err = make()
	}
	if err == nil {
		err = os.WriteFile(os.Getenv(envOnce), pdf, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// perRound is how many papers either side makes in a round, one after the other
// in one process. The first is left out: both fill their caches with it.
const perRound = 11

// Compare times ours against ReportLab's making of doc, b.N rounds of both by
// turns, and reports medians: within a running process, and as whole processes
// that make one paper. Without ReportLab ours alone is reported.
func Compare(b *testing.B, doc *page.Document, ours Maker) {
	peer, err := find(b.TempDir(), doc)
	if err != nil {
		b.Log(err)
	}
	var inOurs, inTheirs, wholeOurs, wholeTheirs []float64
	for range b.N {
		inOurs = append(inOurs, repeat(b, ours)...)
		wholeOurs = append(wholeOurs, whole(b, b.TempDir()))
		if peer == nil {
			continue
		}
		inTheirs = append(inTheirs, peer.repeat(b, perRound)[1:]...)
		start := time.Now()
		peer.repeat(b, 1)
		wholeTheirs = append(wholeTheirs, milliseconds(time.Since(start)))
	}
	report(b, "", inOurs, inTheirs)
	report(b, "process-", wholeOurs, wholeTheirs)
	b.ReportMetric(0, "ns/op")
}

func report(b *testing.B, what string, ours, theirs []float64) {
	b.ReportMetric(median(ours), what+"ours-ms")
	if len(theirs) > 0 {
		b.ReportMetric(median(theirs), what+"reportlab-ms")
		b.ReportMetric(median(ours)/median(theirs), what+"ratio")
	}
}

func repeat(b *testing.B, make Maker) (took []float64) {
	for range perRound {
		start := time.Now()
		if _, err := make(); err != nil {
			b.Fatal(err)
		}
		took = append(took, milliseconds(time.Since(start)))
	}
	return took[1:]
}

// whole times this test program from start to end as it makes one paper.
func whole(b *testing.B, dir string) float64 {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(program)
	c.Env = append(os.Environ(), envOnce+"="+filepath.Join(dir, "ours.pdf"))
	start := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("making one paper: %v\n%s", err, out)
	}
	return milliseconds(time.Since(start))
}

// peer is a Python that has ReportLab.
type peer struct{ python, dir string }

// find looks for ReportLab and writes its input to dir.
func find(dir string, doc *page.Document) (*peer, error) {
	for _, python := range []string{"/usr/bin/python3", "python3"} { // Debian's own has Debian's packages
		if exec.Command(python, "-c", "import reportlab").Run() != nil {
			continue
		}
		p := &peer{python, dir}
		return p, p.prepare(doc)
	}
	return nil, fmt.Errorf("ReportLab was not found (Debian's python3-reportlab): ours is timed alone")
}

func (p *peer) prepare(doc *page.Document) error {
	input := translate(doc)
	input.Fonts = map[string]string{}
	files := map[string][]byte{"peer.py": script}
	for _, face := range page.Faces {
		input.Fonts[face.Name()] = filepath.Join(p.dir, face.Name()+".ttf")
		files[face.Name()+".ttf"] = face.Data()
	}
	encoded, err := json.Marshal(input)
	if err != nil {
		return fmt.Errorf("writing the document for ReportLab: %w", err)
	}
	files["document.json"] = encoded
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(p.dir, name), content, 0o600); err != nil {
			return fmt.Errorf("writing the document for ReportLab: %w", err)
		}
	}
	return nil
}

func (p *peer) command(n int) *exec.Cmd {
	return exec.Command(p.python, filepath.Join(p.dir, "peer.py"), filepath.Join(p.dir, "document.json"), filepath.Join(p.dir, "theirs.pdf"), strconv.Itoa(n))
}

// repeat makes the paper n times in one process and returns what each took,
// the start of Python left out.
func (p *peer) repeat(b *testing.B, n int) (took []float64) {
	c := p.command(n)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err == nil {
		err = json.Unmarshal(out, &took)
	}
	if err != nil || len(took) != n {
		b.Fatalf("ReportLab: %v\n%s", err, errs.String())
	}
	return took
}

// inBatch is how many papers a batch has.
const inBatch = 1000

// CompareBatch makes a thousand papers in one process and one goroutine on
// either side and reports the processor time that each took, the start of the
// process spread over them.
func CompareBatch(b *testing.B, doc *page.Document) {
	peer, err := find(b.TempDir(), doc)
	if err != nil {
		b.Log(err)
	}
	var cpuOurs, cpuTheirs []float64
	for range b.N {
		cpuOurs = append(cpuOurs, processorTime(b, batchCommand(b))/inBatch)
		if peer != nil {
			cpuTheirs = append(cpuTheirs, processorTime(b, peer.command(inBatch))/inBatch)
		}
	}
	report(b, "batch-cpu-", cpuOurs, cpuTheirs)
	b.ReportMetric(0, "ns/op")
}

// batchCommand is this test program making a batch.
func batchCommand(b *testing.B) *exec.Cmd {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(program)
	c.Env = append(os.Environ(), envOnce+"="+filepath.Join(b.TempDir(), "ours.pdf"), envTimes+"="+strconv.Itoa(inBatch))
	return c
}

// processorTime runs c and returns the milliseconds of processor time it took.
func processorTime(b *testing.B, c *exec.Cmd) float64 {
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("making a batch: %v\n%s", err, out)
	}
	return milliseconds(c.ProcessState.UserTime() + c.ProcessState.SystemTime())
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
