package letter

import (
	"time"

	"github.com/google/uuid"

	"rapport/data"
)

// The people and the hospital of these tests are invented.

func id(n byte) data.ID { return uuid.UUID{15: n} }

func day(y int, m time.Month, d int) data.Date { return data.NewDate(y, m, d) }

func sampleSettings() data.Settings {
	return data.Settings{
		Facility: "Harbor Valley Medical Center", Office: "Office of Patient Relations",
		Address: data.Address{Street: "1400 Lakeshore Avenue", City: "Westbrook", State: "OH", Postal: "44999"},
		Phone:   "(555) 014-2270", TTY: "711", Email: "patientrelations@hvmc.example", TimeZone: "America/New_York",
		Standards: data.StartingStandards(),
		Agencies: []data.Agency{
			{Name: "Ohio Department of Health, complaint hotline", Phone: "(555) 014-0900", Note: "246 North High Street, Columbus, OH 43215"},
			{Name: "Joint Commission, Office of Quality and Patient Safety", Phone: "(555) 014-0911"},
			{Name: "Quality improvement organization", Phone: "(555) 014-0922", Note: "for people with Medicare"},
		},
	}
}

func sampleOfficer() data.Officer {
	return data.Officer{Name: "Dana Whitfield", Credentials: "RN, MSN", Title: "Patient Relations Officer"}
}

// sampleFacts is what a letter about the case is made of, with the template that
// comes with the program.
func sampleFacts(f data.CaseFile, d data.LetterDraft) data.LetterFacts {
	t, _ := data.BuiltinTemplate(d.Kind, data.English)
	return data.LetterFacts{File: f, Draft: d, Template: t, Settings: sampleSettings(), Officer: sampleOfficer(), Today: d.Date}
}

func sampleCase() data.CaseFile {
	return data.CaseFile{
		Case: data.Case{Number: "PR-2026-00417", Kind: data.Grievance, ReceivedAt: time.Date(2026, 2, 25, 15, 0, 0, 0, time.UTC)},
		People: []data.Person{{
			ID: id(1), Role: data.RolePatient, Relation: data.Self, Authority: data.AuthoritySelf,
			Title: "Ms.", Given: "Rosalind", Family: "Achterberg",
			Street: "2218 Juniper Court, Apt. 4B", City: "Westbrook", State: "OH", Postal: "44997-3318",
		}},
		Issues: []data.Issue{
			{ID: id(11), Words: "I pushed the call light again and again and nobody came for half an hour.", Category: "quality"},
			{ID: id(12), Words: "They sent me home without telling me how to take the new medicine.", Category: "communication"},
		},
		Clocks: []data.Clock{
			{Kind: data.ClockAcknowledge, Due: day(2026, 2, 27)},
			{Kind: data.ClockDecide, Length: 7, Due: day(2026, 3, 4)},
		},
	}
}

func sampleNotice() data.LetterDraft {
	return data.LetterDraft{
		Words: map[string]string{
			"subject": "Results of our review of your concerns about your stay of February 20–23",
			"opening": "Thank you for telling us about your stay on 6 West. I am sorry that we did not give you the care you should expect from us. We have finished our review, and this letter explains what we did and what we found.",
			"changes": "The charge nurse on every shift must now call for relief staff within 15 minutes of an unplanned absence. A pharmacist on 6 West visits each patient who goes home with a new medicine. I will check both steps each week through June and report the results to our Quality Committee.",
			"closing": "Thank you again for speaking up. What you told us will make care safer for other patients.",
		},
		Kind: data.NoticeOfDecision, Addressee: id(1), Date: day(2026, 3, 18),
		Steps: []string{
			"I met with the nurse manager of 6 West and with the pharmacist who covers the unit.",
			"We compared the call-light log for your room with the staffing records for all three nights.",
			"We reviewed your discharge papers and the record of the teaching you received.",
		},
		Findings: []data.IssueAnswer{
			{Issue: id(12), Text: "Your discharge papers listed the medicine correctly, but nobody went over it with you, and the sheet left out when to take the first dose at home. We found that you were right."},
			{Issue: id(11), Text: "The log shows that on the night of February 21 two of your calls waited 26 and 31 minutes. Our standard is five minutes. One nurse had left early because of illness, and the charge nurse did not ask for relief. We found that you were right."},
		},
		CompletedOn: day(2026, 3, 16), Contact: "Dana Whitfield", ContactLine: "(555) 014-2271",
		Enclosures: []data.Enclosed{{Title: "Your rights as a patient, and outside agencies you may contact"}, {Title: "Notice of free language help"}},
		Copies:     []string{"Patient relations file PR-2026-00417"},
	}
}

func sampleAcknowledgement() data.LetterDraft {
	return data.LetterDraft{
		Kind: data.Acknowledgement, Addressee: id(1), Date: day(2026, 2, 26),
		Contact: "Dana Whitfield", ContactLine: "(555) 014-2271", Enclosures: []data.Enclosed{{Title: "Notice of free language help"}},
	}
}

// longLetter is a case of twelve issues with long answers: about five pages.
func longLetter() (data.CaseFile, data.LetterDraft) {
	f, d := sampleCase(), sampleNotice()
	f.Issues, d.Findings = nil, nil
	for i := range byte(12) {
		f.Issues = append(f.Issues, data.Issue{ID: id(100 + i), Words: "On the " + []string{"first", "second", "third", "fourth"}[i%4] + " day the doctor spoke to my daughter and not to me, and nobody could say when the scan would be."})
		d.Findings = append(d.Findings, data.IssueAnswer{Issue: id(100 + i), Text: d.Words["changes"] + " We spoke with the physician, who remembers the talk and is sorry that you were not the first to hear. The scan was moved twice because the scanner was needed for an emergency; you should have been told each time.\nFrom now on the unit clerk writes each change on the board in the room."})
	}
	return f, d
}

func sampleInterim() data.LetterDraft {
	return data.LetterDraft{
		Words: map[string]string{
			"subject": "We are still working on your concerns",
			"opening": "Thank you for telling us about your concerns. You called us on February 25, 2026. We have not finished our review yet. We are sorry that it takes longer than we hoped.",
			"delay":   "We want to speak with the nurse who cared for you that evening, and she is away until Monday.",
			"closing": "Thank you for your patience.",
		},
		Kind: data.InterimLetter, Addressee: id(1), Date: day(2026, 3, 4), Steps: []string{"We read the call log of your room.", "We met with the nurse manager of 6 West."},
		Contact: "Dana Whitfield", ContactLine: "(555) 014-2271"}
}

// usual is the form of most letters: US Letter in a #10 envelope.
var usual = GeometryFor(data.Settings{}, labelsFor(data.English).HeadWords, false)
