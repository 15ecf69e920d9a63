package ui

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/data"
)

// DateField takes a calendar day typed in any form that ReadDate knows and
// shows it in the normal form when the keyboard leaves. What is wrong appears
// below when it stands in a Row.
type DateField struct {
	widget.BaseWidget
	// OnChanged is called when the field comes to hold another day, or none.
	OnChanged func(data.Date)
	// OnTyped is called after each change of what stands in the field, also
	// while it is no day yet.
	OnTyped func()

	entry  *Entry
	today  func() data.Date
	locale data.Locale // in which what stands in the field was written
	last   data.Date
	report func(error)
}

// NewDateField makes an empty field; today says which day it is at the office.
func NewDateField(today func() data.Date) *DateField {
	f := &DateField{entry: NewEntry(Locale().Pattern()), today: today, locale: Locale(), report: func(error) {}}
	f.entry.SelectOnFocus = true
	f.entry.OnChanged = func(string) {
		f.locale = Locale()
		f.tell()
	}
	f.entry.OnFocus = f.localize
	f.entry.onKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyDown {
			f.pick()
			return true
		}
		return false
	}
	f.entry.OnLeave = f.settle
	f.entry.OnEnter = func() {
		f.settle()
		confirm(f.entry)
	}
	f.entry.ActionItem = newSpot(theme.CalendarIcon(), f.pick)
	f.ExtendBaseWidget(f)
	return f
}

// Date is the day in the field: zero when it is empty, an error when what was
// typed is no day.
func (f *DateField) Date() (data.Date, error) {
	if f.entry.Empty() {
		return 0, nil
	}
	return ReadDate(f.entry.Text, f.today(), f.locale)
}

// Typed is what stands in the field, for a draft: the day as YYYY-MM-DD, which
// means the same in every locale and on every day, or what is no day yet.
func (f *DateField) Typed() string {
	if d, err := f.Date(); err == nil {
		return d.String()
	}
	return f.entry.Text
}

// SetTyped puts back what was kept of the field.
func (f *DateField) SetTyped(text string) {
	if d, err := data.ParseDate(text); err == nil {
		f.SetDate(d)
		return
	}
	f.entry.SetText(text)
}

// SetDate puts a day into the field.
func (f *DateField) SetDate(d data.Date) { f.entry.SetText(ShortDay(d)) }

// localize writes a day anew that was written before the office chose another
// locale.
func (f *DateField) localize() {
	if f.locale == Locale() {
		return
	}
	f.entry.SetPlaceHolder(Locale().Pattern())
	if d, err := f.Date(); err == nil {
		f.SetDate(d)
	}
	f.locale = Locale()
}

// tell passes a new day on; a half-typed one is no news.
func (f *DateField) tell() {
	if f.OnTyped != nil {
		defer f.OnTyped()
	}
	d, err := f.Date()
	if err != nil || d == f.last {
		return
	}
	f.last = d
	if f.OnChanged != nil {
		f.OnChanged(d)
	}
}

// settle writes the day in the normal form or says what is wrong.
func (f *DateField) settle() {
	d, err := f.Date()
	if err == nil && f.entry.Text != ShortDay(d) {
		f.SetDate(d)
	}
	f.report(err)
}

// Check says why what was typed is no day.
func (f *DateField) Check() error {
	_, err := f.Date()
	return err
}

// Empty reports whether nothing was typed.
func (f *DateField) Empty() bool { return f.entry.Empty() }

func (f *DateField) reportTo(show func(error)) { f.report = show }
func (f *DateField) focusOn() fyne.Focusable   { return f.entry }

// CreateRenderer answers Fyne.
func (f *DateField) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(AtLeast(9, 0, f.entry))
}

// pick opens a calendar under the field.
func (f *DateField) pick() {
	at, err := f.Date()
	if err != nil || at.IsZero() {
		at = f.today()
	}
	c := canvasOf(f)
	if c == nil {
		return
	}
	var popup *widget.PopUp
	month := newCalendar(at, f.today())
	month.hide = func() {
		popup.Hide()
		focus(f.entry)
	}
	month.take = func(d data.Date) {
		month.hide()
		f.SetDate(d)
		f.report(nil)
	}
	popup = widget.NewPopUp(Margin(0.5, month), c)
	popup.ShowAtRelativePosition(fyne.NewPos(0, f.Size().Height), f)
	c.Focus(month)
}

