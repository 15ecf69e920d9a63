package store

import (
	"context"
	"strings"

	"rapport/data"
)

// SaveTaxonomyDraft keeps the draft of the next list of categories in the place
// of the one there was. It is chosen from once it is in force. Error: [data.Missing].
func (s *Session) SaveTaxonomyDraft(ctx context.Context, draft data.Taxonomy) error {
	return s.write(ctx, data.RightSettings, func(w *work) error {
		if err := draft.Validate(w.set.Taxonomy()).Err(); err != nil {
			return err
		}
		draft.By = w.by
		was, _ := w.set.TaxonomyDraft()
		set := w.set.WithTaxonomyDraft(draft)
		if err := recordTaxonomy(w, "taxonomy.draft", "Changed the draft of the list of categories.", was, set); err != nil {
			return err
		}
		return s.putSettings(w, set)
	})
}

// DropTaxonomyDraft puts the draft away; the list in force stays as it is. Error:
// [data.ErrNotFound] where there is none.
func (s *Session) DropTaxonomyDraft(ctx context.Context) error {
	return s.write(ctx, data.RightSettings, func(w *work) error {
		was, ok := w.set.TaxonomyDraft()
		if !ok {
			return data.ErrNotFound
		}
		set := w.set.WithoutTaxonomyDraft()
		if err := recordTaxonomy(w, "taxonomy.drop", "Put the draft of the list of categories away.", was, set); err != nil {
			return err
		}
		return s.putSettings(w, set)
	})
}

// ActivateTaxonomy puts the draft in force from today and retires the version
// before it. Issues keep the version that they were coded with. Errors:
// [data.Missing], [data.ErrNotFound] where there is no draft.
func (s *Session) ActivateTaxonomy(ctx context.Context, reason string) error {
	return s.write(ctx, data.RightSettings, func(w *work) error {
		before := w.set.Taxonomy()
		set, err := w.set.ActivateTaxonomy(w.by, strings.TrimSpace(reason), w.today)
		if err != nil {
			return err
		}
		said := "Put the list of categories in force. " + strings.Join(set.Taxonomy().Changes(before), " ") + " Reason: " + strings.TrimSpace(reason)
		if err := recordTaxonomy(w, "taxonomy.activate", said, before, set); err != nil {
			return err
		}
		return s.putSettings(w, set)
	})
}

// recordTaxonomy adds the audit entry: the version before, and the newest one as
// it is kept.
func recordTaxonomy(w *work, action, summary string, was data.Taxonomy, set data.Settings) error {
	d := details{Summary: summary}
	var err error
	if was.Version != 0 {
		if d.Before, err = body(was); err != nil {
			return err
		}
	}
	all := set.Taxonomies()
	if d.After, err = body(all[len(all)-1]); err != nil {
		return err
	}
	w.record(action, 0, "", d)
	return nil
}
