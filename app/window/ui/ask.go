package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Question is what Ask asks.
type Question struct {
	Title, Text string
	// Yes and No name the two answers by what they do: "Close the case", "Keep it open".
	Yes, No string
	// Danger marks an answer that cannot be taken back.
	Danger bool
}

// Discard is asked before what was typed goes away and is kept nowhere.
var Discard = Question{Title: "Discard what you typed?", Text: "It could not be saved, so it is only here. Discarded, it is gone.",
	Yes: "Discard it", No: "Keep it", Danger: true}

// Ask asks and calls yes when the officer agrees. The keyboard starts on the
// safe answer when yes is dangerous, otherwise on yes.
func Ask(w fyne.Window, q Question, yes func()) *Dialog {
	var d *Dialog
	d = Show(w, q.Title, NewParagraph(q.Text, Plain), nil, orElse(q.No, "Cancel"), Action{Text: q.Yes, Danger: q.Danger, Do: func() bool {
		d.Close() // before yes opens a box of its own, which closing this one would take along
		yes()
		return false
	}})
	if !q.Danger {
		w.Canvas().Focus(d.confirm)
	}
	return d
}

// Choose asks which of two things is done; neither is dangerous, and Cancel does
// nothing. Yes is the main one.
func Choose(w fyne.Window, q Question, yes, no func()) *Dialog {
	var d *Dialog
	then := func(do func()) func() bool {
		return func() bool {
			d.Close() // before it opens a box of its own
			do()
			return false
		}
	}
	d = Show(w, q.Title, AtMost(36, NewParagraph(q.Text, Plain)), nil, "Cancel", Action{Text: q.No, Do: then(no)}, Action{Text: q.Yes, Do: then(yes)})
	w.Canvas().Focus(d.confirm)
	return d
}

// Tell shows a sentence with one button.
func Tell(w fyne.Window, title, text string) *Dialog {
	return Show(w, title, NewParagraph(text, Plain), nil, "", Action{Text: "OK"})
}

// TextQuestion is what AskText asks, for example the reason for a reveal.
type TextQuestion struct {
	Title, Text, Label, Hint string
	Yes                      string
	Required                 bool
	Rows, Max                int
	Danger                   bool
}

// AskText asks for words and calls yes with them.
func AskText(w fyne.Window, q TextQuestion, yes func(text string)) *Dialog {
	field := NewEntry("")
	if q.Rows > 1 {
		field = NewTextArea("", q.Rows, 2*q.Rows)
	}
	field.Max = q.Max
	form := NewForm(&Row{Label: q.Label, Hint: q.Hint, Required: q.Required, Field: field})
	content := fyne.CanvasObject(form)
	if q.Text != "" {
		content = container.NewVBox(NewParagraph(q.Text, Plain), gap(0.4), form)
	}
	var d *Dialog
	d = Show(w, q.Title, content, field, "Cancel", Action{Text: q.Yes, Danger: q.Danger, Do: func() bool {
		if !form.Submit() {
			return false
		}
		d.Close()
		yes(field.Text)
		return false
	}})
	return d
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
