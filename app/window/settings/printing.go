package settings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/letter"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// printing are the fields of paper, envelope and printer.
type printing struct {
	desk     *desk.Desk
	paper    *ui.Choice[data.PaperSize]
	envelope *ui.Choice[data.Envelope]
	sender   *ui.Entry
	printer  *ui.Choice[string]
	right    *ui.Entry
	down     *ui.Entry

	known  data.Settings // the offsets as they are being changed, by printer
	typed  func() data.Settings
	read   ui.Loader
	filled bool
}

// newPrinting makes the fields; typed gives the settings as all fields have them.
func newPrinting(d *desk.Desk, typed func() data.Settings) *printing {
	p := &printing{desk: d, typed: typed, sender: ui.NewEntry("The hospital's name"), right: ui.NewEntry("0"), down: ui.NewEntry("0")}
	p.sender.Max, p.right.Max, p.down.Max = 200, 8, 8
	p.paper = ui.NewChoice("", options(data.PaperSizes), nil)
	p.envelope = ui.NewChoice("", options(data.Envelopes), nil)
	p.printer = ui.NewChoice("", systemPrinter, func(string) { p.turn() })
	return p
}

var systemPrinter = []ui.Option[string]{{Label: "The system's own choice"}}

func options[T ~string](terms []data.Term[T]) []ui.Option[T] {
	all := make([]ui.Option[T], len(terms))
	for i, t := range terms {
		all[i] = ui.Option[T]{Value: t.Value, Label: t.Label}
	}
	return all
}

// rows are the fields in their order, with the buttons of the test sheet.
func (p *printing) rows() []*ui.Row {
	envelope := required(ui.NewRow("Envelope", p.envelope))
	envelope.Check = func() error {
		paper, _ := p.paper.Value()
		chosen, _ := p.envelope.Value()
		if refusal := chosen.Refuses(paper); refusal != "" {
			return errors.New(refusal)
		}
		return nil
	}
	sender := hinted(ui.NewRow("Name in the sender's window", p.sender), "A neutral name that tells nobody what care somebody gets. Empty: the hospital's name.")
	sender.Check = func() error {
		for _, gap := range p.typed().Validate() {
			if gap.Field == "sender" {
				return errors.New(gap.Sentence)
			}
		}
		return nil
	}
	offset := func(label string, e *ui.Entry, hint string) *ui.Row {
		r := hinted(ui.NewRow(label, e), hint)
		r.Check = func() error {
			mm, err := readMM(e.Text)
			if name, _ := p.printer.Value(); err == nil && mm != 0 && name == "" {
				return errors.New("choose the printer that misses the place first")
			}
			return err
		}
		return r
	}
	return []*ui.Row{required(ui.NewRow("Paper", p.paper)), envelope, sender, ui.NewRow("Printer", p.printer),
		offset("Move to the right (mm)", p.right, "How far this printer prints too far left; less than 0 moves to the left. The test sheet shows it."),
		offset("Move down (mm)", p.down, "How far this printer prints too high; less than 0 moves up."),
		ui.NewRow("", container.NewHBox(ui.NewButton("See the test sheet …", p.see), ui.NewButton("Print the test sheet …", p.print)))}
}

// readMM reads an offset in millimetres; empty is none.
func readMM(text string) (float64, error) {
	text = strings.ReplaceAll(strings.TrimSpace(strings.ReplaceAll(text, "−", "-")), ",", ".")
	if text == "" {
		return 0, nil
	}
	mm, err := strconv.ParseFloat(text, 64)
	if err != nil || !(mm >= -data.MaxPrinterOffset && mm <= data.MaxPrinterOffset) {
		return 0, fmt.Errorf("give millimetres from -%.0f to %.0f, such as 1.5", data.MaxPrinterOffset, data.MaxPrinterOffset)
	}
	return mm, nil
}

