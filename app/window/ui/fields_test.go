package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rapport/data"
)

// newApp starts Fyne's test app in our light theme. Background work runs inline:
// Fyne's test driver would show what it found on the goroutine that found it.
func newApp(t *testing.T) {
	t.Helper()
	RunInline(t)
	test.NewTempApp(t)
	Apply(LookLight, 1)
}

// show puts objects into a window of the test.
func show(t *testing.T, objects ...fyne.CanvasObject) fyne.Window {
	t.Helper()
	newApp(t)
	w := test.NewTempWindow(t, container.NewVBox(objects...))
	w.Resize(fyne.NewSize(700, 700))
	return w
}

func key(o fyne.Focusable, name fyne.KeyName) { o.TypedKey(&fyne.KeyEvent{Name: name}) }

func TestTabLeavesEveryEntry(t *testing.T) {
	area, next := NewTextArea("", 3, 6), NewEntry("")
	w := show(t, area, next)
	w.Canvas().Focus(area)
	if area.AcceptsTab() {
		t.Error("the text area keeps the Tab key")
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("after the text area the keyboard is at %v", w.Canvas().Focused())
	}
}

func TestEnterGoesOnAndInATextAreaStartsALine(t *testing.T) {
	entered := 0
	line, area := NewEntry(""), NewTextArea("", 2, 4)
	line.OnEnter = func() { entered++ }
	area.OnEnter = func() { entered += 10 }
	show(t, line, area)
	key(line, fyne.KeyReturn)
	test.Type(area, "a")
	key(area, fyne.KeyReturn)
	test.Type(area, "b")
	if entered != 1 || area.Text != "a\nb" {
		t.Errorf("Enter was taken %d times, the area holds %q", entered, area.Text)
	}
	area.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	if entered != 11 {
		t.Error("Ctrl+Enter did not go on")
	}
}

func TestATextThatIsTooLongIsKeptAndNamed(t *testing.T) {
	e := NewEntry("")
	e.Max = 20
	row := &Row{Label: "Reason", Hint: "One line.", Field: e}
	show(t, row)
	test.Type(e, strings.Repeat("x", 19))
	if got := row.below.String(); got != "1 character left" {
		t.Errorf("near the limit the row says %q", got)
	}
	test.Type(e, "xxx")
	if len(e.Text) != 22 {
		t.Errorf("%d characters are left of 22", len(e.Text))
	}
	if err := e.Check(); err == nil || !strings.Contains(err.Error(), "2 characters too long") {
		t.Errorf("the check says %v", err)
	}
	e.SetText("short")
	if row.below.String() != "One line." || e.Check() != nil {
		t.Errorf("a short text brings %q and %v", row.below.String(), e.Check())
	}
}

func TestATextAreaGrowsWithItsTextUpToItsLimit(t *testing.T) {
	area := NewTextArea("", 3, 6)
	show(t, area)
	low := area.MinSize().Height
	test.Type(area, "1\n2\n3\n4\n5")
	middle := area.MinSize().Height
	test.Type(area, strings.Repeat("\nmore", 30))
	high := area.MinSize().Height
	if low >= middle || middle >= high || high > 2.2*low {
		t.Errorf("heights %v, %v, %v", low, middle, high)
	}
}

func TestASearchWaitsForAPauseAndEnterDoesNot(t *testing.T) {
	newApp(t)
	in := RunInline(t)
	var asked []string
	search := NewSearch("", func(text string) { asked = append(asked, text) })
	test.Type(search, "pain")
	if len(asked) != 0 {
		t.Errorf("asked %q while typing", asked)
	}
	in.Tick()
	search.TypedRune('s')
	key(search, fyne.KeyReturn)
	in.Tick()
	if strings.Join(asked, ",") != "pain,pains" {
		t.Errorf("asked %q", asked)
	}
}

