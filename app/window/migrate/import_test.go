package migrate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/data"
)

func TestCommentsAreSeenAsTheyWillBeBeforeAnythingComesIn(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comments.csv"))
	o.Sees("7 rows and 12 columns beneath the heading.", "Rapport knows these columns", "C-1", "Lakeshore")
	o.Press("Next")
	o.Sees("What stands in it", "Comment (required)", "The nurse at the desk was kind and explained every step.")
	o.on()
	o.Sees("Of 7 rows, 6 will come in, 1 will not come in.", "Dates not readable (1)", "Dates read another way (2)")
	o.Press("Will not come in (1)")
	o.Sees("Comment sentiment", `the sentiment is "9"`)
	if n := len(o.comments()); n != 0 {
		t.Errorf("looking brought %d comments in", n)
	}
}

func TestDatesOfTwoHandsAreShownWithTheirReading(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comments.csv"))
	o.Press("Next")
	o.Press("Next")
	o.Sees("was written by different hands: 4 dates have the day first, 2 dates the month.", "10/31/2021", "October 31, 2021", "31/31/2021", "not readable")
}

func TestAnOrderOfDatesThatNobodyCanTellIsAsked(t *testing.T) {
	o := newOffice(t)
	o.choose(o.file("survey.csv", "Survey date,Comment,Ward", "02/03/2025,Long wait,4 West Medical", "04/05/2025,Kind people,4 West Medical"))
	o.Press("Next")
	o.Press("Next")
	o.Sees("2 dates in “Survey date” can be read in two ways")
	o.Press("Next")
	o.Sees("Choose how this file writes dates")
	o.Press("Day first: 31/12/2026")
	o.Sees("March 2, 2025")
	o.on()
	o.Press("Bring in 2 comments")
	if all := o.comments(); len(all) != 2 || all[0].Received != data.NewDate(2025, 5, 4) {
		t.Errorf("brought in were %v", all)
	}
}

func TestImportTellsWhatBecameOfEachRowAndIsTakenBack(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	o.Sees("6 of 7 rows were brought in.", "Did not come in (1)", "Dates read another way (2)", "They are under “Feedback”.")
	if n := len(o.comments()); n != 6 {
		t.Fatalf("%d comments are in the case file, want 6", n)
	}
	o.Press("Take this import back …")
	o.Sees("Take this import back?", "6 comments of “comments.csv” will be gone.")
	o.Press("Take it back")
	if said := o.Floor.Said; len(said) == 0 || said[len(said)-1] != "The import is taken back: 6 comments went." {
		t.Errorf("said was %q", said)
	}
	if n := len(o.comments()); n != 0 {
		t.Errorf("%d comments are still in the case file", n)
	}
	o.Sees("Of 7 rows, 6 will come in")
	o.Press("Bring in 6 comments")
	if n := len(o.comments()); n != 6 {
		t.Errorf("brought in again are %d comments, want 6", n)
	}
}

func TestSecondRunSaysThatEverythingIsThereAlready(t *testing.T) {
	o := newOffice(t)
	path := o.file("two.csv", "Comment ID,Survey date,Comment", "1,2025-09-30,Kind people", "2,2025-09-29,Long wait")
	o.bringIn(path)
	o.Sees("Every row of the file was brought in.")
	o.open(desk.RowsComments)
	o.choose(path)
	o.Sees("A file with these columns was brought in before.")
	o.on()
	o.Sees("Of 2 rows, 0 will come in, 2 are there already.", "There is nothing to bring in.")
	if !o.screen.next.Disabled() || o.Window.Canvas().Focused() != o.screen.back {
		t.Error("the rows can be brought in where there are none")
	}
	o.screen.stepOn() // by Ctrl+Enter
	if o.screen.at != stepLook {
		t.Errorf("the wizard goes on to %q", stepNames[o.screen.at])
	}
	if n := len(o.comments()); n != 2 {
		t.Errorf("%d comments are in the case file, want 2", n)
	}
}

func TestAnImportIsTakenBackFromTheListOfEarlierOnes(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	o.open("")
	o.Press("Earlier imports …")
	o.Sees("comments.csv", "6 comments", "stands")
	o.Press("Take it back …")
	o.Press("Take it back")
	o.Sees("The import is taken back: 6 comments went.", "taken back")
	o.Press("Take it back …")
	o.Sees("This import was taken back already.")
	if n := len(o.comments()); n != 0 {
		t.Errorf("%d comments are still in the case file", n)
	}
}

