package ehr

import (
	"regexp"
	"strings"

	"rapport/data"
)

var (
	// ssnWords are what systems and types of Social Security numbers are called.
	ssnWords = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:us-?)?(?:ssn|ssa|usssa|social[ _-]*security)(?:[^a-z]|$)`)
	// ssnForm is a number as the Social Security Administration writes it, also half hidden.
	ssnForm = regexp.MustCompile(`^[\dxX*#]{3}[- ][\dxX*#]{2}[- ]\d{4}$`)
	// medicareClaim is a Medicare number as it was until 2019: the Social Security number
	// of the insured with a letter.
	medicareClaim = regexp.MustCompile(`^\d{3}-?\d{2}-?\d{4}-?[A-Z][0-9A-Z]?$`)
	medicareWords = regexp.MustCompile(`(?i)medicare|hicn|^(?:MC|HC)$`)
)

// ssnOID names the Social Security Administration in object identifiers.
const ssnOID = "2.16.840.1.113883.4.1"

// isSSN tells that an identifier is a Social Security number or holds one: by the
// system that gave it out, by its type, or by its form where nothing says that it is
// a medical record number.
func isSSN(id data.Identifier) bool {
	value := strings.TrimSpace(id.Value)
	system := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(id.System)), "urn:oid:")
	if system == ssnOID || ssnWords.MatchString(system) {
		return true
	}
	kind := strings.TrimSpace(id.Type)
	if strings.EqualFold(kind, "SS") || ssnWords.MatchString(kind) {
		return true
	}
	if medicareWords.MatchString(kind) || medicareWords.MatchString(system) {
		return medicareClaim.MatchString(strings.ToUpper(value)) || ssnForm.MatchString(value)
	}
	return ssnForm.MatchString(value) && !isMRN(kind)
}

// isMRN tells that the type of an identifier, a code or words, says medical record
// number. Hospitals put their own name before MRN.
func isMRN(kind string) bool {
	kind = strings.TrimSpace(kind)
	switch strings.ToUpper(kind) {
	case "MR", "MRN", "MEDICAL RECORD NUMBER", "MEDICAL RECORD NO", "MEDICAL RECORD #", "MEDICAL RECORD":
		return true
	}
	return mrnWords.MatchString(kind)
}

// mrnWords are site words such as "EHS MRN", "SFMRN" and "Locally-assigned Medical
// Record Number".
var mrnWords = regexp.MustCompile(`(?i)(?:^|[^a-z])[a-z]{0,8}MRN$|medical record (?:number|no)`)
