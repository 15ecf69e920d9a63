package store

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

var (
	sorryPhrase = data.Phrase{Title: "Sorry for the wait", Text: "We are sorry that you waited, [[patient.name]].", Language: data.English, Kinds: []data.LetterKind{data.NoticeOfDecision}}
	rightsSheet = data.Sheet{Title: "Your rights as a patient", Language: data.English, Purpose: data.SheetRights, Effective: data.NewDate(2026, 1, 1), ApprovedBy: "Compliance", Pages: 2}
)

// newVersion begins a version of the acknowledgement with another first text.
func (d *desk) newVersion() (data.Template, error) {
	t, err := d.Template(d.ctx(), data.Acknowledgement, data.English)
	if err != nil {
		return t, err
	}
	next := t.NextVersion()
	for i := range next.Blocks {
		if b := &next.Blocks[i]; b.Kind == data.BlockParagraph && b.Lock == nil {
			b.Text += " We thank you."
			break
		}
	}
	return d.SaveTemplate(d.ctx(), next)
}

func (d *desk) auditSheet(do func(data.Sheet) error) error {
	s, err := d.AddSheet(d.ctx(), rightsSheet, pages)
	return errors.Join(err, do(s))
}

func (d *desk) auditReturn(f data.CaseFile) error {
	l, err := d.letter(f)
	today := d.Session.today()
	return errors.Join(err, only(d.RecordDispatch(d.ctx(), f.Key, l, data.Dispatch{Method: "post", On: today})),
		only(d.RecordReturn(d.ctx(), f.Key, l, data.LetterReturn{On: today, Why: "Moved, left no address"})))
}

// auditApproval saves an acknowledgement and asks for its approval.
func (d *desk) auditApproval(f data.CaseFile) error {
	p := f.People[0]
	p.AddressConfirmed = d.Session.today()
	f = caseDo(d.t)(d.SavePerson(d.ctx(), f.Key, p))
	return errors.Join(d.SaveLetterDraft(d.ctx(), f.Key, d.draft(f, data.Acknowledgement)), only(d.AskApproval(d.ctx(), f.Key, data.Acknowledgement)))
}

// byPat asks for an approval and has the second officer do something about it.
func (d *desk) byPat(f data.CaseFile, do func() error) error {
	err := d.auditApproval(f)
	d.second()
	d.as("Pat Winter", theirs)
	err = errors.Join(err, do())
	d.as("Dana Whitfield", passphrase)
	return err
}

// gapOf reports the code of the gap that an error is about.
func hasGap(err error, code string) bool {
	var m data.Missing
	return errors.As(err, &m) && m.Has(code)
}

func (d *desk) makeManager(name string) {
	d.t.Helper()
	d.giveRoles(name, data.FullRoles)
}

func (d *desk) makeOfficer(name string) {
	d.t.Helper()
	d.giveRoles(name, data.RoleOfficer)
}

func (d *desk) giveRoles(name string, roles data.OfficeRole) {
	d.t.Helper()
	for _, o := range must[[]data.Officer](d.t)(d.Officers(d.ctx())) {
		if o.Name == name {
			o.Roles = roles
			if err := d.SaveOfficer(d.ctx(), o); err != nil {
				d.t.Fatal(err)
			}
		}
	}
}

