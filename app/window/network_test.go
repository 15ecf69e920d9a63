package window

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"rapport/app/ehrlink"
	"rapport/app/window/desk"
	"rapport/app/window/healthrecord"
	"rapport/app/window/ui"
	"rapport/data"
)

// network counts what the program dials and listens on, and lets nothing through.
type network struct{ dialed, listened []string }

func watchNetwork(t *testing.T) *network {
	n := &network{}
	ehrlink.Hook(t, ehrlink.Door{
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			n.dialed = append(n.dialed, address)
			return nil, errors.New("there is no network")
		},
		Listen: func(_ context.Context, address string) (net.Listener, error) {
			n.listened = append(n.listened, address)
			return nil, errors.New("there is no network")
		},
	})
	return n
}

func (n *network) silent(t *testing.T, after string) {
	t.Helper()
	if len(n.dialed)+len(n.listened) != 0 {
		t.Fatalf("%s: dialed %q, listened on %q", after, n.dialed, n.listened)
	}
}

// link enters a health record that does not exist.
func (o *officer) link(network bool) {
	o.Helper()
	session := o.stage.floor.desk.Session
	set := session.Settings()
	set.RecordLink = data.RecordLink{Network: network, BaseURL: "https://fhir.example.org/r4", ClientID: "rapport", Ports: []int{8491}}
	if err := session.SaveSettings(o.Context(), set); err != nil {
		o.Fatal(err)
	}
}

// offered are the labels of the menu.
func (o *officer) offered() string {
	var all []string
	for _, menu := range o.Window.MainMenu().Items {
		for _, item := range menu.Items {
			all = append(all, item.Label)
		}
	}
	return strings.Join(all, "\n")
}

const fillIn = "Fill in from the health record"

// every walks through every door of the window: its screens, the sections of a
// case, each command of the menu, each button of the case that has to do with the
// record, the test of the connection, the lock and the door.
func (o *officer) every(n *network, f data.CaseFile) {
	o.Helper()
	t := o.TB.(*testing.T)
	floor := o.stage.floor
	for _, s := range floor.screens() {
		floor.Show(s.id)
		n.silent(t, "the screen "+s.title)
	}
	floor.Show(desk.Settings)
	o.Press("Test the connection")
	n.silent(t, "the test of the connection")
	for _, section := range []desk.Section{desk.Summary, desk.Issues, desk.Investigation, desk.Advocacy, desk.Contacts, desk.Notes, desk.Tasks, desk.Letters, desk.Documents, desk.Disclosures, desk.Actions, desk.History} {
		floor.OpenCase(f.Number, section)
		n.silent(t, "the section "+string(section))
	}
	for _, c := range floor.commands() {
		if c.label == "" || c.label == "Lock" || c.label == "Close tab" {
			continue
		}
		floor.OpenCase(f.Number, desk.Summary)
		c.do()
		ui.CloseDialogs(o.Window)
		n.silent(t, c.label)
	}
	healthrecord.Open(floor.desk, healthrecord.Ask{Case: f.Key}, func(healthrecord.Answer) { t.Error("something was read") })
	ui.CloseDialogs(o.Window)
	n.silent(t, "the link itself")
	o.clock.Tick()
	n.silent(t, "the timers")
	o.stage.lock()
	n.silent(t, "the lock")
	o.clock.Tick()
	o.signIn()
	n.silent(t, "the sign-in")
}

func TestWithNoNetworkTheProgramMakesNoConnectionAtAll(t *testing.T) {
	n := watchNetwork(t)
	o, f := atWork(t)
	n.silent(t, "the start")
	if words := o.offered(); strings.Contains(words, fillIn) {
		t.Error("a new office is offered a link")
	}
	o.every(n, f)
	o.link(false) // everything entered, and the switch on
	if words := o.offered(); strings.Contains(words, fillIn) {
		t.Error("the link is offered while “No network” is on")
	}
	o.every(n, f)
	o.stage.close()
	n.silent(t, "the end")
}

// Without it the test above could not fail.
func TestTheCountOfConnectionsSeesOne(t *testing.T) {
	n := watchNetwork(t)
	o, f := atWork(t)
	o.link(true)
	if !strings.Contains(o.offered(), fillIn) {
		t.Error("the link is not in the menu after it was set up")
	}
	n.silent(t, "the settings")
	o.stage.floor.OpenCase(f.Number, desk.Summary)
	n.silent(t, "the case")
	o.stage.floor.Show(desk.Settings)
	o.Press("Test the connection")
	o.Sees("The health record could not be reached.")
	if len(n.dialed) != 1 || n.dialed[0] != "fhir.example.org:443" {
		t.Errorf("dialed %q", n.dialed)
	}
	o.link(false)
	if strings.Contains(o.offered(), fillIn) {
		t.Error("the link stays in the menu after the switch was turned on again")
	}
}
