package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/reports/letter"
	"rapport/reports/pdf"
)

// Pages are pages on their way to a printer.
type Pages struct {
	What string // "The letter": begins the sentence that says where it is
	// Make returns the PDF; it runs off the main goroutine.
	Make func(context.Context) ([]byte, error)
	// Record, when set, writes down that they were printed.
	Record func(context.Context) error
	// Each, when set, are the letters of a batch instead: a job of its own for
	// each, so that none begins on the back of another, and one copy.
	Each []Pages
}

// jobs are what goes to the printer one after the other.
func (p Pages) jobs() []Pages {
	if len(p.Each) > 0 {
		return p.Each
	}
	return []Pages{p}
}

// mostCopies is how many copies one press of a button can make.
const mostCopies = 50

// Print asks for the printer, the copies and the sides, and prints. The printer is
// remembered; the tray is the printer's own matter.
func (d *Desk) Print(p Pages) {
	type found struct {
		names []string
		usual string
	}
	ui.Load(new(ui.Loader), func(ctx context.Context) (found, error) {
		names, usual, err := Printers(ctx)
		return found{names, usual}, err
	}, func(f found, err error) {
		if err != nil {
			d.printNowhere(p, err)
			return
		}
		d.askPrinter(p, f.names, f.usual)
	})
}

// printNowhere says why there is no printer and offers the viewer.
func (d *Desk) printNowhere(p Pages, why error) {
	text := plain.Sentence(why)
	if len(p.Each) > 1 {
		text += " From the viewer, print on one side of the paper only: otherwise a letter begins on the back of another."
	}
	ui.Ask(d.Window, ui.Question{Title: "There is nothing to print with", Text: text, Yes: "Open in the viewer", No: "Cancel"}, func() { d.view(p) })
}

func (d *Desk) askPrinter(p Pages, names []string, usual string) {
	options := []ui.Option[string]{}
	if usual == "" || len(names) == 0 {
		options = append(options, ui.Option[string]{Label: "The system's own choice"})
	}
	for _, name := range names {
		label := name
		if name == usual {
			label += " (the usual one)"
		}
		options = append(options, ui.Option[string]{Value: name, Label: label})
	}
	moved := ui.NewParagraph("", ui.Caption)
	printer := ui.NewChoice("Choose a printer", options, func(name string) {
		moved.SetText("")
		if setup := d.Session.Settings().PrinterNamed(name); setup.OffsetX != 0 || setup.OffsetY != 0 {
			moved.SetText("The print is moved " + letter.Moved(setup) + " for this printer.")
		}
	})
	chosen := d.Session.Settings().Printer
	if !slices.Contains(names, chosen) {
		chosen = usual
	}
	printer.SetValue(chosen)
	copies := ui.NewEntry("")
	copies.Max = 3
	copies.SetText("1")
	many := ui.NewRow("Copies", copies)
	many.Required = true
	many.Check = func() error {
		if n, err := strconv.Atoi(strings.TrimSpace(copies.Text)); err != nil || n < 1 || n > mostCopies {
			return errors.New("give a whole number from 1 to " + strconv.Itoa(mostCopies))
		}
		return nil
	}
	sides := ui.NewCheck("On both sides of the paper", nil)
	where := ui.NewRow("Printer", printer)
	where.Required = true
	form := ui.NewForm(where, many, ui.NewRow("", sides))
	if len(p.Each) > 0 {
		form = ui.NewForm(where, ui.NewRow("", sides))
	}
	ui.Show(d.Window, "Print", ui.AtLeast(26, 0, container.NewVBox(form, moved)), printer, "Cancel", ui.Action{Text: "Print", Do: func() bool {
		if !form.Submit() {
			return false
		}
		name, _ := printer.Value()
		n, _ := strconv.Atoi(strings.TrimSpace(copies.Text)) // the form checked it
		d.send(p, Job{Printer: name, Copies: n, TwoSided: sides.Checked})
		return true
	}})
}

// send prints and says where the pages are.
func (d *Desk) send(p Pages, job Job) {
	session := d.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) (bool, error) {
		set := session.Settings()
		setup := set.PrinterNamed(job.Printer)
		job.OffsetX, job.OffsetY = setup.OffsetX, setup.OffsetY
		viewed := false
		for _, each := range p.jobs() {
			file, err := each.Make(ctx)
			if err != nil {
				return false, err
			}
			if viewed, err = Send(ctx, session.File().Dir(), file, job); err != nil {
				return false, err
			}
			if err := record(ctx, each); err != nil {
				return viewed, err
			}
		}
		if set.Printer != job.Printer {
			if err := session.ChoosePrinter(ctx, job.Printer); err != nil {
				return viewed, err
			}
		}
		return viewed, nil
	}, func(viewed bool, err error) { d.printed(p, viewed, err) })
}

// view opens the pages in the viewer, to be printed from there.
func (d *Desk) view(p Pages) {
	session := d.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) (string, error) {
		var files [][]byte
		for _, each := range p.jobs() {
			file, err := each.Make(ctx)
			if err != nil {
				return "", err
			}
			files = append(files, file)
		}
		file, err := pdf.Join(files...)
		if err != nil {
			return "", err
		}
		return Copy(session.File().Dir(), file)
	}, func(path string, err error) {
		if err == nil {
			err = d.OpenFile(path)
		}
		if err != nil {
			d.Fail(err)
			return
		}
		ui.Load(new(ui.Loader), func(ctx context.Context) (bool, error) { return true, recordAll(ctx, p) },
			func(viewed bool, err error) { d.printed(p, viewed, err) })
	})
}

func recordAll(ctx context.Context, p Pages) error {
	for _, each := range p.jobs() {
		if err := record(ctx, each); err != nil {
			return err
		}
	}
	return nil
}

func record(ctx context.Context, p Pages) error {
	if p.Record == nil {
		return nil
	}
	return p.Record(ctx)
}

func (d *Desk) printed(p Pages, viewed bool, err error) {
	switch {
	case err != nil:
		d.Fail(err)
	case viewed:
		d.Say(p.What+" is open in the viewer. Print from there at 100 %, without fitting to the page.", nil)
	default:
		d.Say(p.What+" is at the printer.", nil)
	}
}
