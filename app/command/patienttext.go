package command

import (
	"cmp"
	"strings"

	"rapport/data"
	"rapport/data/exchange/ehr"
)

// printReading prints the sheet in lines of field and value.
func (c *call) printReading(r ehr.Reading) {
	c.printf("%s: %s, %s\n", kindOfFile(r.Source("")), counted(len(r.Patients), "patient", "patients"), counted(r.Encounters(), "visit", "visits"))
	for _, m := range r.Remarks {
		c.printf("  %s\n", m.Sentence)
	}
	for i, p := range r.Patients {
		if i == listed {
			c.printf("\nand %s more; --json lists all\n", counted(len(r.Patients)-listed, "patient", "patients"))
			break
		}
		c.printf("\nPatient %d\n", i+1)
		c.printPatient(p)
	}
	if t := r.Table; t != nil && len(r.Patients) == 0 {
		c.printf("\nThe table has %s and these columns: %s.\n", counted(t.Rows, "row", "rows"), strings.Join(t.Columns, ", "))
	}
	c.printVisits(r)
	for _, name := range r.Others {
		c.line("Belongs to", name)
	}
	for _, rel := range r.Relatives {
		c.line("Relative", relativeLine(rel))
	}
	for _, s := range r.Staff {
		c.line("Staff", s)
	}
}

func (c *call) line(field, value string) {
	if value != "" {
		c.printf("  %s %s\n", cell(field, 18), strings.Join(strings.Fields(value), " "))
	}
}

func (c *call) printPatient(p data.Registration) {
	c.line("Name", nameLine(p.Name))
	for _, n := range p.Also {
		c.line("Also known as", nameLine(n))
	}
	c.line("Date of birth", p.BirthDate)
	c.line("Sex", p.Sex)
	switch {
	case p.MRN != "" && p.MRNSure:
		c.line("MRN", p.MRN)
	case p.MRN != "":
		c.line("MRN, not sure", p.MRN)
	}
	for _, id := range p.Identifiers {
		of := strings.TrimSpace(id.Type + " " + id.System)
		c.line("Number", strings.TrimSpace(id.Value+"  "+of))
	}
	if a := p.Address; a != nil {
		c.line("Address", addressLine(*a))
	}
	for _, phone := range p.Phones {
		c.line("Phone", phone)
	}
	for _, mail := range p.Emails {
		c.line("E-mail", mail)
	}
	for _, l := range p.Languages {
		words := cmp.Or(l.Text, l.Code)
		if l.Preferred {
			words += ", preferred"
		}
		c.line("Language", words)
	}
	if p.Interpreter {
		c.line("Interpreter", "needed")
	}
	if p.Deceased {
		c.line("Deceased", cmp.Or(p.DiedOn, "yes"))
	}
	for _, rel := range p.Relatives {
		c.line("To verify", relativeLine(rel))
	}
	c.line("Goes on as", p.MergedInto)
}

func (c *call) printVisits(r ehr.Reading) {
	for i, v := range r.Visits {
		if i == 0 {
			c.printf("\nVisits\n")
		}
		if i == listed {
			c.printf("  and %s more; --json lists all\n", grouped(len(r.Visits)-listed))
			return
		}
		when := v.From
		if v.To != "" {
			when += " to " + v.To
		}
		c.printf("  %s %s\n", cell(cmp.Or(when, "no date"), 36), joined(" · ", v.Class, v.Unit, v.Facility, strings.Join(v.Attending, "; "), v.Status))
	}
}

// joined joins what there is.
func joined(with string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, with)
}

func nameLine(n data.PatientName) string {
	if n.Family == "" && len(n.Given) == 0 {
		return n.Text
	}
	return joined(" ", strings.Join(n.Prefix, " "), strings.Join(n.Given, " "), n.Family, strings.Join(n.Suffix, " "))
}

func addressLine(a data.FileAddress) string {
	parts := joined(", ", strings.Join(a.Lines, ", "), joined(" ", a.City, a.State, a.Postal), a.Country)
	return cmp.Or(parts, a.Text)
}

func relativeLine(r data.Relative) string {
	return joined(", ", nameLine(r.Name), r.Relation, strings.Join(r.Phones, ", "), strings.Join(r.Emails, ", "))
}