// MomentField takes a day and a time of day at the office.
type MomentField struct {
	widget.BaseWidget
	// OnChanged is called after every change that leaves the field right.
	OnChanged func(time.Time)
	// OnTyped is called after each change of what stands in the field, also
	// while it is no moment yet.
	OnTyped func()

	day    *DateField
	time   *Entry
	now    func() time.Time
	zone   *time.Location
	report func(error)
}

// NewMomentField makes an empty field in the office's zone.
func NewMomentField(now func() time.Time, zone *time.Location) *MomentField {
	f := &MomentField{now: now, zone: zone, time: NewEntry("h:mm am"), report: func(error) {}}
	f.day = NewDateField(func() data.Date { return data.DateOf(now(), zone) })
	f.day.OnTyped = func() { f.tell() }
	f.day.reportTo(func(error) { f.report(f.Check()) })
	f.time.SelectOnFocus = true
	f.time.OnChanged = func(string) { f.tell() }
	f.time.OnLeave = f.settle
	f.time.OnEnter = func() {
		f.settle()
		confirm(f.time)
	}
	f.ExtendBaseWidget(f)
	return f
}

// Moment is the instant in the field, in UTC: zero when it is empty, an error
// when the day or the time is missing or wrong.
func (f *MomentField) Moment() (time.Time, error) {
	if f.Empty() {
		return time.Time{}, nil
	}
	d, err := f.day.Date()
	if err != nil {
		return time.Time{}, err
	}
	if d.IsZero() {
		return time.Time{}, errors.New("please add the day")
	}
	if f.time.Empty() {
		return time.Time{}, errors.New("please add the time of day, for example 2:05 pm")
	}
	t, err := ReadTime(f.time.Text, f.clock())
	if err != nil {
		return time.Time{}, err
	}
	m := d.Month()
	return time.Date(m.Year, m.Month, int(d-m.First())+1, 0, int(t), 0, 0, f.zone).UTC(), nil
}

// Typed is what stands in the field, for a draft: also what is no moment yet.
func (f *MomentField) Typed() string {
	if f.Empty() {
		return ""
	}
	clock := f.time.Text
	if t, err := ReadTime(clock, f.clock()); err == nil {
		clock = t.String()
	}
	return f.day.Typed() + momentPause + clock
}

// SetTyped puts back what was kept of the field.
func (f *MomentField) SetTyped(text string) {
	day, clock, _ := strings.Cut(text, momentPause)
	f.day.SetTyped(day)
	f.time.SetText(clock)
}

// momentPause parts the day from the time in what is kept of a field.
const momentPause = " at "

// SetMoment puts an instant into the field; the zero one empties it.
func (f *MomentField) SetMoment(t time.Time) {
	if t.IsZero() {
		f.day.SetDate(0)
		f.time.SetText("")
		return
	}
	f.day.SetDate(data.DateOf(t, f.zone))
	f.time.SetText(Clock(t, f.zone))
}

func (f *MomentField) clock() TimeOfDay {
	now := f.now().In(f.zone)
	return TimeOfDay(now.Hour()*60 + now.Minute())
}

func (f *MomentField) tell() {
	if f.OnTyped != nil {
		defer f.OnTyped()
	}
	if t, err := f.Moment(); err == nil && f.OnChanged != nil {
		f.OnChanged(t)
	}
}

func (f *MomentField) settle() {
	if t, err := ReadTime(f.time.Text, f.clock()); err == nil {
		if f.day.Empty() && strings.EqualFold(strings.TrimSpace(f.time.Text), "now") {
			f.day.SetDate(data.DateOf(f.now(), f.zone))
		}
		f.time.SetText(t.String())
	}
	f.report(f.Check())
}

// Check says what is missing or wrong.
func (f *MomentField) Check() error {
	_, err := f.Moment()
	return err
}

// Empty reports whether nothing was typed.
func (f *MomentField) Empty() bool { return f.day.Empty() && f.time.Empty() }

func (f *MomentField) reportTo(show func(error)) { f.report = show }

// focusOn is the half that is wrong, the day when both or none are.
func (f *MomentField) focusOn() fyne.Focusable {
	if d, err := f.day.Date(); err == nil && !d.IsZero() {
		return f.time
	}
	return f.day.entry
}

// CreateRenderer answers Fyne.
func (f *MomentField) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, AtLeast(7, 0, f.time), f.day))
}
