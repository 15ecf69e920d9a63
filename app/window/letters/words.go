package letters

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// words are the fields of the draft.
type words struct {
	told  func()
	quiet bool // fields are being filled by the screen itself
	facts data.LetterFacts

	to               *ui.Choice[data.ID]
	date, completed  *ui.DateField
	contact, line    *ui.Entry
	steps            *ui.Entry
	enclosed, copies *ui.Entry
	answers          []answer
	slots, values    map[string]*ui.Entry // by block and by field
	texts            map[string]string    // what each slot said when it was filled

	form   *ui.Form
	holder *fyne.Container    // of the form, which is made anew for each case read
	rows   map[string]*ui.Row // by the name of the field in gaps
}

type answer struct {
	issue data.ID
	text  *ui.Entry
	row   *ui.Row
}

func newWords(set data.Settings, told func()) *words {
	w := &words{holder: container.NewStack(), rows: map[string]*ui.Row{}}
	w.told = func() {
		if !w.quiet {
			told()
		}
	}
	typed := func(string) { w.told() }
	line := func() *ui.Entry { e := ui.NewEntry(""); e.OnChanged = typed; return e }
	day := func() *ui.DateField {
		f := ui.NewDateField(today(set))
		f.OnChanged = func(data.Date) { w.told() }
		return f
	}
	w.to = ui.NewChoice("Choose who gets the letter", nil, func(data.ID) { w.told() })
	w.date, w.completed = day(), day()
	w.contact, w.line = line(), line()
	w.steps, w.enclosed, w.copies = w.area(4), w.area(2), w.area(1)
	return w
}

func (w *words) area(rows int) *ui.Entry {
	e := ui.NewTextArea("", rows, 14)
	e.OnChanged = func(string) { w.told() }
	return e
}

// follow shows a draft about the case.
func (w *words) follow(x data.LetterFacts) {
	w.quiet = true
	defer func() { w.quiet = false }()
	w.facts = x
	f, d := x.File, x.Draft
	var people []ui.Option[data.ID]
	for _, p := range f.People {
		if p.Role != data.RoleStaff {
			people = append(people, ui.Option[data.ID]{Value: p.ID, Label: p.FullName() + ", " + strings.ToLower(p.Role.String())})
		}
	}
	w.to.SetOptions(people)
	w.to.SetValue(d.Addressee)
	w.date.SetDate(d.Date)
	w.completed.SetDate(d.CompletedOn)
	var enclosed []string
	for _, e := range d.Enclosures {
		enclosed = append(enclosed, e.Title)
	}
	for e, text := range map[*ui.Entry]string{
		w.contact: d.Contact, w.line: d.ContactLine, w.steps: strings.Join(d.Steps, "\n"),
		w.enclosed: strings.Join(enclosed, "\n"), w.copies: strings.Join(d.Copies, "\n"),
	} {
		if e.Text != text {
			e.SetText(text)
		}
	}
	w.answersOf(f, d)
	w.slotsOf(x)
	w.arrange()
}

// slotsOf makes a field for each block that the officer may write anew, and for
// each field that only the officer knows.
func (w *words) slotsOf(x data.LetterFacts) {
	w.slots, w.values, w.texts = map[string]*ui.Entry{}, map[string]*ui.Entry{}, map[string]string{}
	blocks, _ := x.Fill()
	for _, b := range blocks {
		if !b.Slot || !b.Shown {
			continue
		}
		text := b.Text()
		if b.Ask != "" && !b.Own && b.Block.Text == "" {
			text = ""
		}
		e := w.area(2)
		e.SetText(text)
		w.slots[b.Name], w.texts[b.Name] = e, text
	}
	for _, f := range data.FieldsFor(x.Draft.Kind) {
		if f.Source == data.FromLetter {
			e := ui.NewEntry("")
			e.SetText(x.Draft.Values[f.Name])
			e.OnChanged = func(string) { w.told() }
			w.values[f.Name] = e
		}
	}
}

