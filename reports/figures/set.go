package figures

import (
	"slices"
	"strconv"
)

// Set is what a figure counts: the case of each thing counted, by key, in the
// order of the facts. A case stands in it as often as it has such a thing, so
// that its length is the figure itself; a figure and the door to its cases are
// one value and cannot disagree.
type Set []int64

// N is the figure.
func (s Set) N() int { return len(s) }

// Cases are the cases behind the figure, each once, in the order of their keys.
func (s Set) Cases() []int64 {
	keys := slices.Clone(s)
	slices.Sort(keys)
	return slices.Compact(keys)
}

// String writes the figure, so that no key reaches a log or a page by accident.
func (s Set) String() string { return strconv.Itoa(len(s)) }

// MarshalJSON writes the figure alone: keys are of no use outside the case file.
func (s Set) MarshalJSON() ([]byte, error) { return strconv.AppendInt(nil, int64(len(s)), 10), nil }

// add counts a thing of the case.
func (s *Set) add(key int64) { *s = append(*s, key) }

// addIf counts a thing of the case where the condition holds.
func (s *Set) addIf(holds bool, key int64) {
	if holds {
		*s = append(*s, key)
	}
}

// tallies are sets under names, in the order in which the names first came.
type tallies[K comparable] struct {
	at    map[K]int
	names []K
	sets  []Set
}

// add counts a thing of the case under the name.
func (t *tallies[K]) add(name K, key int64) {
	if t.at == nil {
		t.at = map[K]int{}
	}
	i, known := t.at[name]
	if !known {
		i = len(t.names)
		t.at[name] = i
		t.names, t.sets = append(t.names, name), append(t.sets, nil)
	}
	t.sets[i].add(key)
}

// of is the set under the name.
func (t *tallies[K]) of(name K) Set {
	if i, known := t.at[name]; known {
		return t.sets[i]
	}
	return nil
}
