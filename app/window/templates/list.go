package templates

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// row is the templates of one kind of letter in one language.
type row struct {
	kind  data.LetterKind
	lang  data.Lang
	used  data.Template   // in use; no blocks: none
	newer []data.Template // that are not in use yet, the newest first
}

func (r row) key() string { return string(r.kind) + "." + string(r.lang) }

// rowsOf puts every version into its row; there is one for each kind and language.
func rowsOf(all []data.Template) []row {
	var rows []row
	for _, k := range data.LetterKinds {
		for _, l := range data.Langs {
			r := row{kind: k.Value, lang: l.Value}
			for _, t := range all {
				if t.Kind != r.kind || t.Language != r.lang {
					continue
				}
				switch t.State {
				case data.TemplateActive:
					r.used = t
				case data.TemplateDraft, data.TemplateTest, data.TemplateApproved:
					r.newer = append(r.newer, t)
				}
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func (r row) useWords() string {
	switch t := r.used; {
	case len(t.Blocks) == 0:
		return "None yet"
	case t.BuiltIn():
		return "Version 1, built in"
	default:
		return fmt.Sprintf("Version %d, from %s", t.Version, ui.ShortDay(t.Effective))
	}
}

func (r row) newerWords() string {
	var parts []string
	for _, t := range r.newer {
		parts = append(parts, versionWords(t))
	}
	return strings.Join(parts, "; ")
}

// versionWords is where a version stands: 3, draft.
func versionWords(t data.Template) string {
	words := fmt.Sprintf("%d: %s", t.Version, strings.ToLower(t.State.String()))
	if t.State == data.TemplateApproved {
		words += " from " + ui.ShortDay(t.Effective)
	}
	return words
}

// list is the templates by kind and language.
type list struct {
	shelf   *Shelf
	message *ui.Message
	table   *ui.Table[row]
	whole   fyne.CanvasObject
	reading ui.Loader
}

func newList(s *Shelf) *list {
	l := &list{shelf: s, message: ui.NewMessage()}
	l.table = ui.NewTable([]ui.Column[row]{
		{Title: "Letter", Width: 13, Weight: 2, Bold: true, Text: func(r row) string { return r.kind.String() }},
		{Title: "Language", Width: 6, Text: func(r row) string { return r.lang.String() }},
		{Title: "In use", Width: 14, Weight: 1, Text: row.useWords, Tone: func(r row) ui.Tone {
			if len(r.used.Blocks) == 0 {
				return ui.ToneToday
			}
			return ui.TonePlain
		}},
		{Title: "Newer versions", Width: 10, Weight: 1, Text: row.newerWords, Tone: func(r row) ui.Tone {
			if len(r.newer) > 0 {
				return ui.ToneSoon
			}
			return ui.TonePlain
		}},
	}, row.key, ui.NewEmpty("There are no templates.", "", nil))
	l.table.OnOpen = l.open
	words := ui.NewParagraph("Letters use the version that is in use on their day and keep it. A change is a new version, which another officer approves.", ui.Muted)
	l.whole = container.NewBorder(container.NewVBox(ui.NewBeside(words, ui.NewPrimary("Open", func() {
		if r, ok := l.table.Selected(); ok {
			l.open(r)
		}
	})), l.message), nil, nil, nil, l.table)
	return l
}

func (l *list) content() fyne.CanvasObject { return l.whole }
func (l *list) first() fyne.Focusable      { return l.table }

func (l *list) refresh() {
	ui.Load(&l.reading, l.shelf.desk.Session.Templates, func(all []data.Template, err error) {
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			l.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		l.message.Clear()
		rows := rowsOf(all)
		l.table.SetRows(rows)
		if _, ok := l.table.Selected(); !ok {
			l.table.Select(rows[0].key())
		}
	})
}

// open opens the newest version that is worked on, else the one in use, else a
// first draft.
func (l *list) open(r row) {
	switch {
	case len(r.newer) > 0:
		l.shelf.open(r.newer[0])
	case len(r.used.Blocks) > 0:
		l.shelf.open(r.used)
	default:
		l.shelf.open(firstDraft(r.kind, r.lang))
	}
}

// firstDraft is what a kind of letter begins with in a language in which the
// office has none.
func firstDraft(k data.LetterKind, l data.Lang) data.Template {
	sign := map[data.Lang]string{data.English: "Sincerely,", data.Spanish: "Atentamente,"}[l]
	return data.Template{Kind: k, Language: l, State: data.TemplateDraft, Blocks: []data.Block{
		{Name: "subject", Kind: data.BlockSubject, Slot: true}, {Name: "greeting", Kind: data.BlockGreeting},
		{Name: "opening", Kind: data.BlockParagraph, Slot: true}, {Name: "sign", Kind: data.BlockSign, Text: sign},
	}}
}
