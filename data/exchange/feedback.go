package exchange

import (
	"fmt"
	"iter"

	"rapport/data"
)

// Comments are the rows of a sheet as feedback.
type Comments struct {
	// Rows yields each row once, in the order of the file: feedback ready to
	// store, or a [Refusal].
	Rows iter.Seq2[data.Feedback, error]
	// Dates lists the rows whose date could not be read, or was read against
	// the order that the map states. The former are imported without a date.
	Dates []data.DateRemark
	Count int // rows
}

// Feedback reads the rows of a sheet as comments. Nothing received after today
// is believed. The error is a sentence about the map or the heading.
func (m Map) Feedback(s Sheet, today data.Date) (Comments, error) {
	if m.Record != RecordFeedback {
		return Comments{}, faultf("the map %q is for cases, not for comments. Choose another map", m.Name)
	}
	c, err := m.bind(s)
	if err != nil {
		return Comments{}, err
	}
	dates := c.dates(s, m, today)
	comments := Comments{Count: len(s.Rows)}
	for _, d := range dates {
		if remark, ok := d.remark(m.DateOrder); ok {
			comments.Dates = append(comments.Dates, remark)
		}
	}
	comments.Rows = func(yield func(data.Feedback, error) bool) {
		seen := identities{}
		for i, r := range s.Rows {
			if !yield(m.comment(c, s, r, dates[i], seen)) {
				return
			}
		}
	}
	return comments, nil
}

func (m Map) comment(c columns, s Sheet, r Row, d *dated, seen identities) (data.Feedback, error) {
	if err := tooWide(r, s.Header); err != nil {
		return data.Feedback{}, Refusal{r.Number, err.Error()}
	}
	f := data.Feedback{
		Source: m.Source, Received: d.day,
		Unit: c.term(r, fieldUnit), Question: c.term(r, fieldQuestion), Text: c.text(r, fieldText),
		Themes: c.themesOf(r, m.Themes),
	}
	if remark, ok := d.remark(m.DateOrder); ok {
		f.DateNote = remark.Why
		if !remark.Read.IsZero() {
			f.DateNote = fmt.Sprintf("the file has %q, %s", remark.Was, remark.Why)
		}
	}
	var err error
	if f.Sentiment, err = c.number(r, fieldSentiment, 1, 5); err != nil {
		return data.Feedback{}, Refusal{r.Number, err.Error()}
	}
	if _, has := c.field[fieldID]; !has {
		f.ExternalID = seen.of(r)
		return f, nil
	}
	f.ExternalID = c.term(r, fieldID)
	if f.ExternalID == "" {
		return data.Feedback{}, Refusal{r.Number, fmt.Sprintf("its %q is empty. Give the row a number of its own", m.Columns[fieldID])}
	}
	return f, nil
}