func TestATemplateIsInUseFromItsDayOnceAnotherManagerApprovedIt(t *testing.T) {
	d := newDesk(t, false)
	ctx, today := t.Context(), d.Session.today()
	d.second()
	builtin := must[data.Template](t)(d.Template(ctx, data.Acknowledgement, data.English))
	if !builtin.BuiltIn() || builtin.State != data.TemplateActive {
		t.Fatalf("the office begins with version %d, %s", builtin.Version, builtin.State)
	}
	next := must[data.Template](t)(d.newVersion())
	move := func(to data.TemplateState, on data.Date) error {
		_, _, err := d.MoveTemplate(ctx, next.ID, data.TemplateMove{To: to, Effective: on, Reason: "A word was wrong."})
		return err
	}
	if err := move(data.TemplateApproved, today); !errors.Is(err, data.ErrWrongState) {
		t.Errorf("a draft was approved untested: %v", err)
	}
	if err := move(data.TemplateTest, 0); err != nil {
		t.Fatal(err)
	}
	if err := move(data.TemplateApproved, today); !hasGap(err, "template.second") {
		t.Errorf("the writer approved it: %v", err)
	}
	d.makeOfficer("Pat Winter")
	d.as("Pat Winter", theirs)
	if err := move(data.TemplateApproved, today); !hasGap(err, "template.manager") {
		t.Errorf("no manager approved it: %v", err)
	}
	d.as("Dana Whitfield", passphrase)
	d.makeManager("Pat Winter")
	d.as("Pat Winter", theirs)
	if err := move(data.TemplateApproved, today.AddDays(2)); err != nil {
		t.Fatal(err)
	}
	if in := must[data.Template](t)(d.Template(ctx, data.Acknowledgement, data.English)); !in.BuiltIn() {
		t.Error("the new version is in use before its day")
	}
	next.Blocks[0].Text = "x"
	if _, err := d.SaveTemplate(ctx, next); !errors.Is(err, data.ErrWrongState) {
		t.Errorf("an approved version was changed: %v", err)
	}
	if err := d.raw(`update templates set body = '{}' where version = 2`); err == nil {
		t.Error("the case file let an approved version be changed")
	}
	d.clock.set(d.clock.now().AddDate(0, 0, 2))
	if in := must[data.Template](t)(d.Template(ctx, data.Acknowledgement, data.English)); in.Version != 2 || in.ApprovedBy != "Pat Winter" {
		t.Errorf("version %d is in use, approved by %s", in.Version, in.ApprovedBy)
	}
	states := func() (all []string) {
		for _, v := range must[[]data.Template](t)(d.Templates(ctx)) {
			if v.Kind == data.Acknowledgement && v.Language == data.English {
				all = append(all, string(v.State))
			}
		}
		return all
	}
	if got := states(); !slices.Equal(got, []string{"active", "retired"}) {
		t.Errorf("the versions are %v", got)
	}
	if err := move(data.TemplateRetired, 0); err != nil {
		t.Fatal(err)
	}
	if got := states(); !slices.Equal(got, []string{"retired", "active"}) {
		t.Errorf("after the new version was retired they are %v", got)
	}
}

func TestOnlyAManagerChangesRegulatoryText(t *testing.T) {
	d := newDesk(t, false)
	d.clock.set(time.Date(2027, 1, 4, 15, 0, 0, 0, time.UTC)) // after the program's own text took effect
	ctx := t.Context()
	d.second()
	builtin := must[data.Template](t)(d.Template(ctx, data.NoticeOfDecision, data.English))
	next := builtin.NextVersion()
	at := slices.IndexFunc(next.Blocks, func(b data.Block) bool { return b.Lock != nil })
	if at < 0 {
		t.Fatal("the template has no regulatory text")
	}
	next.Blocks[at].Text += " More."
	d.makeOfficer("Pat Winter")
	d.as("Pat Winter", theirs)
	if _, err := d.SaveTemplate(ctx, next); !hasGap(err, "block.lock.manager") {
		t.Errorf("an officer changed regulatory text: %v", err)
	}
	d.as("Dana Whitfield", passphrase)
	next = must[data.Template](t)(d.SaveTemplate(ctx, next))
	if _, _, err := d.MoveTemplate(ctx, next.ID, data.TemplateMove{To: data.TemplateTest}); !hasGap(err, "block.lock.version") {
		t.Errorf("changed regulatory text keeps its version: %v", err)
	}
	lock := *next.Blocks[at].Lock
	lock.Version, lock.Approver, lock.Effective = lock.Version+1, "Counsel", d.Session.today()
	next.Blocks[at].Lock = &lock
	must[data.Template](t)(d.SaveTemplate(ctx, next))
	must[data.Template](t)(moved(d.MoveTemplate(ctx, next.ID, data.TemplateMove{To: data.TemplateTest})))
}

// moved drops the warnings of a move.
func moved(t data.Template, _ data.Missing, err error) (data.Template, error) { return t, err }

