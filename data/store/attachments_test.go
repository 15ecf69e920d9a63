package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
)

// noise is bytes that no page of the file can hold twice.
func noise(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b) // it never fails
	copy(b, "%PDF-1.7\n")
	return b
}

func added(name string, class data.NoteClass) data.NewAttachment {
	return data.NewAttachment{Name: name, Class: class, About: "The scan"}
}

func TestADocumentComesBackByteForByte(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	for _, size := range []int{1, chunkSize - 1, chunkSize, chunkSize + 1, 3*chunkSize + 7} {
		file := noise(max(size, 9))[:size]
		f = caseDo(t)(d.AddAttachment(t.Context(), f.Key, added(`C:\scans\bill.pdf`, data.NoteOrdinary), bytes.NewReader(file)))
		a := f.Attachments[len(f.Attachments)-1]
		sum := sha256.Sum256(file)
		if a.Size != int64(size) || a.SHA256 != hex.EncodeToString(sum[:]) || a.Name != "bill.pdf" || a.By != "Dana Whitfield" || size > 8 && a.Type != data.FilePDF {
			t.Errorf("of %d bytes is known %+v", size, a)
		}
		got, back, err := d.OpenAttachment(t.Context(), f.Key, a.ID, "")
		if err != nil || got.ID != a.ID || !bytes.Equal(back, file) {
			t.Errorf("%d bytes come back as %d, %v", size, len(back), err)
		}
	}
	if n := d.number(`select count(*) from attachment_chunks`); n != 1+1+1+2+4 {
		t.Errorf("they lie in %d chunks", n)
	}
}

func TestALargeScanIsKept(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	file := noise(50 << 20)
	f = caseDo(t)(d.AddAttachment(t.Context(), f.Key, added("scan.pdf", data.NoteOrdinary), bytes.NewReader(file)))
	_, back, err := d.OpenAttachment(t.Context(), f.Key, f.Attachments[0].ID, "")
	if err != nil || !bytes.Equal(back, file) {
		t.Errorf("50 MB come back as %d bytes, %v", len(back), err)
	}
}

// faucet gives zeros and ends the context once it has given enough.
type faucet struct {
	given, until int
	turn         func()
}

func (f *faucet) Read(p []byte) (int, error) {
	if f.given += len(p); f.given >= f.until {
		f.turn()
	}
	return len(p), nil
}

