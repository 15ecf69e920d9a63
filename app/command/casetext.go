package command

import (
	"strconv"
	"strings"
	"time"

	"rapport/data"
)

// printCase prints a case as text, section by section; empty sections are left
// out.
func (c *call) printCase(f data.CaseFile, s data.Settings, today data.Date) {
	p := casePrinter{call: c, settings: s, zone: s.Zone(), today: today}
	c.printf("%s  %s, %s\n\n", f.Number, f.Kind, strings.ToLower(f.State.String()))
	p.head(f)
	if f.Story != "" {
		p.section("What happened")
		c.printf("%s\n", indented(f.Story))
	}
	p.people(f)
	p.clocks(f)
	p.issues(f)
	p.investigation(f)
	p.advocacy(f)
	p.contacts(f)
	p.notes(f)
	p.tasks(f)
	p.letters(f)
	p.documents(f)
	p.letterWork(f)
	p.disclosures(f)
	p.duties(f)
	p.given(f)
	p.links(f)
	p.ending(f)
}

// casePrinter prints the parts of a case. Each story has a file of its own.
type casePrinter struct {
	*call
	settings data.Settings
	zone     *time.Location
	today    data.Date
}

func (p casePrinter) at(t time.Time) string { return t.In(p.zone).Format("2006-01-02 15:04") }

func (p casePrinter) line(name, value string) {
	if value = strings.Join(strings.Fields(value), " "); value != "" {
		p.printf("%s %s\n", cell(name, 17), value)
	}
}

func (p casePrinter) section(name string) { p.printf("\n%s\n", name) }

// each prints a section with one entry for each thing of a list; an empty list
// has no section.
func each[T any](p casePrinter, section string, list []T, entry func(T)) {
	for i, one := range list {
		if i == 0 {
			p.section(section)
		}
		entry(one)
	}
}

// item prints one line of a section: the parts that are not empty.
func (p casePrinter) item(parts ...string) { p.joined("  ", parts) }

// more prints a further line of an item; nothing where all its parts are empty.
func (p casePrinter) more(parts ...string) { p.joined("    ", parts) }

func (p casePrinter) joined(before string, parts []string) {
	var kept []string
	for _, part := range parts {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			kept = append(kept, part)
		}
	}
	if len(kept) > 0 {
		p.printf("%s%s\n", before, strings.Join(kept, "; "))
	}
}

func labeled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + " " + value
}

// ticked is the words where the box is ticked.
func ticked(yes bool, words string) string {
	if !yes {
		return ""
	}
	return words
}

// dollars writes an amount of US cents; nothing for none.
func dollars(label string, cents int64) string {
	if cents == 0 {
		return ""
	}
	return label + " " + data.Dollars(cents)
}

// level names a step of a scale; nothing for one that the scale does not have.
func level(scale []string, n int) string {
	if n < 0 || n >= len(scale) {
		return ""
	}
	return strings.ToLower(scale[n])
}

func (p casePrinter) head(f data.CaseFile) {
	p.line("Received", p.at(f.ReceivedAt)+", "+strings.ToLower(f.Channel.String()))
	p.line("Entered", p.at(f.EnteredAt)+labeled(" by", f.EnteredBy))
	p.line("Happened", f.EventDate.String())
	p.line("Unit", f.Unit)
	p.line("Owner", f.Owner)
	p.line("Asked for", f.Remedy)
	if f.Harm > 0 {
		p.line("Harm", level(data.Harms, f.Harm))
	}
	p.line("Urgency", f.Urgency.String())
	p.line("Payer", ticked(f.Payer != "", f.Payer.String()))
	p.line("Shift", ticked(f.Shift != "", f.Shift.String()))
	p.line("To happen again", level(data.Recurrences, f.Recurrence-1))
	p.line("Anonymous", ticked(f.Anonymous, "the person gave no name"))
	p.line("Name", ticked(f.MayShareName, "may be shared with the unit"))
	p.line("Substance use", ticked(f.SubstanceUse, data.Part2Notice))
	p.line("Classified", strings.TrimSpace(f.Classification.Test+" "+f.Classification.Because))
	p.line("Rule", f.Classification.Citation)
	if f.Override != "" {
		p.line("Decided otherwise", f.Override.String()+": "+f.OverrideReason)
	}
	p.line("Earlier number", f.Earlier)
	if !f.ResolvedAt.IsZero() {
		p.line("Resolved by staff", p.at(f.ResolvedAt))
	}
	p.line("Completed", f.CompletedOn.String())
	if !f.ClosedAt.IsZero() {
		p.line("Closed", p.at(f.ClosedAt)+": "+f.Closure.String())
	}
	if f.Reopened > 0 {
		p.line("Reopened", counted(f.Reopened, "time", "times"))
	}
	p.line("Merged into", f.MergedInto)
}

