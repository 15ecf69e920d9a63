package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/exchange/ehr"
	"rapport/data/store"
)

// checkTaking refuses flags that mean nothing together, before anything is read.
func (c *call) checkTaking(name string) error {
	switch {
	case c.intoCase == "" && (c.accept || c.take != "" || c.mrn != "" || c.samePatient):
		return misusef("Say which case the file is for with --case CASE.")
	case c.patient < 0:
		return misusef("--patient counts from 1.")
	case c.intoCase != "" && name == "-" && (c.passphraseFile == "" || c.passphraseFile == "-"):
		return misusef("Standard input has the file of the patient, so name a file with your passphrase: --passphrase-file FILE.")
	}
	return nil
}

// patientForCase compares a reading with a case and, with --accept, takes what is
// ticked.
func (c *call) patientForCase(ctx context.Context, r ehr.Reading, raw []byte) error {
	place, err := c.patientPlace(r)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, c.intoCase)
		if err != nil {
			return noCase(err, c.intoCase)
		}
		of := r.Patient(place)
		sheet := data.NewReviewSheet(f, r.Source(digest(raw)), of, s.Settings(), s.Settings().Today(time.Now()))
		if err := c.tick(&sheet, of); err != nil {
			return err
		}
		if c.accept {
			if _, err := s.TakeRegistration(ctx, f.Key, data.Taking{Sheet: sheet, Confirmed: c.samePatient}); err != nil {
				return err
			}
		}
		return c.printReview(r, sheet, f, raw)
	})
}

// patientPlace is which patient of the file is meant, from 0.
func (c *call) patientPlace(r ehr.Reading) (int, error) {
	n := len(r.Patients)
	switch {
	case r.Outcome == ehr.OutcomeRefuse:
		return 0, refusal{r.Remarks[0].Sentence}
	case r.Outcome == ehr.OutcomeMap:
		return 0, refusef("This is a table. Say what its columns hold with --map FILE; “rapport import patient FILE --json” prints a guess to start from.")
	case n > 1 && c.patient == 0:
		return 0, misusef("The file holds %d patients. Say which one with --patient N; “rapport import patient FILE” lists them.", n)
	case c.patient > max(n, 1):
		return 0, misusef("The file holds %s, so there is no patient %d.", counted(n, "patient", "patients"), c.patient)
	}
	return max(c.patient-1, 0), nil
}

// tick sets the ticks that the flags ask for.
func (c *call) tick(sheet *data.ReviewSheet, of data.FilePatient) error {
	if c.take != "" {
		sheet.Tick(c.take == "all")
	}
	if c.take != "" && c.take != "all" {
		for key := range strings.SplitSeq(c.take, ",") {
			row, ok := sheet.Row(strings.TrimSpace(key))
			if !ok || row.State == data.RowShown {
				return misusef("There is no row %s that could be ticked. “rapport import patient FILE --case CASE” lists them.", quoted(key))
			}
			sheet.Set(row.Key, true)
		}
	}
	if c.mrn == "" {
		return nil
	}
	at := -1
	if of.Registration != nil {
		at = slices.IndexFunc(of.Registration.Identifiers, func(id data.Identifier) bool { return id.Value == c.mrn })
	}
	if at < 0 {
		return misusef("The file has no number %s for this patient.", quoted(c.mrn))
	}
	sheet.Choose(mrnRow, at)
	sheet.Set(mrnRow, true)
	return nil
}

// mrnRow is the key of the row of the medical record number.
const mrnRow = "patient.mrn"

// reviewJSON is what --json prints of a file beside a case.
type reviewJSON struct {
	patientSheet
	Case     string           `json:"case"`
	Sheet    []data.ReviewRow `json:"sheet"`
	Notes    []string         `json:"notes"`
	Stranger string           `json:"stranger,omitempty"` // why it may be another patient
	Written  bool             `json:"written"`
}

func (c *call) printReview(r ehr.Reading, sheet data.ReviewSheet, f data.CaseFile, raw []byte) error {
	if c.json {
		return c.printJSON(reviewJSON{patientReport(r, raw), f.Number, list(sheet.Rows), list(sheet.Notes), sheet.Stranger, c.accept})
	}
	c.printf("%s beside case %s\n", kindOfFile(sheet.Source), f.Number)
	for _, n := range sheet.Notes {
		c.printf("  %s\n", n)
	}
	if sheet.Stranger != "" {
		c.printf("  %s\n", sheet.Stranger)
	}
	c.printf("\n    %s %s %s %s\n", cell("Row", 19), cell("Field", 22), cell("In the file", 34), "In the case")
	for _, row := range sheet.Rows {
		c.printf("%s %s %s %s %s\n", tickMark(row), cell(row.Key, 19), cell(row.Label, 22), cell(row.Found, 34), row.Now)
		if row.Why != "" {
			c.printf("      %s\n", row.Why)
		}
	}
	if !c.accept {
		c.printf("\nNothing was written. --accept takes what is ticked: %s.\n", counted(sheet.Ticked(), "row", "rows"))
		return nil
	}
	c.printf("\n%s\n", sheet.Taken(f).Sentence())
	return nil
}

func kindOfFile(s data.FileSource) string {
	words := s.Kind()
	if s.Maker != "" {
		words += " of " + s.Maker
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// tickMark shows whether a row is taken, may be, is there already, or cannot be.
func tickMark(row data.ReviewRow) string {
	switch {
	case row.Taken:
		return "[x]"
	case row.State == data.RowSame:
		return " = "
	case row.State == data.RowShown:
		return " - "
	}
	return "[ ]"
}
