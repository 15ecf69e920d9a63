package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/vault"
)

const salvageCases = 60

// office is a desk with practice cases, a letter with pages and a document of
// several pages, locked.
func salvageDesk(t *testing.T) (d *desk, whole []data.CaseFile) {
	t.Helper()
	d = newDesk(t, true)
	today := data.DateOf(monday, d.Settings().Zone())
	d.do(d.Load(t.Context(), practice.Cases(4, salvageCases, d.Settings(), today.AddDays(-200), today), nil))
	f := d.open()
	only(d.letter(f))
	must[data.CaseFile](t)(d.attach(f, "=cmd.txt", strings.Repeat("The bill of that night. ", 3000)))
	for key := int64(1); key <= salvageCases+1; key++ {
		d.do(d.base.read(t.Context(), func(tx *tx) error {
			c, err := readCase(tx, key)
			whole = append(whole, c)
			return err
		}))
	}
	d.do(d.Lock(t.Context()))
	return d, whole
}

// pagesOf returns the leaf pages of a table or index, in order, and its root.
func (d *desk) pagesOf(name string) (leaves []int64, root int64) {
	d.t.Helper()
	d.signIn()
	d.do(d.base.read(d.t.Context(), func(t *tx) (err error) {
		root, err = t.count(`select rootpage from sqlite_schema where name = ?`, name)
		return err
	}))
	d.do(d.Lock(d.t.Context())) // the log is in the database now
	if err := d.File().vault.Unlock("Dana Whitfield", passphrase); err != nil {
		d.t.Fatal(err)
	}
	r := must[*vault.Rescue](d.t)(d.File().vault.Rescue())
	if _, err := r.Walk(root, func(row vault.Row) error {
		if !slices.Contains(leaves, row.Page) {
			leaves = append(leaves, row.Page)
		}
		return nil
	}); err != nil {
		d.t.Fatal(err)
	}
	d.do(errors.Join(r.Close(), d.File().vault.Lock()))
	return leaves, root
}

// damage flips a bit in a page of the database.
func (d *desk) damage(page int64) {
	d.t.Helper()
	f := must[*os.File](d.t)(os.OpenFile(filepath.Join(d.dir, "casefile.db"), os.O_RDWR, 0))
	defer f.Close()
	b := make([]byte, 1)
	if _, err := f.ReadAt(b, (page-1)*4096+900); err != nil {
		d.t.Fatal(err)
	}
	b[0] ^= 4
	if _, err := f.WriteAt(b, (page-1)*4096+900); err != nil {
		d.t.Fatal(err)
	}
}

// salvage salvages the locked case file, signed in where that is possible.
func (d *desk) salvage() SalvageReport {
	d.t.Helper()
	dir := filepath.Join(d.t.TempDir(), "salvage")
	var r SalvageReport
	s, err := d.File().SignIn(d.t.Context(), "Dana Whitfield", passphrase, ForCommand())
	if err == nil {
		d.Session = s
		r, err = s.Salvage(d.t.Context(), dir, nil)
	} else {
		r, err = d.File().Salvage(d.t.Context(), "Dana Whitfield", passphrase, dir, nil)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Log("\n" + r.Text())
	if _, err := os.Stat(filepath.Join(dir, ".reading")); !errors.Is(err, fs.ErrNotExist) {
		d.t.Error("what was put together is still there")
	}
	return r
}

// wrote compares what was salvaged with what there was; cases in lacking may
// lack something, cases in gone may be missing.
func wrote(t *testing.T, r SalvageReport, whole []data.CaseFile) {
	t.Helper()
	for _, want := range whole {
		raw, err := os.ReadFile(filepath.Join(r.Dir, "cases", want.Number, "case.json"))
		if slices.Contains(r.Gone, want.Number) {
			continue
		}
		if err != nil {
			t.Errorf("%s is not written and not told to be gone", want.Number)
			continue
		}
		var got salvagedCase
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		if r.Lacking[want.Number] != got.Lacking {
			t.Errorf("%s lacks %q, the report says %q", want.Number, got.Lacking, r.Lacking[want.Number])
		}
		same := text(t, got.CaseFile) == text(t, want)
		if got.Lacking == "" && !same {
			t.Errorf("%s is not as it was, and nothing is told\n%s\n%s", want.Number, text(t, got.CaseFile), text(t, want))
		}
		if got.Lacking != "" && same && !strings.Contains(got.Lacking, "letter") && !strings.Contains(got.Lacking, "document") {
			t.Errorf("%s is whole and said to lack %s", want.Number, got.Lacking)
		}
	}
}

func TestASalvageWritesEveryCaseWithItsLettersAndDocuments(t *testing.T) {
	d, whole := salvageDesk(t)
	r := d.salvage()
	wrote(t, r, whole)
	if !r.Whole() || r.Cases != len(whole) || r.Letters != 1 || r.Documents != 1 || !r.Recorded {
		t.Errorf("%+v", r)
	}
	last := whole[len(whole)-1]
	folder := filepath.Join(r.Dir, "cases", last.Number)
	if doc := string(must[[]byte](t)(os.ReadFile(filepath.Join(folder, "document 1, "+last.Attachments[0].Name)))); len(doc) != 72000 {
		t.Errorf("the document has %d bytes", len(doc))
	}
	if pdf := string(must[[]byte](t)(os.ReadFile(filepath.Join(folder, "letter 1, acknowledgement.pdf")))); pdf != "%PDF-1.7 pages" {
		t.Errorf("the letter reads %q", pdf)
	}
	d.do(filepath.WalkDir(r.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info := must[fs.FileInfo](t)(e.Info())
		if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[e.IsDir()]; info.Mode().Perm() != want {
			t.Errorf("%s has the rights %v", path, info.Mode().Perm())
		}
		return nil
	}))
	if n := d.number(`select count(*) from audit where action = 'file.salvage'`); n != 2 {
		t.Errorf("the audit log has %d entries of it", n)
	}
	if _, err := d.Salvage(t.Context(), r.Dir, nil); !errors.Is(err, ErrSalvageFolder) {
		t.Errorf("a folder that holds something gave %v", err)
	}
}

