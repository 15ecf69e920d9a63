package templates

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/plain"
	"rapport/app/window/form"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/letter"
)

const theirs = "herons over the weir seven quiet"

// office is an officer at the letters of the library.
type office struct {
	*officetest.Office
	shelf *Shelf
}

// view puts the shelf alone into the window.
type view struct{ *Shelf }

func (v view) Shown() { v.Shelf.Shown(); v.Refresh() }

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.sit()
	return o
}

// sit shows the shelf to the officer who is signed in.
func (o *office) sit() {
	var work ui.Loader
	var run Run
	run = func(change form.Save, said string, undo form.Save) {
		session := o.Session
		ui.Load(&work, func(ctx context.Context) (struct{}, error) { return struct{}{}, change(ctx, session) }, func(_ struct{}, err error) {
			if err != nil {
				o.Errorf("refused: %s", plain.Sentence(err))
				return
			}
			var back func()
			if undo != nil {
				back = func() { run(undo, "Taken back.", nil) }
			}
			o.Desk.Say(said, back)
			o.shelf.Refresh()
		})
	}
	o.shelf = New(o.Desk, run, func(bool) {})
	o.Show(view{o.shelf})
}

// as lets another officer sit down at the desk.
func (o *office) as(name, pass string) {
	o.Helper()
	o.shelf.Left()
	if err := o.Session.Lock(o.Context()); err != nil {
		o.Fatal(err)
	}
	s, err := o.Session.File().SignIn(o.Context(), name, pass)
	if err != nil {
		o.Fatal(err)
	}
	o.Session, o.Desk.Session = s, s
	o.sit()
}

// open opens what is worked on of a letter in English.
func (o *office) open(k data.LetterKind) *editor {
	o.Helper()
	o.shelf.list.refresh()
	o.shelf.list.table.Select(string(k) + ".en")
	o.Press("Open")
	return o.shelf.editor
}

func (o *office) at(name string) {
	o.Helper()
	for i, b := range o.shelf.editor.t.Blocks {
		if b.Name == name {
			o.shelf.editor.choose(i)
			return
		}
	}
	o.Fatalf("there is no block %s", name)
}

func (o *office) versions() (all []data.Template) {
	o.Helper()
	every, err := o.Session.Templates(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	for _, t := range every {
		if t.Kind == data.Acknowledgement && t.Language == data.English {
			all = append(all, t)
		}
	}
	return all
}

func (o *office) undo() {
	o.Helper()
	if o.Floor.Undo == nil {
		o.Fatal("there is no way back from", o.Floor.Said)
	}
	o.Floor.Undo()
}

func (o *office) pageText() string {
	o.Clock.Tick()
	x := o.shelf.editor.page.facts()
	x.Template = x.AsIf(o.shelf.editor.page.holds)
	c, err := letter.Compose(x, letter.Options{Draft: true})
	if err != nil {
		o.Fatal(err)
	}
	return officetest.PageText(c.Document)
}

func TestANewVersionIsWrittenTestedAndApprovedByAnother(t *testing.T) {
	o := newOffice(t)
	officetest.Prove(t, o.Session, practice.Passphrase)
	if err := o.Session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, theirs); err != nil {
		t.Fatal(err)
	}
	o.Sees("Acknowledgement", "Version 1, built in")
	o.open(data.Acknowledgement)
	o.Sees("version 1", "In use", "Make a new version")
	o.Press("Make a new version")
	o.at("opening")
	o.Fill("Text", "Thank you for your call. ")
	if !strings.Contains(o.pageText(), "Thank you for your call.") {
		t.Error("the page does not follow the words")
	}
	o.Press("Save")
	o.Sees("Say in a few words what changed")
	o.Fill("What changed", "A warmer beginning")
	o.Press("Save")
	o.Sees("version 2", "Draft")
	o.Press("Changes")
	o.Sees("1 block differs against version 1", "Thank you for your call.", "changed")
	o.Press("Test")
	o.Sees("Being tested")
	o.Press("Approve …")
	o.Press("Approve it")
	o.Sees("another manager approves it")
	o.Press("Cancel")
	o.as("Pat Winter", theirs)
	o.Sees("2: being tested")
	o.open(data.Acknowledgement)
	o.Press("Approve …")
	o.Press("Approve it")
	o.Sees("In use", "Make a new version")
	o.Press("✓ Page")
	o.Press("Versions")
	o.Sees("Approved today by Pat Winter", "A warmer beginning", "Comes with the program")
	if all := o.versions(); len(all) != 2 || all[0].State != data.TemplateActive || all[0].ApprovedBy != "Pat Winter" {
		t.Fatalf("%+v", all)
	}
	o.Press("Retire …")
	o.Fill("Why is it retired?", "The old one was better.")
	o.Press("Retire it")
	if all := o.versions(); all[0].State != data.TemplateRetired || !all[1].BuiltIn() || all[1].State != data.TemplateActive {
		t.Errorf("%+v", all)
	}
}

