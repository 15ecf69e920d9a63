package command

import (
	"strings"
	"time"

	"rapport/data"
)

// printCase prints a case as text, section by section; empty sections are left
// out.
func (c *call) printCase(f data.CaseFile, s data.Settings) {
	p := casePrinter{call: c, settings: s, zone: s.Zone()}
	c.printf("%s  %s, %s\n\n", f.Number, f.Kind, strings.ToLower(f.State.String()))
	p.line("Received", p.at(f.ReceivedAt)+", "+strings.ToLower(f.Channel.String()))
	p.line("Happened", f.EventDate.String())
	p.line("Unit", f.Unit)
	p.line("Owner", f.Owner)
	p.line("Asked for", f.Remedy)
	if f.Harm > 0 && f.Harm < len(data.Harms) {
		p.line("Harm", data.Harms[f.Harm])
	}
	p.line("Classified", strings.TrimSpace(f.Classification.Test+" "+f.Classification.Because))
	p.line("Decided otherwise", f.OverrideReason)
	p.line("Earlier number", f.Earlier)
	p.line("Completed", f.CompletedOn.String())
	if !f.ClosedAt.IsZero() {
		p.line("Closed", p.at(f.ClosedAt)+": "+f.Closure.String())
	}
	p.section("What happened")
	c.printf("%s\n", indented(f.Story))
	p.people(f)
	p.clocks(f)
	p.issues(f)
	p.work(f)
	p.talk(f)
	p.letters(f)
}

type casePrinter struct {
	*call
	settings data.Settings
	zone     *time.Location
}

func (p casePrinter) at(t time.Time) string { return t.In(p.zone).Format("2006-01-02 15:04") }

func (p casePrinter) line(name, value string) {
	if value != "" {
		p.printf("%s %s\n", cell(name, 17), value)
	}
}

func (p casePrinter) section(name string) { p.printf("\n%s\n", name) }

// item prints one line of a section: the parts that are not empty.
func (p casePrinter) item(parts ...string) {
	var kept []string
	for _, part := range parts {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			kept = append(kept, part)
		}
	}
	p.printf("  %s\n", strings.Join(kept, "; "))
}

func labeled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + " " + value
}

func (p casePrinter) people(f data.CaseFile) {
	if len(f.People) == 0 {
		return
	}
	p.section("People")
	for _, who := range f.People {
		relation := ""
		if who.Role != data.RolePatient {
			relation = who.Relation.String()
		}
		p.item(who.Role.String()+": "+who.FullName(), relation, labeled("born", who.BirthDate.String()), labeled("MRN", who.MRN),
			labeled("authority:", who.Authority.String()), who.Phone, who.Email, strings.Join(who.AddressLines()[min(1, len(who.AddressLines())):], ", "))
	}
}

func (p casePrinter) clocks(f data.CaseFile) {
	if len(f.Clocks) == 0 {
		return
	}
	p.section("Clocks")
	for _, k := range f.Clocks {
		first := ""
		if k.Due != k.Base {
			first = "first due " + k.Base.String()
		}
		p.item(k.Label()+" due "+k.Due.String(), first, "since "+data.DateOf(k.Start, p.zone).String(), clockState(k))
		for _, change := range k.Changes {
			p.item("  moved from "+change.From.String()+" to "+change.To.String(), labeled("agreed with", change.Agreed), change.Reason)
		}
	}
}

// clockState says what became of a duty; nothing while it runs.
func clockState(k data.Clock) string {
	pause, paused := k.Paused()
	switch {
	case k.EnteredLater():
		return "done " + k.MetOn.String() + ", entered later on " + k.EnteredOn.String()
	case !k.MetOn.IsZero():
		return "done " + k.MetOn.String()
	case k.Stopped:
		return "no longer owed"
	case paused:
		return "paused since " + pause.From.String() + ": " + pause.Reason
	}
	return ""
}

func (p casePrinter) issues(f data.CaseFile) {
	for i, is := range f.Issues {
		if i == 0 {
			p.section("Issues")
		}
		severity := ""
		if is.Severity >= 0 && is.Severity < len(data.Severities) {
			severity = "severity " + strings.ToLower(data.Severities[is.Severity])
		}
		category, sub := is.About(p.settings)
		if sub != "" {
			category += ", " + sub
		}
		p.item(category, severity, is.Unit)
		p.item("  " + is.Words)
		if is.Finding.Outcome != "" {
			p.item("  Finding: "+is.Finding.Outcome.String(), is.Finding.Reasons)
		}
	}
}

func (p casePrinter) work(f data.CaseFile) {
	for i, st := range f.Steps {
		if i == 0 {
			p.section("Investigation")
		}
		p.item(st.Kind.String()+": "+st.Subject, labeled("with", st.With), labeled("due", st.Due.String()), labeled("done", st.DoneOn.String()), st.Result)
	}
	for i, a := range f.Advocacy {
		if i == 0 {
			p.section("Advocacy")
		}
		p.item(a.Kind.String()+": "+a.Goal, labeled("with", a.With), a.Outcome.String(), labeled("done", a.DoneOn.String()), a.Result)
	}
	for i, t := range f.Tasks {
		if i == 0 {
			p.section("Tasks")
		}
		p.item(t.What, labeled("due", t.Due.String()), t.Owner, labeled("done", t.DoneOn.String()))
	}
}

func (p casePrinter) talk(f data.CaseFile) {
	for i, contact := range f.Contacts {
		if i == 0 {
			p.section("Contacts")
		}
		way := "out"
		if contact.Inbound {
			way = "in"
		}
		p.item(p.at(contact.At)+" "+contact.Mode.String()+" ("+way+")", contact.With, contact.Summary, labeled("promised:", contact.Promise))
	}
	for i, n := range f.Notes {
		if i == 0 {
			p.section("Notes")
		}
		text := n.Text
		if n.Hidden {
			text = "Hidden. It can be revealed in the window, with a reason."
		}
		p.printf("  %s, %s (%s)\n%s\n", p.at(n.At), n.By, n.Class, indented(indented(text)))
	}
	for i, a := range f.Attachments {
		if i == 0 {
			p.section("Documents")
		}
		name, gone := a.Name, ""
		if a.Hidden {
			name = "hidden (" + a.Class.String() + ")"
		}
		if a.Voided() {
			gone = "voided"
		}
		p.item(p.at(a.At)+" "+name, a.Type.String(), data.SizeWords(a.Size), a.By, gone)
	}
	for i, d := range f.Disclosures {
		if i == 0 {
			p.section("Disclosures")
		}
		accountable := "not accountable"
		if d.Basis.Accountable() {
			accountable = "accountable"
		}
		p.item(d.On.String()+" to "+d.Recipient, d.What, d.Basis.String(), accountable)
	}
	if f.HoldsPart2() {
		p.section(data.Part2Notice)
	}
}

func (p casePrinter) letters(f data.CaseFile) {
	for i, l := range f.Letters {
		if i == 0 {
			p.section("Letters")
		}
		left := "not sent yet"
		if on := l.Dispatched(); !on.IsZero() {
			left = "left " + on.String()
		}
		p.item(l.Kind.String(), "to "+l.Addressee, "dated "+l.Date.String(), left, labeled("SHA-256", l.SHA256))
	}
}
