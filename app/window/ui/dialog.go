package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Dialog is a box over the window. Escape closes it, Enter in a field presses
// its main button; when it closes, the keyboard is where it was before.
type Dialog struct {
	// OnClose is called once when the dialog goes, whatever closed it.
	OnClose func()
	// MayClose is asked before the dialog closes, but not by locking: where it answers
	// no, the dialog stays as it is and says why.
	MayClose func() bool
	// OnEscape is called on Escape in the place of closing: for what cannot be seen again.
	OnEscape func()

	popup   *widget.PopUp
	canvas  fyne.Canvas
	confirm *Button
	typed   func(*fyne.KeyEvent)
}

// Action is a button of a dialog.
type Action struct {
	Text   string
	Danger bool
	// Do acts and reports whether the dialog may close.
	Do func() bool
}

// open holds the dialogs that are shown, the newest last. Main goroutine only.
var open []*Dialog

// Show opens a dialog with any content. The last button, on the right, is the
// main action; cancel is the text of the button that only closes ("" for
// none). first gets the keyboard; nil means the cancel button, the safe one.
func Show(w fyne.Window, title string, content fyne.CanvasObject, first fyne.Focusable, cancel string, actions ...Action) *Dialog {
	c := w.Canvas()
	d := &Dialog{canvas: c, typed: c.OnTypedKey()}
	buttons := container.NewHBox(layout.NewSpacer())
	if cancel != "" {
		quit := NewButton(cancel, d.Close)
		buttons.Add(quit)
		if first == nil {
			first = quit
		}
	}
	for i, a := range actions {
		b := d.button(a, i == len(actions)-1)
		buttons.Add(b)
		if first == nil {
			first = b
		}
	}
	box := container.NewBorder(container.NewVBox(NewText(title, Section), gap(0.2)), container.NewVBox(gap(0.4), buttons), nil, nil, content)
	d.popup = widget.NewModalPopUp(container.New(margin{1.2}, box), c)
	open = append(open, d)
	hearSubmit(c)
	d.popup.Resize(d.popup.MinSize().Max(fyne.NewSize(em(30), 0)).Min(c.Size()))
	d.popup.Show()
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyEscape {
			escapeOn(c)
		}
	})
	if first != nil {
		c.Focus(first)
	}
	return d
}

func (d *Dialog) button(a Action, last bool) *Button {
	press := func() {
		if a.Do == nil || a.Do() {
			d.Close()
		}
	}
	b := NewButton(a.Text, press)
	switch {
	case a.Danger:
		b = NewDanger(a.Text, press)
	case last:
		b = NewPrimary(a.Text, press)
	}
	if last {
		d.confirm = b
	}
	return b
}

// Resize gives the dialog a size; it never outgrows the window.
func (d *Dialog) Resize(s fyne.Size) {
	window := d.canvas.Size()
	s = s.Max(d.popup.MinSize()).Min(window)
	d.popup.Resize(s)
	d.popup.Move(fyne.NewPos((window.Width-s.Width)/2, (window.Height-s.Height)/2))
}

// Close takes the dialog away, and those that were opened over it, if each of them
// may close.
func (d *Dialog) Close() { d.close(false) }

// close reports whether the dialog is gone; at any rate where it must.
func (d *Dialog) close(must bool) bool {
	if !slices.Contains(open, d) {
		return true
	}
	for above := top(d.canvas); above != d; above = top(d.canvas) {
		if !above.close(must) {
			return false
		}
		if !slices.Contains(open, d) { // what lay over it closed it
			return true
		}
	}
	if !must && d.MayClose != nil && !d.MayClose() {
		return false
	}
	i := slices.Index(open, d)
	if i < 0 { // what was asked closed it
		return true
	}
	open = slices.Delete(open, i, i+1)
	d.popup.Hide()
	d.canvas.SetOnTypedKey(d.typed)
	if d.OnClose != nil {
		d.OnClose()
	}
	return true
}

// DialogsMayClose asks every dialog over the window whether it may close, and leaves
// each where it is.
func DialogsMayClose(w fyne.Window) bool {
	all := true
	for _, d := range slices.Clone(open) {
		if d.canvas == w.Canvas() && d.MayClose != nil && !d.MayClose() {
			all = false
		}
	}
	return all
}

// DialogOpen reports whether a dialog lies over the window: menu shortcuts,
// which Fyne runs all the same, ask it first.
func DialogOpen(w fyne.Window) bool { return top(w.Canvas()) != nil }

// CloseDialogs closes every dialog over the window, as locking must, and takes
// away whatever else lies there: open lists, Fyne's own file dialogs.
func CloseDialogs(w fyne.Window) {
	c := w.Canvas()
	for d := top(c); d != nil; d = top(c) {
		d.close(true)
	}
	for o := c.Overlays().Top(); o != nil; o = c.Overlays().Top() {
		c.Overlays().Remove(o)
	}
}

func top(c fyne.Canvas) *Dialog {
	for _, d := range slices.Backward(open) {
		if d.canvas == c {
			return d
		}
	}
	return nil
}

// escape closes the dialog that the object is in.
func escape(o fyne.CanvasObject) { escapeOn(canvasOf(o)) }

func escapeOn(c fyne.Canvas) {
	switch d := top(c); {
	case d == nil:
	case d.OnEscape != nil:
		d.OnEscape()
	default:
		d.Close()
	}
}

// confirm presses the main button of the dialog that the object is in.
func confirm(o fyne.CanvasObject) {
	if d := top(canvasOf(o)); d != nil {
		d.press()
	}
}

// press presses the main button.
func (d *Dialog) press() {
	if d.confirm != nil && !d.confirm.Disabled() {
		d.confirm.OnTapped()
	}
}
