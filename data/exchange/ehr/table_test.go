package ehr

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"rapport/data/exchange"
)

func TestTableColumnsAreGuessed(t *testing.T) {
	for _, c := range []struct {
		habit   string
		heading string // with the field of each column behind an equals sign
	}{
		{"Epic Reporting Workbench", "PAT_NAME=name|PAT_MRN_ID=mrn|PAT_ID=identifier|BIRTH_DATE=birth_date|SEX=sex|ADD_LINE_1=address|ADD_LINE_2=address2|CITY=city|STATE=state|ZIP=postal_code|HOME_PHONE=phone|EMAIL_ADDRESS=email|LANGUAGE=language|INTRPTR_NEEDED_YN=interpreter|PAT_ENC_CSN_ID=visit_number|HSP_ACCOUNT_ID=account|HOSP_ADMSN_TIME=from|HOSP_DISCH_TIME=to|DEPARTMENT_NAME=unit|ADT_PAT_CLASS_C=class|CUR_PCP_PROV_NAME=pcp|SSN="},
		{"an Epic column report", "Patient Name=name|MRN=mrn|DOB=birth_date|Legal Sex=sex|CSN=visit_number|HAR=account|Admit Date=from|Department=unit|Room/Bed=room|Attending Provider=attending|Preferred Language=language|Interpreter Needed?=interpreter"},
		{"Cerner", "NAME_FULL_FORMATTED=name|MRN=mrn|FIN_NBR=visit_number|BIRTH_DT_TM=birth_date|SEX_DISP=sex|ADMIT_DT_TM=from|DISCH_DT_TM=to|LOC_NURSE_UNIT_DISP=unit|LOC_ROOM_DISP=room|LOC_BED_DISP=bed|ENCNTR_TYPE_DISP=class|LOC_FACILITY=facility|PERSON_ID=identifier"},
		{"MEDITECH", "Patient=name|Unit #=mrn|Acct #=account|Birthdate=birth_date|Sex=sex|Adm Date=from|Dis Date=to|Location=unit|Room=room|Bed=bed|Attending Dr=attending|Family Physician=pcp|Soc Sec #="},
		{"Synthea", "Id=identifier|BIRTHDATE=birth_date|DEATHDATE=died_on|SSN=|PREFIX=prefix|FIRST=given|LAST=family|SUFFIX=suffix|MAIDEN=maiden|GENDER=sex|ADDRESS=address|CITY=city|STATE=state|COUNTY=|ZIP=postal_code"},
		{"a list of one's own", "Last Name=family|First Name=given|MI=middle|Date of Birth=birth_date|Medical Record No.=mrn|Cell Phone=mobile|Emergency Contact=contact_name|Emergency Contact Phone=contact_phone|Relationship=contact_relation"},
		{"Spanish", "Apellidos=family|Nombre=given|Fecha de nacimiento=birth_date|Sexo=sex|Dirección=address|Código postal=postal_code|Teléfono=phone|Idioma=language|Habitación=room|Número de historia clínica=mrn"},
	} {
		var columns []string
		want := map[TableField]string{}
		for pair := range strings.SplitSeq(c.heading, "|") {
			column, field, _ := strings.Cut(pair, "=")
			columns = append(columns, column)
			if field != "" {
				want[TableField(field)] = column
			}
		}
		got := GuessTable(columns).Columns
		for field, column := range want {
			if got[field] != column {
				t.Errorf("%s: %s is guessed to be in %q, not %q", c.habit, field, got[field], column)
			}
		}
		for field, column := range got {
			if want[field] != column {
				t.Errorf("%s: %q is guessed to hold %s", c.habit, column, field)
			}
		}
	}
}

