package accounting_test

import (
	"testing"

	"rapport/reports/accounting"
	"rapport/reports/pdf/pdftest"
)

func TestAccountingKeepsTheRulesOfAccessibleFiles(t *testing.T) {
	a, s := sample()
	for range 40 {
		a.Lines = append(a.Lines, a.Lines[0])
	}
	file, _, err := accounting.PDF(a, s, accounting.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pdftest.Check(t, file)
	a.Lines = nil
	if file, _, err = accounting.PDF(a, s, accounting.Options{}); err != nil {
		t.Fatal(err)
	}
	pdftest.Check(t, file)
}