// answersOf makes a field for each issue of the case, in the case's order.
func (w *words) answersOf(f data.CaseFile, d data.LetterDraft) {
	w.answers = nil
	if !d.Kind.Spec().Notice {
		return
	}
	given := map[data.ID]string{}
	for _, a := range d.Findings {
		given[a.Issue] = a.Text
	}
	for _, i := range f.Issues {
		a := answer{issue: i.ID, text: ui.NewTextArea("", 3, 14)}
		a.text.SetText(given[i.ID])
		a.text.OnChanged = func(string) { w.told() }
		a.row = ui.NewRow("What we found: "+short(i.Words), a.text)
		if a.row.Hint = "No finding yet"; i.Finding.Outcome != "" {
			a.row.Hint = "Finding: " + i.Finding.Outcome.String()
		}
		w.answers = append(w.answers, a)
	}
}

// short is the beginning of a text, for a label.
func short(text string) string {
	const most = 60
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > most {
		return string(r[:most]) + " …"
	}
	return string(r)
}

// arrange puts the fields that the kind of letter has into the form.
func (w *words) arrange() {
	w.form = ui.NewForm()
	clear(w.rows)
	add := func(field string, r *ui.Row, hint string) {
		r.Hint = hint
		w.rows[field] = r
		w.form.Add(r)
	}
	add("addressee", ui.NewRow("To", w.to), "The address is the one in the case")
	add("date", ui.NewRow("Date of the letter", w.date), "")
	uses := map[string]bool{}
	for _, name := range w.facts.Template.Fields() {
		uses[name] = true
	}
	for _, b := range w.facts.Template.Blocks {
		if e := w.slots[b.Name]; e != nil {
			add(b.Name, ui.NewRow(label(b), e), b.Hint)
		}
		if strings.Contains(b.Text, "[[steps]]") {
			add("steps", ui.NewRow("What we did", w.steps), "One step in each line")
		}
		if strings.Contains(b.Text, "[[findings]]") {
			for _, a := range w.answers {
				w.rows[a.issue.String()] = a.row
				w.form.Add(a.row)
			}
			if len(w.answers) > 0 {
				w.rows["findings"] = w.answers[0].row
			}
		}
	}
	if uses["completed.date"] {
		add("completed_on", ui.NewRow("Review completed on", w.completed), "")
	}
	for _, f := range data.FieldsFor(w.facts.Draft.Kind) {
		if e := w.values[f.Name]; e != nil && uses[f.Name] {
			add(f.Name, ui.NewRow(f.Label, e), "")
		}
	}
	add("contact", ui.NewRow("Contact person", w.contact), "")
	add("contact_line", ui.NewRow("Phone of the contact person", w.line), "")
	add("enclosures", ui.NewRow("Enclosures", w.enclosed), "One in each line")
	add("copies", ui.NewRow("Copy to", w.copies), "One in each line")
	w.holder.Objects = []fyne.CanvasObject{w.form}
	w.holder.Refresh()
}

// label names a block for the officer.
func label(b data.Block) string {
	if b.Title != "" {
		return b.Title
	}
	return map[string]string{"subject": "Subject line", "opening": "Thanks and regret", "closing": "Last words", "next": "What happens next"}[b.Name]
}

// draft is the letter as the fields have it.
func (w *words) draft() data.LetterDraft {
	d := w.facts.Draft
	d.Contact, d.ContactLine = w.contact.Text, w.line.Text
	d.Steps, d.Copies = lines(w.steps.Text), lines(w.copies.Text)
	d.Addressee, _ = w.to.Value()
	d.Date, _ = w.date.Date() // what is no date is said beside its field, and its lack by the gate
	d.CompletedOn, _ = w.completed.Date()
	d.Findings, d.Enclosures = nil, nil
	for _, a := range w.answers {
		d.Findings = append(d.Findings, data.IssueAnswer{Issue: a.issue, Text: a.text.Text})
	}
	for _, title := range lines(w.enclosed.Text) {
		d.Enclosures = append(d.Enclosures, data.Enclosed{Title: title})
	}
	for name, e := range w.slots {
		if _, own := d.Words[name]; own || e.Text != w.texts[name] {
			d.SetWords(name, e.Text)
		}
	}
	for name, e := range w.values {
		if e.Text != d.Values[name] {
			d.SetValue(name, e.Text)
		}
	}
	return d
}

func lines(text string) []string {
	var all []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// jump goes to the field where a gap is mended.
func (w *words) jump(g data.Gap) {
	if r, ok := w.rows[g.Field]; ok {
		r.Focus()
	}
}