func (p casePrinter) people(f data.CaseFile) {
	each(p, "People", f.People, func(who data.Person) {
		relation := ""
		if who.Role != data.RolePatient {
			relation = who.Relation.String()
		}
		p.item(who.Role.String()+": "+who.FullName(), relation, labeled("born", who.BirthDate.String()), labeled("MRN", who.MRN), p.death(who),
			who.Position, who.Unit, who.Pronouns)
		p.more(labeled("authority:", who.AuthoritySays(p.today)), who.Evidence, labeled("for", who.Grant.Scope), labeled("until", who.Grant.Until.String()),
			who.Grant.Event, labeled("seen by", who.Grant.SeenBy))
		p.authorization(who.Grant)
		p.address(who)
		p.more(labeled("speaks", who.Language), labeled("reads", who.Written), ticked(who.Interpreter != "", "interpreter: "+who.Interpreter.String()),
			ticked(who.Format != "", "letters: "+who.Format.String()), labeled("call", who.CallAt), who.Access, ticked(who.Disability != "", "disability: "+who.Disability.String()))
		p.more(ticked(who.Safety != "", "safety: "+who.Safety.String()), who.SafetyNote)
	})
}

func (p casePrinter) death(who data.Person) string {
	if !who.Deceased {
		return ""
	}
	return strings.TrimSpace("died " + who.DiedOn.String())
}

func (p casePrinter) authorization(g data.Grant) {
	a := g.Authorization
	if a == (data.Authorization{}) {
		return
	}
	lacks := ""
	if gaps := g.Gaps().Blocking(); len(gaps) > 0 {
		lacks = "not complete: " + gaps[0].Sentence
	}
	p.more("authorization signed "+a.SignedOn.String()+labeled(" by", a.SignedBy), a.SignerRight, a.Information, labeled("from", a.Discloser), labeled("to", a.Recipient),
		labeled("for", a.Purpose), lacks)
}

// address prints where mail goes and, where the person asked for that, that it
// goes nowhere else.
func (p casePrinter) address(who data.Person) {
	lines := who.AddressLines()
	if who.FullName() != "" && len(lines) > 0 {
		lines = lines[1:]
	}
	p.more(ticked(who.Confidential, "confidential address, use no other: ")+strings.Join(lines, ", "), labeled("confirmed", who.AddressConfirmed.String()),
		who.Phone, who.Email, who.Means)
}

func (p casePrinter) clocks(f data.CaseFile) {
	each(p, "Clocks", f.Clocks, func(k data.Clock) {
		first := ""
		if k.Due != k.Base {
			first = "first due " + k.Base.String()
		}
		length := ""
		if k.Length > 0 {
			length = strconv.Itoa(k.Length) + " " + k.Unit.String()
		}
		p.item(k.Label()+" due "+k.Due.String(), first, "since "+data.DateOf(k.Start, p.zone).String(), length, labeled("started by", k.StartedBy), p.clockState(k))
		for _, change := range k.Changes {
			p.more("moved from "+change.From.String()+" to "+change.To.String(), labeled("agreed with", change.Agreed), change.Reason, labeled("by", change.By))
		}
		for _, pause := range k.Pauses {
			until := "still"
			if !pause.To.IsZero() {
				until = "until " + pause.To.String()
			}
			p.more("paused from "+pause.From.String()+" "+until, pause.Reason, labeled("by", pause.By))
		}
	})
}

// clockState says what became of a duty; nothing while it runs in time.
func (p casePrinter) clockState(k data.Clock) string {
	_, paused := k.Paused()
	switch {
	case k.EnteredLater():
		return "done " + k.MetOn.String() + ", entered later on " + k.EnteredOn.String()
	case !k.MetOn.IsZero() && k.Late(p.today):
		return "done late, " + k.MetOn.String()
	case !k.MetOn.IsZero():
		return "done " + k.MetOn.String()
	case k.Stopped:
		return "no longer owed"
	case paused:
		return "paused"
	case k.Late(p.today):
		return "overdue"
	}
	return ""
}

func (p casePrinter) issues(f data.CaseFile) {
	each(p, "Issues", f.Issues, func(is data.Issue) {
		category, sub := is.About(p.settings)
		if sub != "" {
			category += ", " + sub
		}
		p.item(category, labeled("severity", level(data.Severities, is.Severity)), ticked(is.Stage != "", is.Stage.String()),
			ticked(is.StaffGroup != "", is.StaffGroup.String()), is.Unit, labeled("from", is.From))
		p.more(is.Words)
		p.more(labeled("Understood:", is.Understood), labeled("agreed", is.AgreedOn.String()))
		if is.Finding.Outcome != "" {
			p.more("Finding: "+is.Finding.Outcome.String(), is.Finding.Reasons, labeled("by", is.Finding.By))
			p.more(labeled("Answer:", is.Finding.Answer))
		}
	})
}
