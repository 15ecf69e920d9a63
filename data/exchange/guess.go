package exchange

import (
	"cmp"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapport/data"
)

// lookedAt is how many rows are looked at to tell what a column holds.
const lookedAt = 400

// habits is what the cells of a column look like, as parts of those that are not
// empty.
type habits struct {
	filled                            int
	date, email, phone, number, short float64
	long                              float64 // cells of more than forty characters
	distinct                          float64
}

var (
	phoneCell = regexp.MustCompile(`^\+?[\d][\d ()./\-]{6,18}(?:\s*(?:x|ext\.?)\s*\d{1,6})?$|^\(\d{3}\)\s?\d{3}[\-. ]?\d{4}$`)
	plainInt  = regexp.MustCompile(`^-?\d{1,9}(?:\.\d+)?$`)
)

func habitsOf(s Sheet, column int, today data.Date) habits {
	var h habits
	seen := map[string]bool{}
	for _, r := range s.Rows[:min(len(s.Rows), lookedAt)] {
		cell := oneLine(r.at(column))
		if cell == "" {
			continue
		}
		h.filled++
		seen[strings.ToLower(cell)] = true
		if len(readDateFrom(cell, today, 1890).day) > 0 { // birth dates too
			h.date++
		}
		if a, err := mail.ParseAddress(cell); err == nil && a.Address == cell {
			h.email++
		}
		digits := strings.Count(strings.Map(onlyDigits, cell), "0")
		if phoneCell.MatchString(cell) && digits >= 7 && digits <= 15 && strings.ContainsAny(cell, "-. ()") {
			h.phone++
		}
		if plainInt.MatchString(cell) {
			h.number++
		}
		if len([]rune(cell)) > 40 {
			h.long++
		} else {
			h.short++
		}
	}
	if n := float64(h.filled); n > 0 {
		h.date, h.email, h.phone, h.number, h.long, h.short = h.date/n, h.email/n, h.phone/n, h.number/n, h.long/n, h.short/n
		h.distinct = float64(len(seen)) / n
	}
	return h
}

// onlyDigits makes every digit a 0 and drops what is none.
func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return '0'
	}
	return -1
}

