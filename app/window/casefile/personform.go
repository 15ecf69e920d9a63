package casefile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/known"
	"rapport/app/window/ui"
	"rapport/data"
)

// personForm is the fields of a person, grouped under headings that unfold.
// What does not fit the part that the person plays is out of sight.
type personForm struct {
	editor  *editor
	base    data.Person // what the fields do not show
	reads   []func(*data.Person)
	shows   []func(data.Person)
	parts   []formPart
	checked *ui.Check // the address was checked with the person
	offer   *known.Offer
	lacks   *ui.Paragraph // what a written authorization does not say
	quiet   bool
}

// formPart is some fields that are shown while a condition holds; title words
// its heading, where it has one.
type formPart struct {
	box   fyne.CanvasObject
	rows  []*ui.Row
	when  func(data.Person) bool
	title func(data.Person) string
}

func newPersonForm(e *editor, p data.Person) *personForm {
	f := &personForm{editor: e, base: p, lacks: ui.NewParagraph("", ui.Muted)}
	f.offer = known.NewOffer(e.screen.desk, f.read, func(k data.KnownPerson) { f.fill(f.read().Take(k)) }, f.unlink, e.settleFields)
	f.fields()
	e.fields = append(e.fields, &field{"known", ui.NewRow("", container.NewWithoutLayout()), func() string { return f.base.Known.String() }, f.link})
	f.follow()
	return f
}

func staff(p data.Person) bool    { return p.Role == data.RoleStaff }
func notStaff(p data.Person) bool { return p.Role != data.RoleStaff }
func forAnother(p data.Person) bool {
	return p.Role == data.RoleComplainant || p.Role == data.RoleRepresentative || p.Role == data.RoleToVerify
}

// fields lays the form out.
func (f *personForm) fields() {
	e := f.editor
	pick(f, "role", "Part in the case", data.Roles, func(p *data.Person) *data.Role { return &p.Role })
	e.require("role")
	f.part(forAnother, func() {
		pick(f, "relation", "To the patient", data.Relations, func(p *data.Person) *data.Relation { return &p.Relation })
	})
	e.beside(2)
	f.line("title", "Title", func(p *data.Person) *string { return &p.Title })
	f.line("given", "Given name", func(p *data.Person) *string { return &p.Given })
	f.line("family", "Family name", func(p *data.Person) *string { return &p.Family })
	f.line("suffix", "Suffix", func(p *data.Person) *string { return &p.Suffix })
	e.beside(4)
	e.below(f.offer.Content())
	f.part(staff, func() {
		f.line("position", "Position", func(p *data.Person) *string { return &p.Position })
		pick(f, "staff_group", "Group of staff", data.StaffGroups, func(p *data.Person) *data.StaffGroup { return &p.StaffGroup })
		f.line("unit", "Unit", func(p *data.Person) *string { return &p.Unit })
		e.beside(3)
	})
	f.fold(notStaff, "Birth date and record number", f.lifeWords, f.life)
	f.fold(forAnother, "Authority to receive the patient's information", f.authorityWords, f.authority)
	f.fold(nil, "Phone, e-mail, safety", f.reachWords, f.reach)
	f.fold(notStaff, "Address", f.addressWords, f.address)
	f.fold(notStaff, "Language and access", f.accessWords, f.access)
}

func (f *personForm) life() {
	e := f.editor
	f.day("birth_date", "Birth date", func(p *data.Person) *data.Date { return &p.BirthDate })
	f.line("mrn", "Medical record number", func(p *data.Person) *string { return &p.MRN })
	e.beside(2)
	pick(f, "sex", "Sex, as registered", data.Sexes, func(p *data.Person) *data.Sex { return &p.Sex })
	f.line("pronouns", "Pronouns", func(p *data.Person) *string { return &p.Pronouns })
	e.beside(2)
	f.list("also", "Also known as", func(p *data.Person) *[]string { return &p.Also })
	f.numbers()
	e.beside(2)
	f.tick("deceased", "This person has died", func(p *data.Person) *bool { return &p.Deceased })
	f.part(func(p data.Person) bool { return p.Deceased }, func() {
		f.day("died_on", "Day of death", func(p *data.Person) *data.Date { return &p.DiedOn })
	})
}

func (f *personForm) authority() {
	e := f.editor
	pick(f, "authority", "Authority", data.Authorities, func(p *data.Person) *data.Authority { return &p.Authority })
	f.line("evidence", "What it rests on", func(p *data.Person) *string { return &p.Evidence })
	e.hint("evidence", "Document, witness, day")
	e.beside(2)
	f.part(func(p data.Person) bool { return p.Authority.MayReceive() || p.Authority == data.AuthorityLimited }, func() {
		f.line("scope", "Which information", func(p *data.Person) *string { return &p.Grant.Scope })
		f.line("seen_by", "Seen or witnessed by", func(p *data.Person) *string { return &p.Grant.SeenBy })
		e.beside(2)
		f.day("from", "From", func(p *data.Person) *data.Date { return &p.Grant.From })
		f.day("until", "Until", func(p *data.Person) *data.Date { return &p.Grant.Until })
		f.line("event", "Or until this happens", func(p *data.Person) *string { return &p.Grant.Event })
		e.beside(3)
		f.day("revoked_on", "Taken back on", func(p *data.Person) *data.Date { return &p.Grant.RevokedOn })
	})
	f.part(func(p data.Person) bool { return p.Authority == data.AuthorityWritten }, f.authorization)
}

