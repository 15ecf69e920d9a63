package ui

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"rapport/data"
	"rapport/reports/page"
)

// Set this variable to a folder to get the gallery's pictures and look at them.
const picturesVariable = "RAPPORT_PICTURES"

var galleryDay = data.NewDate(2026, 3, 4)

func galleryToday() data.Date { return galleryDay }

func galleryNow() time.Time { return time.Date(2026, 3, 4, 19, 5, 0, 0, time.UTC) }

// picture draws the window's content in a look and keeps it when asked to.
func picture(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	w.Resize(w.Canvas().Size().AddWidthHeight(1, 0)) // wrapped text knows its height only after a first layout
	w.Resize(w.Canvas().Size().SubtractWidthHeight(1, 0))
	img := w.Canvas().Capture()
	if img.Bounds().Empty() {
		t.Fatal("nothing was drawn")
	}
	dir := os.Getenv(picturesVariable)
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		t.Fatal(err)
	}
}

func TestGalleryDrawsInEveryLookAndScale(t *testing.T) {
	newApp(t)
	RunInline(t)
	for _, look := range []Look{LookLight, LookDark, LookContrast} {
		for _, scale := range []float32{1, 1.6} {
			Apply(look, scale)
			name := fmt.Sprintf("%s-%.0f", look, scale*100)
			w := test.NewTempWindow(t, galleryList(t))
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1180, 760))
			picture(t, w, "list-"+name)

			w = test.NewTempWindow(t, galleryForm())
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1180, 900))
			AskText(w, TextQuestion{Title: "Show the medical record number", Label: "Why do you need it?", Hint: "The reason is kept in the audit trail.",
				Text: "Revealing a number is recorded with your name, the time and your reason.", Yes: "Show it", Required: true}, func(string) {})
			confirm(w.Content())
			picture(t, w, "ask-"+name)
			CloseDialogs(w)
			picture(t, w, "form-"+name)
		}
	}
}

func TestGalleryFollowsAChangeOfLookAtOnce(t *testing.T) {
	newApp(t)
	RunInline(t)
	Apply(LookLight, 1)
	w := test.NewTempWindow(t, galleryList(t))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1024, 700))
	before := w.Canvas().Capture()
	Apply(LookDark, 1)
	after := w.Canvas().Capture()
	at := [][2]int{{20, 600}, {400, 30}, {600, 300}}
	for _, p := range at {
		if before.At(p[0], p[1]) == after.At(p[0], p[1]) {
			t.Errorf("the pixel at %v kept its colour", p)
		}
	}
	picture(t, w, "changed-dark")
}

type galleryCase struct {
	number, who, about, unit string
	due                      data.Date
}

