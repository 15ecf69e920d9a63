package data

// ComplainedAbout reports whether the officer is among the staff whom the case
// names.
func (f *CaseFile) ComplainedAbout(officer string) bool {
	for _, p := range f.People {
		if p.Role == RoleStaff && !blank(officer) && sameName(officer, joinWords(" ", p.Given, p.Family)) {
			return true
		}
	}
	return false
}

// DecideGate keeps the person complained about from deciding: a finding and the
// sign-off are for somebody else (domain 5.3).
func DecideGate(f CaseFile, officer string) Missing {
	var m Missing
	m.add(f.ComplainedAbout(officer), "conflict", "outcome",
		"You are named in this case as staff involved. The person complained about does not decide; let another officer do this.")
	return m
}

// conflictedFindings lists the findings that somebody recorded who is among the
// staff involved.
func conflictedFindings(f CaseFile, s Settings) Missing {
	var m Missing
	for i, is := range f.Issues {
		m.add(is.Finding.Outcome != "" && f.ComplainedAbout(is.Finding.By), "conflict", is.ID.String(),
			issueName(i, is, s)+" was decided by somebody whom the case names as staff involved; let another officer record the finding.")
	}
	return m
}
