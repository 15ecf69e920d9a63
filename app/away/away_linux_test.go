package away

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// patience is reached only when what is awaited never comes.
const patience = 30 * time.Second

// startBus starts a bus of the test's own and makes it both of the computer's.
func startBus(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("dbus-daemon is not installed: sh resources/dev/setup.sh test installs it")
	}
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill() // a test may have ended it
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", strings.TrimSpace(address))
	t.Setenv("XDG_SESSION_ID", "")
}

// system is systemd-logind and a desktop, as far as the package knows them.
type system struct {
	t     *testing.T
	bus   *dbus.Conn
	holds chan delay // that were asked for
	knows bool       // which session the program is in
}

// delay is a pipe: what reads it hears when nobody holds the other end any more.
type delay struct{ read, write *os.File }

const ours = dbus.ObjectPath(loginPath + "/session/_32")

func startSystem(t *testing.T, knows bool) *system {
	t.Helper()
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	s := &system{t: t, bus: bus, holds: make(chan delay, 8), knows: knows}
	if err := bus.Export(s, loginPath, loginManager); err != nil {
		t.Fatal(err)
	}
	if answer, err := bus.RequestName(loginName, dbus.NameFlagDoNotQueue); err != nil || answer != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(answer, err)
	}
	return s
}

// GetSessionByPID answers as systemd-logind does.
func (s *system) GetSessionByPID(uint32) (dbus.ObjectPath, *dbus.Error) {
	if !s.knows {
		return "", dbus.NewError("org.freedesktop.login1.NoSessionForPID", nil)
	}
	return ours, nil
}

// Inhibit answers as systemd-logind does: the delay lasts until the other end is closed.
func (s *system) Inhibit(what, _, _, mode string) (dbus.UnixFD, *dbus.Error) {
	read, write, err := os.Pipe()
	if err != nil || what != "sleep:shutdown" || mode != "delay" {
		return 0, dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", nil)
	}
	s.t.Cleanup(func() { _, _ = read.Close(), write.Close() })
	fd := write.Fd() // before the test may close it
	s.holds <- delay{read, write}
	return dbus.UnixFD(fd), nil
}

func (s *system) send(path dbus.ObjectPath, name string, values ...any) {
	s.t.Helper()
	if err := s.bus.Emit(path, name, values...); err != nil {
		s.t.Fatal(err)
	}
}

// told is one call of Heard.
type told struct {
	why  Why
	done func()
}

func begin(t *testing.T) chan told {
	t.Helper()
	heard := make(chan told, 64)
	t.Cleanup(Listen(func(why Why, done func()) { heard <- told{why, done} }))
	return heard
}

func next[T any](t *testing.T, from <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatal("never came: ", what)
		panic("unreachable")
	}
}

func TestTheSystemWaitsWithSleepUntilEverythingIsPutAway(t *testing.T) {
	startBus(t)
	s := startSystem(t, true)
	heard := begin(t)
	for range 2 { // and again after waking up
		held := next(t, s.holds, "the delay of sleep")
		s.send(loginPath, loginManager+".PrepareForSleep", true)
		news := next(t, heard, "sleep")
		if news.why != Ending {
			t.Fatalf("sleep was heard as %v", news.why)
		}
		if err := held.write.Close(); err != nil { // the program has its own
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { _, err := held.read.Read(make([]byte, 1)); ended <- err }()
		s.send(ours, loginSession+".Lock") // heard after it: the delay still lasts
		next(t, heard, "the lock")
		select {
		case err := <-ended:
			t.Fatal("the system may sleep before everything is put away: ", err)
		default:
		}
		news.done()
		news.done() // does no harm
		if err := next(t, ended, "the end of the delay"); err == nil {
			t.Error("the delay still lasts")
		}
		s.send(loginPath, loginManager+".PrepareForSleep", false)
	}
	next(t, s.holds, "the delay of sleep after waking up")
}

func TestALockOfOurSessionIsHeardAndOthersAreNot(t *testing.T) {
	startBus(t)
	s := startSystem(t, true)
	heard := begin(t)
	next(t, s.holds, "the delay of sleep")
	const other = loginPath + "/session/_7"
	set := func(name string, to bool) (string, map[string]dbus.Variant, []string) {
		return loginSession, map[string]dbus.Variant{name: dbus.MakeVariant(to)}, nil
	}
	s.send(other, loginSession+".Lock")
	changed := func(path dbus.ObjectPath, name string, to bool) {
		in, now, gone := set(name, to)
		s.send(path, propertyChanged, in, now, gone)
	}
	changed(other, "Active", false)
	changed(other, "LockedHint", true)
	changed(ours, "LockedHint", false)
	changed(ours, "Active", true)
	s.send(loginPath, loginManager+".PrepareForShutdown", false)
	s.send(ours, loginSession+".Unlock")
	for _, step := range []struct {
		send func()
		want Why
	}{
		{func() { s.send(ours, loginSession+".Lock") }, ScreenLocked},
		{func() { changed(ours, "LockedHint", true) }, ScreenLocked},
		{func() { changed(ours, "Active", false) }, Switched},
		{func() { s.send(loginPath, loginManager+".PrepareForShutdown", true) }, Ending},
	} {
		step.send()
		if news := next(t, heard, "the next of the steps"); news.why != step.want {
			t.Errorf("heard %v, want %v", news.why, step.want)
		}
	}
}

func TestWhereTheSessionIsNotKnownAnyLockIsHeard(t *testing.T) {
	startBus(t)
	s := startSystem(t, false)
	heard := begin(t)
	next(t, s.holds, "the delay of sleep")
	s.send(loginPath+"/session/_7", loginSession+".Lock")
	if news := next(t, heard, "the lock"); news.why != ScreenLocked {
		t.Errorf("heard %v", news.why)
	}
}

func TestTheScreenSaversOfTheDesktopsAreHeard(t *testing.T) {
	for _, name := range screenSaverNames {
		t.Run(name, func(t *testing.T) {
			startBus(t)
			heard := begin(t)
			bus, err := dbus.ConnectSessionBus()
			if err != nil {
				t.Fatal(err)
			}
			defer bus.Close()
			again := time.NewTicker(20 * time.Millisecond) // nothing tells when the program begins to listen
			defer again.Stop()
			for late := time.After(patience); ; {
				if err := bus.Emit("/screensaver", name+".ActiveChanged", true); err != nil {
					t.Fatal(err)
				}
				select {
				case news := <-heard:
					if news.why != ScreenLocked {
						t.Errorf("heard as %v", news.why)
					}
					return
				case <-again.C:
				case <-late:
					t.Fatal("not heard")
				}
			}
		})
	}
}

func TestWithoutABusNothingIsHeardAndNothingFails(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	stop := Listen(func(Why, func()) { t.Error("something was heard") })
	stop()
	stop()
}
