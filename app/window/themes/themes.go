// Package themes shows what came up again and again in a quarter: three cases or
// more of one category in one unit. The office gives each a name and an owner.
package themes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen is the list of the themes of a quarter.
type Screen struct {
	desk    *desk.Desk
	quarter data.Period

	quarters *ui.Choice[data.Date] // by the first day
	table    *ui.Table[data.ThemeFact]
	empty    *ui.Empty
	message  *ui.Message
	content  fyne.CanvasObject

	reading ui.Loader
	naming  ui.Loader
	cancel  func()
}

// quarters is how many quarters can be chosen.
const quarters = 12

// New makes the screen for the quarter that holds the first day of the period.
func New(d *desk.Desk, quarter data.Period) *Screen {
	s := &Screen{desk: d, message: ui.NewMessage(), cancel: func() {}}
	s.quarters = ui.NewChoice("Quarter", nil, func(first data.Date) {
		if first != s.quarter.From {
			s.quarter = data.QuarterPeriod(first)
			s.reload()
		}
	})
	s.empty = ui.NewEmpty("", "Show the quarter before", func() { s.Choose(s.quarter.Before()) })
	s.table = ui.NewTable(s.columns(), key, s.empty)
	s.table.SetDetail(detail)
	s.table.OnOpen = s.name
	s.layout()
	s.Choose(quarter)
	return s
}

func key(t data.ThemeFact) string { return t.Category + "\x00" + t.Unit }

func (s *Screen) layout() {
	chosen := func(do func(data.ThemeFact)) func() {
		return func() {
			if t, ok := s.table.Selected(); ok {
				do(t)
				return
			}
			s.message.Say("Choose a theme first.", ui.ToneToday)
		}
	}
	head := ui.NewHeader("Themes", fmt.Sprintf("What came up in %d cases or more of one unit in a quarter. Give it a name that says what people keep telling you, and somebody who answers for it.", data.ThemeCases),
		ui.NewButton("Show its cases", chosen(s.cases)), desk.Only(s.desk, data.RightNumbers, ui.NewPrimary("Name it …", chosen(s.name))))
	row := ui.NewRow("Quarter", s.quarters)
	row.Side = true
	s.content = container.NewBorder(container.NewVBox(head, s.message, ui.NewWrap(ui.AtLeast(28, 0, row))), nil, nil, nil, s.table)
}

func (s *Screen) columns() []ui.Column[data.ThemeFact] {
	unnamed := func(t data.ThemeFact) ui.Tone {
		if t.Name == "" {
			return ui.ToneToday
		}
		return ui.TonePlain
	}
	return []ui.Column[data.ThemeFact]{
		{Title: "Cases", Width: 4, Align: fyne.TextAlignTrailing, Text: func(t data.ThemeFact) string { return ui.Count(len(t.Cases)) }},
		{Title: "Category", Width: 10, Weight: 1, Text: s.category},
		{Title: "Unit", Width: 9, Weight: 1, Text: func(t data.ThemeFact) string { return t.Unit }},
		{Title: "Name", Width: 11, Weight: 2, Bold: true, Tone: unnamed, Text: func(t data.ThemeFact) string { return orElse(t.Name, "not named yet") }},
		{Title: "Owner", Width: 8, Weight: 1, Text: func(t data.ThemeFact) string { return orElse(t.Owner, "–") }},
	}
}

func orElse(words, other string) string {
	if words == "" {
		return other
	}
	return words
}

// detail says below the list what is done about the chosen theme.
func detail(t data.ThemeFact) []ui.Span {
	words := orElse(t.Plan, "Nothing is planned yet.")
	if t.Name == "" {
		words = "Name it to say who answers for it and what is done."
	}
	return []ui.Span{{Text: words, Tone: ui.ToneMuted}}
}

func (s *Screen) category(t data.ThemeFact) string {
	words, _ := data.Issue{Category: t.Category}.About(s.desk.Session.Settings())
	return orElse(words, t.Category)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown reads the themes, and reads them again when cases or names change.
func (s *Screen) Shown() {
	s.cancel()
	s.cancel = s.desk.Session.Subscribe(func(e store.Event) { ui.OnMain(s.reload) })
	s.reload()
}

// Left stops reading and listening.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.reading.Stop()
}

