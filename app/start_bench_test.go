//go:build realwindow

package app_test

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart times the real program, built and named by RAPPORT_PROGRAM, on
// a screen of its own (Xvfb, drawn without a graphics card), from exec to its
// first frame and to the page that asks for the passphrase of a practice case
// file. KeePassXC, which opens an encrypted file of its own the same way, starts
// by turns with it; both have a window of 800x600. The figures are medians.
func BenchmarkStart(b *testing.B) {
	program := os.Getenv("RAPPORT_PROGRAM")
	if program == "" {
		b.Skip("RAPPORT_PROGRAM does not name a built program")
	}
	home := b.TempDir()
	runs := filepath.Join(home, "run") // X and Qt want a folder that nobody else may enter
	if err := os.Mkdir(runs, 0o700); err != nil {
		b.Fatal(err)
	}
	s := newScreen(b)
	s.env = append(quietEnv(), "DISPLAY="+s.display, "HOME="+home, "XDG_RUNTIME_DIR="+runs, "RAPPORT_WINDOW_SIZE=800x600")

	practice := filepath.Join(home, "practice")
	s.run(b, nil, program, "demo", "--store", practice, "--cases", "200", "--seed", "1")
	starts := []*start{{name: "ours", command: []string{program, "--store", practice}}}
	if peer, err := exec.LookPath("keepassxc"); err == nil {
		vault := filepath.Join(home, "peer.kdbx")
		s.run(b, strings.NewReader("benchmark\nbenchmark\n"), peer+"-cli", "db-create", "-p", vault)
		starts = append(starts, &start{name: "keepassxc", command: []string{peer, vault}})
	} else {
		b.Log("KeePassXC was not found: ours is timed alone")
	}
	for _, one := range starts {
		s.time(b, one.command) // reads the program from disk, writes its settings
	}
	for range b.N {
		for _, one := range starts {
			first, asks := s.time(b, one.command)
			one.first, one.asks = append(one.first, first), append(one.asks, asks)
		}
	}
	for _, one := range starts {
		b.ReportMetric(median(one.first), one.name+"-first-ms")
		b.ReportMetric(median(one.asks), one.name+"-asks-ms")
	}
	if len(starts) == 2 {
		b.ReportMetric(median(starts[0].first)/median(starts[1].first), "first-ratio")
		b.ReportMetric(median(starts[0].asks)/median(starts[1].asks), "asks-ratio")
	}
	b.ReportMetric(0, "ns/op")
}

// start is a program with the times of its starts, in milliseconds.
type start struct {
	name        string
	command     []string
	first, asks []float64
}

func median(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

// quietEnv is the environment without what leads to another screen or to the
// settings of whoever runs the benchmark.
func quietEnv() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return strings.HasPrefix(variable, "WAYLAND_") || strings.HasPrefix(variable, "XDG_") || strings.HasPrefix(variable, "DBUS_")
	})
}

// screen is an X server whose pixels lie in a file: looking at them costs the
// programs under test nothing.
type screen struct {
	display string
	env     []string
	pixels  *os.File
	offset  int64 // of the first pixel
	row     []byte
	height  int
}

// newScreen starts Xvfb. The file of its pixels is an X window dump: a head of
// big-endian numbers (XWDFile.h), a colour table, the pixels row by row.
func newScreen(b *testing.B) *screen {
	server, err := exec.LookPath("Xvfb")
	if err != nil {
		b.Skip("Xvfb is not installed")
	}
	dir := b.TempDir()
	ours, its, err := os.Pipe()
	if err != nil {
		b.Fatal(err)
	}
	defer ours.Close()
	c := exec.Command(server, "-displayfd", "3", "-screen", "0", "1280x800x24", "-fbdir", dir, "-nolisten", "tcp", "-noreset")
	c.ExtraFiles = []*os.File{its}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { end(b, c, os.Interrupt) }) // killed, it would leave its socket behind
	its.Close()
	number, err := bufio.NewReader(ours).ReadString('\n') // written when it is ready
	if err != nil {
		b.Fatalf("Xvfb did not start: %v", err)
	}
	s := &screen{display: ":" + strings.TrimSpace(number)}
	if s.pixels, err = os.Open(filepath.Join(dir, "Xvfb_screen0")); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.pixels.Close() })
	head := make([]byte, 80)
	if _, err := s.pixels.ReadAt(head, 0); err != nil {
		b.Fatal(err)
	}
	field := func(n int) int64 { return int64(binary.BigEndian.Uint32(head[4*n:])) }
	if field(11) != 32 {
		b.Fatalf("the screen has %d bits per pixel, not 32", field(11))
	}
	s.offset = field(0) + 12*field(19)
	s.row, s.height = make([]byte, field(12)), int(field(5))
	return s
}

