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
	kind  data.LetterKind

	to                        *ui.Choice[data.ID]
	date, completed           *ui.DateField
	subject, contact, line    *ui.Entry
	opening, steps, changes   *ui.Entry
	delay                     *ui.Entry
	closing, enclosed, copies *ui.Entry
	answers                   []answer

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
	area := func(rows int) *ui.Entry { e := ui.NewTextArea("", rows, 14); e.OnChanged = typed; return e }
	day := func() *ui.DateField {
		f := ui.NewDateField(today(set))
		f.OnChanged = func(data.Date) { w.told() }
		return f
	}
	w.to = ui.NewChoice("Choose who gets the letter", nil, func(data.ID) { w.told() })
	w.date, w.completed = day(), day()
	w.subject, w.contact, w.line = line(), line(), line()
	w.opening, w.steps, w.changes, w.closing, w.enclosed, w.copies = area(3), area(4), area(2), area(2), area(2), area(1)
	w.delay = area(3)
	return w
}

// follow shows a draft about the case.
func (w *words) follow(f data.CaseFile, d data.LetterDraft) {
	w.quiet = true
	defer func() { w.quiet = false }()
	w.kind = d.Kind
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
	for e, text := range map[*ui.Entry]string{
		w.subject: d.Subject, w.contact: d.Contact, w.line: d.ContactLine, w.opening: d.Opening, w.changes: d.Changes, w.delay: d.Delay, w.closing: d.Closing,
		w.steps: strings.Join(d.Steps, "\n"), w.enclosed: strings.Join(d.Enclosures, "\n"), w.copies: strings.Join(d.Copies, "\n"),
	} {
		if e.Text != text {
			e.SetText(text)
		}
	}
	w.answersOf(f, d)
	w.arrange()
}

// answersOf makes a field for each issue of the case, in the case's order.
func (w *words) answersOf(f data.CaseFile, d data.LetterDraft) {
	w.answers = nil
	if d.Kind != data.NoticeOfDecision {
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
	add("subject", ui.NewRow("Subject line", w.subject), "Nothing about health: others may see it")
	add("opening", ui.NewRow("Thanks and regret", w.opening), "")
	if w.kind == data.NoticeOfDecision {
		add("steps", ui.NewRow("What we did", w.steps), "One step in each line")
		for _, a := range w.answers {
			w.rows[a.issue.String()] = a.row
			w.form.Add(a.row)
		}
		if len(w.answers) > 0 {
			w.rows["findings"] = w.answers[0].row
		}
		add("changes", ui.NewRow("What has changed", w.changes), "Leave empty if nothing has")
		add("completed_on", ui.NewRow("Review completed on", w.completed), "")
	}
	if w.kind == data.InterimLetter {
		add("steps", ui.NewRow("What we have done so far", w.steps), "One step in each line")
		add("delay", ui.NewRow("Why it takes longer", w.delay), "In plain words; the new day comes from the clock of the case")
	}
	add("contact", ui.NewRow("Contact person", w.contact), "")
	add("contact_line", ui.NewRow("Phone of the contact person", w.line), "")
	add("closing", ui.NewRow("Last words", w.closing), "")
	add("enclosures", ui.NewRow("Enclosures", w.enclosed), "One in each line")
	add("copies", ui.NewRow("Copy to", w.copies), "One in each line")
	w.holder.Objects = []fyne.CanvasObject{w.form}
	w.holder.Refresh()
}

// draft is the letter as the fields have it.
func (w *words) draft() data.LetterDraft {
	d := data.LetterDraft{
		Kind: w.kind, Subject: w.subject.Text, Opening: w.opening.Text, Changes: w.changes.Text, Delay: w.delay.Text, Contact: w.contact.Text, ContactLine: w.line.Text,
		Closing: w.closing.Text, Steps: lines(w.steps.Text), Enclosures: lines(w.enclosed.Text), Copies: lines(w.copies.Text),
	}
	d.Addressee, _ = w.to.Value()
	d.Date, _ = w.date.Date() // what is no date is said beside its field, and its lack by the gate
	d.CompletedOn, _ = w.completed.Date()
	for _, a := range w.answers {
		d.Findings = append(d.Findings, data.IssueAnswer{Issue: a.issue, Text: a.text.Text})
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
