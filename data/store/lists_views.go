package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"rapport/data"
)

// SavedViews returns the lists that the officer keeps, by name.
func (s *Session) SavedViews(ctx context.Context) (all []data.SavedView, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) (err error) {
		all, err = bodies[data.SavedView](t, `select body from saved_views where officer = ? order by name`, s.Officer().Name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the saved views: %w", err)
	}
	return all, nil
}

// SaveView keeps a list under its name, in the place of the one that has it
// already. One that starts the list of cases takes that from the others. Error:
// [data.Missing].
func (s *Session) SaveView(ctx context.Context, v data.SavedView) error {
	v.Name = strings.TrimSpace(v.Name)
	if err := v.Validate().Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightRead, func(w *work) error {
		if v.Start {
			if err := w.noStart(v.Name); err != nil {
				return err
			}
		}
		if err := w.putView(v); err != nil {
			return err
		}
		w.record("view.save", 0, "", details{Summary: "Saved a view of the list of cases."})
		return nil
	})
}

// RenameView gives a view another name. Errors: [data.Missing] for a name that
// cannot be used or belongs to another view, [data.ErrNotFound].
func (s *Session) RenameView(ctx context.Context, from, to string) error {
	to = strings.TrimSpace(to)
	if err := (data.SavedView{Name: to}).Validate().Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightRead, func(w *work) error {
		v, err := w.view(from)
		if err != nil || from == to {
			return err
		}
		if _, err := w.view(to); err == nil {
			return data.Missing{{Code: "name.taken", Field: "name", Sentence: "There is a view of that name already; choose another name."}}
		}
		v.Name = to
		if err := w.dropView(from); err != nil {
			return err
		}
		if err := w.putView(v); err != nil {
			return err
		}
		w.record("view.rename", 0, "", details{Summary: "Renamed a view of the list of cases."})
		return nil
	})
}

// DeleteView removes a view; saving it again brings it back. Error:
// [data.ErrNotFound].
func (s *Session) DeleteView(ctx context.Context, name string) error {
	return s.write(ctx, data.RightRead, func(w *work) error {
		if _, err := w.view(name); err != nil {
			return err
		}
		if err := w.dropView(name); err != nil {
			return err
		}
		w.record("view.delete", 0, "", details{Summary: "Removed a view of the list of cases."})
		return nil
	})
}

// view reads a view of the officer. Error: [data.ErrNotFound].
func (w *work) view(name string) (data.SavedView, error) {
	found, err := bodies[data.SavedView](w.tx, `select body from saved_views where officer = ? and name = ?`, w.by, name)
	if err == nil && len(found) == 0 {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.SavedView{}, err
	}
	return found[0], nil
}

func (w *work) putView(v data.SavedView) error {
	return w.put(v, `insert into saved_views (officer, name, body) values (?, ?, ?)
		on conflict (officer, name) do update set body = excluded.body`, w.by, v.Name)
}

func (w *work) dropView(name string) error {
	if err := w.exec(`delete from saved_views where officer = ? and name = ?`, w.by, name); err != nil {
		return fmt.Errorf("removing a view: %w", err)
	}
	return nil
}

// noStart takes the start from the officer's views but the one named.
func (w *work) noStart(but string) error {
	var starts []data.SavedView
	err := w.each(`select body from saved_views where officer = ? and name <> ?`, []any{w.by, but}, func(r *sql.Rows) error {
		var raw []byte
		var v data.SavedView
		if err := r.Scan(&raw); err != nil {
			return err
		}
		err := readBody(raw, &v)
		if v.Start {
			starts = append(starts, v)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the saved views: %w", err)
	}
	for _, v := range starts {
		v.Start = false
		if err := w.putView(v); err != nil {
			return err
		}
	}
	return nil
}
