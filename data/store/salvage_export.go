package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/vault"
)

// salvagedCase is the file of one case: all that is on record of it.
type salvagedCase struct {
	data.CaseFile
	Lacking string              `json:"salvage_lacks,omitempty"` // what could not be read
	History []data.HistoryEntry `json:"history"`
}

// export writes the cases out of what was put together.
func (sv *salvage) export(ctx context.Context, dir string) error {
	if err := os.Mkdir(filepath.Join(dir, "cases"), 0o700); err != nil {
		return fmt.Errorf("making the folder for cases: %w", err)
	}
	return sv.base.read(ctx, func(t *tx) error {
		if err := sv.checkRoles(t); err != nil {
			return err
		}
		var err error
		if t.sight, err = sv.look(t); err != nil {
			return err
		}
		all, err := sv.caseKeys(t)
		if err != nil {
			return err
		}
		var table [][]string
		for i, key := range all {
			if err := ctx.Err(); err != nil {
				return err
			}
			sv.tell("writing cases", int64(i), int64(len(all)))
			row, err := sv.exportCase(t, dir, key)
			if err != nil {
				return err
			}
			if row != nil {
				table = append(table, row)
			}
		}
		for key, number := range sv.numbers {
			if !slices.Contains(all, key) {
				sv.report.Gone = append(sv.report.Gone, number)
			}
		}
		slices.Sort(sv.report.Gone)
		if err := writeTable(filepath.Join(dir, "cases.csv"), table); err != nil {
			return err
		}
		return sv.exportRest(t, dir)
	})
}

// checkRoles lets the roles count of somebody who could not sign in, where they
// can be read: an administrator keeps the case file and sees no case.
func (sv *salvage) checkRoles(t *tx) error {
	if sv.rolesKnown {
		return nil
	}
	o, there, err := officerNamed(t, sv.officer.Name)
	if err != nil {
		return err
	}
	if !there && sv.report.damaged["officers"] {
		sv.officer.Roles = data.RoleOfficer
		sv.note("The roles of %s could not be read, so what is restricted was held back.", sv.officer.Name)
		return nil
	}
	sv.officer = o
	if o.Gone() {
		return vault.ErrUnknownOfficer
	}
	if !sv.officer.May(data.RightExport) {
		return data.NotAllowed{Right: data.RightExport}
	}
	return nil
}

