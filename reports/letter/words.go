package letter

import "rapport/data"

// labels are the words that stand on every letter outside its template.
type labels struct {
	date, reference, contact, line      string
	enclosures, copies                  string
	confidential, internal, help, pages string // help takes a phone number; pages the number and the total
	noDate, noName, noPhone             string // shown in a draft
}

var labelsIn = map[data.Lang]labels{
	data.English: {
		date: "Date", reference: "Our reference", contact: "Your contact", line: "Direct line",
		enclosures: "Enclosures", copies: "Copy",
		confidential: "Confidential: meant only for the person to whom it is addressed.",
		internal:     "Confidential: for the work of the hospital alone. Do not file in the medical record.",
		help:         "For help reading this letter, large print, or a free interpreter, call %s.", pages: "Page %d of %d",
		noDate: "[date]", noName: "[name]", noPhone: "[phone]",
	},
	data.Spanish: {
		date: "Fecha", reference: "Nuestra referencia", contact: "Su contacto", line: "Teléfono directo",
		enclosures: "Anexos", copies: "Copia",
		confidential: "Confidencial: solo para la persona a quien va dirigida.",
		internal:     "Confidencial: solo para el trabajo del hospital. No archivar en el expediente médico.",
		help:         "Si necesita ayuda para leer esta carta, letra grande o un intérprete gratis, llame al %s.", pages: "Página %d de %d",
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
