package redact

import (
	"strings"
	"unicode/utf8"

	"rapport/data"
)

// cue is what stands before a word and says that a name follows.
type cue int

const (
	noCue    cue = iota
	cueWeak      // “in”, “from”: a place or a name
	cueName      // “my son”, “signed”, “Name:”
	cueTitle     // Mr., Dr., nurse
)

var (
	careTitles = setOf(`nurse doctor doc sister brother father mother pastor rabbi chaplain officer deputy detective sergeant captain judge attorney professor aunt uncle grandma grandpa granny nana cousin enfermera enfermero doctor doctora padre hermana tia tio
		capitan abogado abogada licenciado licenciada lic ing messrs mme mlle monsieur madame herr frau signor signora dhr mevr mw sir dame lord lady rev reverend fr sgt lt capt col gen sen rep hon prof profesor profesora`)
	kin = setOf(`son daughter husband wife mother father mom mum dad mama papa sister brother aunt uncle cousin nephew niece grandson granddaughter grandmother grandfather grandma grandpa partner spouse friend fiance fiancee boyfriend girlfriend baby child neighbor roommate
		guardian stepson stepdaughter stepmother stepfather ex twin boy girl caregiver representative hijo hija esposo esposa marido mujer madre padre hermano hermana tio tia primo prima sobrino sobrina nieto nieta abuelo abuela amigo amiga novio novia pareja companero companera`)
	ownerWords = setOf(`my his her their our your whose patients childs mi mis su sus tu nuestro nuestra the el la a an`)
	nameWords  = setOf(`named called name llamado llamada llama llamo nombre nombres apellido apellidos surname firstname lastname alias aka`)
	labels     = setOf(`patient paciente client resident complainant caller name nombre apellidos apellido nombres from to cc bcc attn attention by author signed signature witness guardian contact physician provider doctor dr medico medica nurse attending surgeon therapist
		por remitido firmado firma autor responsable atentamente provider manager director supervisor spouse husband wife son daughter mother father next present attendees participants parties members cliente asunto de para facultativo enfermera re`)
	greetings = setOf(`dear hi hello hey hola hallo hai estimado estimada estimados querido querida sincerely regards respectfully yours truly thanks thank gratefully cheers love atentamente cordialmente saludos gracias groet beste cordially best wishes bonjour`)
	bringers  = setOf(`told asked saw met thanked called contacted emailed texted with by and for to from said notified informed interviewed helped treated paged advised ask tell thank see meet about con por para dijo y e met`)
)

// nameCue says how strongly what stands before a word tells that it is a name.
func nameCue(p *page, i int) cue {
	if i == 0 {
		return noCue
	}
	prev, gap := p.words[i-1], p.gap(i-1)
	tail := p.plain[prev.end:p.words[i].from]
	blanks := strings.Trim(tail, " \t") == "" && prev.end == prev.to
	pointed := strings.Trim(gap, " \t") == "."
	switch {
	case (data.NameTitle(prev.low) && prev.low != "the" || careTitles[prev.low] && (prev.capital || !kin[prev.low])) && (blanks || pointed && len(prev.low) < 5):
		return cueTitle
	case nameWords[prev.low] && blanks:
		return cueName
	case labels[prev.low] && strings.HasPrefix(strings.TrimLeft(tail, " \t"), ":") && strings.Trim(tail, " \t:") == "":
		return cueName
	case greetings[prev.low] && strings.Trim(tail, " \t,\n-!.") == "" && strings.Count(tail, "\n") <= 2:
		return cueName
	case kin[prev.low] && strings.Trim(tail, " \t,") == "" && i > 1 && (ownerWords[p.words[i-2].low] || p.words[i-2].end > p.words[i-2].to):
		return cueName
	case strings.Trim(tail, " \t") == "" && prev.low == "im": // I'm
		return cueName
	case i > 1 && blanks && saysWho(p.words[i-2].low, prev.low):
		return cueName
	case bringers[prev.low] && blanks:
		return cueWeak
	}
	return noCue
}

// saysWho are two words before a name.
func saysWho(a, b string) bool {
	if a != "" && (b == "me" || b == "him" || b == "her" || b == "them") && (strings.HasPrefix(a, "call") || a == "named") {
		return true
	}
	switch a + " " + b {
	case "i am", "this is", "name is", "im called", "me llamo", "se llama", "soy el", "soy la", "its me", "here is", "names is", "known as":
		return true
	}
	return false
}

