package feedback

import (
	"context"

	"rapport/app/window/desk"
	"rapport/data"
	"rapport/data/redact"
)

// Shares answers the desk: who is in a comment nobody knows, but what has the form of
// an identifier is hidden in what is copied.
func (s *Screen) Shares() (int64, *redact.Finder) { return 0, s.finder(data.Feedback{}) }

// finder knows who said a comment, where they left a name, and the office.
func (s *Screen) finder(f data.Feedback) *redact.Finder {
	known := redact.Known(data.CaseFile{}, s.desk.Session.Settings(), s.desk.Session.Officer())
	if f.Who != "" {
		known = append(known, redact.Entity{Kind: redact.Name, Tag: "[complainant]", Forms: []string{f.Who}})
	}
	return redact.NewFinder(known)
}

// copySafe offers a copy without identifiers of a comment.
func (s *Screen) copySafe(f data.Feedback) {
	s.desk.RedactedCopy(desk.SafeCopy{Finder: s.finder(f), Texts: []desk.Sharable{{Label: "The comment", Of: "a comment", Read: func(context.Context) (string, error) { return f.Text, nil }}}})
}
