package exchange

import (
	"cmp"
	"slices"
	"strings"

	"rapport/data"
)

// UnknownValue is a word of a file that is not on Rapport's list. The officer says
// once what it is; the map remembers it.
type UnknownValue struct {
	Field string
	Was   string
	Count int // rows that have it
	Rows  []int
	// Suggestion is the word of the list that is likest, empty where none is.
	Suggestion string
	// Refuses is set where a row with the word does not come in until it is known;
	// units may also stay as they are written.
	Refuses bool
	// To is what the map says of it already; Known whether it does.
	To    string
	Known bool
}

// Choice is a word that a value can be read as.
type Choice struct {
	Value string
	Label string
}

// Choices are the words that a field takes; none for one that takes any text.
func (p *Plan) Choices(field string) []Choice { return choicesOf(field, p.Settings) }

func choicesOf(field string, set data.Settings) []Choice {
	switch field {
	case fieldChannel:
		return choices(data.Channels)
	case fieldKind:
		return choices(data.Kinds)
	case fieldRelation:
		return choices(data.Relations)
	case fieldCategory, fieldCategory2:
		return choices(categories(set))
	case fieldFinding:
		return choices(data.Outcomes)
	case fieldClosure:
		return choices(data.Closures)
	case fieldSeverity:
		return choices(severities)
	case fieldStatus:
		return choices(statuses)
	case fieldUnit:
		all := make([]Choice, len(set.Units))
		for i, u := range set.Units {
			all[i] = Choice{u, u}
		}
		return all
	}
	return nil
}

func choices[T ~string](list []data.Term[T]) []Choice {
	all := make([]Choice, len(list))
	for i, t := range list {
		all[i] = Choice{string(t.Value), t.Label}
	}
	return all
}

// manyValues marks a field of the office's own, such as units, of which only so
// many are asked about: beyond that the column holds something else.
const manyValues = 200

// Unknown lists the words of the file that are not on Rapport's lists, the most
// frequent first within each field, with those that the map translates already.
func (p *Plan) Unknown() []UnknownValue {
	var all []UnknownValue
	h := headingsOf(p.Sheet)
	for _, f := range Fields(p.Map.Record) {
		if !f.Listed && f.Name != fieldUnit || p.Map.Columns[f.Name] == "" {
			continue
		}
		at, err := h.column(p.Map.Columns[f.Name])
		if err != nil {
			continue
		}
		found := p.unknownIn(f, at)
		if f.Name == fieldUnit && len(found) > manyValues {
			continue
		}
		all = append(all, found...)
	}
	return all
}

