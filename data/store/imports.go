package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"rapport/data"
)

// mostRefused is how many refused rows and remarks an import is remembered with.
const mostRefused = 500

// keepImport writes the import into the list.
func (w *work) keepImport(i importWork, of, last string) error {
	lastKey, err := w.count(last)
	if err != nil {
		return fmt.Errorf("writing the list of imports: %w", err)
	}
	counts := i.counts
	counts.Refused = counts.Refused[:min(len(counts.Refused), mostRefused)]
	counts.Changed = counts.Changed[:min(len(counts.Changed), mostRefused)]
	counts.Dates = nil // each is with its row
	one := data.Import{ID: i.id, At: w.now, By: w.by, Of: of, File: i.file, Counts: counts}
	return w.put(one, `insert into imports (key, id, at, officer, kind, source, sha256, stage, last_key, body) values (?, ?, ?, ?, ?, ?, ?, 'in', ?, ?)`,
		i.key, i.id[:], instant(w.now), w.by, of, i.file.Source, i.file.SHA256, lastKey)
}

// Imports lists the files that were brought in, the newest first.
func (s *Session) Imports(ctx context.Context) (all []data.Import, err error) {
	err = s.read(ctx, data.RightImport, func(t *tx) (err error) {
		all, err = bodies[data.Import](t, `select body from imports order by key desc`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the list of imports: %w", err)
	}
	return all, nil
}

// rememberMap keeps the map of a file for the next one with the same headings.
func (w *work) rememberMap(file data.ImportFile) error {
	if file.Headings == "" || len(file.Map) == 0 {
		return nil
	}
	err := w.exec(`insert into import_maps (headings, at, officer, body) values (?, ?, ?, ?)
		on conflict (headings) do update set at = excluded.at, officer = excluded.officer, body = excluded.body`,
		file.Headings, instant(w.now), w.by, string(file.Map))
	if err != nil {
		return fmt.Errorf("remembering what the columns mean: %w", err)
	}
	return nil
}

// RememberMap keeps what was said about a file's columns and words, so that it need
// not be said again though the file was not imported yet.
func (s *Session) RememberMap(ctx context.Context, file data.ImportFile) error {
	if file.Headings == "" || !json.Valid(file.Map) {
		return fmt.Errorf("remembering a map without headings or content: %w", data.ErrNotAllowed)
	}
	return s.write(ctx, data.RightImport, func(w *work) error {
		if err := w.rememberMap(file); err != nil {
			return err
		}
		w.record("import.map", 0, file.Headings, details{Summary: "Kept what the columns of " + file.Source + " mean."})
		return nil
	})
}

// RememberedMap returns the map that was kept for a line of headings, as package
// exchange writes it. Error: [data.ErrNotFound].
func (s *Session) RememberedMap(ctx context.Context, headings string) (m json.RawMessage, err error) {
	err = s.read(ctx, data.RightImport, func(t *tx) error {
		var raw string
		err := t.get(`select body from import_maps where headings = ?`, []any{headings}, &raw)
		if errors.Is(err, sql.ErrNoRows) {
			return data.ErrNotFound
		}
		m = json.RawMessage(raw)
		return err
	})
	return m, err
}
