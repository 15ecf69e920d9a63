package data

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	lettersTried = flag.Int("letters", 800, "how many spoiled letters the property test of the gates makes")
	lettersSeed  = flag.Uint64("letters-seed", 4, "the seed of the first of them")
)

// TestNoSpoiledLetterPassesTheGates takes good letters of every kind, takes parts
// away and puts wrong ones in at random, and holds whatever the gates let through
// against an independent reading of the rules (domain.md 1, 2 and 6).
func TestNoSpoiledLetterPassesTheGates(t *testing.T) {
	passed, held := map[LetterKind]int{}, map[string]int{}
	var faults []string
	for i := range *lettersTried {
		seed := *lettersSeed + uint64(i)
		r := rand.New(rand.NewPCG(seed, 17))
		kind := LetterKinds[r.IntN(len(LetterKinds))].Value
		lang := English
		if kind.Spec().Reader == ToPerson && r.IntN(3) == 0 {
			lang = Spanish
		}
		x := goodLetter(t, kind, lang)
		var did []string
		for range r.IntN(6) {
			h := letterHarms[r.IntN(len(letterHarms))]
			h.do(r, &x)
			did = append(did, h.name)
		}
		blocking := x.IssueGaps().Blocking()
		for _, g := range blocking {
			held[g.Code]++
		}
		if len(blocking) > 0 {
			continue
		}
		passed[kind]++
		if wrong := wrongWith(x); len(wrong) > 0 {
			faults = append(faults, fmt.Sprintf("seed %d, %s in %s, after %s: %s", seed, kind, lang, strings.Join(did, "; "), strings.Join(wrong, "; ")))
		}
	}
	for _, f := range faults[:min(len(faults), 12)] {
		t.Error(f)
	}
	if len(faults) > 12 {
		t.Errorf("and %d more", len(faults)-12)
	}
	for _, k := range LetterKinds {
		if passed[k.Value] == 0 {
			t.Errorf("no %s passed, so nothing was proved of it", k.Label)
		}
	}
	t.Logf("passed %v, held by %d gates: %v", passed, len(held), held)
}

// letterHarm takes something away from a letter or puts something wrong in.
type letterHarm struct {
	name string
	do   func(*rand.Rand, *LetterFacts)
}