func galleryList(t *testing.T) fyne.CanvasObject {
	t.Helper()
	columns := []Column[galleryCase]{
		{Title: "Case", Width: 8, Text: func(c galleryCase) string { return c.number }, Bold: true, Sort: "number"},
		{Title: "Complainant", Width: 7, Weight: 1, Text: func(c galleryCase) string { return c.who }, Sort: "who"},
		{Title: "About", Width: 9, Weight: 3, Text: func(c galleryCase) string { return c.about }},
		{Title: "Unit", Width: 6, Weight: 1, Extra: true, Text: func(c galleryCase) string { return c.unit }},
		{Title: "Due", Width: 10.5, Text: func(c galleryCase) string { return DueWords(c.due, galleryDay) }, Tone: func(c galleryCase) Tone { return DueTone(c.due, galleryDay) }, Sort: "due"},
		{Title: "Days", Width: 4, Extra: true, Align: fyne.TextAlignTrailing, Text: func(c galleryCase) string { return fmt.Sprint(int(galleryDay-c.due) + 7) }},
	}
	table := NewTable(columns, func(c galleryCase) string { return c.number }, NewEmpty("No cases here.", "", nil))
	table.SetOrder("due", false)
	table.SetSource(func(context.Context, *galleryCase) (Page[galleryCase], error) {
		var rows []galleryCase
		for i := range 100 {
			rows = append(rows, galleryCase{fmt.Sprintf("PR-2026-%05d", i+1), "Margaret Osgood",
				"Waited four hours for pain relief and nobody told her why the doctor had not come", "4 West Medical", galleryDay.AddDays(i - 3)})
		}
		return Page[galleryCase]{Rows: rows, Total: 7908, More: true}, nil
	})
	rail := NewRail(Margin(0.5, NewText("Rapport", Type{Color: ColorRailText, Size: theme.SizeNameSubHeadingText, Bold: true})), []RailItem{
		{"today", "Today", theme.HomeIcon()}, {"cases", "Cases", theme.FolderIcon()}, {"feedback", "Feedback", theme.MailComposeIcon()},
		{"reports", "Reports", theme.DocumentIcon()}, {"settings", "Settings", theme.SettingsIcon()},
	}, func(string) {})
	rail.Select("cases")
	rail.SetBadge("today", 12)
	top := NewBar(container.NewBorder(nil, nil, nil, container.NewHBox(NewPrimary("New case", func() {}), NewQuiet("Lock", theme.LogoutIcon(), func() {})),
		NewSearch("Search everywhere", func(string) {})))
	bottom := NewBar(NewText("Encrypted · saved 2:05 pm · last verified backup today 6:00 am", Caption))
	segments := NewSegments([]Option[string]{{"open", "Open"}, {"closed", "Closed"}, {"all", "All"}}, nil)
	segments.SetValue("open")
	screen := container.NewBorder(NewHeader("Cases", "7,908 open cases", segments, NewButton("Export", func() {})), nil, nil, nil, table)
	notices := NewNotices()
	notices.SayUndo("Task done.", func() {})
	window := container.NewStack(NewFrame(rail, top, bottom, Margin(1, screen)), notices)
	table.moveTo(4)
	return window
}

func galleryForm() fyne.CanvasObject {
	received := NewMomentField(galleryNow, time.UTC)
	received.SetMoment(galleryNow())
	born := NewDateField(galleryToday)
	born.entry.SetText("13/45")
	unit := NewPicker("Type to search", []Option[string]{{"4w", "4 West Medical"}, {"ed", "Emergency department"}})
	story := NewTextArea("In their own words", 4, 12)
	story.SetText("She waited four hours for pain relief. She asked three times. Nobody told her why the doctor had not come, and the call light was turned off.")
	story.Max = 150
	channel := NewSegments([]Option[string]{{"phone", "Phone"}, {"person", "In person"}, {"letter", "Letter"}, {"email", "E-mail"}}, nil)
	channel.SetValue("phone")
	form := NewForm(
		&Row{Label: "How did it reach us?", Field: channel},
		&Row{Label: "Received", Field: received, Required: true, Hint: "When anyone on staff first heard of it."},
		&Row{Label: "Date of birth", Field: born},
		&Row{Label: "Unit", Field: unit, Required: true},
		&Row{Label: "Severity", Field: NewChoice("Choose", []Option[int]{{1, "1 Low"}, {2, "2 Medium"}, {3, "3 High"}}, nil)},
		&Row{Label: "What happened", Field: story, Hint: "Their words, not ours."},
	)
	form.Submit()
	story.onNote(story.note())
	message := NewMessage()
	message.Say("This is a grievance: it was written (42 CFR 482.13(a)(2)). A notice of decision is due Wed Mar 11.", ToneToday)
	fault := NewMessage()
	fault.SetError(errors.New("the backup folder cannot be reached; choose another in Settings"))
	facts := NewKeyValues()
	facts.Add("Patient", "Margaret Osgood, born 02/11/1948")
	facts.Add("Complainant", "")
	facts.AddObject("State", container.NewHBox(NewChip("In investigation", ToneAccent)))
	facts.AddObject("Due", NewWrap(NewDueChip(galleryDay-2, galleryDay), NewDueChip(galleryDay, galleryDay), NewDueChip(galleryDay+2, galleryDay), NewDueChip(galleryDay+9, galleryDay)))
	facts.AddObject("Letters", container.NewHBox(NewChip("Sent", ToneOK), NewChip("Draft", ToneMuted), NewBadge(1204, TonePlain)))
	meter := NewMeter()
	meter.Set(3, "Good: would take years to guess.")
	buttons := container.NewHBox(layout.NewSpacer(), NewButton("Save draft", func() {}), NewDanger("Delete", func() {}), NewPrimary("Open the case", func() {}))
	preview := NewPreview()
	preview.SetDocument(galleryLetter())
	preview.SetEnvelope(page.Box{X: 0, Y: 144.6, W: 388, H: 119})
	left := container.NewVBox(NewPanel("Intake", form), buttons)
	right := container.NewBorder(container.NewVBox(NewPanel("The case", facts, NewQuiet("Edit", theme.DocumentCreateIcon(), func() {})), message, fault, NewPanel("Passphrase", meter)), nil, nil, nil, preview)
	return container.NewStack(newGround(ColorGround), Margin(1, container.NewGridWithColumns(2, left, right)))
}

