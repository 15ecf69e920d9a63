package ehr

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"
)

// readZIP reads a ZIP as portals and record systems give it to patients (IHE XDM,
// exports of FHIR): each file in it goes the way of a file of its own, and what they
// say is put together. Nothing is written anywhere, the names of the files are used
// for nothing, and a ZIP within the ZIP is not opened.
func readZIP(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	if l.inZIP {
		return Reading{}, refusef("A ZIP within a ZIP is not opened. Unpack it first and choose the file inside.")
	}
	// Each file has a heading in the directory; counting them costs no memory, which
	// reading the directory does.
	if bytes.Count(raw, []byte("PK\x01\x02")) > MaxEntries {
		return Reading{}, refusef("This ZIP holds more than %d files. Unpack it and choose the file of the patient.", MaxEntries)
	}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return Reading{}, refusef("This ZIP is damaged or not complete. Ask for it once more.")
	}
	if err := isDocument(archive); err != nil {
		return Reading{}, err
	}
	z := &zipFile{l: l, fhir: newFHIR(l.within())}
	for i, file := range archive.File {
		if err := z.take(ctx, i+1, file); err != nil {
			return Reading{}, err
		}
	}
	return z.put(ctx)
}

// isDocument refuses Office files and programs, which are ZIPs as well.
func isDocument(archive *zip.Reader) error {
	has := func(fits func(name string) bool) bool {
		for _, f := range archive.File {
			if fits(strings.ToLower(f.Name)) {
				return true
			}
		}
		return false
	}
	switch office := has(func(n string) bool { return n == "[content_types].xml" }); {
	case office && has(func(n string) bool { return path.Base(n) == "vbaproject.bin" }):
		return refusef("This file is an Office document with macros, which are programs. Rapport does not open it. If you did not expect one, tell your IT department.")
	case office && has(func(n string) bool { return strings.HasPrefix(n, "xl/") }):
		return refusef("This file is an Excel workbook. Save the sheet with the patients as CSV (comma separated values) and choose that file.")
	case office:
		return refusef("This file is an Office document. Copy the lines that you need and paste them, or attach the document to the case.")
	case has(func(n string) bool { return n == "meta-inf/manifest.mf" || n == "androidmanifest.xml" }):
		return refusef("This file is a program. Rapport does not open it. If you did not expect a program, tell your IT department.")
	case has(func(n string) bool { return n == "mimetype" }) && has(func(n string) bool { return n == "content.xml" }):
		return refusef("This file is an OpenDocument file. Save a table as CSV (comma separated values), or copy the lines that you need and paste them.")
	}
	return nil
}

// zipFile gathers what the files of a ZIP say.
type zipFile struct {
	l        *limits
	fhir     *fhirFile // exports spread patients and visits over files that refer to each other
	readings []Reading // of the other formats
	second   []Reading // tables and banners: of use only where nothing better is there
	locked   int
	unknown  int
	refused  []Reading
}

// take reads one file of the ZIP. An error ends the whole.
func (z *zipFile) take(ctx context.Context, n int, file *zip.File) error {
	if err := stop(ctx); err != nil {
		return err
	}
	const encrypted = 1
	switch {
	case file.FileInfo().IsDir():
		return nil
	case file.Flags&encrypted != 0:
		z.locked++
		return nil
	}
	body, err := z.unpack(ctx, file)
	switch {
	case errors.Is(err, errUnpacked), errors.Is(err, errTime):
		return err
	case errors.Is(err, errNotOurs):
		z.unknown++
		return nil
	case errors.As(err, new(refusal)):
		z.refused = append(z.refused, refuse(FormatUnknown, err, nil))
		return nil
	case err != nil:
		z.refused = append(z.refused, refuse(FormatUnknown, refusef("A file of the ZIP is damaged. Ask for the ZIP once more."), nil))
		z.l.remark("", "File %d of the ZIP is damaged and was left out.", n)
		return nil
	}
	z.content(ctx, n, body)
	return nil
}

