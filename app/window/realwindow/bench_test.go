//go:build realwindow

package realwindow

import (
	"bufio"
	"cmp"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The window as these tests have it. It lies at the top left of a screen of its
// own, so that a place on the screen is a place in the window.
const (
	windowWidth, windowHeight = 1280, 800

	// patience is how long something may take to appear before the test gives
	// up; reached only when it never comes.
	patience = 60 * time.Second
	look     = 50 * time.Millisecond // between two looks at the screen
	steady   = 3                     // looks that must see the same before it counts as come to rest
)

// bench is an officer's computer: a screen, a home folder, and the program.
type bench struct {
	t       *testing.T
	eye     *eye
	home    string // what the program writes is below it
	screen  string // file with the pixels of the screen
	display string
	store   string   // folder of the case file
	opened  string   // file that lists what was handed to the system's viewer
	bus     string   // the variable that names the bus of the desktop, if there is one
	under   []string // a program that starts this one and watches it
	more    []string // of the environment
	shots   string
	program *exec.Cmd
	ended   chan error
}

// newBench makes the screen and the home folder.
func newBench(t *testing.T) *bench {
	t.Helper()
	if os.Getenv("RAPPORT_PROGRAM") == "" {
		t.Fatal("Name the program to test in RAPPORT_PROGRAM, or run: sh resources/dev/test.sh")
	}
	b := &bench{t: t, eye: newEye(t), home: t.TempDir(), shots: os.Getenv("RAPPORT_SHOTS")}
	if b.shots == "" {
		b.shots = t.TempDir()
	}
	b.store, b.opened = filepath.Join(b.home, "store"), filepath.Join(b.home, "opened")
	// Nothing moves on its own, the cursor included: two pictures of one state are equal.
	b.write(filepath.Join(b.home, "config", "fyne", "settings.json"), `{"no_animations":true}`, 0o600)
	b.write(filepath.Join(b.home, "bin", "xdg-open"), "#!/bin/sh\nprintf '%s\\n' \"$1\" >>\""+b.opened+"\"\n", 0o700)
	b.startScreen()
	return b
}

func (b *bench) write(file, text string, mode os.FileMode) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), mode); err != nil {
		b.t.Fatal(err)
	}
}

// startScreen starts an X server that keeps its pixels in a file.
func (b *bench) startScreen() {
	b.t.Helper()
	dir := b.t.TempDir()
	b.screen = filepath.Join(dir, "Xvfb_screen0")
	read, write, err := os.Pipe()
	if err != nil {
		b.t.Fatal(err)
	}
	size := fmt.Sprintf("%dx%dx24", windowWidth, windowHeight)
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size, "-fbdir", dir, "-nolisten", "tcp", "-noreset")
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		_ = x.Process.Signal(syscall.SIGTERM) // it may have ended by itself
		_ = x.Wait()
	})
	_ = write.Close() // the server has its own
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		b.t.Fatal("the X server did not start: ", err)
	}
	_ = read.Close()
	b.display = ":" + strings.TrimSpace(number)
}

// environment is the officer's: a home of their own, and this screen.
func (b *bench) environment() []string {
	at := func(name string) string { return filepath.Join(b.home, name) }
	return append(slices.Clone(b.more),
		"DISPLAY="+b.display, "PATH="+at("bin")+":"+os.Getenv("PATH"), "LANG=en_US.UTF-8", "TZ=America/New_York",
		"HOME="+b.home, "TMPDIR="+b.home, "XDG_CONFIG_HOME="+at("config"), "XDG_DATA_HOME="+at("data"), "XDG_CACHE_HOME="+at("cache"),
		cmp.Or(b.bus, "DBUS_SESSION_BUS_ADDRESS=unix:path="+at("no-bus")), "DBUS_SYSTEM_BUS_ADDRESS=unix:path="+at("no-bus"),
		"RAPPORT_WINDOW_SIZE="+fmt.Sprintf("%dx%d", windowWidth, windowHeight), "LIBGL_ALWAYS_SOFTWARE=1")
}

