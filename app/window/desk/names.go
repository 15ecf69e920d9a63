package desk

import (
	"strings"
	"unicode"
)

// Name is somebody's name as a list shows it: the initials while names are hidden.
func (d *Desk) Name(name string) string {
	if !d.NamesHidden {
		return name
	}
	return Initials(name)
}

// Number is a number that tells who somebody is, as a list shows it.
func (d *Desk) Number(number string) string {
	if !d.NamesHidden || number == "" {
		return number
	}
	return "hidden"
}

// Initials are the first letters of the parts of a name, in its order.
func Initials(name string) string {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(name, apart) {
		if letters := []rune(strings.Trim(part, "'’")); len(letters) > 0 {
			b.WriteRune(unicode.ToUpper(letters[0]))
			b.WriteByte('.')
		}
	}
	return b.String()
}
