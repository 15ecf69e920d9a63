package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/reports/chart"
)

// Chart shows a chart of a report, drawn as on paper and in the colours of the
// look. The arrows go from label to label, what each shows is written below, and
// Enter or a press opens the cases behind it. All that the chart says can be read
// in words, too.
type Chart struct {
	group
	// OnDoor opens what lies behind a label, counted from 0; nil for a chart
	// without doors.
	OnDoor func(label int)
	// DoorName names what a label opens, "Grievances answered late", or nothing for
	// a label that opens nothing; nil: each opens something.
	DoorName func(label int) string
	// Height is that of the drawing in points; 0: at which the chart reads well.
	Height float64

	chart   chart.Chart
	caption *Paragraph
	plot    *plot
	line    *Paragraph // what the label pointed at shows
	words   *Paragraph // the whole chart in words
	toggle  *Button
}

// NewChart shows c below its caption; "" for none. The slices of c must not be
// changed afterwards; it is painted on another goroutine.
func NewChart(caption string, c chart.Chart) *Chart {
	k := &Chart{caption: NewParagraph(caption, Strong), line: NewParagraph("", Caption), words: NewParagraph("", Caption)}
	k.plot = newPlot(k)
	k.toggle = NewQuiet("In words", theme.DocumentIcon(), func() { k.InWords(k.words.Hidden) })
	k.words.Hide()
	k.content = container.NewVBox(NewBeside(k.caption, k.toggle), k.plot, AtLeast(0, lineRoom, k.line), k.words)
	k.ExtendBaseWidget(k)
	k.Set(caption, c)
	return k
}

// lineRoom keeps room for two lines below a chart, in text sizes, so that what
// lies below stands still while the pointer moves.
const lineRoom = 2.6

// Set shows another chart. The label that was chosen stays so if it is there.
func (k *Chart) Set(caption string, c chart.Chart) {
	k.chart = c
	k.caption.SetText(caption)
	k.words.SetText(c.Alt())
	k.plot.set()
	k.say()
}

// InWords shows or hides what the chart says in words.
func (k *Chart) InWords(on bool) {
	k.toggle.SetText("In words")
	k.words.Hide()
	if on {
		k.toggle.SetText("Without words")
		k.words.Show()
	}
	k.content.Refresh()
}

// Words is the line below the chart: what the label pointed at shows.
func (k *Chart) Words() string { return k.line.String() }

// door is the name of what a label opens, and whether it opens anything.
func (k *Chart) door(label int) (name string, ok bool) {
	if k.OnDoor == nil || label < 0 || label >= len(k.chart.Labels) || !k.plot.has(label) {
		return "", false
	}
	if k.DoorName == nil {
		return "", true
	}
	name = k.DoorName(label)
	return name, name != ""
}

func (k *Chart) open(label int) {
	if _, ok := k.door(label); ok {
		Guard(func() { k.OnDoor(label) })()
	}
}

// say writes the line below the chart.
func (k *Chart) say() {
	label := k.plot.shownLabel()
	text := k.chart.Words(label)
	if text == "" && label >= 0 && label < len(k.chart.Labels) {
		text = k.chart.Labels[label] + ": no value"
	}
	name, ok := k.door(label)
	switch {
	case label < 0:
		text = k.chart.Message
		if k.OnDoor != nil && text != "" && strings.HasPrefix(k.caption.String(), text) { // which has said it
			text = "Left and Right go along it; Enter or a press opens the cases behind a mark."
		}
	case ok && name != "":
		text += ". Enter opens: " + name
	case ok:
		text += ". Enter opens the cases."
	}
	if k.line.String() != text {
		k.line.SetText(text)
	}
}

// seriesInks are the colours of a chart's series in each look: 3:1 against the
// panel at least (WCAG 2.2, 1.4.11), 4.5:1 in high contrast.
var seriesInks = map[Look][4]color.NRGBA{
	LookLight:    chart.Paper.Series,
	LookDark:     {rgb(0x74CAD8), rgb(0xEBA65C), rgb(0xADCB72), rgb(0xCBA6DA)},
	LookContrast: {rgb(0x00343F), rgb(0x8A4500), rgb(0x3F5600), rgb(0x57246B)},
}

// What matters less: such bars, and the level lines, which must not outshine what
// is drawn over them.
var (
	paleBars  = map[Look]color.NRGBA{LookLight: chart.Paper.Rule, LookDark: rgb(0x59676C), LookContrast: rgb(0x8C8C8C)}
	chartGrid = map[Look]color.NRGBA{LookLight: chart.Paper.Grid, LookDark: rgb(0x343E42), LookContrast: rgb(0xC4C4C4)}
)

// chartPalette is the colours of charts in the look in force.
func chartPalette() chart.Palette {
	look := current().look
	of := palettes[look]
	return chart.Palette{
		Ground: of[ColorPanel], Ink: of[ColorText], Label: of[ColorMuted], Grid: chartGrid[look],
		Rule: paleBars[look], Alarm: of[ColorOverdue], Series: seriesInks[look],
	}
}
