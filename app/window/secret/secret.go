// Package secret holds the fields that take a new passphrase.
package secret

import (
	"errors"

	"rapport/app/window/ui"
	"rapport/data"
)

// Fields take a new passphrase twice and say how strong it is.
type Fields struct {
	first, again *ui.Entry
	meter        *ui.Meter
	also         func() []string
}

// New makes the fields; also returns words that must not be the passphrase,
// such as the officer's name and the hospital's.
func New(also func() []string) *Fields {
	f := &Fields{also: also, meter: ui.NewMeter(), first: ui.NewPassphrase(""), again: ui.NewPassphrase("")}
	f.first.OnChanged = func(string) { f.show() }
	f.show()
	return f
}

func (f *Fields) strength() data.Strength { return data.PassphraseStrength(f.first.Text, f.also()...) }

func (f *Fields) show() {
	if f.first.Empty() {
		f.meter.Rest("How strong it is stands here while you type.")
		return
	}
	s := f.strength()
	f.meter.Set(s.Score, s.Sentence)
}

// Rows are the rows for a form: the passphrase, its strength, and once more.
func (f *Fields) Rows() []*ui.Row {
	first := ui.NewRow("New passphrase", f.first)
	first.Required = true
	first.Hint = "At least 12 characters, or five words. A sentence that only you would think of is good."
	first.Check = func() error {
		if s := f.strength(); !s.OK {
			return errors.New(s.Sentence)
		}
		return nil
	}
	again := ui.NewRow("The same passphrase again", f.again)
	again.Required = true
	again.Check = func() error {
		if f.again.Text != f.first.Text {
			return errors.New("the two passphrases differ. Type the same one twice")
		}
		return nil
	}
	return []*ui.Row{first, ui.NewRow("", f.meter), again}
}

// OnEnter says what Enter does in the fields where no dialog takes it.
func (f *Fields) OnEnter(do func()) { f.first.OnEnter, f.again.OnEnter = do, do }

// First is the field that gets the keyboard.
func (f *Fields) First() *ui.Entry { return f.first }

// Text is the passphrase.
func (f *Fields) Text() string { return f.first.Text }