// start starts the program and waits for its window.
func (b *bench) start() {
	b.t.Helper()
	line := append(slices.Clone(b.under), os.Getenv("RAPPORT_PROGRAM"), "--store", b.store)
	b.program = exec.Command(line[0], line[1:]...)
	b.program.Env = b.environment()
	log, err := os.Create(filepath.Join(b.home, "program.log"))
	if err != nil {
		b.t.Fatal(err)
	}
	b.program.Stdout, b.program.Stderr = log, log
	if err := b.program.Start(); err != nil {
		b.t.Fatal(err)
	}
	_ = log.Close()
	b.ended = make(chan error, 1)
	go func() { b.ended <- b.program.Wait() }()
	b.t.Cleanup(b.stop)
	window := b.xdotool("search", "--sync", "--onlyvisible", "--name", "^Rapport")
	b.xdotool("windowmove", strings.Fields(window)[0], "0", "0")
}

// stop ends what is left of the program, and tells what it wrote when the test failed.
func (b *bench) stop() {
	if b.program == nil {
		return
	}
	b.crash()
	if b.t.Failed() {
		log, err := os.ReadFile(filepath.Join(b.home, "program.log"))
		b.t.Logf("The program wrote: %s%v", log, err)
	}
}

// crash ends the program the way a power cut does.
func (b *bench) crash() {
	_ = b.program.Process.Kill() // it may have ended by itself
	<-b.ended
	b.program = nil
}

// quit leaves through the menu, which does what closing the window does, and
// waits until the program has ended. There is no window manager to close it.
func (b *bench) quit() {
	b.t.Helper()
	b.click("File")
	b.click("Quit")
	select {
	case err := <-b.ended:
		if err != nil {
			b.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		b.t.Fatal("the program did not end when its window was closed")
	}
	b.program = nil
}

func (b *bench) xdotool(args ...string) string {
	b.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = b.environment()
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.t.Fatalf("xdotool %s: %v %s", args[0], err, out)
	}
	return strings.TrimSpace(string(out))
}

// press presses keys, one after the other: Tab, Return, ctrl+n.
func (b *bench) press(keys ...string) {
	b.t.Helper()
	b.xdotool(append([]string{"key", "--delay", "20"}, keys...)...)
}

// typeText types into whatever has the keyboard.
func (b *bench) typeText(text string) {
	b.t.Helper()
	for i, line := range strings.Split(text, "\n") { // xdotool knows Tab, but no Return
		if i > 0 {
			b.press("Return")
		}
		b.xdotool("type", "--delay", "4", "--", line)
	}
}

// clickAt clicks, and takes the pointer to the corner: it would stand before the
// words that appear below it.
func (b *bench) clickAt(at image.Point) {
	b.t.Helper()
	x, y := strconv.Itoa(at.X), strconv.Itoa(at.Y)
	b.xdotool("mousemove", "--sync", x, y, "click", "1", "mousemove", strconv.Itoa(windowWidth-1), strconv.Itoa(windowHeight-1))
}

