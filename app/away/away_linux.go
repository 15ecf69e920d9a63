package away

import (
	"context"
	"os"
	"slices"
	"sync"
	"syscall"

	"github.com/godbus/dbus/v5"
)

// Listen has heard told until stop is called.
func Listen(heard Heard) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go listen(ctx, dbus.ConnectSystemBus, &login{heard: heard, delay: nothing})
	go listen(ctx, connectSessionBus, screenSavers{heard})
	return cancel
}

// connectSessionBus is dbus.ConnectSessionBus, but starts no bus where there is none.
func connectSessionBus(options ...dbus.ConnOption) (*dbus.Conn, error) {
	bus, err := dbus.SessionBusPrivateNoAutoStartup(options...)
	if err != nil {
		return nil, err
	}
	if err = bus.Auth(nil); err == nil {
		err = bus.Hello()
	}
	if err != nil {
		_ = bus.Close() // it never worked
		return nil, err
	}
	return bus, nil
}

// ears hear the signals of one bus.
type ears interface {
	matches() [][]dbus.MatchOption // what they want to hear
	open(*dbus.Conn)               // once they would hear it
	hear(*dbus.Signal)
	close()
}

func listen(ctx context.Context, connect func(...dbus.ConnOption) (*dbus.Conn, error), e ears) {
	bus, err := connect(dbus.WithContext(ctx)) // which closes it, and signals with it
	if err != nil {
		return
	}
	signals := make(chan *dbus.Signal, 16)
	bus.Signal(signals)
	for _, m := range e.matches() {
		if bus.AddMatchSignal(m...) != nil { // the connection is gone, and signals with it
			break
		}
	}
	e.open(bus)
	defer e.close()
	for s := range signals {
		e.hear(s)
	}
}

// What the screen savers of the desktops call themselves; all send ActiveChanged.
var screenSaverNames = []string{
	"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
}

type screenSavers struct{ heard Heard }

func (s screenSavers) matches() (all [][]dbus.MatchOption) {
	for _, name := range screenSaverNames {
		all = append(all, []dbus.MatchOption{dbus.WithMatchInterface(name), dbus.WithMatchMember("ActiveChanged")})
	}
	return all
}

func (s screenSavers) hear(signal *dbus.Signal) {
	known := slices.ContainsFunc(screenSaverNames, func(name string) bool { return signal.Name == name+".ActiveChanged" })
	if known && truth(signal) {
		s.heard(ScreenLocked, nothing)
	}
}

func (s screenSavers) open(*dbus.Conn) {}
func (s screenSavers) close()          {}

// truth is whether what the signal tells of begins now.
func truth(s *dbus.Signal) bool {
	if len(s.Body) == 0 {
		return false
	}
	is, ok := s.Body[0].(bool)
	return ok && is
}

// The names of systemd-logind (org.freedesktop.login1(5)).
const (
	loginName       = "org.freedesktop.login1"
	loginPath       = "/org/freedesktop/login1"
	loginManager    = loginName + ".Manager"
	loginSession    = loginName + ".Session"
	propertyChanged = "org.freedesktop.DBus.Properties.PropertiesChanged"
)

// login hears systemd-logind. It holds a delay on sleep and shutdown, so that
// there is time to put everything away.
type login struct {
	bus     *dbus.Conn
	heard   Heard
	session dbus.ObjectPath // ours; "" where it cannot be told: then any session's lock is heard
	delay   func()          // gives the delay up that is held now
}

func (l *login) open(bus *dbus.Conn) {
	l.bus = bus
	manager := bus.Object(loginName, loginPath)
	if id := os.Getenv("XDG_SESSION_ID"); id != "" {
		_ = manager.Call(loginManager+".GetSession", 0, id).Store(&l.session) // the next may know
	}
	if l.session == "" {
		_ = manager.Call(loginManager+".GetSessionByPID", 0, uint32(os.Getpid())).Store(&l.session)
	}
	l.hold()
}

func (l *login) matches() [][]dbus.MatchOption {
	from := func(more ...dbus.MatchOption) []dbus.MatchOption {
		return append(more, dbus.WithMatchSender(loginName))
	}
	return [][]dbus.MatchOption{
		from(dbus.WithMatchInterface(loginManager), dbus.WithMatchMember("PrepareForSleep")),
		from(dbus.WithMatchInterface(loginManager), dbus.WithMatchMember("PrepareForShutdown")),
		from(dbus.WithMatchInterface(loginSession), dbus.WithMatchMember("Lock")),
		from(dbus.WithMatchInterface("org.freedesktop.DBus.Properties"), dbus.WithMatchMember("PropertiesChanged"), dbus.WithMatchPathNamespace(loginPath+"/session")),
	}
}

func (l *login) hear(s *dbus.Signal) {
	ours := l.session == "" || s.Path == l.session
	switch s.Name {
	case loginManager + ".PrepareForSleep", loginManager + ".PrepareForShutdown":
		if truth(s) {
			l.heard(Ending, l.delay)
			return
		}
		l.hold() // awake again: for the next time
	case loginSession + ".Lock":
		if ours {
			l.heard(ScreenLocked, nothing)
		}
	case propertyChanged:
		if ours {
			l.changed(s)
		}
	}
}

// changed hears of a session that was locked, or of ours that is not in front
// any more.
func (l *login) changed(s *dbus.Signal) {
	var in string
	var now map[string]dbus.Variant
	var gone []string
	if dbus.Store(s.Body, &in, &now, &gone) != nil || in != loginSession {
		return
	}
	is := func(property string, want bool) bool {
		value, ok := now[property].Value().(bool)
		return ok && value == want
	}
	switch {
	case is("LockedHint", true):
		l.heard(ScreenLocked, nothing)
	case l.session != "" && is("Active", false):
		l.heard(Switched, nothing)
	}
}

// hold asks the system to wait with sleep and shutdown. The hold ends when the
// descriptor that it answers with is closed, also by the end of the program.
func (l *login) hold() {
	l.delay()
	l.delay = nothing
	var fd dbus.UnixFD
	call := l.bus.Object(loginName, loginPath).Call(loginManager+".Inhibit", 0,
		"sleep:shutdown", "Rapport", "The case file is being locked", "delay")
	if call.Store(&fd) != nil {
		return
	}
	syscall.CloseOnExec(int(fd))
	l.delay = sync.OnceFunc(func() { _ = syscall.Close(int(fd)) })
}

func (l *login) close() { l.delay() }