// Choose shows the quarter that holds the first day of the period.
func (s *Screen) Choose(quarter data.Period) {
	s.quarter = data.QuarterPeriod(quarter.From)
	set := s.desk.Session.Settings()
	var options []ui.Option[data.Date]
	p := data.QuarterPeriod(set.Today(time.Now()))
	for range quarters {
		options = append(options, ui.Option[data.Date]{Value: p.From, Label: capital(p.Long(ui.Locale()))})
		p = p.Before()
	}
	if !slices.ContainsFunc(options, func(o ui.Option[data.Date]) bool { return o.Value == s.quarter.From }) {
		options = append(options, ui.Option[data.Date]{Value: s.quarter.From, Label: capital(s.quarter.Long(ui.Locale()))})
	}
	s.quarters.SetOptions(options)
	s.quarters.SetValue(s.quarter.From)
	s.reload()
}

func capital(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

func (s *Screen) reload() {
	session, quarter := s.desk.Session, s.quarter
	words := "Nothing came up three times in one unit in the " + quarter.Long(ui.Locale()) + ". Themes show as soon as the issues of cases have their categories and units."
	s.table.Wait()
	ui.Load(&s.reading, func(ctx context.Context) ([]data.ThemeFact, error) { return session.QuarterThemes(ctx, quarter) },
		func(all []data.ThemeFact, err error) {
			if err != nil {
				s.message.Say(plain.Sentence(err), ui.ToneOverdue)
				s.table.Fail()
				return
			}
			s.empty.SetText(words)
			s.table.SetRows(all)
		})
}

// cases shows the cases of a theme in the list.
func (s *Screen) cases(t data.ThemeFact) {
	s.desk.ShowCases(data.CaseQuery{Among: t.Cases, AmongName: s.category(t) + ", " + t.Unit + ", " + t.Quarter.Long(ui.Locale())})
}

// name gives a theme its name, its owner and what is done about it.
func (s *Screen) name(t data.ThemeFact) {
	if !s.desk.Allowed(data.RightNumbers) {
		return
	}
	s.message.Clear()
	at := data.ThemeKey{Quarter: t.Quarter.From, Category: t.Category, Unit: t.Unit}
	f := form.New(s.desk, fmt.Sprintf("theme/%d/%s/%s", at.Quarter, at.Category, at.Unit), "Name the theme", "Save the theme")
	f.Text = s.category(t) + ", " + t.Unit + ", " + t.Quarter.Long(ui.Locale()) + ": " + ui.Plural(len(t.Cases), "case", "cases") + "."
	name := f.Line("name", "Name", t.Name)
	owner := f.Search("owner", "Who answers for it", s.owners(t.Unit), t.Owner)
	plan := f.Area("plan", "What is done about it", t.Plan, 3, 8)
	f.Require("name", "owner")
	f.Hint("name", "What people keep telling you, without anybody's name: Call lights are not answered at night")
	f.Gather = func() form.Save {
		named := data.NamedTheme{Name: form.Trimmed(name.Text), Owner: form.Trimmed(owner.Text()), Plan: form.Trimmed(plan.Text)}
		return func(ctx context.Context, in *store.Session) error { return gone(in.NameTheme(ctx, at, named)) }
	}
	f.Done = func(bool) {
		s.reload()
		s.desk.Say("The theme is saved.", func() {
			ui.Load(&s.naming, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, gone(s.desk.Session.NameTheme(ctx, at, t.NamedTheme))
			}, func(_ struct{}, err error) {
				if err != nil {
					s.desk.Fail(err)
				}
				s.reload()
			})
		})
	}
	f.Open()
}

type says string

func (s says) Error() string    { return string(s) }
func (s says) Sentence() string { return string(s) }

// gone words the error of a theme whose cases were changed in the meantime.
func gone(err error) error {
	if errors.Is(err, data.ErrNotFound) {
		return says("This is no theme any more: its cases were changed in the meantime.")
	}
	return err
}

// owners are the people who may answer for a theme of the unit: those who answer
// for the unit first, then the officers.
func (s *Screen) owners(unit string) []string {
	var all []string
	add := func(names ...string) {
		for _, n := range names {
			if n != "" && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	contacts := s.desk.Session.Settings().Contacts
	for _, c := range contacts {
		if c.Unit == unit {
			add(c.Manager, c.Deputy, c.Director)
		}
	}
	add(s.desk.Session.File().Officers()...)
	for _, c := range contacts {
		add(c.Manager, c.Director)
	}
	return all
}
