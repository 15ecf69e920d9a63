package feedback

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
	"rapport/data"
)

// detail is the comment that is selected, in whole.
type detail struct {
	openCase   func(data.Feedback)
	editThemes func(data.Feedback)
	notNeeded  func(data.Feedback) // says that it needs no answer
	copySafe   func(data.Feedback)

	facts   *ui.KeyValues
	words   *ui.Paragraph
	button  *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject
}

func newDetail(openCase, editThemes, notNeeded, copySafe func(data.Feedback)) *detail {
	d := &detail{openCase: openCase, editThemes: editThemes, notNeeded: notNeeded, copySafe: copySafe, facts: ui.NewKeyValues(), button: ui.NewWrap()}
	d.words = ui.NewParagraph("Choose a comment to read it whole.", ui.Plain)
	d.scroll = container.NewVScroll(container.NewVBox(d.words, ui.Margin(0.4, widget.NewSeparator()), d.facts))
	d.content = ui.NewPanel("", container.NewBorder(nil, d.button, nil, nil, d.scroll))
	return d
}

// show shows a comment.
func (d *detail) show(f data.Feedback) {
	d.words.SetText(orElse(strings.TrimSpace(f.Text), "The comment has no words."))
	d.facts.Clear()
	for _, fact := range factsOf(f) {
		d.facts.Add(fact.name, fact.value)
	}
	d.facts.Refresh()
	text := "Open a case from this comment"
	if f.CaseNumber != "" {
		text = "Open case " + f.CaseNumber
	}
	d.button.RemoveAll()
	d.button.Add(ui.NewButton(text, func() { d.openCase(f) }))
	d.button.Add(ui.NewButton("Themes …", func() { d.editThemes(f) }))
	d.button.Add(ui.NewButton("Copy safe to share …", func() { d.copySafe(f) }))
	if f.Asks != "" && f.CaseNumber == "" {
		d.button.Add(ui.NewButton("No answer needed", func() { d.notNeeded(f) }))
	}
	d.scroll.ScrollToTop()
}

type fact struct{ name, value string }

// factsOf is what is known of a comment beside its words.
func factsOf(f data.Feedback) []fact {
	received := "not readable"
	if !f.Received.IsZero() {
		received = f.Received.Format("Mon ") + ui.LongDay(f.Received)
	}
	facts := []fact{{"Received", received}}
	if f.DateNote != "" {
		facts = append(facts, fact{"How it was read", f.DateNote})
	}
	if f.Asks != "" {
		facts = append(facts, fact{"Asks for an answer", f.Asks})
	}
	for _, one := range []fact{{"Said by", f.Who}, {"Can be reached", f.Reach}} {
		if one.value != "" {
			facts = append(facts, one)
		}
	}
	facts = append(facts,
		fact{"Unit", f.Unit},
		fact{"Sentiment", moodWords(f.Sentiment)},
		fact{"Question", f.Question},
		fact{"Themes", strings.Join(f.Themes, "\n")},
		fact{"From", fmt.Sprintf("%s, %s", f.Source, f.ExternalID)},
	)
	if f.Imported != "" {
		facts = append(facts, fact{"Brought in by", f.Imported})
	}
	if f.CaseNumber != "" {
		facts = append(facts, fact{"Case", f.CaseNumber})
	}
	return facts
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
