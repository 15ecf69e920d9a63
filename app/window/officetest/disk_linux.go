package officetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"rapport/data/practice"
	"rapport/data/store"
)

// Disk is a disk of its own for the case file, to be filled to the last byte.
type Disk struct {
	Dir string // of the case file
	t   *testing.T
	at  string
}

// SmallDisk makes the case file of the practice office on a disk of a few megabytes,
// closed. The test skips where no disk may be mounted, which takes root.
func SmallDisk(t *testing.T) *Disk {
	t.Helper()
	d := &Disk{t: t, at: t.TempDir()}
	if err := syscall.Mount("tmpfs", d.at, "tmpfs", 0, "size=48m"); err != nil {
		t.Skip("a disk of its own takes the right to mount one:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(d.at, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	d.Dir = filepath.Join(d.at, "store")
	s, _, err := store.Create(t.Context(), d.Dir, practice.Setup(), store.WithKDF(Cheap))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	return d
}

// OnSmallDisk has the office work in a case file on a disk of its own.
func (o *Office) OnSmallDisk(t *testing.T) *Disk {
	t.Helper()
	d := SmallDisk(t)
	file, err := store.Open(d.Dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	if o.Session, err = file.SignIn(t.Context(), practice.Officer, practice.Passphrase); err != nil {
		t.Fatal(err)
	}
	o.Desk.Session = o.Session
	return d
}

// FillUp leaves not one byte of the disk.
func (d *Disk) FillUp() {
	d.t.Helper()
	f, err := os.Create(filepath.Join(d.at, "holiday pictures"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close() // what it holds does not matter
	for _, size := range []int{1 << 20, 4096, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			d.t.Fatal(err)
		}
	}
}

// Free gives the room back.
func (d *Disk) Free() {
	d.t.Helper()
	if err := os.Remove(filepath.Join(d.at, "holiday pictures")); err != nil {
		d.t.Fatal(err)
	}
}
