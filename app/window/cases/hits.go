package cases

import (
	"context"
	"slices"

	"rapport/app/window/ui"
	"rapport/data"
)

// hits are the sentences in which the words of the search were found, for the
// rows that were in sight so far.
type hits struct {
	screen *Screen
	text   string // searched for; "" while the rows have one line
	found  map[int64]data.Snippet
	read   map[int64]bool
	asked  []int64 // being read
	load   ui.Loader
}

// search begins anew for other words, or for the same ones after a change.
func (h *hits) search(text string) {
	h.load.Stop()
	h.text, h.found, h.read, h.asked = text, map[int64]data.Snippet{}, map[int64]bool{}, nil
	if text == "" || h.screen.desk.NamesHidden {
		h.text = ""
		h.screen.table.SetDetail(nil)
		return
	}
	h.screen.table.SetDetail(h.detail)
}

// sight reads the sentences of rows that came into sight. What is under way for
// rows that are gone from it is dropped.
func (h *hits) sight(rows []data.CaseRow) {
	if h.text == "" {
		return
	}
	var wanted []int64
	for _, r := range rows {
		if !h.read[r.Key] {
			wanted = append(wanted, r.Key)
		}
	}
	if len(wanted) == 0 || slices.Equal(wanted, h.asked) {
		return
	}
	h.asked = wanted
	text, session := h.text, h.screen.desk.Session
	ui.Load(&h.load, func(ctx context.Context) (map[int64]data.Snippet, error) {
		return session.Snippets(ctx, text, wanted)
	}, func(found map[int64]data.Snippet, err error) {
		h.asked = nil
		if err != nil {
			return // the list itself says what is wrong; without its sentence a row is still right
		}
		for _, key := range wanted {
			h.read[key] = true
			if s, ok := found[key]; ok {
				h.found[key] = s
			}
		}
		h.screen.table.Redraw()
	})
}

// detail is the line below a row: the sentence with the words marked, or how the
// story begins where a number alone was found.
func (h *hits) detail(c data.CaseRow) []ui.Span {
	s, found := h.found[c.Key]
	switch {
	case found:
		spans := []ui.Span{{Text: s.Where + ": ", Tone: ui.ToneMuted}}
		for _, p := range s.Parts {
			spans = append(spans, ui.Span{Text: p.Text, Mark: p.Hit})
		}
		return spans
	case h.read[c.Key]:
		return []ui.Span{{Text: c.Opening, Tone: ui.ToneMuted}}
	}
	return nil
}
