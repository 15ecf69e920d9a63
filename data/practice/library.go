package practice

import (
	"hash/fnv"

	"rapport/data"
)

// Library returns what the practice office gives to people, as it stands on the
// day: some in force, one whose review is due, drafts, and questions that wait.
func Library(settings data.Settings, today data.Date) []data.Knowledge {
	entry := func(kind data.KnowledgeKind, title, number, version, text string, reviewIn int) data.Knowledge {
		return data.Knowledge{Kind: kind, State: data.KnowledgeActive, Title: title, Number: number, Version: version, Text: text, Owner: Officer,
			Source: "Policy system of the practice hospital", Effective: today.AddMonths(-10), Review: today.AddDays(reviewIn)}
	}
	all := []data.Knowledge{
		entry(data.KnowledgePolicy, "Complaints and grievances", "RI-04", "6", "Anybody may complain, in words or in writing. The office acknowledges, looks into every point and answers in writing. Nobody is treated worse for it.", 62),
		entry(data.KnowledgePolicy, "Visitation", "RI-11", "3.2", "The patient decides who may visit. A visit may be limited for safety; staff say why and write it down.", -9),
		entry(data.KnowledgePolicy, "Patient property", "AD-27", "2", "Valuables go to the safe against a receipt. A loss is written down at once and Security looks for it.", 140),
		entry(data.KnowledgeLeaflet, "Your rights as a patient", "L-01", "9", "You have the right to know, to say yes or no, to privacy, to safety, and to complain without fear. Ask any member of staff.", 200),
		entry(data.KnowledgeLeaflet, "Help with language and communication", "L-02", "4", "An interpreter is free, day and night. So are large print, braille and sign language. Ask any member of staff.", 31),
		entry(data.KnowledgeAnswer, "When may I visit?", "", "1", "The patient decides. The doors close at nine in the evening; ask the nurse if you wish to stay.", 250),
		entry(data.KnowledgeAnswer, "Who can explain my bill?", "", "1", "Billing, 614-555-0150, Monday to Friday from eight to five. Ask for an itemized bill.", 250),
		{Kind: data.KnowledgeQuestion, State: data.KnowledgeDraft, Title: "May a dog that gives comfort visit on a ward?"},
		{Kind: data.KnowledgeQuestion, State: data.KnowledgeDraft, Title: "Can a bill be paid in parts by telephone?"},
	}
	older := all[3]
	older.Version, older.State, older.Effective, older.Review = "8", data.KnowledgeRetired, today.AddMonths(-34), 0
	all = append(all, older)
	for _, k := range data.StartingKnowledge(settings) {
		if k.Title == "Whom you may turn to outside the hospital" {
			all = append(all, k)
		}
	}
	return all
}

// Directory returns who answers for the units on the day: most were checked
// within the year, some must be checked again, a few name nobody.
func Directory(units []string, today data.Date) []data.UnitContact {
	var all []data.UnitContact
	for _, unit := range units {
		n := numberOf(unit)
		if n%9 == 0 {
			continue // nobody is named yet
		}
		c := data.UnitContact{
			Unit: unit, Manager: invented(n), Deputy: invented(n + 7), Director: invented(n%5 + 90), Phone: phone(n),
			From: today.AddMonths(-20), Verified: today.AddDays(-20 - int(n%300)),
		}
		if n%6 == 1 {
			c.Verified = today.AddMonths(-data.StaleMonths).AddDays(-int(n % 90))
		}
		if n%11 == 3 {
			c.Away = today.AddDays(6)
		}
		all = append(all, c)
	}
	return all
}

// Agencies returns the agencies with the day on which each was checked: the
// first of them must be checked again.
func Agencies(all []data.Agency, today data.Date) []data.Agency {
	checked := append([]data.Agency(nil), all...)
	for i := range checked {
		checked[i].Verified = today.AddMonths(-13 + 5*min(i, 2))
	}
	return checked
}

// numberOf is a number of the unit's name, the same in every run.
func numberOf(unit string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(unit)) // never fails
	return h.Sum32() % 1000
}

// invented is a name that belongs to nobody.
func invented(n uint32) string {
	first := womensNames
	if n%2 == 0 {
		first = mensNames
	}
	return first[int(n)%len(first)] + " " + familyNames[int(3*n)%len(familyNames)]
}

// phone is a number of the block that belongs to nobody.
func phone(n uint32) string {
	const digits = "0123456789"
	return "614-555-01" + string(digits[n/10%10]) + string(digits[n%10])
}
