package backups

import (
	"fmt"
	"strings"
	"time"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data/store"
	"rapport/data/vault"
)

// when is the day and time of a copy, with its year: copies reach back for one.
func when(c store.CaseCopy, zone *time.Location) string {
	if c.When().IsZero() {
		return "not known"
	}
	return stamp(c.When(), zone)
}

func stamp(at time.Time, zone *time.Location) string {
	return at.In(zone).Format("Jan 2, 2006") + " " + ui.Clock(at, zone)
}

var placeWords = map[store.CopyPlace]string{
	store.BesideCaseFile: "Beside the case file", store.SecondPlace: "Second place", store.PutAside: "Put aside by a restore", store.ChosenFolder: "Chosen folder",
}

func where(c store.CaseCopy) string {
	words := placeWords[c.Place]
	switch c.Before {
	case vault.BeforeImport:
		words += ", before an import"
	case vault.BeforeMigration:
		words += ", before an update"
	}
	return words
}

// state says in a few words whether a copy can be used.
func state(c store.CaseCopy) (string, ui.Tone) {
	switch {
	case c.Wrong != nil:
		return "Cannot be used", ui.ToneOverdue
	case c.Locked && c.CaseFile != "" && !c.Same && c.Place == store.ChosenFolder:
		return "Another case file, or another key", ui.ToneSoon
	case c.Locked:
		return "Opens with a passphrase of that time", ui.ToneSoon
	case c.Place == store.PutAside:
		return placeWords[store.PutAside], ui.ToneMuted
	case len(c.Changed) > 0:
		return "Whole; other passphrases", ui.ToneOK
	}
	return "Whole", ui.ToneOK
}

func number(c store.CaseCopy, n int64) string {
	if c.Wrong != nil || c.Locked {
		return "–"
	}
	return ui.Count(int(n))
}

// detail says all that is known of a copy.
func detail(c store.CaseCopy, zone *time.Location) string {
	var lines []string
	switch {
	case c.Wrong != nil:
		lines = append(lines, plain.CopySentence(c.Wrong))
	case c.Locked:
		lines = append(lines, "This copy does not open with the key in use. It opens with the passphrase that one of its officers had when it was made: "+strings.Join(c.Officers, ", ")+".")
	default:
		lines = append(lines, plain.LostSentence(c, ui.Locale()))
		lines = append(lines, fmt.Sprintf("It holds %s, %s of them open. Its last entry is No. %s of %s.",
			ui.Plural(int(c.Cases), "case", "cases"), ui.Count(int(c.Open)), ui.Count(int(c.LastSeq)), stamp(c.LastAt, zone)))
	}
	if c.Rotated {
		lines = append(lines, "Made before the key of the case file was changed.")
	}
	if words := passphraseWords(c); words != "" {
		lines = append(lines, words)
	}
	if c.Practice {
		lines = append(lines, "Practice data: nobody in it is real.")
	}
	return strings.Join(append(lines, c.Path), "\n")
}

// passphraseWords says who signs in otherwise than today.
func passphraseWords(c store.CaseCopy) string {
	var words []string
	if len(c.Changed) > 0 {
		words = append(words, "These had another passphrase then: "+strings.Join(c.Changed, ", ")+".")
	}
	if len(c.Added) > 0 {
		words = append(words, "Could not sign in then: "+strings.Join(c.Added, ", ")+".")
	}
	if len(c.Removed) > 0 {
		words = append(words, "Could sign in then and cannot today: "+strings.Join(c.Removed, ", ")+".")
	}
	return strings.Join(words, " ")
}

// maxReason is how many letters the reason of a restore may have.
const maxReason = 2000
