package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"rapport/data"
)

// chunkSize is how many bytes of a document one row holds.
const chunkSize = 1 << 20

// ErrDocumentAltered: the stored bytes of a document are not those that were
// added.
var ErrDocumentAltered = errors.New("the bytes of the document are not those that were added")

// AddAttachment reads a document to its end and keeps it in the case: sealed
// like everything else, under a safe name, with its type told by its bytes.
// Ending the context breaks it off and leaves nothing. Errors: [data.Missing]
// for a file that is refused, empty or larger than [data.MaxAttachment],
// [data.ErrNotFound], whatever the reader answers.
func (s *Session) AddAttachment(ctx context.Context, key int64, about data.NewAttachment, from io.Reader) (data.CaseFile, error) {
	if err := about.Validate().Err(); err != nil {
		return data.CaseFile{}, err
	}
	return s.changeWith(ctx, s.writeBulk, data.RightWork, key, func(c *caseWork) error {
		c.final = true // it is voided, not taken back
		a := data.Attachment{ID: data.NewID(), At: c.now, By: c.by, Name: data.SafeFileName(about.Name), About: about.About, Class: about.Class}
		row, err := nextKey(c.tx, `select coalesce(max(key), 0) from attachments`)
		if err != nil {
			return err
		}
		in := incoming{tx: c.tx, row: row, sum: sha256.New()}
		if err := in.read(from); err != nil {
			return err
		}
		kind, marks, gaps := data.InspectFile(about.Name, in.stored(), in.size)
		if err := gaps.Err(); err != nil {
			return err
		}
		a.Type, a.Marks, a.Size, a.SHA256 = kind, marks, in.size, hex.EncodeToString(in.sum.Sum(nil))
		if err := insertAttachment(c.tx, row, key, a, in.sum.Sum(nil)); err != nil {
			return err
		}
		c.file.Attachments = append(c.file.Attachments, a)
		c.say("attachment.add", a.ID, details{Summary: fmt.Sprintf("Added a document: %s, %s. SHA-256 %s.", a.Type, data.SizeWords(a.Size), a.SHA256)})
		return nil
	})
}

// incoming puts a document into its rows as it is read.
type incoming struct {
	*tx
	row  int64
	size int64
	sum  hash.Hash
}

func (in *incoming) read(from io.Reader) error {
	chunk := make([]byte, chunkSize)
	for place := 0; ; place++ {
		n, err := io.ReadFull(from, chunk)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("reading a document: %w", err)
		}
		if in.size += int64(n); in.size > data.MaxAttachment {
			return data.Missing{{Code: "attachment.large", Field: "file",
				Sentence: fmt.Sprintf("The file is larger than %s, which is the most that a document may have.", data.SizeWords(data.MaxAttachment))}}
		}
		if n > 0 {
			in.sum.Write(chunk[:n])
			if err := in.exec(`insert into attachment_chunks (attachment, place, bytes) values (?, ?, ?)`, in.row, place, chunk[:n]); err != nil {
				return fmt.Errorf("keeping a document: %w", err)
			}
		}
		if err != nil {
			break
		}
	}
	if in.size == 0 {
		return data.Missing{{Code: "attachment.empty", Field: "file", Sentence: "The file is empty; there is nothing to keep."}}
	}
	return nil
}

// stored reads back what was kept, a chunk at a time.
func (in *incoming) stored() io.ReaderAt { return &chunks{tx: in.tx, row: in.row, place: -1} }

// chunks is a document in its rows.
type chunks struct {
	*tx
	row   int64
	place int64 // of the chunk in hand
	chunk []byte
}

// ReadAt answers io.ReaderAt.
func (c *chunks) ReadAt(p []byte, at int64) (n int, err error) {
	for n < len(p) {
		place := (at + int64(n)) / chunkSize
		if place != c.place {
			c.chunk = nil
			err := c.get(`select bytes from attachment_chunks where attachment = ? and place = ?`, []any{c.row, place}, &c.chunk)
			if errors.Is(err, sql.ErrNoRows) {
				return n, io.EOF
			}
			if err != nil {
				return n, fmt.Errorf("reading a document: %w", err)
			}
			c.place = place
		}
		from := (at + int64(n)) % chunkSize
		if from >= int64(len(c.chunk)) {
			return n, io.EOF
		}
		n += copy(p[n:], c.chunk[from:])
	}
	return n, nil
}

// OpenAttachment returns a document with its bytes, after checking them against
// their digest. The history keeps who opened it; one of a restricted class and a
// voided one take a reason. Errors: [data.ErrNotFound], [data.Missing] without
// the reason, [ErrDocumentAltered].
func (s *Session) OpenAttachment(ctx context.Context, key int64, id data.ID, reason string) (a data.Attachment, file []byte, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		var row int64
		if row, a, err = attachmentOf(t, key, id); err != nil {
			return err
		}
		if a.NeedsReason() {
			if err := data.ReasonGiven(reason, "Write why you need to see it; the history keeps the reason."); err != nil {
				return err
			}
		}
		if a.Class.Restricted() {
			if err := s.mayReveal(key, a.By); err != nil {
				return err
			}
		}
		file, err = bytesOf(t, row, a.Size)
		if err == nil && !digestIs(a.SHA256, sha256.Sum256(file)) {
			err = ErrDocumentAltered
		}
		return err
	})
	if err != nil {
		return data.Attachment{}, nil, err
	}
	summary := "Opened a document: " + a.Type.String() + "."
	if a.NeedsReason() {
		summary = "Revealed a document, " + a.Class.String() + ". Reason: " + reason
	}
	err = s.write(ctx, data.RightRead, func(w *work) error {
		w.record("attachment.open", key, id.String(), details{Summary: summary})
		return nil
	})
	if err != nil { // its bytes are handed out once the entry is on disk
		return data.Attachment{}, nil, err
	}
	return a, file, nil
}

