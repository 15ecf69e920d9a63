package resources

import _ "embed" // the dictionaries below

// The spelling dictionaries of American English and of the Spanish of the United
// States, in the format of Hunspell. They are embedded so that spelling is checked
// alike on every workstation, most of which have no dictionary installed; origin
// and licences are in spelling/README.md.
var (
	//go:embed spelling/en_US.aff
	EnglishAffixes string
	//go:embed spelling/en_US.dic
	EnglishWords string
	//go:embed spelling/es_US.aff
	SpanishAffixes string
	//go:embed spelling/es_US.dic
	SpanishWords string
)
