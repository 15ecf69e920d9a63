package redact

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapport/data"
)

// names finds the names of the case: its words, alone or several together, with what
// stands between and beside them of initials and particles.
func (m *matcher) names(p *page) []hit {
	if len(m.owners) == 0 {
		return nil
	}
	var all []hit
	for i := 0; i < len(p.words); {
		n, h, ok := m.nameAt(p, i)
		if ok {
			all = append(all, h)
		}
		i += max(n, 1)
	}
	return append(all, m.initialsIn(p)...)
}

// nameAt reads the longest name at a word: how many words it takes, and the finding.
func (m *matcher) nameAt(p *page, i int) (int, hit, bool) {
	owners, took := m.ownersOf(p.words[i]), 1
	if owners == nil && i+1 < len(p.words) && hyphenated(p.gap(i)) { // Achter-\nberg
		joined := p.words[i+1]
		joined.low, joined.base = p.words[i].low+joined.low, p.words[i].low+joined.base
		if owners, took = m.ownersOf(joined), 2; owners == nil {
			took = 1
		}
	}
	if owners == nil {
		return 1, hit{}, false
	}
	best, bestEnd, bestWords, bestFirst := -1, i, 0, i
	for _, o := range owners {
		end, words := m.run(p, i, i+took-1, o.entity)
		first := m.nameStart(p, i, o.entity)
		if words > bestWords || words == bestWords && first < bestFirst {
			best, bestEnd, bestWords, bestFirst = o.entity, end, words, first
		}
	}
	first := bestFirst
	if first == i && i > 0 && p.words[i].capital && pointedLetter(p, i-1) { // an initial that nobody has
		first--
	}
	if first == i-1 && bestWords == 1 && data.NameParticle(p.words[first].low) && isDoubtful(p.words[i].base) {
		first = i
	}
	h := hit{from: p.words[first].from, to: p.words[bestEnd].to, kind: Name, entity: best, key: p.words[i].base, sure: true}
	if last := p.words[bestEnd]; utf8.RuneCountInString(last.low) == 1 && strings.HasPrefix(p.plain[last.to:], ".") {
		h.to = last.to + 1
	}
	if bestWords > 1 {
		h.key += " " + p.words[bestEnd].base
		h.sure = m.someCapital(p, i, bestEnd) || !m.allOrdinary(p, i, bestEnd)
		return bestEnd - i + 1, h, true
	}
	if first < i || bestEnd > i+took-1 {
		return bestEnd - i + 1, h, p.words[i].capital || !isOrdinary(p.words[i].base)
	}
	found, sure := m.alone(p, i, owners)
	h.sure = sure
	return took, h, found
}

// nameStart is where a name begins whose word stands at i: particles and initials go
// before it. R. van der Meulen.
func (m *matcher) nameStart(p *page, i, entity int) int {
	first := i
	who := m.people[entity]
	for first > i-4 && first > 0 && who != nil && who.particles[p.words[first-1].low] && strings.Trim(p.gap(first-1), " ") == "" {
		first--
	}
	for first > i-6 && first > 0 && m.isInitial(p, first-1, entity) {
		first--
	}
	return first
}

// pointedLetter reports whether a word is a capital with a point: R.
func pointedLetter(p *page, i int) bool {
	gap := p.gap(i)
	return p.words[i].capital && p.single(i) && (gap == ". " || gap == ".")
}

// single reports whether a word is one character of the text as given; some are two in
// plain letters.
func (p *page) single(i int) bool {
	w := p.words[i]
	if len(w.low) > 2 {
		return false
	}
	from, to := p.span(w.from, w.to)
	return utf8.RuneCountInString(p.text[from:to]) == 1
}

func hyphenated(gap string) bool {
	return len(gap) <= 4 && strings.HasPrefix(gap, "-") && strings.Contains(gap, "\n") && strings.Trim(gap, "-\n ") == ""
}

// run follows a name from one word on: how far it goes, and how many whole words of
// the name are in it.
func (m *matcher) run(p *page, first, at, entity int) (end, words int) {
	end, words = at, 1
	for j := at; j+1 < len(p.words) && j-end < 5; {
		next := j + 1
		if !nameGap(p.gap(j), p.words[j]) || p.words[j].end != p.words[j].to {
			break
		}
		w := p.words[next]
		if strings.Contains(p.gap(j), ",") && slices.ContainsFunc(p.words[first:next], func(before word) bool { return before.base == w.base }) {
			break // a list in which somebody stands twice
		}
		switch {
		case (w.capital || !p.words[first].capital || !isOrdinary(w.base) || p.gap(j) == "-") && slices.ContainsFunc(m.ownersOf(w), func(o owner) bool { return o.entity == entity }):
			end, words = next, words+1
		case m.isInitial(p, next, entity):
			if !strings.Contains(p.gap(j), "\n") {
				end = next
			}
		case utf8.RuneCountInString(w.low) == 1, data.NameParticle(w.low):
			// counts only if a word of the name follows
		default:
			return end, words
		}
		j = next
	}
	return end, words
}

// nameGap reports whether what stands between two words may stand within a name.
func nameGap(gap string, before word) bool {
	if len(gap) > 4 || strings.Trim(gap, " \t\n,.-'") != "" || strings.Count(gap, "\n") > 1 {
		return false
	}
	if strings.Contains(gap, ".") && utf8.RuneCountInString(before.low) > 2 {
		return false // a sentence ends
	}
	return true
}

