package letter

import (
	"testing"

	"rapport/data"
	"rapport/reports/pdf/pdftest"
)

func TestLettersKeepTheRulesOfAccessibleFiles(t *testing.T) {
	long, answers := longLetter()
	for name, l := range map[string]struct {
		file  data.CaseFile
		draft data.LetterDraft
	}{
		"notice": {sampleCase(), sampleNotice()}, "acknowledgement": {sampleCase(), sampleAcknowledgement()},
		"five pages": {long, answers},
	} {
		t.Run(name, func(t *testing.T) {
			pdftest.Check(t, pdfOf(t, l.file, l.draft))
		})
	}
}