// plainHeading is a heading in small letters and digits, one blank between words;
// "Date Received (mm/dd/yyyy)" and "date_received" are both "date received".
func plainHeading(h string) string {
	if i := strings.IndexAny(h, "(["); i > 0 {
		h = h[:i]
	}
	var b strings.Builder
	lower := false
	for _, r := range h {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if unicode.IsUpper(r) && lower { // DateReceived
				b.WriteByte(' ')
			}
			lower = unicode.IsLower(r)
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '.':
		default:
			lower = false
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// fit is how well a column suits a field.
type fit struct {
	column, field int
	score         int
}

// guessColumns gives each field the column that suits it best, by the names of the
// columns and by what stands in them.
func guessColumns(s Sheet, r Record, today data.Date) map[string]string {
	fields := Fields(r)
	h := headingsOf(s)
	var fits []fit
	for i, heading := range s.Header {
		if h.twice[headingKey(heading)] || strings.TrimSpace(heading) == "" {
			continue
		}
		look := habitsOf(s, i, today)
		for k, f := range fields {
			if score := suits(plainHeading(heading), f, look); score > 0 {
				fits = append(fits, fit{i, k, score})
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.column, b.column), cmp.Compare(a.field, b.field))
	})
	chosen, taken := map[string]string{}, map[int]bool{}
	for _, f := range fits {
		name := fields[f.field].Name
		if _, has := chosen[name]; has || taken[f.column] {
			continue
		}
		chosen[name], taken[f.column] = s.Header[f.column], true
	}
	if chosen[fieldText] == "" {
		if i := longest(s, taken, today); i >= 0 {
			chosen[fieldText] = s.Header[i]
		}
	}
	return chosen
}

// suits scores a column for a field, 0 where it does not suit.
func suits(heading string, f Field, look habits) int {
	score := nameScore(heading, f)
	content := 0
	switch f.Name {
	case fieldEmail:
		content = part(look.email, 60)
	case fieldPhone:
		content = part(look.phone, 50)
	}
	if score == 0 && content == 0 || look.filled == 0 && score < 90 {
		return 0
	}
	switch {
	case f.Date && look.filled > 0 && look.date < 0.5:
		return 0 // "Letter sent" with yes and no is no day
	case !f.Date && f.Name != fieldID && look.filled > 0 && look.date > 0.9 && look.number < 0.9:
		return 0
	case (f.Name == fieldText || f.Name == fieldMore || f.Name == fieldResolution || f.Name == fieldAction) && look.number > 0.9:
		return 0
	case f.Name == fieldDays && look.filled > 0 && look.number < 0.9:
		return 0
	case f.Listed && f.Name != fieldFinding && look.long > 0.5:
		return 0 // a text, not a word of a list
	case f.Name == fieldComplainant && look.number > 0.5, f.Name == fieldPatient && look.number > 0.5:
		return 0
	}
	if f.Name == fieldText {
		score += part(look.long, 15)
	}
	return score + content
}

func part(of float64, most int) int {
	if of < 0.6 {
		return 0
	}
	return int(of * float64(most))
}

// nameScore scores a heading: 100 for the first name of a field, a little less for
// the later ones, 40 where one of at least two words stands in the heading.
func nameScore(heading string, f Field) int {
	best := 0
	for i, name := range f.heads {
		name = plainHeading(name)
		switch {
		case heading == name:
			best = max(best, 100-min(i, 30)/2)
		case strings.Contains(name, " ") && within(heading, name):
			best = max(best, 60)
		case within(heading, name) && len(name) > 3:
			best = max(best, 40)
		}
	}
	return best
}

// within reports whether the words of name stand in the heading, one after the
// other.
func within(heading, name string) bool {
	return strings.Contains(" "+heading+" ", " "+name+" ")
}

// longest is the column with the longest texts among those not taken, -1 where none
// has texts.
func longest(s Sheet, taken map[int]bool, today data.Date) int {
	best, at := 0.25, -1
	for i := range s.Header {
		if look := habitsOf(s, i, today); !taken[i] && look.filled > 0 && look.long > best {
			best, at = look.long, i
		}
	}
	return at
}

// guessRecord tells complaints from comments by the names of the columns.
func guessRecord(s Sheet) Record {
	cases, comments := 0, 0
	for _, h := range s.Header {
		switch plain := plainHeading(h); {
		case containsAny(plain, "comment", "survey", "respondent", "recommend", "rating", "stars", "feedback", "nps", "sentiment", "top box", "verbatim", "satisfaction score", "response id"):
			comments += 2
		case containsAny(plain, "complain", "grievance", "patient", "mrn", "closed", "resolution", "resolved", "status", "owner", "assigned", "severity", "finding", "outcome", "allegation", "acknowledg", "letter", "relation"):
			cases += 2
		}
	}
	if comments > cases {
		return RecordFeedback
	}
	return RecordCase
}

func containsAny(text string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(text, p) })
}

// guessThemes finds a run of columns that hold nothing but a tick, which are themes,
// or the column with a list of them.
func guessThemes(s Sheet, m Map) Themes {
	taken := map[string]bool{}
	for _, h := range m.Columns {
		taken[headingKey(h)] = true
	}
	from, to, best := -1, -1, 2 // at least three of them
	begin, ticked := -1, 0
	for i := 0; i <= len(s.Header); i++ {
		if i < len(s.Header) && !taken[headingKey(s.Header[i])] {
			if n, alone := ticks(s, i); alone && (n > 0 || begin >= 0) {
				if begin < 0 {
					begin = i
				}
				if n > 0 {
					ticked++
				}
				continue
			}
		}
		if begin >= 0 && i-begin > best && ticked > 1 {
			from, to, best = begin, i-1, i-begin
		}
		begin, ticked = -1, 0
	}
	if from >= 0 {
		return Themes{From: s.Header[from], To: s.Header[to]}
	}
	for _, h := range s.Header {
		if plain := plainHeading(h); !taken[headingKey(h)] && slices.Contains([]string{"themes", "theme", "tags", "tag", "topics", "topic", "categories", "category"}, plain) {
			return Themes{Column: h}
		}
	}
	return Themes{}
}

// ticks counts the ticks of a column, and reports whether it holds nothing else: a
// run of themes may have some that nobody ticked.
func ticks(s Sheet, column int) (n int, alone bool) {
	for _, r := range s.Rows {
		switch cell := strings.ToLower(oneLine(r.at(column))); {
		case slices.Contains(appliesIn, cell):
			n++
		case cell != "" && cell != "0" && cell != "0.0" && cell != "no" && cell != "n" && cell != "false":
			return n, false
		}
	}
	return n, true
}
