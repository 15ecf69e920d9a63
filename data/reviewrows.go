package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sheetBuilder fills the rows of a sheet.
type sheetBuilder struct {
	*ReviewSheet
	file  CaseFile
	set   Settings
	today Date
}

func (b *sheetBuilder) note(sentence string) { b.Notes = append(b.Notes, sentence) }

// explain says what a reading is where its reader did not.
func (b *sheetBuilder) explain(sentence string) {
	if len(b.of.Remarks) == 0 {
		b.note(sentence)
	}
}

// row adds a row. sure says that the value is what the file means by it.
func (b *sheetBuilder) row(r ReviewRow, sure bool) {
	r.From = fileField(b.Source.Format, r.Key)
	switch {
	case blank(r.Found):
		return
	case r.State != RowOpen:
	case sameValue(r.Key, b.valueOf(r), r.Now):
		r.State = RowSame
	case utf8.RuneCountInString(b.valueOf(r)) > maxLine && r.Key != "patient.numbers" && r.Key != "patient.also":
		r.State, r.Why = RowShown, "This is longer than a field takes; type what you need of it."
	default:
		r.Taken = sure && blank(r.Now)
		if r.Why == "" && !blank(r.Now) {
			r.Why = "The case has another value; tick it to replace that."
		}
	}
	b.Rows = append(b.Rows, r)
}

// registration adds the rows of who the patient is.
func (b *sheetBuilder) registration(r Registration) {
	b.names(r)
	b.birth(r)
	b.row(ReviewRow{Key: "patient.sex", Label: "Sex", Found: sexOf(r.Sex).words(), Now: b.patient.Sex.words()}, true)
	b.mrn(r)
	b.numbers(r)
	b.address(r)
	b.pick(ReviewRow{Key: "patient.phone", Label: "Phone", Now: b.patient.Phone, Choices: r.Phones}, 0, true)
	b.emails(r)
	b.language(r)
	b.death(r)
	if r.SSNDropped > 0 && !slices.ContainsFunc(b.Notes, func(n string) bool { return strings.Contains(n, "Social Security") }) {
		b.note("The file has a Social Security number. Rapport does not keep those, so it was left out.")
	}
}

// names adds the parts of the name and the other names.
func (b *sheetBuilder) names(r Registration) {
	n, whole := r.Name.parts()
	why := ""
	if whole {
		why = "The file has the name in one piece; check how it was parted."
	}
	differs := ""
	if p := b.patient; !namesMeet(r, p) && !blank(p.Family+p.Given) {
		differs = "Another name than the case has: perhaps another patient."
	}
	first := func(words ...string) string {
		for _, w := range words {
			if w != "" {
				return w
			}
		}
		return ""
	}
	sure := !whole
	b.row(ReviewRow{Key: "patient.title", Label: "Title", Found: strings.Join(n.Prefix, " "), Now: b.patient.Title}, sure)
	b.row(ReviewRow{Key: "patient.given", Label: "Given name", Found: strings.Join(n.Given, " "), Now: b.patient.Given, Why: first(differs, why)}, sure)
	b.row(ReviewRow{Key: "patient.family", Label: "Family name", Found: n.Family, Now: b.patient.Family, Why: first(differs, why)}, sure)
	b.row(ReviewRow{Key: "patient.suffix", Label: "Name suffix", Found: strings.Join(n.Suffix, " "), Now: b.patient.Suffix}, sure)
	b.row(ReviewRow{Key: "patient.also", Label: "Also known as", Found: strings.Join(b.newAlso(r), "; "), Now: strings.Join(b.patient.Also, "; "),
		Why: "Added to the names that the case has."}, true)
}

// newAlso are the other names of the file that the case does not have.
func (b *sheetBuilder) newAlso(r Registration) []string {
	n, _ := r.Name.parts()
	have := [][]string{nameWords(n.full()), nameWords(b.patient.Given + " " + b.patient.Family)}
	for _, also := range b.patient.Also {
		have = append(have, nameWords(also))
	}
	var all []string
	for _, other := range r.Also {
		parts, _ := other.parts()
		words := nameWords(parts.full())
		if len(words) == 0 || slices.ContainsFunc(have, func(h []string) bool { return slices.Equal(h, words) }) || len(b.patient.Also)+len(all) >= maxAlso {
			continue
		}
		have = append(have, words)
		all = append(all, parts.full())
	}
	return all
}

