package portable

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// Writer writes a package part by part. The first error ends it; Close answers it
// too.
type Writer struct {
	zip *zip.Writer
	m   Manifest
	at  time.Time
	err error
}

// NewWriter begins a package. The manifest needs neither its format nor its parts.
func NewWriter(to io.Writer, m Manifest) *Writer {
	m.Format, m.Version, m.Parts = Format, Version, nil
	w := &Writer{zip: zip.NewWriter(to), m: m, at: m.MadeAt.UTC().Truncate(2 * time.Second)}
	w.Add(ReadMePart, "what is in this package", []byte(m.readMe()))
	return w
}

// Add writes a part.
func (w *Writer) Add(path, what string, content []byte) {
	if w.err != nil {
		return
	}
	if !safePath(path) {
		w.err = fmt.Errorf("writing a package: a part has a name that cannot be kept everywhere")
		return
	}
	sum := sha256.Sum256(content)
	w.m.Parts = append(w.m.Parts, Part{Path: path, What: what, Size: int64(len(content)), SHA256: hex.EncodeToString(sum[:])})
	w.put(path, content)
}

func (w *Writer) put(path string, content []byte) {
	to, err := w.zip.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Deflate, Modified: w.at})
	if err == nil {
		_, err = to.Write(content)
	}
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("writing a package: %w", err)
	}
}

// AddCase writes the case.
func (w *Writer) AddCase(c Content) {
	c.Format, c.Version = Format, Version
	text, err := encode(c)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.Add(CasePart, "the case with its history", text)
}

// Close writes the manifest, and what vouch makes of its bytes where the package is
// handed over; nil for one that is not.
func (w *Writer) Close(vouch func(manifest []byte) (Vouched, error)) error {
	text, err := encode(w.m)
	if err != nil && w.err == nil {
		w.err = err
	}
	if w.err != nil {
		return w.err
	}
	w.put(ManifestPart, text)
	if vouch != nil {
		v, err := vouch(text)
		if err != nil {
			return err
		}
		mark, err := encode(v)
		if err != nil {
			return err
		}
		w.put(VouchPart, mark)
	}
	if err := w.zip.Close(); err != nil && w.err == nil {
		w.err = fmt.Errorf("writing a package: %w", err)
	}
	return w.err
}
