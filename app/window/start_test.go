package window

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data/practice"
	"rapport/data/store"
)

// filesIn are the files in the folder with what they hold.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		files[path] = string(body)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return files
}

func TestTheFirstStartShowsTheWelcomeAndMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none yet")
	o := come(t, dir)
	o.Sees("Welcome to Rapport", "Nothing is sent anywhere.")
	o.Press("Set up Rapport")
	o.Sees("Step 1 of 3")
	o.Press("Next")
	o.Press("Back")
	o.Sees("Welcome to Rapport")
	if files := filesIn(t, dir); len(files) > 0 || len(o.practice) > 0 {
		t.Errorf("the folder holds %v; practice data was asked for %v", files, o.practice)
	}
}

func TestTheWindowOpensTheDoorOfTheCaseFileThatIsThere(t *testing.T) {
	dir := storeIn(t)
	app := officetest.App(t)
	ui.RunInline(t)
	Open(func() fyne.App { return app }, Options{Store: dir})
	windows := ours(app)
	if len(windows) != 1 {
		t.Fatalf("there are %d windows", len(windows))
	}
	eye := officetest.Eye{TB: t, Window: windows[0]}
	eye.Sees("Opening")
	app.Lifecycle().(interface{ OnStarted() func() }).OnStarted()()
	eye.Sees("Sign in", practice.Officer)
	if title := eye.Window.Title(); title != "Rapport: practice data" {
		t.Errorf("the title is %q", title)
	}
}

// ours are the windows of Rapport; Fyne's test driver has one of its own.
func ours(app fyne.App) []fyne.Window {
	return slices.DeleteFunc(slices.Clone(app.Driver().AllWindows()), func(w fyne.Window) bool { return !strings.HasPrefix(w.Title(), "Rapport") })
}

func TestTheSetUpLeadsToTheDeskOfANewCaseFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	o := come(t, dir)
	o.Press("Set up Rapport")
	const passphrase = "nine brass lanterns on a slow canal"
	for _, step := range []struct {
		fields map[string]string
		button string
	}{
		{map[string]string{"Hospital": "Heron Bay Hospital", "Street address": "2 Bay Road", "City": "Heron Bay", "State": "MI", "ZIP code": "49999", "Phone of the office": "616-555-0100"}, "Next"},
		{nil, "Next"},
		{map[string]string{"Your name": "Ellis Moorcroft", "New passphrase": passphrase, "The same passphrase again": passphrase}, "Create the case file"},
	} {
		for label, text := range step.fields {
			o.Fill(label, text)
		}
		o.Press(step.button)
	}
	o.Sees("Your recovery key")
	groups := regexp.MustCompile(`\b[0-9A-Z]{4}\b`).FindAllString(o.Words(), -1)
	if len(groups) < 5 {
		t.Fatalf("there is no key in: %s", o.Words())
	}
	o.Press("I have it. Start working")
	if o.stage.floor != nil {
		t.Fatal("the key need not be confirmed")
	}
	o.Fill("Type the last group of the key, from your copy", groups[len(groups)-1])
	o.Press("I have it. Start working")
	o.wantInside("after the set-up")
	o.Sees("Nothing is owed to anybody.", "Ellis Moorcroft", "Heron Bay Hospital")
	o.SeesNo("Practice data")
	for path, body := range filesIn(t, dir) {
		if strings.Contains(body, "Heron Bay") {
			t.Errorf("%s can be read without the passphrase", filepath.Base(path))
		}
	}
}

func TestADamagedCaseFileIsSaidAndLeftAsItIs(t *testing.T) {
	dir := storeIn(t)
	before := map[string][]byte{}
	for _, name := range []string{"casefile.keys", "casefile.keys.bak"} {
		path := filepath.Join(dir, name)
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before[path] = body
		if err := os.WriteFile(path, []byte("no header at all"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files := filesIn(t, dir)
	o := come(t, dir)
	o.Sees("The case file is damaged", "The case file is damaged or was altered", "Do not delete anything")
	for _, button := range []string{"Set up Rapport", "Sign in", "Try it with practice data"} {
		if o.Shows(button) {
			t.Errorf("the officer is offered %q", button)
		}
	}
	o.Press("Try to open it again")
	o.Sees("The case file is damaged or was altered")
	if now := filesIn(t, dir); !reflect.DeepEqual(now, files) {
		t.Errorf("the folder held %d files and holds %d, or they were changed", len(files), len(now))
	}
	for path, body := range before {
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o.Press("Try to open it again")
	o.signIn()
}

func TestACaseFileThatIsOpenElsewhereIsWaitedFor(t *testing.T) {
	dir := storeIn(t)
	other, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	o := come(t, dir)
	o.Sees("The case file is open in another Rapport on this computer", "Go to that window")
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	o.Press("Try again")
	o.signIn()
}

func TestAWrongPassphraseSaysSoAtTheDoor(t *testing.T) {
	o := come(t, storeIn(t))
	o.Fill("Passphrase", "something else altogether")
	o.Press("Sign in")
	o.wantDoor("a wrong passphrase")
	o.Sees("The passphrase is not right.", practice.Officer)
	o.signIn()
}

func TestThePracticeDataLiesApartAndThereIsAWayBack(t *testing.T) {
	dir := storeIn(t)
	o := come(t, dir)
	o.Press("Go to the real case file") // the one at hand is itself a practice file
	o.Sees("Practice data", "It is kept apart from your own case file")
	o.Press("Try it with practice data")
	if want := filepath.Join(dir, "practice"); len(o.practice) == 0 || o.practice[0] != want {
		t.Errorf("practice data was made in %v, want %s", o.practice, want)
	}
	o.Press("Go back to the real case file")
	o.signIn()
}

func TestClosingKeepsDraftsAndTheSizeAndLocks(t *testing.T) {
	o, _ := atWork(t)
	o.stage.floor.NewCase(nil)
	o.Fill("Given name", "Rosalind")
	o.Window.Resize(fyne.NewSize(1100, 760))
	o.stage.close()
	prefs := o.stage.app.Preferences()
	if w, h := prefs.Float(prefWidth), prefs.Float(prefHeight); w != 1100 || h != 760 {
		t.Errorf("kept was the size %v by %v", w, h)
	}
	o.stage.file = nil
	if n := len(ours(o.stage.app)); n != 0 {
		t.Errorf("%d windows are still there", n)
	}
	file, err := store.Open(o.stage.dir) // nobody holds it any more
	if err != nil {
		t.Fatal(err)
	}
	o.stage.file = file
	s, err := file.SignIn(t.Context(), practice.Officer, practice.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if body, _, err := s.Draft(t.Context(), "intake"); err != nil || !strings.Contains(string(body), "Rosalind") {
		t.Errorf("the unfinished intake is gone: %v", err)
	}
	if err := s.Lock(context.Background()); err != nil {
		t.Error(err)
	}
}