// notNames are words with a capital that are no name of somebody and no place smaller
// than a state.
var notNames = setOf(`i monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo
	america american americans usa us uk eu english spanish french german italian chinese mandarin cantonese vietnamese korean japanese russian arabic hindi urdu tagalog portuguese polish haitian creole somali ukrainian punjabi bengali gujarati farsi persian nepali burmese hmong amharic swahili dutch
	hispanic latino latina black white asian african european caucasian indian native mexican cuban puerto rican dominican jewish muslim christian catholic baptist hindu buddhist protestant methodist lutheran
	afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil britain bulgaria burkina burundi cambodia cameroon canada chile china colombia congo croatia cuba cyprus czech
	denmark ecuador egypt england eritrea estonia ethiopia fiji finland france gabon gambia germany ghana greece grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan kazakhstan kenya korea kuwait laos latvia lebanon lesotho liberia libya
	lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda
	scotland senegal serbia singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tanzania thailand togo tunisia turkey uganda ukraine uruguay venezuela vietnam wales yemen zambia zimbabwe zealand greenland espana
	alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming
	hipaa cms medicare medicaid tricare covid coronavirus hiv aids alzheimer alzheimers parkinson parkinsons crohn crohns hodgkin hodgkins foley tylenol advil motrin benadryl zofran ativan dilaudid lasix heparin coumadin xanax lovenox ibuprofen morphine purell kleenex epic cerner meditech mychart zoom teams google facebook yelp
	twitter instagram uber lyft amazon walmart internet facetime youtube press ganey leapfrog magnet braille bible christmas thanksgiving easter halloween congress senate house ombudsman rn md np er ed or icu ct mri iv tv mrn ssn dob phd vs ok am pm est pst cst covid19 doppler pap fahrenheit celsius glasgow braden morse
	servicio hospital unidad urologia calle avenida plaza consulta departamento universitario universitaria clinica centro medico informe fecha edad sexo domicilio localidad provincia cp nhc nass nocol ncol especialidad urgencias oncologia cardiologia pediatria hematologia neurologia cirugia radiologia medicina
	gleason apgar wilms penrose budd chiari ziehl pringle winslow fuhrman sertoli babinski mcburney kaposi cushing raynaud sjogren behcet marfan huntington tourette guillain barre lyme epstein zenker fallot kawasaki
	marburg ringer holter ganz hickman broviac trendelenburg valsalva kegel pfannenstiel whipple billroth nissen karnofsky likert charcot romberg phalen tinel horner wernicke korsakoff ebv rsv
	re fw fwd ps attn cc na tbd asap faq pdf usd mr mrs ms dr tel fax email url http https www po zip dc nyc la`)

// bareNames finds names that nobody knows: behind words that announce one, and runs of
// words with capitals that look like one. It is guesswork; what is doubtful is not sure.
func (f *Finder) bareNames(p *page, before []hit) []hit {
	taken := p.taken(before)
	f.m.spare(p, taken)
	var all []hit
	spread := map[string]string{} // words of names that were found surely, and the key of the name
	for i := 0; i < len(p.words); {
		h, next, ok := p.nameFrom(i, taken)
		if ok {
			all = append(all, h)
			for j := i; j < next && h.sure; j++ {
				if w := p.words[j]; w.from >= h.from && w.to <= h.to && len(w.base) > 2 && !isOrdinary(w.base) && !data.NameParticle(w.low) {
					if _, there := spread[w.base]; !there {
						spread[w.base] = h.key
					}
				}
			}
		}
		i = max(next, i+1)
	}
	all = p.lastFirst(all)
	for i := range all { // Lee is Kim Lee, who was named before
		if key, ok := spread[all[i].key]; ok {
			all[i].key = key
		}
	}
	for i, w := range p.words {
		if key, ok := spread[w.base]; ok && !taken[i] {
			all = append(all, hit{from: w.from, to: w.to, kind: Name, entity: nobody, key: key, sure: w.capital})
		}
	}
	return all
}

// taken tells of each word whether it is a part of something that was found already.
func (p *page) taken(hits []hit) []bool {
	covered := make([]int32, len(p.plain)+1)
	for _, h := range hits {
		covered[h.from]++
		covered[h.to]--
	}
	taken, depth, at := make([]bool, len(p.words)), int32(0), 0
	for i, w := range p.words {
		for ; at <= w.from; at++ {
			depth += covered[at]
		}
		taken[i] = depth > 0
	}
	return taken
}

// nameFrom reads a name that begins at a word, and where to go on.
func (p *page) nameFrom(i int, taken []bool) (hit, int, bool) {
	w := p.words[i]
	if taken[i] || utf8.RuneCountInString(w.low) < 2 && !p.isLetterOfName(i) {
		return hit{}, i + 1, false
	}
	c := nameCue(p, i)
	if !w.capital {
		return p.smallName(i, c, taken)
	}
	end := p.runFrom(i, taken)
	return p.judge(i, end, c)
}

