package ehr

import (
	"context"
	"strings"
	"testing"

	"rapport/data"
)

// told writes what was read of the first patient in one line, for comparing.
func told(r Reading) string {
	if len(r.Patients) == 0 {
		return string(r.Outcome)
	}
	p := r.Patients[0]
	parts := []string{p.Name.Family + "|" + strings.Join(p.Name.Given, "+")}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+"="+value)
		}
	}
	add("born", p.BirthDate)
	add("sex", p.Sex)
	add("mrn", p.MRN)
	for _, id := range p.Identifiers {
		if id.Value != p.MRN {
			add("id", id.Value)
		}
	}
	if a := p.Address; a != nil {
		add("at", strings.Join(a.Lines, "+")+"/"+a.City+"/"+a.State+"/"+a.Postal)
	}
	add("tel", strings.Join(p.Phones, "+"))
	add("mail", strings.Join(p.Emails, "+"))
	for _, l := range p.Languages {
		add("lang", orElse(l.Text, l.Code))
	}
	if p.Interpreter {
		add("interpreter", "yes")
	}
	if p.Deceased {
		add("deceased", orElse(p.DiedOn, "yes"))
	}
	for _, one := range p.Relatives {
		add("kin", one.Name.Family+"|"+strings.Join(one.Name.Given, "+")+" "+one.Relation+" "+strings.Join(one.Phones, "+"))
	}
	for _, n := range p.Also {
		add("aka", n.Family+"|"+strings.Join(n.Given, "+"))
	}
	for _, v := range r.Visits {
		add("visit", visitTold(v))
	}
	add("staff", strings.Join(r.Staff, "+"))
	if p.SSNDropped > 0 {
		add("ssn", strings.Repeat("x", p.SSNDropped))
	}
	return strings.Join(parts, "; ")
}

func visitTold(v data.FileVisit) string {
	var ids []string
	for _, id := range v.Identifiers {
		ids = append(ids, id.Value)
	}
	return strings.Join([]string{strings.Join(ids, "+"), v.Class, v.From, v.To, v.Unit, v.Room, strings.Join(v.Attending, "+")}, ",")
}