func TestALogComesInAsCasesWithItsWordsSettledOnce(t *testing.T) {
	o := newOffice(t)
	log := []string{"No,Date received,Description,Department,How received,Severity,Resolution",
		"1,2024-03-15,The call light was not answered for an hour.,4 West Medical,Carrier pigeon,Moderate,We spoke with the ward.",
		"2,2024-03-16,Rude at the desk.,4 West Medical,Call,Low,",
		"3,,A row without a day.,4 West Medical,Call,Low,"}
	o.choose(o.file("log.csv", log...))
	o.Press("Next")
	o.Sees("Date received", "Carrier pigeon")
	o.Press("Next")
	o.Sees("“Carrier pigeon”", "row 2", "“Call”", "Say once what each is")
	if got := o.word("Call").to.Text(); got != "Phone" {
		t.Errorf("“Call” is proposed as %q", got)
	}
	o.Press("Next")
	o.Sees("Say what “Carrier pigeon” is, under “Channel”, or leave it out.")
	pick(&o.Eye, o.word("Carrier pigeon").to, "Letter")
	o.Press("Next")
	o.Sees("Of 3 rows, 2 will come in, 1 will not come in.", "2 of them come in as open cases, the oldest received on March 15, 2024.", "No column says which cases were closed.")
	o.Press("Bring in 2 cases")
	if n := o.cases(); n != 2 {
		t.Fatalf("%d cases are in the case file, want 2", n)
	}
	o.open(desk.RowsCases)
	o.choose(o.file("next.csv", log[0], "4,2024-03-17,Cold food.,4 West Medical,Carrier pigeon,Low,"))
	o.Press("Next")
	o.Press("Next")
	if got := o.word("Carrier pigeon").to.Text(); got != "Letter" {
		t.Errorf("what was said of “Carrier pigeon” is not remembered: %q", got)
	}
}

func TestAColumnThatIsNeededIsAskedForAndBackKeepsEverything(t *testing.T) {
	o := newOffice(t)
	o.choose(o.file("odd.csv", "A,B,C", "x,2025-09-30,Kind people at the desk who explained all of it", "y,2025-09-29,A long wait in the corridor without a word"))
	o.Pick("What its rows are", "Comments of surveys and comment cards")
	o.Press("Next")
	o.give("Received", "")
	o.Press("Next")
	o.Sees("“Received” needs a column of the file.")
	o.give("Received", "B")
	o.give("Unit", "A")
	o.Sees("x · y")
	o.Press("Back")
	o.Press("Next")
	if got := o.column("Unit").column.Text(); got != "A" {
		t.Errorf("after going back the unit has the column %q", got)
	}
	o.give("Unit", "C")
	if got := o.column("Comment").column.Text(); got != "" {
		t.Errorf("the column “C” is the unit's and still the comment's: %q", got)
	}
}

