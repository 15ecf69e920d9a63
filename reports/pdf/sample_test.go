package pdf_test

import (
	"fmt"
	"time"

	"rapport/reports/chart"
	"rapport/reports/page"
)

var sampleDay = time.Date(2026, 3, 18, 14, 30, 0, 0, time.UTC)

const sampleAnswer = "The log shows that on the night of February 21 two of your calls waited 26 and 31 minutes. Our standard is five minutes. One nurse had left early because of illness, and the charge nurse did not ask for relief. Your discharge papers listed the medicine correctly, but nobody went over it with you, and the sheet left out when to take the first dose at home. Your concern is substantiated."

// sampleLetter has all that a letter needs of the page model: a head with a
// drawn mark, an address in a window, an information block, headings, a list,
// a closing that is never alone, notes, and a foot with the page total.
func sampleLetter(body float64) *page.Document {
	doc := page.NewDocument(page.Letter, "en-US", "Letter PR-2026-00417", sampleDay)
	styles := page.LetterStyles(body)
	f := page.NewFlow(doc, styles, page.Frame{Left: 72, Top: 82, Right: 540, Bottom: 736})
	value := page.Style{Face: page.Sans, Size: 9.8, Lead: 14, Color: page.Black}
	f.Box(page.Box{X: 400, Y: 150, W: 140, H: 68}, page.AtBottom, func(b *page.Flow) {
		b.KeyValues(66, value, page.Pair{Label: "Date", Value: "March 18, 2026"}, page.Pair{Label: "Our reference", Value: "PR-2026-00417"})
	})
	f.Box(page.Box{X: 72, Y: 150, W: 240, H: 68}, page.AtBottom, func(b *page.Flow) {
		b.Lines(page.Style{Face: page.Sans, Size: 11, Lead: 13, Color: page.Black}, "Ms. Rosalind Achterberg", "2218 Juniper Court, Apt. 4B", "Westbrook, OH 44997-3318")
	})
	f.MoveTo(262)
	f.Heading(1, "Results of our review of your concerns about your stay of February 20–23")
	f.Para("Dear Ms. Achterberg:")
	f.Para("Thank you for telling us about your stay on 6 West. You spoke with me on February 25 about slow answers to your call light and about going home without clear directions for your new medicine. I am sorry that we did not give you the care you should expect from us.")
	f.Heading(2, "What we did")
	f.Bullets("I met with the nurse manager of 6 West and with the pharmacist who covers the unit.",
		"We compared the call-light log for your room with the staffing records for all three nights.",
		"We reviewed your discharge papers and the record of the teaching you received.")
	f.Heading(2, "What we found")
	f.Para(sampleAnswer)
	f.Heading(2, "What has changed")
	f.Para("The charge nurse on every shift must now call for relief staff within 15 minutes of an unplanned absence. A pharmacist on 6 West visits each patient who goes home with a new medicine.")
	f.Runs(styles.Body, page.Run{Text: "We completed our review on "}, page.Run{Text: "March 16, 2026", Strong: true, Role: page.RoleField},
		page.Run{Text: ". If you have questions, call me at "}, page.Run{Text: "[[direct line]]", Role: page.RoleMissing}, page.Run{Text: "."})
	f.Together(func() {
		f.Para("Thank you again for speaking up. What you told us will make care safer for other patients.")
		f.Para("Sincerely,")
		f.Space(28)
		f.Lines(styles.Body.After(0), "Dana Whitfield, RN, MSN", "Patient Relations Officer")
	})
	f.KeyValues(58, styles.Small.In(page.Black), page.Pair{Label: "Enclosures", Value: "Your rights as a patient, and outside agencies you may contact"},
		page.Pair{Value: "Notice of free language help"}, page.Pair{Label: "Copy", Value: "Patient relations file PR-2026-00417"})
	f.Finish(sampleFurniture)
	return doc
}

func sampleFurniture(s *page.Sheet) {
	small := page.Style{Face: page.Sans, Size: 8.6, Color: page.Grey}
	var mark page.Path
	mark.Move(72, 38)
	mark.Line(102, 38)
	mark.Line(102, 54.5)
	mark.Curve(page.Point{X: 102, Y: 64.4}, page.Point{X: 92.4, Y: 69.5}, page.Point{X: 87, Y: 72.5})
	mark.Curve(page.Point{X: 81.6, Y: 69.5}, page.Point{X: 72, Y: 64.4}, page.Point{X: 72, Y: 54.5})
	mark.Close()
	mark.Fill = page.Teal
	s.Header(mark,
		page.Rect{Box: page.Box{X: 84.6, Y: 43.4, W: 4.8, H: 18.6}, Fill: page.White},
		page.Rect{Box: page.Box{X: 77.7, Y: 50.3, W: 18.6, H: 4.8}, Fill: page.White},
		page.TextAt(page.Style{Face: page.SerifBold, Size: 17.5, Color: page.Teal}, 114, 54, "Harbor Valley Medical Center"),
		page.TextAt(page.Style{Face: page.Sans, Size: 9.6, Color: page.Grey}, 114, 69, "Office of Patient Relations"),
		page.TextRight(small, 540, 46, "1400 Lakeshore Avenue"),
		page.TextRight(small, 540, 57.5, "Westbrook, OH 44999"),
		page.Line{X1: 72, Y1: 80, X2: 540, Y2: 80, Color: page.Teal, Width: 0.9})
	s.Footer(page.Line{X1: 72, Y1: 744, X2: 540, Y2: 744, Color: page.Rule, Width: 0.5},
		page.TextAt(small, 72, 755, "Confidential: contains health information about the person named above."),
		page.TextRight(small, 540, 766, fmt.Sprintf("Page %d of %d", s.N, s.Total)))
}

