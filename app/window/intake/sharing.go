package intake

import "rapport/data/redact"

// Shares answers the desk: of a case that is not yet there nobody is known, but what
// has the form of an identifier is hidden in what is copied.
func (s *Screen) Shares() (int64, *redact.Finder) { return 0, redact.NewFinder(nil) }
