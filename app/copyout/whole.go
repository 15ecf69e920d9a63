package copyout

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"rapport/app/outfile"
	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

// everything names the export of everything for the audit chain.
const everything = "everything that the case file holds"

// checkRoom refuses a folder whose disk is too full.
func checkRoom(ctx context.Context, s *store.Session, dir string) error {
	need, err := s.WholeSize(ctx)
	if err != nil {
		return err
	}
	return vault.EnoughRoom(dir, need)
}

// Folder writes everything into a folder, unprotected; the folder is made, or must
// be empty. What is broken off leaves nothing behind.
func Folder(ctx context.Context, s *store.Session, dir, reason string, tell func(done, total int64)) (r store.WholeReport, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return r, fmt.Errorf("making the folder: %w", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		return r, fmt.Errorf("looking at the folder: %w", err)
	}
	if len(left) > 0 {
		return r, store.ErrSalvageFolder
	}
	if err := checkRoom(ctx, s, dir); err != nil {
		return r, err
	}
	root, err := os.OpenRoot(dir) // no link leads out of it
	if err != nil {
		return r, fmt.Errorf("opening the folder: %w", err)
	}
	f := &folder{root: root}
	r, err = s.ExportWhole(ctx, reason, f.make, tell)
	err = errors.Join(err, f.finish())
	if err == nil {
		last := r.Files[len(r.Files)-1] // lists all others with their digests
		err = s.RecordPutOut(ctx, data.PutOut{What: everything + ", a folder of which the digest is that of its list of files", Cases: r.Cases, Reason: reason,
			Protection: data.ProtectNone, SHA256: last.SHA256, Bytes: bytesOf(r)})
	}
	if err != nil {
		err = errors.Join(err, f.remove())
	}
	return r, errors.Join(err, root.Close())
}

func bytesOf(r store.WholeReport) (n int64) {
	for _, f := range r.Files {
		n += f.Bytes
	}
	return n
}

// folder takes the files of an export.
type folder struct {
	root *os.Root
	file *os.File
	to   *bufio.Writer
}

func (f *folder) make(name string) (io.Writer, error) {
	if err := f.finish(); err != nil {
		return nil, err
	}
	name = filepath.FromSlash(name)
	if err := f.root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, err
	}
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	f.file, f.to = file, bufio.NewWriterSize(file, 1<<16)
	return f.to, nil
}

// finish ends the file that is being written.
func (f *folder) finish() error {
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.to.Flush(), f.file.Close())
	f.file = nil
	return err
}

// remove takes everything away that was written; the folder was empty.
func (f *folder) remove() error {
	entries, err := os.ReadDir(f.root.Name())
	for _, e := range entries {
		err = errors.Join(err, f.root.RemoveAll(e.Name()))
	}
	return err
}

// Archive writes everything into one ZIP archive, in the envelope that the order
// asks for.
func Archive(ctx context.Context, s *store.Session, o Order, tell func(done, total int64)) (r store.WholeReport, err error) {
	if err := checkRoom(ctx, s, filepath.Dir(o.Path)); err != nil {
		return r, err
	}
	fill := func(to io.Writer) error {
		return o.enveloped(to, func(to io.Writer) (err error) {
			z := zip.NewWriter(to)
			at := time.Now().UTC().Truncate(2 * time.Second)
			r, err = s.ExportWhole(ctx, o.Reason, func(name string) (io.Writer, error) {
				return z.CreateHeader(&zip.FileHeader{Name: path.Clean(name), Method: zip.Deflate, Modified: at})
			}, tell)
			if err != nil {
				return err
			}
			return z.Close()
		})
	}
	err = outfile.Make(o.Path, fill, func(m outfile.Made) error {
		p := o.filled(data.PutOut{What: everything, Cases: r.Cases, SHA256: m.SHA256, Bytes: m.Bytes}, false)
		return s.RecordPutOut(ctx, p)
	})
	if err != nil {
		return r, fmt.Errorf("writing the file: %w", err)
	}
	return r, nil
}