// smallName reads a name that somebody typed without capitals: behind “my name is”, or
// a given name before a word that is in no dictionary.
func (p *page) smallName(i int, c cue, taken []bool) (hit, int, bool) {
	w := p.words[i]
	unusual := func(j int) bool {
		next := p.words[j]
		return !taken[j] && !next.capital && len(next.low) > 2 && !isOrdinary(next.base) && !notNames[next.base] && !data.OfficeWord(next.base) && !strings.ContainsAny(next.low, "0123456789")
	}
	if len(w.base) < 3 || notNames[w.base] || isDoubtful(w.base) {
		return hit{}, i + 1, false
	}
	end := i
	if j := i + 1; j < len(p.words) && (p.gap(i) == " " || p.gap(i) == "-") {
		if utf8.RuneCountInString(p.words[j].low) == 1 && j+1 < len(p.words) && strings.Trim(p.gap(j), " .") == "" {
			j++ // a middle initial
		}
		if unusual(j) {
			end = j
		}
	}
	strange := p.small && end > i && unusual(i) // two words together that no dictionary has
	announced := c == cueName && (isGiven(w.base) || !isOrdinary(w.base)) && nameWords2[p.words[i-1].low]
	if !announced && !strange && !(isGiven(w.base) && (!isOrdinary(w.base) && (end > i || p.small || c == cueName) || end > i && p.small)) {
		return hit{}, i + 1, false
	}
	return p.nameHit(i, end, announced), end + 1, true
}

// nameWords2 are words behind which a name follows even in small letters.
var nameWords2 = setOf(`named name is nombre llamo llama apellido apellidos`)

// isLetterOfName reports whether a single letter is an initial before a word with a
// capital.
func (p *page) isLetterOfName(i int) bool {
	w := p.words[i]
	return w.capital && i+1 < len(p.words) && p.words[i+1].capital && strings.HasPrefix(p.plain[w.to:], ". ") && len(p.words[i+1].low) > 1 && len(p.gap(i)) == 2
}

// longestName is the most words of a name.
const longestName = 6

// runFrom is the last word of the run of words with capitals that begins at a word,
// with the initials and particles between them.
func (p *page) runFrom(i int, taken []bool) int {
	end := i
	for j := i; j+1 < len(p.words) && j-i < longestName; {
		gap, next := p.gap(j), p.words[j+1]
		single := utf8.RuneCountInString(p.words[j].low) == 1
		joins := gap == " " || gap == "-" || gap == "  " || single && (gap == ". " || gap == ".")
		if !joins || p.words[j].end != p.words[j].to || taken[j+1] || notNames[next.base] || data.OfficeWord(next.base) || data.NameTitle(next.low) && next.low != "don" {
			break
		}
		switch {
		case next.capital && next.capitals == p.words[i].capitals || next.capital && utf8.RuneCountInString(next.low) == 1 && next.low != "i":
			end = j + 1
		case data.NameParticle(next.low) && j+2 < len(p.words):
			// counts if a capital follows
		default:
			return end
		}
		j++
	}
	return end
}

func (p *page) nameHit(from, to int, sure bool) hit {
	h := hit{from: p.words[from].from, to: p.words[to].to, kind: Name, entity: nobody, sure: sure}
	var words []string
	for _, w := range p.words[from : to+1] {
		words = append(words, w.base)
	}
	h.key = strings.Join(words, " ")
	return h
}