var sampleMonths = []string{"Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"}

// sampleReport has the charts of every kind and a table over several pages.
func sampleReport() *page.Document {
	doc := page.NewDocument(page.Letter, "en-US", "Patient relations monthly summary", sampleDay)
	f := page.NewFlow(doc, page.ReportStyles(), page.Frame{Left: 60, Top: 90, Right: 552, Bottom: 730})
	f.Heading(1, "Patient relations monthly summary")
	f.ParaIn(f.Styles.Body.After(0), "March 2026")
	f.Heading(2, "At a glance")
	f.Columns(12, []float64{156, 156, 156}, func(i int, c *page.Flow) {
		c.Panel(page.Shade, 8, func(in *page.Flow) {
			in.ParaIn(page.Style{Face: page.SerifBold, Size: 18, Lead: 21, Color: page.Teal}, []string{"142", "31", "94%"}[i])
			in.ParaIn(in.Styles.Small, []string{"complaints", "grievances", "answered within seven days"}[i])
		})
	})
	f.Caption("Complaints and grievances received, last 12 months")
	f.Figure(chart.Chart{Kind: chart.Stacked, Message: "Fewer complaints than in February", By: "month", Labels: sampleMonths, Series: []chart.Series{
		{Name: "Complaints", Values: []float64{137, 131, 163, 168, 151, 175, 143, 157, 156, 173, 170, 169}},
		{Name: "Grievances", Values: []float64{36, 32, 25, 45, 31, 46, 28, 23, 43, 42, 38, 31}},
		{Name: "Compliments", Values: []float64{12, 9, 20, 18, 11, 7, 14, 22, 19, 10, 8, 13}},
		{Name: "Information", Values: []float64{6, 5, 9, 4, 8, 7, 3, 12, 6, 8, 9, 5}}}}, 200)
	f.Table(sampleTable(40))
	f.Heading(2, "Timeliness")
	f.Para(sampleAnswer)
	f.Caption("Grievances answered in writing within seven days, percent")
	f.Figure(chart.Chart{Kind: chart.Line, By: "month", Labels: sampleMonths, Unit: "%", Floor: 50, Guides: []chart.Guide{{Name: "Target", Value: 95}}, Series: []chart.Series{
		{Name: "This hospital", Values: []float64{88, 84, 91, 93, 90, 87, 92, 95, 96, 91, 88, 94}},
		{Name: "System", Values: []float64{80, 82, 79, 85, 81, 83, 80, 84, 86, 85, 82, 83}}}}, 190)
	f.Caption("Feedback by theme")
	f.Figure(chart.Chart{Kind: chart.Horizontal, Labels: []string{"Communication", "Wait or delay", "Nursing care", "Environment and comfort of the patient's surroundings in the unit"}, Series: []chart.Series{{Values: []float64{41, 38, 29, 6}}}}, 90)
	f.Caption("Outcome of closed grievances by quarter")
	f.Figure(chart.Chart{Kind: chart.Grouped, Labels: []string{"Q2", "Q3", "Q4", "Q1"}, Series: []chart.Series{
		{Name: "Substantiated", Values: []float64{20, 31, 44, 25}}, {Name: "Partly", Values: []float64{15, 22, 19, 33}}, {Name: "Not", Values: []float64{10, 14, 9, 12}}}}, 160)
	f.Finish(sampleFurniture)
	return doc
}

func sampleTable(rows int) page.Table {
	t := page.Table{Caption: "Table 1. Feedback by unit", Total: true, Columns: []page.Column{{Head: "Unit", Width: 150},
		{Head: "Received", Number: true}, {Head: "Closed", Number: true}, {Head: "Median days", Number: true}}}
	for i := range rows {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("Unit %d", i+1), fmt.Sprint(i * 7 % 40), "<11", "7"})
	}
	t.Rows = append(t.Rows, []string{"All units", "812", "640", "6"})
	return t
}
