package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
)

const emailText = "From: Ngozi Okafor <ngozi@example.org>\r\nTo: Patient Relations <relations@hospital.example>\r\nSubject: My stay\r\nDate: Mon, 2 Nov 2026 08:15:00 -0500\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nNobody came for four hours.\r\n\r\n-- \r\nNgozi\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=bill.txt\r\n\r\nTotal 120\r\n" +
	"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=invoice.pdf.exe\r\n\r\nMZ\r\n--b--\r\n"

func emailFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "from her.eml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func passphraseFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(path, []byte(practice.Passphrase), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// aCase is the number of a case of a practice file.
func aCase(t *testing.T, dir string) string {
	t.Helper()
	s := session(t, dir)
	defer closeSession(t, s)
	page, err := s.Cases(t.Context(), data.CaseQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Rows) == 0 {
		t.Fatal("the practice file has no cases")
	}
	return page.Rows[0].Number
}

func TestEmailIsShownWithoutACaseFile(t *testing.T) {
	out := mustRun(t, "import", "email", emailFile(t, emailText))
	for _, want := range []string{"Ngozi Okafor <ngozi@example.org>", "Nobody came for four hours.", "Signature", "bill.txt", "Nothing was written"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
	sheet := fromJSON[emailSheet](t, mustRun(t, "import", "email", emailFile(t, emailText), "--json"))
	if sheet.Words != "Nobody came for four hours." || len(sheet.Attachments) != 2 {
		t.Errorf("words %q, attachments %v", sheet.Words, sheet.Attachments)
	}
}

func TestEmailBecomesADocumentAndAContact(t *testing.T) {
	dir := ownStore(t, 20)
	number, file := aCase(t, dir), emailFile(t, emailText)
	done := fromJSON[emailDone](t, mustRun(t, "import", "email", file, "--case", number, "--documents", "--json", "--store", dir))
	if done.Case != number || done.Inbound == nil || !*done.Inbound || len(done.Kept) != 1 || len(done.Refused) != 1 || done.Refused[0].Name != "invoice.pdf.exe" {
		t.Errorf("done %+v", done)
	}
	s := session(t, dir)
	f, err := s.Case(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	var contacts []data.Contact
	for _, c := range f.Contacts {
		if c.With == "Ngozi Okafor <ngozi@example.org>" {
			contacts = append(contacts, c)
		}
	}
	if len(contacts) != 1 || contacts[0].Mode != "email" || !contacts[0].Inbound || contacts[0].Summary != "My stay\n\nNobody came for four hours." {
		t.Errorf("contacts %+v", contacts)
	}
	kept := map[string]data.Attachment{}
	for _, a := range f.Attachments {
		kept[a.Name] = a
	}
	whole, ok := kept["from her.eml"]
	if !ok || whole.Type != data.FileMail || !strings.Contains(whole.About, "November 2, 2026") {
		t.Errorf("the message as a document: %+v", whole)
	}
	if _, raw, err := s.OpenAttachment(t.Context(), f.Key, whole.ID, ""); err != nil || string(raw) != emailText {
		t.Errorf("the document is %d bytes, %v; want the message as it was", len(raw), err)
	}
	if _, ok := kept["bill.txt"]; !ok {
		t.Error("the bill is not kept")
	}
	closeSession(t, s)
	refused(t, run(t, "import", "email", file, "--case", number, "--store", dir), Failed, "already")
}

func TestEmailOfTheOfficeIsAContactOutward(t *testing.T) {
	dir := ownStore(t, 20)
	s := session(t, dir)
	settings := s.Settings()
	settings.Email = "relations@hospital.example"
	if err := s.SaveSettings(t.Context(), settings); err != nil {
		t.Fatal(err)
	}
	closeSession(t, s)
	number := aCase(t, dir)
	file := emailFile(t, "From: relations@hospital.example\r\nTo: Ngozi <ngozi@example.org>\r\nSubject: Your stay\r\nDate: Tue, 3 Nov 2026 08:15:00 -0500\r\n\r\nWe look into it.\r\n")
	if out := mustRun(t, "import", "email", file, "--case", number, "--store", dir); !strings.Contains(out, "from your office") {
		t.Errorf("said %q", out)
	}
	refused(t, run(t, "import", "email", file, "--new", "--store", dir), Failed, "opens no case")
	s = session(t, dir)
	defer closeSession(t, s)
	f, err := s.Case(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	if last := f.Contacts[len(f.Contacts)-1]; last.Inbound || last.With != "Ngozi <ngozi@example.org>" {
		t.Errorf("contact %+v", last)
	}
}

func TestEmailOpensACase(t *testing.T) {
	dir := ownStore(t, 5)
	r := runWith(t, emailText, "import", "email", "-", "--new", "--json", "--passphrase-file", passphraseFile(t), "--store", dir)
	if r.code != Done {
		t.Fatalf("ended with %d: %s", r.code, r.err)
	}
	done := fromJSON[emailDone](t, r.out)
	if !done.Opened || done.Case == "" {
		t.Fatalf("done %+v", done)
	}
	s := session(t, dir)
	defer closeSession(t, s)
	f, err := s.Case(t.Context(), done.Case)
	if err != nil {
		t.Fatal(err)
	}
	if f.Story != "Nobody came for four hours." || f.Channel != data.Email || len(f.Attachments) != 1 || f.Attachments[0].Name != "message.eml" {
		t.Errorf("story %q by %s, documents %v", f.Story, f.Channel, f.Attachments)
	}
	if len(f.Contacts) != 1 || !f.Contacts[0].Inbound || !strings.Contains(f.Contacts[0].Summary, "Nobody came for four hours.") {
		t.Errorf("contacts %+v", f.Contacts)
	}
	if len(f.People) != 1 || f.People[0].Family != "Okafor" || f.People[0].Email != "ngozi@example.org" || f.People[0].Role != data.RoleComplainant {
		t.Errorf("people %+v", f.People)
	}
}

func TestEmailThatCannotBeTaken(t *testing.T) {
	file := emailFile(t, emailText)
	refused(t, run(t, "import", "email", emailFile(t, "Name,DOB\nDoe,1/1/1970\n")), Failed, "not an e-mail")
	refused(t, run(t, "import", "email", emailFile(t, "\xd0\xcf\x11\xe0")), Failed, ".msg")
	refused(t, run(t, "import", "email", file, "--case", "1", "--new"), Misuse, "not both")
	refused(t, run(t, "import", "email", file, "--documents"), Misuse, "--case")
	refused(t, run(t, "import", "email", "-", "--new"), Misuse, "--passphrase-file")
	refused(t, run(t, "import", "email", file, "--case", "9999-99999", "--store", sharedStore(t)), Failed, "no case")
}
