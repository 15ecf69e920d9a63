package plain

import (
	"errors"
	"io/fs"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

// CopySentence says what is wrong with a copy of the case file: the sentences of
// [Sentence] are about the case file itself.
func CopySentence(err error) string {
	var page *vault.PageFault
	switch {
	case errors.As(err, &page):
		return "Damaged or altered: " + page.Error() + "."
	case errors.Is(err, vault.ErrDamaged):
		return "Damaged or altered, or not whole."
	case errors.Is(err, vault.ErrNewerVersion) || errors.Is(err, data.ErrNewerVersion):
		return "Written by a newer version of Rapport; install that version to use it."
	case errors.Is(err, vault.ErrNoCaseFile), errors.Is(err, fs.ErrNotExist):
		return "Not there any more."
	case errors.Is(err, fs.ErrPermission):
		return "You may not read it."
	}
	return "It could not be read to its end; look whether the drive is still there."
}

// LostSentence says what of the case file in use a restore of the copy would take
// away.
func LostSentence(c store.CaseCopy, l data.Locale) string {
	n := func(count int64, one, many string) string {
		if count == 1 {
			return "1 " + one
		}
		return l.Count(int(count)) + " " + many
	}
	switch d := c.Since; {
	case d == nil:
		return "What was done since this copy cannot be told."
	case d.Ahead:
		return "This copy goes further than the case file in use."
	case d.Parted:
		return "This copy went another way than the case file in use: what was done in the case file since they parted would be lost."
	case d.Cases == 0 && d.Entries == 0:
		return "Nothing was done since this copy was made."
	case d.Cases == 0:
		return "No case was changed since this copy was made; settings and other entries may have been."
	default:
		words := n(d.Cases, "case was", "cases were") + " changed since this copy was made"
		if d.New > 0 {
			words += ", " + n(d.New, "of them new", "of them new")
		}
		words += ". These changes would not be in the restored case file; they stay in what is put aside."
		if d.Purged > 0 {
			words += " " + n(d.Purged, "case that was purged since would be back; purge it once more.", "cases that were purged since would be back; purge them once more.")
		}
		return words
	}
}
