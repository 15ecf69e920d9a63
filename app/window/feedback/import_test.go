package feedback

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"rapport/app/spreadsheet"
	"rapport/app/window/ui"
	"rapport/data"
)

func TestMapIsFoundByTheColumnsAndTheRowsAreShownBeforeTheImport(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comments.csv"))
	o.wantText("nhs-comments", "7 rows to import as comments", "2 dates read in another order than the map says", "1 date not readable", "1 row refused",
		"09/30/2021", "10/31/2021", "not readable", "refused", "Staff manner")
	o.screen.imports.preview.Select("4")
	o.wantText(`Row 4: the file has "10/31/2021", read month first`)
	if n := len(o.comments()); n != 0 {
		t.Errorf("looking brought %d comments in", n)
	}
}

func TestImportTellsWhatBecameOfEachRow(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comments.csv"))
	o.press("Import")
	o.wantText("6 of 7 rows were brought in.", "Refused (1)", "Dates not readable (1)", "Dates read another way (2)",
		`the sentiment is "9"`)
	o.press("Dates not readable (1)")
	o.wantText("31/31/2021", "is not a date of the calendar")
	o.press("Dates read another way (2)")
	o.wantText("10/31/2021", "10/31/2021", "read month first")
	if n := len(o.comments()); n != 6 {
		t.Errorf("%d comments are in the case file, want 6", n)
	}
}

func TestSecondImportSaysThatEverythingIsThereAlready(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(t.TempDir(), "two.csv")
	rows := "Comment ID,Respondent ID,Trust,Date,Service type 1,FFT question,FFT answer,Comment sentiment,Not assigned,Positive experience & gratitude\n" +
		"1,,Lakeshore,30/09/2021,Radiology,Why?,Kind people,1,,1\n2,,Lakeshore,29/09/2021,Radiology,Why?,Long wait,5,1,\n"
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	o.choose(path)
	o.press("Import")
	o.wantText("Every row of the file was brought in.")
	o.press("Close")
	o.choose(path)
	o.press("Import")
	o.wantText("Everything in this file is there already. Nothing was added.")
	if n := len(o.comments()); n != 2 {
		t.Errorf("%d comments are in the case file, want 2", n)
	}
}

func TestSecondImportOfAFileWithFaultsListsThemAgain(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	o.choose(o.fixture("comments.csv"))
	o.press("Import")
	o.wantText("Nothing was added: what can be read of this file is there already.", "Refused (1)")
	if n := len(o.comments()); n != 6 {
		t.Errorf("%d comments are in the case file, want 6", n)
	}
}

func TestDroppedFileOpensTheImport(t *testing.T) {
	o := newOffice(t)
	o.let(o.fixture("comments.csv"))
	o.wantText("7 rows to import as comments")
	o.let(o.fixture("log.json"))
	o.wantText("None of Rapport's maps fits the columns of this file.")
	ui.CloseDialogs(o.window)
	o.screen.Left()
	if o.window.drop != nil {
		t.Error("the screen still takes dropped files after it was left")
	}
}

func TestClosingTheImportClosesTheFilesOpenedFromIt(t *testing.T) {
	o := newOffice(t)
	o.press("Import a spreadsheet …")
	o.press("Browse …")
	if n := len(o.window.Canvas().Overlays().List()); n != 2 {
		t.Fatalf("%d things lie over the window, want the import and the files", n)
	}
	ui.CloseDialogs(o.window)
	if n := len(o.window.Canvas().Overlays().List()); n != 0 {
		t.Errorf("%d things still lie over the window", n)
	}
}

func TestFileThatCannotBeReadIsExplained(t *testing.T) {
	o := newOffice(t)
	workbook := filepath.Join(t.TempDir(), "survey.xlsx")
	if err := os.WriteFile(workbook, []byte("PK\x03\x04 and so on"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other.csv")
	if err := os.WriteFile(other, []byte("A,B\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ path, says string }{
		"a workbook":       {workbook, "save the sheet as CSV"},
		"other columns":    {other, "None of Rapport's maps fits the columns of this file."},
		"no such file":     {filepath.Join(t.TempDir(), "none.csv"), "The file or folder is not there."},
		"a folder":         {t.TempDir(), "This is not a file."},
		"nothing is given": {"", "Choose the file first."},
	} {
		t.Run(name, func(t *testing.T) {
			o.choose(c.path)
			o.press("Import")
			o.wantText(c.says)
			o.press("Cancel")
		})
	}
	if n := len(o.comments()); n != 0 {
		t.Errorf("%d comments are in the case file, want none", n)
	}
}

func TestPathThatIsStillBeingTypedIsNoFault(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comm"))
	o.wantNoText("The file or folder is not there.")
}

func TestComplaintLogComesInAsCasesByAMapFile(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("log.csv"))
	o.wantText("None of Rapport's maps fits the columns of this file.")
	o.screen.imports.takeMap(o.fixture("log.json"))
	o.wantText("log.json", "The log of the ward clerks", "2 rows to import as cases", "1 row refused", "03/15/2024")
	o.press("Import")
	o.wantText("1 of 2 rows were brought in.", "its day of receipt is missing")
	n, err := o.session.CountCases(context.Background(), data.CaseQuery{})
	if err != nil || n != 1 {
		t.Errorf("%d cases are in the case file, want 1 (%v)", n, err)
	}
}

func TestImportThatIsCancelledLeavesNothingAndSaysSo(t *testing.T) {
	o := newOffice(t)
	o.choose(o.fixture("comments.csv"))
	pressed := false
	o.atWork = func() {
		if !pressed && o.screen.saving.Busy() {
			pressed = true
			o.wantText("Importing …")
			o.picture("progress")
			o.press("Cancel")
		}
	}
	o.press("Import")
	if !pressed {
		t.Fatal("the import was not under way")
	}
	o.wantText("The import was stopped. Nothing was brought in.")
	if n := len(o.comments()); n != 0 {
		t.Errorf("%d comments are in the case file, want none", n)
	}
}

func TestImportBrokenOffAmongItsRowsLeavesNothing(t *testing.T) {
	o := newOffice(t)
	sheet, err := spreadsheet.Open(o.fixture("comments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := fitting(sheet)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = spreadsheet.Import(ctx, o.session, m, sheet, func(read int) {
		if read == 4 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the import ended with %v", err)
	}
	if n := len(o.comments()); n != 0 {
		t.Errorf("%d comments are in the case file, want none", n)
	}
}

// The real file lies outside the project: in $RAPPORT_SAMPLES, or beside it.
func TestRealCommentsAreBroughtInWholeAndOnce(t *testing.T) {
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
	o.window.Resize(rooms["large"])
	o.choose(path)
	o.picture("real-choose")
	o.wantText("7,908 rows to import as comments")
	o.press("Import")
	o.picture("real-result")
	o.wantText("Every row of the file was brought in.", "7,908")
	o.press("Close")
	o.wantText("7,908 comments")
	o.picture("real-list")
	themes, err := o.session.FeedbackThemes(context.Background())
	if err != nil || len(themes) == 0 || themes[0] != (data.NamedCount{Name: "Positive experience & gratitude", Count: 1781}) {
		t.Errorf("the most frequent theme is %v (%v)", themes[:min(len(themes), 1)], err)
	}
	o.choose(path)
	o.press("Import")
	o.wantText("Everything in this file is there already. Nothing was added.")
}