// isInitial reports whether a word is a single letter that begins a name of the
// person. A and I are words unless a point stands behind them.
func (m *matcher) isInitial(p *page, i, entity int) bool {
	w := p.words[i]
	who := m.people[entity]
	if who == nil || !w.capital || !p.single(i) || !strings.Contains(who.letters, w.low[:1]) && !strings.Contains(who.letters, w.low) {
		return false
	}
	pointed := strings.HasPrefix(p.plain[w.to:], ".")
	if i+1 < len(p.words) && len(p.gap(i)) > 3 {
		return false
	}
	return pointed || w.low != "a" && w.low != "i"
}

func (m *matcher) someCapital(p *page, from, to int) bool {
	return slices.ContainsFunc(p.words[from:to+1], func(w word) bool { return w.capital && len(w.low) > 1 })
}

func (m *matcher) allOrdinary(p *page, from, to int) bool {
	return !slices.ContainsFunc(p.words[from:to+1], func(w word) bool { return !isOrdinary(w.base) })
}

// afterName are words that stand behind a name and seldom behind the same word where
// it is none: “Hope was in pain”, “Will told us”.
var afterName = setOf(`was is had has said says told asked asks called calls did does and who states stated reported reports went came felt feels wanted wants needed needs complained complains
	cried left arrived fell waited received got died lives lived never also then told fue es dijo dice tenia tiene estaba esta llamo pidio quiere murio`)

// alone judges a single word of a name. One that is also an ordinary word is the name
// where it has a capital that no sentence gave it, where a title stands before it, or
// where it does what people do.
func (m *matcher) alone(p *page, i int, owners []owner) (found, sure bool) {
	w := p.words[i]
	letters := utf8.RuneCountInString(w.base)
	_, own := m.owners[w.base]
	nickname := !slices.ContainsFunc(owners, func(o owner) bool { return !o.nickname })
	ordinary := isDoubtful(w.base) || data.OfficeWord(w.base)
	titled := i > 0 && nameCue(p, i) >= cueName
	switch {
	case titled && w.capital:
		return true, true
	case !ordinary && w.capital && letters >= 3:
		return true, own && !nickname && !isOrdinary(w.base)
	case !ordinary && w.capital && letters == 2:
		return !w.capitals || len(p.text) < 2, false
	case !ordinary:
		return letters >= 4 && !nickname && (!isOrdinary(w.base) || p.small) || letters >= 5 && !isOrdinary(w.base), false
	case !w.capital || w.capitals && m.shouted(p, i):
		return false, false
	case !p.beginsSentence(i):
		return letters > 2, false
	case i+1 < len(p.words) && strings.Trim(p.gap(i), " ") == "":
		return afterName[p.words[i+1].low], false
	}
	return w.end != w.to || i+1 < len(p.words) && strings.HasPrefix(p.gap(i), ":") && letters > 3, false // Hope's
}

// shouted reports whether a word stands among capitals.
func (m *matcher) shouted(p *page, i int) bool {
	return i > 0 && p.words[i-1].capitals || i+1 < len(p.words) && p.words[i+1].capitals
}

// initialsIn finds initials that stand for the whole name: R.M.A., R. A., RMA.
func (m *matcher) initialsIn(p *page) []hit {
	var all []hit
	for i := 0; i < len(p.words); i++ {
		w := p.words[i]
		if !w.capital {
			continue
		}
		said, end := w.low, i
		if utf8.RuneCountInString(w.low) == 1 {
			for end+1 < len(p.words) && end-i < 6 && p.words[end+1].capital && utf8.RuneCountInString(p.words[end+1].low) == 1 && strings.Trim(p.gap(end), " ") == "." && len(p.gap(end)) <= 2 {
				end++
				said += p.words[end].low
			}
		} else if !w.capitals || utf8.RuneCountInString(said) > 5 || utf8.RuneCountInString(said) < 3 || isProper(said) || isOrdinary(said) || data.OfficeWord(said) {
			continue
		}
		if e, ok := m.initials[said]; ok {
			h := hit{from: w.from, to: p.words[end].to, kind: Name, entity: e, key: said}
			if end > i && strings.HasPrefix(p.plain[h.to:], ".") {
				h.to++
			}
			all = append(all, h)
		}
		i = end
	}
	return all
}

// places finds the lines of the addresses of the case.
func (m *matcher) places(p *page) []hit {
	if len(m.lines) == 0 {
		return nil
	}
	var all []hit
	for i, w := range p.words {
		best := hit{}
		for _, l := range m.lines[streetWord(w.low)] {
			end, ok := l.at(p, i)
			if !ok || p.words[end].to-w.from <= best.to-best.from {
				continue
			}
			best = hit{from: w.from, to: p.words[end].to, kind: Place, entity: l.entity, key: strings.Join(l.words, " "), sure: !l.weak}
		}
		if best.to > 0 {
			all = append(all, best)
		}
	}
	return all
}

// at reports whether the line stands at a word, and where it ends.
func (l line) at(p *page, i int) (int, bool) {
	capital := false
	for n, want := range l.words {
		j := i + n
		if j >= len(p.words) || streetWord(p.words[j].low) != want && streetWord(p.words[j].base) != want {
			return 0, false
		}
		if gap := p.gap(j); n < len(l.words)-1 && (len(gap) > 4 || strings.Trim(gap, " \t\n,.-#/'()") != "") {
			return 0, false
		}
		capital = capital || p.words[j].capital
	}
	if l.weak && (!capital && !p.small || len(l.words) == 1 && p.beginsSentence(i) && !p.endsLine(i)) {
		return 0, false
	}
	return i + len(l.words) - 1, true
}

// endsLine reports whether a line ends behind a word, or a comma stands there.
func (p *page) endsLine(i int) bool {
	rest := strings.TrimLeft(p.plain[p.words[i].to:], " \t")
	return rest == "" || rest[0] == '\n' || rest[0] == ','
}
