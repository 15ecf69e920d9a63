package sheet

import (
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/pdf/pdftest"
)

func TestSheetsKeepTheRulesOfAccessibleFiles(t *testing.T) {
	recovery, err := Recovery(settings(), key, atNight)
	if err != nil {
		t.Fatal(err)
	}
	pdftest.Check(t, recovery)
	certificate, err := Purge(settings(), data.PurgeCertificate{
		Number: "PR-2020-00017", Kind: data.Grievance, At: time.Date(2026, 3, 4, 20, 5, 0, 0, time.UTC),
		Removed: []data.RemovedCount{{What: "notes", Count: 12}},
	}, atNight)
	if err != nil {
		t.Fatal(err)
	}
	pdftest.Check(t, certificate)
}
