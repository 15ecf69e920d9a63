package store

import (
	"context"
	"fmt"

	"rapport/data"
)

// Template returns the template in use for letters of the kind in the language.
// Error: [data.ErrNotFound].
func (s *Session) Template(_ context.Context, kind data.LetterKind, lang data.Lang) (data.Template, error) {
	t, ok := data.BuiltinTemplate(kind, lang)
	if !ok {
		return data.Template{}, fmt.Errorf("reading a template: %w", data.ErrNotFound)
	}
	return t, nil
}

// NewLetter begins a letter of the kind in the language about a case: what the
// template in use makes of it. Error: [data.ErrNotFound] where the office has no
// such template.
func (s *Session) NewLetter(ctx context.Context, f data.CaseFile, kind data.LetterKind, lang data.Lang) (data.LetterFacts, error) {
	t, err := s.Template(ctx, kind, lang)
	if err != nil {
		return data.LetterFacts{}, err
	}
	x := s.facts(f, t)
	x.Draft = data.DraftLetterFor(f, t, s.Officer(), x.Settings, x.Today)
	return x, nil
}

// LetterFacts gathers what the letter of a draft is made of. A draft goes over to
// the template in use. Error: [data.ErrNotFound] where the office has no such
// template.
func (s *Session) LetterFacts(ctx context.Context, f data.CaseFile, d data.LetterDraft) (data.LetterFacts, error) {
	if d.Language == "" {
		d.Language = data.English // drafts begun before there were languages
	}
	t, err := s.Template(ctx, d.Kind, d.Language)
	if err != nil {
		return data.LetterFacts{}, err
	}
	x := s.facts(f, t)
	d.Template = t.Ref()
	x.Draft = d
	return x, nil
}

func (s *Session) facts(f data.CaseFile, t data.Template) data.LetterFacts {
	set := s.Settings()
	return data.LetterFacts{File: f, Template: t, Settings: set, Officer: s.Officer(), Today: set.Today(s.file.now())}
}