func (z *zipFile) content(ctx context.Context, n int, body []byte) {
	format, _, err := sniff(text(body))
	if err == nil && format == FormatFHIR {
		before := z.fhir.resources
		err = z.fhir.add(ctx, text(body))
		switch {
		case err != nil:
			z.refused = append(z.refused, refuse(FormatFHIR, err, nil))
			z.l.remark("", "File %d of the ZIP was not read. %s", n, refuse(FormatFHIR, err, nil).Remarks[0].Sentence)
		case z.fhir.resources == before:
			z.unknown++ // JSON of another kind, such as a table of contents
		}
		return
	}
	inner := z.l.within()
	inner.resources = z.l.resources
	r := read(ctx, body, inner)
	z.l.resources = inner.resources
	switch {
	case r.Outcome != OutcomeRefuse && (r.Format == FormatTable || r.Format == FormatBanner):
		z.second = append(z.second, r)
	case r.Outcome != OutcomeRefuse:
		z.readings = append(z.readings, r)
	default:
		z.unknown++
		z.refused = append(z.refused, r)
	}
}

var (
	errUnpacked = refusef("This ZIP holds more than %d MB when it is unpacked. No record of a patient is that large, so Rapport stopped reading it.", MaxUnpacked>>20)
	errNotOurs  = errors.New("a file of no kind that is read")
	errLarge    = refusef("The ZIP holds a file of more than %d MB. Reading it was stopped. Ask for a file with this patient alone.", MaxFile>>20)
)

// unpack returns a file of the ZIP. What the directory says of its size is not
// believed: bytes are counted as they come. Files that are not read, such as pictures,
// are counted as well, but not kept.
func (z *zipFile) unpack(ctx context.Context, file *zip.File) ([]byte, error) {
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	const step = 64 << 10
	body := bytes.NewBuffer(make([]byte, 0, step))
	ours := true
	for size := 0; ; {
		if err := stop(ctx); err != nil {
			return nil, err
		}
		n, err := io.CopyN(body, in, step)
		size += int(n)
		z.l.unpacked += n
		switch {
		case z.l.unpacked > MaxUnpacked:
			return nil, errUnpacked
		case size > MaxFile:
			return nil, errLarge
		case errors.Is(err, io.EOF) && ours:
			return body.Bytes(), nil
		case errors.Is(err, io.EOF):
			return nil, errNotOurs
		case err != nil:
			return nil, err
		}
		if size == step {
			_, _, err := sniff(text(body.Bytes()))
			ours = err == nil
		}
		if !ours {
			body.Reset()
		}
	}
}

// put makes one reading of all.
func (z *zipFile) put(ctx context.Context) (Reading, error) {
	var all []Reading
	if z.fhir.resources > 0 {
		z.fhir.l.resources = z.l.resources
		r, err := z.fhir.read(ctx)
		if err != nil {
			return Reading{}, err
		}
		r.Remarks = append(r.Remarks, z.fhir.l.remarks...)
		all = append(all, r)
	}
	all = append(all, z.readings...)
	if len(all) == 0 {
		return z.nothing()
	}
	out := mergeAll(all)
	out.Format = FormatZIP
	if z.locked > 0 {
		z.l.remark("", "The ZIP holds files that are locked with a password. They were left out; unpack the ZIP with its password and choose them by themselves.")
	}
	for range len(z.second) {
		z.l.remark("", "The ZIP also holds tables or plain text. They were left out; unpack the ZIP and choose them by themselves.")
	}
	if z.unknown > 0 {
		z.l.remark("", "Files of the ZIP that are of no kind that Rapport reads were left out: %d.", z.unknown)
	}
	return out, nil
}

// nothing refuses a ZIP in which nothing could be read, for the reason that helps most.
func (z *zipFile) nothing() (Reading, error) {
	switch {
	case z.locked > 0:
		return Reading{}, refusef("The files of this ZIP are locked with a password. Unpack it with the password and choose the file inside.")
	case len(z.second) > 0:
		return Reading{}, refusef("This ZIP holds a table or plain text. Unpack it and choose that file by itself.")
	case len(z.refused) == 1:
		return Reading{}, refusal{z.refused[0].Remarks[0].Sentence}
	case z.unknown+len(z.refused) > 0:
		return Reading{}, refusef("This ZIP holds no file that Rapport reads. It reads FHIR JSON, continuity of care documents (CCD, C-CDA) and HL7 messages.")
	}
	return Reading{}, refusef("This ZIP holds no files.")
}
