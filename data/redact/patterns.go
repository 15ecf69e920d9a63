package redact

import (
	"regexp"
	"slices"
	"strings"
)

// rule is one form that identifiers of a kind have. What is hidden is the group v of
// the expression, or all of it.
type rule struct {
	kind Kind
	name string // of the tag, where it is not that of the kind
	re   *regexp.Regexp
	sure bool
	// is has the last word about what was found.
	is    func(said string) bool
	needs need
	// trim cuts what belongs to the sentence off the end.
	trim string
}

// need is what a line must have for a rule to be tried on it: most lines of a text have
// no digit, and most rules are about numbers.
type need int

const (
	aDigit need = iota
	anAt        // @, or the word
	aPoint
	aCapital
	aWord // any
)

// stretch is a line of a page with what it has.
type stretch struct {
	from, to              int
	digit, at, point, big bool
	month                 bool
}

func (s stretch) has(n need) bool {
	switch n {
	case aDigit:
		return s.digit
	case anAt:
		return s.at
	case aPoint:
		return s.point
	case aCapital:
		return s.big
	}
	return true
}

// longestLine is how much of a text without line breaks is searched at a time; what
// stands in the seam is searched twice.
const (
	longestLine = 4000
	seam        = 200
)

// wrapped is the length from which a line was not ended but broken, as mail programs
// do: what begins in it may go on in the next.
const wrapped = 40

// flowing is plain with a blank for each break of a long line.
func flowing(plain string) string {
	b := []byte(plain)
	start := 0
	for i, c := range b {
		if c != '\n' {
			continue
		}
		if i-start >= wrapped && i+1 < len(b) && b[i+1] != '\n' && b[i-1] != '\n' {
			b[i] = ' '
		}
		start = i + 1
	}
	return string(b)
}

// stretches parts a page into its lines.
func (p *page) stretches() []stretch {
	p.flow = flowing(p.plain)
	var all []stretch
	for from := 0; from < len(p.flow); {
		to := len(p.flow)
		if at := strings.IndexByte(p.flow[from:], '\n'); at >= 0 {
			to = from + at + 1
		}
		next := to
		if to-from > longestLine {
			to = from + longestLine
			next = to - seam
			if at := strings.LastIndexByte(p.flow[next:to], ' '); at > 0 {
				next += at
			}
		}
		line := p.flow[from:to]
		low := strings.Contains(line, "at")
		s := stretch{from: from, to: to, at: strings.Contains(line, "@") || low && (strings.Contains(line, "dot") || strings.ContainsAny(line, "([{")), point: strings.Contains(line, ".")}
		for i := range len(line) {
			c := line[i]
			s.digit = s.digit || isDigit(c)
			s.big = s.big || 'A' <= c && c <= 'Z' || c >= 0x80
		}
		all = append(all, s)
		from = next
	}
	n := 0
	for _, w := range p.words {
		for n < len(all)-1 && w.from >= all[n].to {
			n++
		}
		if months[w.low] != 0 && n < len(all) {
			all[n].month = true
		}
	}
	return all
}

func re(expr string) *regexp.Regexp { return regexp.MustCompile(expr) }

// code is a number as systems give them out: with a digit in it, and marks.
const code = `(?P<v>(?:[A-Z]{1,6}[-./]?){0,3}\d[A-Z0-9]*(?:[-./ ]?[A-Z0-9]*\d[A-Z0-9]*)*)`

// numbered is a word for a number and the number behind it. The words between them are
// few: “MRN: 4711”, “record number is 4711”, “NHC 4711”, “chart no. 4711”.
func numbered(words string) *regexp.Regexp {
	return re(`(?i)\b(?:` + words + `)(?: ?(?:id|ids|no|nos|num|number|numero|nr|code|#)\b\.?)?(?:'s)?[ \t]{0,3}(?:(?:is|was|were|of|es|el|la|ending in|ends in)[ \t]+)?[:#=(-]{0,2}[ \t]{0,3}(?:\(?[A-Z]{2,5}\)?[:#][ \t]?)?` + code)
}