func TestADateIsWrittenInTheNormalFormWhenTheKeyboardLeaves(t *testing.T) {
	field := NewDateField(galleryToday)
	var got []data.Date
	field.OnChanged = func(d data.Date) { got = append(got, d) }
	row := NewRow("Due", field)
	w := show(t, row)
	w.Canvas().Focus(field.entry)
	test.Type(field.entry, "+7")
	w.Canvas().Unfocus()
	if field.entry.Text != "03/11/2026" {
		t.Errorf("+7 became %q", field.entry.Text)
	}
	if len(got) != 1 || got[0] != galleryDay+7 {
		t.Errorf("the changes told are %v", got)
	}
}

func TestAWrongDateIsExplainedBelowAndKept(t *testing.T) {
	field := NewDateField(galleryToday)
	row := &Row{Label: "Due", Field: field}
	w := show(t, row)
	w.Canvas().Focus(field.entry)
	test.Type(field.entry, "2/30")
	w.Canvas().Unfocus()
	if field.entry.Text != "2/30" || !strings.Contains(row.below.String(), "no such day") {
		t.Errorf("the field holds %q, below stands %q", field.entry.Text, row.below.String())
	}
	field.SetDate(galleryDay)
	w.Canvas().Focus(field.entry)
	w.Canvas().Unfocus()
	if row.below.Visible() {
		t.Errorf("the sentence stays: %q", row.below.String())
	}
}

func TestNowFillsDayAndTimeOfTheOffice(t *testing.T) {
	zone := time.FixedZone("office", -5*3600)
	field := NewMomentField(galleryNow, zone)
	w := show(t, field)
	w.Canvas().Focus(field.time)
	test.Type(field.time, "now")
	w.Canvas().Unfocus()
	if got, err := field.Moment(); err != nil || !got.Equal(galleryNow()) {
		t.Errorf("now became %s, %v", got, err)
	}
	if field.time.Text != "2:05 pm" || field.day.entry.Text != "03/04/2026" {
		t.Errorf("the field shows %q %q", field.day.entry.Text, field.time.Text)
	}
}

func TestADayWithoutATimeIsAskedForIt(t *testing.T) {
	field := NewMomentField(galleryNow, time.UTC)
	w := show(t, field)
	field.day.SetDate(galleryDay)
	if err := field.Check(); err == nil || !strings.Contains(err.Error(), "time of day") {
		t.Errorf("the check says %v", err)
	}
	(&Row{Field: field}).Focus()
	if w.Canvas().Focused() != fyne.Focusable(field.time) {
		t.Error("the keyboard is not at the missing time")
	}
}

var units = []Option[string]{{"4w", "4 West Medical"}, {"4e", "4 East Surgical"}, {"ed", "Emergency department"}}

func TestAPickerNarrowsItsListAndEnterTakes(t *testing.T) {
	p := NewPicker("", units)
	var got string
	p.OnChanged = func(v, _ string) { got = v }
	w := show(t, NewRow("Unit", p))
	w.Canvas().Focus(p.entry)
	test.Type(p.entry, "4")
	if len(p.drop.labels) != 2 || w.Canvas().Focused() != fyne.Focusable(p.drop) {
		t.Fatalf("the list holds %q", p.drop.labels)
	}
	key(p.drop, fyne.KeyDown)
	key(p.drop, fyne.KeyReturn)
	if v, ok := p.Value(); !ok || v != "4e" || got != "4e" || p.Text() != "4 East Surgical" {
		t.Errorf("taken %q, told %q, shown %q", v, got, p.Text())
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the list stays open")
	}
}

