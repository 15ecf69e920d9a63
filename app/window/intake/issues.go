package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/window/ui"
	"rapport/data"
)

// topic is a sub-category within its category.
type topic struct{ category, sub string }

// topics are the sub-categories in force, worded so that typing finds them:
// "Communication: absent communication".
func topics(s data.Settings) []ui.Option[topic] {
	var list []ui.Option[topic]
	for _, c := range s.Taxonomy().Choices() {
		for _, s := range c.Subs {
			name := strings.ReplaceAll(s.Name, ": ", ", ")
			name = string(unicode.ToLower(rune(name[0]))) + name[1:]
			list = append(list, ui.Option[topic]{Value: topic{c.Code, s.Code}, Label: c.Name + ": " + name})
		}
	}
	return list
}

// unrated is the severity of an issue that nobody has rated yet.
const unrated = -1

func severities() []ui.Option[int] {
	list := make([]ui.Option[int], len(data.Severities))
	for i, name := range data.Severities {
		list[i] = ui.Option[int]{Value: i, Label: fmt.Sprintf("%d  %s: %s", i, name, data.SeverityAnchors[i])}
	}
	return list
}

// issue is the fields of one thing complained of.
type issue struct {
	words    *ui.Entry
	topic    *ui.Picker[topic]
	severity *ui.Choice[int]
	unit     *ui.Picker[string]
	heading  *ui.Text
	remove   *ui.Button
	box      *fyne.Container
	rows     []place // fields without the place of the issue in the case
}

func (i *issue) read() data.Issue {
	is := data.Issue{Words: strings.TrimSpace(i.words.Text), Severity: unrated, Unit: strings.TrimSpace(i.unit.Text())}
	t, _ := i.topic.Value()
	is.Category, is.Subcategory = t.category, t.sub
	if n, ok := i.severity.Value(); ok {
		is.Severity = n
	}
	return is
}

func (i *issue) show(is data.Issue) {
	i.words.SetText(is.Words)
	i.topic.SetValue(topic{is.Category, is.Subcategory})
	i.severity.SetValue(is.Severity)
	i.unit.SetText(is.Unit)
}

// blank reports whether nothing was written about an issue.
func blank(is data.Issue) bool {
	return is.Words == "" && is.Category == "" && is.Severity == unrated && is.Unit == ""
}

// begun reports whether anything stands in the fields, a half-typed category too.
func (i *issue) begun() bool { return !blank(i.read()) || !i.topic.Empty() }

// issues is the list of what is complained of.
type issues struct {
	list     []*issue
	column   *fyne.Container
	area     func(rows int) *ui.Entry
	settings func() data.Settings
	changed  func()
	focus    func(fyne.Focusable)
	// selected is what is selected in the story.
	selected func() string
	say      func(text string, undo func())
}

func (x *issues) content() fyne.CanvasObject {
	x.column = container.NewVBox()
	x.arrange()
	add := ui.NewButton("Add another issue", func() {
		x.list = append(x.list, x.newIssue())
		x.arrange()
		x.changed()
		x.focus(x.list[len(x.list)-1].words)
	})
	hint := ui.NewParagraph("Each is investigated and answered by itself. They can also be written down later.", ui.Muted)
	return ui.NewPanel("Issues", container.NewVBox(hint, x.column, container.NewHBox(add)))
}

func (x *issues) newIssue() *issue {
	i := &issue{words: x.area(2), topic: ui.NewPicker("Type a word: delay, consent, rude …", topics(x.settings())), unit: newUnit(x.settings().Units, x.changed), heading: ui.NewText("", ui.Strong)}
	i.topic.OnChanged = func(topic, string) { x.changed() }
	i.severity = ui.NewChoice("Judge the event, not how it ended", severities(), func(int) { x.changed() })
	i.remove = ui.NewQuiet("Remove", nil, func() { x.drop(i) })
	take := ui.NewQuiet("Use the words selected in the story", nil, func() { x.quote(i) })
	i.rows = []place{
		{field: "words", row: required("In their words", i.words)}, {field: "category", row: required("Category", i.topic)},
		{field: "severity", row: required("Severity", i.severity)}, {field: "unit", row: hinted("Unit", "Leave it empty for the unit given above", i.unit)},
	}
	i.box = container.NewVBox(
		container.NewHBox(i.heading, layout.NewSpacer(), take, i.remove),
		i.rows[0].row, i.rows[1].row, i.rows[2].row, i.rows[3].row)
	return i
}

// quote takes the words that are selected in the story.
func (x *issues) quote(i *issue) {
	words := strings.TrimSpace(x.selected())
	if words == "" {
		x.say("Select the words in the story first, then press this again.", nil)
		return
	}
	if !i.words.Empty() {
		words = strings.TrimSpace(i.words.Text) + " … " + words
	}
	i.words.SetText(words)
}

func (x *issues) drop(i *issue) {
	at := slices.Index(x.list, i)
	if at < 0 {
		return
	}
	x.list = slices.Delete(x.list, at, at+1)
	if len(x.list) == 0 {
		x.list = []*issue{x.newIssue()}
	}
	x.arrange()
	x.changed()
	if i.begun() {
		x.say("The issue was removed.", func() {
			x.list = slices.Insert(x.list, min(at, len(x.list)), i)
			x.arrange()
			x.changed()
		})
	}
}

// arrange puts the issues below each other and numbers them.
func (x *issues) arrange() {
	x.column.Objects = nil
	for n, i := range x.list {
		i.heading.SetText(fmt.Sprintf("Issue %d", n+1))
		i.remove.Hidden = len(x.list) == 1
		x.column.Add(i.box)
	}
	x.column.Refresh()
}

// read takes every issue down, the blank ones too.
func (x *issues) read(in *data.Intake) {
	in.Issues = nil
	for _, i := range x.list {
		in.Issues = append(in.Issues, i.read())
	}
}

func (x *issues) show(in data.Intake) {
	x.list = nil
	for _, is := range in.Issues {
		i := x.newIssue()
		i.show(is)
		x.list = append(x.list, i)
	}
	if len(x.list) == 0 {
		x.list = []*issue{x.newIssue()}
	}
	x.arrange()
}

// places are the fields of the issues that were begun, numbered as the case
// will have them.
func (x *issues) places() []place {
	var all []place
	n := 0
	for _, i := range x.list {
		if !i.begun() {
			continue
		}
		for _, p := range i.rows {
			p.field = fmt.Sprintf("issues.%d.%s", n, p.field)
			all = append(all, p)
		}
		n++
	}
	return all
}
