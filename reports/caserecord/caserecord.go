// Package caserecord says in words what stands in a case, part by part: the one
// list from which the text of a command and the printed record of a case are
// made. It shows a case as it is given: what was concealed in it stays hidden.
package caserecord

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapport/data"
)

// Words are how the record is written.
type Words struct {
	Settings data.Settings
	Today    data.Date
	Day      func(data.Date) string // a calendar day
	At       func(time.Time) string // an instant
}

// Plain writes days and times as they are sorted: 2026-10-31 14:05.
func Plain(s data.Settings, today data.Date) Words {
	return Words{s, today, data.Date.String, func(t time.Time) string { return t.In(s.Zone()).Format("2006-01-02 15:04") }}
}

// Local writes days and times as the office does.
func Local(s data.Settings, today data.Date) Words {
	at := func(t time.Time) string {
		return s.Locale.Short(data.DateOf(t, s.Zone())) + ", " + t.In(s.Zone()).Format("3:04 pm")
	}
	return Words{s, today, s.Locale.Short, at}
}

// Part is a part of the record. Empty parts are left out of it.
type Part struct {
	Heading string
	Facts   []Fact
	Text    string // in the words of the person, with its line ends
	Items   []Item
}

// Fact is a label and its value.
type Fact struct{ Label, Value string }

// Item is an entry of a part: a line, further lines that belong to it, and a text
// with its line ends.
type Item struct {
	Line  string
	More  []string
	Text  string
	Added []Item // what was added to a note later
}

// Of returns the parts of a case in their order: its facts, the people, what it is
// about, what was done, what was written, and how it ended. Parts without a
// heading continue the title.
func Of(f data.CaseFile, w Words) []Part {
	p := &writer{Words: w, settings: w.Settings, zone: w.Settings.Zone(), today: w.Today}
	p.section("")
	p.head(f)
	if f.Story != "" {
		p.section("What happened")
		p.part().Text = strings.TrimSpace(f.Story)
	}
	p.people(f)
	p.visits(f)
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
	p.received(f)
	p.ending(f)
	return p.parts
}

// writer writes the parts of a case. Each story has a file of its own.
type writer struct {
	Words
	settings data.Settings
	zone     *time.Location
	today    data.Date
	parts    []Part
}

// part is the part that is being written.
func (p *writer) part() *Part { return &p.parts[len(p.parts)-1] }

func (p *writer) line(name, value string) {
	if value = strings.Join(strings.Fields(value), " "); value != "" {
		p.part().Facts = append(p.part().Facts, Fact{name, value})
	}
}

func (p *writer) section(name string) { p.parts = append(p.parts, Part{Heading: name}) }

// each writes a section with one entry for each thing of a list; an empty list
// has no section.
func each[T any](p *writer, section string, list []T, entry func(T)) {
	for i, one := range list {
		if i == 0 {
			p.section(section)
		}
		entry(one)
	}
}

// item writes one line of a section: the parts that are not empty.
func (p *writer) item(parts ...string) {
	if line := joined(parts); line != "" {
		p.part().Items = append(p.part().Items, Item{Line: line})
	}
}

// more writes a further line of an item; nothing where all its parts are empty.
func (p *writer) more(parts ...string) {
	line, items := joined(parts), p.part().Items
	if line == "" {
		return
	}
	if len(items) == 0 {
		p.item(line)
		return
	}
	last := &items[len(items)-1]
	last.More = append(last.More, line)
}

// joined puts parts into one line: with semicolons, or as the next sentence where
// the part before ended one.
func joined(parts []string) string {
	var line strings.Builder
	for _, part := range parts {
		part = strings.Join(strings.Fields(part), " ")
		switch {
		case part == "" || line.Len() == 0:
		case strings.HasSuffix(line.String(), "."):
			first, size := utf8.DecodeRuneInString(part)
			part = " " + string(unicode.ToUpper(first)) + part[size:]
		default:
			part = "; " + part
		}
		line.WriteString(part)
	}
	return line.String()
}

// counted writes a number with its noun: 1 minute, 2 minutes.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
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

func (p *writer) head(f data.CaseFile) {
	p.line("Received", p.At(f.ReceivedAt)+", "+strings.ToLower(f.Channel.String()))
	p.line("Entered", p.At(f.EnteredAt)+labeled(" by", f.EnteredBy))
	if f.Origin.Imported() {
		p.line("Imported", p.At(f.Origin.At)+", "+f.Origin.Words())
		if f.Origin.Author != f.EnteredBy {
			p.line("Written down there by", f.Origin.Author)
		}
	}
	p.line("Happened", p.Day(f.EventDate))
	p.line("Unit", f.Unit)
	p.line("Owner", f.Owner)
	p.line("Asked for", f.Remedy)
	if f.Harm > 0 {
		p.line("Harm", level(data.Harms, f.Harm))
	}
	p.line("Urgency", f.Urgency.String())
	p.line("To happen again", level(data.Recurrences, f.Recurrence-1))
	p.line("Payer", ticked(f.Payer != "", f.Payer.String()))
	p.line("Shift", ticked(f.Shift != "", f.Shift.String()))
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
		p.line("Resolved by staff", p.At(f.ResolvedAt))
	}
	p.line("Completed", p.Day(f.CompletedOn))
	if !f.ClosedAt.IsZero() {
		p.line("Closed", p.At(f.ClosedAt)+": "+f.Closure.String())
	}
	if f.Reopened > 0 {
		p.line("Reopened", counted(f.Reopened, "time", "times"))
	}
	p.line("Merged into", f.MergedInto)
}

