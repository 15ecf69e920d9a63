package data

import (
	"encoding/json"
	"slices"
	"strings"
)

// CaseFlags are the marks of a case that lists show and filter by.
type CaseFlags int

// The flags of a case; what is stored, so the values never change.
const (
	FlagHarm       CaseFlags = 1 << iota // abuse, neglect or harm is alleged
	FlagDischarge                        // a discharge is under appeal, the patient still in house
	FlagLegalHold                        // a legal hold stands
	FlagRestricted                       // has notes or documents of a restricted class
	FlagReopened
	FlagAnonymous
	FlagSubstance // holds records under 42 CFR part 2
)

// CaseFlag is one flag with its short name and what people read.
type CaseFlag struct {
	Flag  CaseFlags
	Code  string
	Label string
}

// FlagList lists the flags, the most pressing first.
var FlagList = []CaseFlag{
	{FlagHarm, "harm", "Harm alleged"}, {FlagDischarge, "discharge", "Discharge under appeal"},
	{FlagLegalHold, "legal_hold", "Legal hold"}, {FlagRestricted, "restricted", "Restricted notes"},
	{FlagReopened, "reopened", "Reopened"}, {FlagAnonymous, "anonymous", "Anonymous"},
	{FlagSubstance, "part_2", "42 CFR Part 2"},
}

// Has reports whether all of the flags are set.
func (c CaseFlags) Has(flags CaseFlags) bool { return c&flags == flags }

// Each returns the flags that are set, one by one, the most pressing first.
func (c CaseFlags) Each() []CaseFlag {
	var set []CaseFlag
	for _, f := range FlagList {
		if c.Has(f.Flag) {
			set = append(set, f)
		}
	}
	return set
}

// String names the flags that are set.
func (c CaseFlags) String() string {
	var names []string
	for _, f := range c.Each() {
		names = append(names, f.Label)
	}
	return strings.Join(names, ", ")
}

// MarshalJSON writes the codes of the flags that are set.
func (c CaseFlags) MarshalJSON() ([]byte, error) {
	codes := []string{}
	for _, f := range c.Each() {
		codes = append(codes, f.Code)
	}
	return json.Marshal(codes)
}

// UnmarshalJSON reads codes; those of a newer version are passed over.
func (c *CaseFlags) UnmarshalJSON(b []byte) error {
	var codes []string
	if err := json.Unmarshal(b, &codes); err != nil {
		return err
	}
	*c = 0
	for _, f := range FlagList {
		if slices.Contains(codes, f.Code) {
			*c |= f.Flag
		}
	}
	return nil
}

// Flags returns the flags of the case as it stands.
func (f *CaseFile) Flags() CaseFlags {
	var c CaseFlags
	add := func(is bool, flag CaseFlags) {
		if is {
			c |= flag
		}
	}
	add(f.Classification.Immediate, FlagHarm)
	add(f.Open() && f.dischargeAppealed(), FlagDischarge)
	add(f.Hold.Stands(), FlagLegalHold)
	add(f.holdsRestricted(), FlagRestricted)
	add(f.Reopened > 0, FlagReopened)
	add(f.Anonymous || f.Answers.Anonymous, FlagAnonymous)
	add(f.HoldsPart2(), FlagSubstance)
	return c
}

// dischargeAppealed reports whether an appeal of a discharge to the QIO waits
// for its decision: until then the patient stays (42 CFR 405.1206(b)).
func (f *CaseFile) dischargeAppealed() bool {
	for _, a := range f.Advocacy {
		for _, l := range a.Levels {
			if l.Path == QIODischarge && a.Outcome == "" && l.DecidedOn.IsZero() {
				return true
			}
		}
	}
	return false
}