func TestPhrasesAreFoundAndOnesOwnStaysOnesOwn(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.second()
	office := must[data.Phrase](t)(d.SavePhrase(ctx, sorryPhrase))
	mine := sorryPhrase
	mine.Title, mine.Owner, mine.Kinds = "Mine", "Dana Whitfield", nil
	mine.Text = "Thank you for your patience."
	mine = must[data.Phrase](t)(d.SavePhrase(ctx, mine))
	titles := func(q data.PhraseQuery) (all []string) {
		for _, p := range must[[]data.Phrase](t)(d.Phrases(ctx, q)) {
			all = append(all, p.Title)
		}
		return all
	}
	if got := titles(data.PhraseQuery{Text: "WAIT"}); !slices.Equal(got, []string{office.Title}) {
		t.Errorf("the search finds %v", got)
	}
	if got := titles(data.PhraseQuery{Kind: data.Acknowledgement}); !slices.Equal(got, []string{"Mine"}) {
		t.Errorf("for an acknowledgement there are %v", got)
	}
	if err := d.RemovePhrase(ctx, office.ID); err != nil {
		t.Fatal(err)
	}
	must[data.Phrase](t)(d.SavePhrase(ctx, office)) // undo
	d.as("Pat Winter", theirs)
	if got := titles(data.PhraseQuery{}); !slices.Equal(got, []string{office.Title}) {
		t.Errorf("another officer sees %v", got)
	}
	if err := d.RemovePhrase(ctx, mine.ID); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("another officer removed it: %v", err)
	}
	wrong := sorryPhrase
	wrong.Text = "Dear [[nobody]]"
	if _, err := d.SavePhrase(ctx, wrong); !hasGap(err, "field") {
		t.Errorf("a phrase with a field that is not there: %v", err)
	}
}

func TestASheetKeepsItsBytesAndIsRetiredNotRemoved(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	if _, err := d.AddSheet(ctx, rightsSheet, []byte("plain words")); !hasGap(err, "sheet.pdf") {
		t.Errorf("a text was taken for a sheet: %v", err)
	}
	s := must[data.Sheet](t)(d.AddSheet(ctx, rightsSheet, pages))
	_, pdf, err := d.SheetPDF(ctx, s.ID)
	if err != nil || !bytes.Equal(pdf, pages) {
		t.Errorf("the sheet has %d bytes, %v", len(pdf), err)
	}
	if err := d.raw(`delete from sheet_pages`); err == nil {
		t.Error("the bytes of a sheet were removed")
	}
	f := d.resolve(d.open())
	n := d.notice(f)
	n.Enclosures = []data.Enclosed{{Sheet: s.ID, Title: s.Title}}
	must[data.Sheet](t)(d.RetireSheet(ctx, s.ID))
	if _, err := d.IssueLetter(ctx, f.Key, n, paper(pages)); !hasGap(err, "letter.enclosure") {
		t.Errorf("a retired sheet went out: %v", err)
	}
	must[data.Sheet](t)(d.RestoreSheet(ctx, s.ID))
	caseDo(t)(d.IssueLetter(ctx, f.Key, n, paper(pages)))
}

