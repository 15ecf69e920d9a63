package data

import (
	"slices"
	"testing"
	"time"
)

func TestNoTwoPartsOfAReceivedCaseHaveTheSameMark(t *testing.T) {
	one, other := NewID(), NewID()
	for name, of := range map[string]func(a, b ID) CaseFile{
		"people":      func(a, b ID) CaseFile { return CaseFile{People: []Person{{ID: a}, {ID: b}}} },
		"issues":      func(a, b ID) CaseFile { return CaseFile{Issues: []Issue{{ID: a}, {ID: b}}} },
		"clocks":      func(a, b ID) CaseFile { return CaseFile{Clocks: []Clock{{ID: a}, {ID: b}}} },
		"steps":       func(a, b ID) CaseFile { return CaseFile{Steps: []Step{{ID: a}, {ID: b}}} },
		"advocacy":    func(a, b ID) CaseFile { return CaseFile{Advocacy: []Advocacy{{ID: a}, {ID: b}}} },
		"contacts":    func(a, b ID) CaseFile { return CaseFile{Contacts: []Contact{{ID: a}, {ID: b}}} },
		"notes":       func(a, b ID) CaseFile { return CaseFile{Notes: []Note{{ID: a}, {ID: b}}} },
		"tasks":       func(a, b ID) CaseFile { return CaseFile{Tasks: []Task{{ID: a}, {ID: b}}} },
		"letters":     func(a, b ID) CaseFile { return CaseFile{Letters: []Letter{{ID: a}, {ID: b}}} },
		"attachments": func(a, b ID) CaseFile { return CaseFile{Attachments: []Attachment{{ID: a}, {ID: b}}} },
		"records": func(a, b ID) CaseFile {
			return CaseFile{Handouts: []Handout{{RecordBase: RecordBase{ID: a}}}, Meetings: []Meeting{{RecordBase: RecordBase{ID: b}}}}
		},
	} {
		gaps := func(f CaseFile) bool {
			return slices.ContainsFunc(ReceivedGaps(f, time.Now()), func(g Gap) bool { return g.Code == "twice" })
		}
		if gaps(of(one, other)) || !gaps(of(one, one)) || !gaps(of(one, ID{})) {
			t.Errorf("%s: different %v, the same %v, none %v", name, gaps(of(one, other)), gaps(of(one, one)), gaps(of(one, ID{})))
		}
	}
}
