package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// EnclosureFault is why a file cannot be an enclosure; it words itself for the
// person who chose the file.
type EnclosureFault struct{ what, next string }

func (f *EnclosureFault) Error() string { return "the enclosure " + f.what }

// Sentence is what is wrong and what to do.
func (f *EnclosureFault) Sentence() string { return "This file " + f.what + ". " + f.next }

// The faults of an enclosure.
var (
	ErrNotPDF    = &EnclosureFault{"is not a PDF", "Save the sheet as a PDF and add that file."}
	ErrLocked    = &EnclosureFault{"is protected with a password", "Ask for a copy without protection, or print it to a PDF and add that file."}
	ErrDamaged   = &EnclosureFault{"is damaged or is not a complete PDF", "Open it to see whether it is whole, print it to a new PDF, and add that file."}
	ErrNoPages   = &EnclosureFault{"has no pages", "Choose another file."}
	ErrTooLarge  = &EnclosureFault{"is larger than 25 MB", "Save it with smaller pictures and add that file."}
	errNoLetter  = errors.New("joining enclosures: there is no file")
	errOwnDamage = errors.New("the file is not one of ours")
)

// LargestEnclosure is how many bytes an enclosure may have: it is kept in the
// case file, and joined and sent with every letter that encloses it.
const LargestEnclosure = 25 << 20

// CheckEnclosure says how many pages a file has that is to be enclosed with
// letters, or which [EnclosureFault] keeps it from being one.
func CheckEnclosure(file []byte) (pages int, err error) {
	enclosure, err := openEnclosure(file)
	if err != nil {
		return 0, err
	}
	return enclosure.PageCount, nil
}

func openEnclosure(file []byte) (*model.Context, error) {
	const lookAt = 1024 // readers look for both ends within so many bytes
	switch {
	case len(file) > LargestEnclosure:
		return nil, ErrTooLarge
	case !bytes.Contains(file[:min(len(file), lookAt)], []byte("%PDF-")):
		return nil, ErrNotPDF
	case !bytes.Contains(file[max(0, len(file)-lookAt):], []byte("%%EOF")):
		return nil, ErrDamaged // the library would mend what is cut off, with pages missing
	}
	enclosure, err := openFile(file, model.MERGECREATE)
	switch {
	case errors.Is(err, pdfcpu.ErrEncrypted), errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrOwnerPasswordRequired):
		return nil, ErrLocked
	case err != nil:
		return nil, ErrDamaged // the library's words may quote the file
	case enclosure.Encrypt != nil:
		return nil, ErrLocked // opens without a password, but may not be copied
	case enclosure.PageCount == 0:
		return nil, ErrNoPages
	}
	return enclosure, nil
}

// Join returns the pages of all files, the first of which is a letter, in one
// file for the printer or for e-mail.
//
// The letter's tags are kept. What the enclosures' pages mean is not taken over,
// so the joined file does not say that it keeps PDF/UA or PDF/A. The record of
// what was issued stays the letter alone, as [Write] made it.
func Join(files ...[]byte) ([]byte, error) {
	if len(files) == 0 {
		return nil, errNoLetter
	}
	if len(files) == 1 {
		return bytes.Clone(files[0]), nil
	}
	letter := files[0]
	enclosures := make([]*model.Context, len(files)-1)
	for i, file := range files[1:] {
		enclosure, err := openEnclosure(file)
		if err != nil {
			return nil, fmt.Errorf("joining enclosure %d: %w", i+1, err)
		}
		if enclosure.XRefTable.Version() == model.V20 {
			letter = asVersion2(letter) // pages of 2.0 may only be joined to such
		}
		enclosures[i] = enclosure
	}
	joined, err := openFile(letter, model.MERGECREATE)
	if err != nil {
		return nil, fmt.Errorf("joining enclosures: %w", errOwnDamage)
	}
	for i, enclosure := range enclosures {
		err := loosen(enclosure)
		if err == nil {
			err = pdfcpu.MergeXRefTables(fmt.Sprint(i+1), enclosure, joined, false, false)
		}
		if err != nil {
			return nil, fmt.Errorf("joining enclosure %d: %w", i+1, ErrDamaged)
		}
	}
	return writeFile(joined)
}

// loosen takes from the pages of an enclosure what refers to its own structure,
// which would be looked up in the letter's, and what would act by itself.
func loosen(enclosure *model.Context) error {
	for n := 1; n <= enclosure.PageCount; n++ {
		sheet, _, _, err := enclosure.PageDict(n, false)
		if err != nil {
			return err
		}
		for _, key := range []string{"StructParents", "Tabs", "AA"} {
			sheet.Delete(key)
		}
	}
	return nil
}

// library keeps pdfcpu from making a folder of settings in the user's profile.
var library sync.Once

func settings(command model.CommandMode) *model.Configuration {
	library.Do(api.DisableConfigDir)
	c := model.NewDefaultConfiguration()
	c.Cmd = command
	c.ValidationMode = model.ValidationRelaxed
	c.Optimize, c.OptimizeBeforeWriting = false, false // would rewrite pages
	c.CreateBookmarks = false
	return c
}

func openFile(file []byte, command model.CommandMode) (*model.Context, error) {
	return api.ReadAndValidate(bytes.NewReader(file), settings(command))
}

// writeFile writes a file that no longer is what its metadata claimed.
func writeFile(file *model.Context) ([]byte, error) {
	catalog, err := file.Catalog()
	if err != nil {
		return nil, errOwnDamage
	}
	catalog.Delete("Metadata")
	var out bytes.Buffer
	if err := api.WriteContext(file, &out); err != nil {
		return nil, errors.New("writing a PDF once more") // the library's words may quote the file
	}
	return out.Bytes(), nil
}

// asVersion2 is one of our files with the head of a file of PDF 2.0, of which
// PDF 1.7 is a part.
func asVersion2(file []byte) []byte {
	if rest, ok := bytes.CutPrefix(file, []byte("%PDF-1.7")); ok {
		return append([]byte("%PDF-2.0"), rest...)
	}
	return file
}