// Each page of the whole database is damaged alone, a few at a time in a short
// run: whatever it holds, every case is written or told.
func TestWhateverPageIsDamagedEveryCaseIsWrittenOrNamed(t *testing.T) {
	d, whole := salvageDesk(t)
	stored := must[[]byte](t)(os.ReadFile(filepath.Join(d.dir, "casefile.db")))
	pages := int64(len(stored) / 4096)
	step := int64(23)
	for page := int64(1); page <= pages; page += step {
		d.do(os.WriteFile(filepath.Join(d.dir, "casefile.db"), stored, 0o600))
		d.damage(page)
		dir := filepath.Join(t.TempDir(), "salvage")
		r, err := d.File().Salvage(t.Context(), "Dana Whitfield", passphrase, dir, nil)
		if err != nil {
			t.Errorf("page %d: %v", page, err)
			continue
		}
		wrote(t, r, whole)
		if len(r.Gone) > 0 {
			t.Errorf("page %d costs whole cases: %v", page, r.Gone)
		}
	}
	d.do(os.WriteFile(filepath.Join(d.dir, "casefile.db"), stored, 0o600))
	d.signIn()
}

func TestABrokenPageCostsWhatLiesOnItAlone(t *testing.T) {
	d, whole := salvageDesk(t)
	leaves, root := d.pagesOf("case_details")
	if len(leaves) < 5 {
		t.Fatal("too small")
	}
	d.damage(leaves[2])
	r := d.salvage()
	wrote(t, r, whole)
	if len(r.Lacking) == 0 || len(r.Lacking) > 5 || len(r.Losses) == 0 || r.Losses[0].Page != leaves[2] || r.Losses[0].Table != "case_details" {
		t.Errorf("lacking: %v, losses: %v", r.Lacking, r.Losses)
	}
	if !strings.Contains(r.Text(), "the case itself") {
		t.Error("the report does not say what is missing")
	}
	d.do(d.Lock(t.Context()))

	d.damage(leaves[2]) // whole again
	d.damage(root)      // the page that leads to all the others
	r = d.salvage()
	wrote(t, r, whole)
	if len(r.Lacking) > 0 || len(r.Gone) > 0 {
		t.Errorf("a page above the rows costs rows: %v", r.Lacking)
	}
	d.do(d.Lock(t.Context()))
	d.damage(root)
	d.signIn()
}

func TestASalvageReachesTheCasesPastABrokenFirstPage(t *testing.T) {
	d, whole := salvageDesk(t)
	d.damage(1)
	if _, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase); !errors.Is(err, vault.ErrDamaged) {
		t.Fatalf("signing in gave %v", err)
	}
	r := d.salvage()
	wrote(t, r, whole)
	if len(r.Lacking) > 0 || r.Cases != len(whole) || r.Recorded {
		t.Errorf("%+v", r)
	}
	d.damage(1)
	d.signIn()
}

func TestASalvageGoesOnWhereTheVersionIsLost(t *testing.T) {
	d, whole := salvageDesk(t)
	_, root := d.pagesOf("schema_version")
	d.damage(1)
	d.damage(root)
	r := d.salvage()
	wrote(t, r, whole)
	if len(r.Gone) > 0 || !strings.Contains(r.Text(), "is taken for that of this program") {
		t.Errorf("gone: %v\n%s", r.Gone, r.Text())
	}
}

