package command

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"rapport/app/spreadsheet"
	"rapport/data"
	"rapport/data/exchange/ehr"
)

var importPatientCommand = command{
	name: "import patient", args: "FILE [--case CASE [--accept]]", does: "shows what a file of a record system says about a patient, and takes it into a case",
	notes: "FILE is FHIR JSON, a continuity of care document (CCD, C-CDA), an HL7 message, a table as CSV, a ZIP of these, or the\n" +
		"text of a registration screen; what it is is seen by its content. - reads standard input. Without --case nothing is\n" +
		"written and nobody signs in. Social Security numbers, diagnoses, medicines and notes are never taken.\n" +
		"  --case CASE       compares the file with a case, row by row; still nothing is written\n" +
		"  --accept          takes the rows that are ticked into the case, as one change that Undo takes back\n" +
		"  --take KEY,KEY    ticks these rows and no others; all for all that may be ticked\n" +
		"  --mrn NUMBER      which number of the file is the medical record number; remembered for its source\n" +
		"  --patient N       which patient, where the file holds several\n" +
		"  --same-patient    says that you checked that file and case are about the same patient, where the sheet warns\n" +
		"  --map FILE        the columns of a table, as --json prints them under guess; --map guess takes that guess",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.intoCase, "case", "", "the case to compare with")
		c.flags.BoolVar(&c.accept, "accept", false, "take what is ticked into the case")
		c.flags.StringVar(&c.take, "take", "", "the rows to tick")
		c.flags.StringVar(&c.mrn, "mrn", "", "the number that is the medical record number")
		c.flags.IntVar(&c.patient, "patient", 0, "which patient of the file")
		c.flags.BoolVar(&c.samePatient, "same-patient", false, "the file is about the patient of the case")
		c.flags.StringVar(&c.mapName, "map", "", "the columns of a table")
	},
	run: importPatient,
}

// guessed is the map of a table that Rapport guesses.
const guessed = "guess"

func importPatient(ctx context.Context, c *call) error {
	name, err := c.one("the file to read, or - for standard input")
	if err != nil {
		return err
	}
	if err := c.checkTaking(name); err != nil {
		return err
	}
	raw, err := c.patientFile(name)
	if err != nil {
		return err
	}
	r, err := c.readPatientFile(ctx, raw)
	if err != nil {
		return err
	}
	if c.intoCase != "" {
		return c.patientForCase(ctx, r, raw)
	}
	if c.json {
		return c.printJSON(patientReport(r, raw))
	}
	if r.Outcome == ehr.OutcomeRefuse {
		return refusal{r.Remarks[0].Sentence}
	}
	c.printReading(r)
	c.printf("\nNothing was written.\n")
	return nil
}

// readPatientFile reads a file; of a table the columns that --map names, or those
// that Rapport guesses.
func (c *call) readPatientFile(ctx context.Context, raw []byte) (ehr.Reading, error) {
	r := ehr.Read(ctx, raw)
	if err := ctx.Err(); err != nil {
		return r, err
	}
	if c.mapName == "" || r.Table == nil || r.Outcome != ehr.OutcomeMap {
		return r, nil
	}
	columns := r.Table.Guess
	if c.mapName != guessed {
		f, err := os.Open(c.mapName)
		if err != nil {
			return r, fmt.Errorf("opening the map of the columns: %w", err)
		}
		defer f.Close() // it was only read
		columns = ehr.TableMap{}
		dec := json.NewDecoder(io.LimitReader(f, 1<<20))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&columns); err != nil {
			return r, misusef("The map is not as “rapport import patient FILE --json” prints it under guess.")
		}
	}
	if !columns.Usable() {
		return r, refusef("The columns that are named do not tell a patient: a name or a number is needed. “rapport import patient FILE --json” prints a guess to start from.")
	}
	return ehr.ReadTable(ctx, raw, columns), ctx.Err()
}

// patientFile reads a file or standard input, and of either no more than a reader takes.
func (c *call) patientFile(name string) ([]byte, error) { return c.fileOrInput(name, ehr.MaxFile) }

// fileOrInput reads a file, or standard input for -, and of either one byte more than
// most at the most, so that who reads it can say that it is too large.
func (c *call) fileOrInput(name string, most int64) ([]byte, error) {
	in := c.In
	if name != "-" {
		info, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("opening the file to import: %w", err)
		}
		if !info.Mode().IsRegular() {
			return nil, spreadsheet.ErrNotAFile
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("opening the file to import: %w", err)
		}
		defer f.Close() // it was only read
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file to import: %w", err)
	}
	return raw, nil
}

