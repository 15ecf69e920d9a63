package casefile

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// links is the part of the summary with the cases that belong to this one;
// nothing where there are none.
func (s *Screen) links() []fyne.CanvasObject {
	if len(s.file.Links) == 0 {
		return nil
	}
	list := container.New(column{})
	for _, l := range s.file.Links {
		buttons := ui.NewWrap(ui.NewButton("Open "+l.Number, func() { s.desk.OpenCase(l.Number, desk.Summary) }))
		switch {
		case l.Kind == data.SameMatter && s.file.State != data.StatePurged:
			buttons.Add(s.edits("Take the link off", func() { s.unlink(l.Number) }))
		case l.Kind == data.MergedInto:
			buttons.Add(s.edits("Take the merge back …", s.unmerge))
		}
		words := l.Kind.String() + ": " + l.Number + ", " + s.day(l.On) + " by " + l.By + "."
		list.Add(ui.NewParagraph(strings.TrimSpace(words+" "+l.Reason), ui.Plain))
		list.Add(buttons)
	}
	return []fyne.CanvasObject{ui.NewPanel("Cases that belong to this one", list)}
}

func (s *Screen) unlink(number string) {
	key := s.file.Key
	s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		return in.UnlinkCases(ctx, key, number)
	},
		"The link with "+number+" is taken off.")
}

// linkCase links the case with another as the same matter.
func (s *Screen) linkCase() {
	s.findCase("Link with another case", "Both cases stay as they are and show each other.", func(other data.CaseRow) {
		key := s.file.Key
		e := s.newEditor("link/"+other.Number, "Same matter as "+other.Number, "Link the two", s.number+" and "+other.Number+" are linked.")
		e.text = caseWords(other)
		reason := e.line("reason", "What do they have in common?", "")
		e.gather = func() change {
			why := trimmed(reason.Text)
			return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
				return in.LinkCases(ctx, key, other.Number, why)
			}
		}
		e.open()
	})
}

// mergeCase lets the matter go on in another case.
func (s *Screen) mergeCase() {
	s.findCase("Merge into another case", "Find the case in which the matter goes on.", func(other data.CaseRow) {
		key := s.file.Key
		e := s.newEditor("merge/"+other.Number, "Merge "+s.number+" into "+other.Number, "Merge into "+other.Number, s.number+" goes on in "+other.Number+".")
		e.text = "The matter goes on in this case:\n" + caseWords(other) + "\n\nIt gets the people, the issues and the open work of " + s.number +
			", and the earlier due date counts. Contacts, notes and letters stay with " + s.number + ". Both numbers stay, and the merge can be taken back."
		reason := e.area("reason", "Why are they one matter?", "", 2)
		e.require("reason")
		e.danger = true
		e.gather = func() change {
			why := trimmed(reason.Text)
			return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
				if _, err := in.MergeCases(ctx, key, other.Number, why); err != nil {
					return data.CaseFile{}, err
				}
				return in.Case(ctx, s.number)
			}
		}
		e.open()
	})
}

// unmerge lets the case go on by itself again.
func (s *Screen) unmerge() {
	key := s.file.Key
	e := s.newEditor("unmerge", "Take the merge with "+s.file.MergedInto+" back", "Take it back", s.number+" goes on by itself.")
	e.text = "The people, issues and work that were copied come back as they are now. The due dates are those from before."
	reason := e.area("reason", "Why are they two matters?", "", 2)
	e.require("reason")
	e.gather = func() change {
		why := trimmed(reason.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.UnmergeCases(ctx, key, why)
		}
	}
	e.open()
}

// mostFound is how many cases a search for another case lists.
const mostFound = 8

// findCase asks for another case by its number or by words, shows who and what
// each one found is, and hands on the one that is chosen.
func (s *Screen) findCase(title, help string, chosen func(data.CaseRow)) {
	list := container.New(column{})
	var d *ui.Dialog
	var reading ui.Loader
	find := func(text string) {
		ui.Load(&reading, func(ctx context.Context) (data.CasePage, error) {
			if trimmed(text) == "" {
				return data.CasePage{}, nil
			}
			return s.desk.Session.Cases(ctx, data.CaseQuery{Text: text, Limit: mostFound + 1})
		}, func(page data.CasePage, err error) {
			list.RemoveAll()
			if err != nil {
				if !errors.Is(err, context.Canceled) {
					s.desk.Fail(err)
				}
				return
			}
			for _, row := range page.Rows {
				if row.Number != s.number && len(list.Objects) < mostFound {
					list.Add(offer(row.Number, caseWords(row), ui.NewButton("Choose "+row.Number, func() { d.Close(); chosen(row) })))
				}
			}
			if len(list.Objects) == 0 && trimmed(text) != "" {
				list.Add(ui.NewParagraph("No other case has these words. Try a name, the record number, or the case number.", ui.Muted))
			}
			list.Refresh()
		})
	}
	field := ui.NewSearch("Number, name, record number or words", find)
	row := ui.NewRow("Which case?", field)
	above := container.New(column{}, ui.NewParagraph(help, ui.Muted), row)
	content := scrolled(s.desk.Window, above, ui.AtLeast(0, 20, list))
	d = ui.Show(s.desk.Window, title, content, field, "Cancel")
	d.OnClose = reading.Stop
}

// caseWords tells who and what a case is, before something happens to it.
func caseWords(c data.CaseRow) string {
	who := c.Patient
	if c.Complainant != "" {
		who = c.Complainant + " about " + orWord(c.Patient, "a patient not named")
	}
	parts := []string{c.Kind.String(), c.State.String(), orWord(who, "nobody named"), "received " + ui.LongDay(c.ReceivedOn)}
	if c.Unit != "" {
		parts = append(parts, c.Unit)
	}
	return strings.Join(parts, "  ·  ") + "\n" + c.Opening
}
