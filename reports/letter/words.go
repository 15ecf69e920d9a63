package letter

import "rapport/data"

// labels are the words that stand on every letter outside its template.
type labels struct {
	HeadWords
	internal           string // instead of Confidential, on a memo
	enclosures, copies string
	noDate, noName     string // shown in a draft
	noPhone            string
}

var labelsIn = map[data.Lang]labels{
	data.English: {
		HeadWords: HeadWords{
			Date: "Date", Reference: "Our reference", Contact: "Your contact", Line: "Direct line", Address: "Our address",
			Confidential: "Confidential: meant only for the person to whom it is addressed.",
			Help:         "For help reading this letter, large print, or a free interpreter, call %s.",
			Page:         "Page %d of %d",
		},
		internal:   "Confidential: for the work of the hospital alone. Do not file in the medical record.",
		enclosures: "Enclosures", copies: "Copy",
		noDate: "[date]", noName: "[name]", noPhone: "[phone]",
	},
	data.Spanish: {
		HeadWords: HeadWords{
			Date: "Fecha", Reference: "Referencia", Contact: "Su contacto", Line: "Teléfono", Address: "Nuestra dirección",
			Confidential: "Confidencial: solo para la persona a quien va dirigida.",
			Help:         "Si necesita ayuda para leer esta carta, letra grande o un intérprete gratis, llame al %s.",
			Page:         "Página %d de %d",
		},
		internal:   "Confidencial: solo para el trabajo del hospital. No archivar en el expediente médico.",
		enclosures: "Anexos", copies: "Copia",
		noDate: "[fecha]", noName: "[nombre]", noPhone: "[teléfono]",
	},
}

// labelsFor are the labels of a letter in the language; English where there are none.
func labelsFor(l data.Lang) labels {
	if words, ok := labelsIn[l]; ok {
		return words
	}
	return labelsIn[data.English]
}

// headFor are the words around a letter of the kind.
func (l labels) headFor(k data.LetterKind) HeadWords {
	head := l.HeadWords
	if k.Spec().Memo {
		head.Confidential, head.Help = l.internal, ""
	}
	return head
}

// FormOf is the geometry of the letter that the facts make.
func FormOf(x data.LetterFacts) Geometry {
	x.Settings.Office = data.OfficeIn(x.Template.Language, x.Settings.Office)
	return GeometryFor(x.Settings, labelsFor(x.Template.Language).headFor(x.Draft.Kind), x.Draft.LargePrint)
}