// look is what the officer may see of restricted cases. Where the table of them
// is damaged the audit log still knows which cases were restricted, but not to
// whom: those are held back.
func (sv *salvage) look(t *tx) (*sight, error) {
	s, err := readSight(t, sv.officer.Name, sv.broken)
	if err != nil || !sv.report.damaged["restrictions"] {
		return s, err
	}
	err = t.each(`select a.case_key, c.number from audit a join cases c on c.key = a.case_key
		where a.seq in (select max(seq) from audit where action in ('case.restrict', 'case.lift') group by case_key) and a.action = 'case.restrict'`, nil,
		func(r *sql.Rows) error {
			var key int64
			var number string
			err := r.Scan(&key, &number)
			if !s.restricted[key] {
				s.restricted[key], s.hidden[key] = true, number
			}
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading which cases are restricted: %w", err)
	}
	s.keys = keyList(slices.Collect(maps.Keys(s.hidden)))
	return s, s.follow(t)
}

// caseKeys are the keys of every case of which anything was read.
func (sv *salvage) caseKeys(t *tx) ([]int64, error) {
	return keys(t, `select key from cases union select case_key from case_details union select case_key from people
		union select case_key from issues union select case_key from notes union select case_key from contacts
		union select case_key from letters union select case_key from records union select case_key from attachments order by 1`)
}

// exportCase writes one case and returns its line in the table; none for one
// that is held back.
func (sv *salvage) exportCase(t *tx, dir string, key int64) ([]string, error) {
	if number, hidden := t.sight.hidden[key]; hidden {
		sv.report.HeldBack = append(sv.report.HeldBack, number+": a restricted case, which those named in it may see")
		return nil, nil
	}
	f, lacks, err := sv.readWhatIsLeft(t, key)
	if err != nil {
		return nil, err
	}
	folder := f.Number
	if folder == "" {
		folder = fmt.Sprintf("case without a number, key %d", key)
	}
	out := filepath.Join(dir, "cases", folder)
	if err := os.Mkdir(out, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of a case: %w", err)
	}
	more, err := sv.exportLetters(t, out, &f)
	if err != nil {
		return nil, err
	}
	lacks = append(lacks, more...)
	if more, err = sv.exportDocuments(t, out, &f); err != nil {
		return nil, err
	}
	lacks = append(lacks, more...)
	if !sv.officer.May(data.RightReveal) {
		whole := f
		f = f.Concealed()
		if hidden := concealedParts(f); hidden > 0 {
			sv.report.HeldBack = append(sv.report.HeldBack, fmt.Sprintf("%s: %d restricted notes or documents, which the privacy officer may see", whole.Number, hidden))
		}
	}
	history, err := historyOf(t, key)
	if err != nil {
		return nil, err
	}
	saved := salvagedCase{CaseFile: f, History: history, Lacking: strings.Join(lacks, "; ")}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(saved); err != nil {
		return nil, fmt.Errorf("writing a case: %w", err)
	}
	if err := writeSalvaged(filepath.Join(out, "case.json"), text.Bytes()); err != nil {
		return nil, err
	}
	sv.report.Cases++
	if saved.Lacking != "" {
		sv.report.Lacking[folder] = saved.Lacking
	}
	return caseLine(&f, folder, saved.Lacking), nil
}

// readWhatIsLeft reads a case of which parts may be missing, and says which.
func (sv *salvage) readWhatIsLeft(t *tx, key int64) (f data.CaseFile, lacks []string, err error) {
	f, err = readCase(t, key)
	if errors.Is(err, data.ErrNotFound) {
		lacks = append(lacks, "the case itself: its story, kind, state and dates")
		f = data.CaseFile{}
		f.Key = key
		if err = readCaseParts(t, &f); err == nil {
			err = t.get(`select number from cases where key = ?`, []any{key}, &f.Number)
		}
		if errors.Is(err, sql.ErrNoRows) {
			f.Number, err = sv.numbers[key], nil
		}
	}
	if err != nil {
		return f, nil, err
	}
	lacks = append(lacks, sv.lost[key]...)
	slices.Sort(lacks)
	return f, slices.Compact(lacks), nil
}

func concealedParts(f data.CaseFile) (n int) {
	for _, note := range f.Notes {
		if note.Hidden {
			n++
		}
	}
	for _, a := range f.Attachments {
		if a.Hidden {
			n++
		}
	}
	return n
}

// exportLetters writes the pages of the letters and says which are missing.
func (sv *salvage) exportLetters(t *tx, out string, f *data.CaseFile) (lacks []string, err error) {
	for _, l := range f.Letters {
		var pdf []byte
		err := t.get(`select p.pdf from letters l join letter_pages p on p.letter = l.key where l.case_key = ? and l.id = ?`, []any{f.Key, l.ID[:]}, &pdf)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("reading a letter: %w", err)
		}
		if len(pdf) == 0 && sv.file.Practice() {
			continue // a practice letter may have no pages
		}
		if !digestIs(l.SHA256, sha256.Sum256(pdf)) {
			lacks = append(lacks, fmt.Sprintf("the pages of letter %d", l.Number))
			continue
		}
		name := fmt.Sprintf("letter %d, %s.pdf", l.Number, strings.ReplaceAll(string(l.Kind), "_", " "))
		if err := writeSalvaged(filepath.Join(out, name), pdf); err != nil {
			return nil, err
		}
		sv.report.Letters++
	}
	return lacks, nil
}

