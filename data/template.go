package data

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Template is the pattern of one kind of letter in one language: an ordered list
// of blocks. A version never changes once it was approved.
type Template struct {
	ID       ID            `json:"id"`
	Kind     LetterKind    `json:"kind"`
	Language Lang          `json:"language"`
	Version  int           `json:"version"` // 1, 2, 3 ... of the kind and language
	State    TemplateState `json:"state"`
	Blocks   []Block       `json:"blocks"`
	// Note says what changed against the version before.
	Note       string    `json:"note,omitempty"`
	WrittenBy  string    `json:"written_by,omitempty"`
	WrittenAt  time.Time `json:"written_at,omitzero"`
	ApprovedBy string    `json:"approved_by,omitempty"`
	ApprovedOn Date      `json:"approved_on,omitempty"`
	// Effective is the day from which letters use it once it is active.
	Effective Date `json:"effective,omitempty"`
}

// TemplateRef names a version of a template.
type TemplateRef struct {
	Version int    `json:"version"`
	SHA256  string `json:"sha256"` // of its blocks, hexadecimal
}

// TemplateState is how far a version of a template has come.
type TemplateState string

// The states, in order.
const (
	TemplateDraft    TemplateState = "draft"
	TemplateTest     TemplateState = "test"     // tried on sample cases
	TemplateApproved TemplateState = "approved" // waits for its day
	TemplateActive   TemplateState = "active"   // new letters use it
	TemplateRetired  TemplateState = "retired"
)

// TemplateStates lists the states.
var TemplateStates = []Term[TemplateState]{
	{TemplateDraft, "Draft"}, {TemplateTest, "Being tested"}, {TemplateApproved, "Approved"}, {TemplateActive, "In use"}, {TemplateRetired, "Retired"},
}

// String returns the label.
func (s TemplateState) String() string { return labelOf(TemplateStates, s) }

// Block is one part of a template.
type Block struct {
	// Name is unique in the template; the officer's words are kept under it.
	Name string    `json:"name"`
	Kind BlockKind `json:"kind"`
	// Title is a heading above the block, printed with it or not at all.
	Title string `json:"title,omitempty"`
	// Text holds [[fields]]. Each line is a paragraph, an item of a list, or a row
	// "Label: value" of a table of facts.
	Text string `json:"text,omitempty"`
	// When says on which facts of the case the block is printed; all of them.
	When []string `json:"when,omitempty"`
	// Slot marks a block whose text the officer may write anew in a letter.
	Slot bool `json:"slot,omitempty"`
	// Ask is what the officer is told where a slot that must say something says
	// nothing; empty where it may stay empty.
	Ask  string `json:"ask,omitempty"`
	Hint string `json:"hint,omitempty"` // for the officer
	// Lock is set on regulatory text, which only a new version of it may change.
	Lock *Lock `json:"lock,omitempty"`
}

// Lock is what stands behind a block of regulatory text.
type Lock struct {
	Source    string `json:"source"` // section of the rule
	Version   int    `json:"version"`
	Approver  string `json:"approver"`
	Effective Date   `json:"effective"`
}

// BlockKind is how a block looks.
type BlockKind string

// The kinds of block.
const (
	BlockSubject   BlockKind = "subject" // the bold line; no health facts
	BlockGreeting  BlockKind = "greeting"
	BlockParagraph BlockKind = "paragraph"
	BlockBullets   BlockKind = "bullets"
	BlockNumbered  BlockKind = "numbered"
	BlockFacts     BlockKind = "facts"   // rows of label and value
	BlockForm      BlockKind = "form"    // labels with room to write on
	BlockBanner    BlockKind = "banner"  // on a shaded ground
	BlockClosing   BlockKind = "closing" // paragraphs that stay with the signature
	BlockSign      BlockKind = "sign"    // the word before the signature: "Sincerely,"
)

// BlockKinds lists the kinds.
var BlockKinds = []Term[BlockKind]{
	{BlockSubject, "Subject line"}, {BlockGreeting, "Salutation"}, {BlockParagraph, "Text"}, {BlockBullets, "List"}, {BlockNumbered, "Numbered list"},
	{BlockFacts, "Table of facts"}, {BlockForm, "Lines to write on"}, {BlockBanner, "Notice in a box"}, {BlockClosing, "Last words"}, {BlockSign, "Signature"},
}

// String returns the label.
func (k BlockKind) String() string { return labelOf(BlockKinds, k) }

