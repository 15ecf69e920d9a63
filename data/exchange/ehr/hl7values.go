package ehr

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"rapport/data"
)

// orElse returns the first text that is not empty.
func orElse(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// ssnSet are Social Security numbers met while a patient is read, by their digits, so
// that one that is written twice counts once. It is forgotten with the reading.
type ssnSet map[string]bool

func (s ssnSet) add(value string) {
	if digits := digitsOf(value); digits != "" {
		s[digits] = true
	}
}

func (s ssnSet) has(value string) bool { return s[digitsOf(value)] }

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// isEmail tells an address of electronic mail from other texts; it does not check it.
func isEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(s, " \t,;<>") && !strings.Contains(domain, "@")
}

// isYes reads the words by which files say yes.
func isYes(s string) bool {
	return slices.Contains([]string{"y", "yes", "true", "1", "t", "si", "sí"}, strings.ToLower(s))
}

// sexOf reads a code or a word for sex; what it does not know is "other" where the
// file says so, and empty where it is no answer.
func sexOf(s string) string {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "m", "male", "masculino", "hombre", "1":
		return "male"
	case "f", "female", "femenino", "mujer", "2":
		return "female"
	case "o", "other", "otro", "un", "undifferentiated", "a", "ambiguous", "x", "nonbinary", "non-binary", "intersex":
		return "other"
	case "u", "unk", "unknown", "n", "desconocido":
		return "unknown"
	}
	return ""
}

func hasAddress(a data.FileAddress) bool {
	return len(a.Lines) > 0 || a.City != "" || a.State != "" || a.Postal != "" || a.Country != "" || a.Text != ""
}

// mrnByType finds the medical record number among identifiers that have types (HL7
// table 0203): the one of type MR; else the first that is not known to be something
// else. It is sure where only one can be meant.
func mrnByType(ids []data.Identifier) (mrn string, sure bool) {
	typed := false
	for _, id := range ids {
		switch mr := isMRN(id.Type); {
		case mr && !typed:
			mrn, typed, sure = id.Value, true, true
		case mr:
			sure = sure && id.Value == mrn
		case mrn == "" && !typed && !otherNumber(id.Type):
			mrn, sure = id.Value, len(ids) == 1
		}
	}
	return mrn, sure
}

// otherNumber knows the types that are never a medical record number: accounts,
// visits, licenses, insurance.
func otherNumber(t string) bool {
	return slices.Contains([]string{"AN", "VN", "DL", "PPN", "PN", "NPI", "MA", "MC", "MCN", "MCD", "BC", "NH", "NHSNMBR", "HC", "JHN", "LN", "EI", "EN", "FI", "ACSN", "PLAC", "FILL", "SN", "TAX"}, strings.ToUpper(t))
}

// isLanguage tells whether a text is a code of ISO 639 or the English or Spanish
// name of a language that hospitals write.
func isLanguage(s string) bool {
	s = strings.TrimSpace(s)
	if len([]rune(s)) > 3 && !strings.ContainsAny(s, "0123456789") {
		return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" -_(),;/.'", r) })
	}
	if len(s) < 2 {
		return false
	}
	_, err := language.ParseBase(s)
	return err == nil
}

// relationWords returns the words for a relation: those of the file, else those of
// the code (HL7 table 0063, RoleCode of HL7 v3), else the code.
func relationWords(code, words string) string {
	if known := relations[strings.ToUpper(code)]; known != "" {
		return known
	}
	return orElse(words, code)
}

// relations are the letters of HL7 tables 0063 and 0131 and of the common roles of
// HL7 version 3 in words; where a file has words of its own these stay.
var relations = map[string]string{
	"CP": "contact person", "F": "federal agency", "I": "insurance company", "S": "state agency", "EP": "emergency contact",
	"PR": "person preparing referral", "BP": "billing contact",
	"SPO": "spouse", "SPS": "spouse", "HUSB": "husband", "WIFE": "wife", "DOM": "domestic partner", "DOMPART": "domestic partner",
	"PAR": "parent", "PRN": "parent", "MTH": "mother", "MTHR": "mother", "FTH": "father", "FTHR": "father",
	"NMTH": "mother", "NFTH": "father", "STPMTH": "stepmother", "STPFTH": "stepfather", "STPPRN": "stepparent",
	"CHD": "child", "CHILD": "child", "DAU": "daughter", "DAUC": "daughter", "SON": "son", "SONC": "son", "NCH": "natural child", "NCHILD": "natural child",
	"SCH": "stepchild", "STPCHLD": "stepchild", "FCH": "foster child", "CHLDFOST": "foster child", "CHLDINLAW": "child-in-law",
	"SIB": "sibling", "BRO": "brother", "SIS": "sister", "HBRO": "half brother", "HSIS": "half sister",
	"GRD": "guardian", "GUARD": "guardian", "GUADLTM": "guardian ad litem", "LEG": "legal guardian", "POWATT": "power of attorney", "DPOWATT": "durable power of attorney", "HPOWATT": "healthcare power of attorney",
	"GRP": "grandparent", "GPARNT": "grandparent", "GRPRN": "grandparent", "GRMTH": "grandmother", "GRFTH": "grandfather",
	"GCH": "grandchild", "GRNDCHILD": "grandchild", "GRNDDAU": "granddaughter", "GRNDSON": "grandson",
	"AUNT": "aunt", "UNCLE": "uncle", "NIENEPH": "niece or nephew", "NIECE": "niece", "NEPHEW": "nephew", "COUSN": "cousin",
	"INLAW": "in-law", "MTHINLAW": "mother-in-law", "FTHINLAW": "father-in-law", "EXT": "extended family", "EXF": "extended family", "FAMMEMB": "family member",
	"FND": "friend", "FRND": "friend", "NBOR": "neighbor", "ROOM": "roommate", "CGV": "caregiver", "ASC": "associate", "EMC": "emergency contact", "EC": "emergency contact", "ECON": "emergency contact",
	"C": "emergency contact", "N": "next of kin", "NOK": "next of kin", "EME": "employee", "EMR": "employer", "E": "employer",
	"SIGOTHR": "significant other", "DEP": "handicapped dependent", "WRD": "ward of court", "MGR": "manager", "OAD": "other adult", "OTH": "other", "O": "other", "SELF": "self", "SEL": "self", "UNK": "unknown", "TRA": "trainer", "OWN": "owner", "NON": "none",
}