func TestFileThatCannotBeReadIsExplained(t *testing.T) {
	o := newOffice(t)
	broken := o.file("survey.xlsx", "PK\x03\x04 and so on")
	for name, c := range map[string]struct{ path, says string }{
		"a broken workbook":    {broken, "workbook"},
		"an old or locked one": {o.file("locked.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)), "kept under a password"},
		"an empty file":        {o.file("empty.csv"), "This file is empty."},
		"no rows":              {o.file("bare.csv", "Date,Comment"), "This sheet has a heading but no rows."},
		"no such file":         {filepath.Join(t.TempDir(), "none.csv"), "The file or folder is not there."},
		"a folder":             {t.TempDir(), "This is not a file."},
		"nothing is given":     {"", "Choose the file first."},
	} {
		t.Run(name, func(t *testing.T) {
			o.open("")
			o.choose(c.path)
			o.Press("Next")
			o.Sees(c.says)
		})
	}
}

func TestPathThatIsStillBeingTypedIsNoFault(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comm"))
	o.SeesNo("The file or folder is not there.")
}

func TestRowsThatWereCopiedArePasted(t *testing.T) {
	o := newOffice(t)
	o.Press("Paste from the clipboard")
	o.Sees("The clipboard holds no text.")
	fyne.CurrentApp().Clipboard().SetContent("Survey date\tComment\n2025-09-30\tKind people\n")
	o.Press("Paste from the clipboard")
	o.Sees("1 row and 2 columns")
	o.on()
	o.Press("Bring in 1 comment")
	if n := len(o.comments()); n != 1 {
		t.Errorf("%d comments are in the case file, want 1", n)
	}
}

func TestDroppedFileBeginsAndAsksBeforeItTakesThePlaceOfAnother(t *testing.T) {
	o := newOffice(t)
	o.screen.Dropped([]string{o.fixture("comments.csv")})
	o.Sees("7 rows and 12 columns")
	o.Press("Next")
	o.screen.Dropped([]string{o.fixture("log.csv")})
	o.Sees("Leave this import half-way?")
	o.Press("Go on with it")
	o.Sees("What stands in it")
	o.screen.Dropped([]string{o.fixture("log.csv")})
	o.Press("Begin anew with this file")
	o.Sees("2 rows and 4 columns")
}

func TestClosingHalfwayAsks(t *testing.T) {
	o := newOffice(t)
	closed := false
	o.screen.Closing(func() { closed = true })
	if !closed {
		t.Error("an empty wizard asks before it closes")
	}
	closed = false
	o.choose(o.fixture("comments.csv"))
	o.Press("Next")
	o.screen.Closing(func() { closed = true })
	o.Sees("Leave this import half-way?", "Nothing of the file has come in.")
	if closed {
		t.Error("it closed before the question was answered")
	}
	o.Press("Close it")
	if !closed {
		t.Error("it did not close")
	}
}

func TestImportThatIsCancelledLeavesNothingAndSaysSo(t *testing.T) {
	o := newOffice(t)
	pressed := false
	o.watchWork(func() {
		if !pressed && o.screen.saving.Busy() {
			pressed = true
			o.Sees("Bringing the rows in …")
			o.Press("Cancel")
		}
	})
	o.choose(o.fixture("comments.csv"))
	o.on()
	o.Press("Bring in 6 comments")
	if !pressed {
		t.Fatal("the import was not under way")
	}
	o.Sees("The import was stopped. Nothing was brought in.")
	if n := len(o.comments()); n != 0 {
		t.Errorf("%d comments are in the case file, want none", n)
	}
}

func TestLockingLeavesNothingOfTheFileButTheMap(t *testing.T) {
	o := newOffice(t)
	lines := []string{"Survey date,Said by,Words of the person", "2025-09-30,Quillon Thistlewood,Kind people at the desk of the ward and a clear plan", "2025-09-29,Quillon Thistlewood,A very long wait in the corridor and nobody came"}
	o.choose(o.file("survey.csv", lines...))
	o.Pick("What its rows are", "Comments of surveys and comment cards")
	o.Press("Next")
	o.give("Who said it", "Said by")
	o.screen.Left() // as the window does when it locks
	o.open(desk.RowsComments)
	if got := o.Everything(); strings.Contains(got, "Thistlewood") {
		t.Errorf("the window still holds: %s", got)
	}
	o.choose(o.file("next.csv", lines...))
	o.Sees("A file with these columns was brought in before.")
	o.Press("Next")
	if got := o.column("Who said it").column.Text(); got != "Said by" {
		t.Errorf("the column of “Who said it” is %q, not as it was set", got)
	}
}

// The real file lies outside the project: in $RAPPORT_SAMPLES, or beside it.
func TestRealCommentsAreBroughtInWholeTakenBackAndBroughtInOnce(t *testing.T) {
	samples := os.Getenv("RAPPORT_SAMPLES")
	if samples == "" {
		samples = filepath.Join("..", "..", "..", "..", "shared", "samples")
	}
	path, err := filepath.Abs(filepath.Join(samples, "complaints", "nhs_patient_comments_v6.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the sample files are not there: %v", err)
	}
	o := newOffice(t)
	o.choose(path)
	o.Sees("7,908 rows")
	o.on()
	o.Sees("Of 7,908 rows, 7,908 will come in")
	o.Press("Bring in 7,908 comments")
	o.Sees("Every row of the file was brought in.")
	themes, err := o.Session.FeedbackThemes(o.Context())
	if err != nil || len(themes) == 0 || themes[0] != (data.NamedCount{Name: "Positive experience & gratitude", Count: 1781}) {
		t.Errorf("the most frequent theme is %v (%v)", themes[:min(len(themes), 1)], err)
	}
	o.Press("Take this import back …")
	o.Press("Take it back")
	if n, err := o.Session.CountFeedback(o.Context(), data.FeedbackQuery{}); err != nil || n != 0 {
		t.Errorf("%d comments are still there (%v)", n, err)
	}
	o.Press("Bring in 7,908 comments")
	o.open(desk.RowsComments)
	o.choose(path)
	o.on()
	o.Sees("Of 7,908 rows, 0 will come in, 7,908 are there already.")
}

func TestCommentsThatAskForAnAnswerAreOfferedAsCases(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.file("survey.csv", "Survey date,Comment,Phone", "2025-09-30,Kind people,", "2025-09-29,Nobody told us anything. Please call me.,614-555-0177", "2025-09-28,I want to make a formal complaint about the bill.,"))
	o.Sees("Ask for an answer (2)", "Please call me.", "it asks to be called or written to", "Can be reached: 614-555-0177")
	o.Press("Open a case")
	if len(o.Floor.Begun) != 1 || !strings.HasPrefix(o.Floor.Begun[0].Text, "Nobody told us") {
		t.Fatalf("the intake was begun from %v", o.Floor.Begun)
	}
	o.Press("Not needed")
	o.SeesNo("Please call me.")
	waiting := func() int {
		n, err := o.Session.CountFeedback(o.Context(), data.FeedbackQuery{Asks: true})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := waiting(); n != 1 {
		t.Errorf("%d comments wait for an answer, want 1", n)
	}
	o.Floor.Undo()
	o.Sees("Please call me.")
	if n := waiting(); n != 2 {
		t.Errorf("taken back, %d comments wait for an answer, want 2", n)
	}
}

func TestTheListOfWhatWillNotComeInIsSavedForTheSpreadsheet(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comments.csv"))
	o.on()
	o.Press("Will not come in (1)")
	o.Press("Save this list …")
	path := filepath.Join(t.TempDir(), "list.csv")
	o.Fill("File", path)
	o.Press("Save")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(raw); !strings.HasPrefix(got, "Row,Column,In the file,Read as,Why\n8,Comment sentiment,,,") {
		t.Errorf("the list reads %q", got)
	}
	if said := o.Floor.Said; len(said) == 0 || said[len(said)-1] != "The list is saved: 1 row." {
		t.Errorf("said was %q", said)
	}
}
