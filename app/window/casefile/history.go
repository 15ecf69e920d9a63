package casefile

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// history is the section of every change and view of the case, the newest first.
type history struct {
	sheet
	entries []data.HistoryEntry
	more    bool
	load    ui.Loader
}

// historyPage is how many entries are read at a time.
const historyPage = 50

func newHistory(s *Screen) section { return &history{sheet: newSheet(s)} }

func (p *history) leave() { p.load.Stop() }

// refresh reads the newest entries again; those read before stay until then.
func (p *history) refresh() { p.read(0) }

// read reads the page before an entry, 0 for the newest.
func (p *history) read(before int64) {
	key, session := p.screen.file.Key, p.screen.desk.Session
	ui.Load(&p.load, func(ctx context.Context) ([]data.HistoryEntry, error) {
		return session.History(ctx, key, before, historyPage)
	}, func(page []data.HistoryEntry, err error) {
		if err != nil {
			p.screen.desk.Fail(err)
			return
		}
		if before == 0 {
			p.entries = nil
		}
		p.entries, p.more = append(p.entries, page...), len(page) == historyPage
		p.show()
	})
}

func (p *history) show() {
	parts := []fyne.CanvasObject{heading("Every change and every view")}
	for _, e := range p.entries {
		parts = append(parts, p.card(e))
	}
	if p.more {
		last := p.entries[len(p.entries)-1].Seq
		parts = append(parts, ui.NewButton("Show earlier", func() { p.read(last) }))
	}
	p.set(parts...)
}

// viewed is the action of a look at the case.
const viewed = "case.view"

func (p *history) card(e data.HistoryEntry) fyne.CanvasObject {
	if e.Action == viewed {
		return ui.NewText(p.screen.moment(e.At)+", "+e.By+" looked at the case.", ui.Caption)
	}
	chips := []fyne.CanvasObject{ui.NewText(p.screen.moment(e.At)+", "+e.By, ui.Muted)}
	return card(e.Summary, chips, text("", differences(e.Before, e.After)))
}

// differences says what changed, a line each: the name of the value, the old
// one and the new one.
func differences(before, after string) string {
	var was, is map[string]any
	wasRecord := json.Unmarshal([]byte(before), &was) == nil
	isRecord := json.Unmarshal([]byte(after), &is) == nil
	if !wasRecord && !isRecord {
		return pair("", before, after)
	}
	names := map[string]bool{}
	for n := range was {
		names[n] = true
	}
	for n := range is {
		names[n] = true
	}
	var lines []string
	for n := range names {
		old, now := valueWords(n, was[n]), valueWords(n, is[n])
		if old != now && !slices.Contains(hiddenNames, n) {
			lines = append(lines, pair(nameWords(n)+": ", old, now))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// hiddenNames are values that say nothing to a reader, or what the heading says.
var hiddenNames = []string{"id", "rule_version", "at", "by"}

func pair(name, old, now string) string {
	switch {
	case old == now:
		return ""
	case old == "":
		return name + now
	case now == "":
		return name + old + " → removed"
	}
	return name + old + " → " + now
}

// nameWords makes words of a stored name: address_confirmed, Address confirmed.
func nameWords(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(name[:min(1, len(name))]) + name[min(1, len(name)):]
}

// longestValue is how many characters of a value the history shows.
const longestValue = 200

func valueWords(name string, v any) string {
	var words string
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		words = v
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case float64:
		if name == "recovered" || name == "cents" { // US cents
			return data.Dollars(int64(v))
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		raw, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		words = string(raw)
	}
	if r := []rune(words); len(r) > longestValue {
		return string(r[:longestValue]) + "…"
	}
	return words
}