// patientSheet is what --json prints: a reading, with what a file does not say as null.
type patientSheet struct {
	Outcome    ehr.Outcome      `json:"outcome"`
	Format     ehr.Format       `json:"format"`
	Maker      string           `json:"maker,omitempty"`
	Version    string           `json:"version,omitempty"`
	SHA256     string           `json:"sha256"`
	Patients   []patientJSON    `json:"patients"`
	Encounters int              `json:"encounters"`
	Visits     []data.FileVisit `json:"visits,omitempty"`
	Relatives  []data.Relative  `json:"relatives,omitempty"` // without a patient of theirs
	Staff      []string         `json:"staff,omitempty"`
	Others     []string         `json:"others,omitempty"` // patients of visits who have no record in the file
	Separator  string           `json:"separator,omitempty"`
	Columns    []string         `json:"columns,omitempty"`
	Rows       int              `json:"rows,omitempty"`
	Dates      string           `json:"dates,omitempty"`
	Guess      *ehr.TableMap    `json:"guess,omitempty"` // of the columns, to be named with --map
	Remarks    []ehr.Remark     `json:"remarks"`
}

type patientJSON struct {
	Name        *nameJSON           `json:"name"`
	Also        []data.PatientName  `json:"also,omitempty"`
	BirthDate   *string             `json:"birth_date"`
	Sex         *string             `json:"sex"`
	Identifiers []data.Identifier   `json:"identifiers"`
	MRN         *string             `json:"mrn"`
	MRNSure     bool                `json:"mrn_sure"`
	Address     *addressJSON        `json:"address"`
	Phones      []string            `json:"phones"`
	Emails      []string            `json:"emails"`
	Languages   []data.FileLanguage `json:"languages"`
	Interpreter bool                `json:"interpreter"`
	Deceased    bool                `json:"deceased"`
	DiedOn      *string             `json:"died_on"`
	Relatives   []data.Relative     `json:"relatives"`
	Merged      bool                `json:"merged"`
	MergedInto  *string             `json:"merged_into"`
	SSNDropped  int                 `json:"ssn_dropped"`
}

type nameJSON struct {
	Family *string  `json:"family"`
	Given  []string `json:"given"`
	Prefix []string `json:"prefix"`
	Suffix []string `json:"suffix"`
	Text   *string  `json:"text"`
	Use    *string  `json:"use"`
}

type addressJSON struct {
	Line       []string `json:"line"`
	City       *string  `json:"city"`
	State      *string  `json:"state"`
	PostalCode *string  `json:"postalCode"` // as FHIR spells it
	Country    *string  `json:"country"`
	Text       *string  `json:"text"`
}

func patientReport(r ehr.Reading, raw []byte) patientSheet {
	out := patientSheet{
		Outcome: r.Outcome, Format: r.Format, Maker: r.Maker, Version: r.Version, SHA256: digest(raw),
		Patients: []patientJSON{}, Encounters: r.Encounters(), Visits: r.Visits, Relatives: r.Relatives, Staff: r.Staff, Others: r.Others, Remarks: list(r.Remarks),
	}
	for _, p := range r.Patients {
		out.Patients = append(out.Patients, onePatient(p))
	}
	if t := r.Table; t != nil {
		out.Separator, out.Columns, out.Rows, out.Dates = t.Separator, t.Columns, t.Rows, t.Dates
		out.Guess = &t.Guess
	}
	return out
}

func digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func onePatient(p data.Registration) patientJSON {
	out := patientJSON{
		Also: p.Also, BirthDate: orNull(p.BirthDate), Sex: orNull(p.Sex), Identifiers: list(p.Identifiers), MRN: orNull(p.MRN), MRNSure: p.MRNSure,
		Phones: list(p.Phones), Emails: list(p.Emails), Languages: list(p.Languages), Interpreter: p.Interpreter,
		Deceased: p.Deceased, DiedOn: orNull(p.DiedOn), Relatives: list(p.Relatives), Merged: p.Merged, MergedInto: orNull(p.MergedInto), SSNDropped: p.SSNDropped,
	}
	if n := p.Name; n.Family+n.Text != "" || len(n.Given) > 0 {
		out.Name = &nameJSON{orNull(n.Family), list(n.Given), list(n.Prefix), list(n.Suffix), orNull(n.Text), orNull(n.Use)}
	}
	if a := p.Address; a != nil {
		out.Address = &addressJSON{list(a.Lines), orNull(a.City), orNull(a.State), orNull(a.Postal), orNull(a.Country), orNull(a.Text)}
	}
	return out
}

// orNull is nil for a text that is not there, which JSON writes as null.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list is never nil, so that JSON writes [].
func list[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}