// judge says whether a run is a name. Words of the sentence are cut off at its
// beginning: “Yesterday Kim Lee”.
func (p *page) judge(from, to int, c cue) (hit, int, bool) {
	next := to + 1
	if notNames[p.words[from].base] || c != cueTitle && data.OfficeWord(p.words[from].base) {
		return hit{}, from + 1, false
	}
	if data.NameTitle(p.words[from].low) || careTitles[p.words[from].low] && (to == from || c == noCue && !isGiven(p.words[from].base)) {
		return hit{}, from + 1, false
	}
	begins := p.beginsSentence(from)
	if first := p.words[from]; c <= cueWeak && begins && isDoubtful(first.base) && (!isGiven(first.base) || to == from) && !p.listed(from) {
		return hit{}, from + 1, false
	}
	var given, unknown, proper, ordinary int
	for _, w := range p.words[from : to+1] {
		switch {
		case utf8.RuneCountInString(w.low) == 1 || data.NameParticle(w.low):
		case isDoubtful(w.base):
			ordinary++
		case isGiven(w.base):
			given++
		case isProper(w.base):
			proper++
		default:
			unknown++
		}
	}
	words := given + unknown + proper + ordinary
	first := p.words[from]
	switch {
	case words == 0 || strings.ContainsAny(first.low, "0123456789"):
		return hit{}, next, false
	case c >= cueName:
		if c == cueName && words == ordinary && begins && (!p.labeled(from) || words == 1 && !data.WordAndName(first.base)) {
			return hit{}, from + 1, false
		}
		return p.nameHit(from, to, true), next, true
	case first.capitals: // a heading, or a name in capitals
		return p.nameHit(from, to, false), next, words > 1 && given > 0 && (given+unknown+proper == words) || words == 1 && unknown == 1 && p.calm(from) && len(first.low) > 4
	case words > 1 && ordinary == 0:
		return p.nameHit(from, to, given+unknown > 0), next, true
	case words > 1:
		// Given or unknown words first, ordinary ones behind: Rosalind Field.
		return p.nameHit(from, to, false), next, given > 0 && isGiven(first.base) || unknown > 0 && ordinary <= unknown+proper
	case ordinary == 1 && !p.listed(from):
		return hit{}, next, false
	case begins && given == 0 && !p.listed(from): // a word that no dictionary has, at the beginning of a sentence
		return p.nameHit(from, to, false), next, next < len(p.words) && (strings.Trim(p.gap(from), " ") == "" && afterName[p.words[next].low] || p.spokenTo(from))
	}
	return p.nameHit(from, to, false), next, utf8.RuneCountInString(first.base) > 2 && (given > 0 || !p.inWord(first))
}

// addressed are words with which somebody who was called by name is asked.
var addressed = setOf("can could please would will i you are thank thanks how what why do did puede podria por gracias")

// spokenTo reports whether somebody is spoken to or speaks: “Danial, can I”, “Ubul: What”.
func (p *page) spokenTo(i int) bool {
	if i+1 >= len(p.words) || len(p.words[i].base) < 3 {
		return false
	}
	gap := p.gap(i)
	return gap == ", " && addressed[p.words[i+1].low] || gap == ": " && p.words[i+1].capital && (i == 0 || strings.Contains(p.gap(i-1), "\n"))
}

// inWord reports whether a sign stands beside a word that makes it a part of a code:
// MAG-3, CD/117.
func (p *page) inWord(w word) bool {
	return w.from > 0 && strings.IndexByte("/+=_\\", p.plain[w.from-1]) >= 0 || w.end < len(p.plain) && strings.IndexByte("/+=_\\", p.plain[w.end]) >= 0
}

// listed reports whether a word with a capital stands in a list of names: “Morrison,
// Rogers and Torres”, “Linders, Xandro”.
func (p *page) listed(i int) bool {
	certain := !isDoubtful(p.words[i].base)
	isName := func(j int) bool {
		return j >= 0 && j < len(p.words) && p.words[j].capital && !p.words[j].capitals && (certain || !isDoubtful(p.words[j].base)) && !notNames[p.words[j].base] && !data.OfficeWord(p.words[j].base)
	}
	and := func(j int) bool {
		return j > 0 && j < len(p.words) && (p.words[j].low == "and" || p.words[j].low == "y" || p.words[j].low == "or")
	}
	if !data.WordAndName(p.words[i].base) && isDoubtful(p.words[i].base) && len(p.words[i].base) < 4 {
		return false
	}
	switch {
	case p.gap(i) == ", " && isName(i+1), i > 0 && p.gap(i-1) == ", " && isName(i-1):
		return true
	case and(i+1) && p.gap(i) == " " && p.gap(i+1) == " " && isName(i+2), and(i-1) && p.gap(i-1) == " " && isName(i-2):
		return true
	}
	return false
}

// labeled reports whether a colon stands before a word, or a greeting.
func (p *page) labeled(i int) bool {
	gap := p.gap(i - 1)
	return strings.Contains(gap, ":") || greetings[p.words[i-1].low]
}

// calm reports whether a word in capitals stands among words that are not.
func (p *page) calm(i int) bool {
	return (i == 0 || !p.words[i-1].capitals) && (i+1 >= len(p.words) || !p.words[i+1].capitals)
}

// lastFirst makes one of two names with a comma between them, where the second is a
// given name that ends the line or stands before a bracket: “Linders, Xandro <”.
func (p *page) lastFirst(all []hit) []hit {
	for i := 0; i+1 < len(all); i++ {
		a, b := all[i], &all[i+1]
		if a.to+2 == b.from && p.plain[a.to:b.from] == ", " && strings.Count(a.key, " ") == 0 && isGiven(strings.Fields(b.key)[0]) {
			rest := strings.TrimLeft(p.plain[b.to:], " .")
			if rest == "" || strings.IndexByte("\n<([;", rest[0]) >= 0 {
				b.from, b.key = a.from, b.key+" "+a.key
				all[i].to = a.from
			}
		}
	}
	return all
}
