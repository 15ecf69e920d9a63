package peers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// envMeasure asks a test program to run the command of its arguments and to say
// what that took. Linux counts the memory of the process that starts another as
// that one's own; a program that has only just begun has next to none.
const envMeasure = "RAPPORT_BENCH_MEASURE"

// processRun is a process from start to end.
type processRun struct {
	Milliseconds float64
	PeakMB       float64 // the most that lay in memory at once; 0: not known here
}

// wroteWithGaps is how the program ends that wrote a summary in which something is
// missing, such as the patient days of a month.
const wroteWithGaps = 3

// measured runs c and returns what it took.
func measured(b *testing.B, c *exec.Cmd) (run processRun) {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	outer := exec.Command(program, c.Args...)
	outer.Env = append(c.Environ(), envMeasure+"=1")
	var errs bytes.Buffer
	outer.Stderr = &errs
	out, err := outer.Output()
	if err == nil {
		err = json.Unmarshal(out, &run)
	}
	if err != nil {
		b.Fatalf("making papers: %v\n%s", err, errs.String())
	}
	return run
}

// measureChild is the other side of measured.
func measureChild() error {
	c := exec.Command(os.Args[1], os.Args[2:]...)
	c.Env = slices.DeleteFunc(os.Environ(), func(variable string) bool { return strings.HasPrefix(variable, envMeasure+"=") })
	start := time.Now()
	said, err := c.CombinedOutput()
	run := processRun{Milliseconds: milliseconds(time.Since(start))}
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == wroteWithGaps) {
		return fmt.Errorf("%w: %s", err, said)
	}
	run.PeakMB = peakMB(c.ProcessState)
	return json.NewEncoder(os.Stdout).Encode(run)
}
