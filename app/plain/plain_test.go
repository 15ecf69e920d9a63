package plain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

func TestWhatCanHappenToADiskHasItsOwnSentence(t *testing.T) {
	for _, c := range []struct {
		err   error
		words string
	}{
		{vault.ErrDiskFull, "disk is full"},
		{&os.PathError{Op: "write", Path: "/case/Achterberg", Err: syscall.ENOSPC}, "disk is full"},
		{vault.ErrUnwritable, "cannot be opened for writing"},
		{vault.ErrDisk, "disk did not do"},
		{vault.ErrGone, "not where it was"},
		{&os.PathError{Op: "open", Path: "/case/Achterberg", Err: syscall.ENOTDIR}, "file and not a folder"},
		{&os.PathError{Op: "read", Path: "/case/Achterberg", Err: syscall.EISDIR}, "folder where a file"},
		{&os.PathError{Op: "open", Path: "/case/Achterberg", Err: fs.ErrPermission}, "may not read or write"},
		{&vault.PageFault{File: "database", Page: 7}, "page 7 of the database"},
		{vault.ErrDamaged, "rapport verify"},
		{vault.ErrNewerVersion, "newer version"},
		{data.ErrNewerVersion, "newer version"},
		{vault.ErrInUse, "open in another Rapport"},
		{store.ErrUnfinished, "broken off"},
		{store.ErrLetterAltered, "not those that were issued"},
		{store.ErrDocumentAltered, "not those that were added"},
		{store.ErrLetterChanged, "Look at the page once more"},
		{store.ErrNoPages, "without its pages"},
		{context.Canceled, "Stopped"},
		{context.DeadlineExceeded, "busy with something else"},
		{&store.DraftHeld{Err: vault.ErrDiskFull}, "kept in memory until then"},
		{&store.DraftHeld{Err: vault.ErrDiskFull, Gone: true}, "The draft is put away"},
	} {
		said := Sentence(fmt.Errorf("doing something for Ms. Achterberg: %w", c.err))
		if !strings.Contains(said, c.words) || said == unknown {
			t.Errorf("%v is worded %q, want something with %q", c.err, said, c.words)
		}
		if strings.Contains(said, "Achterberg") || !strings.HasSuffix(said, ".") || strings.Contains(said, "\n") {
			t.Errorf("%v is worded %q", c.err, said)
		}
	}
	if Sentence(errors.New("Ms. Achterberg")) != unknown || Sentence(nil) != "" {
		t.Error("an error without a name must have the sentence for it, and no error none")
	}
}
