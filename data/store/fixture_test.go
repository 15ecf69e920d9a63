package store

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

var keepFixture = flag.Bool("keep-fixture", false, "write the fixture of the newest schema, once, when it is released")

// TestEverySchemaEverReleasedOpens opens a case file of each released schema,
// kept for ever under testdata, and finds its case, its search and its chain.
func TestEverySchemaEverReleasedOpens(t *testing.T) {
	if *keepFixture {
		newest, err := migrations()
		if err != nil {
			t.Fatal(err)
		}
		writeFixture(t, len(newest))
	}
	for _, v := range released {
		t.Run(fmt.Sprintf("schema %d", v), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "file")
			if err := os.CopyFS(dir, os.DirFS(fixture(v))); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			f, err := Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := f.Close(); err != nil {
					t.Error(err)
				}
			}()
			s, err := f.SignIn(t.Context(), "Dana Whitfield", passphrase)
			if err != nil {
				t.Fatal(err)
			}
			c, err := s.Case(t.Context(), "PR-2026-00001")
			if err != nil || c.Story != fixtureStory || len(c.Notes) != 1 {
				t.Errorf("the case of the fixture reads %q with %d notes, error %v", c.Story, len(c.Notes), err)
			}
			if v >= 9 && (len(c.Handouts) != 1 || len(c.Attachments) != 1 || len(c.Tasks) != 1 || c.People[0].Known == (data.ID{})) {
				t.Errorf("the case of the fixture has %d handouts, %d documents, %d tasks", len(c.Handouts), len(c.Attachments), len(c.Tasks))
			}
			if board, err := s.Today(t.Context(), false); err != nil || len(board.Items) == 0 {
				t.Errorf("nothing of the fixture is owed, error %v", err)
			}
			found, err := s.Cases(t.Context(), data.CaseQuery{Text: "lantern"})
			if err != nil || len(found.Rows) != 1 {
				t.Errorf("the search finds %d cases, error %v", len(found.Rows), err)
			}
			if v >= 9 {
				month := data.DateOf(c.ReceivedAt, s.Settings().Zone()).Month()
				facts, err := s.SummaryFacts(t.Context(), data.MonthPeriod(month))
				if err != nil || len(facts.Received) != 1 || facts.Received[0].Number != c.Number || facts.Received[0].Channel != data.Phone ||
					len(facts.Issues) != 1 || facts.Trend[len(facts.Trend)-1].Grievances+facts.Trend[len(facts.Trend)-1].Others != 1 {
					t.Errorf("the facts of %s are %+v, error %v", month, facts.PeriodFacts, err)
				}
			}
			if r, err := s.Verify(t.Context(), true, nil); err != nil || !onlyBackupsLack(r) {
				t.Errorf("verifying: %+v, error %v", r, err)
			}
		})
	}
}

// A change of the schema comes with its fixture: run the test above with
// -keep-fixture and put the version on the list.
func TestTheNewestSchemaHasItsFixture(t *testing.T) {
	kept, err := filepath.Glob(filepath.Join("testdata", "schema-*"))
	if err != nil {
		t.Fatal(err)
	}
	if last := released[len(released)-1]; last != newestSchema() {
		t.Errorf("the newest schema is %d, the newest with a fixture %d", newestSchema(), last)
	}
	for _, dir := range kept {
		if !slices.ContainsFunc(released, func(v int) bool { return fixture(v) == dir }) {
			t.Errorf("%s is a fixture that is not opened", dir)
		}
	}
	if len(kept) != len(released) {
		t.Errorf("%d fixtures, %d released schemas", len(kept), len(released))
	}
}

// released are the schemas that were out, in their order; the steps between them
// never were alone.
var released = []int{2, 9, 11, 12, 13, 14}

const fixtureStory = "Nobody came when the lantern fell."

func fixture(version int) string { return filepath.Join("testdata", fmt.Sprintf("schema-%d", version)) }

// onlyBackupsLack: the copy in the test has no backup yet.
func onlyBackupsLack(r VerifyReport) bool {
	for _, c := range r.Checks {
		if !c.OK && c.Name != "backups" {
			return false
		}
	}
	return true
}

func writeFixture(t *testing.T, version int) {
	if _, err := os.Stat(fixture(version)); err == nil {
		t.Fatal("a released schema does not change; its fixture is there already")
	}
	d := newDesk(t, false)
	c, err := d.OpenCase(t.Context(), data.Intake{Channel: data.Phone, ReceivedAt: d.clock.now(), Relation: data.Self, Story: fixtureStory,
		Patient: data.Person{Given: "Ada", Family: "Fixture"}, Issues: []data.Issue{{Words: "Nobody came.", Category: "listening", Severity: 2}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddNote(t.Context(), c.Key, data.Note{Class: data.NoteOrdinary, Text: "Called back."}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(only(d.handout(c)), only(d.attach(c, "bill.txt", "Two nights.")), d.auditTask(c)); err != nil {
		t.Fatal(err)
	}
	if err := d.Session.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"casefile.db", "casefile.keys", "casefile.mark"} {
		bytes, err := fs.ReadFile(os.DirFS(d.dir), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(fixture(version), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(fixture(version), name), bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestANewerSchemaIsRefusedByItsVersionAndLeftAsItIs(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	if err := d.raw(`update schema_version set version = 999`); err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(d.dir, "casefile.db")
	before := must[[]byte](t)(os.ReadFile(path))
	_, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase)
	if !errors.Is(err, data.ErrNewerVersion) || !strings.Contains(err.Error(), "version 999") {
		t.Fatalf("a newer case file gave %v", err)
	}
	if after := must[[]byte](t)(os.ReadFile(path)); !bytes.Equal(before, after) {
		t.Error("it was changed")
	}
	if left := must[[]string](t)(filepath.Glob(filepath.Join(d.dir, "backups", "*"))); len(left) > 0 {
		t.Errorf("a backup was made of it: %v", left)
	}
}
