package ehr

import "fmt"

// refusal is why a file is not read: one sentence or two for the officer, which say
// what it is and what to do next. It quotes nothing of the file that could identify
// anybody.
type refusal struct{ sentence string }

func (r refusal) Error() string { return r.sentence }

// refusef makes the error with which a reader refuses a file.
func refusef(format string, args ...any) error { return refusal{fmt.Sprintf(format, args...)} }

var errTime = refusef("Reading the file took too long and was stopped. Ask for a file with this patient alone.")