func galleryLetter() *page.Document {
	doc := page.NewDocument(page.Letter, "en-US", "Notice of decision", galleryNow())
	flow := page.NewFlow(doc, page.LetterStyles(10.8), page.Frame{Left: 72, Top: 72, Right: 540, Bottom: 720})
	flow.Heading(1, "Notice of decision")
	flow.Para("Dear Ms. Osgood, thank you for telling us about the hours you waited for pain relief on March 1. We are sorry that you were in pain and that nobody told you why.")
	flow.Bullets("What we did to investigate", "What we found", "What we will change")
	logo := page.Path{Fill: page.Teal}
	logo.Move(480, 60)
	logo.Curve(page.Point{X: 500, Y: 30}, page.Point{X: 530, Y: 30}, page.Point{X: 540, Y: 60})
	logo.Line(510, 90)
	logo.Close()
	flow.Finish(func(s *page.Sheet) {
		s.Header(logo, page.Line{X1: 72, Y1: 100, X2: 540, Y2: 100, Color: page.Rule, Width: 1, Dash: []float64{4, 2}},
			page.Circle{X: 560, Y: 60, R: 10, Stroke: page.Orange, Width: 2},
			page.Text{X: 72, Y: 60, String: "St. Elsewhere Hospital", Face: page.SerifBold, Size: 15, Color: page.Teal})
	})
	return doc
}

func TestGalleryShowsTheKeyboardAndTheOpenLists(t *testing.T) {
	newApp(t)
	RunInline(t)
	for _, look := range []Look{LookLight, LookDark} {
		Apply(look, 1)
		picker := NewPicker("Type to search", []Option[int]{{1, "4 West Medical"}, {2, "4 East Surgical"}, {3, "Emergency department"}, {4, "Endoscopy"}})
		date := NewDateField(galleryToday)
		table := NewTable([]Column[int]{{Title: "Row", Width: 8, Weight: 1, Text: func(i int) string { return fmt.Sprint("row ", i) }, Sort: "row"}},
			func(i int) string { return fmt.Sprint(i) }, NewEmpty("", "", nil))
		table.SetRows([]int{1, 2, 3})
		nothing := NewTable([]Column[int]{{Title: "Row", Width: 8, Text: func(int) string { return "" }}}, nil,
			NewEmpty("No tasks are due. Everything that was due this week is done.", "Add a task", func() {}))
		nothing.SetRows(nil)
		button := NewButton("Save draft", func() {})
		column := container.NewVBox(NewRow("Unit", picker), NewRow("Due", date), container.NewHBox(button, NewButton("Other", func() {})),
			AtLeast(20, 12, table), AtLeast(20, 12, nothing))
		w := test.NewTempWindow(t, container.NewStack(newGround(ColorPanel), Margin(1, column)))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(600, 760))
		w.Canvas().Focus(button)
		picture(t, w, "keyboard-button-"+string(look))
		w.Canvas().Focus(table)
		picture(t, w, "keyboard-table-"+string(look))
		w.Canvas().Focus(picker.entry)
		test.Type(picker.entry, "e")
		picture(t, w, "list-open-"+string(look))
		picker.hide()
		date.pick()
		picture(t, w, "calendar-"+string(look))
	}
}
