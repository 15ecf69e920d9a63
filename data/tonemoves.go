package data

import "slices"

// LetterMove is one of the five things that a good answer does, in their order.
type LetterMove string

// The five moves of a good answer.
const (
	MoveAcknowledge LetterMove = "acknowledge" // say what the person told
	MoveApologise   LetterMove = "apologise"   // say sorry for what they went through
	MoveAnswer      LetterMove = "answer"      // say what was found
	MoveAct         LetterMove = "act"         // say what was or will be done
	MoveAsk         LetterMove = "ask"         // ask what is still open, and say whom to call
)

// LetterMoves are all five in their order.
var LetterMoves = []LetterMove{MoveAcknowledge, MoveApologise, MoveAnswer, MoveAct, MoveAsk}

// MissingMoves returns the moves that a whole letter does not seem to make, in
// their order, by the phrases that such moves are made with. None for a language
// other than English and Spanish.
func MissingMoves(letter string, lang Lang) []LetterMove {
	phrases, ok := moveWords[lang]
	if !ok {
		return nil
	}
	var missing []LetterMove
	for _, m := range LetterMoves {
		if _, found := firstWord(letter, phrases[m]); !found {
			missing = append(missing, m)
		}
	}
	return slices.Clip(missing)
}

// moveWords are written as firstWord reads them: small letters, no apostrophes.
var moveWords = map[Lang]map[LetterMove][]string{
	English: {
		MoveAcknowledge: {"thank you for", "you told us", "you said", "you wrote", "you asked", "you described", "you shared", "you let us know", "your concerns",
			"as we understand", "how you felt", "you were", "you felt", "we understand that"},
		MoveApologise: {"sorry", "apologize", "apologise", "apology", "apologies", "regret that"},
		MoveAnswer: {"we found", "i found", "we learned", "i learned", "we saw", "we could not", "we were not able", "you were right", "our review", "the record shows",
			"your record shows", "shows that", "here is what", "what we found", "told us that the", "we did not"},
		MoveAct: {"we have changed", "we changed", "we now", "we will", "i will", "we have asked", "we asked", "we met with", "i met with", "we spoke with", "i spoke with",
			"we started", "we have started", "we added", "we have added", "from now on", "we taught", "we trained", "we have trained", "we talked with", "we shared your"},
		MoveAsk: {"please call", "call me", "call us", "please tell", "tell us if", "let me know", "let us know", "questions", "please write", "contact me", "contact us",
			"reach me", "reach us", "do you", "would you", "can you"},
	},
	Spanish: {
		MoveAcknowledge: {"gracias por", "usted nos contó", "usted nos dijo", "usted dijo", "usted escribió", "usted nos escribió", "nos contó", "nos dijo", "sus inquietudes",
			"entendemos que", "usted pidió", "usted sintió", "nos compartió"},
		MoveApologise: {"lo sentimos", "lamentamos", "lamento", "lo siento", "sentimos que", "sentimos mucho", "siento que", "siento mucho", "disculpas", "perdón", "perdone",
			"disculpe"},
		MoveAnswer: {"encontramos", "encontré", "supimos", "vimos que", "no pudimos", "usted tenía razón", "usted tiene razón", "nuestra revisión", "el expediente muestra",
			"su expediente muestra", "muestra que", "lo que encontramos", "no hicimos", "confirmamos"},
		MoveAct: {"hemos cambiado", "quitamos", "le mandaremos", "le enviaremos", "cambiamos", "ahora hay", "ahora las", "ahora los", "ahora el", "ahora la", "vamos a", "pedimos que", "hablamos con", "hablé con", "nos reunimos con", "empezamos", "agregamos", "desde ahora", "desde entonces", "a partir de", "capacitamos",
			"enseñamos", "hemos pedido"},
		MoveAsk: {"llame", "llámeme", "llámenos", "díganos", "dígame", "preguntas", "pregunta", "escríbanos", "escríbame", "comuníquese", "avísenos", "avíseme", "quisiera", "quiere que", "quiere usted"},
	},
}