func attachmentOf(t *tx, caseKey int64, id data.ID) (row int64, a data.Attachment, err error) {
	if err := t.see(caseKey); err != nil {
		return 0, a, err
	}
	var raw []byte
	err = t.get(`select key, body from attachments where case_key = ? and id = ?`, []any{caseKey, id[:]}, &row, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, a, data.ErrNotFound
	}
	if err != nil {
		return 0, a, fmt.Errorf("reading a document: %w", err)
	}
	return row, a, readBody(raw, &a)
}

func bytesOf(t *tx, row, size int64) ([]byte, error) {
	file := bytes.NewBuffer(make([]byte, 0, min(size, data.MaxAttachment)))
	err := eachChunk(t, row, func(chunk []byte) { file.Write(chunk) })
	return file.Bytes(), err
}

func eachChunk(t *tx, row int64, use func([]byte)) error {
	err := t.each(`select bytes from attachment_chunks where attachment = ? order by place`, []any{row}, func(r *sql.Rows) error {
		var chunk sql.RawBytes
		err := r.Scan(&chunk)
		use(chunk)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading a document: %w", err)
	}
	return nil
}

func digestIs(want string, is [sha256.Size]byte) bool { return want == hex.EncodeToString(is[:]) }

// RecordAttachmentSaved notes in the history that a copy of a document was
// written outside the case file. Error: [data.ErrNotFound].
func (s *Session) RecordAttachmentSaved(ctx context.Context, key int64, id data.ID) error {
	return s.write(ctx, data.RightRead, func(w *work) error {
		if _, _, err := attachmentOf(w.tx, key, id); err != nil {
			return err
		}
		w.record("attachment.saved", key, id.String(), details{Summary: "Saved a copy of a document outside the case file."})
		return nil
	})
}

// RenameAttachment gives a document another name and description; its bytes stay
// as they are. Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) RenameAttachment(ctx context.Context, key int64, id data.ID, name, about string) (data.CaseFile, error) {
	return s.changeAttachment(ctx, key, id, "attachment.rename", "Named a document anew.", func(_ *caseWork, a *data.Attachment) error {
		if err := data.RenameGaps(name, about).Err(); err != nil {
			return err
		}
		a.Name, a.About = data.SafeFileName(name), about
		return nil
	})
}

// VoidAttachment takes a document out of use that does not belong here. What is
// known of it stays, and so do its bytes until the case is purged. Errors:
// [data.Missing], [data.ErrNotFound], [data.ErrConflict] for one voided before.
func (s *Session) VoidAttachment(ctx context.Context, key int64, id data.ID, reason string) (data.CaseFile, error) {
	return s.changeAttachment(ctx, key, id, "attachment.void", "Voided a document. Reason: "+reason, func(c *caseWork, a *data.Attachment) error {
		if err := data.ReasonGiven(reason, "Write why the document does not belong here."); err != nil {
			return err
		}
		if a.Voided() {
			return data.ErrConflict
		}
		a.VoidedAt, a.VoidedBy, a.VoidReason = c.now, c.by, reason
		return nil
	})
}

func (s *Session) changeAttachment(ctx context.Context, key int64, id data.ID, action, said string, change func(*caseWork, *data.Attachment) error) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		place, err := find(c.file.Attachments, id, attachmentID)
		if err != nil {
			return err
		}
		a := &c.file.Attachments[place]
		before := *a
		if err := change(c, a); err != nil {
			return err
		}
		if err := putAttachment(c.tx, key, *a); err != nil {
			return err
		}
		if a.Class.Restricted() { // its name stays out of the history
			c.say(action, id, details{Summary: said})
			return nil
		}
		return c.sayChange(action, id, said, before, *a)
	})
}

func attachmentID(a *data.Attachment) *data.ID { return &a.ID }

func insertAttachment(t *tx, row, caseKey int64, a data.Attachment, sum []byte) error {
	return t.put(a, `insert into attachments (key, case_key, id, class, size, sha256, body) values (?, ?, ?, ?, ?, ?, ?)`,
		row, caseKey, a.ID[:], string(a.Class), a.Size, sum)
}

// putAttachment writes the name, the description and the voiding of a document.
func putAttachment(t *tx, caseKey int64, a data.Attachment) error {
	text, err := body(a)
	if err != nil {
		return err
	}
	if err := t.exec(`update attachments set body = ? where case_key = ? and id = ?`, text, caseKey, a.ID[:]); err != nil {
		return fmt.Errorf("writing a document: %w", err)
	}
	return nil
}
