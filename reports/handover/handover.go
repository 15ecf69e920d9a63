// Package handover makes the sheet that tells colleagues what is owed: by case
// number, without anybody's name (45 CFR 164.502(b), minimum necessary).
package handover

import (
	"fmt"
	"slices"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Row is one line of the sheet.
type Row struct {
	Due    data.Date
	Number string
	Unit   string
	What   string
	Step   string
	Owner  string // the officer
}

// Rows are what is owed until the day after the board's, the most pressing
// first. What somebody typed, such as the words of a task, stays in the case:
// it may name a patient.
func Rows(board data.TodayBoard) []Row {
	var rows []Row
	for _, i := range board.Items {
		if i.Due.IsZero() || i.Due > board.Day+1 {
			continue
		}
		rows = append(rows, Row{Due: i.Due, Number: i.Case.Number, Unit: i.Case.Unit, What: whatOf(i), Step: i.NextStep, Owner: i.Case.Owner})
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return int(a.Due - b.Due) })
	return rows
}

// whatOf names what is owed by its kind alone.
func whatOf(i data.TodayItem) string {
	if i.Kind == data.OwedClock {
		for _, k := range data.ClockKinds {
			if k.Value == i.Clock {
				return k.Label
			}
		}
	}
	if words, ok := kinds[i.Kind]; ok {
		return words
	}
	return "Something owed"
}

var kinds = map[data.OwedKind]string{
	data.OwedClock: "A duty", data.OwedPromise: "A promise", data.OwedTask: "A task", data.OwedStep: "A step of the investigation",
	data.OwedReferral: "A department's answer", data.OwedAdvocacy: "An action for the patient", data.OwedAction: "An action plan", data.OwedReview: "Something to look at again",
}

// Document lays the sheet out. practice marks every page of practice data.
func Document(board data.TodayBoard, s data.Settings, from string, practice bool, now time.Time) (*page.Document, error) {
	doc := page.NewDocument(page.Letter, "en-US", "Handover sheet", now)
	doc.Author = s.Facility
	f := page.NewFlow(doc, page.LetterStyles(10.5), page.Frame{Left: 54, Right: 558, Top: 54, Bottom: 730})
	f.Heading(1, "What is owed today and tomorrow")
	f.Para(fmt.Sprintf("%s, %s. %s. From %s.", s.Facility, s.Office, board.Day.Format("Monday, January 2, 2006"), from))
	rows := Rows(board)
	f.Para(said(rows, board))
	for _, part := range []struct {
		title string
		fits  func(data.Date) bool
	}{
		{"Overdue", func(d data.Date) bool { return d < board.Day }},
		{"Due today", func(d data.Date) bool { return d == board.Day }},
		{"Due tomorrow", func(d data.Date) bool { return d > board.Day }},
	} {
		if lines := linesOf(rows, part.fits); len(lines) > 0 {
			f.Heading(2, part.title)
			f.Table(page.Table{Columns: []page.Column{{Head: "Case", Width: 84}, {Head: "Due", Width: 46}, {Head: "Unit", Width: 88}, {Head: "What"}, {Head: "Next step"}, {Head: "Owner", Width: 74}}, Rows: lines})
		}
	}
	f.Para("The sheet names no patient. Open the case for the rest, and shred the sheet at the end of the day.")
	if p := f.Problems(); len(p) > 0 {
		return nil, fmt.Errorf("composing the handover sheet: %d characters cannot be printed", len(p))
	}
	f.Finish(func(*page.Sheet) {})
	if practice {
		doc.Mark("PRACTICE DATA")
	}
	return doc, nil
}

// said counts the lines, and says when the board held more than it shows.
func said(rows []Row, board data.TodayBoard) string {
	if len(rows) == 0 {
		return "Nothing is owed today or tomorrow."
	}
	late := 0
	for _, r := range rows {
		if r.Due < board.Day {
			late++
		}
	}
	words := fmt.Sprintf("%d in all, %d of them overdue.", len(rows), late)
	shown := map[data.TodayGroup]int{}
	for _, i := range board.Items {
		shown[i.Group]++
	}
	for group, n := range board.Counts {
		if n > shown[group] {
			return words + " The list is longer than one sheet takes; the rest is on the page of the day."
		}
	}
	return words
}

func linesOf(rows []Row, fits func(data.Date) bool) [][]string {
	var lines [][]string
	for _, r := range rows {
		if fits(r.Due) {
			lines = append(lines, []string{r.Number, r.Due.Format("Jan 2"), r.Unit, r.What, r.Step, r.Owner})
		}
	}
	return lines
}

// PDF makes the sheet as a file.
func PDF(board data.TodayBoard, s data.Settings, from string, practice bool, now time.Time) ([]byte, error) {
	doc, err := Document(board, s, from, practice, now)
	if err != nil {
		return nil, err
	}
	return pdf.Write(doc)
}