func (p *printing) fill(set data.Settings) {
	paper, envelope := set.Sheet()
	p.known, p.filled = set, false
	p.paper.SetValue(paper)
	p.envelope.SetValue(envelope)
	p.sender.SetText(set.Sender)
	p.list(nil)
	p.printer.SetValue(set.Printer)
	p.filled = true
	p.show(set.Printer)
}

// refresh looks for the printers of this computer.
func (p *printing) refresh() {
	ui.Load(&p.read, func(ctx context.Context) ([]string, error) {
		names, _, err := desk.Printers(ctx)
		return names, err
	}, func(names []string, _ error) { p.list(names) }) // Print tells why there are none
}

// list offers the printers that were found beside those that are set up.
func (p *printing) list(found []string) {
	names := slices.Clone(found)
	for _, setup := range p.known.Printers {
		names = append(names, setup.Name)
	}
	if p.known.Printer != "" {
		names = append(names, p.known.Printer)
	}
	slices.Sort(names)
	all := slices.Clone(systemPrinter)
	for _, name := range slices.Compact(names) {
		all = append(all, ui.Option[string]{Value: name, Label: name})
	}
	p.printer.SetOptions(all)
}

// turn keeps the offset of the printer before and shows that of the one chosen.
func (p *printing) turn() {
	if !p.filled {
		return
	}
	name, _ := p.printer.Value()
	if name == p.known.Printer {
		return
	}
	p.known = p.kept(p.known)
	p.known.Printer = name
	p.show(name)
}

func (p *printing) show(printer string) {
	setup := p.known.PrinterNamed(printer)
	p.right.SetText(writeMM(setup.OffsetX))
	p.down.SetText(writeMM(setup.OffsetY))
}

func writeMM(mm float64) string {
	if mm == 0 {
		return ""
	}
	return strconv.FormatFloat(mm, 'f', -1, 64)
}

// kept is set with the offset of the printer that is shown.
func (p *printing) kept(set data.Settings) data.Settings {
	x, _ := readMM(p.right.Text) // the form checks them
	y, _ := readMM(p.down.Text)
	set.Printers = p.known.Printers
	return set.WithPrinter(data.PrinterSetup{Name: p.known.Printer, OffsetX: x, OffsetY: y})
}

// put writes the fields into set; what was never chosen stays so.
func (p *printing) put(set data.Settings) data.Settings {
	paper, envelope := set.Sheet()
	newPaper, _ := p.paper.Value()
	newEnvelope, _ := p.envelope.Value()
	if newPaper != paper || newEnvelope != envelope {
		set.Paper, set.Envelope = newPaper, newEnvelope
	}
	set.Sender = strings.TrimSpace(p.sender.Text)
	return p.kept(set)
}

// sheet is the test sheet for what the fields say, saved or not.
func (p *printing) sheet() (*page.Document, data.PrinterSetup) {
	set := p.typed()
	setup := set.PrinterNamed(set.Printer)
	return letter.TestSheet(set, setup), setup
}

func (p *printing) see() {
	doc, _ := p.sheet()
	preview := ui.NewPreview()
	preview.SetDocument(doc)
	window := p.desk.Window.Canvas().Size()
	d := ui.Show(p.desk.Window, "The test sheet", ui.AtLeast(26, 18, preview), nil, "Close",
		ui.Action{Text: "Print …", Do: func() bool { p.print(); return false }})
	d.Resize(fyne.NewSize(window.Width*0.8, window.Height*0.9))
}

// print prints the sheet as the settings were saved, because that is how the print
// is moved.
func (p *printing) print() {
	doc, setup := p.sheet()
	if saved := p.desk.Session.Settings(); saved.Printer != setup.Name || saved.PrinterNamed(setup.Name) != setup {
		p.desk.Say("Save the settings first, so that the print is moved as the fields say.", nil)
		return
	}
	p.desk.Print(desk.Pages{What: "The test sheet", Make: func(context.Context) ([]byte, error) { return pdf.Write(doc) }})
}