func TestTableIsMappedThenRead(t *testing.T) {
	raw := []byte("MRN;Last;First;DOB;SSN;Phone;State;ZIP;CSN;Admit Date;Unit;Attending\n" +
		"00482913;Okafor;Ngozi;03/14/1961;987-65-4329;617-555-0142;MA;2169;100;11/02/2026 8:15 AM;4 North;Ruiz, Elena\n" +
		"00482913;Okafor;Ngozi;03/14/1961;987-65-4329;617-555-0142;MA;2169;101;11/20/2026;5 South;\n" +
		"77;\"Doe, Jr.\";Jo;12/25/70;;;TX;7500;;;;\n")
	r := readText(t, string(raw))
	if r.Outcome != OutcomeMap || r.Table == nil || r.Table.Separator != ";" || r.Table.Rows != 3 {
		t.Fatalf("outcome %q, table %+v", r.Outcome, r.Table)
	}
	if shown, _ := json.Marshal(r); strings.Contains(string(shown), "987-65") {
		t.Error("the sample shows a Social Security number")
	}
	if r.Table.Dates != string(exchange.MonthFirst) {
		t.Errorf("dates %q, want month first: 03/14 leaves no choice", r.Table.Dates)
	}
	got := ReadTable(context.Background(), raw, r.Table.Guess)
	if got.Outcome != OutcomeImport || len(got.Patients) != 2 {
		t.Fatalf("outcome %q, %d patients: %v", got.Outcome, len(got.Patients), got.Remarks)
	}
	want := "Okafor|Ngozi; born=1961-03-14; mrn=00482913; at=//MA/02169; tel=617-555-0142; visit=100,,2026-11-02T08:15,,4 North,,Ruiz, Elena; visit=101,,2026-11-20,,5 South,,"
	if told := told(got); told != want {
		t.Errorf("read\n%s\nwant\n%s", told, want)
	}
	if p := got.Patients[1]; p.BirthDate != "1970-12-25" || p.Address.Postal != "7500" {
		t.Errorf("second patient: born %q, ZIP %q", p.BirthDate, p.Address.Postal)
	}
	for _, part := range []string{"lost its first zero", "too short", "two digits", "several patients"} {
		hasRemark(t, got, part)
	}
}

func TestTableDatesAreAskedWhereTheyCanBeReadTwice(t *testing.T) {
	raw := "Name,MRN,DOB\n\"Doe, Jo\",9,03/04/1961\n"
	r := readText(t, raw)
	if r.Table.Dates != "" || r.Table.Undecided != 1 {
		t.Fatalf("dates %q, undecided %d", r.Table.Dates, r.Table.Undecided)
	}
	m := r.Table.Guess
	got := ReadTable(context.Background(), []byte(raw), m)
	if got.Patients[0].BirthDate != "" {
		t.Errorf("a date was guessed: %s", got.Patients[0].BirthDate)
	}
	hasRemark(t, got, "day first or month first")
	for order, want := range map[exchange.Order]string{exchange.DayFirst: "1961-04-03", exchange.MonthFirst: "1961-03-04"} {
		m.Dates = order
		if got := ReadTable(context.Background(), []byte(raw), m).Patients[0].BirthDate; got != want {
			t.Errorf("%s: %s, want %s", order, got, want)
		}
	}
}

func TestTableMixedDatesAreTold(t *testing.T) {
	r := readText(t, "Name,DOB\n\"Doe, Jo\",25/12/1970\n\"Roe, Al\",12/25/1970\n\"Poe, Bo\",03/04/1961\n")
	hasRemark(t, r, "day first and others month first")
	got := ReadTable(context.Background(), []byte("Name,DOB\n\"Doe, Jo\",25/12/1970\n\"Roe, Al\",12/25/1970\n\"Poe, Bo\",03/04/1961\n"), r.Table.Guess)
	if a, b, c := got.Patients[0].BirthDate, got.Patients[1].BirthDate, got.Patients[2].BirthDate; a != "1970-12-25" || b != "1970-12-25" || c != "" {
		t.Errorf("born %q, %q, %q", a, b, c)
	}
}

