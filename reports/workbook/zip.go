package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"
)

// entry is one file of an archive.
type entry struct {
	name string
	bytes.Buffer
}

// archive collects files and writes them in one order with one time, so that the
// same files make the same bytes.
type archive struct {
	to      io.Writer
	at      time.Time
	entries []*entry
}

// Create begins a file.
func (a *archive) Create(name string) (io.Writer, error) {
	e := &entry{name: name}
	a.entries = append(a.entries, e)
	return e, nil
}

// first is the part by which readers know the kind of a package; it leads.
const first = "[Content_Types].xml"

// Close writes the files.
func (a *archive) Close() error {
	slices.SortStableFunc(a.entries, func(x, y *entry) int {
		switch {
		case x.name == y.name:
			return 0
		case x.name == first:
			return -1
		case y.name == first:
			return 1
		}
		return strings.Compare(x.name, y.name)
	})
	w := zip.NewWriter(a.to)
	for _, e := range a.entries {
		f, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: a.at})
		if err != nil {
			return err
		}
		if _, err := f.Write(e.Bytes()); err != nil {
			return err
		}
	}
	return w.Close()
}

// zipEpoch is the earliest time that an archive can hold.
var zipEpoch = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// parts is the archive of a workbook. It is an [excelize.ZipWriter].
type parts struct{ *archive }

// AddFS belongs to the interface; nothing calls it when a workbook is written.
func (parts) AddFS(fs.FS) error { return errors.New("a folder cannot be put into a workbook") }

// pictureTypes are the kinds of picture that the library lists beside a chart, each
// time in another order. The workbook has no pictures.
var pictureTypes = regexp.MustCompile(`<Default Extension="[^"]*" ContentType="image/[^"]*"></Default>`)

// Close writes the parts.
func (p parts) Close() error {
	for _, e := range p.entries {
		if e.name == first {
			kept := pictureTypes.ReplaceAll(e.Bytes(), nil)
			e.Reset()
			e.Write(kept)
		}
	}
	return p.archive.Close()
}
