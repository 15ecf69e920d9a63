package settings

import (
	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data/exchange/sealed"
)

// receiving is the part about the address under which this office receives cases.
type receiving struct {
	desk    *desk.Desk
	parts   *fyne.Container
	content fyne.CanvasObject
	read    ui.Loader
}

func newReceiving(d *desk.Desk) *receiving {
	r := &receiving{desk: d, parts: ui.NewColumn()}
	r.content = ui.NewPanel("Receiving cases", r.parts)
	return r
}

func (r *receiving) refresh() {
	ui.Load(&r.read, r.desk.Session.OfficeAddress, func(a sealed.Address, err error) {
		r.parts.RemoveAll()
		if err != nil {
			r.parts.Add(ui.NewParagraph(plain.Sentence(err), ui.Plain))
		} else {
			r.show(a)
		}
		r.parts.Refresh()
	})
}

func (r *receiving) show(a sealed.Address) {
	r.parts.Add(ui.NewParagraph("Another office that works with Rapport needs this address to hand a case over to you. It is no secret: send it in any way, and read the fingerprint out on the phone, so that nobody puts another address in its place.", ui.Plain))
	address := a.String()
	r.parts.Add(ui.NewParagraph(address[:len(address)/2]+" "+address[len(address)/2:], ui.Strong)) // a blank, so that it can wrap; it is read with one
	r.parts.Add(ui.NewParagraph("Fingerprint: "+a.Fingerprint(), ui.Plain))
	d := r.desk
	r.parts.Add(ui.NewWrap(
		ui.NewButton("Copy the address", func() {
			ui.Copy(address)
			d.Say("The address is copied.", nil)
		}),
		ui.NewButton("Save it as a file …", func() {
			text := "# " + d.Session.Settings().Facility + ", " + d.Session.Settings().Office + "\r\n# Fingerprint: " + a.Fingerprint() + "\r\n" + address + "\r\n"
			desk.SaveFile(d.Window, "Save the address", "rapport-address.txt", []byte(text), func(string) { d.Say("The address is saved.", nil) })
		})))
}