func TestTableOddCells(t *testing.T) {
	table := func(t *testing.T, text string) Reading {
		t.Helper()
		return ReadTable(context.Background(), []byte(text), readText(t, text).Table.Guess)
	}
	t.Run("a number that a spreadsheet shortened", func(t *testing.T) {
		r := table(t, "Name\tMRN\nDoe, Jo\t1.02948E+10\nRoe, Al\t12345.0\n")
		if r.Patients[0].MRN != "" || r.Patients[1].MRN != "12345" {
			t.Errorf("MRN %q and %q", r.Patients[0].MRN, r.Patients[1].MRN)
		}
		hasRemark(t, r, "last digits are lost")
	})
	t.Run("a medical record number that is a Social Security number", func(t *testing.T) {
		r := table(t, "Name|MRN\nDoe, Jo|987-65-4329\n")
		if p := r.Patients[0]; p.MRN != "" || len(p.Identifiers) > 0 || p.SSNDropped != 1 {
			t.Errorf("kept %q, dropped %d", p.Identifiers, p.SSNDropped)
		}
	})
	t.Run("letters that were spoiled and can be mended", func(t *testing.T) {
		r := table(t, "Last,First\nMuÃ±oz,RenÃ©e\n")
		if got := told(r); got != "Muñoz|Renée" {
			t.Errorf("read %s", got)
		}
		hasRemark(t, r, "mended")
	})
	t.Run("letters that were lost", func(t *testing.T) {
		hasRemark(t, table(t, "Last,First\nMu\ufffdoz,Ren?e\n"), "were spoiled on the way, the first is row 2")
	})
	t.Run("an old code page", func(t *testing.T) {
		old, err := charmap.Windows1252.NewEncoder().String("Last,First\nMuñoz,Renée\n")
		if err != nil {
			t.Fatal(err)
		}
		if got := told(table(t, old)); got != "Muñoz|Renée" {
			t.Errorf("read %s", got)
		}
	})
	t.Run("a row with cells too many", func(t *testing.T) {
		r := table(t, "Last,First\nDoe,Jo\nRoe, Jr.,Al\n")
		if len(r.Patients) != 1 {
			t.Errorf("%d patients", len(r.Patients))
		}
		hasRemark(t, r, "the first is row 3")
	})
	t.Run("the guard of a table of Rapport comes off", func(t *testing.T) {
		if got := told(table(t, "Last,First\n'=Doe,Jo\n")); got != "=Doe|Jo" {
			t.Errorf("read %s", got)
		}
	})
	t.Run("a column that is not there", func(t *testing.T) {
		r := ReadTable(context.Background(), []byte("Last,First\nDoe,Jo\n"), TableMap{Columns: map[TableField]string{"name": "Patient"}})
		if r.Outcome != OutcomeRefuse || !strings.Contains(r.Remarks[0].Sentence, `no column "Patient"`) {
			t.Errorf("outcome %q: %v", r.Outcome, r.Remarks)
		}
	})
	t.Run("nothing to tell patients by", func(t *testing.T) {
		r := ReadTable(context.Background(), []byte("Last,First\nDoe,Jo\n"), TableMap{})
		if r.Outcome != OutcomeRefuse {
			t.Errorf("outcome %q", r.Outcome)
		}
	})
	t.Run("a heading without rows", func(t *testing.T) {
		r, err := readTable(context.Background(), []byte("Last,First\n"), newLimits())
		if err == nil {
			t.Errorf("outcome %q", r.Outcome)
		}
	})
}

func TestTableUnderATitle(t *testing.T) {
	text := "Census of 4 North\nPrinted 11/27/2026 by R. Ashdown\n\nPatient,MRN,DOB,Unit\n\"Doe, Jo\",9,12/25/1970,4 North\n\"Roe, Al\",10,03/04/1961,4 North\nTotal: 2\n"
	r := readText(t, text)
	if r.Outcome != OutcomeMap || r.Table.Columns[0] != "Patient" || r.Table.Guess.Columns["mrn"] != "MRN" {
		t.Fatalf("outcome %q: %+v", r.Outcome, r.Table)
	}
	got := ReadTable(context.Background(), []byte(text), r.Table.Guess)
	if len(got.Patients) != 2 || told(got) != "Doe|Jo; born=1970-12-25; mrn=9; visit=,,,,4 North,,; visit=,,,,4 North,," {
		t.Errorf("%d patients: %s", len(got.Patients), told(got))
	}
}

func TestTableKeyIsOfTheHeading(t *testing.T) {
	if TableKey([]string{"Last  Name", "DOB"}) != TableKey([]string{"last name", "dob"}) {
		t.Error("letter case and blanks matter")
	}
	if TableKey([]string{"a", "bc"}) == TableKey([]string{"ab", "c"}) {
		t.Error("two headings have one key")
	}
}

