package resources

import _ "embed" // the list below

// GivenNames are given names in use in English speaking countries, one a line;
// origin and licence are in names/README.md.
//
//go:embed names/given.txt
var GivenNames string
