package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// keptFile is a file that goes into the case whole: the source from which the intake
// was filled, where the officer ticked that, or the e-mail that it was written from.
type keptFile struct {
	Name   string `json:"name"`
	About  string `json:"about"`
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
	// Contact is what an e-mail is in the case beside a document; nil for other files.
	Contact *data.Contact `json:"contact,omitempty"`

	bytes  []byte
	stored atomic.Bool // its bytes lie in the drafts
}

func newKeptFile(name, about string, raw []byte) *keptFile {
	sum := sha256.Sum256(raw)
	return &keptFile{Name: name, About: about, SHA256: hex.EncodeToString(sum[:]), Size: len(raw), bytes: raw}
}

// gaps is why a file cannot be a document of a case.
func (k *keptFile) gaps() data.Missing {
	_, _, gaps := data.InspectFile(k.Name, bytes.NewReader(k.bytes), int64(k.Size))
	return append(gaps, k.attachment().Validate()...)
}

func (k *keptFile) attachment() data.NewAttachment {
	return data.NewAttachment{Name: k.Name, About: k.About, Class: data.NoteOrdinary}
}

// with returns the files with one more, which stands once however often it is taken.
func with(files []*keptFile, k *keptFile) []*keptFile {
	return append(without(files, k), k)
}

func without(files []*keptFile, k *keptFile) (rest []*keptFile) {
	for _, f := range files {
		if f.SHA256 != k.SHA256 {
			rest = append(rest, f)
		}
	}
	return rest
}

// bytesDraft begins the names of the drafts in which the bytes of such files lie
// until the case is open, sealed like all drafts; a file takes as many as it needs.
const (
	bytesDraft = "brought/"
	pieceSize  = 4 << 20
)

func (k *keptFile) piece(n int) string { return fmt.Sprintf("%s%s/%d", bytesDraft, k.SHA256, n) }

// store puts the bytes into the drafts, once.
func (k *keptFile) store(ctx context.Context, in *store.Session) error {
	if k.stored.Load() {
		return nil
	}
	var err error
	for n := 0; n*pieceSize < len(k.bytes); n++ {
		err = errors.Join(err, in.SaveDraft(ctx, k.piece(n), k.bytes[n*pieceSize:min(len(k.bytes), (n+1)*pieceSize)]))
	}
	if err != nil {
		return err
	}
	k.stored.Store(true)
	return nil
}

// load reads the bytes back. Error: [data.ErrNotFound] where a part of them is gone.
func (k *keptFile) load(ctx context.Context, in *store.Session) error {
	var all []byte
	for n := 0; len(all) < k.Size; n++ {
		part, _, err := in.Draft(ctx, k.piece(n))
		if err != nil {
			return err
		}
		all = append(all, part...)
	}
	if sum := sha256.Sum256(all); hex.EncodeToString(sum[:]) != k.SHA256 {
		return data.ErrNotFound
	}
	k.bytes = all
	k.stored.Store(true)
	return nil
}

// dropBytes removes from the drafts the bytes of all files but these.
func dropBytes(ctx context.Context, in *store.Session, but []*keptFile) error {
	found, err := in.Drafts(ctx, bytesDraft)
	if err != nil {
		return err
	}
	for _, d := range found {
		sum, _, _ := strings.Cut(strings.TrimPrefix(d.Name, bytesDraft), "/")
		if len(without(but, &keptFile{SHA256: sum})) == len(but) {
			err = errors.Join(err, in.DeleteDraft(ctx, d.Name))
		}
	}
	return err
}

// addTo makes the file a document of the new case, and the e-mail a contact too.
func (k *keptFile) addTo(ctx context.Context, in *store.Session, key int64) error {
	if _, err := in.AddAttachment(ctx, key, k.attachment(), bytes.NewReader(k.bytes)); err != nil {
		return err
	}
	if k.Contact == nil {
		return nil
	}
	_, err := in.AddContact(ctx, key, *k.Contact, false)
	return err
}

// keptList shows the files that go into the case, each to be left out again.
type keptList struct {
	screen *Screen
	files  []*keptFile
	lines  *fyne.Container
}

func newKeptList(s *Screen) *keptList {
	l := &keptList{screen: s, lines: container.NewVBox()}
	l.lines.Hide()
	return l
}

func (l *keptList) show(files []*keptFile) {
	l.files = files
	l.lines.RemoveAll()
	for _, f := range files {
		words := "Goes into the case as a document: "
		if f.Contact != nil {
			words = "Goes into the case as a contact and a document: "
		}
		l.lines.Add(ui.NewBeside(ui.NewParagraph(words+f.Name+", "+data.SizeWords(int64(f.Size))+".", ui.Plain),
			ui.NewQuiet("Leave it out", nil, func() { l.leaveOut(f) })))
	}
	if len(files) == 0 {
		l.lines.Hide()
		return
	}
	l.lines.Show()
}

func (l *keptList) leaveOut(f *keptFile) {
	was := l.screen.written()
	now := was
	now.Files = without(was.Files, f)
	l.screen.backTo(now)
	l.screen.desk.Say("The file is left out. What was taken from it stays.", func() { l.screen.backTo(was) })
}