func TestDatesOfCells(t *testing.T) {
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	for cell, want := range map[string][2]string{ // day first, month first
		"1961-03-14": {"1961-03-14", "1961-03-14"}, "19610314": {"1961-03-14", "1961-03-14"}, "1961/3/4": {"1961-03-04", "1961-03-04"},
		"3/4/1961": {"1961-04-03", "1961-03-04"}, "14.03.1961": {"1961-03-14", ""}, "03-14-61": {"", "1961-03-14"},
		"14-MAR-1961": {"1961-03-14", "1961-03-14"}, "Mar 14, 1961": {"1961-03-14", "1961-03-14"}, "March 14th, 1961": {"1961-03-14", "1961-03-14"},
		"14 de marzo de 1961": {"1961-03-14", "1961-03-14"}, "3 ene. 1970": {"1970-01-03", "1970-01-03"}, "01/01/1970": {"1970-01-01", "1970-01-01"},
		"3/4/1961 08:15 PM": {"1961-04-03", "1961-03-04"}, "1961-03-14T20:15:00Z": {"1961-03-14", "1961-03-14"}, "Tue, March 14, 1961": {"1961-03-14", "1961-03-14"},
		"3/4/26": {"2026-04-03", "2026-03-04"}, "3/4/27": {"1927-04-03", "1927-03-04"}, "31/02/1961": {"", ""}, "44927": {"", ""}, "unknown": {"", ""}, "": {"", ""}, "3 maybe 1961 or so": {"", ""},
	} {
		d := dateIn(cell, now)
		if d.dayFirst != want[0] || d.monthFirst != want[1] {
			t.Errorf("%q: %q and %q, want %q and %q", cell, d.dayFirst, d.monthFirst, want[0], want[1])
		}
	}
	for cell, want := range map[string]string{"3/4/1961 08:15 PM": "T20:15", "1961-03-14T20:15:00Z": "T20:15", "11/02/2026 0815": "T08:15", "11/02/2026 12:05 a.m.": "T00:05", "11/02/2026 25:00": "", "11/02/2026": ""} {
		if got := dateIn(cell, now).clock; got != want {
			t.Errorf("%q: time %q, want %q", cell, got, want)
		}
	}
}

func TestNamesInOnePiece(t *testing.T) {
	for text, want := range map[string]string{
		"Doe, Jane M": "Doe|Jane+M||", "DOE,JANE": "DOE|JANE||", "Jane van der Berg": "van der Berg|Jane||", "Dr. John Q. Smith Jr.": "Smith|John+Q.|Dr.|Jr.",
		"Smith, John, Jr.": "Smith|John||Jr.", "John Smith, MD": "Smith|John||MD", "García Luna, Ana María": "García Luna|Ana+María||", "Sr. Juan Pérez": "Pérez|Juan|Sr.|",
		"Cher": "Cher|||", "de la Cruz, Ana (Anita)": "de la Cruz|Ana||", "O'Neil Jr, Pat": "O'Neil|Pat||Jr", "Smith, Mr. John": "Smith|John|Mr.|", "Manfred, Thomas V": "Manfred|Thomas+V||", "": "|||", ",": "|||",
	} {
		n := nameIn(text)
		got := n.Family + "|" + strings.Join(n.Given, "+") + "|" + strings.Join(n.Prefix, "+") + "|" + strings.Join(n.Suffix, "+")
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func FuzzTable(f *testing.F) {
	for _, s := range []string{"Last,First,DOB,ZIP,State\nDoe,Jo,3/4/61,2169,MA\n", "a;b\n1;é\n", "a,b\n1,\"two\n3,4\n", "\xff\xfea\x00;\x00b\x00\n\x001\x00;\x002\x00", "MRN\tName\n1E+9\tDoe, Jo\n", "SSN|Name\n987-65-4329|Doe\n", "Name,MRN\nMuÃ±oz,1\n"} {
		f.Add([]byte(s))
	}
	addSamples(f, "hostile/csv*")
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := readTable(context.Background(), raw, newLimits())
		checkReading(t, r, err)
		if err != nil || r.Table == nil {
			return
		}
		m := r.Table.Guess
		if !m.Usable() {
			m.Columns["name"] = r.Table.Columns[0]
		}
		r, err = readMapped(context.Background(), raw, m, newLimits())
		checkReading(t, r, err)
	})
}

func FuzzBanner(f *testing.F) {
	for _, c := range bannerCases {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := readBanner(context.Background(), raw, newLimits())
		checkReading(t, r, err)
	})
}