func TestWhatIsTypedWhileTheListIsOpenReachesTheEntry(t *testing.T) {
	p := NewPicker("", units)
	w := show(t, p)
	w.Canvas().Focus(p.entry)
	key(p.entry, fyne.KeyDown)
	for _, r := range "emer" {
		p.drop.TypedRune(r)
	}
	key(p.drop, fyne.KeyBackspace)
	if p.Text() != "eme" || len(p.drop.labels) != 1 {
		t.Errorf("the entry holds %q, the list %q", p.Text(), p.drop.labels)
	}
	key(p.drop, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil || p.Text() != "eme" {
		t.Error("Escape did not close the list alone")
	}
}

func TestWordsThatBeginWithWhatIsTypedComeFirst(t *testing.T) {
	p := NewPicker("", units)
	var labels []string
	for _, o := range p.matching("e") {
		labels = append(labels, o.Label)
	}
	if got := strings.Join(labels, ", "); got != "4 East Surgical, Emergency department, 4 West Medical" {
		t.Errorf("the list is %s", got)
	}
}

func TestAPickerRefusesWordsThatAreNotInItsListUnlessItIsOpen(t *testing.T) {
	p := NewPicker("", units)
	show(t, p)
	p.SetText("5 North")
	if p.Check() == nil {
		t.Error("words outside the list were taken")
	}
	p.Open = true
	if err := p.Check(); err != nil {
		t.Errorf("the open picker says %v", err)
	}
	p.Open = false
	p.SetText("4 WEST medical")
	if v, ok := p.Value(); !ok || v != "4w" || p.Check() != nil {
		t.Errorf("the label in other letters gives %q, %v", v, ok)
	}
}

func TestAPickerSaysAtOnceThatNothingInItsListHoldsTheWords(t *testing.T) {
	p := NewPicker("", units)
	show(t, p)
	var said error
	p.reportTo(func(err error) { said = err })
	for _, typed := range []struct {
		text  string
		found bool
	}{{"med", true}, {"medx", false}, {"med", true}, {"x", false}, {"", true}} {
		if p.entry.SetText(typed.text); (said == nil) != typed.found {
			t.Errorf("after %q the field says %v", typed.text, said)
		}
	}
	p.Open = true
	if p.entry.SetText("words of one's own"); said != nil {
		t.Errorf("the open picker says %v", said)
	}
}

func TestAChoiceHoldsValuesAndShowsLabels(t *testing.T) {
	var told []string
	c := NewChoice("Choose", units, func(v string) { told = append(told, v) })
	show(t, c)
	if _, ok := c.Value(); ok || !c.Empty() {
		t.Error("something is chosen from the beginning")
	}
	c.SetSelected("Emergency department")
	if v, _ := c.Value(); v != "ed" || len(told) != 1 {
		t.Errorf("chosen %q, told %q", v, told)
	}
	c.SetOptions(units[:1])
	if !c.Empty() {
		t.Error("a value that left the list is still chosen")
	}
}

func TestSegmentsMarkTheChosenOneByMoreThanColour(t *testing.T) {
	var told []string
	s := NewSegments(units, func(v string) { told = append(told, v) })
	show(t, s)
	key(s.buttons[2], fyne.KeyReturn)
	key(s.buttons[2], fyne.KeyReturn)
	if v, ok := s.Value(); !ok || v != "ed" || len(told) != 1 {
		t.Errorf("chosen %q, told %q", v, told)
	}
	if !strings.HasPrefix(s.buttons[2].Text, "✓") || strings.HasPrefix(s.buttons[0].Text, "✓") {
		t.Errorf("the buttons say %q and %q", s.buttons[0].Text, s.buttons[2].Text)
	}
}

func TestAHalfTypedDayIsKeptAndPutBack(t *testing.T) {
	test.NewTempApp(t)
	today := func() data.Date { return data.NewDate(2026, 3, 4) }
	for typed, kept := range map[string]string{"3/": "3/", "March 9": "2026-03-09", "t": "2026-03-04", "": ""} {
		f, told := NewDateField(today), 0
		f.OnTyped = func() { told++ }
		f.SetTyped(typed)
		if f.Typed() != kept || (typed != "") != (told > 0) {
			t.Errorf("%q is kept as %q and told %d times", typed, f.Typed(), told)
		}
	}
	now := func() time.Time { return time.Date(2026, 3, 4, 14, 5, 0, 0, time.UTC) }
	for typed, kept := range map[string]string{"3/ at 2:0": "3/ at 2:0", "3/4/2026 at 14:05": "2026-03-04 at 2:05 pm", "": ""} {
		f, told := NewMomentField(now, time.UTC), 0
		f.OnTyped = func() { told++ }
		f.SetTyped(typed)
		if f.Typed() != kept || (typed != "") != (told > 0) {
			t.Errorf("%q is kept as %q and told %d times", typed, f.Typed(), told)
		}
	}
}
