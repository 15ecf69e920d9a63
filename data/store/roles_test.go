package store

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

// rightOf is the right that each method takes, as the office would say it. With
// [data.Rights] it is the table of who may do what.
var rightOf = map[data.Right][]string{
	data.RightOffice: {"Officers", "SaveDraft", "Draft", "Drafts", "DeleteDraft", "ChangePassphrase", "Prove", "ChoosePrinter",
		"Keys", "ConflictCopies", "BackupIfDue", "VerifyIfDue", "OfficeAddress", "WholeSize"},
	data.RightRead: {"Case", "Cases", "CountCases", "Snippets", "Today", "ActionPlans", "PeopleLike", "KnownPerson", "Feedback", "CountFeedback", "FeedbackThemes",
		"Library", "History", "Themes", "LetterPDF", "LetterDraft", "LettersDue", "NewLetter", "LetterFacts", "Template", "Templates", "Phrases", "Sheets", "SheetPDF",
		"GiftsThisYear", "PurgeCertificate", "RevealNote", "RecordCopyAll", "OpenAttachment", "RecordAttachmentSaved", "RecordPutOut", "SavedViews", "SaveView", "RenameView", "DeleteView"},
	data.RightWork: {"OpenCase", "Reclassify", "UpdateCase", "SavePerson", "MergePersons", "UnmergePersons", "SaveIssue", "RemoveIssue", "RemovePerson", "RecordFinding",
		"SaveStep", "SaveAdvocacy", "AddContact", "AddNote", "AddAttachment", "RenameAttachment", "VoidAttachment", "AddTask", "CompleteTask", "ReopenTask", "Act",
		"SaveRecord", "RemoveRecord", "SaveInquiry", "PlaceHold", "LinkCases", "UnlinkCases", "MergeCases", "UnmergeCases", "Undo", "ExtendClock", "PauseClock",
		"ResumeClock", "StartClock", "MeetClock", "StopClock", "IssueLetter", "RecordPrint", "RecordDispatch", "RecordEmailCopy", "RecordReturn", "SettleReturn",
		"AskApproval", "TakeBackApproval", "SaveLetterDraft", "Strangers", "SharedPlanGaps", "TellPerson", "AnswerNow", "LinkFeedback", "AddFeedback", "SetThemes", "SetAsks", "LearnWord",
		"TakeRegistration", "RememberWorkList"},
	data.RightSignOff:     {"SignOff", "ReleaseHold", "ApproveLetter", "SendBackLetter"},
	data.RightDisclose:    {"Accounting"},
	data.RightAudit:       {"Audit", "AuditMonth", "ReviewAudit", "UnreviewedMonth"},
	data.RightShareable:   {"SummaryFacts", "FrozenReports", "Months", "RecordExport"},
	data.RightReports:     {"GrievanceLog", "CommitteePacket", "Exceptions", "KO41a", "MonthNumbers", "QuarterThemes"},
	data.RightNumbers:     {"SaveMonthNumbers", "ImportMonthNumbers", "Freeze", "NameTheme", "SaveGoals"},
	data.RightLibrary:     {"SaveKnowledge", "AddStartingKnowledge", "ReviewKnowledge", "RemoveKnowledge", "SavePhrase", "RemovePhrase", "AddSheet", "SaveSheet", "RetireSheet", "RestoreSheet", "SaveTemplate", "MoveTemplate", "RemoveTemplate", "SaveDirectory"},
	data.RightImport:      {"Connect", "ImportFeedback", "ImportCases", "Imports", "ImportUndo", "UndoImport", "RememberMap", "RememberedMap", "Load", "OpenHandover", "ReceiveCase", "UndoReceive"},
	data.RightExport:      {"ExportCases", "CaseForPrint", "CaseForPackage", "RecordRedactedCopy", "RecordAccountingPrint", "RecordNamedExport", "HandOut", "Salvage"},
	data.RightExportWhole: {"ExportWhole"},
	data.RightRetention:   {"PurgeableCases", "PurgeRequests", "RefusePurge"},
	data.RightPurge:       {"AskPurge", "ConfirmPurge"},
	data.RightRestrict:    {"RestrictCase", "LiftRestriction"},
	data.RightBreakGlass:  {"BreakGlass"},
	data.RightReviewGlass: {"BrokenGlass", "ReviewBrokenGlass"},
	data.RightReassign:    {"OpenWork", "Reassign"},
	data.RightAccess:      {"AccessReview", "RecordAccessReview"},
	data.RightSettings:    {"SaveSettings", "TestConnection", "ProposeClockMoves", "AcceptClockMoves", "SaveTaxonomyDraft", "DropTaxonomyDraft", "ActivateTaxonomy"},
	data.RightPeople:      {"AddOfficer", "SaveOfficer", "RemoveOfficer", "NewRecoveryKey", "SetHospitalKey", "RemoveHospitalKey", "RotateKey"},
	data.RightKeep:        {"Backup", "Backups", "BackupPlaces", "Copies", "Drill", "LastDrill", "Verify", "VerifyChain", "ExplainRollback", "CompareHead"},
	data.RightRestore:     {"Restore"},
}

