package templates

import (
	"context"
	"errors"
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/pdf"
)

// sheetLanguages are the languages in which hospitals print their sheets, by
// their BCP 47 tags; letters themselves are written in fewer.
var sheetLanguages = []ui.Option[data.Lang]{
	{Value: "en", Label: "English"}, {Value: "es", Label: "Spanish"}, {Value: "zh-Hans", Label: "Chinese, simplified"}, {Value: "zh-Hant", Label: "Chinese, traditional"},
	{Value: "vi", Label: "Vietnamese"}, {Value: "ko", Label: "Korean"}, {Value: "tl", Label: "Tagalog"}, {Value: "ru", Label: "Russian"}, {Value: "ar", Label: "Arabic"},
	{Value: "ht", Label: "Haitian Creole"}, {Value: "fr", Label: "French"}, {Value: "pl", Label: "Polish"}, {Value: "pt", Label: "Portuguese"}, {Value: "it", Label: "Italian"},
	{Value: "de", Label: "German"}, {Value: "ja", Label: "Japanese"}, {Value: "fa", Label: "Persian"}, {Value: "hi", Label: "Hindi"}, {Value: "bn", Label: "Bengali"},
	{Value: "gu", Label: "Gujarati"}, {Value: "km", Label: "Khmer"}, {Value: "th", Label: "Thai"}, {Value: "hy", Label: "Armenian"}, {Value: "am", Label: "Amharic"},
	{Value: "uk", Label: "Ukrainian"}, {Value: "he", Label: "Hebrew"}, {Value: "el", Label: "Greek"}, {Value: "mul", Label: "Several languages"},
}

func languageName(tag data.Lang) string {
	for _, o := range sheetLanguages {
		if o.Value == tag {
			return o.Label
		}
	}
	return string(tag)
}

// sheets is the list of the enclosures with the one that is selected.
type sheets struct {
	shelf   *Shelf
	message *ui.Message
	retired *ui.Check
	table   *ui.Table[data.Sheet]
	pane    *fyne.Container
	scroll  *container.Scroll
	whole   fyne.CanvasObject
	reading ui.Loader
	opening ui.Loader
}

func newSheets(s *Shelf) *sheets {
	e := &sheets{shelf: s, message: ui.NewMessage(), pane: ui.NewColumn()}
	e.scroll = ui.NewScrolled(e.pane)
	empty := ui.NewEmpty("No enclosure is kept yet. Add the sheets that the hospital approved: the rights leaflet, the outside agencies, the notice of language help, the authorization form. Or drop a PDF here.",
		"Add an enclosure …", func() { e.add("") })
	e.table = ui.NewTable([]ui.Column[data.Sheet]{
		{Title: "Title", Width: 12, Weight: 2, Bold: true, Text: func(x data.Sheet) string { return x.Title }},
		{Title: "Language", Width: 7, Text: func(x data.Sheet) string { return languageName(x.Language) }},
		{Title: "For", Width: 8, Extra: true, Text: func(x data.Sheet) string { return x.Purpose.String() }},
		{Title: "State", Width: 7, Text: e.stateWords, Tone: e.stateTone},
		{Title: "Pages", Width: 4, Extra: true, Text: func(x data.Sheet) string { return fmt.Sprint(x.Pages) }},
	}, func(x data.Sheet) string { return x.ID.String() }, empty)
	e.table.OnSelect, e.table.OnOpen = e.show, e.look
	e.retired = ui.NewCheck("Retired ones too", func(bool) { e.refresh() })
	head := ui.NewBeside(ui.NewParagraph("The very bytes of these PDFs are joined behind a letter.", ui.Muted), e.retired, desk.Only(s.desk, data.RightLibrary, ui.NewPrimary("Add an enclosure …", func() { e.add("") })))
	split := container.NewHSplit(e.table, ui.NewPanel("", e.scroll))
	split.SetOffset(0.62)
	e.whole = container.NewBorder(container.NewVBox(head, e.message), nil, nil, nil, split)
	return e
}

func (e *sheets) content() fyne.CanvasObject { return e.whole }
func (e *sheets) first() fyne.Focusable      { return e.table }

func (e *sheets) stateWords(x data.Sheet) string {
	switch today := e.shelf.today(); {
	case x.InUse(today):
		return "In use"
	case !x.RetiredOn.IsZero():
		return "Retired"
	default:
		return "From " + ui.Day(x.Effective, today)
	}
}

func (e *sheets) stateTone(x data.Sheet) ui.Tone {
	switch {
	case x.InUse(e.shelf.today()):
		return ui.ToneOK
	case !x.RetiredOn.IsZero():
		return ui.ToneMuted
	}
	return ui.ToneSoon
}

