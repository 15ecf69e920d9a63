package letters

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// who is the first group: to whom the letter goes, in which language and size,
// on which day, about what, and whom the reader may call.
type who struct {
	words *words

	to       *ui.Choice[data.ID] // a person of the case
	other    *recipient          // or somebody else
	language *ui.Choice[data.Lang]
	large    *ui.Check
	about    *ui.Choice[data.ID]
	date     *ui.DateField
	contact  *ui.Entry
	line     *ui.Entry

	reader  *fyne.Container // what is known of the person
	confirm *ui.Button      // nil while there is nothing to confirm
	fold    *ui.Fold        // over whom the reader may call
	content *fyne.Container
}

func newWho(w *words, set data.Settings) *who {
	g := &who{words: w, reader: container.NewVBox(), content: container.NewVBox(), other: newRecipient(w), date: w.day(set)}
	g.to = ui.NewChoice("Choose who gets the letter", nil, func(data.ID) { g.chosen() })
	var langs []ui.Option[data.Lang]
	for _, l := range data.Langs {
		langs = append(langs, ui.Option[data.Lang]{Value: l.Value, Label: l.Label})
	}
	g.language = ui.NewChoice("Choose the language", langs, func(l data.Lang) {
		if !w.quiet && l != w.facts.Draft.Language {
			w.wants.language(l)
		}
	})
	g.large = ui.NewCheck("Large print, 18 point", func(bool) { w.told() })
	g.about = ui.NewChoice("Choose one", nil, func(data.ID) { w.told() })
	g.contact, g.line = w.line(""), w.line("")
	for _, e := range []*ui.Entry{g.contact, g.line} {
		e.OnChanged = func(string) {
			g.nameContact()
			w.told()
		}
	}
	return g
}

// follow shows the draft.
func (g *who) follow(x data.LetterFacts) {
	d, spec := x.Draft, x.Draft.Kind.Spec()
	g.content.RemoveAll()
	if l, ok := letterOf(x.File, d.Corrects); ok {
		g.content.Add(ui.NewBeside(ui.NewParagraph(fmt.Sprintf("Corrects letter %d, the %s dated %s.", l.Number, strings.ToLower(l.Kind.String()), ui.LongDay(l.Date)), ui.Strong),
			ui.NewQuiet("Open it", nil, func() { g.words.wants.letter(l) })))
	}
	if spec.Reader == data.ToPerson {
		g.persons(x)
	} else {
		g.other.follow(x)
		g.content.Add(g.other.content)
		g.words.ways["to"], g.words.ways["addressee"] = g.other.focus, g.other.focus
		g.words.ways["street"] = g.other.toStreet
	}
	if spec.About != data.AboutCase {
		g.subjects(x)
	}
	g.date.SetDate(d.Date)
	g.language.SetValue(d.Language)
	g.large.SetChecked(d.LargePrint)
	g.content.Add(ui.NewColumns(g.row("date", "Date of the letter", g.date),
		g.row("language", "Language of the letter", container.NewBorder(nil, nil, nil, g.large, g.language), g.language)))
	g.contacts(d)
	g.content.Refresh()
}

// row is a field; focus gets the keyboard where the control is more than one.
func (g *who) row(field, label string, control fyne.CanvasObject, focus ...fyne.Focusable) *ui.Row {
	r := ui.NewRow(label, control)
	g.words.ways[field] = r.Focus
	if len(focus) > 0 {
		g.words.ways[field] = func() { g.words.wants.keyboard(focus[0]) }
	}
	return r
}

// persons asks which person of the case gets the letter.
func (g *who) persons(x data.LetterFacts) {
	var people []ui.Option[data.ID]
	for _, p := range x.File.People {
		if p.Role != data.RoleStaff {
			people = append(people, ui.Option[data.ID]{Value: p.ID, Label: p.FullName() + ", " + strings.ToLower(p.Role.String())})
		}
	}
	g.to.SetOptions(people)
	g.to.SetValue(x.Draft.Addressee)
	g.content.Add(ui.NewForm(g.row("addressee", "To", g.to)))
	g.content.Add(g.reader)
	g.words.ways["to"] = g.words.ways["addressee"]
	g.words.ways["confirmed"] = func() {
		if g.confirm != nil {
			g.words.wants.keyboard(g.confirm)
		}
	}
	g.tellReader()
}

// chosen is called when another person gets the letter: the size of the print
// goes with the person.
func (g *who) chosen() {
	w := g.words
	if !w.quiet {
		p, _ := g.person()
		g.large.SetChecked(p.Format == "large_print")
		g.tellReader()
	}
	w.told()
}

func (g *who) person() (data.Person, bool) {
	id, _ := g.to.Value()
	return g.words.facts.File.PersonByID(id)
}