// picture is the screen as it is now.
func (b *bench) picture() *picture {
	b.t.Helper()
	p, err := readScreen(b.screen)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

// until looks at the screen again and again until it is as wanted.
func (b *bench) until(what string, wanted func(*picture) bool) {
	b.t.Helper()
	tick := time.NewTicker(look)
	defer tick.Stop()
	giveUp := time.After(patience)
	for {
		if wanted(b.picture()) {
			return
		}
		select {
		case <-tick.C:
		case err := <-b.ended:
			b.ended <- err
			b.t.Fatalf("the program ended (%v) before the test saw %s", err, what)
		case <-giveUp:
			b.save("failed-" + b.t.Name())
			b.t.Fatalf("after %v the window does not show %s; its picture is in %s", patience, what, b.shots)
		}
	}
}

// see waits until all of the words are on the screen.
func (b *bench) see(words ...string) {
	b.t.Helper()
	for _, w := range words {
		b.untilNew(strconv.Quote(w), func(p *picture) bool { return len(b.eye.find(p, w)) > 0 })
	}
}

// gone waits until none of the words are on the screen.
func (b *bench) gone(words ...string) {
	b.t.Helper()
	for _, w := range words {
		b.untilNew("no "+strconv.Quote(w), func(p *picture) bool { return len(b.eye.find(p, w)) == 0 })
	}
}

// untilNew is until for what takes long to look for: the same picture is not
// searched twice.
func (b *bench) untilNew(what string, wanted func(*picture) bool) {
	b.t.Helper()
	var before *picture
	b.until(what, func(p *picture) bool {
		if p.same(before) {
			return false
		}
		before = p
		return wanted(p)
	})
}

// place waits until the words stand still, once or once alone, and tells where.
func (b *bench) place(words string) (at image.Rectangle) {
	b.t.Helper()
	b.until(strconv.Quote(words)+" once", func(*picture) bool {
		p := b.still()
		found := b.eye.find(p, words)
		if len(found) > 1 {
			found = slices.DeleteFunc(found, func(r image.Rectangle) bool { return !p.alone(r) })
		}
		if len(found) == 1 {
			at = found[0]
		}
		return len(found) == 1
	})
	return at
}

// click presses what bears the words.
func (b *bench) click(words string) {
	b.t.Helper()
	r := b.place(words)
	b.clickAt(image.Pt((r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2))
}

// clickFor presses what bears the words, the first of them that stands beside
// another text or below it.
func (b *bench) clickFor(text, words string) {
	b.t.Helper()
	var at image.Rectangle
	b.until(strconv.Quote(words)+" for "+strconv.Quote(text), func(*picture) bool {
		p := b.still()
		place := b.eye.find(p, text)
		if len(place) == 0 {
			return false
		}
		for _, at = range b.eye.find(p, words) {
			if at.Max.Y >= place[0].Min.Y && p.alone(at) {
				return true
			}
		}
		return false
	})
	b.clickAt(image.Pt((at.Min.X+at.Max.X)/2, (at.Min.Y+at.Max.Y)/2))
}

// keep writes a picture of the window for people to look at, once nothing on it
// changes any more.
func (b *bench) keep(name string) {
	b.t.Helper()
	b.still()
	b.save(name)
}

// still waits until some looks in a row see the same, and returns that.
func (b *bench) still() (last *picture) {
	b.t.Helper()
	same := 0
	b.until("the same again and again", func(p *picture) bool {
		if same++; !p.same(last) {
			last, same = p, 0
		}
		return same == steady
	})
	return last
}

// save writes a picture of the window as it is now.
func (b *bench) save(name string) {
	b.t.Helper()
	file := filepath.Join(b.shots, "window-"+name+".png")
	if err := b.picture().keep(file); err != nil {
		b.t.Fatal(err)
	}
}

// fill types into the field below a label, in the place of what stands there.
func (b *bench) fill(label, text string) {
	b.t.Helper()
	b.clickAt(below(b.place(label)))
	b.press("ctrl+a")
	b.typeText(text)
}

// choose opens the list below a label and takes the option that bears the words.
func (b *bench) choose(label, option string) {
	b.t.Helper()
	b.clickAt(below(b.place(label)))
	b.click(option)
	b.still() // the list is gone: a click that comes before only closes it
}

// take opens the list that has the keyboard and takes the option that bears the
// words.
func (b *bench) take(option string) {
	b.t.Helper()
	b.press("space")
	b.click(option)
}

// below is a place in the field that stands under a label of ordinary size:
// past its left edge and half a field, some 36 pixels, down.
func below(label image.Rectangle) image.Point {
	return image.Pt(label.Min.X+24, label.Max.Y+22)
}

// scrollTo turns the wheel over a place of the window until the words stand well
// above its foot, or stand below that and nothing moves any more.
func (b *bench) scrollTo(words string, over image.Point) {
	b.t.Helper()
	const (
		foot  = 220 // pixels: of the bars at the foot, and of a field below its label
		atEnd = 20  // looks after turning the wheel that all see the same
	)
	b.xdotool("mousemove", "--sync", strconv.Itoa(over.X), strconv.Itoa(over.Y))
	var before *picture
	var found []image.Rectangle
	same := 0
	b.until(strconv.Quote(words)+" while scrolling down", func(p *picture) bool {
		if same++; !p.same(before) {
			before, same = p, 0
			found = b.eye.find(p, words)
		}
		if len(found) > 0 && same >= steady && (found[0].Max.Y < windowHeight-foot || same >= atEnd) {
			return true
		}
		if same == steady || same%atEnd == 0 && same > 0 {
			b.xdotool("click", "--repeat", "2", "--delay", "5", "5")
		}
		return false
	})
}