func (e *sheets) refresh() {
	ui.Load(&e.reading, e.shelf.desk.Session.Sheets, func(all []data.Sheet, err error) {
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			e.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		e.message.Clear()
		var shown []data.Sheet
		for _, x := range all {
			if e.retired.Checked || x.RetiredOn.IsZero() {
				shown = append(shown, x)
			}
		}
		e.table.SetRows(shown)
		if x, ok := e.table.Selected(); ok {
			e.show(x)
		} else if len(shown) > 0 {
			e.table.Select(shown[0].ID.String())
		} else {
			e.pane.Objects = []fyne.CanvasObject{ui.NewParagraph("Choose a sheet to see who approved it.", ui.Muted)}
			e.pane.Refresh()
			e.scroll.Refresh()
		}
	})
}

// show tells of the sheet that is selected.
func (e *sheets) show(x data.Sheet) {
	facts := ui.NewKeyValues()
	facts.AddObject("State", container.NewHBox(ui.NewChip(e.stateWords(x), e.stateTone(x))))
	facts.Add("Language", languageName(x.Language))
	facts.Add("For", x.Purpose.String())
	facts.Add("Approved by", x.ApprovedBy)
	facts.Add("Used from", ui.LongDay(x.Effective))
	if !x.RetiredOn.IsZero() {
		facts.Add("Retired", ui.LongDay(x.RetiredOn)+" by "+x.RetiredBy)
	}
	facts.Add("Pages", fmt.Sprintf("%d, %s", x.Pages, ui.Size(x.Size)))
	facts.Add("Added", ui.Day(data.DateOf(x.At, e.shelf.desk.Session.Settings().Zone()), e.shelf.today())+" by "+x.By)
	facts.Add("SHA-256", x.SHA256[:16]+" …")
	buttons := ui.NewWrap(ui.NewButton("Look at it", func() { e.look(x) }))
	if e.shelf.desk.May(data.RightLibrary) {
		e.addChanges(buttons, x)
	}
	e.pane.Objects = []fyne.CanvasObject{ui.NewParagraph(x.Title, ui.Section), buttons, facts}
	e.pane.Refresh()
	e.scroll.Refresh()
}

// addChanges adds the buttons that change the sheet.
func (e *sheets) addChanges(buttons *fyne.Container, x data.Sheet) {
	buttons.Add(ui.NewButton("Change what is said …", func() { e.edit(x) }))
	if x.RetiredOn.IsZero() {
		buttons.Add(ui.NewButton("Replace …", func() { e.replace(x) }))
		buttons.Add(ui.NewButton("Retire", func() {
			e.shelf.run(retiring(x.ID), "“"+x.Title+"” is retired. Letters that enclosed it keep it.", restoring(x.ID))
		}))
		return
	}
	buttons.Add(ui.NewButton("Bring back", func() { e.shelf.run(restoring(x.ID), "“"+x.Title+"” is in use again.", retiring(x.ID)) }))
}

func retiring(id data.ID) form.Save {
	return func(ctx context.Context, in *store.Session) error { _, err := in.RetireSheet(ctx, id); return err }
}

func restoring(id data.ID) form.Save {
	return func(ctx context.Context, in *store.Session) error { _, err := in.RestoreSheet(ctx, id); return err }
}

// look hands a copy to the viewer of the system.
func (e *sheets) look(x data.Sheet) {
	session := e.shelf.desk.Session
	ui.Load(&e.opening, func(ctx context.Context) (string, error) {
		_, file, err := session.SheetPDF(ctx, x.ID)
		if err != nil {
			return "", err
		}
		return desk.CopyToView(session.File().Dir(), ".pdf", file)
	}, func(path string, err error) {
		if err == nil {
			err = e.shelf.desk.OpenFile(path)
		}
		if err != nil {
			e.shelf.desk.Fail(err)
		}
	})
}

// add takes a PDF as a new sheet.
func (e *sheets) add(path string) {
	if !e.shelf.desk.Allowed(data.RightLibrary) {
		return
	}
	e.form("sheet/new", "Add an enclosure", data.Sheet{Purpose: data.SheetRights, Language: data.English, Effective: e.shelf.today()}, path, nil)
}

// replace takes a PDF in the place of a sheet, which is retired.
func (e *sheets) replace(old data.Sheet) {
	next := data.Sheet{Title: old.Title, Language: old.Language, Purpose: old.Purpose, Effective: e.shelf.today()}
	e.form("sheet/replace/"+old.ID.String(), "Replace the enclosure", next, "", &old)
}

