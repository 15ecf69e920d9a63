package settings

import (
	"rapport/app/window/ui"
	"rapport/data"
)

// duties are the standards in the order in which the form asks for them.
var duties = []struct {
	clock data.ClockKind
	label string
}{
	{data.ClockAcknowledge, "Acknowledge within"},
	{data.ClockDecide, "Decide grievances within"},
	{data.ClockUpdate, "Write again after an interim letter within"},
	{data.ClockAnswer, "Answer other matters within"},
	{data.ClockCommittee, "Review in the committee within"},
	{data.ClockCivilRights, "Decide civil-rights grievances within"},
	{data.ClockPrivacy, "Answer privacy complaints within"},
	{data.ClockAppeal, "Decide appeals within"},
}

// standards are the fields of how long each duty may take.
type standards map[data.ClockKind]*ui.CountField[data.ClockUnit]

func newStandards() standards {
	all := standards{}
	for _, d := range duties {
		all[d.clock] = ui.NewCountField(1, 365, ui.Options(
			[]data.ClockUnit{data.CalendarDays, data.BusinessDays}, data.ClockUnit.String))
	}
	return all
}

// rows are the fields in their order.
func (f standards) rows() []*ui.Row {
	var rows []*ui.Row
	for _, d := range duties {
		rows = append(rows, required(ui.NewRow(d.label, f[d.clock])))
	}
	return rows
}

func (f standards) fill(set data.Settings) {
	for kind, field := range f {
		t := set.Standard(kind)
		field.SetCount(t.Days, t.Unit)
	}
}

// typed puts what the fields have into the settings. A duty that has the usual
// standard and had none of its own gets none.
func (f standards) typed(set data.Settings) data.Settings {
	for _, d := range duties {
		days, unit := f[d.clock].Count()
		if t := (data.Standard{Clock: d.clock, Days: days, Unit: unit}); t != set.Standard(d.clock) {
			set = set.WithStandard(t)
		}
	}
	return set
}