func TestAFileThatIsRefusedOrBrokenOffLeavesNothing(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	ctx, cancel := context.WithCancel(t.Context())
	for name, c := range map[string]struct {
		ctx   context.Context
		name  string
		from  io.Reader
		gap   string
		other error
	}{
		"an empty file":                  {t.Context(), "a.txt", strings.NewReader(""), "attachment.empty", nil},
		"a program":                      {t.Context(), "a.pdf", strings.NewReader("MZ..."), "attachment.program", nil},
		"more than the limit":            {t.Context(), "a.txt", &faucet{0, 1 << 40, func() {}}, "attachment.large", nil},
		"a disk that fails":              {t.Context(), "a.txt", io.MultiReader(strings.NewReader(strings.Repeat("a", 3<<20)), failing{}), "", io.ErrClosedPipe},
		"one that the officer broke off": {ctx, "a.txt", &faucet{0, 20 << 20, cancel}, "", context.Canceled},
	} {
		_, err := d.AddAttachment(c.ctx, f.Key, added(c.name, data.NoteOrdinary), c.from)
		var gaps data.Missing
		if errors.As(err, &gaps); c.gap != "" && !gaps.Has(c.gap) || c.other != nil && !errors.Is(err, c.other) {
			t.Errorf("%s: %v, %+v", name, err, gaps)
		}
		if n := d.number(`select count(*) from attachments`) + d.number(`select count(*) from attachment_chunks`); n != 0 {
			t.Errorf("%s left %d rows", name, n)
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestARestrictedDocumentIsOpenedWithAReasonThatTheHistoryKeeps(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	f = caseDo(t)(d.AddAttachment(t.Context(), f.Key, added("psych evaluation of Zoe.pdf", data.NoteLegal), strings.NewReader("%PDF-1.7 x")))
	a := f.Attachments[0]
	if a.Name != "" || a.About != "" || !a.Hidden {
		t.Fatalf("it leaves as %+v", a)
	}
	if _, _, err := d.OpenAttachment(t.Context(), f.Key, a.ID, " "); err == nil {
		t.Error("it opens without a reason")
	}
	whole, file, err := d.OpenAttachment(t.Context(), f.Key, a.ID, "Counsel asked for it.")
	if err != nil || whole.Name != "psych evaluation of Zoe.pdf" || string(file) != "%PDF-1.7 x" {
		t.Fatalf("it opens as %+v, %v", whole, err)
	}
	f = caseDo(t)(d.RenameAttachment(t.Context(), f.Key, a.ID, "another Zoe.pdf", ""))
	f = caseDo(t)(d.VoidAttachment(t.Context(), f.Key, a.ID, "Filed twice."))
	reveals := 0
	for _, h := range must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 50)) {
		if strings.Contains(h.Summary+h.Before+h.After, "Zoe") && strings.HasPrefix(h.Action, "attachment.") {
			t.Errorf("the history tells the name: %+v", h)
		}
		if h.Action == "attachment.open" && strings.Contains(h.Summary, "Counsel asked for it.") && h.By == "Dana Whitfield" {
			reveals++
		}
	}
	if reveals != 1 {
		t.Errorf("the history has %d reveals", reveals)
	}
}

func TestAVoidedDocumentStaysWithItsBytes(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	f = caseDo(t)(d.attach(f, "bill.txt", "The bill."))
	a := f.Attachments[0]
	f = caseDo(t)(d.RenameAttachment(t.Context(), f.Key, a.ID, "../other:bill.txt", "Another patient's"))
	if got := f.Attachments[0]; got.Name != "other_bill.txt" || got.About != "Another patient's" {
		t.Errorf("the new name is %q", got.Name)
	}
	wantMissing(t, only(d.VoidAttachment(t.Context(), f.Key, a.ID, "")), "reason")
	f = caseDo(t)(d.VoidAttachment(t.Context(), f.Key, a.ID, "Another patient's."))
	if got := f.Attachments[0]; !got.Voided() || got.VoidReason != "Another patient's." || got.VoidedBy != "Dana Whitfield" {
		t.Errorf("it is voided as %+v", got)
	}
	if _, err := d.VoidAttachment(t.Context(), f.Key, a.ID, "Again."); !errors.Is(err, data.ErrConflict) {
		t.Errorf("voided twice: %v", err)
	}
	if _, _, err := d.OpenAttachment(t.Context(), f.Key, a.ID, ""); err == nil {
		t.Error("a voided document opens without a reason")
	}
	if _, file, err := d.OpenAttachment(t.Context(), f.Key, a.ID, "To compare."); err != nil || string(file) != "The bill." {
		t.Errorf("its bytes are %q, %v", file, err)
	}
	f = caseDo(t)(d.Undo(t.Context()))
	if f.Attachments[0].Voided() {
		t.Error("the voiding was not taken back")
	}
	f = caseDo(t)(d.attach(f, "b.txt", "x"))
	if _, err := d.Undo(t.Context()); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("adding a document was taken back: %v", err)
	}
}

func TestVerifyFindsADocumentThatWasAltered(t *testing.T) {
	d := newDesk(t, false)
	f := caseDo(t)(d.attach(d.open(), "bill.txt", "The bill."))
	if err := d.raw(`update attachment_chunks set bytes = x'00'`); err == nil {
		t.Error("the bytes of a document were changed in place")
	}
	if err := d.raw(`update attachments set size = 1`); err == nil {
		t.Error("the size of a document was changed")
	}
	if err := d.raw(`drop trigger attachment_chunks_never_go`); err != nil { // as somebody with the key and another program may
		t.Fatal(err)
	}
	for _, query := range []string{`delete from attachment_chunks`, `insert into attachment_chunks (attachment, place, bytes) values (1, 0, x'00')`} {
		if err := d.raw(query); err != nil {
			t.Fatal(err)
		}
		for _, c := range must[VerifyReport](t)(d.Verify(t.Context(), false, nil)).Checks {
			if c.OK == (c.Name == "documents") {
				t.Errorf("%s: %v, %s", c.Name, c.OK, c.Found)
			}
		}
		if _, _, err := d.OpenAttachment(t.Context(), f.Key, f.Attachments[0].ID, ""); !errors.Is(err, ErrDocumentAltered) {
			t.Errorf("the altered document opens: %v", err)
		}
	}
}

// TestNoWordOfADocumentLiesInTheClear looks for its bytes and its name in every
// file of the store.
func TestNoWordOfADocumentLiesInTheClear(t *testing.T) {
	d := newDesk(t, false)
	caseDo(t)(d.attach(d.open(), "Canaryname.txt", strings.Repeat("Canarybytes ", 100_000)))
	files, err := filepath.Glob(filepath.Join(d.dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		if found := bytes.Contains(readFile(t, path), []byte("Canary")); found {
			t.Errorf("%s holds a word of the document", filepath.Base(path))
		}
	}
}