// exportDocuments writes the documents, those of a restricted class only for who
// may see them. One of which a part is missing is written as far as it goes.
func (sv *salvage) exportDocuments(t *tx, out string, f *data.CaseFile) (lacks []string, err error) {
	for i, a := range f.Attachments {
		if a.Class.Restricted() && !sv.officer.May(data.RightReveal) {
			continue
		}
		row, _, err := attachmentOf(t, f.Key, a.ID)
		if err != nil {
			return nil, err
		}
		file, err := bytesOf(t, row, a.Size)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("document %d, %s", i+1, a.Name)
		if !digestIs(a.SHA256, sha256.Sum256(file)) {
			lacks = append(lacks, fmt.Sprintf("a part of document %d", i+1))
			name = fmt.Sprintf("document %d (incomplete), %s", i+1, a.Name)
		}
		if err := writeSalvaged(filepath.Join(out, name), file); err != nil {
			return nil, err
		}
		sv.report.Documents++
	}
	return lacks, nil
}

// historyOf are the entries of the audit chain about a case, oldest first.
func historyOf(t *tx, key int64) ([]data.HistoryEntry, error) {
	all := []data.HistoryEntry{}
	err := t.each(`select a.seq, a.at, a.officer, a.action, coalesce(a.case_key, 0), '', a.object, d.body
		from audit a left join audit_details d on d.seq = a.seq where a.case_key = ? order by a.seq`, []any{key}, func(r *sql.Rows) error {
		e, err := scanEntry(r)
		if t.sight.names(e.Summary + e.Before + e.After) {
			e.Summary, e.Before, e.After = "An entry that names a restricted case.", "", ""
		}
		all = append(all, e.HistoryEntry)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the history of a case: %w", err)
	}
	return all, nil
}

// caseLine is a case's line in the table.
func caseLine(f *data.CaseFile, folder, lacks string) []string {
	patient, complainant := "", ""
	if p, ok := f.Person(data.RolePatient); ok {
		patient = p.FullName()
	}
	if p, ok := f.Complainant(); ok {
		complainant = p.FullName()
	}
	received, closed := "", ""
	if !f.ReceivedAt.IsZero() {
		received = f.ReceivedAt.UTC().Format("2006-01-02 15:04")
	}
	if !f.ClosedAt.IsZero() {
		closed = f.ClosedAt.UTC().Format("2006-01-02 15:04")
	}
	return []string{folder, string(f.Kind), string(f.State), received, closed, f.Unit, f.Owner, patient, complainant,
		fmt.Sprint(len(f.Letters)), fmt.Sprint(len(f.Attachments)), lacks}
}

var caseLineHeads = []string{"Case", "Kind", "State", "Received (UTC)", "Closed (UTC)", "Unit", "Owner", "Patient", "Complainant", "Letters", "Documents", "Not to be read"}

// writeTable writes a CSV file in which no cell is taken for a formula.
func writeTable(path string, rows [][]string) error {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	for _, row := range append([][]string{caseLineHeads}, rows...) {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = data.PlainCell(cell)
		}
		if err := w.Write(cells); err != nil {
			return fmt.Errorf("writing the table of cases: %w", err)
		}
	}
	w.Flush()
	return cmp.Or(w.Error(), writeSalvaged(path, text.Bytes()))
}

// salvagedTables are the records of the office that belong to no case, by file.
var salvagedTables = map[string]string{
	"comments.jsonl": "feedback", "register of people.jsonl": "persons", "library.jsonl": "knowledge", "letter templates.jsonl": "templates",
	"phrases.jsonl": "phrases", "frozen reports.jsonl": "frozen_reports", "settings.jsonl": "settings", "officers.jsonl": "officers",
}

