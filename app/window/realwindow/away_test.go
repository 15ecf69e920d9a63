//go:build realwindow

package realwindow

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"rapport/data/practice"
)

// startBus gives the officer's computer a bus of its own, and returns a connection
// to it.
func (b *bench) startBus() *dbus.Conn {
	b.t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		_ = daemon.Process.Kill() // it ends with nothing else
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	b.bus = "DBUS_SESSION_BUS_ADDRESS=" + address
	bus, err := dbus.Connect(address)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = bus.Close() })
	return bus
}

func TestTheWindowLocksWithTheScreen(t *testing.T) {
	b := newBench(t)
	bus := b.startBus()
	b.run("demo", "--cases", "20")
	b.start()
	b.see("Rapport: practice data")
	b.signIn(practice.Passphrase)
	b.see("Practice data: nobody here is real")
	b.still()
	if err := bus.Emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", false); err != nil {
		t.Fatal(err)
	}
	if err := bus.Emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", true); err != nil {
		t.Fatal(err)
	}
	b.see("Rapport: practice data")
	b.gone("Practice data: nobody here is real")
	b.signIn(practice.Passphrase)
	b.see("Practice data: nobody here is real")
	b.quit()
}
