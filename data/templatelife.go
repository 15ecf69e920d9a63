package data

import (
	"cmp"
	"slices"
	"strings"
)

// programApprover is who approved the templates that come with the program.
const programApprover = "Rapport"

// BuiltIn reports whether the template comes with the program. It is version 1 of
// its kind and language for as long as the office has none of its own in use; it
// is never stored and has no id. A newer program may word it anew: a letter keeps
// the template that it was made of, whole, and [TemplateRef] tells two wordings
// apart by their digest.
func (t Template) BuiltIn() bool { return t.ID == (ID{}) && t.Version == 1 }

// NextVersion is a draft that begins with the words of t. The number comes when
// it is saved.
func (t Template) NextVersion() Template {
	return Template{Kind: t.Kind, Language: t.Language, State: TemplateDraft, Blocks: slices.Clone(t.Blocks)}
}

// TemplatesOn gives the templates of the office, with those of the program, the
// states that they have on a day, by kind, language, and the newest first. Of
// the approved versions of a kind and language the one whose effective day came
// last is in use; those before it are retired, those after it wait.
func TemplatesOn(own []Template, today Date) []Template {
	all := append(slices.Clone(BuiltinTemplates()), own...)
	slices.SortStableFunc(all, func(a, b Template) int {
		return cmp.Or(cmp.Compare(placeOf(LetterKinds, a.Kind), placeOf(LetterKinds, b.Kind)),
			cmp.Compare(placeOf(Langs, a.Language), placeOf(Langs, b.Language)), cmp.Compare(b.Version, a.Version))
	})
	for i := range all {
		if t := &all[i]; t.State == TemplateApproved || t.State == TemplateActive {
			t.State = TemplateApproved
			if t.Effective <= today {
				t.State = TemplateRetired
			}
		}
	}
	for _, k := range LetterKinds {
		for _, l := range Langs {
			if at := inUse(own, k.Value, l.Value, today); at != nil {
				mark(all, *at)
			}
		}
	}
	return all
}

// mark has the version that is in use say so.
func mark(all []Template, in Template) {
	for i := range all {
		if t := &all[i]; t.ID == in.ID && t.Kind == in.Kind && t.Language == in.Language && t.Version == in.Version {
			t.State = TemplateActive
		}
	}
}

func placeOf[T ~string](terms []Term[T], v T) int {
	return slices.IndexFunc(terms, func(t Term[T]) bool { return t.Value == v })
}

// inUse finds the version in use on a day; nil where there is none.
func inUse(own []Template, k LetterKind, l Lang, today Date) *Template {
	var best *Template
	if t, ok := BuiltinTemplate(k, l); ok {
		best = &t
	}
	for i := range own {
		t := &own[i]
		if t.Kind != k || t.Language != l || t.State != TemplateApproved || t.Effective > today {
			continue
		}
		if best == nil || best.BuiltIn() || cmp.Or(cmp.Compare(t.Effective, best.Effective), cmp.Compare(t.Version, best.Version)) > 0 {
			best = t
		}
	}
	return best
}

// TemplateInUse returns the version of the kind and language that letters of the
// day use: the office's own, or the one that comes with the program.
func TemplateInUse(own []Template, k LetterKind, l Lang, today Date) (Template, bool) {
	t := inUse(own, k, l, today)
	if t == nil {
		return Template{}, false
	}
	used := *t
	used.State = TemplateActive
	return used, true
}

// TemplateMove takes a version of a template to another state.
type TemplateMove struct {
	To        TemplateState
	Effective Date   // of an approval: the day from which letters use it; zero for today
	Reason    string // why it is retired, or went back
}

// templateMoves lists which state leads where. An approved version is in use
// from its day without another step.
var templateMoves = map[TemplateState][]TemplateState{
	TemplateDraft:    {TemplateTest},
	TemplateTest:     {TemplateDraft, TemplateApproved},
	TemplateApproved: {TemplateRetired},
	TemplateActive:   {TemplateRetired},
}

// Moves lists the states to which the version may go.
func (t Template) Moves() []TemplateState {
	if t.BuiltIn() {
		return nil
	}
	return templateMoves[t.State]
}

