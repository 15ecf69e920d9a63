// Package goals is the dialog in which the office says what its measures are to
// reach.
package goals

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/figures"
)

// goal is a measure with the field of its target.
type goal struct {
	entry figures.Entry
	field *ui.Entry
}

// Open opens the dialog; done is called once goals were saved or taken back.
func Open(d *desk.Desk, done func()) {
	if !d.Allowed(data.RightNumbers) {
		return
	}
	before := d.Session.Settings().Goals
	f := form.New(d, "goals", "Goals", "Save the goals")
	f.Text = "What the office wants its measures to reach. The reports set the actual figure beside it. Leave a measure blank that has no goal."
	var goals []goal
	f.Below(ui.NewWrap(ui.NewButton("Fill in the usual goals where there is none", func() { fillUsual(goals) })))
	for _, g := range figures.Groups {
		entries := with(g.Value)
		if len(entries) == 0 {
			continue
		}
		f.Below(ui.NewText(g.Label, ui.Section))
		for i, e := range entries {
			goals = append(goals, add(f, e, before))
			if i%2 == 1 {
				f.Beside(2)
			} else if i == len(entries)-1 {
				f.Beside(1)
			}
		}
	}
	f.Gather = func() form.Save {
		all := typed(goals, before)
		return func(ctx context.Context, in *store.Session) error { return save(ctx, in, all) }
	}
	f.Done = func(bool) {
		done()
		d.Say("The goals are saved.", func() {
			ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) { return struct{}{}, save(ctx, d.Session, before) },
				func(_ struct{}, err error) {
					if err != nil {
						d.Fail(err)
					}
					done()
				})
		})
	}
	f.First = goals[0].field
	f.Open()
}

// save puts the goals in place of those that the settings have.
func save(ctx context.Context, in *store.Session, goals []data.Goal) error {
	return in.SaveGoals(ctx, goals)
}

// with are the measures of a part of the report for which a goal makes sense:
// those of which more or less is better.
func with(group figures.Group) []figures.Entry {
	var all []figures.Entry
	for _, e := range figures.Catalog() {
		if e.Group == group && e.Better != 0 {
			all = append(all, e)
		}
	}
	return all
}

func add(f *form.Form, e figures.Entry, before []data.Goal) goal {
	text := ""
	if g, ok := (data.Settings{Goals: before}).GoalFor(e.Code); ok {
		text = write(e, g.Target)
	}
	field := f.Line(e.Code, e.Name+unit(e.Kind), text)
	field.Max = 20
	hint := "at least"
	if e.Better < 0 {
		hint = "at most"
	}
	if e.Goal != nil {
		hint += "; usual is " + write(e, *e.Goal)
	}
	f.Hint(e.Code, strings.ToUpper(hint[:1])+hint[1:])
	f.Check(e.Code, func() error { return check(e, field.Text) })
	return goal{e, field}
}

func unit(k figures.Kind) string {
	switch k {
	case figures.Percent:
		return " (%)"
	case figures.InDays:
		return " (days)"
	case figures.Times:
		return " (to one)"
	}
	return ""
}

// write writes a target without decimals that say nothing.
func write(e figures.Entry, target float64) string {
	if e.Kind == figures.Money {
		return ui.Amount(int64(target))
	}
	_, rest, _ := strings.Cut(strconv.FormatFloat(target, 'f', -1, 64), ".")
	return ui.Decimal(target, len(rest))
}

func read(e figures.Entry, text string) (target float64, known bool, err error) {
	if e.Kind == figures.Money {
		cents, err := ui.ReadAmount(text)
		return float64(cents), strings.TrimSpace(text) != "", err
	}
	return ui.Locale().ReadDecimal(text)
}

func check(e figures.Entry, text string) error {
	target, known, err := read(e, text)
	switch {
	case err != nil || !known:
		return err
	case e.Kind == figures.Percent && target > 100:
		return errors.New("a share is at most 100 percent")
	case target > data.MaxGoal && e.Kind != figures.Money:
		return errors.New("this is more than any measure reaches; enter a smaller number")
	}
	return nil
}

// typed are the goals as the fields have them, with those of measures that the
// dialog does not ask for.
func typed(goals []goal, before []data.Goal) []data.Goal {
	var all []data.Goal
	asked := map[string]bool{}
	for _, g := range goals {
		asked[g.entry.Code] = true
		if target, known, err := read(g.entry, g.field.Text); err == nil && known {
			all = append(all, data.Goal{Measure: g.entry.Code, Target: target})
		}
	}
	for _, g := range before {
		if !asked[g.Measure] {
			all = append(all, g)
		}
	}
	return all
}

func fillUsual(goals []goal) {
	for _, g := range goals {
		if g.field.Empty() && g.entry.Goal != nil {
			g.field.SetText(write(g.entry, *g.entry.Goal))
		}
	}
}