func hasDigits(least int) func(string) bool {
	return func(said string) bool {
		n := len(digitsIn(said))
		return n >= least && !(isYear(strings.TrimSpace(said)) && least < 4)
	}
}

// notYear is a number that is no year and has at least a few digits.
func notYear(least int) func(string) bool {
	return func(said string) bool { return len(digitsIn(said)) >= least && !isYear(strings.TrimSpace(said)) }
}

const domains = `com|org|net|edu|gov|mil|int|info|biz|name|health|care|hospital|clinic|online|site|website|app|dev|cloud|email|tech|store|blog|xyz|io|co|us|uk|ca|eu|de|fr|es|nl|be|ch|at|it|pt|pl|cz|hu|se|no|dk|fi|ie|au|nz|jp|cn|in|br|mx|ar|cl|pe|ve|ru|za|tv|cc|ly|gl|me`

var rules = []rule{
	{needs: anAt, kind: Email, sure: true, re: re(`[\p{L}\p{N}._%+'-]*[\p{L}\p{N}_] ?@ ?[\p{L}\p{N}](?:[\p{L}\p{N}-]*\.)+[\p{L}\p{N}-]*\p{L}{2,}`)},
	{needs: anAt, kind: Email, sure: true, re: re(`(?i)[\p{L}\p{N}._%+-]+ ?[(\[{]at[)\]}] ?[\p{L}\p{N}-]+(?: ?(?:\.|[(\[{]dot[)\]}]) ?[\p{L}\p{N}-]+)+|\b[\p{L}\p{N}._%+-]+ at [\p{L}\p{N}-]+ dot (?:` + domains + `)\b`)},
	{needs: aPoint, kind: URL, sure: true, re: re(`(?i)\b(?:https?|ftp|sftp)://[^\s<>"]+|\bwww\d?\.[^\s<>"]+`), trim: ".,;:!?)'"},
	{needs: aPoint, kind: URL, sure: true, re: re(`\b(?:[a-zA-Z0-9][a-zA-Z0-9-]{1,62}\.)+(?:com|org|net|edu|gov|mil|info|biz|health|hospital|io)\b(?:/[^\s<>"]*)?`), trim: ".,;:!?)'"},
	{needs: aPoint, kind: URL, sure: true, re: re(`\b(?:[a-z0-9][a-z0-9-]{1,62}\.)+(?:` + domains + `)(?:/[^\s<>"]*|\b)`), trim: ".,;:!?)'", is: isHost},
	{needs: anAt, kind: Other, name: "account name", sure: true, re: re(`(?:^|[\s(:,])(?P<v>@[A-Za-z][\w.]{2,})`)},
	{kind: IP, sure: true, re: re(`\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{2,5}|/\d{1,2})?\b`), is: isIPv4},
	{needs: aWord, kind: IP, sure: true, re: re(`(?i)(?:\b|:)(?:[0-9a-f]{1,4}:){2,7}(?::|[0-9a-f]{1,4})(?:[0-9a-f]{0,4}:?)*`), is: isIPv6},
	{needs: aWord, kind: Device, sure: true, re: re(`(?i)\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b`)},

	{kind: SSN, sure: true, re: re(`\b\d{3}[-.]\d{2}[-.]\d{4}\b|\b\d{3} \d{2} \d{4}\b`)},
	{kind: SSN, sure: true, re: re(`(?i)\b(?:ssn|social security|soc\.? sec\.?|seguro social)(?: (?:number|no\.?|#|card))?[ \t]{0,2}(?:is|was|ending in|ends in|:|#|es)?[ \t:#]{0,3}(?P<v>[\dx*]{0,3}[- ]?[\dx*]{0,2}[- ]?\d{3,9})\b`)},
	{kind: SSN, sure: true, re: re(`(?i)\blast (?:4|four)(?: digits)?(?: of (?:his|her|their|my|the) (?:ssn|social(?: security)?(?: number)?))?(?: is| are|:)? (?P<v>\d{4})\b`)},

	{kind: MRN, sure: true, re: numbered(`m\.?r\.?n\.?|mr ?#|medical record(?: number)?|med rec|record|chart|patient (?:id|number|no|#)|pt id|hospital (?:id|number|no)|epi|nhc|historia clinica|historia|expediente|n[uo]mero de historia|identifica\w+|id(?:entification)? of patient`), is: notYear(2)},
	{kind: HealthPlan, sure: true, re: numbered(`(?:health ?plan|insurance|member|subscriber|beneficiary|policy|group|medicare|medicaid|plan|hicn?|mbi|payer|tricare|aetna|cigna|humana|kaiser|blue cross)(?: (?:id|number|no|policy|member|card))?|nass|nss|asegura\w+|afiliacion|poliza|tarjeta sanitaria`), is: notYear(4)},
	{kind: HealthPlan, sure: true, re: re(`\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b`)},
	{kind: Account, sure: true, re: re(`\b(?:\d[ -]?){12,18}\d\b`), is: isCard},
	{kind: Account, sure: true, re: numbered(`(?:credit |debit |bank |gift )?card|visa|mastercard|amex|tarjeta`), is: notYear(4)},
	{kind: Account, sure: true, re: re(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b`), is: isIBAN},
	{kind: Account, sure: true, re: numbered(`accounts?|acct|a/c|claims?|invoice|bill|billing|statement|receipt|transaction|iban|bic|swift|routing|sort code|encounter|visit|csn|har|fin|guarantor|cuenta|factura|reclamo|episodio|contacto`), is: notYear(3)},
	{kind: License, sure: true, re: numbered(`(?:driver'?s?|driving|nursing|medical|professional|state|rn|lpn|md) ?(?:license|licence|permit)|license|licence|certificate|certification|passport|npi|dea|d/?l|permiso de conducir|pasaporte|dni|nie|cedula|licencia|n\.?o? ?col(?:egiado)?\.?|colegiado|cedula profesional|visa number`), is: notYear(3)},
	{kind: Vehicle, sure: true, re: numbered(`vin|(?:license |licence |number )?plates?|registration|placa|matricula`), is: notYear(2)},
	{kind: Vehicle, sure: true, re: re(`(?i)\b(?:license |licence )?plates?(?: number)?(?: is| was|:| #|,)? ?(?P<v>[A-Z]{1,3}[- ]?\d{1,4}[- ]?[A-Z]{0,3}|\d{1,4}[- ]?[A-Z]{2,3})\b`)},
	{kind: Vehicle, sure: true, re: re(`\b[A-HJ-NPR-Z0-9]{17}\b`), is: isVIN},
	{kind: Device, sure: true, re: numbered(`serial|s/n|sn|device|udi|imei|meid|asset(?: tag)?|lot|model|pump|implant|pacemaker|equipment|inventory|badge|serie|dispositivo`), is: notYear(3)},
	{kind: Device, sure: true, re: re(`\(01\)\d{14}(?:\(\d{2}\)[A-Z0-9]+)*`)},

	{kind: Fax, sure: true, re: re(`(?i)\b(?:fax|facsimile)(?: (?:number|no\.?|#|line))?(?: is| at| to|:| -)*[ :#]{0,3}(?P<v>\+?[(\d][\d ().-]{5,18}\d)`)},
	{kind: Phone, sure: true, re: re(`(?i)\b(?:phone|telephone|tel|tlf|telefono|tfno|cell(?: ?phone)?|mobile|movil|celular|pager|beeper|call(?:ed)?|text(?:ed)?|dial|voicemail|sms|whatsapp|reach(?:ed)? (?:me|him|her|us|them)(?: at| on)?)(?: (?:number|no\.?|#|at|on|al|line))*(?: is| was| es|:|-)*[ :#.]{0,3}(?P<v>\+?[(\d][\d ().-]{4,18}\d(?: ?(?:x|ext\.?|extension) ?\d{1,6})?)`), is: hasDigits(5)},
	{kind: Phone, sure: true, re: re(`(?i)\b(?:ext\.?|extension|pager|beeper)[ :#]{1,3}(?P<v>\d{3,7})\b`)},
	{kind: Phone, sure: true, re: re(`(?:\+|\b00)\d{1,3}[ .-]?(?:\(?\d{1,5}\)?[ .-]?){1,6}\d{2,}(?: ?(?:x|ext\.?) ?\d{1,6})?`), is: hasDigits(8)},
	{kind: Phone, sure: true, re: re(`(?:\b1[ .-]?)?(?:\(\d{2,5}\)|\b\d{3}) ?[ .-]? ?\d{3,4} ?[ .-]? ?\d{3,4}(?: ?(?:x|X|ext\.?) ?\d{1,6})?\b`), is: hasDigits(9)},
	{kind: Phone, sure: true, re: re(`\(\d{2,5}\) ?\d[\d -]{4,12}\d\b`)},
	{kind: Phone, re: re(`\b\d{3}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?\b`)},
	{kind: Phone, re: re(`\b0\d{1,4}[ /-]\d{2,4}(?:[ -]?\d{2,4}){1,4}\b`), is: hasDigits(8)},

	{kind: Place, name: "ZIP", sure: true, re: re(`\b(?:` + stateCodes + `)\.?,? +(?P<v>\d{5}(?:-\d{4})?)\b|\b(?P<w>\d{5}-\d{4})\b`)},
	{kind: Place, name: "ZIP", sure: true, re: re(`(?i)\b(?:zip(?: ?code)?|postal code|post ?code|c\.?p\.?|codigo postal)(?: is| of| es)?[ :.#]{1,3}(?P<v>[A-Z\d]{2,5}[ -]?[A-Z\d]{0,4})\b`), is: hasDigits(1)},
	{kind: Place, name: "ZIP", sure: true, re: re(`\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d)\b`)},
	{kind: Place, name: "ZIP", re: re(`\b(?P<v>\d{4} ?[A-Z]{2}) \p{Lu}\p{Ll}+`)},
	{kind: Place, name: "street", sure: true, re: re(`(?i)\b(?:p\.? ?o\.?|post office) ?box:? #?\d+\b|\bapartado(?: de correos| postal)? \d+\b`)},
	{kind: Place, name: "street", sure: true, re: re(houseNumber + `(?:(?:[NSEW]{1,2}|North|South|East|West|Old|New)\.? )?(?:(?:\p{Lu}[\p{L}'.-]*|\d{1,3}(?:st|nd|rd|th)|of|the|de|la) ){1,5}` + streetKinds + `\b\.?(?: (?:[NSEW]{1,2}|North|South|East|West)\b\.?)?` + apartment)},
	{kind: Place, name: "street", sure: true, re: re(`(?i)` + houseNumberAny + `(?:[nsew]\.? )?(?:\p{L}[\p{L}'.-]* ){1,3}(?:street|avenue|boulevard|lane|highway|terrace|parkway)\b` + apartment)},
	{needs: aCapital, kind: Place, name: "street", sure: true, re: re(`\b(?:(?:\p{Lu}[\p{L}'-]+) ){1,3}(?:Street|Avenue|Boulevard|Lane|Highway|Parkway|Terrace|Blvd|Ave|Rd|Road|Drive)\b\.?` + apartment)},
	{needs: aCapital, kind: Place, name: "street", sure: true, re: re(`(?i:\b(?:calle|c/|avenida|avda\.?|av\.|plaza|pza\.?|paseo|camino|carretera|ctra\.?|ronda|travesia|urbanizacion|urb\.?|barrio|glorieta|pasaje|rambla|via|viale|piazza|corso|rue|chemin|impasse|place|allee|quai|rua|estrada|colonia)) ?(?:(?:de|del|la|las|los|el|da|do|dos|du|des|l'|d'|di|della|y|e) ?)*\p{Lu}[\p{L}'.-]*(?: (?:de|del|la|las|los|el|y|e|da|do|du|des|di|\p{Lu}[\p{L}'.-]*))*` + spanishHouse)},
	{kind: Place, name: "street", sure: true, re: re(`\b(?:C|Pl\.|P\.|Av)\.? (?:(?:de|del|la|las|los) )*\p{Lu}[\p{L}'.-]*(?: (?:de|la|y|\p{Lu}[\p{L}'.-]*)){0,3}, ?\d{1,4}\b` + spanishHouse)},
	{kind: Place, name: "street", sure: true, re: re(`(?i:\b\d{1,5},? (?:rue|avenue|boulevard|chemin|impasse|place|allee|quai|via|rua|calle)) (?:(?:de|du|des|la|le|les|l'|d'|del) ?)*\p{Lu}[\p{L}'.-]*(?: (?:de|du|des|la|\p{Lu}[\p{L}'.-]*))*`)},
	{needs: aCapital, kind: Place, name: "street", sure: true, re: re(`\b\p{Lu}[\p{L}'.-]*(?:(?:straat|strasse|gasse|gracht|gatan|vegen)\b|(?:str\.|weg|laan|plein|allee|platz|vej|gata|gade|gate|kade|dreef|singel|reed|utca|krt\.|katu|tie|tee|straeti|vegur|braut) \d{1,4}[a-zA-Z]?\b)(?: \d{1,4}[a-zA-Z]?\b)?|\b(?:De|Het|Am|An der|Im|In der|Zur) \p{Lu}\p{Ll}+ \d{1,4}[a-z]?\b`), is: foreignStreet},
	{kind: Place, name: "street", sure: true, re: re(`\b(?:PSC|CMR|Unit|USN[SV]|USCGC)\b[\w ]{0,24}?,? ?(?i:box) \d+\b|\bUSN[SV] \p{Lu}\p{L}+|(?i)\bpsc \d+,? box \d+`)},
	{kind: Place, name: "street", sure: true, re: re(`\b[ADF]PO,? A[AEP],? (?P<v>\d{5})\b`)},
	{kind: Place, name: "street", sure: true, re: re(`(?i)\b(?:apt|apartment|suite|ste)\.? ?(?:#|no\.? ?)?\d{1,5}[a-z]?\b`)},
	{needs: aWord, kind: Place, name: "street", sure: true, re: re(`(?i)\b(?:corner|intersection) of (?P<v>(?:[\p{L}\d.'-]+ ){1,5}and(?: \p{L}[\p{L}\d.'-]*){1,5})`)},
	{kind: Place, name: "street", sure: true, re: re(`\b(?:ul\.|ulica|al\.|os\.) ?\p{Lu}[\p{L}'.-]*(?: \p{Lu}[\p{L}'.-]*){0,3} \d{1,5}[a-z]?\b`)},
	{kind: Place, name: "street", re: re(`\b\d{1,6}(?:-\d{1,4})? (?:\p{Lu}[\p{L}'.-]* ?){1,4}(?:(?:u\.|ut|utja|tee|terrasse|straeti|hove) )?\d{1,5}[a-z]?\b`), is: streetNotDate},
	{kind: Place, name: "street", re: re(`\b(?i:lives? (?:at|on|in)|address(?:es)?(?: is|:)?|located at|resides? at|reside en|vive en|side of|office is at|off at|restaurant is at|meet (?:me|you) at|taxi to|sent? to|return to)[ \n]{1,2}(?P<v>(?:\d{1,6} )?(?:\p{Lu}[\p{L}'.-]* ){1,4}(?:(?:u\.|ut|utja|tee) )?\d{1,5}[a-z]?\b\.?)`)},
	{needs: aCapital, kind: Place, name: "city", sure: true, re: re(`(?i:\b(?:originally from|born in|raised in|hometown (?:is|of)|hails? from|moved (?:here )?(?:from|to)|lives? in|living in|resident of|resides? in|reside en|vive en|natural de|nacid[oa] en|procedente de))[ ](?P<v>\p{Lu}[\p{L}'-]+(?: (?:de|la|del|of|the|on|'?\p{Lu}[\p{L}'-]+)){0,3})`), is: notCountry, trim: " "},
	{kind: Place, name: "street", sure: true, re: re(`(?i)\b(?:(?:calle|avenida|avda|plaza|pza|paseo|camino|carretera|ctra)\b\.? ?|av\. ?|c/ ?)[^\n,;:]{2,40}?,? ?(?:\d{1,4}\b|s/?n\b)` + spanishHouse)},
	{kind: Place, name: "city", re: re(`\b\d{5}[.,]? (?P<v>\p{Lu}\p{Ll}[\p{L}'-]+(?: (?:de|la|del|los|las|\p{Lu}[\p{L}'-]+)){0,3})`), is: townLike},
	{needs: aCapital, kind: Place, name: "city", sure: true, re: re(`(?P<v>\p{Lu}\p{Ll}[\p{L}'-]+(?: (?:de|la|del|los|las|\p{Lu}[\p{L}'-]+)){0,3})\.? \((?:Espana|Spain|Cuba|Mexico|Argentina|Chile|Peru|Colombia|USA)\)`), is: notMonthBefore},
	{needs: aCapital, kind: Place, name: "county", sure: true, re: re(`\b(?:\p{Lu}[\p{L}'-]+ ){1,3}(?:County|Township|Parish|Borough|Precinct|Village)\b|\b(?:County|City|Town|Village|Borough) of (?:\p{Lu}[\p{L}'-]+ ?){1,2}`), trim: " "},
	{needs: aCapital, kind: Place, name: "city", sure: true, re: re(`\b(?P<v>(?:(?:St|Ft|Mt)\. )?\p{Lu}[\p{L}'-]+(?: (?:de|la|del|of|the|on|\p{Lu}[\p{L}'-]+)){0,3}),? (?:(?:` + stateCodes + `)\b|(?:` + stateNames + `)\b)`), is: notMonthBefore},
	{needs: aCapital, kind: Place, name: "city", sure: true, re: re(`(?i:\b(?:city|town|county|ciudad|localidad(?:/ ?provincia)?|provincia|poblacion|municipio|lugar de (?:nacimiento|residencia)))[ \t]{0,2}[:=][ \t]{0,3}(?P<v>\p{Lu}[\p{L}'-]+(?:[ /(,-]{1,3}(?:de|la|del|las|los|\p{Lu}[\p{L}'-]+)\)?){0,4})`)},
	{kind: Place, name: "room", re: re(`(?i)\b(?:room|rm\.?|bed|bay|cubicle|suite|habitacion|cuarto|cama)[ #]{1,2}(?:no\.? ?|number )?(?P<v>\d{1,4}-?[A-Z]?)\b`)},

	{kind: Age, sure: true, re: re(`(?i)\b(?P<v>9\d|1[0-2]\d)[ -]?(?:years?|yrs?|y\.?/?o\.?|yo|anos)\b(?:[- ](?:old|of age|de edad))?`), is: over89},
	{kind: Age, sure: true, re: re(`(?i)\b(?:aged?|edad(?: de)?|age is|is|turn(?:ed|s|ing)?|tiene|cumplio)[ :]{1,3}(?P<v>9\d|1[0-2]\d)\b(?:[ ,.;!?)]|$)`), is: over89},
	{needs: aWord, kind: Age, sure: true, re: re(`(?i)\b(?:nine ?ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one |a )?hundred(?:[- ](?:and[- ])?(?:one|two|three|four|five|six|seven|eight|nine|ten))?)[- ]years?[- ](?:old|of age)|\b(?:noventa(?: y \w+)?|cien(?:to \w+)?) anos\b|\b(?:nonagenarian|centenarian|supercentenarian|nonagenari[oa]|centenari[oa])\b|\bborn in (?:18\d\d|19[0-2]\d|193[0-5])\b`)},

	{needs: aWord, kind: Biometric, re: re(`(?i)\b(?:finger|thumb|palm|voice|hand|foot)[- ]?prints?\b|\b(?:retina|retinal|iris|facial|face|palm vein)[- ](?:scans?|recognition|patterns?|templates?|id)\b|\bdna (?:profile|sample|sequence|match)\b|\bhuellas? (?:dactilares?|digital(?:es)?)\b`)},
	{needs: aPoint, kind: Photo, sure: true, re: re(`(?i)(?:\b|[\\/])[\w()-]{1,80}\.(?:jpe?g|png|gif|bmp|tiff?|heic|heif|webp|dcm|mp4|mov|avi|m4v)\b`)},
	{needs: aWord, kind: Photo, re: re(`(?i)\b(?:photo(?:graph)?s?|selfies?|pictures?|video) (?:of|showing) (?:me|him|her|them|us|my \w+|his \w+|her \w+|the patient)(?:'s (?:face|head))?\b|\b(?:full[- ])?face photo(?:graph)?s?\b`)},

	{kind: Other, name: "case number", sure: true, re: re(`(?i)\bPR[- #]{0,2}\d{4}[- /]\d{1,9}\b`)},
	{kind: Other, sure: true, re: numbered(`(?:case|grievance|complaint|ticket|reference|ref|incident|report|order|requisition|accession|specimen|prescription|rx|docket|employee|staff|user|login|confirmation|tracking|locker|caso|queja|referencia|identificador)(?: (?:id|number|no|#))?|id`), is: notYear(3)},
	{kind: Other, re: re(`\b(?:[A-Z]{1,6}[-/]?)\d[\dA-Z]*(?:[-/]\d[\dA-Z]*)*\b|\b\d{5,}(?:-\d+)*\b|\b\d{2,}(?:[-/]\d{2,}){2,}\b|\b\d{2,4}(?: \d{2,8}){2,5}\b`), is: codeLike},
}

const (
	stateCodes = `A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]`
	stateNames = `Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming`

	houseNumber    = `\b\d{1,6}(?:-\d{1,4})?[A-Za-z]?(?: \d/\d)?,? `
	houseNumberAny = `\b\d{2,6}[a-z]? `
	streetKinds    = `(?:Street|St|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Way|Terrace|Terr|Ter|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Square|Sq|Trail|Trl|Loop|Run|Row|Path|Plaza|Alley|Crescent|Cres|Close|Crossing|Xing|Pike|Turnpike|Route|Rte|Walk|Wharf|Grove|Gardens|Mews|Hill|Heights|Ridge|Point|Bend|Broadway)`
	apartment      = `(?:,? (?:(?i:apt|apartment|unit|suite|ste|bldg|building|floor|fl|rm|room|lot|no)\.? ?#?[A-Za-z]?\d*[A-Za-z]?\b|#[\dA-Za-z-]+))?`
	spanishHouse   = `(?:,? (?i:n[uo]m\.?|numero|no\.?|n\.?o?)? ?\d{1,4}(?:-\d{1,4})?[A-Za-z]?(?:[ ,.-]{1,3}(?:\d{1,2} ?[oa]?\.? ?(?i:piso|izq\w*|dcha\w*|[A-F])?\b|(?i:bajo|esc\w*|portal|puerta|piso) ?\w{0,3})){0,4})?`
)

// patternsIn finds what has the form of an identifier.
func (m *matcher) patternsIn(p *page) []hit {
	var all []hit
	for _, r := range rules {
		v, w := r.re.SubexpIndex("v"), r.re.SubexpIndex("w")
		for _, at := range p.search(r.re, r.needs) {
			h := hit{from: at[0], to: at[1], kind: r.kind, entity: nobody, name: r.name, sure: r.sure}
			switch {
			case v > 0 && at[2*v] >= 0:
				h.from, h.to = at[2*v], at[2*v+1]
			case w > 0 && at[2*w] >= 0:
				h.from, h.to = at[2*w], at[2*w+1]
			}
			h.to = h.from + len(strings.TrimRight(p.plain[h.from:h.to], " \n"+r.trim))
			said := p.plain[h.from:h.to]
			if said == "" || r.is != nil && !r.is(said) {
				continue
			}
			if r.kind == Email {
				h.key = emailKey(said)
				if e, ok := m.emails[h.key]; ok {
					h.entity = e
				}
			}
			all = append(all, h)
		}
	}
	return all
}

// search finds an expression in the lines that have what it needs.
func (p *page) search(expr *regexp.Regexp, n need) [][]int {
	var all [][]int
	for _, s := range p.lines {
		if !s.has(n) {
			continue
		}
		for _, at := range expr.FindAllStringSubmatchIndex(p.flow[s.from:s.to], -1) {
			for i := range at {
				if at[i] >= 0 {
					at[i] += s.from
				}
			}
			all = append(all, at)
		}
	}
	return all
}

// longestFirst sorts alternatives of an expression so that none hides a longer one.
func longestFirst(all []string) []string {
	slices.SortFunc(all, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return all
}
