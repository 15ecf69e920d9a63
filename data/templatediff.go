package data

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// ChangeKind is what became of a block or of a word.
type ChangeKind string

// The kinds of change.
const (
	ChangeNone    ChangeKind = "same"
	ChangeAdded   ChangeKind = "added"
	ChangeRemoved ChangeKind = "removed"
	ChangeWords   ChangeKind = "changed"
)

// BlockChange is what became of a block from one version of a template to
// another.
type BlockChange struct {
	Name    string
	Kind    ChangeKind
	Moved   bool // it stands in another place
	Was, Is Block
	// Pieces are the words of both versions in order.
	Pieces []DiffPiece
	// Facts are changes beside the words: heading, kind, conditions, lock.
	Facts []FieldChange
}

// DiffPiece is a stretch of words that both texts have, or one of them.
type DiffPiece struct {
	Kind ChangeKind // same, added or removed
	Text string
}

// DiffTemplates compares two versions block by block, in the order of the newer
// one; what was removed stands where it stood.
func DiffTemplates(a, b Template) []BlockChange {
	stays := inOrder(a, b)
	var all []BlockChange
	for _, is := range b.Blocks {
		was, there := a.Block(is.Name)
		if !there {
			all = append(all, BlockChange{Name: is.Name, Kind: ChangeAdded, Is: is, Pieces: []DiffPiece{{ChangeAdded, is.Text}}})
			continue
		}
		c := BlockChange{Name: is.Name, Kind: ChangeNone, Moved: !stays[is.Name], Was: was, Is: is, Pieces: DiffWords(was.Text, is.Text), Facts: blockFacts(was, is)}
		if was.Text != is.Text || len(c.Facts) > 0 {
			c.Kind = ChangeWords
		}
		all = append(all, c)
	}
	for i, was := range a.Blocks {
		if _, there := b.Block(was.Name); there {
			continue
		}
		at := 0
		if i > 0 {
			at = 1 + slices.IndexFunc(all, func(c BlockChange) bool { return c.Name == a.Blocks[i-1].Name })
		}
		all = slices.Insert(all, at, BlockChange{Name: was.Name, Kind: ChangeRemoved, Was: was, Pieces: []DiffPiece{{ChangeRemoved, was.Text}}})
	}
	return all
}

// inOrder names the blocks of both that did not move: as many as can be taken in
// one order.
func inOrder(a, b Template) map[string]bool {
	names := func(t Template, other Template) (all []string) {
		for _, bl := range t.Blocks {
			if _, there := other.Block(bl.Name); there {
				all = append(all, bl.Name)
			}
		}
		return all
	}
	stays := map[string]bool{}
	for _, p := range diffLists(names(a, b), names(b, a)) {
		if p.Kind == ChangeNone {
			stays[p.Text] = true
		}
	}
	return stays
}

// blockFacts lists what differs beside the words.
func blockFacts(was, is Block) []FieldChange {
	var all []FieldChange
	for _, f := range []FieldChange{
		{"Heading", was.Title, is.Title}, {"Kind", was.Kind.String(), is.Kind.String()},
		{"Printed where", whenWords(was), whenWords(is)}, {"The officer may write anew", yesNo(was.Slot), yesNo(is.Slot)},
		{"Asked of the officer", was.Ask, is.Ask}, {"Hint", was.Hint, is.Hint}, {"Regulatory text", was.Lock.words(), is.Lock.words()},
	} {
		if f.Old != f.New {
			all = append(all, f)
		}
	}
	return all
}

func whenWords(b Block) string {
	var all []string
	for _, name := range b.When {
		c, _ := conditionNamed(name)
		if strings.HasPrefix(name, "!") {
			all = append(all, "not: "+c.label)
		} else {
			all = append(all, c.label)
		}
	}
	return strings.Join(all, "; ")
}

func (l *Lock) words() string {
	if l == nil {
		return ""
	}
	words := fmt.Sprintf("%s, version %d", l.Source, l.Version)
	if !blank(l.Approver) {
		words += ", approved by " + l.Approver
	}
	if !l.Effective.IsZero() {
		words += ", in force from " + l.Effective.Long()
	}
	return words
}

// DiffWords compares two texts word by word. Neighboring pieces of one kind are
// one.
func DiffWords(a, b string) []DiffPiece {
	return joinPieces(diffLists(words(a), words(b)))
}

// words cuts a text so that joining the words gives it back; white space is a
// word of its own, and so is each line break.
func words(text string) []string {
	var all []string
	from := 0
	class := func(r rune) int {
		switch {
		case r == '\n':
			return 0
		case unicode.IsSpace(r):
			return 1
		}
		return 2
	}
	last := -1
	for i, r := range text {
		if c := class(r); last >= 0 && (c != last || c == 0) {
			all, from = append(all, text[from:i]), i
		}
		last = class(r)
	}
	if from < len(text) {
		all = append(all, text[from:])
	}
	return all
}

// maxCompared is the most pairs of words that are compared; texts that differ in
// more are told as one removed and one added.
const maxCompared = 4_000_000

// diffLists finds the longest run of what both lists have, in order.
func diffLists(a, b []string) []DiffPiece {
	var head, tail []DiffPiece
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head, a, b = append(head, DiffPiece{ChangeNone, a[0]}), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail, a, b = append(tail, DiffPiece{ChangeNone, a[len(a)-1]}), a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	return append(append(head, diffMiddle(a, b)...), tail...)
}

func diffMiddle(a, b []string) []DiffPiece {
	var all []DiffPiece
	rest := func(kind ChangeKind, list []string) {
		for _, w := range list {
			all = append(all, DiffPiece{kind, w})
		}
	}
	if len(a)*len(b) > maxCompared {
		rest(ChangeRemoved, a)
		rest(ChangeAdded, b)
		return all
	}
	// common[i][j] is how many words a[i:] and b[j:] have in one order.
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			all = append(all, DiffPiece{ChangeNone, a[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			all = append(all, DiffPiece{ChangeRemoved, a[i]})
			i++
		default:
			all = append(all, DiffPiece{ChangeAdded, b[j]})
			j++
		}
	}
	rest(ChangeRemoved, a[i:])
	rest(ChangeAdded, b[j:])
	return all
}

func joinPieces(pieces []DiffPiece) []DiffPiece {
	var all []DiffPiece
	for _, p := range pieces {
		if n := len(all); n > 0 && all[n-1].Kind == p.Kind {
			all[n-1].Text += p.Text
			continue
		}
		all = append(all, p)
	}
	return all
}
