package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// Templates returns every version of every template, those of the program among
// them, by kind, language and the newest first, with the state of today.
func (s *Session) Templates(ctx context.Context) (all []data.Template, err error) {
	today := s.today()
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		own, err := ownTemplates(t, ``)
		all = data.TemplatesOn(own, today)
		return err
	})
	return all, err
}

func (s *Session) today() data.Date { return s.Settings().Today(s.file.now()) }

// ownTemplates reads the office's templates that fit the condition, in the order
// of their versions, with the state that is stored.
func ownTemplates(t *tx, where string, args ...any) (all []data.Template, err error) {
	err = t.each(`select state, body from templates `+where+` order by kind, language, version`, args, func(r *sql.Rows) error {
		var state string
		var raw sql.RawBytes
		if err := r.Scan(&state, &raw); err != nil {
			return err
		}
		var one data.Template
		err := readBody(raw, &one)
		one.State = data.TemplateState(state)
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the templates: %w", err)
	}
	return all, nil
}

// Template returns the template that letters of the kind in the language use
// today: the office's own or, while it has none in use, the one that comes with
// the program. Error: [data.ErrNotFound].
func (s *Session) Template(ctx context.Context, kind data.LetterKind, lang data.Lang) (in data.Template, err error) {
	today := s.today()
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		in, err = templateInUse(t, kind, lang, today)
		return err
	})
	return in, err
}

func templateInUse(t *tx, kind data.LetterKind, lang data.Lang, today data.Date) (data.Template, error) {
	own, err := ownTemplates(t, `where kind = ? and language = ?`, string(kind), string(lang))
	if err != nil {
		return data.Template{}, err
	}
	in, ok := data.TemplateInUse(own, kind, lang, today)
	if !ok {
		return in, fmt.Errorf("reading a template: %w", data.ErrNotFound)
	}
	return in, nil
}

// SaveTemplate keeps a template as a draft: one without an id as the next version
// of its kind and language, another where it stands. A version that was being
// tested is a draft again. Regulatory text only a manager changes. Errors:
// [data.Missing], [data.ErrWrongState] for an approved one.
func (s *Session) SaveTemplate(ctx context.Context, t data.Template) (data.Template, error) {
	err := s.write(ctx, data.RightLibrary, func(w *work) (err error) {
		t, err = w.saveTemplate(t)
		return err
	})
	return t, err
}

func (w *work) saveTemplate(t data.Template) (data.Template, error) {
	if err := t.Storable().Err(); err != nil {
		return t, err
	}
	if t.ID == (data.ID{}) {
		t.ID = data.NewID()
	}
	var before any
	found, err := ownTemplates(w.tx, `where id = ?`, t.ID[:])
	if err != nil {
		return t, err
	}
	base, err := templateInUse(w.tx, t.Kind, t.Language, w.today)
	if err != nil {
		base = data.Template{} // the first of its kind
	}
	if len(found) > 0 {
		old := found[0]
		if old.State != data.TemplateDraft && old.State != data.TemplateTest {
			return t, fmt.Errorf("changing a template that was approved: %w", data.ErrWrongState)
		}
		before, base = old, old
		t.Kind, t.Language, t.Version = old.Kind, old.Language, old.Version
	} else if t.Version, err = w.nextVersion(t); err != nil {
		return t, err
	}
	if err := data.LockedByManager(base, t, w.s.Officer()).Err(); err != nil {
		return t, err
	}
	t.State, t.WrittenBy, t.WrittenAt = data.TemplateDraft, w.by, w.now
	t.ApprovedBy, t.ApprovedOn, t.Effective = "", 0, 0
	summary := fmt.Sprintf("Changed version %d of a template: %s, %s.", t.Version, t.Kind, t.Language)
	if before == nil {
		summary = fmt.Sprintf("Began version %d of a template: %s, %s.", t.Version, t.Kind, t.Language)
	}
	return t, w.putTemplate("template.save", t, before, summary)
}

// nextVersion is the number of a new version; the first is the program's.
func (w *work) nextVersion(t data.Template) (int, error) {
	n, err := w.count(`select coalesce(max(version), 1) from templates where kind = ? and language = ?`, string(t.Kind), string(t.Language))
	if err != nil {
		return 0, fmt.Errorf("numbering a template: %w", err)
	}
	return int(n) + 1, nil
}

// putTemplate writes a version with its audit entry.
func (w *work) putTemplate(action string, t data.Template, before any, summary string) error {
	row := t
	row.State = "" // in its column alone
	err := w.put(row, `insert into templates (id, kind, language, version, state, body) values (?, ?, ?, ?, ?, ?)
		on conflict (id) do update set state = excluded.state, body = excluded.body`,
		t.ID[:], string(t.Kind), string(t.Language), t.Version, string(t.State))
	if err != nil {
		return err
	}
	return w.recordOffice(action, t.ID, summary, before, t)
}

// recordOffice adds the audit entry of something of the office's letters.
func (w *work) recordOffice(action string, id data.ID, summary string, before, after any) (err error) {
	d := details{Summary: summary}
	if before != nil {
		if d.Before, err = body(before); err != nil {
			return err
		}
	}
	if after != nil {
		if d.After, err = body(after); err != nil {
			return err
		}
	}
	w.record(action, 0, id.String(), d)
	w.tell(TemplatesChanged, 0)
	return nil
}