func reader(x *LetterFacts) *Person {
	for i := range x.File.People {
		if x.File.People[i].ID == x.Draft.Addressee {
			return &x.File.People[i]
		}
	}
	return &x.File.People[0]
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// put writes text somewhere into the letter: instead of what stands there, or
// behind it.
func put(r *rand.Rand, x *LetterFacts, text string) {
	add := func(s *string) {
		if r.IntN(3) == 0 {
			*s = text
			return
		}
		*s += " " + text
	}
	switch r.IntN(10) {
	case 0, 1, 2:
		var slots []Block
		for _, b := range x.Template.Blocks {
			if b.Slot {
				slots = append(slots, b)
			}
		}
		if len(slots) > 0 {
			b := slots[r.IntN(len(slots))]
			words := b.Text
			add(&words)
			x.Draft.SetWords(b.Name, words)
		}
	case 3:
		if len(x.Draft.Steps) > 0 {
			x.Draft.Steps = slices.Clone(x.Draft.Steps)
			add(&x.Draft.Steps[0])
		}
	case 4:
		if n := len(x.Draft.Findings); n > 0 {
			add(&x.Draft.Findings[r.IntN(n)].Text)
		}
	case 5:
		for _, f := range FieldsFor(x.Draft.Kind) {
			if f.Source == FromLetter && f.Type != FieldDate {
				v := x.Draft.Values[f.Name]
				add(&v)
				x.Draft.SetValue(f.Name, v)
				return
			}
		}
	case 6:
		x.Draft.Enclosures = append(x.Draft.Enclosures, Enclosed{Title: text})
	case 7:
		x.Draft.Copies = append(x.Draft.Copies, text)
	case 8:
		add(&x.File.Meetings[0].Place)
		add(&x.File.Steps[1].Questions[0])
		add(&x.File.Limits[0].Limit)
	case 9:
		add(pick(r, &x.Draft.Contact, &x.Draft.ContactLine, &x.File.Unit, &reader(x).Street, &x.Draft.To.Title))
	}
}

func harm(name string, do func(*LetterFacts)) letterHarm {
	return letterHarm{name, func(_ *rand.Rand, x *LetterFacts) { do(x) }}
}

func says(name string, texts ...string) letterHarm {
	return letterHarm{name, func(r *rand.Rand, x *LetterFacts) { put(r, x, pick(r, texts...)) }}
}

var letterHarms = []letterHarm{
	says("a placeholder", "[name]", "[[unit]]", "{{date}}", "TBD", "t.b.d.", "XX/XX/2026", "____", "«Name»", "<no value>", "???", "T\u200bBD", "【unit】", "(insert date)", "on March XX", "[", "ХХХ"),
	says("an ordinary sentence", "We spoke with the nurse.", "Call us on Monday.", "Two of your calls waited.", "We are sorry."),
	says("Spanish", "Gracias por contarnos sus inquietudes. Lamentamos la preocupación que esto le ha causado."),
	says("a legal note", "counsel asked that we say nothing about the broken pump", "Counsel asked that we say nothing, about the broken pump!"),
	says("a safety report", "PSR-2026-118"),
	says("peer review", "The peer review committee found that the dose was late."),
	says("discipline", "The nurse was suspended for a week."),
	says("substance use", "You had methadone on that day."),
	says("the patient", "Rosalind Achterberg", "Achterberg, Rosalind", "MRN 0047115", "47115", "born 5/17/1950", "the night on 6 West", "on February 21, 2026"),
	says("how to reach", "555.014.7788", "ros@mail.example", "2218 Juniper Court"),
	says("behavioral health", "Behavioral Health Pavilion"),
	says("nothing", "", " ", "n/a"),

	harm("no contact", func(x *LetterFacts) { x.Draft.Contact = " " }),
	harm("no phone", func(x *LetterFacts) { x.Draft.ContactLine, x.Settings.Phone = "", "" }),
	harm("no steps", func(x *LetterFacts) { x.Draft.Steps = nil }),
	harm("empty steps", func(x *LetterFacts) { x.Draft.Steps = []string{"-", "N/A", ""} }),
	harm("no findings", func(x *LetterFacts) { x.Draft.Findings = nil }),
	{"an answer lost", func(r *rand.Rand, x *LetterFacts) {
		if n := len(x.Draft.Findings); n > 0 {
			x.Draft.Findings[r.IntN(n)].Text = pick(r, "", "--", "none", "see above")
		}
	}},
	harm("answers swapped to other issues", func(x *LetterFacts) {
		for i := range x.Draft.Findings {
			x.Draft.Findings[i].Issue = NewID()
		}
	}),
	harm("one more issue", func(x *LetterFacts) {
		x.File.Issues = append(x.File.Issues, Issue{ID: NewID(), Words: "The room was cold.", Category: "quality", Finding: Finding{Outcome: Inconclusive}})
	}),
	harm("issues without finding", func(x *LetterFacts) {
		for i := range x.File.Issues {
			x.File.Issues[i].Finding.Outcome = ""
		}
	}),
	harm("no issues", func(x *LetterFacts) { x.File.Issues = nil }),
	{"another day", func(r *rand.Rand, x *LetterFacts) {
		day := pick(r, 0, testToday, testToday+1, testToday-1, testToday-40, testToday-5)
		*pick(r, &x.Draft.Date, &x.Draft.CompletedOn, &x.File.Steps[0].DoneOn, &x.File.Meetings[0].On, &x.File.Limits[0].ReviewOn, &x.File.Limits[0].EndedOn, &x.File.Advocacy[0].Levels[0].Basis, &x.File.EventDate) = day
	}},
	{"another typed day", func(r *rand.Rand, x *LetterFacts) {
		x.Draft.SetValue(pick(r, "referred.date", "committee.date"), pick(r, "", "2026-03-19", "2026-01-01", "soon", "2026-13-40"))
	}},
	{"another promised day", func(r *rand.Rand, x *LetterFacts) { dueOn(x, pick(r, testToday, testToday-3, testToday+30)) }},
	harm("no clocks", func(x *LetterFacts) { x.File.Clocks = nil }),
	{"the reader's authority", func(r *rand.Rand, x *LetterFacts) {
		p := reader(x)
		p.Authority = pick(r, AuthorityNone, AuthorityRefused, AuthorityLimited, AuthorityWritten, AuthorityVerbal, "")
		p.Role = pick(r, RolePatient, RoleComplainant, RoleRepresentative, RoleStaff)
		p.Relation = pick(r, Self, "friend", "child")
		*pick(r, &p.Grant.From, &p.Grant.Until, &p.Grant.RevokedOn) = pick(r, 0, testToday-2, testToday, testToday+2)
	}},
	{"the reader's address", func(r *rand.Rand, x *LetterFacts) {
		p := reader(x)
		*pick(r, &p.Street, &p.City, &p.State, &p.Postal, &x.Draft.To.Street, &x.Draft.To.Postal) = ""
	}},
	{"a confidential address", func(r *rand.Rand, x *LetterFacts) {
		p := reader(x)
		p.Confidential, p.Alternative = r.IntN(4) > 0, Address{Street: "P.O. Box 7", City: pick(r, "Eastbrook", ""), State: "OH", Postal: pick(r, "44990", "")}
	}},
	{"the check of the address", func(r *rand.Rand, x *LetterFacts) { reader(x).AddressConfirmed = pick(r, 0, testToday+1, testToday) }},
	harm("a reader who died", func(x *LetterFacts) { reader(x).Deceased = true }),
	{"a reader in danger", func(r *rand.Rand, x *LetterFacts) { reader(x).Safety = pick(r, SafetyUnsafe, SafetyCareful, "safe") }},
	harm("a reader without a name", func(x *LetterFacts) { p := reader(x); p.Given, p.Family = "", " " }),
	harm("no reader", func(x *LetterFacts) { x.Draft.Addressee, x.Draft.To.Name, x.Draft.To.Organization = ID{}, "", "" }),
	harm("a friend", friend),
	harm("a legal note on file", func(x *LetterFacts) {
		x.File.Notes = append(x.File.Notes, Note{Class: NoteLegal, Text: "Counsel asked that we say nothing about the broken pump."}, Note{Class: NotePSWP, Text: "PSR-2026-118"})
	}),
	harm("part 2", func(x *LetterFacts) { x.File.SubstanceUse = true }),
	harm("the notice hidden", func(x *LetterFacts) { x.Template = withoutNotice(x.Template) }),
	harm("no consent to be named", func(x *LetterFacts) { x.File.MayShareName = false }),
	harm("anonymous", func(x *LetterFacts) { x.File.Anonymous = true }),
	{"another state", func(r *rand.Rand, x *LetterFacts) {
		x.File.State = pick(r, StateVoid, StateMerged, StateSent, StateNew)
	}},
	{"the subject of the letter", func(r *rand.Rand, x *LetterFacts) {
		if x.Draft.About = NewID(); r.IntN(2) == 0 {
			x.Draft.About = ID{}
		}
	}},
	harm("a meeting that was held", func(x *LetterFacts) { x.File.Meetings[0].Held = true }),
	harm("an appeal not agreed", func(x *LetterFacts) { x.File.Advocacy[0].Agreed = false }),
	harm("an appeal decided", func(x *LetterFacts) { x.File.Advocacy[0].Levels[0].DecidedOn = testToday }),
	harm("a limit on another", func(x *LetterFacts) { x.File.Limits[0].Person = NewID() }),
	harm("a limit not decided", func(x *LetterFacts) { x.File.Limits[0].DecidedBy = "" }),
	harm("no attempts", func(x *LetterFacts) { x.File.Contacts = x.File.Contacts[:1] }),
	harm("reached after all", func(x *LetterFacts) {
		x.File.Contacts = append(x.File.Contacts, Contact{At: testToday.Start(time.UTC), Mode: "phone", Outcome: "reached"})
	}),
	{"a hole in the template", func(r *rand.Rand, x *LetterFacts) {
		field := pick(r, "findings", "steps", "completed.date", "contact.name", "due.date")
		if r.IntN(2) == 0 {
			x.Template = hiddenField(x.Template, field)
			return
		}
		x.Template = without(x.Template, field)
	}},
	{"a template not in use", func(r *rand.Rand, x *LetterFacts) {
		x.Template.State = pick(r, TemplateDraft, TemplateRetired, TemplateActive)
	}},
	harm("the officer complained about", func(x *LetterFacts) {
		x.File.People = append(x.File.People, Person{ID: NewID(), Role: RoleStaff, Given: "Dana", Family: "Whitfield"})
	}),
	{"an earlier letter", func(r *rand.Rand, x *LetterFacts) {
		l := Letter{ID: NewID(), Kind: x.Draft.Kind, Date: testToday + Date(r.IntN(5)) - 3}
		l.Draft.Addressee = x.Draft.Addressee
		x.File.Letters = append(x.File.Letters, l)
		if r.IntN(2) == 0 {
			x.Draft.Corrects = pick(r, l.ID, NewID())
		}
	}},
}
