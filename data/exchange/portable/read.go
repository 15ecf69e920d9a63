package portable

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"rapport/data"
)

// What a package may be at most. A case of ours is far below.
const (
	mostParts    = 5_000
	mostInAll    = 8 << 30 // bytes unpacked
	mostManifest = 4 << 20
	mostCase     = 64 << 20
	mostPart     = data.MaxAttachment
	mostDepth    = 40 // of JSON
)

// Refusal is why a package is not taken, in a sentence for people.
type Refusal struct{ sentence string }

func (r Refusal) Error() string { return r.sentence }

// Sentence is the sentence.
func (r Refusal) Sentence() string { return r.sentence }

// Foreign is a file that is no package at all.
var Foreign = Refusal{"This is no package of a case, or only a part of one. Ask the other office to send the file once more. Nothing was taken in."}

func damaged(what string) error {
	return Refusal{"The package is damaged or was changed on its way: " + what + ". Ask the other office to send it once more. Nothing was taken in."}
}

// Package is a package that was read and found whole.
type Package struct {
	Manifest Manifest
	Content  Content
	Vouched  Vouched // empty where nobody vouched for it
	manifest []byte
	parts    map[string]*zip.File
	says     map[string]Part
}

// Open reads a package and checks each part against the manifest before anything
// of it is used. It keeps the parts where they are: [Package.Part] reads one.
// Error: [Refusal].
func Open(ctx context.Context, file io.ReaderAt, size int64) (*Package, error) {
	z, err := zip.NewReader(file, size)
	if err != nil || len(z.File) > mostParts {
		return nil, Foreign
	}
	p := &Package{parts: map[string]*zip.File{}, says: map[string]Part{}}
	for _, f := range z.File {
		if !safePath(f.Name) || p.parts[f.Name] != nil || f.Mode()&^0o777 != 0 {
			return nil, damaged("a part has a name that is not safe or stands there twice")
		}
		p.parts[f.Name] = f
	}
	if err := p.readManifest(); err != nil {
		return nil, err
	}
	if err := p.checkParts(ctx); err != nil {
		return nil, err
	}
	return p, p.readCase()
}

func (p *Package) readManifest() (err error) {
	if p.parts[ManifestPart] == nil {
		return Foreign
	}
	if p.manifest, err = unpack(p.parts[ManifestPart], mostManifest); err != nil {
		return err
	}
	var kind struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if shallow(p.manifest) != nil || json.Unmarshal(p.manifest, &kind) != nil || kind.Format != Format || kind.Version < 1 {
		return Foreign
	}
	if kind.Version > Version {
		return Refusal{"A newer version of Rapport made this package. Install that version here, or ask the other office for a PDF of the record. Nothing was taken in."}
	}
	if json.Unmarshal(p.manifest, &p.Manifest) != nil {
		return damaged("its manifest cannot be read")
	}
	if f := p.parts[VouchPart]; f != nil {
		text, err := unpack(f, 4096)
		if err != nil {
			return err
		}
		if shallow(text) != nil || json.Unmarshal(text, &p.Vouched) != nil {
			return damaged("what the other office vouched for cannot be read")
		}
	}
	return nil
}

// checkParts compares every part with the manifest.
func (p *Package) checkParts(ctx context.Context) error {
	total := int64(0)
	for _, part := range p.Manifest.Parts {
		f := p.parts[part.Path]
		switch {
		case f == nil:
			return damaged("a part is missing")
		case p.says[part.Path].Path != "":
			return damaged("a part stands in the manifest twice")
		case part.Size < 0 || part.Size > mostPart || total > mostInAll:
			return damaged("a part is larger than a part may be")
		}
		p.says[part.Path] = part
		total += part.Size
	}
	for name, f := range p.parts {
		if name == ManifestPart || name == VouchPart {
			continue
		}
		part, said := p.says[name]
		if !said {
			return damaged("it has a part that the manifest does not name")
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := check(f, part); err != nil {
			return err
		}
	}
	return nil
}

// check unpacks a part without keeping it.
func check(f *zip.File, part Part) error {
	r, err := f.Open()
	if err != nil {
		return damaged("a part cannot be unpacked")
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(r, part.Size+1))
	if err != nil || n != part.Size || hex.EncodeToString(sum.Sum(nil)) != part.SHA256 {
		return damaged("a part is not what the manifest says")
	}
	return nil
}

func (p *Package) readCase() error {
	text, err := p.part(CasePart, mostCase)
	if err != nil {
		return err
	}
	if shallow(text) != nil || json.Unmarshal(text, &p.Content) != nil {
		return damaged("the case in it cannot be read")
	}
	c := p.Content
	if c.Format != Format || c.Version != p.Manifest.Version || c.Case.ID != p.Manifest.Case || c.Case.Number != p.Manifest.Number {
		return damaged("the case in it is not the one of the manifest")
	}
	return nil
}

// Part returns the bytes of a part, checked against the manifest once more: the
// file may have changed since. Error: [Refusal].
func (p *Package) Part(path string) ([]byte, error) { return p.part(path, mostPart) }

func (p *Package) part(path string, most int64) ([]byte, error) {
	part, said := p.says[path]
	if !said {
		return nil, damaged("a part is missing")
	}
	content, err := unpack(p.parts[path], min(most, part.Size))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != part.SHA256 {
		return nil, damaged("a part is not what the manifest says")
	}
	return content, nil
}

// Has reports whether the package has a part.
func (p *Package) Has(path string) bool { return p.says[path].Path != "" }

// Signed is the manifest byte for byte, as the other office vouched for it.
func (p *Package) Signed() []byte { return bytes.Clone(p.manifest) }

// Digest is the SHA-256 of the manifest, hexadecimal.
func (p *Package) Digest() string {
	sum := sha256.Sum256(p.manifest)
	return hex.EncodeToString(sum[:])
}

// unpack reads a part of at most so many bytes.
func unpack(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, damaged("a part cannot be unpacked")
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, damaged("a part cannot be unpacked")
	}
	if int64(len(content)) > most {
		return nil, damaged("a part is larger than it may be")
	}
	return content, nil
}

// shallow refuses JSON that is nested deeper than any record of ours.
func shallow(text []byte) error {
	depth, quoted, escaped := 0, false, false
	for _, c := range text {
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > mostDepth {
				return fmt.Errorf("nested deeper than %d", mostDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}