// birth adds the birth date; one that is not whole is shown and stays out.
func (b *sheetBuilder) birth(r Registration) {
	row := ReviewRow{Key: "patient.birth_date", Label: "Birth date", Found: r.BirthDate, Now: b.patient.BirthDate.String()}
	born, err := ParseDate(r.BirthDate)
	switch {
	case err != nil:
		row.State, row.Why = RowShown, "The file has only a part of the date. Ask for the whole one and type it in."
	case born > b.today || born.Before(b.today.AddDays(-130*366)):
		row.State, row.Why = RowShown, "The date cannot be right, so it is not taken."
	case !b.patient.BirthDate.IsZero() && born != b.patient.BirthDate:
		row.Why = "Another birth date than the case has: perhaps another patient."
	}
	b.row(row, true)
}

// address adds the address as one row: its parts go together.
func (b *sheetBuilder) address(r Registration) {
	if r.Address == nil {
		return
	}
	a, why := r.Address.postal()
	p := b.patient
	now := addressLine(Address{Street: p.Street, City: p.City, State: p.State, Postal: p.Postal})
	if p.Confidential {
		why = strings.TrimSpace("The patient asked for another address or way; letters keep going there. " + why)
	}
	b.row(ReviewRow{Key: "patient.address", Label: "Address", Found: addressLine(a), Now: now, Why: why}, !p.Confidential && !blank(a.Street))
}

// addressLine writes an address in one line.
func addressLine(a Address) string {
	return joinWords(", ", strings.ReplaceAll(a.Street, "\n", ", "), a.City, joinWords(" ", a.State, a.Postal))
}

// postal is the address as the office keeps one, and what to know of it.
func (a FileAddress) postal() (Address, string) {
	lines := slices.DeleteFunc(slices.Clone(a.Lines), blank)
	if !blank(a.Street) && len(lines) > 0 {
		lines[0] = a.Street
	}
	if len(lines) > 2 {
		lines = []string{lines[0], strings.Join(lines[1:], ", ")}
	}
	out := Address{Street: strings.Join(lines, "\n"), City: a.City, State: a.State, Postal: strings.TrimSuffix(strings.TrimSpace(a.Postal), "-")}
	var why string
	if out.blank() && !blank(a.Text) {
		out.Street = strings.Join(strings.Fields(a.Text), " ")
		why = "The file has the address in one piece; part it in the form of the person."
	}
	switch strings.ToLower(strings.Trim(a.Country, ". ")) {
	case "", "us", "usa", "u.s", "u.s.a", "united states", "united states of america", "840":
	default:
		why = joinWords(" ", why, "The file names the country "+a.Country+", which the form has no field for.")
	}
	return out, why
}

// emails adds the e-mail address.
func (b *sheetBuilder) emails(r Registration) {
	whole := slices.DeleteFunc(slices.Clone(r.Emails), func(e string) bool { return !validEmail(e) })
	if len(whole) == 0 && len(r.Emails) > 0 {
		b.row(ReviewRow{Key: "patient.email", Label: "E-mail", Found: r.Emails[0], Now: b.patient.Email, State: RowShown, Why: "This is no whole e-mail address, so it is not taken."}, false)
		return
	}
	b.pick(ReviewRow{Key: "patient.email", Label: "E-mail", Now: b.patient.Email, Choices: whole}, 0, true)
}

// pick adds a row of which one of several values is taken.
func (b *sheetBuilder) pick(r ReviewRow, choice int, sure bool) {
	r.Choices = slices.DeleteFunc(slices.Clone(r.Choices), blank)
	if len(r.Choices) == 0 {
		return
	}
	for i, c := range r.Choices { // what the case has already is what the file means
		if r.Now != "" && sameValue(r.Key, c, r.Now) {
			choice = i
		}
	}
	r.Choice, r.Found = choice, r.Choices[choice]
	if len(r.Choices) == 1 {
		r.Choices = nil
	}
	if len(r.Choices) > 1 && r.Why == "" && r.Now == "" {
		r.Why = fmt.Sprintf("The file has %d; choose another where it is better.", len(r.Choices))
	}
	b.row(r, sure)
}

// death adds that the patient has died.
func (b *sheetBuilder) death(r Registration) {
	if !r.Deceased && r.DiedOn == "" {
		return
	}
	row := ReviewRow{Key: "patient.deceased", Label: "Has died", Found: "Yes", Why: "Letters then go to the representative or the next of kin, never to the patient."}
	day, _, _ := strings.Cut(r.DiedOn, "T")
	died, err := ParseDate(day)
	switch {
	case err == nil && !died.IsZero() && died <= b.today:
		row.Found = "Yes, on " + died.String()
	case day != "":
		row.Why += " The file has only " + day + " as the day; enter the whole day in the form of the person."
	}
	if b.patient.Deceased {
		row.Now = "Yes"
		if !b.patient.DiedOn.IsZero() {
			row.Now += ", on " + b.patient.DiedOn.String()
		}
	}
	b.row(row, true)
}

