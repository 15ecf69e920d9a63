package practice

import "rapport/data"

// Phrases are a few texts of the practice office for letters.
func Phrases() []data.Phrase {
	return []data.Phrase{
		{Title: "Sorry for the wait", Language: data.English, Kinds: []data.LetterKind{data.NoticeOfDecision},
			Text: "We are sorry that you waited so long. You should not have had to ask twice."},
		{Title: "Thank you for telling us", Language: data.English, Text: "Thank you for telling us. What you say helps us to do better for the next person."},
		{Title: "Gracias por decírnoslo", Language: data.Spanish, Text: "Gracias por decírnoslo. Lo que nos cuenta nos ayuda a mejorar."},
	}
}
