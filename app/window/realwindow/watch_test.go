//go:build realwindow

package realwindow

import (
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"rapport/app/canary"
)

// watch is told by the system of every file that is made, written or moved in the
// officer's home and in the folders for temporary files, and reads it at once.
type watch struct {
	t      *testing.T
	home   string
	search *canary.Search
	notify *os.File
	ended  chan struct{}

	mu    sync.Mutex
	dirs  map[int32]string
	files map[string]bool
	found []string
}

// watch watches until check is called.
func (b *bench) watch(search *canary.Search) *watch {
	b.t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK) // so that closing it ends a read
	if err != nil {
		b.t.Fatal(err)
	}
	w := &watch{t: b.t, home: b.home, search: search, notify: os.NewFile(uintptr(fd), "inotify"), ended: make(chan struct{}),
		dirs: map[int32]string{}, files: map[string]bool{}}
	w.add(b.home)
	for _, dir := range []string{os.TempDir(), "/tmp", "/var/tmp", "/dev/shm"} {
		w.addOne(dir) // without what is below: others work there
	}
	go w.run()
	b.t.Cleanup(func() { _ = w.notify.Close() })
	return w
}

func (w *watch) addOne(dir string) {
	wd, err := unix.InotifyAddWatch(int(w.notify.Fd()), dir, unix.IN_CREATE|unix.IN_MOVED_TO|unix.IN_MODIFY|unix.IN_CLOSE_WRITE|unix.IN_ONLYDIR)
	if err == nil { // it may be gone
		w.dirs[int32(wd)] = dir
	}
}

// add watches a folder and all below it, and looks at what is there already.
func (w *watch) add(dir string) {
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error { // what is gone is gone
		switch {
		case err != nil:
		case e.IsDir():
			w.addOne(path)
		default:
			w.look(path)
		}
		return nil
	})
}

func (w *watch) run() {
	defer close(w.ended)
	events := make([]byte, 1<<16)
	for {
		n, err := w.notify.Read(events)
		if err != nil {
			return
		}
		w.mu.Lock()
		for rest := events[:n]; len(rest) >= unix.SizeofInotifyEvent; {
			wd, mask := int32(binary.NativeEndian.Uint32(rest)), binary.NativeEndian.Uint32(rest[4:])
			size := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(rest[12:]))
			name := strings.TrimRight(string(rest[unix.SizeofInotifyEvent:size]), "\x00")
			rest = rest[size:]
			path := filepath.Join(w.dirs[wd], name)
			switch {
			case mask&unix.IN_Q_OVERFLOW != 0:
				w.found = append(w.found, "the system had more to tell than it could keep")
			case mask&unix.IN_ISDIR == 0:
				w.look(path)
			case strings.HasPrefix(path, w.home):
				w.add(path)
			}
		}
		w.mu.Unlock()
	}
}

// look notes a file and searches it.
func (w *watch) look(path string) {
	name, ours := strings.CutPrefix(path, w.home+"/")
	if ours {
		w.files[name] = true
	}
	if ours && (strings.HasPrefix(name, "store/out/") || strings.HasPrefix(name, "store/casefile.db")) {
		return // copies on their way out, which are removed; and what is sealed, which is searched at the end
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return
	}
	for _, hit := range append(w.search.Bytes(content), w.search.Bytes([]byte(path))...) {
		w.found = append(w.found, path+" held "+hit)
	}
}

// places are where the program may write.
var places = []string{
	"store/casefile.", "store/backups/", "store/out", // the case file
	"#",                      // a file without a name, as the system calls it: what was asked for, before it is whole
	"config/fyne/", "cache/", // how the window looks
	"rapport-",                                                 // the socket by which a second start brings the window to the front
	"config/Rapport witness/",                                  // the heads of the audit chain
	"sheet.pdf", "bin/", "opened", "program.log", "passphrase", // the test's, and what it asked for
}

// check ends the watch and fails the test where a file held a word, or lies where
// none should.
func (w *watch) check() {
	w.t.Helper()
	_ = w.notify.Close()
	<-w.ended
	if len(w.files) < 12 {
		w.t.Errorf("the system told of %d files only", len(w.files))
	}
	for _, hit := range w.found {
		w.t.Error(hit)
	}
	var all []string
	for name := range w.files {
		all = append(all, name)
		if !slices.ContainsFunc(places, func(place string) bool { return strings.HasPrefix(name, place) }) {
			w.t.Errorf("the program wrote %s", name)
		}
	}
	slices.Sort(all)
	w.t.Logf("files made or written:\n%s", strings.Join(all, "\n"))
}