// authorization asks for the elements of 45 CFR 164.508(c).
func (f *personForm) authorization() {
	e := f.editor
	e.below(ui.NewParagraph("What the authorization says (45 CFR 164.508(c))", ui.Strong))
	f.line("information", "Information described", func(p *data.Person) *string { return &p.Grant.Authorization.Information })
	f.line("purpose", "Purpose", func(p *data.Person) *string { return &p.Grant.Authorization.Purpose })
	e.beside(2)
	f.line("discloser", "Who may disclose", func(p *data.Person) *string { return &p.Grant.Authorization.Discloser })
	f.line("recipient", "Who may receive", func(p *data.Person) *string { return &p.Grant.Authorization.Recipient })
	e.beside(2)
	f.line("signed_by", "Signed by", func(p *data.Person) *string { return &p.Grant.Authorization.SignedBy })
	f.day("signed_on", "Signed on", func(p *data.Person) *data.Date { return &p.Grant.Authorization.SignedOn })
	e.beside(2)
	f.line("signer_right", "Right to sign, of a representative", func(p *data.Person) *string { return &p.Grant.Authorization.SignerRight })
	f.tick("revocable", "It tells of the right to revoke it, and how", func(p *data.Person) *bool { return &p.Grant.Authorization.Revocable })
	f.tick("conditions", "It tells whether care depends on it", func(p *data.Person) *bool { return &p.Grant.Authorization.Conditions })
	f.tick("redisclose", "It tells that the information may be passed on", func(p *data.Person) *bool { return &p.Grant.Authorization.Redisclose })
	f.tick("copy_given", "The person has a copy", func(p *data.Person) *bool { return &p.Grant.Authorization.CopyGiven })
	e.below(f.lacks)
}

func (f *personForm) reach() {
	e := f.editor
	f.line("phone", "Phone", func(p *data.Person) *string { return &p.Phone })
	f.line("email", "E-mail", func(p *data.Person) *string { return &p.Email })
	e.beside(2)
	f.part(notStaff, func() {
		f.line("call_at", "Days and hours to call", func(p *data.Person) *string { return &p.CallAt })
		pick(f, "safety", "Safe to call and write?", data.Safeties, func(p *data.Person) *data.Safety { return &p.Safety })
		e.beside(2)
		f.part(func(p data.Person) bool { return p.Safety == data.SafetyCareful || p.Safety == data.SafetyUnsafe }, func() {
			f.line("safety_note", "What to mind", func(p *data.Person) *string { return &p.SafetyNote })
			e.hint("safety_note", "Which number, which hours, what not to say")
		})
	})
}

func (f *personForm) address() {
	e := f.editor
	f.area("street", "Street", func(p *data.Person) *string { return &p.Street })
	f.line("city", "City", func(p *data.Person) *string { return &p.City })
	f.line("state", "State", func(p *data.Person) *string { return &p.State })
	f.line("postal", "ZIP code", func(p *data.Person) *string { return &p.Postal })
	e.beside(3)
	f.tick("confidential", "They asked for another address or way (45 CFR 164.522(b))", func(p *data.Person) *bool { return &p.Confidential })
	f.part(func(p data.Person) bool { return p.Confidential }, func() {
		e.below(ui.NewParagraph("Everything goes to this address; the one above is not used any more. Leave it empty where the one above was asked for.", ui.Muted))
		f.area("alternative_street", "Confidential street or P.O. box", func(p *data.Person) *string { return &p.Alternative.Street })
		f.line("alternative_city", "City", func(p *data.Person) *string { return &p.Alternative.City })
		f.line("alternative_state", "State", func(p *data.Person) *string { return &p.Alternative.State })
		f.line("alternative_postal", "ZIP code", func(p *data.Person) *string { return &p.Alternative.Postal })
		e.beside(3)
		f.line("means", "Way in which they asked to be reached", func(p *data.Person) *string { return &p.Means })
		e.hint("means", "E-mail only, no voicemail …")
	})
	f.checked = e.tick("address_confirmed", checkedToday, false)
	if !f.base.AddressConfirmed.IsZero() {
		f.checked.SetText("The address was checked with the person on " + ui.LongDay(f.base.AddressConfirmed))
		f.checked.SetChecked(true)
	}
}

func (f *personForm) access() {
	e := f.editor
	f.line("language", "Language spoken", func(p *data.Person) *string { return &p.Language })
	e.hint("language", "Empty for English")
	f.line("written", "Language read", func(p *data.Person) *string { return &p.Written })
	e.hint("written", "Where it is another")
	e.beside(2)
	pick(f, "interpreter", "Interpreter", data.Interpreters, func(p *data.Person) *data.Interpreter { return &p.Interpreter })
	pick(f, "format", "Format of letters", data.Formats, func(p *data.Person) *data.Format { return &p.Format })
	e.beside(2)
	f.line("access", "Other needs and wishes", func(p *data.Person) *string { return &p.Access })
	pick(f, "disability", "Disability", data.Disabilities, func(p *data.Person) *data.Disability { return &p.Disability })
	e.hint("disability", "As they said themselves; never guessed")
	e.beside(2)
}