func TestBlocksAreAddedMovedAndTakenOutByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	e := o.shelf.editor
	before := len(e.t.Blocks)
	o.at("opening")
	opening := e.at
	o.Press("Add a block")
	if !o.FocusedIn("Text") || len(e.t.Blocks) != before+1 || e.at != opening+1 {
		t.Fatalf("%d blocks, at %d", len(e.t.Blocks), e.at)
	}
	o.Fill("Text", "Call ")
	e.form.field.SetText("Contact person")
	e.form.field.OnChanged("contact.name", "Contact person")
	if got := e.t.Blocks[opening+1].Text; got != "Call [[contact.name]]" {
		t.Errorf("the text is %q", got)
	}
	up := &desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierShortcutDefault}
	e.form.text.TypedShortcut(up)
	if e.at != opening || e.t.Blocks[opening].Text != "Call [[contact.name]]" || e.t.Blocks[opening+1].Name != "opening" {
		t.Errorf("at %d: %+v", e.at, e.t.Blocks[opening])
	}
	e.form.condition.OnChanged("!has_tty", "")
	o.Sees("Only where not: the office has a text telephone")
	o.Press("Take out")
	if len(e.t.Blocks) != before {
		t.Errorf("%d blocks", len(e.t.Blocks))
	}
	o.undo()
	if b := e.t.Blocks[opening]; b.Text != "Call [[contact.name]]" || len(b.When) != 1 {
		t.Errorf("%+v", b)
	}
}

func TestAProblemLeadsToItsBlock(t *testing.T) {
	o := newOffice(t)
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	e := o.shelf.editor
	o.at("set_right")
	o.Fill("Text", "Call [[contact.nobody]] or [name].")
	o.Clock.Tick()
	o.at("subject")
	o.Press("Problems (3)")
	o.Sees("There is no field named \"contact.nobody\"", "must name the contact person")
	o.Press("Go there")
	if e.t.Blocks[e.at].Name != "set_right" || !o.FocusedIn("Text") {
		t.Errorf("the officer is at %s", e.t.Blocks[e.at].Name)
	}
}

func TestRegulatoryTextIsChangedByAManagerWithANewVersion(t *testing.T) {
	o := newOffice(t)
	officetest.Prove(t, o.Session, practice.Passphrase)
	if err := o.Session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs); err != nil {
		t.Fatal(err)
	}
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	e := o.shelf.editor
	o.at("promise")
	if !e.form.text.Disabled() {
		t.Error("regulatory text can be typed over")
	}
	o.Press("Change the regulatory text")
	o.Fill("Text", "You will hear from us by [[due.date]].")
	o.Clock.Tick()
	o.Press("Problems (1)")
	o.Sees("Regulatory text names its source, its version, who approved it")
	o.Fill("Approved by", "General counsel")
	o.Fill("Holds from", "today")
	o.Fill("What changed", "Shorter")
	o.Press("Save")
	if b, _ := o.versions()[0].Block("promise"); b.Lock == nil || b.Lock.Version != 2 || b.Lock.Approver != "General counsel" || b.Lock.Effective != o.Today() {
		t.Errorf("%+v", b.Lock)
	}
	o.as("Pat Winter", theirs)
	o.open(data.Acknowledgement)
	o.at("promise")
	o.Sees("Only a manager changes, adds or removes regulatory text.")
	if o.Shows("Change the regulatory text") {
		t.Error("an officer may change it")
	}
}