// free are the methods that answer what the program itself needs to know.
var free = []string{"File", "Officer", "Settings", "Practice", "Locked", "Lock", "Close", "Subscribe", "CanUndo", "Rollback", "MarkLost", "ClockBack"}

// readied are the methods that something must be done before, with every role, and
// those that leave no entry. Of the others the call of [auditedMethods] is taken.
var readied = map[string]func(d *desk, f data.CaseFile) func() error{}

func ready(name string, before func(d *desk, f data.CaseFile) func() error) { readied[name] = before }

// plainly is a method that nothing is done before.
func plainly(name string, do func(d *desk, f data.CaseFile) error) {
	ready(name, func(d *desk, f data.CaseFile) func() error { return func() error { return do(d, f) } })
}

// callOf makes ready what the method needs and returns the call itself.
func callOf(d *desk, f data.CaseFile, name string) func() error {
	if before, ok := readied[name]; ok {
		return before(d, f)
	}
	call := auditedMethods[name].call
	return func() error { return call(d, f) }
}

// roleDesk is a desk where others hold every role.
func roleDesk(t *testing.T) *desk {
	d := newDesk(t, true)
	d.do(d.AddOfficer(d.ctx(), data.Officer{Name: "Sam Okafor", Title: "Director", Roles: data.FullRoles}, theirs))
	d.do(d.AddOfficer(d.ctx(), data.Officer{Name: "Kim Larsen", Title: "Officer"}, "four slow barges under the bridge"))
	return d
}