// MoveTemplate takes a version to test, back to draft, approves or retires it
// ([data.TemplateGate]). An approved version is in use from its day; when it is
// retired the one before it is used again. It returns warnings beside. Errors:
// [data.Missing], [data.ErrWrongState], [data.ErrNotFound].
func (s *Session) MoveTemplate(ctx context.Context, id data.ID, move data.TemplateMove) (t data.Template, warnings data.Missing, err error) {
	err = s.write(ctx, data.RightLibrary, func(w *work) error {
		t, warnings, err = w.moveTemplate(id, move)
		return err
	})
	return t, warnings, err
}

func (w *work) moveTemplate(id data.ID, move data.TemplateMove) (data.Template, data.Missing, error) {
	t, err := w.template(id)
	if err != nil {
		return t, nil, err
	}
	if !slices.Contains(t.Moves(), move.To) {
		return t, nil, fmt.Errorf("moving a template: %w", data.ErrWrongState)
	}
	if move.Effective.IsZero() {
		move.Effective = w.today
	}
	used, err := templateInUse(w.tx, t.Kind, t.Language, w.today)
	if err != nil {
		used = data.Template{} // the first of its kind
	}
	gaps := data.TemplateGate(move, t, used, w.otherLanguage(t), w.s.Officer(), w.today)
	if err := gaps.Err(); err != nil {
		return t, nil, err
	}
	before := t
	if move.To == data.TemplateApproved {
		t.ApprovedBy, t.ApprovedOn, t.Effective = w.by, w.today, move.Effective
	}
	t.State = move.To
	summary := fmt.Sprintf("Moved version %d of a template (%s, %s) to: %s.", t.Version, t.Kind, t.Language, strings.ToLower(t.State.String()))
	if move.Reason != "" {
		summary += " Reason: " + move.Reason
	}
	return t, gaps.Warnings(), w.putTemplate("template.move", t, before, summary)
}

// otherLanguage is the template in use in the other language, if any.
func (w *work) otherLanguage(t data.Template) data.Template {
	for _, l := range data.Langs {
		if l.Value == t.Language {
			continue
		}
		if other, err := templateInUse(w.tx, t.Kind, l.Value, w.today); err == nil {
			return other
		}
	}
	return data.Template{}
}

func (w *work) template(id data.ID) (data.Template, error) {
	found, err := ownTemplates(w.tx, `where id = ?`, id[:])
	if err == nil && len(found) == 0 {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.Template{}, err
	}
	return found[0], nil
}

// RemoveTemplate takes a draft away; the audit log keeps it, and saving it again
// brings it back. Errors: [data.ErrWrongState] for one that is no draft,
// [data.ErrNotFound].
func (s *Session) RemoveTemplate(ctx context.Context, id data.ID) error {
	return s.write(ctx, data.RightLibrary, func(w *work) error {
		t, err := w.template(id)
		if err != nil {
			return err
		}
		if t.State != data.TemplateDraft {
			return fmt.Errorf("removing a template that is no draft: %w", data.ErrWrongState)
		}
		if err := w.exec(`delete from templates where id = ?`, id[:]); err != nil {
			return fmt.Errorf("removing a template: %w", err)
		}
		return w.recordOffice("template.remove", id, fmt.Sprintf("Removed the draft of a template: %s, %s.", t.Kind, t.Language), t, nil)
	})
}

// NewLetter begins a letter of the kind in the language about a case: what the
// template in use makes of it. Where the case was answered, it is a correction of
// the letter before. Error: [data.ErrNotFound] where the office has no such
// template.
func (s *Session) NewLetter(ctx context.Context, f data.CaseFile, kind data.LetterKind, lang data.Lang) (x data.LetterFacts, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		x, err = s.newLetter(t, f, kind, lang)
		return err
	})
	return x, err
}

func (s *Session) newLetter(t *tx, f data.CaseFile, kind data.LetterKind, lang data.Lang) (data.LetterFacts, error) {
	x, err := s.facts(t, f, kind, lang)
	if err != nil {
		return x, err
	}
	x.Draft = data.DraftLetterFor(f, x.Template, s.Officer(), x.Settings, x.Today)
	x.Draft.Corrects = f.ToCorrect(kind)
	return x, nil
}

// LetterFacts gathers what the letter of a draft is made of. A draft goes over to
// the template in use. Error: [data.ErrNotFound] where the office has no such
// template.
func (s *Session) LetterFacts(ctx context.Context, f data.CaseFile, d data.LetterDraft) (x data.LetterFacts, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		x, err = s.letterFacts(t, f, d)
		return err
	})
	return x, err
}

func (s *Session) letterFacts(t *tx, f data.CaseFile, d data.LetterDraft) (data.LetterFacts, error) {
	if d.Language == "" {
		d.Language = data.English // drafts begun before there were languages
	}
	x, err := s.facts(t, f, d.Kind, d.Language)
	d.Template = x.Template.Ref()
	x.Draft = d
	return x, err
}

func (s *Session) facts(t *tx, f data.CaseFile, kind data.LetterKind, lang data.Lang) (data.LetterFacts, error) {
	x := data.LetterFacts{File: f, Settings: s.Settings(), Officer: s.Officer(), Today: s.today()}
	err := t.see(f.Key)
	if err != nil {
		return x, err
	}
	if x.Template, err = templateInUse(t, kind, lang, x.Today); err != nil {
		return x, err
	}
	x.Sheets, err = allSheets(t)
	return x, err
}
