package ehr

import (
	"slices"
	"strings"
	"unicode"
)

// bannerLabels are labels beside the headings of work lists.
var bannerLabels = map[string]TableField{
	"nombre": "name", "nombredelpaciente": "name", "nombreyapellidos": "name", "nombrecompleto": "name", "pt": "name", "legalname": "name", "patientlegalname": "name",
	"preferredname": "alias", "aka": "alias", "alias": "alias", "nickname": "alias", "nombrepreferido": "alias",
	"fnac": "birth_date", "fechadenac": "birth_date", "nacimiento": "birth_date", "nacido": "birth_date", "nacida": "birth_date", "fdn": "birth_date", "birthdateage": "birth_date", "dobage": "birth_date",
	"medrec": "mrn", "nhc": "mrn", "numdeexpediente": "mrn", "nodeexpediente": "mrn", "numerodeexpediente": "mrn", "nodehistoria": "mrn", "numdehistoria": "mrn", "mrnno": "mrn", "emrn": "mrn", "hospitalno": "mrn",
	"epino": "identifier", "patientno": "identifier", "ptid": "identifier",
	"ph": "phone", "h": "phone", "home": "phone", "hometel": "phone", "numerodetelefono": "phone", "telefonodecasa": "phone", "c": "mobile", "m": "mobile", "telefonocelular": "mobile", "w": "work_phone", "work": "work_phone",
	"homeaddressline": "address", "residence": "address", "permanentaddress": "address", "preflang": "language", "langpref": "language", "languagepreference": "language", "languages": "language", "idiomapreferente": "language",
	"interpreterservices": "interpreter", "necesitainterprete": "interpreter", "requiereinterprete": "interpreter", "interp": "interpreter",
	"rm": "room", "rmbed": "room", "bedroom": "room", "unitroom": "unit", "unitroombed": "unit", "locationroombed": "unit", "pos": bannerSkip,
	"adm": "from", "admitdt": "from", "visitdatetime": "from", "admdatetime": "from", "fechadeadmision": "from",
	"att": "attending", "attn": "attending", "attndr": "attending", "attendingprov": "attending", "md": "attending", "doctor": "attending", "medicoacargo": "attending", "primarydr": "pcp", "primarycaredoctor": "pcp",
	"medicodeatencionprimaria": "pcp", "medicoprimario": "pcp", "ec": "contact_name", "parientemascercano": "contact_name", "contactoemergencia": "contact_name", "contacto": "contact_name", "relacion": "contact_relation",
	"encounterdatetime": "from", "hospitalserviceclass": "class", "pacienteclase": "class",
}

// bannerIgnored are labels of what ails a patient and of other things that are not
// taken. A label that is not known is treated in the same way; these are known so that
// two words of them are not taken for one.
var bannerIgnored = []string{"age", "edad", "allergies", "allergy", "alergias", "dx", "diagnosis", "diagnoses", "problem", "problems", "problemlist", "reason", "reasonforvisit", "chiefcomplaint", "cc", "admitdx", "admitdiagnosis",
	"codestatus", "isolation", "meds", "medications", "pmh", "weight", "wt", "height", "ht", "bmi", "insurance", "ins", "payor", "payer", "plan", "coverage", "religion", "race", "ethnicity", "marital", "maritalstatus", "employer", "occupation",
	"date", "time", "printed", "printdate", "printedon", "printedby", "los", "diet", "precautions", "fallrisk", "mychart", "mychartstatus", "lastvisit", "nextappt", "pronouns", "service", "note", "notes", "comment", "comments", "diagnostico", "motivo", "seguro"}

// labelOf says what the words before a colon mean, and whether they are a label that is
// known.
func labelOf(words string) (TableField, bool) {
	name := compact(words)
	switch {
	case name == "":
		return "", false
	case ssnHeading(words) || name == "ss":
		return "ssn", true
	case slices.Contains(bannerIgnored, name):
		return bannerSkip, true
	}
	if f, ok := bannerLabels[name]; ok {
		return f, true
	}
	if f, ok := exactHeading(words); ok {
		return f, true
	}
	if len(name) > 3 {
		return looseHeading(words)
	}
	return "", false
}

// label is a label within a part of a line: where it begins and where its value does.
type label struct {
	field    TableField
	from, to int
}

// longestLabel is how many bytes before a colon can be of its label.
const longestLabel = 80

// labelsIn finds the labels in a part of a line: up to four words before a colon, an
// equals sign, or a number sign.
func labelsIn(s string) []label {
	var all []label
	last := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != ':' && c != '=' && c != '#' {
			continue
		}
		if c == ':' && i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1]) {
			continue // a time of day
		}
		begin := max(last, i-longestLabel)
		from, field, known := wordsBefore(s[begin:i])
		if c == '#' && !known || from < 0 {
			continue
		}
		to := i + 1
		for to < len(s) && strings.IndexByte(":=# ", s[to]) >= 0 {
			to++
		}
		all = append(all, label{field, begin + from, to})
		last, i = to, to-1
	}
	return all
}

// wordsBefore finds the label that ends a text: the most words, up to four, that are a
// known one, else the last word.
func wordsBefore(s string) (from int, field TableField, known bool) {
	trimmed := strings.TrimRight(s, " ")
	starts := []int{}
	inWord := false
	for i, r := range trimmed {
		word := !unicode.IsSpace(r) && r != ',' && r != ';' && r != '('
		if word && !inWord {
			starts = append(starts, i)
		}
		inWord = word
	}
	if len(starts) == 0 {
		return -1, "", false
	}
	for i := max(0, len(starts)-4); i < len(starts); i++ {
		if f, ok := labelOf(trimmed[starts[i]:]); ok {
			return starts[i], f, true
		}
	}
	at := starts[len(starts)-1]
	if !strings.ContainsFunc(trimmed[at:], unicode.IsLetter) {
		return -1, "", false
	}
	if len(starts) <= 3 && starts[0] == 0 {
		at = 0
	}
	return at, bannerSkip, false
}

// labelsShown counts the different labels of a registration screen in a text: before
// colons, alone on a line, or before a tab with nothing else on the line.
func labelsShown(lines []string) int {
	seen := map[TableField]bool{}
	note := func(f TableField) {
		if f != bannerSkip {
			seen[f] = true
		}
	}
	for i, line := range lines {
		line = bare.ReplaceAllString(strings.TrimSpace(line), "$1$2: $4")
		cells := segmentBreak.Split(line, -1)
		for _, cell := range cells {
			for _, lab := range labelsIn(cell) {
				note(lab.field)
			}
		}
		f, known := labelOf(cells[0])
		if !known || strings.ContainsAny(line, ":=") {
			continue
		}
		if _, heading := labelOf(cells[len(cells)-1]); len(cells) == 2 && !heading {
			note(f)
		}
		if len(cells) == 1 && i+1 < len(lines) {
			if _, heading := labelOf(lines[i+1]); !heading {
				note(f)
			}
		}
	}
	return len(seen)
}
