package handover

import (
	"testing"

	"rapport/reports/pdf/pdftest"
)

func TestTheSheetKeepsTheRulesOfAccessibleFiles(t *testing.T) {
	file, err := PDF(board(), settings(), "Dana Whitfield", true, now)
	if err != nil {
		t.Fatal(err)
	}
	pdftest.Check(t, file)
}