// form asks for a sheet; old, when set, is the one that it takes the place of.
func (e *sheets) form(draft, title string, x data.Sheet, path string, old *data.Sheet) {
	f := form.New(e.shelf.desk, draft, title, "Add it")
	f.Text = "The file is taken as it is. Look at it before: every letter that encloses it carries these pages."
	file := f.File("file", "PDF", path, ".pdf")
	gather := fields(f, x)
	f.Require("file", "title", "language", "purpose", "approved_by", "effective")
	f.First = file
	var added data.Sheet
	said := ""
	f.Gather = func() form.Save {
		now, from, today := gather(), form.Trimmed(file.Text), e.shelf.today()
		return func(ctx context.Context, in *store.Session) error {
			bytes, pages, err := readSheet(from)
			if err != nil {
				return err
			}
			now.Pages = pages
			if added, err = in.AddSheet(ctx, now, bytes); err != nil {
				return err
			}
			said = fmt.Sprintf("“%s” is added, %s.", now.Title, ui.Plural(pages, "page", "pages"))
			switch {
			case old == nil:
			case now.Effective <= today:
				if _, err := in.RetireSheet(ctx, old.ID); err != nil {
					return err
				}
				said += " The one before is retired."
			default:
				said += " The one before stays in use until you retire it on that day."
			}
			return nil
		}
	}
	f.Done = func(bool) {
		e.refresh()
		e.table.Select(added.ID.String())
		e.shelf.desk.Say(said, func() {
			e.shelf.run(func(ctx context.Context, in *store.Session) error {
				if old != nil && added.Effective <= e.shelf.today() {
					if _, err := in.RestoreSheet(ctx, old.ID); err != nil {
						return err
					}
				}
				return retiring(added.ID)(ctx, in)
			}, "Taken back: the new sheet is retired.", nil)
		})
	}
	f.Open()
}

// fields adds what is said of a sheet to a form.
func fields(f *form.Form, x data.Sheet) (gather func() data.Sheet) {
	title := f.Line("title", "Title, as the letter names it", x.Title)
	language := form.Choose(f, "language", "Language", sheetLanguages, x.Language)
	purpose := form.Choose(f, "purpose", "What it is for", form.Terms(data.SheetPurposes), x.Purpose)
	f.Beside(2)
	by := f.Line("approved_by", "Approved by", x.ApprovedBy)
	effective := f.Day("effective", "Used from", x.Effective)
	f.Beside(2)
	return func() data.Sheet {
		x.Title, x.Language, x.Purpose = form.Trimmed(title.Text), form.Held(language), form.Held(purpose)
		x.ApprovedBy, x.Effective = form.Trimmed(by.Text), form.DayOf(effective)
		return x
	}
}

// edit changes what is said of a sheet; its pages stay.
func (e *sheets) edit(x data.Sheet) {
	f := form.New(e.shelf.desk, "sheet/"+x.ID.String(), "Change what is said of the enclosure", "Save")
	f.Text = "The pages stay as they are. To change them, replace the sheet."
	gather := fields(f, x)
	f.Require("title", "language", "purpose", "approved_by", "effective")
	keeping := func(x data.Sheet) form.Save {
		return func(ctx context.Context, in *store.Session) error { _, err := in.SaveSheet(ctx, x); return err }
	}
	f.Gather = func() form.Save { return keeping(gather()) }
	f.Done = func(bool) {
		e.refresh()
		e.shelf.desk.Say("Saved.", func() { e.shelf.run(keeping(x), "Taken back.", nil) })
	}
	f.Open()
}

// readSheet reads a file and counts its pages. What is wrong with it is said
// beside its field.
func readSheet(path string) (file []byte, pages int, err error) {
	wrong := func(sentence string) error {
		return data.Missing{{Code: "sheet.file", Field: "file", Sentence: sentence}}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, 0, wrong("There is no such file. Choose it with the folder at the right of the field.")
	case info.Size() > data.MaxSheet:
		return nil, 0, wrong("The file is larger than " + data.SizeWords(data.MaxSheet) + ". Save it with smaller pictures.")
	}
	if file, err = os.ReadFile(path); err != nil {
		return nil, 0, wrong("The file cannot be read. Check that you may open it, or choose another.")
	}
	pages, err = pdf.CheckEnclosure(file)
	var fault *pdf.EnclosureFault
	if errors.As(err, &fault) {
		return nil, 0, wrong(fault.Sentence())
	}
	return file, pages, err
}
