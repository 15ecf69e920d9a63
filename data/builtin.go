package data

import (
	"embed"
	"encoding/json"
	"fmt"
	"sync"
)

// builtin holds the templates that come with the program: one file for each kind
// and language, named kind.language.json.
//
//go:embed templates/*.json
var builtin embed.FS

// BuiltinTemplates returns the templates that come with the program, in the
// order of [LetterKinds] and [Langs]. A new case file begins with them, in use.
var BuiltinTemplates = sync.OnceValue(func() []Template {
	var all []Template
	for _, k := range LetterKinds {
		for _, l := range Langs {
			if t, ok := readBuiltin(k.Value, l.Value); ok {
				all = append(all, t)
			}
		}
	}
	return all
})

func readBuiltin(k LetterKind, l Lang) (Template, bool) {
	raw, err := builtin.ReadFile(fmt.Sprintf("templates/%s.%s.json", string(k), string(l)))
	if err != nil {
		return Template{}, false
	}
	t := Template{Kind: k, Language: l, Version: 1, State: TemplateActive, ApprovedBy: programApprover}
	if err := json.Unmarshal(raw, &t); err != nil {
		panic(fmt.Sprintf("the template of %s in %s: %v", k, l, err)) // part of the program: a fault of the build
	}
	return t, true
}

// BuiltinTemplate returns the template of the kind and language that comes with
// the program.
func BuiltinTemplate(k LetterKind, l Lang) (Template, bool) {
	for _, t := range BuiltinTemplates() {
		if t.Kind == k && t.Language == l {
			return t, true
		}
	}
	return Template{}, false
}