// TemplateGate lists what stands in the way of a move: used is the version in use,
// other the one in use in the other language. A template is whole before it
// leaves the draft; who approves it is a manager and not its writer.
func TemplateGate(move TemplateMove, t, used, other Template, by Officer, today Date) Missing {
	var m Missing
	switch move.To {
	case TemplateTest:
		m = append(t.Validate(), LockGaps(used, t)...)
	case TemplateApproved:
		m = append(t.Validate(), LockGaps(used, t)...)
		m.add(!by.Roles.Has(RoleManager), "template.manager", "approve", "A manager approves a template; ask one to sign in and approve it.")
		m.add(by.Name == t.WrittenBy, "template.second", "approve", "You wrote this version, so another manager approves it.")
		m.add(move.Effective < today, "template.effective", "effective", "The day from which it is in use lies in the past; enter today or a later day.")
		for _, b := range t.Blocks {
			old, _ := used.Block(b.Name)
			fresh := b.Lock != nil && (old.Lock == nil || *old.Lock != *b.Lock)
			m.add(fresh && b.Lock.Effective > move.Effective, "block.lock.early", b.Name,
				"The regulatory text “"+b.label()+"” does not hold yet on that day; enter a later day.")
		}
		m = append(m, otherLanguageGaps(t, other)...)
	case TemplateRetired:
		m.add(!by.Roles.Has(RoleManager), "template.manager", "retire", "A manager retires a template; ask one to sign in and do it.")
		m.add(blank(move.Reason), "reason", "reason", "Write why it is retired; the version before it is used again.")
	}
	m.checkText(move.Reason, maxText, "reason", "The reason")
	return m
}

func (b Block) label() string {
	if blank(b.Title) {
		return b.Name
	}
	return b.Title
}

// otherLanguageGaps tells of fields that only one of the two languages has: both
// tell the same (pdf.md 8).
func otherLanguageGaps(t, other Template) Missing {
	var m Missing
	if other.Kind == "" {
		return m
	}
	mine, theirs := t.Fields(), other.Fields()
	only := func(a, b []string) []string {
		return slices.DeleteFunc(slices.Clone(a), func(f string) bool { return slices.Contains(b, f) })
	}
	lacks, adds := only(theirs, mine), only(mine, theirs)
	m.warn(len(lacks) > 0, "template.language", "blocks", "The "+other.Language.String()+" version has fields that this one has not: "+strings.Join(lacks, ", ")+".")
	m.warn(len(adds) > 0, "template.language.more", "blocks", "This version has fields that the "+other.Language.String()+" one has not: "+strings.Join(adds, ", ")+".")
	return m
}

// LockedChanges names the blocks of regulatory text that differ between two
// versions, with those that only one of them has.
func LockedChanges(was, is Template) []string {
	var names []string
	for _, b := range was.Blocks {
		now, there := is.Block(b.Name)
		if b.Lock != nil && (!there || now.Lock == nil || *now.Lock != *b.Lock || !b.sameWords(now)) {
			names = append(names, b.Name)
		}
	}
	for _, b := range is.Blocks {
		if old, _ := was.Block(b.Name); b.Lock != nil && old.Lock == nil {
			names = append(names, b.Name)
		}
	}
	return names
}

func (b Block) sameWords(other Block) bool {
	return b.Kind == other.Kind && b.Title == other.Title && b.Text == other.Text && slices.Equal(b.When, other.When)
}

// LockGaps asks of regulatory text that reads otherwise than in the version
// before for a version of its own; who approved it and from when it holds,
// [Template.Validate] asks.
func LockGaps(was, is Template) Missing {
	var m Missing
	for _, b := range was.Blocks {
		now, there := is.Block(b.Name)
		if b.Lock == nil || !there || now.Lock == nil || b.sameWords(now) {
			continue
		}
		m.add(now.Lock.Version <= b.Lock.Version, "block.lock.version", b.Name, "The regulatory text “"+b.label()+"” was changed; give it a new version, and say who approved it and from when it holds.")
		m.add(now.Lock.Effective < b.Lock.Effective, "block.lock.effective", b.Name, "The regulatory text “"+b.label()+"” holds from an earlier day than the one before it; correct the day.")
	}
	return m
}

// LockedByManager is the gap for an officer who changes regulatory text and is
// no manager.
func LockedByManager(was, is Template, by Officer) Missing {
	var m Missing
	for _, name := range LockedChanges(was, is) {
		m.add(!by.Roles.Has(RoleManager), "block.lock.manager", name, "Only a manager changes, adds or removes regulatory text.")
	}
	return m
}

// Storable checks what even a draft must have to be kept.
func (t Template) Storable() Missing {
	var m Missing
	m.add(!Known(LetterKinds, t.Kind), "kind", "kind", "Choose the kind of letter.")
	m.add(!Known(Langs, t.Language), "language", "language", "Choose the language.")
	m.add(len(t.Blocks) > maxBlocks, "blocks.many", "blocks", "A template has at most 100 blocks; join some.")
	m.checkText(t.Note, maxText, "note", "The note")
	m.checkTexts(t)
	for _, b := range t.Blocks {
		if b.Lock != nil {
			m.checkTexts(*b.Lock)
		}
	}
	return m
}

const maxBlocks = 100
