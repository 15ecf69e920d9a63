package data

// Recovery is one gesture of service recovery: a small thing given because
// something went wrong. The Office of Inspector General calls a gift of nominal
// value to a Medicare or Medicaid patient at most $15 an item and $75 a year,
// and never cash (OIG policy of December 2016; Advisory Opinion 08-07 on gift
// cards with a system that tracks the yearly total of each patient).
type Recovery struct {
	RecordBase
	On      Date   `json:"on"`
	Patient ID     `json:"patient,omitzero"` // of the case; zero for its only patient
	Item    string `json:"item"`
	Cents   int64  `json:"cents"` // US cents
	// Cash marks money or what is as good as money.
	Cash bool `json:"cash,omitempty"`
	// BillCredit marks an adjustment of the bill, which has a limit of its own.
	BillCredit bool `json:"bill_credit,omitempty"`
	// Federal marks a beneficiary of Medicare or Medicaid.
	Federal    bool   `json:"federal,omitempty"`
	ApprovedBy string `json:"approved_by,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

// RecoveryLimits are the office's limits, in US cents; zero means none.
type RecoveryLimits struct {
	Item       int64 `json:"item"`
	Year       int64 `json:"year"`
	BillCredit int64 `json:"bill_credit"` // without a manager's approval
}

// StartingRecoveryLimits are the nominal values of the Office of Inspector
// General (2016) and a usual limit for bill credits.
func StartingRecoveryLimits() RecoveryLimits {
	return RecoveryLimits{Item: 15_00, Year: 75_00, BillCredit: 250_00}
}

// Kind is [RecRecovery].
func (Recovery) Kind() RecordKind { return RecRecovery }

// Day is the day of the gift.
func (r Recovery) Day() Date { return r.On }

// Summary names the record for the history.
func (r Recovery) Summary() string {
	return "Logged service recovery of " + Dollars(r.Cents) + "."
}

// Owed is nothing.
func (Recovery) Owed(bool) []Owed { return nil }

// Dollars writes US cents as dollars: $1,250.00.
func Dollars(cents int64) string { return LocaleUS.Money(cents) }

// Validate checks the gift by itself; [RecoveryGaps] checks it against what the
// patient had in the year.
func (r Recovery) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	m.add(r.On.IsZero(), "on", "on", "Enter the day on which it was given.")
	m.add(r.On > today, "on.future", "on", "The day lies in the future; enter the day on which it was given.")
	m.add(blank(r.Item), "item", "item", "Write what was given.")
	m.add(r.Cents <= 0, "cents", "cents", "Enter what it is worth.")
	if r.Patient != (ID{}) {
		p, ok := f.PersonByID(r.Patient)
		m.add(!ok || p.Role != RolePatient, "patient", "patient", "Choose the patient who received it.")
	}
	m.checkText(r.Item, maxLine, "item", "What was given")
	m.checkText(r.ApprovedBy, maxLine, "approved_by", "The name")
	m.checkText(r.Reason, maxText, "reason", "The reason")
	return m
}

// Validate checks the limits: none may be less than nothing, and one gift is at
// most what the whole year is.
func (l RecoveryLimits) Validate() Missing {
	var m Missing
	m.add(l.Item < 0 || l.Year < 0 || l.BillCredit < 0, "recovery", "recovery", "A limit of service recovery cannot be less than nothing.")
	m.add(l.Year > 0 && l.Item > l.Year, "recovery.item", "recovery", "The limit for one gift is higher than that for the year; correct one of the two.")
	oig := StartingRecoveryLimits()
	m.warn(l.Item == 0 || l.Item > oig.Item || l.Year == 0 || l.Year > oig.Year, "recovery.nominal", "recovery",
		"The Office of Inspector General calls "+Dollars(oig.Item)+" an item and "+Dollars(oig.Year)+" a year nominal for Medicare and Medicaid patients.")
	return m
}

// RecoveryGaps checks a gift against the limits: before is what the same patient
// had in the same calendar year, in cents, bill credits left out. Over a limit
// it needs the name of who approved it; to a federal beneficiary cash is never
// allowed (42 U.S.C. 1320a-7a(a)(5)).
func RecoveryGaps(r Recovery, before int64, limits RecoveryLimits) Missing {
	var m Missing
	m.add(r.Federal && r.Cash, "cash", "cash", "Cash or its equal may not be given to a Medicare or Medicaid patient; choose something else.")
	approved := !blank(r.ApprovedBy)
	if r.BillCredit {
		over := limits.BillCredit > 0 && r.Cents > limits.BillCredit
		m.add(over && !approved, "bill_credit", "approved_by", "A bill credit over "+Dollars(limits.BillCredit)+" needs approval; write who approved it.")
		return m
	}
	item := limits.Item > 0 && r.Cents > limits.Item
	m.add(item && !approved, "item.limit", "approved_by", "One gift may be worth up to "+Dollars(limits.Item)+"; write who approved more.")
	m.warn(item && approved, "item.limit", "cents", "This gift is over the limit of "+Dollars(limits.Item)+" for one.")
	year := limits.Year > 0 && before+r.Cents > limits.Year
	had := "The patient had " + Dollars(before) + " this year; with this it is " + Dollars(before+r.Cents) + ", over the limit of " + Dollars(limits.Year)
	m.add(year && !approved, "year.limit", "approved_by", had+". Write who approved it.")
	m.warn(year && approved, "year.limit", "cents", had+".")
	return m
}
