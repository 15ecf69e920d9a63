package data

import (
	"slices"
	"strings"
)

// english is the language that the office speaks where nothing else is said.
const english = "English"

// signLanguage is the language for which the interpreter is another.
const signLanguage = "American Sign Language"

// languageNames are the languages spoken most in the United States, with their
// codes: ISO 639-1, 639-2 and 639-3.
var languageNames = map[string]string{
	"English": "en eng", "Spanish": "es spa", "Chinese": "zh zho chi", "Mandarin": "cmn", "Cantonese": "yue", "Vietnamese": "vi vie", "Tagalog": "tl tgl", "Filipino": "fil", "Arabic": "ar ara",
	"French": "fr fra fre", "Korean": "ko kor", "Russian": "ru rus", "Haitian Creole": "ht hat", "German": "de deu ger", "Hindi": "hi hin", "Portuguese": "pt por", "Italian": "it ita",
	"Polish": "pl pol", "Japanese": "ja jpn", "Urdu": "ur urd", "Persian": "fa fas per", "Gujarati": "gu guj", "Telugu": "te tel", "Bengali": "bn ben", "Tamil": "ta tam", "Punjabi": "pa pan", "Thai": "th tha",
	"Armenian": "hy hye arm", "Hmong": "hmn", "Hebrew": "he iw heb", "Greek": "el ell gre", "Ukrainian": "uk ukr", "Khmer": "km khm", "Lao": "lo lao", "Somali": "so som", "Amharic": "am amh", "Swahili": "sw swa",
	"Yoruba": "yo yor", "Igbo": "ig ibo", "Nepali": "ne nep", "Burmese": "my mya bur", "Malayalam": "ml mal", "Marathi": "mr mar", "Serbian": "sr srp", "Croatian": "hr hrv", "Bosnian": "bs bos", "Albanian": "sq sqi alb",
	"Romanian": "ro ron rum", "Dutch": "nl nld dut", "Yiddish": "yi yid", "Navajo": "nv nav", "Samoan": "sm smo", "Tongan": "to ton", "Ilocano": "ilo", "Turkish": "tr tur", "Pashto": "ps pus", "Dari": "prs",
	"Kurdish": "ku kur", "Tigrinya": "ti tir", "Oromo": "om orm", "Karen": "kar", "Indonesian": "id ind", "Malay": "ms msa may", "Czech": "cs ces cze", "Slovak": "sk slk slo", "Hungarian": "hu hun", "Bulgarian": "bg bul",
	"Swedish": "sv swe", "Norwegian": "no nor nb nob", "Danish": "da dan", "Finnish": "fi fin", "Icelandic": "is isl ice", "Lithuanian": "lt lit", "Latvian": "lv lav", "Marshallese": "mh mah", "Chamorro": "ch cha",
	"Hawaiian": "haw", "Kinyarwanda": "rw kin", "Lingala": "ln lin", "Wolof": "wo wol", "Twi": "tw twi", "Georgian": "ka kat geo", "Uzbek": "uz uzb", signLanguage: "ase sgn sgn-us",
}

// languageCodes are the names by their codes and by themselves, in small letters.
var languageCodes = func() map[string]string {
	all := map[string]string{"asl": signLanguage, "sign language": signLanguage, "farsi": "Persian", "castilian": "Spanish", "creole": "Haitian Creole"}
	for name, codes := range languageNames {
		all[strings.ToLower(name)] = name
		for _, code := range strings.Fields(codes) {
			all[code] = name
		}
	}
	return all
}()

// LanguageNamed returns the office's word for a language, of its ISO 639 code, with
// or without a region, or its name: "spa", "es-US" and "SPANISH" are Spanish. False
// where it knows neither.
func LanguageNamed(code, text string) (string, bool) {
	for _, word := range []string{code, text} {
		w := strings.ToLower(strings.TrimSpace(word))
		if name, ok := languageCodes[strings.ReplaceAll(w, "_", "-")]; ok {
			return name, true
		}
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune(";,(/-_^", r) }) {
			if name, ok := languageCodes[strings.TrimSpace(part)]; ok {
				return name, true
			}
			break // what follows is a region or another name
		}
	}
	return "", false
}

// language adds the language that the patient prefers, and the interpreter.
func (b *sheetBuilder) language(r Registration) {
	langs := slices.Clone(r.Languages)
	slices.SortStableFunc(langs, func(x, y FileLanguage) int {
		return map[bool]int{true: -1, false: 1}[x.Preferred] - map[bool]int{true: -1, false: 1}[y.Preferred]
	})
	row := ReviewRow{Key: "patient.language", Label: "Language spoken", Now: b.patient.Language}
	for _, l := range langs {
		if name, ok := LanguageNamed(l.Code, l.Text); ok && !slices.Contains(row.Choices, name) {
			row.Choices = append(row.Choices, name)
		}
	}
	sure := len(row.Choices) == 1 || len(langs) > 0 && langs[0].Preferred
	switch {
	case len(langs) == 0:
	case len(row.Choices) == 0:
		row.Found, row.State = joinWords(", ", langs[0].Text, langs[0].Code), RowShown
		row.Why = "Rapport does not know this code of a language. Ask the patient, and type the language in the form of the person."
		b.row(row, false)
	default:
		if row.Choices[0] == english && row.Now == "" {
			row.Now = english // the office's own
		}
		if code := strings.TrimSpace(langs[0].Code); code != "" && row.Now == "" && len(row.Choices) == 1 {
			row.Why = "The file has the code “" + code + "”."
		}
		b.pick(row, 0, sure)
	}
	if i := interpreterOf(r); i != "" {
		now := b.patient.Interpreter
		row := ReviewRow{Key: "patient.interpreter", Label: "Interpreter", Found: i.String()}
		if now != "" {
			row.Now = now.String()
		}
		b.row(row, true)
	}
}

// interpreterOf is the interpreter that a registration asks for.
func interpreterOf(r Registration) Interpreter {
	for _, l := range r.Languages {
		if name, _ := LanguageNamed(l.Code, l.Text); name == signLanguage && (l.Preferred || len(r.Languages) == 1) {
			return "asl"
		}
	}
	if r.Interpreter {
		return "spoken"
	}
	return ""
}
