package settings

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/healthrecord"
	"rapport/app/window/ui"
	"rapport/data"
)

// recordLink are the fields of the link to the health record, and of the switch
// that keeps the program from every connection.
type recordLink struct {
	desk                *desk.Desk
	offline             *ui.Check
	base, client, ports *ui.Entry
	back                *ui.Paragraph // what is to be registered
	message             *ui.Message
	grown               func() // lays the page out anew
	work                ui.Loader
}

// say shows an answer, for which the page makes room.
func (l *recordLink) say(text string, tone ui.Tone) {
	l.message.Say(text, tone)
	l.grown()
}

func newRecordLink(d *desk.Desk) *recordLink {
	l := &recordLink{desk: d, base: ui.NewEntry("https://fhir.example.org/r4"), client: ui.NewEntry(""), ports: ui.NewEntry("Any that is free"),
		back: ui.NewParagraph("", ui.Caption), message: ui.NewMessage()}
	l.offline = ui.NewCheck("No network", nil)
	l.base.Max, l.client.Max, l.ports.Max = 500, 200, 40
	l.ports.OnChanged = func(string) { l.register() }
	return l
}

// rows are the fields in their order.
func (l *recordLink) rows() []*ui.Row {
	base := hinted(ui.NewRow("Address of the FHIR server", l.base), "From those who keep the health record, written as they write it")
	base.Check = func() error {
		if text := strings.TrimSpace(l.base.Text); text != "" {
			return data.CheckBaseURL(text)
		}
		return nil
	}
	client := hinted(ui.NewRow("Client id", l.client), "What Rapport is registered as there; the one for tests is another than the one for daily use")
	client.Check = func() error {
		if strings.ContainsAny(strings.TrimSpace(l.client.Text), " \t\r\n") {
			return errors.New("a client id has no blank in it; copy it once more")
		}
		return nil
	}
	ports := hinted(ui.NewRow("Fixed ports, at most three", l.ports), "For a health record that compares the return address to the letter: 8491, 8492, 8493")
	ports.Check = func() error { _, err := readPorts(l.ports.Text); return err }
	return []*ui.Row{
		ui.NewRow("", ui.Explained(l.offline, "While this is ticked, Rapport makes no connection to any other computer. Each connection that it makes otherwise is in the audit log.")),
		base, client, ports, ui.NewRow("", l.back),
		ui.NewRow("", container.NewVBox(container.NewHBox(ui.NewButton("Test the connection", l.test)), l.message)),
	}
}

// readPorts reads port numbers with commas or blanks between them.
func readPorts(text string) ([]int, error) {
	var all []int
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		port, err := strconv.Atoi(word)
		if err != nil {
			return nil, data.CheckPort(0)
		}
		if err := data.CheckPort(port); err != nil {
			return nil, err
		}
		for _, other := range all {
			if other == port {
				return nil, errors.New("a port is there twice")
			}
		}
		all = append(all, port)
	}
	if len(all) > data.MaxLinkPorts {
		return nil, fmt.Errorf("give at most %d ports", data.MaxLinkPorts)
	}
	return all, nil
}

func writePorts(all []int) string {
	words := make([]string, len(all))
	for i, p := range all {
		words[i] = strconv.Itoa(p)
	}
	return strings.Join(words, ", ")
}

// register says what those who keep the record have to enter there.
func (l *recordLink) register() {
	ports, err := readPorts(l.ports.Text)
	if err != nil || len(ports) == 0 {
		l.back.SetText("To be registered there: a public client (no secret) with PKCE and the return address http://127.0.0.1/callback, any port.")
		return
	}
	all := make([]string, len(ports))
	for i, p := range ports {
		all[i] = fmt.Sprintf("http://127.0.0.1:%d/callback", p)
	}
	l.back.SetText("To be registered there: a public client (no secret) with PKCE and the return addresses " + strings.Join(all, ", ") + ".")
}

func (l *recordLink) fill(set data.Settings) {
	link := set.RecordLink
	l.offline.SetChecked(!link.Network)
	l.base.SetText(link.BaseURL)
	l.client.SetText(link.ClientID)
	l.ports.SetText(writePorts(link.Ports))
	l.register()
}

// put writes the fields into set.
func (l *recordLink) put(set data.Settings) data.Settings {
	ports, _ := readPorts(l.ports.Text) // the form checked them
	set.RecordLink = data.RecordLink{Network: !l.offline.Checked, BaseURL: strings.TrimSpace(l.base.Text), ClientID: strings.TrimSpace(l.client.Text), Ports: ports}
	return set
}

// test asks the server how to sign in, as the settings were saved: a connection is
// made only where the switch was turned off for good.
func (l *recordLink) test() {
	saved, typed := l.desk.Session.Settings().RecordLink, l.put(data.Settings{}).RecordLink
	switch {
	case typed.BaseURL != saved.BaseURL || typed.ClientID != saved.ClientID || typed.Network != saved.Network:
		l.say("Save the settings first; the test is made with what is saved.", ui.ToneToday)
		return
	case !saved.Network:
		l.say("“No network” is ticked, so nothing was tested. Take the tick away and save the settings first.", ui.ToneToday)
		return
	case !saved.Ready():
		l.say("Enter the address of the FHIR server and the client id, and save the settings first.", ui.ToneToday)
		return
	}
	l.say("Asking the health record how to sign in …", ui.ToneMuted)
	healthrecord.Test(l.desk, &l.work, func(sentence string, err error) {
		if err != nil {
			l.say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		l.say(sentence, ui.ToneOK)
	})
}

// leave stops a test under way.
func (l *recordLink) leave() {
	if l.work.Busy() {
		l.work.Stop()
		l.message.Clear()
	}
}
