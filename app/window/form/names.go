package form

import (
	"errors"
	"slices"

	"rapport/app/window/ui"
	"rapport/data"
)

// Names is a tick for each officer who may be named to see a restricted case.
type Names struct {
	Row    *ui.Row
	checks []*ui.Check
}

// NewNames offers the office for a case; those whom now names are ticked, those
// whom the case is about cannot be.
func NewNames(office []data.Officer, now data.Restriction, f data.CaseFile, changed func()) *Names {
	n := &Names{}
	list := ui.NewColumn()
	for _, o := range office {
		if !o.May(data.RightRead) || o.Gone() {
			continue
		}
		subject := slices.Contains(now.About, o.Name) || f.ComplainedAbout(o.Name)
		tick := ui.NewCheck(o.Name, nil)
		tick.SetChecked(!subject && slices.Contains(now.Names, o.Name))
		tick.OnChanged = func(bool) { changed() }
		words := o.Roles.String()
		if subject {
			tick.Disable()
			words = "The case is about " + o.Name + "."
		}
		n.checks = append(n.checks, tick)
		list.Add(ui.Explained(tick, words))
	}
	n.Row = ui.NewRow("Who may see it?", list)
	n.Row.Required = true
	n.Row.Check = func() error {
		if len(n.Chosen()) == 0 {
			return errors.New("tick at least one person who may work on the case")
		}
		return nil
	}
	return n
}

// Chosen are the names that are ticked.
func (n *Names) Chosen() (all []string) {
	for _, c := range n.checks {
		if c.Checked {
			all = append(all, c.Text)
		}
	}
	return all
}
