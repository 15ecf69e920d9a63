package exchange

import (
	"fmt"
	"iter"
	"slices"
	"strings"

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
		return data.Feedback{}, refuse(r.Number, err)
	}
	unit := c.term(r, fieldUnit)
	if unit == "" {
		unit = m.Fixed[fieldUnit]
	}
	f := data.Feedback{
		Source: m.Source, Received: d.day, Row: r.Number, Digest: r.digest(),
		Unit: translated(m, fieldUnit, unit), Question: c.term(r, fieldQuestion), Text: joinTexts(c.text(r, fieldText), c.text(r, fieldMore)),
		Themes: c.themesOf(r, m.Themes), Who: c.term(r, fieldRespondent), Reach: joinReach(c.term(r, fieldPhone), c.term(r, fieldEmail)),
	}
	if remark, ok := d.remark(m.DateOrder); ok {
		f.DateNote = remark.Why
		if !remark.Read.IsZero() {
			f.DateNote = fmt.Sprintf("the file has %q, %s", remark.Was, remark.Why)
		}
	}
	score := c.term(r, fieldSentiment)
	var ok bool
	if f.Sentiment, ok = m.Scale.read(score); !ok {
		return data.Feedback{}, Refusal{r.Number, m.Columns[fieldSentiment], fmt.Sprintf("the sentiment is %q; it must be %s", short(score), m.Scale.words())}
	}
	f.Asks = data.AsksForAnswer(f, m.wants(c, r))
	if _, has := c.field[fieldID]; !has {
		f.ExternalID = seen.of(r)
		return f, nil
	}
	f.ExternalID = c.term(r, fieldID)
	if f.ExternalID == "" {
		return data.Feedback{}, Refusal{r.Number, m.Columns[fieldID], fmt.Sprintf("its %q is empty. Give the row a number of its own", m.Columns[fieldID])}
	}
	return f, nil
}

// wants reports whether the person ticked that they want an answer.
func (m Map) wants(c columns, r Row) bool {
	cell := headingKey(c.term(r, fieldReply))
	yes, _, _ := strings.Cut(cell, ",") // Yes, please contact me
	return slices.Contains(appliesIn, cell) || yes == "yes" || strings.HasPrefix(cell, "yes ")
}

func joinReach(phone, email string) string {
	return strings.TrimSpace(strings.Join([]string{phone, email}, " "))
}