// SHA256 is the digest of the blocks, hexadecimal: what a letter cites.
func (t Template) SHA256() string {
	raw, err := json.Marshal(t.Blocks)
	if err != nil { // blocks are plain text: they always marshal
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// Ref names the version.
func (t Template) Ref() TemplateRef { return TemplateRef{Version: t.Version, SHA256: t.SHA256()} }

// Block returns the block with the name.
func (t Template) Block(name string) (Block, bool) {
	for _, b := range t.Blocks {
		if b.Name == name {
			return b, true
		}
	}
	return Block{}, false
}

// fieldMark is a field in the text of a block: [[received.date]].
var fieldMark = regexp.MustCompile(`\[\[([^\[\]]*)\]\]`)

// FieldsIn lists the fields that a text names, each once, in order.
func FieldsIn(text string) []string {
	var names []string
	seen := map[string]bool{}
	for _, hit := range fieldMark.FindAllStringSubmatch(text, -1) {
		if name := strings.TrimSpace(hit[1]); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// Fields lists the fields that the template uses, each once, in order.
func (t Template) Fields() []string {
	var all []string
	for _, b := range t.Blocks {
		all = append(all, b.Text)
	}
	return FieldsIn(strings.Join(all, "\n"))
}

// Validate checks that letters can be made of the template: known kinds, fields
// and conditions, each name once, and what the kind of letter must say.
func (t Template) Validate() Missing {
	var m Missing
	m.add(!Known(LetterKinds, t.Kind), "kind", "kind", "Choose the kind of letter.")
	m.add(!Known(Langs, t.Language), "language", "language", "Choose the language.")
	m.add(len(t.Blocks) == 0, "blocks", "blocks", "A template needs at least one block.")
	seen := map[string]bool{}
	for i, b := range t.Blocks {
		at := fmt.Sprintf("blocks.%d", i)
		m.add(blank(b.Name), "block.name", at, "Give the block a name.")
		m.add(seen[b.Name], "block.twice", at, "Two blocks have one name; rename one of them.")
		seen[b.Name] = true
		m.add(!Known(BlockKinds, b.Kind), "block.kind", at, "Choose the kind of block.")
		for _, name := range FieldsIn(b.Text) {
			f, ok := FieldNamed(name)
			m.add(!ok, "block.field", at, fmt.Sprintf("There is no field named %q; choose one from the list.", name))
			m.add(ok && !f.For(t.Kind), "block.field.kind", at, fmt.Sprintf("The field %q does not exist in this kind of letter.", name))
		}
		rest := fieldMark.ReplaceAllString(b.Text, "")
		if p, found := Placeholder(rest); found && b.Kind != BlockForm {
			m.add(true, "block.placeholder", at, fmt.Sprintf("%q is no field; write what belongs there or choose a field.", p))
		}
		for _, c := range b.When {
			_, ok := conditionNamed(c)
			m.add(!ok, "block.when", at, "Choose the condition from the list.")
		}
		m.add(b.Lock != nil && (blank(b.Lock.Source) || blank(b.Lock.Approver) || b.Lock.Effective.IsZero() || b.Lock.Version < 1), "block.lock", at,
			"Regulatory text names its source, its version, who approved it and from when it holds.")
		m.add(b.Lock != nil && b.Slot, "block.lock.slot", at, "Regulatory text cannot be written anew in a letter; take the mark off.")
		m.checkText(b.Text, maxText, at, "The text of a block")
		m.checkText(b.Title, maxLine, at, "The heading of a block")
	}
	for _, must := range mustHold(t.Kind) {
		m.add(!t.uses(must.field), "template.must", "blocks", must.sentence)
	}
	m.checkText(t.Note, maxText, "note", "The note")
	return m
}

func (t Template) uses(field string) bool {
	for _, name := range t.Fields() {
		if name == field {
			return true
		}
	}
	return false
}

type mustField struct{ field, sentence string }

// mustHold lists the fields without which a template of the kind cannot say what
// the rules want said.
func mustHold(k LetterKind) []mustField {
	contact := mustField{"contact.name", "The letter must name the contact person (42 CFR 482.13(a)(2)(iii)); add the field contact.name."}
	due := mustField{"due.date", "The letter must name the day by which the answer comes; add the field due.date."}
	switch {
	case k == Acknowledgement || k == InterimLetter:
		return []mustField{contact, due}
	case k.Spec().Notice:
		return []mustField{contact,
			{"steps", "The letter must tell the steps taken (42 CFR 482.13(a)(2)(iii)); add the field steps."},
			{"findings", "The letter must tell the results (42 CFR 482.13(a)(2)(iii)); add the field findings."},
			{"completed.date", "The letter must name the date of completion (42 CFR 482.13(a)(2)(iii)); add the field completed.date."}}
	case k.Spec().Reader == ToPerson:
		return []mustField{contact}
	}
	return nil
}