func TestBothBranchesOfAConditionAreLookedAt(t *testing.T) {
	o := newOffice(t)
	o.open(data.Acknowledgement)
	if got := o.pageText(); !strings.Contains(got, "This is how we understood you:") || strings.Contains(got, "private information") {
		t.Errorf("the page says %q", got)
	}
	o.Press("Facts as if")
	o.Tick("The reader may receive the patient's information")
	if got := o.pageText(); strings.Contains(got, "This is how we understood you:") || !strings.Contains(got, "private information") {
		t.Errorf("the page says %q", got)
	}
	o.Sees("(as if)")
	f := o.Open(o.Complaint())
	o.Fill("Try it on case", f.Number)
	o.Press("Try")
	if got := o.pageText(); !strings.Contains(got, f.Number) || !strings.Contains(got, "Fennimore") {
		t.Errorf("the page says %q", got)
	}
	o.Fill("Try it on case", "PR-2001-00009")
	o.Press("Try")
	o.Sees("There is no case with this number")
}

func TestWhatWasNotSavedIsThereAgain(t *testing.T) {
	o := newOffice(t)
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	if o.Shows("Put changes away …") {
		t.Error("there is nothing to put away yet")
	}
	o.Fill("What changed", "A beginning")
	o.Press("Back")
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	o.Sees("This is what you changed before and did not save.")
	o.Press("Save")
	o.at("opening")
	o.Fill("Text", "Half a sentence")
	o.Press("Back")
	o.open(data.Acknowledgement)
	o.Sees("This is what you changed before and did not save.")
	o.at("opening")
	if got := o.shelf.editor.form.text.Text; got != "Half a sentence" {
		t.Errorf("the text is %q", got)
	}
	o.Press("Put changes away …")
	o.Press("Put them away")
	if got := o.shelf.editor.form.text.Text; got == "Half a sentence" {
		t.Error("it was not put away")
	}
	o.Press("Remove the draft")
	if len(o.versions()) != 1 {
		t.Errorf("%d versions", len(o.versions()))
	}
	o.undo()
	if len(o.versions()) != 2 {
		t.Errorf("%d versions after Undo", len(o.versions()))
	}
}

// paper writes a real PDF into a file and returns its path.
func (o *office) paper() string {
	o.Helper()
	tmpl, _ := data.BuiltinTemplate(data.Acknowledgement, data.English)
	file, _, err := letter.PDF(data.SampleFacts(tmpl, o.Session.Settings(), o.Session.Officer(), o.Today()), letter.Options{Draft: true})
	if err != nil {
		o.Fatal(err)
	}
	path := filepath.Join(o.TempDir(), "rights.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		o.Fatal(err)
	}
	return path
}

