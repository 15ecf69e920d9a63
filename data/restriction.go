package data

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Restriction keeps a case to people by name: whoever is not named sees its number
// and that it is restricted, nothing else, whatever their role (45 CFR
// 164.308(a)(4), 164.502(b)). [RightBreakGlass] is the way past it.
type Restriction struct {
	Reason string   `json:"reason"`
	Names  []string `json:"names"` // of the officers who may see the case
	// About are the officers of the office whom the case is about. They stay out
	// whatever their roles are, and cannot break the glass.
	About []string `json:"about,omitempty"`
	Since Date     `json:"since"` // the office's day on which it was set
	By    string   `json:"by"`
}

// Admits reports whether somebody may see the case.
func (r Restriction) Admits(officer string) bool {
	return hasName(r.Names, officer) && !hasName(r.About, officer)
}

// SamePeople reports whether two restrictions admit the same people.
func (r Restriction) SamePeople(other Restriction) bool {
	admitted := func(r Restriction) []string {
		names := slices.DeleteFunc(slices.Clone(r.Names), func(n string) bool { return !r.Admits(n) })
		for i := range names {
			names[i] = strings.ToLower(strings.TrimSpace(names[i]))
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	return slices.Equal(admitted(r), admitted(other))
}

func hasName(names []string, officer string) bool {
	return !blank(officer) && slices.ContainsFunc(names, func(n string) bool { return sameName(n, officer) })
}

// SubjectsAmong returns the officers of the office whom the case names as staff
// involved.
func (f *CaseFile) SubjectsAmong(officers []Officer) []string {
	var about []string
	for _, o := range officers {
		if f.ComplainedAbout(o.Name) {
			about = append(about, o.Name)
		}
	}
	return about
}

// RestrictionAdvice is a reason to restrict a case, with who could be named. An
// officer with [RightRestrict] decides.
type RestrictionAdvice struct {
	Because string
	About   []string // officers of the office whom the case is about, or whom its words name
	Names   []string // who reads cases and is not among them
}

// SuggestRestriction says whether the facts of a case speak for a restriction: an
// officer of the office is named as the staff member complained about, or the
// person's own words name one. It says nothing of a case that is restricted
// already.
func SuggestRestriction(f CaseFile, officers []Officer) (RestrictionAdvice, bool) {
	if f.Restriction != nil || f.State == StatePurged {
		return RestrictionAdvice{}, false
	}
	a := RestrictionAdvice{About: f.SubjectsAmong(officers)}
	a.Because = strings.Join(a.About, ", ") + " of the office is named as staff involved."
	if len(a.About) == 0 {
		a.About = f.mentionedAmong(officers)
		a.Because = "What happened names " + strings.Join(a.About, ", ") + " of the office."
	}
	if len(a.About) == 0 {
		return RestrictionAdvice{}, false
	}
	a.Because += " Restrict the case to people whom it is not about."
	for _, o := range officers {
		if o.May(RightRead) && !hasName(a.About, o.Name) {
			a.Names = append(a.Names, o.Name)
		}
	}
	return a, true
}

// mentionedAmong returns the officers of the office whose given and family name
// stand in what the person said.
func (f *CaseFile) mentionedAmong(officers []Officer) (named []string) {
	said := []string{f.Story, f.Remedy}
	for _, i := range f.Issues {
		said = append(said, i.Words, i.Understood)
	}
	words := bareWords(strings.Join(said, " . "))
	for _, o := range officers {
		if name := bareWords(o.Name); strings.Contains(strings.TrimSpace(name), " ") && strings.Contains(words, name) {
			named = append(named, o.Name)
		}
	}
	return named
}

// bareWords are the words of a text in small letters, without marks, a blank around
// each.
func bareWords(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-' && r != '.'
	})
	for i, w := range words {
		w = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(w, ".-'’"), "'s"), "’s")
		words[i] = w
	}
	return " " + strings.Join(words, " ") + " "
}