func TestALetterOfASeriousCaseWaitsForASecondPerson(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.second()
	set := d.Settings()
	set.LetterApproval = data.ApprovalAlways
	if err := d.SaveSettings(ctx, set); err != nil {
		t.Fatal(err)
	}
	f := d.resolve(d.open())
	n := d.notice(f)
	issue := func() error { return only(d.IssueLetter(ctx, f.Key, n, paper(pages))) }
	if err := issue(); !hasGap(err, "letter.signoff") {
		t.Fatalf("issued without approval: %v", err)
	}
	ask := func() {
		if err := errors.Join(d.SaveLetterDraft(ctx, f.Key, n), only(d.AskApproval(ctx, f.Key, n.Kind))); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	if err := only(d.ApproveLetter(ctx, f.Key, n.Kind)); !hasGap(err, "approval.second") {
		t.Errorf("the writer approved: %v", err)
	}
	waits := func(mine bool) bool {
		board := must[data.TodayBoard](t)(d.Today(ctx, mine))
		return slices.ContainsFunc(board.Items, func(i data.TodayItem) bool { return i.Kind == data.OwedApproval })
	}
	if waits(true) || !waits(false) {
		t.Error("the approval is asked of who wrote the letter")
	}
	d.as("Pat Winter", theirs)
	if !waits(true) {
		t.Error("the approval is not asked of the other officer")
	}
	caseDo(t)(d.SendBackLetter(ctx, f.Key, n.Kind, "Name the ward."))
	d.as("Dana Whitfield", passphrase)
	if err := issue(); !hasGap(err, "letter.signoff") {
		t.Errorf("issued after it was sent back: %v", err)
	}
	ask()
	d.as("Pat Winter", theirs)
	caseDo(t)(d.ApproveLetter(ctx, f.Key, n.Kind))
	d.as("Dana Whitfield", passphrase)
	approved := n
	n.Steps = append(slices.Clone(n.Steps), "We spoke with the nurse in charge.")
	if err := issue(); !hasGap(err, "letter.signoff") {
		t.Errorf("another letter than the approved one was issued: %v", err)
	}
	n = approved
	d.clock.set(d.clock.now().AddDate(0, 0, 1))
	n.Date = d.Session.today() // another day does not end the approval
	got := caseDo(t)(d.IssueLetter(ctx, f.Key, n, paper(pages)))
	if got.Letters[0].ApprovedBy != "Pat Winter" || len(got.Letters[0].Fields) == 0 || got.Letters[0].Template.SHA256() != n.Template.SHA256 {
		t.Errorf("the letter was approved by %q and keeps %d fields", got.Letters[0].ApprovedBy, len(got.Letters[0].Fields))
	}
	if _, pending := got.PendingApproval(n.Kind); pending {
		t.Error("the approval may be used twice")
	}
}

func TestAReturnedNoticeHindersClosingUntilItIsSentAgain(t *testing.T) {
	d := newDesk(t, false)
	ctx, today := t.Context(), d.Session.today()
	f := d.resolve(d.open())
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	l := f.Letters[0].ID
	came := data.LetterReturn{On: today, Why: "Moved, left no address"}
	if err := only(d.RecordReturn(ctx, f.Key, l, came)); !hasGap(err, "letter.kept") {
		t.Errorf("it came back before it left: %v", err)
	}
	post := data.Dispatch{Method: "post", On: today}
	caseDo(t)(d.RecordDispatch(ctx, f.Key, l, post))
	f = caseDo(t)(d.RecordReturn(ctx, f.Key, l, came))
	if p, _ := f.PersonByID(f.Letters[0].Draft.Addressee); !p.AddressConfirmed.IsZero() {
		t.Error("the address still counts as confirmed")
	}
	if c := f.Clocks[1]; c.Running() {
		t.Error("the clock of the decision runs again")
	}
	board := must[data.TodayBoard](t)(d.Today(ctx, false))
	if !slices.ContainsFunc(board.Items, func(i data.TodayItem) bool { return strings.HasPrefix(i.What, "The letter came back") }) {
		t.Error("nobody is asked to find the address")
	}
	if _, err := d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)); !hasGap(err, "returned") {
		t.Errorf("closed with the notice returned: %v", err)
	}
	f = caseDo(t)(d.Undo(ctx))
	if p, _ := f.PersonByID(f.Letters[0].Draft.Addressee); len(f.Returns) != 0 || p.AddressConfirmed.IsZero() {
		t.Error("the return was not taken back whole")
	}
	f = caseDo(t)(d.RecordReturn(ctx, f.Key, l, came))
	f = caseDo(t)(d.RecordDispatch(ctx, f.Key, l, post))
	if f.Returns[0].Open() {
		t.Error("the letter counts as returned after it was sent again")
	}
	caseDo(t)(d.Act(ctx, f.Key, data.ActClose, "", settled(data.ClosedSatisfied, 0)))
}

func TestACorrectionCitesTheLetterBefore(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.resolve(d.open())
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, d.notice(f), paper(pages)))
	f = caseDo(t)(d.RecordDispatch(ctx, f.Key, f.Letters[0].ID, data.Dispatch{Method: "post", On: d.Session.today()}))
	n := d.notice(f)
	if n.Corrects != f.Letters[0].ID {
		t.Error("a letter after the answer does not begin as a correction")
	}
	bare := n
	bare.Corrects = data.ID{}
	if _, err := d.IssueLetter(ctx, f.Key, bare, paper(pages)); !hasGap(err, "letter.state.closed") {
		t.Errorf("a second decision went out: %v", err)
	}
	f = caseDo(t)(d.IssueLetter(ctx, f.Key, n, paper(pages)))
	if by, ok := f.CorrectedBy(f.Letters[0].ID); !ok || by.Number != 2 {
		t.Error("the first letter is not marked as corrected")
	}
}

func TestTheLettersThatAreDueArePreparedInOneGo(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.open()
	other := d.open()
	due := func() []data.LetterDue {
		return must[data.LetterBatch](t)(d.LettersDue(ctx, data.Acknowledgement)).Rows
	}
	if len(due()) != 0 {
		t.Error("letters are due on the first day")
	}
	d.clock.set(d.clock.now().AddDate(0, 0, 30))
	rows := due()
	if len(rows) != 2 || rows[0].Number != f.Number || rows[0].Addressee == "" || rows[0].Blocking == 0 || rows[0].First == "" {
		t.Fatalf("due are %+v", rows)
	}
	if _, err := d.letter(f); err != nil {
		t.Fatal(err)
	}
	if rows = due(); len(rows) != 1 || rows[0].Key != other.Key {
		t.Errorf("after one was issued, due are %+v", rows)
	}
}