func TestASheetIsAddedLookedAtReplacedAndRetired(t *testing.T) {
	o := newOffice(t)
	path := o.paper()
	wrong := filepath.Join(t.TempDir(), "wrong.pdf")
	if err := os.WriteFile(wrong, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.shelf.Dropped([]string{wrong})
	o.Fill("Title, as the letter names it", "Your rights as a patient")
	o.Fill("Approved by", "Compliance committee")
	o.Press("Add it")
	o.Sees("This file is not a PDF.")
	o.Fill("PDF", path)
	o.Press("Add it")
	o.Sees("Your rights as a patient", "In use", "Compliance committee")
	o.Press("Look at it")
	if len(o.Floor.Files) != 1 {
		t.Fatalf("the viewer has %v", o.Floor.Files)
	}
	if words := officetest.PDFTool(t, "pdftotext", o.Floor.Files[0]); !strings.Contains(words, "Sampleton") {
		t.Errorf("the viewer shows %q", words)
	}
	o.Press("Replace …")
	o.Fill("PDF", path)
	o.Fill("Approved by", "Counsel")
	o.Press("Add it")
	all, err := o.Session.Sheets(t.Context())
	if err != nil || len(all) != 2 || all[0].RetiredOn.IsZero() || !all[1].RetiredOn.IsZero() {
		t.Fatalf("%+v, %v", all, err)
	}
	o.undo()
	if all, _ := o.Session.Sheets(t.Context()); !all[0].RetiredOn.IsZero() || all[1].RetiredOn.IsZero() {
		t.Errorf("%+v", all)
	}
	o.Press("Retire")
	o.undo()
	if all, _ := o.Session.Sheets(t.Context()); !all[0].RetiredOn.IsZero() {
		t.Errorf("%+v", all)
	}
}

func TestAPhraseIsAddedFoundAndRemoved(t *testing.T) {
	o := newOffice(t)
	o.Press("Phrases")
	o.Sees("There are no phrases yet.")
	o.Press("Add a phrase …")
	o.Fill("Title, by which it is found", "The medical record")
	o.Fill("Text", "You may ask [[contact.name]] for a copy of your record.")
	o.Tick("Only for me")
	o.Press("Save")
	o.Sees("The medical record", "Your own", "All letters", "for a copy of your record")
	o.Press("Change …")
	o.Fill("Text", "Ask [[findings]].")
	o.Press("Save")
	o.Sees("does not exist in every kind of letter that is ticked")
	o.Press("Cancel")
	o.Press("Remove")
	o.Sees("There are no phrases yet.")
	o.undo()
	o.Sees("The medical record")
}

func TestAnOpenTemplateFitsTheSmallestWindow(t *testing.T) {
	o := newOffice(t)
	o.open(data.Acknowledgement)
	o.Press("Make a new version")
	o.Press("Facts as if")
	if need := o.shelf.Content().MinSize(); need.Width > 850 || need.Height > 570 {
		t.Errorf("it needs %v", need)
	}
	ui.Apply(ui.LookDark, 1.5) // then the window's content scrolls, downwards alone
	o.shelf.open(o.shelf.editor.t)
	if need := o.shelf.Content().MinSize(); need.Width > 850 {
		t.Errorf("with large text it needs %v", need)
	}
	o.picture("editor-large-text")
}

// TestPictures keeps pictures of every screen where RAPPORT_SHOTS names a folder.
func TestPictures(t *testing.T) {
	if os.Getenv("RAPPORT_SHOTS") == "" {
		t.Skip("RAPPORT_SHOTS names no folder")
	}
	for _, c := range []struct {
		name string
		size fyne.Size
		look ui.Look
	}{{"small-light", fyne.NewSize(850, 570), ui.LookLight}, {"large-dark", fyne.NewSize(1740, 950), ui.LookDark}} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			ui.Apply(c.look, 1)
			o.Window.Resize(c.size)
			shoot := func(name string) { o.picture(name + "-" + c.name) }
			shoot("list")
			o.open(data.Acknowledgement)
			o.Press("Make a new version")
			o.at("opening")
			o.Fill("Text", "Thank you for calling us about your concerns. We are sorry for the trouble [name] that this has caused you and your family.")
			e := o.shelf.editor
			o.at("no_authority")
			o.Press("Change the regulatory text")
			o.at("opening")
			o.Press("Add a block")
			e.move(2)
			o.at("opening")
			o.Clock.Tick()
			shoot("editor")
			o.Press("Facts as if")
			shoot("asif")
			o.Press("Changes")
			shoot("changes")
			o.bringProblems()
			shoot("problems")
			o.at("no_authority")
			o.Fill("What changed", "A warmer beginning")
			o.Press("Save")
			o.Press("Versions")
			shoot("versions")
			o.Press("Back")
			o.shelf.Dropped([]string{o.paper()})
			shoot("sheetform")
			o.Fill("Title, as the letter names it", "Your rights as a patient")
			o.Fill("Approved by", "Compliance committee")
			o.Press("Add it")
			shoot("sheets")
			o.Press("Phrases")
			o.Press("Add a phrase …")
			o.Fill("Title, by which it is found", "The medical record")
			o.Fill("Text", "You may ask [[contact.name]] for a copy of your record.")
			shoot("phraseform")
			o.Press("Save")
			shoot("phrases")
		})
	}
}

func (o *office) bringProblems() { o.shelf.editor.bring(problemsPane) }

// picture keeps what the window shows, where RAPPORT_SHOTS names a folder.
func (o *office) picture(name string) {
	o.Helper()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, "templates-"+name+".png"))
	if err != nil {
		o.Fatal(err)
	}
	defer f.Close() // it was only for the look
	if err := png.Encode(f, o.Window.Canvas().Capture()); err != nil {
		o.Fatal(err)
	}
}