// exportRest writes the records that belong to no case, one JSON value a line.
func (sv *salvage) exportRest(t *tx, dir string) error {
	for _, name := range slices.Sorted(maps.Keys(salvagedTables)) {
		var text bytes.Buffer
		err := sv.rest(t, salvagedTables[name], func(body []byte) {
			text.Write(body)
			text.WriteByte('\n')
		})
		if err != nil {
			return fmt.Errorf("reading what belongs to no case: %w", err)
		}
		if text.Len() == 0 {
			continue
		}
		if err := writeSalvaged(filepath.Join(dir, name), text.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// rest gives the bodies of a table of the office that the officer may see: no comment
// of which a hidden case was made, and of the people whom hidden cases name what the
// others say.
func (sv *salvage) rest(t *tx, table string, take func(body []byte)) error {
	query, args := `select body from `+table, []any(nil)
	if table == "feedback" && t.sight.hides() {
		query, args = query+` where case_number not in (`+keysIn+`)`, []any{t.sight.numbers}
	}
	if table == "persons" && t.sight.hides() && sv.report.damaged["people"] {
		sv.report.HeldBack = append(sv.report.HeldBack, "the register of people: whom the restricted cases name cannot be read")
		return nil
	}
	var named []data.KnownPerson
	err := t.each(query, args, func(r *sql.Rows) error {
		var raw sql.RawBytes
		if err := r.Scan(&raw); err != nil || t.sight.names(string(raw)) {
			return err
		}
		if table == "persons" && t.sight.hides() {
			var k data.KnownPerson
			if readBody(raw, &k) != nil { // nobody knows of whom it is
				return nil
			}
			if t.sight.people[k.ID] {
				named = append(named, k)
				return nil
			}
		}
		take(raw)
		return nil
	})
	for _, k := range named {
		if err != nil {
			break
		}
		k, shown, e := t.seen(k)
		if err = e; err == nil && shown {
			var text string
			if text, err = body(k); err == nil {
				take([]byte(text))
			}
		}
	}
	return err
}

// Text is the report in plain words, for the folder.
func (r SalvageReport) Text() string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("What could be read of the case file")
	say("")
	say("THESE FILES ARE PLAIN TEXT. They hold patients' data, and nothing protects them but this folder's rights.")
	say("Keep them on an encrypted disk, and remove them when the cases are back in a case file.")
	say("")
	say("Cases written: %d, with %d letters and %d documents. Each has a folder under “cases”; “cases.csv” lists them.", r.Cases, r.Letters, r.Documents)
	say("%s", r.Missing())
	for _, note := range r.Notes {
		say("%s", note)
	}
	if !r.Recorded {
		say("The audit log of the case file could not be written, so it does not know of these files.")
	}
	if len(r.Gone) > 0 {
		say("\nCases of which nothing could be read (look in a backup): %s", strings.Join(r.Gone, ", "))
	}
	if len(r.Lacking) > 0 {
		say("\nCases that lack something:")
		for _, number := range slices.Sorted(maps.Keys(r.Lacking)) {
			say("  %s: %s", number, r.Lacking[number])
		}
	}
	if len(r.HeldBack) > 0 {
		say("\nHeld back, because it takes another role:")
		for _, held := range r.HeldBack {
			say("  %s", held)
		}
	}
	if len(r.Losses) > 0 {
		say("\nWhat is damaged, page by page of the database:")
		for _, l := range r.Losses {
			say("  %s", l)
		}
	}
	return b.String()
}

// maxRow stands for "to the end" in a loss.
const maxRow = 1<<63 - 1

func (l Loss) String() string {
	table := l.Table
	if table == "" {
		table = "no known table"
	}
	where := ""
	switch {
	case l.From == l.To && l.From > 0:
		where = fmt.Sprintf(", row %d", l.From)
	case l.To == maxRow:
		where = fmt.Sprintf(", rows from %d on", l.From)
	case l.To > 0:
		where = fmt.Sprintf(", rows %d to %d", l.From, l.To)
	}
	return fmt.Sprintf("page %d, %s%s: %s", l.Page, table, where, l.What)
}
