//go:build realwindow

package realwindow

import (
	"context"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/app/canary"
	"rapport/app/ehrlink/ehrlinktest"
	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
)

// linked makes a case file with a case of little knowledge and a link to the
// health record of the test, which the program trusts as a hospital's computers do.
func linked(t *testing.T, b *bench, s *ehrlinktest.Server) data.CaseFile {
	t.Helper()
	session, _, err := store.Create(t.Context(), b.store, practice.Setup(), store.WithKDF(officetest.Cheap))
	if err != nil {
		t.Fatal(err)
	}
	set := session.Settings()
	set.RecordLink = data.RecordLink{Network: true, BaseURL: s.Base(), ClientID: ehrlinktest.ClientID}
	if err := session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	f, err := session.OpenCase(t.Context(), data.Intake{Channel: data.Phone, ReceivedAt: time.Now().Add(-time.Minute), Story: "Nobody came when he rang.", Unit: "4 West Medical",
		Patient: data.Person{Given: "Walter", Family: "Fennimore"}, Relation: data.Self, Answers: data.Answers{AsksResponse: true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	trusted := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	b.write(filepath.Join(b.home, "hospital.pem"), string(trusted), 0o600)
	b.more = []string{"SSL_CERT_FILE=" + filepath.Join(b.home, "hospital.pem")}
	// The browser in which the officer signs in.
	b.write(filepath.Join(b.home, "bin", "xdg-open"), "#!/bin/sh\nprintf '%s\\n' \"$1\" >>\""+b.opened+"\"\ncurl --silent --insecure --location --output /dev/null \"$1\" &\n", 0o700)
	return f
}

// The real program over a real line: a sign-in in the browser of the system, the
// patient read, and what was read on the sheet; then no file and nothing in the
// audit log holds the token or the code.
func TestACaseIsFilledInFromTheHealthRecord(t *testing.T) {
	b := newBench(t)
	s := ehrlinktest.New(t)
	f := linked(t, b, s)
	b.start()
	b.signIn(practice.Passphrase)
	b.see("Due today")
	b.press("ctrl+2")
	b.see(f.Number)
	b.click(f.Number)
	b.press("Return")
	b.see("Nobody came when he rang.")
	b.press("ctrl+shift+h")
	b.see("12 Heron Street", "0047811")
	b.keep("health-record-sheet")
	b.click("Take what is ticked")
	b.gone("Take what is ticked")
	b.press("ctrl+l")
	b.see("Sign in")
	search, err := canary.For(ehrlinktest.Token, "code-of-the-test")
	if err != nil {
		t.Fatal(err)
	}
	b.clean(search, "locked")
	b.signIn(practice.Passphrase)
	b.see("New case")
	b.quit()

	session := opened(t, b.store)
	after, err := session.Case(t.Context(), f.Number)
	if err != nil {
		t.Fatal(err)
	}
	patient, _ := after.Person(data.RolePatient)
	if patient.MRN != "0047811" || patient.City != "Lakeshore" {
		t.Errorf("the patient is %+v", patient)
	}
	entries, err := session.Audit(t.Context(), store.AuditQuery{Action: "network."})
	if err != nil || len(entries) < 6 {
		t.Errorf("%d entries about the network, %v", len(entries), err)
	}
	for _, e := range entries {
		if text := e.Summary + e.Before + e.After; !strings.Contains(text, "Connected to 127.0.0.1") || strings.Contains(text, ehrlinktest.Token) || strings.Contains(text, "pat-1") {
			t.Errorf("the audit log: %s", text)
		}
	}
	if asked, _ := os.ReadFile(b.opened); !strings.Contains(string(asked), "code_challenge_method=S256") {
		t.Errorf("the browser was sent to %q", asked)
	}
}

// opened is the case file after the program has ended.
func opened(t *testing.T, dir string) *store.Session {
	t.Helper()
	file, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	session, err := file.SignIn(t.Context(), practice.Officer, practice.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return session
}