func (p *writer) people(f data.CaseFile) {
	each(p, "People", f.People, func(who data.Person) {
		relation := ""
		if who.Role != data.RolePatient {
			relation = who.Relation.String()
		}
		p.item(who.Role.String()+": "+who.FullName(), relation, labeled("born", p.Day(who.BirthDate)), labeled("MRN", who.MRN), p.death(who),
			ticked(who.Sex != "", strings.ToLower(who.Sex.String())), who.Position, who.Unit, who.Pronouns)
		p.more(labeled("also known as", strings.Join(who.Also, ", ")), labeled("other numbers:", numbers(who.Identifiers)))
		p.more(labeled("authority:", who.AuthoritySays(p.today)), who.Evidence, labeled("for", who.Grant.Scope), labeled("until", p.Day(who.Grant.Until)),
			who.Grant.Event, labeled("seen by", who.Grant.SeenBy))
		p.authorization(who.Grant)
		p.address(who)
		p.more(labeled("speaks", who.Language), labeled("reads", who.Written), ticked(who.Interpreter != "", "interpreter: "+who.Interpreter.String()),
			ticked(who.Format != "", "letters: "+who.Format.String()), labeled("call", who.CallAt), who.Access)
		p.more(ticked(who.Disability != "", "disability: "+strings.ToLower(who.Disability.String())))
		p.more(ticked(who.Safety != "", "safety: "+who.Safety.String()), who.SafetyNote)
	})
}

func numbers(all []data.Identifier) string {
	var words []string
	for _, i := range all {
		words = append(words, i.String())
	}
	return strings.Join(words, ", ")
}

func (p *writer) visits(f data.CaseFile) {
	each(p, "Visits", f.VisitsByDay(), func(v data.Visit) {
		when := p.Day(v.From)
		if v.FromTime != "" {
			when += " " + v.FromTime
		}
		until := ""
		if !v.To.IsZero() {
			until = strings.TrimSpace("until " + p.Day(v.To) + " " + v.ToTime)
		}
		p.item(v.Title(), when, until, v.Type, v.Status, labeled("number", v.Number), labeled("attending", strings.Join(v.Attending, ", ")), labeled("by", v.By))
	})
}

func (p *writer) death(who data.Person) string {
	if !who.Deceased {
		return ""
	}
	return strings.TrimSpace("died " + p.Day(who.DiedOn))
}

func (p *writer) authorization(g data.Grant) {
	a := g.Authorization
	if a == (data.Authorization{}) {
		return
	}
	lacks := ""
	if gaps := g.Gaps().Blocking(); len(gaps) > 0 {
		lacks = "not complete: " + gaps[0].Sentence
	}
	p.more("authorization signed "+p.Day(a.SignedOn)+labeled(" by", a.SignedBy), a.SignerRight, a.Information, labeled("from", a.Discloser), labeled("to", a.Recipient),
		labeled("for", a.Purpose), lacks)
}

// address prints where mail goes and, where the person asked for that, that it
// goes nowhere else.
func (p *writer) address(who data.Person) {
	lines := who.AddressLines()
	if who.FullName() != "" && len(lines) > 0 {
		lines = lines[1:]
	}
	p.more(ticked(who.Confidential, "confidential address, use no other: ")+strings.Join(lines, ", "), labeled("confirmed", p.Day(who.AddressConfirmed)),
		who.Phone, who.Email, who.Means)
}

func (p *writer) clocks(f data.CaseFile) {
	each(p, "Clocks", f.Clocks, func(k data.Clock) {
		first := ""
		if k.Due != k.Base {
			first = "first due " + p.Day(k.Base)
		}
		length := ""
		if k.Length > 0 {
			length = strconv.Itoa(k.Length) + " " + k.Unit.String()
		}
		p.item(k.Label()+" due "+p.Day(k.Due), first, "since "+p.Day(data.DateOf(k.Start, p.zone)), length, labeled("started by", k.StartedBy), p.clockState(k))
		for _, change := range k.Changes {
			p.more("moved from "+p.Day(change.From)+" to "+p.Day(change.To), labeled("agreed with", change.Agreed), change.Reason, labeled("by", change.By))
		}
		for _, pause := range k.Pauses {
			until := "still"
			if !pause.To.IsZero() {
				until = "until " + p.Day(pause.To)
			}
			p.more("paused from "+p.Day(pause.From)+" "+until, pause.Reason, labeled("by", pause.By))
		}
	})
}

// clockState says what became of a duty; nothing while it runs in time.
func (p *writer) clockState(k data.Clock) string {
	_, paused := k.Paused()
	switch {
	case k.EnteredLater():
		return "done " + p.Day(k.MetOn) + ", entered later on " + p.Day(k.EnteredOn)
	case !k.MetOn.IsZero() && k.Late(p.today):
		return "done late, " + p.Day(k.MetOn)
	case !k.MetOn.IsZero():
		return "done " + p.Day(k.MetOn)
	case k.Stopped:
		return "no longer owed"
	case paused:
		return "paused"
	case k.Late(p.today):
		return "overdue"
	}
	return ""
}

func (p *writer) issues(f data.CaseFile) {
	each(p, "Issues", f.Issues, func(is data.Issue) {
		category, sub := is.About(p.settings)
		if sub != "" {
			category += ", " + sub
		}
		p.item(category, labeled("severity", level(data.Severities, is.Severity)), ticked(is.Stage != "", is.Stage.String()),
			ticked(is.StaffGroup != "", is.StaffGroup.String()), is.Unit, labeled("from", is.From))
		p.more(is.Words)
		p.more(labeled("Understood:", is.Understood), labeled("agreed", p.Day(is.AgreedOn)))
		if is.Finding.Outcome != "" {
			p.more("Finding: "+is.Finding.Outcome.String(), is.Finding.Reasons, labeled("by", is.Finding.By))
			p.more(labeled("Answer:", is.Finding.Answer))
		}
	})
}
