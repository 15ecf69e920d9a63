package casefile

import (
	"context"
	"slices"
	"strings"

	"rapport/app/window/desk"
	"rapport/data"
	"rapport/data/redact"
	"rapport/reports/caserecord"
	"rapport/reports/pdf"
)

// Shares answers the desk: what is copied from the case is redacted by what it knows.
func (s *Screen) Shares() (int64, *redact.Finder) { return s.file.Key, s.finder() }

// finder knows the people and the numbers of the case. It is made anew when the case
// has changed.
func (s *Screen) finder() *redact.Finder {
	if s.knows == nil {
		s.knows = redact.NewFinder(redact.Known(s.file, s.settings(), s.office...))
	}
	return s.knows
}

// CopySafe offers a copy without identifiers of the case, or of a part of it.
func (s *Screen) CopySafe() {
	if s.read {
		s.copySafe(data.ID{})
	}
}

// copySafe offers the texts of the case, the one with the id first.
func (s *Screen) copySafe(first data.ID) {
	texts := s.sharable(first)
	s.desk.RedactedCopy(desk.SafeCopy{Case: s.file.Key, Part2: s.file.HoldsPart2(), Finder: s.finder(), Texts: texts})
}

// sharable are the texts of the case that a copy can be made of: the record as it is
// shown here, what happened, the timeline, each note that can be read, each letter.
func (s *Screen) sharable(first data.ID) []desk.Sharable {
	f, set, today := s.file, s.settings(), s.today()
	var all []desk.Sharable
	add := func(id data.ID, label, of string, read func(context.Context) (string, error)) {
		one := desk.Sharable{Label: label, Of: of, Read: read}
		if id != (data.ID{}) && id == first {
			all = append([]desk.Sharable{one}, all...)
			return
		}
		all = append(all, one)
	}
	fixed := func(text string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return text, nil }
	}
	add(data.ID{}, "The record of the case", "the record of the case", func(context.Context) (string, error) {
		return caserecord.Text(withoutDigests(f), caserecord.Local(set, today)), nil
	})
	if strings.TrimSpace(f.Story) != "" {
		add(data.ID{}, "What happened, in their words", "what happened", fixed(f.Story))
	}
	if text := s.timelineText(); text != "" {
		add(data.ID{}, "The timeline", "the timeline", fixed(text))
	}
	for _, n := range f.Notes {
		if !n.Hidden {
			add(n.ID, "Note of "+s.moment(n.At), "a note", fixed(n.Text))
		}
	}
	for _, l := range f.Letters {
		add(l.ID, "Letter: "+strings.ToLower(l.Kind.String())+" of "+s.day(l.Date), "a letter", func(ctx context.Context) (string, error) {
			file, err := s.desk.Session.LetterPDF(ctx, f.Key, l.ID)
			if err != nil {
				return "", err
			}
			words, err := pdf.PageWords(file)
			return flowed(words), err
		})
	}
	return all
}

// timelineText is the timeline of the investigation, a line each.
func (s *Screen) timelineText() string {
	var b strings.Builder
	for _, e := range s.file.Timeline(s.zone()) {
		b.WriteString(strings.TrimSpace(s.moment(e.When)+"  "+e.Subject+"  "+e.With) + "\n")
	}
	return strings.TrimSpace(b.String())
}

// flowed joins the lines of a page that belong to one paragraph: those after a full
// line.
func flowed(words string) string {
	const full = 60
	var b strings.Builder
	long := false
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			continue
		case b.Len() > 0 && long:
			b.WriteByte(' ')
		case b.Len() > 0:
			b.WriteByte('\n')
		}
		b.WriteString(line)
		long = len(line) >= full
	}
	return b.String()
}

// withoutDigests is a case without what tells its letters and documents from all
// others: such a code is an identifier (45 CFR 164.514(b)(2)(i)(R)).
func withoutDigests(f data.CaseFile) data.CaseFile {
	f.Letters, f.Attachments, f.Received = slices.Clone(f.Letters), slices.Clone(f.Attachments), slices.Clone(f.Received)
	for i := range f.Letters {
		f.Letters[i].SHA256 = ""
		f.Letters[i].Dispatches = slices.Clone(f.Letters[i].Dispatches)
		for n := range f.Letters[i].Dispatches {
			f.Letters[i].Dispatches[n].Tracking = ""
		}
	}
	for i := range f.Attachments {
		f.Attachments[i].SHA256 = ""
	}
	for i := range f.Received {
		f.Received[i].Fingerprint, f.Received[i].Manifest = "", ""
	}
	return f
}
