package letters

import "rapport/data/redact"

// Shares answers the desk: what is copied from the letter is redacted by what its case
// knows.
func (s *Screen) Shares() (int64, *redact.Finder) {
	return s.file.Key, redact.NewFinder(redact.Known(s.file, s.desk.Session.Settings(), s.desk.Session.Officer()))
}
