package ehr

import "context"

func readTable(context.Context, []byte, *limits) (Reading, error) {
	return Reading{}, refusef("This is a table. Rapport does not read it yet; ask for FHIR JSON.")
}

func readBanner(context.Context, []byte, *limits) (Reading, error) {
	return Reading{}, refusef("This is text with labels. Rapport does not read it yet; ask for FHIR JSON.")
}