// end stops a program that the benchmark started and waits until it is gone.
func end(b *testing.B, c *exec.Cmd, by os.Signal) {
	if err := c.Process.Signal(by); err != nil {
		b.Error(err)
	}
	_ = c.Wait() // says how it was stopped
}

func (s *screen) run(b *testing.B, in io.Reader, program string, args ...string) {
	c := exec.Command(program, args...)
	c.Stdin, c.Env = in, s.env
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", program, err, out)
	}
}

// longest is how long a program may take before it counts as hanging.
const longest = 60 * time.Second

// time starts a program on the empty screen and returns after how many
// milliseconds it painted something, and after how many a whole page.
func (s *screen) time(b *testing.B, command []string) (first, page float64) {
	if !s.wait(b, func(l sight) bool { return !l.window() }) {
		b.Fatal("the screen did not become empty")
	}
	c := exec.Command(command[0], command[1:]...)
	said, err := os.Create(filepath.Join(b.TempDir(), "said")) // a file: a pipe would have to be read
	if err != nil {
		b.Fatal(err)
	}
	defer said.Close()
	c.Env, c.Stderr = s.env, said
	began := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	defer end(b, c, os.Kill)
	since := func() float64 { return float64(time.Since(began).Microseconds()) / 1000 }
	whole := s.wait(b, sight.painted)
	first = since()
	if whole = whole && s.wait(b, sight.page); !whole {
		words, err := os.ReadFile(said.Name())
		b.Fatalf("%s did not show its page: %s %v", command[0], words, err)
	}
	return first, since()
}

// wait looks at the screen until it shows what is awaited, and reports whether
// it ever did.
func (s *screen) wait(b *testing.B, until func(sight) bool) bool {
	const every = 3 * time.Millisecond
	tick := time.NewTicker(every)
	defer tick.Stop()
	for deadline := time.Now().Add(longest); time.Now().Before(deadline); <-tick.C {
		l, err := s.look()
		if err != nil {
			b.Fatal(err)
		}
		if until(l) {
			return true
		}
	}
	return false
}

// sight is what the screen shows, in pixels of every fourth row.
type sight struct {
	all     int
	inside  int // not black, as the screen is without a window
	ground  int // of the most frequent colour of those inside
	colours int // of those inside
}

// window: the pointer alone is less than a thousandth of the screen.
func (l sight) window() bool { return l.inside > l.all/20 }

// painted: a window with text on its ground, which is many shades.
func (l sight) painted() bool { return l.window() && l.colours >= 16 }

// page: more than a line of text, which is less than a thousandth.
func (l sight) page() bool { return l.painted() && l.inside-l.ground > l.inside/50 }

func (s *screen) look() (sight, error) {
	var l sight
	counts := map[uint32]int{}
	for y := 0; y < s.height; y += 4 {
		if _, err := s.pixels.ReadAt(s.row, s.offset+int64(y)*int64(len(s.row))); err != nil {
			return l, fmt.Errorf("reading the screen: %w", err)
		}
		last, run := uint32(0), 0 // equal neighbours are counted at once
		for x := 0; x < len(s.row); x += 4 {
			pixel := binary.NativeEndian.Uint32(s.row[x:]) & 0xffffff
			if pixel != last {
				counts[last] += run
				last, run = pixel, 0
			}
			run++
		}
		counts[last] += run
	}
	for colour, n := range counts {
		l.all += n
		if colour != 0 && n > 0 {
			l.inside, l.colours, l.ground = l.inside+n, l.colours+1, max(l.ground, n)
		}
	}
	return l, nil
}