// tellReader shows the address as it will stand on the envelope and what must be
// known of the person before a letter goes there.
func (g *who) tellReader() {
	g.reader.RemoveAll()
	g.confirm = nil
	defer g.reader.Refresh()
	p, ok := g.person()
	if !ok {
		return
	}
	address := p.AddressLines()
	if len(address) > 0 && address[0] == p.FullName() {
		address = address[1:]
	}
	if p.Confidential {
		address = append([]string{"Confidential address"}, address...)
	}
	if len(address) == 0 {
		address = []string{"No address on file."}
	}
	today := g.words.facts.Today
	aside := []fyne.CanvasObject{ui.NewQuiet("The person …", nil, g.words.wants.person)}
	if p.AddressConfirmed != today {
		g.confirm = ui.NewButton("Confirmed today", g.words.wants.confirmed)
		aside = append([]fyne.CanvasObject{g.confirm}, aside...)
	}
	checked := ui.NewChip("Address not confirmed", ui.ToneToday)
	if !p.AddressConfirmed.IsZero() {
		checked = ui.NewChip("Address confirmed "+ui.Day(p.AddressConfirmed, today), ui.ToneOK)
	}
	authority := ui.NewChip("May receive the patient's information", ui.ToneOK)
	if !p.MayReceive(today) {
		authority = ui.NewChip("May not receive the patient's information", ui.ToneToday)
	}
	g.reader.Add(ui.NewBeside(ui.NewParagraph(strings.Join(address, "\n"), ui.Plain), aside...))
	g.reader.Add(ui.NewWrap(checked, authority))
	if reads, written := data.LangOf(p); written && reads != g.words.facts.Draft.Language {
		g.reader.Add(ui.NewWrap(ui.NewChip("Reads "+reads.String(), ui.ToneToday),
			ui.NewButton("Write in "+reads.String(), func() { g.words.wants.language(reads) })))
	}
}

// subjects asks what of the case the letter is about.
func (g *who) subjects(x data.LetterFacts) {
	about := x.Draft.Kind.Spec().About
	label := map[data.LetterSubject]string{data.AboutReferral: "About the referral", data.AboutMeeting: "About the meeting",
		data.AboutAppeal: "About the appeal", data.AboutConduct: "About the limit on contact"}[about]
	var all []ui.Option[data.ID]
	for _, s := range x.Draft.Kind.Subjects(x.File) {
		all = append(all, ui.Option[data.ID]{Value: s.ID, Label: short(s.Label)})
	}
	g.about.SetOptions(all)
	g.about.SetValue(x.Draft.About)
	r := g.row("about", label, g.about)
	if len(all) == 0 {
		r.Hint = map[data.LetterSubject]string{data.AboutReferral: "The case has no referral; add one under Investigation.", data.AboutMeeting: "The case has no meeting; add one under Advocacy.",
			data.AboutAppeal: "The case has no appeal; add one under Advocacy.", data.AboutConduct: "The case has no limit on contact; add one to the case."}[about]
	}
	g.content.Add(ui.NewForm(r))
}

// contacts asks whom the reader may call. It is seldom another than the officer,
// so it is one line until it is opened.
func (g *who) contacts(d data.LetterDraft) {
	setText(g.contact, d.Contact)
	setText(g.line, d.ContactLine)
	open := g.fold != nil && g.fold.IsOpen()
	name, line := ui.NewRow("Contact person", g.contact), ui.NewRow("Phone of the contact person", g.line)
	g.fold = ui.NewFold("", ui.NewForm(name, line))
	g.fold.Open(open || strings.TrimSpace(d.Contact) == "")
	for field, r := range map[string]*ui.Row{"contact": name, "contact_line": line} {
		g.words.ways[field] = func() {
			g.fold.Open(true)
			r.Focus()
		}
	}
	g.nameContact()
	g.content.Add(g.fold)
}

func (g *who) nameContact() {
	if g.fold == nil {
		return
	}
	var parts []string
	for _, text := range []string{g.contact.Text, g.line.Text} {
		if text = strings.TrimSpace(text); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		parts = []string{"nobody yet"}
	}
	g.fold.SetTitle("Contact: " + short(strings.Join(parts, ", ")))
}

// into writes the fields into a draft.
func (g *who) into(d *data.LetterDraft) {
	d.Addressee, _ = g.to.Value()
	if d.Kind.Spec().Reader != data.ToPerson {
		d.Addressee = data.ID{}
		g.other.into(d)
	}
	if d.Kind.Spec().About != data.AboutCase {
		d.About, _ = g.about.Value()
	}
	d.Date, _ = g.date.Date()
	d.LargePrint = g.large.Checked
	d.Contact, d.ContactLine = g.contact.Text, g.line.Text
}

// letterOf finds an issued letter of the case.
func letterOf(f data.CaseFile, id data.ID) (data.Letter, bool) {
	for _, l := range f.Letters {
		if l.ID == id && id != (data.ID{}) {
			return l, true
		}
	}
	return data.Letter{}, false
}
