package store

import (
	"context"

	"rapport/data"
)

// RecordRedactedCopy keeps in the history that a copy without identifiers was made,
// before it is made; key is the case, 0 for a comment that belongs to none. Errors:
// [data.Missing], [data.ErrNotFound], [data.ErrNoProof] where it is saved as a file.
func (s *Session) RecordRedactedCopy(ctx context.Context, key int64, c data.CopyMade) error {
	if err := c.Validate().Err(); err != nil {
		return err
	}
	right := data.RightExport
	if c.Way == data.CopyClipboard {
		right = data.RightRead
	}
	return s.write(ctx, right, func(w *work) error {
		if err := w.see(key); key != 0 && err != nil {
			return err
		}
		w.record("case.copy_redacted", key, "", details{Summary: c.Summary()})
		return nil
	})
}

// RecordCopyAll keeps in the history that words of a case were put into the clipboard
// as they stand, with what identifies people. Errors: [data.ErrNotFound].
func (s *Session) RecordCopyAll(ctx context.Context, key int64) error {
	return s.write(ctx, data.RightRead, func(w *work) error {
		if err := w.see(key); err != nil {
			return err
		}
		w.record("case.copy_all", key, "", details{Summary: "Copied words of the case to the clipboard with identifiers."})
		return nil
	})
}
