package healthrecord

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/ehrlink"
	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/ehr"
)

// search asks for the patient, where none was chosen at the sign-in: by record
// number, or by name and date of birth, as far as the case knows them.
func (f *filling) search() {
	mrn, family, given := ui.NewEntry(""), ui.NewEntry(""), ui.NewEntry("")
	for _, e := range []*ui.Entry{mrn, family, given} {
		e.Max = 100
	}
	born := ui.NewDateField(func() data.Date { return f.desk.Session.Settings().Today(time.Now()) })
	p := f.ask.Patient
	mrn.SetText(p.MRN)
	family.SetText(p.Family)
	given.SetText(p.Given)
	if !p.BirthDate.IsZero() {
		born.SetDate(p.BirthDate)
	}
	number := ui.NewRow("Record number (MRN)", mrn)
	number.Hint = "Or leave it empty and give the family name and the date of birth."
	number.Check = func() error {
		day, err := born.Date()
		if strings.TrimSpace(mrn.Text) == "" && (strings.TrimSpace(family.Text) == "" || err != nil || day.IsZero()) {
			return errors.New("give the record number, or the family name and the date of birth")
		}
		return nil
	}
	form := ui.NewForm(number, ui.NewRow("Family name", family), ui.NewRow("Given name", given), ui.NewRow("Date of birth", born))
	message, results := ui.NewMessage(), container.NewVBox()
	ask := func() {
		if !form.Submit() {
			return
		}
		day, _ := born.Date() // the form checked it
		w := ehrlink.Wanted{MRN: strings.TrimSpace(mrn.Text)}
		if w.MRN == "" {
			w = ehrlink.Wanted{Family: strings.TrimSpace(family.Text), Given: strings.TrimSpace(given.Text), Birth: day.String()}
		}
		f.find(w, message, results)
	}
	for _, e := range []*ui.Entry{mrn, family, given} {
		e.OnEnter = ask
	}
	f.show(ui.NewParagraph("You are signed in, and no patient was chosen there. Which patient is it?", ui.Plain), form,
		container.NewHBox(ui.NewPrimary("Look for the patient", ask)), message, results)
	f.desk.Window.Canvas().Focus(mrn)
}

// candidate is a patient who was found, as the officer tells them apart.
type candidate struct {
	id    string
	words string
}

// find looks for the patient and lists who fits.
func (f *filling) find(w ehrlink.Wanted, message *ui.Message, results *fyne.Container) {
	message.Say(steps[ehrlink.ForSearch], ui.ToneMuted)
	results.RemoveAll()
	type answer struct {
		all  []candidate
		more bool
	}
	link := f.link
	ui.Load(&f.work, func(ctx context.Context) (a answer, err error) {
		found, more, err := link.Find(ctx, w)
		for _, m := range found {
			a.all = append(a.all, candidate{m.ID, told(ehr.Read(ctx, m.Resource))})
		}
		a.more = more
		return a, err
	}, func(a answer, err error) {
		switch {
		case err != nil:
			message.Say(plain.Sentence(err), ui.ToneOverdue)
		case len(a.all) == 0:
			message.Say("The health record has no patient like that, or none that your account may see. Check the spelling, or try the other way.", ui.ToneToday)
		case a.more:
			message.Say("There are more than can be listed. Give the record number.", ui.ToneToday)
		default:
			message.Clear()
		}
		for _, c := range a.all {
			results.Add(ui.NewBeside(ui.NewParagraph(c.words, ui.Plain), ui.NewButton("This patient", func() { f.read(c.id) })))
		}
		f.box.Resize(fyne.Size{})
	})
}

// told is a patient in one line: name, date of birth, number, where they live.
func told(r ehr.Reading) string {
	if len(r.Patients) == 0 {
		return "A record without a name"
	}
	p := r.Patients[0]
	name := strings.Join(slices.Concat(p.Name.Given, []string{p.Name.Family}), " ")
	if strings.TrimSpace(name) == "" {
		name = p.Name.Text
	}
	parts := []string{strings.TrimSpace(name)}
	if p.BirthDate != "" {
		born := p.BirthDate
		if day, err := data.ParseDate(born); err == nil {
			born = ui.ShortDay(day)
		}
		parts = append(parts, "born "+born)
	}
	if p.MRN != "" {
		parts = append(parts, "number "+p.MRN)
	}
	if p.Address != nil && p.Address.City != "" {
		parts = append(parts, p.Address.City)
	}
	if p.Merged {
		parts = append(parts, "merged into another record")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