func TestAListOfTablesThatIsGoneComesFromTheBackup(t *testing.T) {
	d, whole := salvageDesk(t)
	d.signIn()
	must[vault.BackupInfo](t)(d.Backup(t.Context(), ""))
	d.do(d.Lock(t.Context()))
	d.do(d.File().vault.Unlock("Dana Whitfield", passphrase))
	rescue := must[*vault.Rescue](t)(d.File().vault.Rescue())
	var schema []int64
	must[vault.Tree](t)(rescue.Walk(1, func(row vault.Row) error {
		if !slices.Contains(schema, row.Page) {
			schema = append(schema, row.Page)
		}
		return nil
	}))
	d.do(errors.Join(rescue.Close(), d.File().vault.Lock()))
	for _, page := range schema {
		d.damage(page)
	}
	r := d.salvage()
	wrote(t, r, whole)
	if len(r.Lacking) > 0 || !strings.Contains(r.Text(), "taken from the backup") {
		t.Error("lacking:", r.Lacking)
	}
	d.do(os.RemoveAll(filepath.Join(d.dir, "backups")))
	r = d.salvage()
	wrote(t, r, whole)
	if len(r.Lacking) > 0 || !strings.Contains(r.Text(), "how a case file is made") {
		t.Error("without a backup lacking:", r.Lacking)
	}
	for _, page := range schema {
		d.damage(page)
	}
	d.signIn()
}

func TestASalvageKeepsBackARestrictedCaseEvenWhereTheListOfThemIsBroken(t *testing.T) {
	d, whole := salvageDesk(t)
	d.signIn()
	kept, lifted := whole[3], whole[4]
	d.do(d.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Manager", Roles: data.FullRoles}, "herons over the weir seven quiet"))
	for _, f := range []data.CaseFile{kept, lifted} {
		caseDo(t)(d.RestrictCase(t.Context(), f.Key, data.Restriction{Reason: "An officer is the subject.", Names: []string{"Pat Winter", "Dana Whitfield"}}))
	}
	d.do(only(d.LiftRestriction(t.Context(), lifted.Key, "By mistake.")))
	d.do(only(d.RestrictCase(t.Context(), kept.Key, data.Restriction{Reason: "An officer is the subject.", Names: []string{"Pat Winter"}})))
	d.do(d.Lock(t.Context()))
	held := func() {
		t.Helper()
		r := d.salvage()
		if len(r.HeldBack) != 1 || !strings.HasPrefix(r.HeldBack[0], kept.Number) {
			t.Errorf("held back: %v", r.HeldBack)
		}
		if _, err := os.Stat(filepath.Join(r.Dir, "cases", lifted.Number)); err != nil {
			t.Error("the case whose restriction was lifted:", err)
		}
		d.do(filepath.WalkDir(r.Dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && strings.Contains(string(must[[]byte](t)(os.ReadFile(path))), kept.Story) {
				t.Errorf("%s tells of the restricted case", path)
			}
			return err
		}))
		d.do(d.Lock(t.Context()))
	}
	held()
	leaves, _ := d.pagesOf("restrictions")
	d.damage(leaves[0])
	held()
	d.damage(leaves[0])
	d.signIn()
}

func TestASalvageKeepsBackWhatTheRoleMayNotSee(t *testing.T) {
	d := newDesk(t, true)
	f := d.open()
	caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
	d.officer.Roles = data.RoleOfficer
	d.do(d.Lock(t.Context()))
	d.signIn()
	d.officer.Roles = data.RoleOfficer
	dir := filepath.Join(t.TempDir(), "salvage")
	r := must[SalvageReport](t)(d.Salvage(t.Context(), dir, nil))
	raw := string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, "cases", f.Number, "case.json"))))
	if strings.Contains(raw, "Known to counsel") || len(r.HeldBack) != 1 {
		t.Errorf("held back: %v", r.HeldBack)
	}
	d.officer.Roles = data.RoleAdministrator
	if _, err := d.Salvage(t.Context(), filepath.Join(t.TempDir(), "x"), nil); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an administrator salvages: %v", err)
	}
	d.do(d.raw(`update officers set body = json_set(body, '$.roles', json_array('administrator'))`))
	d.do(d.Lock(t.Context()))
	if _, err := d.File().Salvage(t.Context(), "Dana Whitfield", passphrase, filepath.Join(t.TempDir(), "y"), nil); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an administrator salvages without signing in: %v", err)
	}
	d.signIn()
}
