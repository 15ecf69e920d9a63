package resources

import _ "embed" // the list below

// PassphraseWords are 512 short English words, apart by spaces, of which
// passphrases for copies sent by e-mail are made. They were chosen for this
// program: things everybody knows, and no two that sound alike on the telephone.
//
//go:embed passphrase_words.txt
var PassphraseWords string
