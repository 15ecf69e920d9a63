package letters

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// recipient is somebody who is no person of the case: staff of the hospital, or
// another body. The directory fills it in; what it says can be changed.
type recipient struct {
	words   *words
	known   []data.Recipient
	pick    *ui.Picker[int]
	name    *ui.Entry
	title   *ui.Entry
	body    *ui.Entry
	street  *ui.Entry
	city    *ui.Entry
	state   *ui.Entry
	postal  *ui.Entry
	base    data.Recipient // what the fields do not show
	content *fyne.Container
}

func newRecipient(w *words) *recipient {
	r := &recipient{words: w, content: container.NewVBox(), pick: ui.NewPicker[int]("Search the directory", nil)}
	for _, e := range []**ui.Entry{&r.name, &r.title, &r.body, &r.city, &r.state, &r.postal} {
		*e = w.line("")
	}
	r.street = ui.NewTextArea("", 1, 3)
	r.street.OnChanged = func(string) { w.told() }
	r.pick.OnChanged = func(i int, text string) {
		if text != "" && i < len(r.known) {
			r.show(r.known[i])
			w.told()
		}
	}
	return r
}

// follow shows the draft's reader and offers those whom the office knows.
func (r *recipient) follow(x data.LetterFacts) {
	outside := x.Draft.Kind.Spec().Reader == data.ToOutside
	r.known = knownReaders(x)
	options := make([]ui.Option[int], len(r.known))
	for i, k := range r.known {
		options[i] = ui.Option[int]{Value: i, Label: nameOf(k)}
	}
	r.pick.SetOptions(options)
	r.pick.SetText("")
	r.show(x.Draft.To)
	body := "Unit or committee"
	if outside {
		body = "Insurer, agency or other body"
	}
	r.content.RemoveAll()
	if len(options) > 0 {
		r.content.Add(ui.NewForm(ui.NewRow("From the directory", r.pick)))
	}
	r.content.Add(container.NewGridWithColumns(2, ui.NewRow("Goes to", r.name), ui.NewRow("Position", r.title)))
	r.content.Add(ui.NewForm(ui.NewRow(body, r.body)))
	if outside {
		r.content.Add(ui.NewForm(ui.NewRow("Street or P.O. box", r.street)))
		r.content.Add(container.NewGridWithColumns(3, ui.NewRow("City", r.city), ui.NewRow("State", r.state), ui.NewRow("ZIP code", r.postal)))
	}
}

// knownReaders are the managers and deputies of the unit directory for a memo,
// those who decide appeals and the outside agencies for a letter.
func knownReaders(x data.LetterFacts) []data.Recipient {
	var all []data.Recipient
	if x.Draft.Kind.Spec().Reader == data.ToStaff {
		for _, c := range x.Settings.Contacts {
			for _, name := range c.Names(x.Today) {
				all = append(all, data.Recipient{Name: name, Organization: c.Unit})
			}
		}
		return all
	}
	for _, a := range x.File.Advocacy {
		if strings.TrimSpace(a.With) != "" {
			all = append(all, data.Recipient{Organization: a.With})
		}
	}
	for _, a := range x.Settings.Agencies {
		all = append(all, data.Recipient{Organization: a.Name})
	}
	return all
}

func nameOf(r data.Recipient) string {
	var parts []string
	for _, p := range []string{r.Name, r.Title, r.Organization} {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

func (r *recipient) show(to data.Recipient) {
	r.base = to
	for e, text := range map[*ui.Entry]string{r.name: to.Name, r.title: to.Title, r.body: to.Organization,
		r.street: to.Street, r.city: to.City, r.state: to.State, r.postal: to.Postal} {
		setText(e, text)
	}
}

func (r *recipient) into(d *data.LetterDraft) {
	to := r.base
	to.Name, to.Title, to.Organization = r.name.Text, r.title.Text, r.body.Text
	to.Street, to.City, to.State, to.Postal = r.street.Text, r.city.Text, r.state.Text, r.postal.Text
	d.To = to
}

// focus goes to the first of its fields that says nothing.
func (r *recipient) focus() {
	fields := []*ui.Entry{r.name}
	if r.words.facts.Draft.Kind.Spec().Reader == data.ToOutside {
		fields = []*ui.Entry{r.body, r.street, r.city, r.state, r.postal}
	}
	for _, e := range fields {
		if e.Empty() {
			r.words.wants.keyboard(e)
			return
		}
	}
	r.words.wants.keyboard(fields[0])
}

func (r *recipient) toStreet() { r.words.wants.keyboard(r.street) }
