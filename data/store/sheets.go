package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"rapport/data"
)

// Sheets returns the office's sheets, retired ones too, in the order in which they
// were added. They are a short list; their bytes are read by [Session.SheetPDF].
func (s *Session) Sheets(ctx context.Context) (all []data.Sheet, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		all, err = allSheets(t)
		return err
	})
	return all, err
}

func allSheets(t *tx) ([]data.Sheet, error) {
	all, err := bodies[data.Sheet](t, `select body from sheets order by key`)
	if err != nil {
		return nil, fmt.Errorf("reading the sheets: %w", err)
	}
	return all, nil
}

// AddSheet adds a sheet with its bytes, which must be a PDF of at most
// [data.MaxSheet] bytes; the caller has counted its pages. Error: [data.Missing].
func (s *Session) AddSheet(ctx context.Context, sheet data.Sheet, pdf []byte) (data.Sheet, error) {
	sheet.Title, sheet.ApprovedBy = strings.TrimSpace(sheet.Title), strings.TrimSpace(sheet.ApprovedBy)
	if err := append(sheet.Validate(), sheetFileGaps(pdf)...).Err(); err != nil {
		return sheet, err
	}
	sum := sha256.Sum256(pdf)
	sheet.ID, sheet.Size, sheet.SHA256 = data.NewID(), int64(len(pdf)), hex.EncodeToString(sum[:])
	sheet.RetiredOn, sheet.RetiredBy = 0, ""
	err := s.write(ctx, data.RightLibrary, func(w *work) error {
		sheet.At, sheet.By = w.now, w.by
		key, err := nextKey(w.tx, `select coalesce(max(key), 0) from sheets`)
		if err != nil {
			return err
		}
		if err := w.put(sheet, `insert into sheets (key, id, sha256, body) values (?, ?, ?, ?)`, key, sheet.ID[:], sum[:]); err != nil {
			return err
		}
		if err := w.exec(`insert into sheet_pages (sheet, pdf) values (?, ?)`, key, pdf); err != nil {
			return fmt.Errorf("keeping a sheet: %w", err)
		}
		return w.recordOffice("sheet.add", sheet.ID, "Added a sheet to enclose with letters. SHA-256 "+sheet.SHA256+".", nil, sheet)
	})
	return sheet, err
}

func sheetFileGaps(pdf []byte) data.Missing {
	if len(pdf) > data.MaxSheet {
		return data.Missing{{Code: "sheet.large", Field: "file", Sentence: "The file is larger than " + data.SizeWords(data.MaxSheet) + ", which is the most that a sheet may have."}}
	}
	kind, _, gaps := data.InspectFile("sheet.pdf", bytes.NewReader(pdf), int64(len(pdf)))
	if kind != data.FilePDF && len(gaps) == 0 {
		gaps = data.Missing{{Code: "sheet.pdf", Field: "file", Sentence: "This file is no PDF; save the sheet as a PDF and choose that."}}
	}
	return gaps
}

// SaveSheet changes what is said of a sheet: title, language, purpose, approver
// and day. Its bytes stay. Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) SaveSheet(ctx context.Context, sheet data.Sheet) (data.Sheet, error) {
	return s.changeSheet(ctx, sheet.ID, "sheet.save", "Changed what is said of a sheet.", func(_ *work, is *data.Sheet) error {
		is.Title, is.Language, is.Purpose = strings.TrimSpace(sheet.Title), sheet.Language, sheet.Purpose
		is.Effective, is.ApprovedBy = sheet.Effective, strings.TrimSpace(sheet.ApprovedBy)
		return is.Validate().Err()
	})
}

// RetireSheet takes a sheet out of use from today. Error: [data.ErrNotFound].
func (s *Session) RetireSheet(ctx context.Context, id data.ID) (data.Sheet, error) {
	return s.changeSheet(ctx, id, "sheet.retire", "Retired a sheet.", func(w *work, is *data.Sheet) error {
		is.RetiredOn, is.RetiredBy = w.today, w.by
		return nil
	})
}

// RestoreSheet brings a retired sheet back into use. Error: [data.ErrNotFound].
func (s *Session) RestoreSheet(ctx context.Context, id data.ID) (data.Sheet, error) {
	return s.changeSheet(ctx, id, "sheet.restore", "Brought a sheet back into use.", func(_ *work, is *data.Sheet) error {
		is.RetiredOn, is.RetiredBy = 0, ""
		return nil
	})
}

func (s *Session) changeSheet(ctx context.Context, id data.ID, action, summary string, change func(*work, *data.Sheet) error) (is data.Sheet, err error) {
	err = s.write(ctx, data.RightLibrary, func(w *work) error {
		found, err := bodies[data.Sheet](w.tx, `select body from sheets where id = ?`, id[:])
		if err != nil {
			return fmt.Errorf("reading a sheet: %w", err)
		}
		if len(found) == 0 {
			return data.ErrNotFound
		}
		is = found[0]
		if err := change(w, &is); err != nil {
			return err
		}
		if err := w.put(is, `update sheets set body = ?2 where id = ?1`, id[:]); err != nil {
			return err
		}
		return w.recordOffice(action, id, summary, found[0], is)
	})
	return is, err
}

// SheetPDF returns a sheet with its bytes, after checking them against their
// digest. Errors: [data.ErrNotFound], [ErrDocumentAltered].
func (s *Session) SheetPDF(ctx context.Context, id data.ID) (sheet data.Sheet, pdf []byte, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		var raw []byte
		err := t.get(`select s.body, p.pdf from sheets s join sheet_pages p on p.sheet = s.key where s.id = ?`, []any{id[:]}, &raw, &pdf)
		if errors.Is(err, sql.ErrNoRows) {
			return data.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("reading a sheet: %w", err)
		}
		if err := readBody(raw, &sheet); err != nil {
			return err
		}
		if !digestIs(sheet.SHA256, sha256.Sum256(pdf)) {
			return ErrDocumentAltered
		}
		return nil
	})
	if err != nil {
		return data.Sheet{}, nil, err
	}
	return sheet, pdf, nil
}