// caseWithSecrets opens a case that has a note and a document of a restricted class.
func (d *desk) caseWithSecrets() data.CaseFile {
	f := d.open()
	caseDo(d.t)(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
	return caseDo(d.t)(d.AddAttachment(d.ctx(), f.Key, data.NewAttachment{Name: "evaluation.txt", Class: data.NoteLegal}, strings.NewReader("Known to counsel alone.")))
}

// become gives the officer who is signed in the roles and no others; they hold at
// once.
func (d *desk) become(roles data.OfficeRole) {
	d.t.Helper()
	me := d.Officer()
	me.Roles = roles
	d.do(d.SaveOfficer(d.ctx(), me))
}

func TestEveryMethodHasARight(t *testing.T) {
	rows := map[string]data.Right{}
	for right, names := range rightOf {
		for _, name := range names {
			if was, twice := rows[name]; twice {
				t.Errorf("%s takes %s and %s", name, was, right)
			}
			rows[name] = right
		}
	}
	session := reflect.TypeFor[*Session]()
	for i := range session.NumMethod() {
		name := session.Method(i).Name
		_, has := rows[name]
		if has == slices.Contains(free, name) {
			t.Errorf("Session.%s must have its row in the table of rights, or be one that needs none", name)
		}
		if has && readied[name] == nil && auditedMethods[name].call == nil {
			t.Errorf("Session.%s is not called by the test of roles", name)
		}
		delete(rows, name)
	}
	for name := range rows {
		t.Errorf("the table knows Session.%s, which is not there any more", name)
	}
}

// together are the rights whose methods are about one case, or read: each is called
// on a case of its own, all in one case file. The others get a case file each.
var together = []data.Right{data.RightRead, data.RightWork, data.RightReports, data.RightShareable, data.RightDisclose, data.RightExport, data.RightAudit, data.RightAccess}

// Each role alone calls each method: what its rights do not allow answers so,
// changes nothing and is an entry of the audit chain; the rest is done.
func TestEachRoleMayDoWhatTheTableSays(t *testing.T) {
	for _, role := range data.OfficeRoles {
		var refused, allowed []string
		for right, names := range rightOf {
			if role.Role.May(right) {
				allowed = append(allowed, names...)
			} else {
				refused = append(refused, names...)
			}
		}
		t.Run(role.Code+"/refused", func(t *testing.T) { t.Parallel(); refusedAll(t, role.Role, refused) })
		t.Run(role.Code+"/allowed", func(t *testing.T) { allowedAll(t, role.Role, allowed) })
	}
}

// readyAs makes calls ready on one desk, each on a case of its own, and gives the
// officer the role. What takes a case back that was changed last comes last.
func readyAs(t *testing.T, role data.OfficeRole, names []string) (*desk, map[string]func() error) {
	d := roleDesk(t)
	calls := map[string]func() error{}
	slices.SortFunc(names, func(a, b string) int {
		if (a == "Undo") != (b == "Undo") {
			return map[bool]int{true: 1, false: -1}[a == "Undo"]
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		calls[name] = callOf(d, d.caseWithSecrets(), name)
	}
	d.become(role)
	slices.Reverse(names)
	return d, calls
}

func allowedAll(t *testing.T, role data.OfficeRole, names []string) {
	one := func(name string) bool {
		return name != "PurgeCertificate" && slices.ContainsFunc(together, func(r data.Right) bool { return slices.Contains(rightOf[r], name) })
	}
	var groups [][]string
	var many []string
	for _, name := range names {
		if one(name) {
			many = append(many, name)
		} else {
			groups = append(groups, []string{name})
		}
	}
	for _, group := range append(groups, many) {
		t.Run(group[0], func(t *testing.T) { // a case file is closed before the next is made
			_, calls := readyAs(t, role, group)
			for _, name := range group {
				if err := calls[name](); err != nil {
					var missing data.Missing
					errors.As(err, &missing)
					t.Errorf("%s: %v %v", name, err, missing)
				}
			}
		})
	}
}

func refusedAll(t *testing.T, role data.OfficeRole, names []string) {
	d, calls := readyAs(t, role, names)
	before := d.tables()
	for _, name := range names {
		d.clock.set(d.clock.now().Add(refusalPause)) // so that each has its entry
		chain := d.number(`select count(*) from audit`)
		err := calls[name]()
		var no data.NotAllowed
		if !errors.As(err, &no) || !slices.Contains(rightOf[no.Right], name) {
			t.Errorf("%s is answered by %v", name, err)
		}
		d.do(d.write(d.ctx(), data.RightOffice, func(*work) error { return nil })) // writes the entry that waits
		if n := d.number(`select count(*) from audit`) - chain; n != 1 {
			t.Errorf("%s leaves %d entries for one refusal", name, n)
		}
		if n := d.number(`select count(*) from audit where seq = (select max(seq) from audit) and action = 'access.refused' and object = ? and officer = 'Dana Whitfield'`, string(no.Right)); n != 1 {
			t.Errorf("the refusal of %s is not in the chain", name)
		}
	}
	if d.tables() != before {
		t.Error("what was refused changed something")
	}
}

func TestWhoHasSeveralRolesHasTheRightsOfEach(t *testing.T) {
	d := roleDesk(t)
	f := d.open()
	d.become(data.RoleReviewer | data.RoleAdministrator)
	d.do(only(d.SummaryFacts(d.ctx(), data.YearPeriod(2026))))
	d.do(d.SaveSettings(d.ctx(), d.Settings()))
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("a reviewer who keeps the settings reads a case: %v", err)
	}
	d.become(data.RoleAdministrator | data.RolePrivacy)
	d.do(only(d.Case(d.ctx(), f.Number)))
	if _, err := d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("neither role works on cases: %v", err)
	}
}

func TestABusyWindowDoesNotFloodTheChainWithRefusals(t *testing.T) {
	d := roleDesk(t)
	d.become(data.RoleAdministrator)
	refused := func(times int) {
		for range times {
			if _, err := d.Cases(d.ctx(), data.CaseQuery{Text: "O'Brien"}); !errors.Is(err, data.ErrNotAllowed) {
				t.Fatal(err)
			}
		}
	}
	refused(500)
	d.clock.set(d.clock.now().Add(refusalPause))
	refused(3)
	d.do(d.Lock(d.ctx()))
	d.Session = must[*Session](t)(d.File().SignIn(d.ctx(), "Sam Okafor", theirs, ForCommand()))
	var said []string
	for _, e := range must[[]AuditEntry](t)(d.Audit(d.ctx(), AuditQuery{Action: "access.refused"})) {
		if e.By != "Dana Whitfield" || e.Object != string(data.RightRead) || strings.Contains(e.Summary+e.Before+e.After, "Brien") {
			t.Errorf("an entry is %+v", e)
		}
		said = append(said, e.Summary)
	}
	want := []string{"Refused 2 times more, because no role of the officer may see cases.",
		"Refused, because no role of the officer may see cases. It was refused 499 times more since the entry before.",
		"Refused, because no role of the officer may see cases."}
	if !slices.Equal(said, want) {
		t.Errorf("the chain says %q", said)
	}
}

func TestADraftIsReadByWhoTypedIt(t *testing.T) {
	d := roleDesk(t)
	d.do(d.SaveDraft(d.ctx(), "intake", []byte("The infusion ran dry.")))
	d.as("Sam Okafor", theirs)
	if _, _, err := d.Draft(d.ctx(), "intake"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("another officer reads the draft: %v", err)
	}
	if all := must[[]DraftInfo](t)(d.Drafts(d.ctx(), "")); len(all) != 0 {
		t.Errorf("another officer is told of %v", all)
	}
	d.do(d.SaveDraft(d.ctx(), "intake", []byte("Sam's own")))
	d.do(d.DeleteDraft(d.ctx(), "intake"))
	d.as("Dana Whitfield", passphrase)
	if text, _, err := d.Draft(d.ctx(), "intake"); err != nil || string(text) != "The infusion ran dry." {
		t.Errorf("the draft is %q, %v", text, err)
	}
	d.as("Sam Okafor", theirs)
	d.do(d.RemoveOfficer(d.ctx(), "Dana Whitfield", "Retires."))
	if n := d.number(`select count(*) from drafts`); n != 0 {
		t.Errorf("%d drafts of who left are kept", n)
	}
}

func TestWorkIsHandedOverByWhoDoesNotSeeIt(t *testing.T) {
	d := roleDesk(t)
	f, shut := d.open(), d.open()
	id := d.task(f)
	caseDo(t)(d.RestrictCase(d.ctx(), shut.Key, data.Restriction{Reason: "It is about somebody known here.", Names: []string{"Dana Whitfield"}}))
	d.become(data.RoleAdministrator)
	open := must[data.OpenWork](t)(d.OpenWork(d.ctx(), "Dana Whitfield"))
	if open.Cases != 2 || open.Tasks == 0 {
		t.Errorf("Dana owns %+v", open)
	}
	done := must[data.OpenWork](t)(d.Reassign(d.ctx(), "Dana Whitfield", "Kim Larsen", "Parental leave."))
	if done.Cases != 1 || done.Tasks == 0 || done.Kept != 1 {
		t.Errorf("handed over were %+v", done)
	}
	if _, err := d.Reassign(d.ctx(), "Kim Larsen", "Nobody Here", "x"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("work for nobody: %v", err)
	}
	d.as("Kim Larsen", "four slow barges under the bridge")
	got := caseDo(t)(d.Case(d.ctx(), f.Number))
	i := slices.IndexFunc(got.Tasks, func(k data.Task) bool { return k.ID == id })
	if got.Owner != "Kim Larsen" || got.Tasks[i].Owner != "Kim Larsen" {
		t.Errorf("the case belongs to %s, its task to %s", got.Owner, got.Tasks[i].Owner)
	}
	if h := must[[]data.HistoryEntry](t)(d.History(d.ctx(), f.Key, 0, 3)); !slices.ContainsFunc(h, func(e data.HistoryEntry) bool { return strings.Contains(e.Summary, "Parental leave.") }) {
		t.Errorf("the history says %+v", h)
	}
}

func TestTheAccessReviewTellsSinceWhen(t *testing.T) {
	d := roleDesk(t)
	made := d.clock.now()
	d.clock.set(made.AddDate(0, 1, 0))
	d.do(d.SaveOfficer(d.ctx(), data.Officer{Name: "Kim Larsen", Title: "Officer", Roles: data.RoleOfficer | data.RoleManager}))
	d.clock.set(made.AddDate(0, 2, 0))
	d.as("Kim Larsen", "four slow barges under the bridge")
	d.as("Dana Whitfield", passphrase)
	d.do(d.RemoveOfficer(d.ctx(), "Sam Okafor", "Moved."))
	all := must[[]data.Access](t)(d.AccessReview(d.ctx()))
	if len(all) != 3 || all[1].Officer.Name != "Kim Larsen" || all[2].Officer.Name != "Sam Okafor" || !all[2].Officer.Gone() || all[2].KeySlot || all[2].Roles != nil {
		t.Fatalf("the review lists %+v", all)
	}
	kim := all[1]
	want := []data.RoleHeld{{Role: data.RoleOfficer, Since: made.UTC()}, {Role: data.RoleManager, Since: made.AddDate(0, 1, 0).UTC()}}
	for i, r := range kim.Roles {
		if i >= len(want) || r.Role != want[i].Role || !r.Since.Equal(want[i].Since) {
			t.Errorf("Kim is %v since %v", r.Role, r.Since)
		}
	}
	if !kim.KeySlot || kim.SignIns != 1 || !kim.LastSignIn.Equal(made.AddDate(0, 2, 0)) || !kim.Added.Equal(made) {
		t.Errorf("of Kim it says %+v", kim)
	}
}

func TestADraftOfALetterIsForWhomTheCaseIsFor(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	draft := d.draft(f, data.Acknowledgement)
	d.do(d.SaveLetterDraft(t.Context(), f.Key, draft))
	name := "letter/" + f.Number + "/" + string(data.Acknowledgement)
	if _, _, err := d.Draft(t.Context(), name); err != nil {
		t.Fatal("the officer's own:", err)
	}
	d.do(d.AddOfficer(t.Context(), data.Officer{Name: "Sam Ortega", Title: "Administrator", Roles: data.RoleAdministrator}, passphrase))
	d.as("Sam Ortega", passphrase)
	if _, _, err := d.Draft(t.Context(), name); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("an administrator reads it:", err)
	}
	if all := must[[]DraftInfo](t)(d.Drafts(t.Context(), "")); len(all) != 0 {
		t.Error("an administrator learns of", all)
	}
	if err := d.SaveDraft(t.Context(), name, []byte("{}")); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("an administrator writes it:", err)
	}
	if err := d.DeleteDraft(t.Context(), name); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("an administrator throws it away:", err)
	}
	d.do(d.SaveDraft(t.Context(), "settings", []byte("mine")))
	if all := must[[]DraftInfo](t)(d.Drafts(t.Context(), "")); len(all) != 1 {
		t.Error("their own:", all)
	}
}
