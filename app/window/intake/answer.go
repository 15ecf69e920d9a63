package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// answer is the right side: what the rules make of what is written so far.
type answer struct {
	column   *container.Scroll
	kind     *fyne.Container
	why      *fyne.Container
	clocks   *fyne.Container
	missing  *fyne.Container
	override *override
	shown    verdict
	drawn    bool
}

func newAnswer(area func(rows int) *ui.Entry, changed func()) *answer {
	return &answer{
		kind: container.NewVBox(), why: container.NewVBox(), clocks: container.NewVBox(), missing: container.NewVBox(),
		override: newOverride(area, changed),
	}
}

func (a *answer) content() fyne.CanvasObject {
	a.column = scrolled(container.NewVBox(
		ui.NewPanel("What it is", container.NewVBox(a.kind, a.why, a.override.fold)),
		ui.NewPanel("What will be due", a.clocks),
		ui.NewPanel("Before it can be opened", a.missing)))
	return a.column
}

// show draws the verdict, when it reads otherwise than the one drawn.
func (a *answer) show(v verdict, today data.Date) {
	if a.drawn && a.shown.same(v) {
		return
	}
	a.shown, a.drawn = v, true
	a.override.refresh(v)
	a.kind.Objects, a.why.Objects = a.headline(v), a.reasons(v)
	a.clocks.Objects, a.missing.Objects = duties(v, today), gaps(v)
	settle(a.column)
}

func (a *answer) headline(v verdict) []fyne.CanvasObject {
	if !v.known {
		return []fyne.CanvasObject{ui.NewParagraph("Choose how the matter reached you. From then on the answer stands here and follows what you write.", ui.Muted)}
	}
	line := ui.NewWrap(ui.NewChip(v.kind.String(), kindTone(v)))
	switch {
	case v.kind != v.ruled:
		line.Add(ui.NewChip("your choice; by the rules: "+v.ruled.String(), ui.ToneMuted))
	case v.kind.NeedsNotice():
		line.Add(ui.NewChip("a written decision is owed", ui.ToneMuted))
	}
	return []fyne.CanvasObject{line}
}

func kindTone(v verdict) ui.Tone {
	switch {
	case v.found.Immediate:
		return ui.ToneOverdue
	case v.kind.NeedsNotice():
		return ui.ToneToday
	}
	return ui.ToneAccent
}

func (a *answer) reasons(v verdict) []fyne.CanvasObject {
	var list []fyne.CanvasObject
	if v.colleague != "" {
		list = append(list, said(v.colleague, ui.ToneToday))
	}
	if !v.known {
		return list
	}
	if v.found.Immediate {
		list = append(list, said("Immediate review: make sure now that the patient is safe, before anything else.", ui.ToneOverdue))
	}
	if v.found.AskAuthority {
		list = append(list, said("Ask the patient whether this person may speak for them. Until then, tell the person nothing about the patient.", ui.ToneToday))
	}
	list = append(list, ui.NewParagraph(v.test(), ui.Strong))
	if because := v.because(); because != "" {
		list = append(list, ui.NewParagraph(because, ui.Plain))
	}
	return append(list, ui.NewParagraph("Test "+v.found.Row+" of the rules "+v.found.RuleVersion+": "+v.found.Citation, ui.Caption))
}

func said(text string, tone ui.Tone) fyne.CanvasObject {
	m := ui.NewMessage()
	m.Say(text, tone)
	return m
}

func duties(v verdict, today data.Date) []fyne.CanvasObject {
	if !v.known || len(v.clocks) == 0 {
		text := "No clock runs: nothing has to be answered."
		if !v.known {
			text = "The due dates follow from the day of receipt and the kind."
		}
		return []fyne.CanvasObject{ui.NewParagraph(text, ui.Muted)}
	}
	var list []fyne.CanvasObject
	for _, d := range v.clocks {
		list = append(list, ui.NewWrap(ui.NewText(d.name, ui.Strong), ui.NewDueChip(d.due, today), ui.NewText(d.length, ui.Caption)))
	}
	return list
}

func gaps(v verdict) []fyne.CanvasObject {
	if len(v.missing) == 0 {
		return []fyne.CanvasObject{ui.NewChip("Nothing is missing", ui.ToneOK)}
	}
	var list []fyne.CanvasObject
	for _, sentence := range v.missing {
		list = append(list, ui.NewParagraph("•  "+sentence, ui.Plain))
	}
	return list
}

// override lets the officer call the case something else: upward freely,
// downward with a reason (domain 1.2).
type override struct {
	kind   *ui.Choice[data.Kind]
	reason *ui.Entry
	back   *ui.Button
	rows   []place
	fold   *ui.Fold
}

func newOverride(area func(rows int) *ui.Entry, changed func()) *override {
	o := &override{reason: area(2)}
	o.kind = ui.NewChoice("As the rules say", options(data.Kinds), func(data.Kind) { changed() })
	o.back = ui.NewButton("Back to what the rules say", func() {
		o.kind.ClearSelected()
		changed()
	})
	o.rows = []place{
		{field: "override", row: ui.NewRow("Handle it as", o.kind)},
		{field: "override_reason", row: hinted("Why", "Needed where a written decision would fall away", o.reason)},
	}
	o.fold = ui.NewFold("Choose another kind", container.NewVBox(o.rows[0].row, o.rows[1].row, container.NewHBox(o.back)))
	for i := range o.rows {
		o.rows[i].fold = o.fold
	}
	return o
}

func (o *override) read(in *data.Intake) {
	in.Override, _ = o.kind.Value()
	in.OverrideReason = o.reason.Text
}

func (o *override) show(in data.Intake) {
	o.kind.SetValue(in.Override)
	o.reason.SetText(in.OverrideReason)
	o.fold.Open(in.Override != "")
}

func (o *override) refresh(v verdict) {
	if v.needReason {
		o.fold.Open(true)
	}
}