func (p *Plan) unknownIn(f Field, column int) []UnknownValue {
	place := map[string]int{}
	var found []UnknownValue
	choices := p.Choices(f.Name)
	for _, r := range p.Sheet.Rows {
		for _, word := range wordsOf(f.Name, oneLine(r.at(column))) {
			if isChoice(choices, word) {
				continue
			}
			i, there := place[headingKey(word)]
			if !there {
				i = len(found)
				place[headingKey(word)] = i
				u := UnknownValue{Field: f.Name, Was: word, Refuses: f.Listed, Suggestion: suggest(f.Name, word, choices)}
				u.To, u.Known = p.Map.translation(f.Name, word)
				found = append(found, u)
			}
			if found[i].Count++; len(found[i].Rows) < 5 {
				found[i].Rows = append(found[i].Rows, r.Number)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b UnknownValue) int { return cmp.Compare(b.Count, a.Count) })
	return found
}

// wordsOf are the words of a cell: categories and findings may be several.
func wordsOf(field, cell string) []string {
	switch {
	case cell == "":
		return nil
	case field == fieldCategory || field == fieldCategory2 || field == fieldFinding:
		return list(cell)
	case field == fieldSeverity:
		return []string{strings.TrimSuffix(cell, ".0")}
	}
	return []string{cell}
}

func isChoice(all []Choice, word string) bool {
	return slices.ContainsFunc(all, func(c Choice) bool { return strings.EqualFold(c.Value, word) || strings.EqualFold(c.Label, word) })
}

// translation is what the map makes of a word.
func (m Map) translation(field, word string) (to string, known bool) {
	for from, to := range m.Values[field] {
		if headingKey(from) == headingKey(word) {
			return to, true
		}
	}
	return "", false
}

// spoken are the words that logs have for those of Rapport, field by field.
var spoken = map[string]map[string]string{
	fieldChannel: {
		"walk in": "in_person", "walkin": "in_person", "bedside": "in_person", "in person": "in_person", "face to face": "in_person", "verbal": "in_person", "visit": "in_person",
		"call": "phone", "telephone": "phone", "phone call": "phone", "tel": "phone", "voice mail": "voicemail", "vm": "voicemail", "message": "voicemail",
		"mail": "letter", "postal mail": "letter", "written": "letter", "us mail": "letter", "post": "letter", "e mail": "email", "email": "email",
		"web": "web_form", "website": "web_form", "online": "web_form", "internet": "web_form", "web site": "web_form", "mychart": "portal", "patient portal": "portal",
		"card": "comment_card", "press ganey": "survey", "hcahps": "survey", "facebook": "social_media", "google": "social_media", "yelp": "social_media", "review": "social_media",
		"staff": "staff_relay", "employee": "staff_relay", "referral": "staff_relay", "rounds": "rounding", "administration": "executive_office", "ceo": "executive_office", "cms": "state_agency", "department of health": "state_agency", "doh": "state_agency",
		"joint commission": "accreditor", "tjc": "accreditor", "lawyer": "attorney", "insurance": "insurer", "congress": "elected_official", "senator": "elected_official"},
	fieldKind: {
		"formal complaint": "grievance", "formal": "grievance", "griev": "grievance", "g": "grievance", "informal": "complaint", "informal complaint": "complaint", "c": "complaint",
		"pals": "concern", "issue": "concern", "kudos": "compliment", "praise": "compliment", "thank you": "compliment", "positive": "compliment", "inquiry": "information", "question": "information", "request": "information",
		"hipaa": "privacy", "discrimination": "civil_rights", "ada": "civil_rights", "section 1557": "civil_rights", "bill": "billing", "billing issue": "billing", "lost item": "lost_property", "lost items": "lost_property", "belongings": "lost_property", "idea": "suggestion"},
	fieldRelation: {
		"patient": "self", "pt": "self", "husband": "spouse", "wife": "spouse", "partner": "spouse", "significant other": "spouse", "mother": "parent", "father": "parent", "mom": "parent", "dad": "parent",
		"son": "child", "daughter": "child", "brother": "sibling", "sister": "sibling", "family member": "family", "relative": "family", "grandmother": "family", "grandfather": "family", "grandson": "family", "granddaughter": "family", "aunt": "family", "uncle": "family", "niece": "family", "nephew": "family", "cousin": "family", "in law": "family",
		"neighbor": "friend", "poa": "hcpoa", "power of attorney": "hcpoa", "health care proxy": "hcpoa", "legal guardian": "guardian", "lawyer": "attorney", "employee": "staff", "nurse": "staff", "physician": "staff", "unknown": "anonymous", "insurance": "payer", "nursing home": "facility"},
	fieldFinding: {
		"yes": "substantiated", "y": "substantiated", "valid": "substantiated", "validated": "substantiated", "founded": "substantiated", "upheld": "substantiated", "confirmed": "substantiated", "partly upheld": "partially", "partial": "partially", "partially upheld": "partially",
		"no": "unsubstantiated", "n": "unsubstantiated", "not substantiated": "unsubstantiated", "unfounded": "unsubstantiated", "not upheld": "unsubstantiated", "invalid": "unsubstantiated", "not validated": "unsubstantiated",
		"unable to substantiate": "inconclusive", "unable to determine": "inconclusive", "undetermined": "inconclusive", "unknown": "inconclusive", "n a": "out_of_scope", "not applicable": "out_of_scope"},
	fieldClosure: {
		"yes": "resolved_satisfied", "satisfied": "resolved_satisfied", "resolved": "resolved_unknown", "closed": "resolved_unknown", "complete": "resolved_unknown", "completed": "resolved_unknown", "unknown": "resolved_unknown", "no": "reasonable_not_satisfied", "not satisfied": "reasonable_not_satisfied", "dissatisfied": "reasonable_not_satisfied", "unsatisfied": "reasonable_not_satisfied",
		"unable to contact": "no_contact", "unable to reach": "no_contact", "no response": "no_contact", "referred": "referred_out", "transferred": "referred_out", "withdrawn by complainant": "withdrawn", "dropped": "withdrawn"},
	fieldStatus: {
		"active": "open", "in progress": "open", "pending": "open", "new": "open", "reopened": "open", "under review": "open", "under investigation": "open", "ongoing": "open", "o": "open",
		"resolved": "closed", "complete": "closed", "completed": "closed", "done": "closed", "finished": "closed", "c": "closed", "final": "closed", "archived": "closed"},
	fieldSeverity: {
		"none": "0", "minor": "1", "minimal": "1", "moderate": "2", "med": "2", "major": "3", "severe": "3", "critical": "3", "serious": "3", "extreme": "3", "catastrophic": "3", "h": "3", "m": "2", "l": "1", "4": "3", "5": "3"},
	fieldCategory: {
		"quality of care": "quality", "care": "quality", "clinical care": "quality", "treatment": "quality", "nursing care": "quality", "medication": "safety", "medication error": "safety", "fall": "safety", "falls": "safety", "infection": "safety", "patient safety": "safety", "medical error": "safety",
		"facility": "environment", "facilities": "environment", "cleanliness": "environment", "food": "environment", "housekeeping": "environment", "noise": "environment", "parking": "environment", "equipment": "environment", "room": "environment", "dietary": "environment",
		"billing": "processes", "scheduling": "processes", "wait time": "processes", "wait times": "processes", "waiting": "processes", "delay": "processes", "delays": "processes", "access": "processes", "admission": "processes", "discharge": "processes", "lost belongings": "processes", "lost property": "processes", "records": "processes", "registration": "processes", "access to care": "processes",
		"attitude": "respect", "staff attitude": "respect", "rudeness": "respect", "rude": "respect", "rude staff": "respect", "courtesy": "respect", "dignity": "respect", "privacy": "respect", "confidentiality": "respect", "behavior": "respect", "staff behavior": "respect", "discrimination": "respect", "professionalism": "respect", "customer service": "respect", "patient rights": "respect",
		"not listened to": "listening", "ignored": "listening", "concern dismissed": "listening", "information": "communication", "not informed": "communication", "staff communication": "communication", "physician communication": "communication"},
}

func init() { spoken[fieldCategory2] = spoken[fieldCategory] }

// suggest is the word of the list that a word of a file most likely means: one that
// logs are known to use, one that begins alike, or the likest by its letters. Empty
// where none is like it.
func suggest(field, word string, all []Choice) string {
	plain := plainHeading(word)
	if to, ok := spoken[field][plain]; ok && isChoice(all, to) {
		return to
	}
	best, like := "", 0.0
	for _, c := range all {
		label := plainHeading(c.Label)
		score := max(likeness(plain, label), likeness(plain, plainHeading(c.Value)))
		if plain != "" && (within(label, plain) || within(plain, label) || strings.HasPrefix(label, plain) && len(plain) > 3) {
			score = max(score, 0.8)
		}
		if score > like {
			best, like = c.Value, score
		}
	}
	if like >= 0.6 {
		return best
	}
	for from, to := range spoken[field] { // "Rude nurse" means what "rude" does
		if len(from) > 3 && within(plain, from) && isChoice(all, to) && (best == "" || like < 0.6 || to < best) {
			best, like = to, 0.6
		}
	}
	if like >= 0.6 {
		return best
	}
	return ""
}

// likeness is how many pairs of letters two words share, from 0 to 1 (Dice).
func likeness(a, b string) float64 {
	pairs := func(s string) map[string]int {
		all, r := map[string]int{}, []rune(s)
		for i := 0; i+1 < len(r); i++ {
			all[string(r[i:i+2])]++
		}
		return all
	}
	if a == b && a != "" {
		return 1
	}
	x, y := pairs(a), pairs(b)
	both, n := 0, 0
	for p, k := range x {
		both += min(k, y[p])
		n += k
	}
	for _, k := range y {
		n += k
	}
	if n == 0 {
		return 0
	}
	return 2 * float64(both) / float64(n)
}
