package store

import (
	"context"
	"errors"
	"strings"
	"testing"

	"rapport/data"
)

var ehrHost = data.Connection{Host: "fhir.example.org", Purpose: "visits"}

func answers(context.Context) error { return nil }

// online turns the "no network" switch off and enters a health record.
func (d *desk) online() {
	d.t.Helper()
	set := d.Settings()
	set.RecordLink = data.RecordLink{Network: true, BaseURL: "https://fhir.example.org/r4", ClientID: "rapport"}
	d.do(d.SaveSettings(d.ctx(), set))
}

func (d *desk) dialing(connect func(context.Context, int64, data.Connection, func(context.Context) error) error, key int64) error {
	d.online()
	return connect(d.ctx(), key, ehrHost, answers)
}

func (d *desk) testing(ctx context.Context, _ int64, c data.Connection, call func(context.Context) error) error {
	return d.TestConnection(ctx, c, call)
}

// calls are the entries about the network, the newest first.
func (d *desk) calls() (all []string) {
	d.t.Helper()
	for _, e := range must[[]AuditEntry](d.t)(d.Audit(d.ctx(), AuditQuery{Action: "network."})) {
		all = append(all, e.Summary)
	}
	return all
}

type busyServer struct{}

func (busyServer) Error() string   { return "Zoe O'Brien, MRN 0047811: too many requests" }
func (busyServer) Outcome() string { return "busy" }

func TestWithTheSwitchOnNothingIsCalled(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	called := false
	call := func(context.Context) error { called = true; return nil }
	half := d.Settings()
	for name, link := range map[string]data.RecordLink{
		"as a new office begins":       {},
		"no address":                   {Network: true, ClientID: "rapport"},
		"no client id":                 {Network: true, BaseURL: "https://fhir.example.org/r4"},
		"the switch on, all was known": {BaseURL: "https://fhir.example.org/r4", ClientID: "rapport"},
	} {
		half.RecordLink = link
		d.do(d.SaveSettings(d.ctx(), half))
		if err := d.Connect(d.ctx(), f.Key, ehrHost, call); !errors.Is(err, data.ErrNoNetwork) || called {
			t.Errorf("%s: %v, called: %v", name, err, called)
		}
		if err := d.TestConnection(d.ctx(), ehrHost, call); !errors.Is(err, data.ErrNoNetwork) || called {
			t.Errorf("%s, the test: %v, called: %v", name, err, called)
		}
	}
	if all := d.calls(); len(all) != 0 {
		t.Errorf("entries about calls that were not made: %q", all)
	}
}

func TestEachConnectionIsAnEntryWithHostPurposeAndOutcomeAlone(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.online()
	d.do(d.Connect(d.ctx(), f.Key, ehrHost, answers))
	if err := d.Connect(d.ctx(), f.Key, ehrHost, func(context.Context) error { return busyServer{} }); !errors.As(err, new(busyServer)) {
		t.Errorf("the answer of the server became %v", err)
	}
	if err := d.Connect(d.ctx(), f.Key, ehrHost, func(context.Context) error { return errors.New("Zoe O'Brien, MRN 0047811") }); err == nil {
		t.Error("a failed call was no error")
	}
	ctx, cancel := context.WithCancel(d.ctx())
	if err := d.Connect(ctx, 0, ehrHost, func(ctx context.Context) error { cancel(); return ctx.Err() }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped by the officer: %v", err)
	}
	want := []string{"stopped by the officer", "failed", "busy", "answered"}
	all := d.calls()
	for i, w := range want {
		if all[i] != "Connected to fhir.example.org for: visits. Outcome: "+w+"." {
			t.Errorf("entry %d: %q", i, all[i])
		}
	}
	history := must[[]data.HistoryEntry](t)(d.History(d.ctx(), f.Key, 0, 10))
	if !strings.Contains(history[0].Summary, "failed") {
		t.Errorf("the case's own history begins with %q", history[0].Summary)
	}
}

func TestALockEndsTheCallAndKeepsItsEntry(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.online()
	under, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- d.Connect(context.Background(), f.Key, ehrHost, func(ctx context.Context) error {
			close(under)
			<-ctx.Done()
			return ctx.Err()
		})
	}()
	<-under
	d.do(d.Session.Lock(d.ctx()))
	if err := <-ended; !errors.Is(err, data.ErrLocked) {
		t.Errorf("the call ended with %v", err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(d.ctx(), "Dana Whitfield", passphrase))
	if all := d.calls(); len(all) != 1 || !strings.Contains(all[0], "broken off by the lock") {
		t.Errorf("entries: %q", all)
	}
}

func TestARestrictedCaseIsAskedForByWhoIsNamedAlone(t *testing.T) {
	d := newDesk(t, false)
	d.secondWith(data.FullRoles)
	f := d.open()
	d.online()
	caseDo(t)(d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "A colleague", Names: []string{"Dana Whitfield"}}))
	d.do(d.Connect(d.ctx(), f.Key, ehrHost, answers))
	d.as("Pat Winter", theirs)
	called := false
	if err := d.Connect(d.ctx(), f.Key, ehrHost, func(context.Context) error { called = true; return nil }); !errors.Is(err, data.ErrRestricted) || called {
		t.Errorf("answered %v, called: %v", err, called)
	}
	if err := d.Connect(d.ctx(), 4711, ehrHost, func(context.Context) error { called = true; return nil }); !errors.Is(err, data.ErrNotFound) || called {
		t.Errorf("a case that is not there: %v, called: %v", err, called)
	}
}