var bannerCases = []struct{ name, text, want string }{
	{"labels on lines", "Name: Okafor, Ngozi A\nDOB: 03/14/1961\nSex: Female\nMRN: 00482913\nPhone: (617) 555-0142\nAddress: 12 Elm St, Apt 4, Quincy, MA 02169\n",
		"Okafor|Ngozi+A; born=1961-03-14; sex=female; mrn=00482913; at=12 Elm St+Apt 4/Quincy/MA/02169; tel=(617) 555-0142"},
	{"one line with labels", "OKAFOR, NGOZI A   DOB: 3/14/1961   Age: 65 years   Sex: F   MRN: 00482913   FIN: 70011245   Loc: 4N; 412; A   Allergies: penicillin",
		"OKAFOR|NGOZI+A; born=1961-03-14; sex=female; mrn=00482913; visit=70011245,,,,4N,412, A,"},
	{"one line with single blanks", "Patient: Okafor, Ngozi MRN: 482913 DOB: 14-Mar-1961 Gender: F Attending: Ruiz, Elena MD PCP: Dr. Tom Hale",
		"Okafor|Ngozi; born=1961-03-14; sex=female; mrn=482913; visit=,,,,,,Ruiz, Elena MD; staff=Dr. Tom Hale"},
	{"bars and labels without colons", "Okafor, Ngozi A | 65 y.o. F | DOB 03/14/1961 | MRN 00482913",
		"Okafor|Ngozi+A; born=1961-03-14; sex=female; mrn=00482913"},
	{"a side bar", "Ngozi A. Okafor\nFemale, 65 y.o., 3/14/1961\nMRN: 00482913\nBed: 4N-412\nAttending: Elena Ruiz, MD\n",
		"Okafor|Ngozi+A.; born=1961-03-14; sex=female; mrn=00482913; visit=,,,,,4N-412,Elena Ruiz, MD"},
	{"age and sex without blanks", "OKAFOR,NGOZI A   65F 03/14/1961   Acct#: V00012345   Med Rec#: M000482913   ADM IN 4N 412-A",
		"OKAFOR|NGOZI+A; born=1961-03-14; sex=female; mrn=M000482913; visit=V00012345,,,,,,"},
	{"labels above values", "Patient name\nOkafor, Ngozi\nDate of birth\nMarch 14, 1961\nMRN\n482913\nPreferred language\nIgbo\nInterpreter needed\nYes\n",
		"Okafor|Ngozi; born=1961-03-14; mrn=482913; lang=Igbo; interpreter=yes"},
	{"labels before tabs", "Last Name\tOkafor\nFirst Name\tNgozi\nDOB\t1961-03-14\nHome Phone\t617-555-0142\nCell\t617-555-0177\nEmail\tngozi@example.org\n",
		"Okafor|Ngozi; born=1961-03-14; tel=617-555-0142+617-555-0177; mail=ngozi@example.org"},
	{"Spanish", "Nombre: Pérez Luna, María\nFecha de nacimiento: 14 de marzo de 1961\nSexo: Femenino\nNHC: 482913\nTeléfono: 617-555-0142\nIdioma: Español\nIntérprete: Sí\nMédico de cabecera: Dra. Ana Gil\n",
		"Pérez Luna|María; born=1961-03-14; sex=female; mrn=482913; tel=617-555-0142; lang=Español; interpreter=yes; staff=Dra. Ana Gil"},
	{"Spanish with two labels for the name", "Nombre: María\nApellidos: Pérez Luna\nDirección: Calle 5\n",
		"Pérez Luna|María; at=Calle 5///"},
	{"what ails the patient is passed over", "Name: Okafor, Ngozi\nMRN: 482913\nDx: Pneumonia\n  with effusion\nAllergies: penicillin; latex\nCode status: Full\nReason for visit: cough",
		"Okafor|Ngozi; mrn=482913"},
	{"a Social Security number under its label and under another", "Name: Okafor, Ngozi\nSSN: 987-65-4329\nMRN: 482913\nID: 987-65-4329",
		"Okafor|Ngozi; mrn=482913; ssn=x"},
	{"a Social Security number for a medical record number", "Name: Okafor, Ngozi\nSSN: 987654329\nMRN: 987654329",
		"Okafor|Ngozi; ssn=x"},
	{"next of kin", "Name: Okafor, Ngozi\nPhone: 617-555-0142\nEmergency contact: Obi Okafor (son) 617-555-0199\nNext of kin: Okafor, Ada\nRelationship: Daughter\nPhone: 617-555-0111",
		"Okafor|Ngozi; tel=617-555-0142; kin=Okafor|Obi son 617-555-0199; kin=Okafor|Ada daughter 617-555-0111"},
	{"address over lines", "Name: Okafor, Ngozi\nAddress: 12 Elm St\nQuincy, MA 02169\n\nPhone: 617-555-0142",
		"Okafor|Ngozi; at=12 Elm St/Quincy/MA/02169; tel=617-555-0142"},
	{"language with an interpreter beside it", "Patient: Okafor, Ngozi; MRN: 482913; Language: Igbo (interpreter needed)",
		"Okafor|Ngozi; mrn=482913; lang=Igbo; interpreter=yes"},
	{"no interpreter", "Patient: Okafor, Ngozi\nLanguage: English\nInterpreter: No",
		"Okafor|Ngozi; lang=English"},
	{"visit", "Name: Okafor, Ngozi\nCSN: 100200300\nPatient class: Inpatient\nAdmit date: 11/02/2026 08:15 PM\nDischarge date: 11/20/2026\nUnit: 4 North\nRoom: 412\nBed: A",
		"Okafor|Ngozi; visit=100200300,Inpatient,2026-11-02T20:15,2026-11-20,4 North,412, A,"},
	{"hidden numbers are none", "Name: Okafor, Ngozi\nMRN: ****2913", "Okafor|Ngozi"},
	{"deceased", "Name: Okafor, Ngozi\nDate of death: 10/30/2026", "Okafor|Ngozi; deceased=2026-10-30"},
	{"a preferred name", "Legal name: Okafor, Ngozi\nPreferred name: Goz Okafor", "Okafor|Ngozi; aka=Okafor|Goz"},
}

func TestBannerIsRead(t *testing.T) {
	for _, c := range bannerCases {
		t.Run(c.name, func(t *testing.T) {
			r := Read(context.Background(), []byte(c.text))
			if r.Format != FormatBanner {
				t.Fatalf("format %q, outcome %q: %v", r.Format, r.Outcome, r.Remarks)
			}
			if got := told(r); got != c.want {
				t.Errorf("read\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