// RestrictionGaps checks a restriction of a case: a reason, only names of officers
// whose role reads cases, among them one who may work on it, and none whom it is
// about.
func RestrictionGaps(r Restriction, f CaseFile, officers []Officer) Missing {
	var m Missing
	m.add(blank(r.Reason), "reason", "reason", "Write why the case is restricted; its history keeps the reason.")
	m.checkText(r.Reason, maxText, "reason", "The reason")
	works := false
	for _, name := range r.Names {
		i := slices.IndexFunc(officers, func(o Officer) bool { return sameName(o.Name, name) })
		switch {
		case i < 0:
			m.add(true, "names.unknown", "names", "Choose people of the office by their names; one of these is not there.")
		case hasName(r.About, name) || f.ComplainedAbout(name):
			m.add(true, "names.subject", "names", officers[i].Name+" is whom the case is about and cannot be named; choose others.")
		case !officers[i].May(RightRead):
			m.add(true, "names.role", "names", officers[i].Name+" has no role that sees cases; choose somebody else, or have the role given first.")
		}
		works = works || i >= 0 && officers[i].May(RightWork)
	}
	for _, name := range r.About {
		m.add(!slices.ContainsFunc(officers, func(o Officer) bool { return sameName(o.Name, name) }), "about.unknown", "about",
			"Choose people of the office by their names; one of those whom the case is about is not there.")
	}
	m.add(!works, "names.nobody", "names", "Name at least one person who may work on the case.")
	return m.once()
}

// MergeRestrictionGaps refuses to merge cases that are not kept to the same
// people. The one that goes on takes in people and issues of the other, so either
// would open what the other one keeps; and to shut somebody out takes a right, a
// reason and an entry of its own, which a merge does not have.
func MergeRestrictionGaps(from, into CaseFile) Missing {
	var m Missing
	a, b := from.Restriction, into.Restriction
	same := a == nil && b == nil || a != nil && b != nil && a.SamePeople(*b)
	m.add(!same, "merge.restricted", "number", "One of these cases is restricted to other people than the other. Restrict both to the same people first, then merge them.")
	return m
}

// GlassBreak is an opening of a case against its list, or for its restricted
// notes. It stays unread until somebody else has looked into it.
type GlassBreak struct {
	Seq        int64     `json:"-"`
	At         time.Time `json:"at"`
	By         string    `json:"by"`
	Key        int64     `json:"-"` // of the case
	Number     string    `json:"number"`
	Reason     string    `json:"reason"`
	ReviewedAt time.Time `json:"reviewed_at,omitzero"`
	ReviewedBy string    `json:"reviewed_by,omitempty"`
	Note       string    `json:"note,omitempty"` // what the review found
}

// Reviewed reports whether somebody has looked into it.
func (g GlassBreak) Reviewed() bool { return !g.ReviewedAt.IsZero() }

// leastReason is how many characters a reason for breaking the glass has at
// least: enough for a sentence that a privacy officer can look into.
const leastReason = 20

// BreakGlassGaps checks the reason for breaking the glass.
func BreakGlassGaps(reason string) Missing {
	var m Missing
	words := strings.Fields(reason)
	m.add(len([]rune(strings.Join(words, " "))) < leastReason || len(words) < 3, "reason", "reason",
		"Write in a sentence why you must see this case now; the privacy officer reads it.")
	m.checkText(reason, maxText, "reason", "The reason")
	return m
}

// ReviewGaps says why somebody may not review a broken glass: it is for a privacy
// officer who did not break it and, where no other privacy officer is there, for a
// manager.
func (g GlassBreak) ReviewGaps(me Officer, office []Officer) Missing {
	var m Missing
	able := g.reviewers(office)
	own := sameName(g.By, me.Name)
	m.add(own && len(able) == 0, "reviewer.nobody", "note",
		"You broke this glass yourself, and nobody else of the office may review it. It stays unread until somebody else is privacy officer or manager; have the administrator give the role to somebody.")
	m.add(own && len(able) > 0, "reviewer.own", "note", "You broke this glass yourself. It is for "+strings.Join(able, " or ")+" to review.")
	m.add(!own && !hasName(able, me.Name), "reviewer.role", "note", "A privacy officer who did not break the glass reviews it; without one, a manager.")
	return m
}

// MayReview reports whether somebody may review a broken glass.
func (g GlassBreak) MayReview(me Officer, office []Officer) bool {
	return len(g.ReviewGaps(me, office)) == 0
}

// reviewers names who may review a broken glass.
func (g GlassBreak) reviewers(office []Officer) []string {
	for _, role := range []OfficeRole{RolePrivacy, RoleManager} {
		var names []string
		for _, o := range office {
			if o.Roles.Has(role) && !sameName(o.Name, g.By) {
				names = append(names, o.Name)
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// ReviewNoteGaps checks what a review says.
func ReviewNoteGaps(note string) Missing {
	var m Missing
	m.add(blank(note), "note", "note", "Write what you found: whether it was needed, and what follows.")
	m.checkText(note, maxText, "note", "The note")
	return m
}

// Restricted is a case as somebody sees it who may not see it: its key and its
// number.
func (f CaseFile) Restricted() CaseFile {
	return CaseFile{Case: Case{Key: f.Key, Number: f.Number}}
}