// merged explains a record that is no longer in use. Only the number of the one
// that goes on may be taken.
func (b *sheetBuilder) merged(r Registration) {
	into := strings.TrimSpace(r.MergedInto)
	if into == "" {
		b.explain("This record was merged into another one and is no longer in use. The file does not say into which. Ask for a file of the record that is in use.")
		return
	}
	b.explain("This record was merged into another one and is no longer in use. Nothing of it is taken but the number of the record that goes on, where you tick it.")
	row := ReviewRow{Key: "patient.mrn", Label: "Medical record number", Found: into, Now: b.patient.MRN, Why: "The number of the record that is in use now."}
	if strings.ContainsAny(into, "/:") {
		row.State, row.Why = RowShown, "The file names the other record only by a reference of its system, which is no medical record number."
	}
	b.row(row, false)
}

// relatives adds those whom the file names beside the patient.
func (b *sheetBuilder) relatives() {
	var seen [][]string
	for i, r := range b.of.allRelatives() {
		p := r.person(b.Source)
		row := ReviewRow{Key: "relative." + strconv.Itoa(i), Label: "Person to verify", Found: joinWords(", ", p.FullName(), r.Relation, p.Phone, p.Email),
			Why: "Comes into the case without any authority; verify it first."}
		words := nameWords(p.Given + " " + p.Family)
		twice := slices.ContainsFunc(seen, func(had []string) bool { return slices.Equal(had, words) })
		seen = append(seen, words)
		if twice {
			row.Why = "The file names a person of this name twice. " + row.Why
		}
		if blank(p.Given + p.Family) {
			row.State, row.Why = RowShown, "The file has no name of this person."
		}
		if slices.ContainsFunc(b.file.People, func(q Person) bool {
			return q.ListName() != "" && slices.Equal(nameWords(q.Given+" "+q.Family), nameWords(p.Given+" "+p.Family))
		}) {
			row.State, row.Now, row.Why = RowSame, "In the case", ""
		}
		b.row(row, b.of.Registration != nil && !twice)
	}
}

func (o FilePatient) allRelatives() []Relative {
	var all []Relative
	if o.Registration != nil {
		all = append(all, o.Registration.Relatives...)
	}
	return append(all, o.Relatives...)
}

// visits adds the visits, the newest first. The one of the event is ticked, and
// one that stands alone.
func (b *sheetBuilder) visits() {
	order := make([]int, len(b.of.Visits))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return strings.Compare(b.of.Visits[y].From, b.of.Visits[x].From) })
	for _, i := range order {
		v := b.of.Visits[i].Visit()
		row := ReviewRow{Key: "visit." + strconv.Itoa(i), Label: "Visit", Found: v.Words()}
		if row.Found == "" {
			row.Found = v.Number
		}
		covers := v.Covers(b.file.EventDate)
		if covers {
			row.Why = "The day of the event lies in this visit."
		}
		if err := v.Validate(b.file, b.set, b.today).Err(); err != nil {
			row.State, row.Why = RowShown, "It does not say when or where it was."
		}
		if slices.ContainsFunc(b.file.Visits, v.sameAs) {
			row.State, row.Now, row.Why = RowSame, "In the case", ""
		}
		b.row(row, b.of.Registration != nil && (covers || len(order) == 1))
	}
}

// staff offers those who treated as staff involved; whether they were is for the
// officer to say, so no tick starts on.
func (b *sheetBuilder) staff() {
	for i, name := range b.of.allStaff() {
		row := ReviewRow{Key: "staff." + strconv.Itoa(i), Label: "Staff involved", Found: name, Why: "Tick it only where the matter is about them."}
		if slices.ContainsFunc(b.file.People, func(q Person) bool {
			return q.Role == RoleStaff && slices.Equal(nameWords(joinWords(" ", q.Title, q.Given, q.Family, q.Suffix)), nameWords(personNamed(name).FullName()))
		}) {
			row.State, row.Now, row.Why = RowSame, "In the case", ""
		}
		b.row(row, false)
	}
}

// allStaff are those who treated, each once.
func (o FilePatient) allStaff() []string {
	var all []string
	add := func(name string) {
		if !blank(name) && !slices.ContainsFunc(all, func(had string) bool { return slices.Equal(nameWords(had), nameWords(name)) }) {
			all = append(all, name)
		}
	}
	for _, v := range o.Visits {
		for _, name := range v.Attending {
			add(name)
		}
	}
	for _, name := range o.Staff {
		add(name)
	}
	return all
}
