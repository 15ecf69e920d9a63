package feedback

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func TestEmptyListSaysHowCommentsComeIn(t *testing.T) {
	o := newOffice(t)
	o.wantText("There are no comments yet.", "Bring in a spreadsheet …")
	o.press("Bring in a spreadsheet …")
	o.screen.Dropped([]string{"survey.csv"})
	if !slices.Equal(o.floor.brought, []string{"", "survey.csv"}) {
		t.Errorf("the wizard was opened with %q", o.floor.brought)
	}
}

func TestListShowsWhenWhatAndHowItWasMeant(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	o.wantText("6 comments", "10/31/2021", "not readable", "very positive", "very negative", "The nurse at the")
}

func TestCommentIsReadWholeWithItsQuestionThemesAndHowItsDateWasRead(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	o.selectComment("The nurse")
	o.wantText("The nurse at the desk was kind\nand explained every step.", "What went well?",
		"Staff manner & personal attributes\nPositive experience & gratitude", "Thu September 30, 2021")
	o.selectComment("I waited")
	o.wantText("Sun October 31, 2021", `the file has "10/31/2021", read month first`)
	o.selectComment("Good tea")
	o.wantText(`"31/31/2021" is not a date of the calendar`)
	o.selectComment("(no words)")
	o.wantText("The comment has no words.")
}

func TestFiltersChooseByMonthThemeUnitDateAndWords(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	f := o.screen.filters
	steps := []struct {
		name string
		set  func()
		want []string
	}{
		{"the month October", func() { o.pick("Any month", "October 2021") }, []string{"I waited", "It was"}},
		{"the theme Waiting", func() { o.pick("Any theme", "Waiting") }, []string{"I waited", "Two hours"}},
		{"the unit Emergency", func() { o.pick("Any unit", "Emergency") }, []string{"Good tea.", "I waited", "It was"}},
		{"dates not readable", func() { f.undated.SetChecked(true) }, []string{"Good tea."}},
		{"the word corridor", func() { o.find("corridor") }, []string{"Two hours"}},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			step.set()
			var got []string
			for _, words := range o.shown() {
				got = append(got, strings.Join(strings.Fields(words)[:2], " "))
			}
			slices.Sort(got)
			if !slices.Equal(got, step.want) {
				t.Errorf("the list shows %q, want %q", got, step.want)
			}
			o.find("")
			o.press("Clear")
			if n := len(o.shown()); n != 6 {
				t.Errorf("cleared, the list shows %d comments, want 6", n)
			}
		})
	}
}

func TestWhatHasNoDateIsOfNoMonth(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	f := o.screen.filters
	o.pick("Any month", "October 2021")
	f.undated.SetChecked(true)
	if text := f.month.Text(); text != "" {
		t.Errorf("the month %q stands beside “Date not readable”", text)
	}
	o.pick("Any month", "October 2021")
	if f.undated.Checked {
		t.Error("“Date not readable” is ticked beside a month")
	}
}

func TestFilterThatFindsNothingSaysSo(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	o.find("helicopter")
	o.wantText("No comment fits the search and the filters.", "0 comments")
}

func TestCaseIsBegunFromACommentAndThenOpenedFromIt(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	comment := o.selectComment("Two hours")
	o.press("Open a case from this comment")
	if len(o.floor.begun) != 1 || o.floor.begun[0].Key != comment.Key {
		t.Fatalf("the intake was begun from %v", o.floor.begun)
	}
	o.screen.Left()
	f, err := o.session.OpenCase(context.Background(), data.Intake{
		Channel: data.Survey, ReceivedAt: time.Now().Add(-time.Hour), Story: comment.Text, Relation: data.Self,
		Patient: data.Person{Given: "Rosalind", Family: "Achterberg"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.session.LinkFeedback(context.Background(), comment.Key, f.Number); err != nil {
		t.Fatal(err)
	}
	o.screen.Shown()
	o.wantText("Open case " + f.Number)
	o.press("Open case " + f.Number)
	if !slices.Equal(o.floor.opened, []string{f.Number}) {
		t.Errorf("the cases %q were opened, want %s", o.floor.opened, f.Number)
	}
}

func TestCommentsThatAskForAnAnswerAreFoundAndMayNeedNone(t *testing.T) {
	o := newOffice(t)
	o.bringIn(o.fixture("comments.csv"))
	path := filepath.Join(t.TempDir(), "cards.csv")
	if err := os.WriteFile(path, []byte("Survey date,Comment\n2025-09-29,Nobody told us anything. Please call me.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.bringIn(path)
	o.screen.filters.asks.SetChecked(true)
	if got := o.shown(); len(got) != 1 || !strings.HasPrefix(got[0], "Nobody told us") {
		t.Fatalf("the list shows %q", got)
	}
	o.selectComment("Nobody told us")
	o.wantText("it asks to be called or written to")
	o.press("No answer needed")
	if got := o.shown(); len(got) != 0 {
		t.Errorf("the list still shows %q", got)
	}
}
