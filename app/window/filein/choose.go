package filein

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// candidate is one patient of a file that has several.
type candidate struct {
	place int
	data.Registration
}

func (c candidate) name() string {
	n := c.Name
	if n.Family == "" && len(n.Given) == 0 {
		return n.Text
	}
	return strings.Trim(n.Family+", "+strings.Join(n.Given, " "), ", ")
}

// choosePatient asks which of several patients is meant.
func (in *Import) choosePatient() {
	var all []candidate
	for i, r := range in.from.reading.Patients {
		all = append(all, candidate{i, r})
	}
	columns := []ui.Column[candidate]{
		{Title: "Name", Width: 12, Weight: 2, Text: candidate.name},
		{Title: "Birth date", Width: 8, Text: func(c candidate) string { return c.BirthDate }},
		{Title: "Sex", Width: 6, Text: func(c candidate) string { return c.Sex }},
		{Title: "Number", Width: 9, Weight: 1, Text: func(c candidate) string { return c.MRN }},
	}
	table := ui.NewTable(columns, func(c candidate) string { return strconv.Itoa(c.place) }, ui.NewEmpty("Nobody in the file fits what you typed.", "", nil))
	chosen, message := -1, ui.NewMessage()
	var d *ui.Dialog
	next := func() {
		if chosen < 0 {
			message.Say("Choose the patient in the list first.", ui.ToneToday)
			return
		}
		in.swap(d, func() { in.review(chosen) })
	}
	table.OnSelect = func(c candidate) { chosen = c.place; message.Clear() }
	table.OnOpen = func(c candidate) { chosen = c.place; next() }
	search := ui.NewSearch("Name, birth date or number", nil)
	search.OnChanged = func(text string) {
		chosen = -1
		fits := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return !c.fits(text) })
		table.SetRows(fits)
		if len(fits) == 1 {
			chosen = fits[0].place
		}
	}
	search.OnEnter = func() { next() }
	table.SetRows(all)
	head := container.NewVBox(ui.NewParagraph(ui.Plural(len(all), "patient is", "patients are")+" in this file. Choose the one of this case.", ui.Plain), message, search)
	d = ui.Show(in.place.Desk.Window, "Which patient?", ui.AtLeast(30, 20, container.NewBorder(head, nil, nil, nil, table)), search, "Cancel",
		ui.Action{Text: "Compare with the case", Do: func() bool { next(); return false }})
	d.Resize(fyne.NewSize(em(50), em(34)))
	d.OnClose = in.left
}

// fits reports whether every word that was typed stands in the row.
func (c candidate) fits(text string) bool {
	row := strings.ToLower(c.name() + " " + c.BirthDate + " " + c.MRN)
	for _, i := range c.Identifiers {
		row += " " + strings.ToLower(i.Value)
	}
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(row, word) {
			return false
		}
	}
	return true
}
