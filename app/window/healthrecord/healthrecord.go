// Package healthrecord is the live link to the office's electronic health record as
// the window has it: the test of the connection, and the dialog in which an officer
// signs in and a patient is read. It is there only where an administrator entered a
// health record and turned "No network" off.
package healthrecord

import (
	"context"
	"net/url"

	"rapport/app/ehrlink"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// Ready reports whether a case can be filled in from the health record: nothing of
// the link is shown where it cannot.
func Ready(d *desk.Desk) bool {
	return d.May(data.RightImport) && d.Session.Settings().RecordLink.Ready()
}

func site(l data.RecordLink) ehrlink.Site {
	return ehrlink.Site{Base: l.BaseURL, ClientID: l.ClientID, Ports: l.Ports}
}

// Test asks the server that the saved settings name how to sign in to it, and says
// in a sentence what came of it. Nobody signs in.
func Test(d *desk.Desk, work *ui.Loader, show func(sentence string, err error)) {
	session := d.Session
	through := func(ctx context.Context, host string, p ehrlink.Purpose, call func(context.Context) error) error {
		return session.TestConnection(ctx, data.Connection{Host: host, Purpose: string(p)}, call)
	}
	ui.Load(work, func(ctx context.Context) (string, error) {
		set := session.Settings().RecordLink
		if !set.Ready() {
			return "", data.ErrNoNetwork
		}
		link, err := ehrlink.New(site(set), through, func(*url.URL) error { return ehrlink.ErrNoBrowser })
		if err != nil {
			return "", err
		}
		defer link.Close()
		server, err := link.Discover(ctx)
		return tested(link.Host(), server), err
	}, show)
}

// tested tells what a server offers.
func tested(host string, s ehrlink.Server) string {
	if s.Authorize == nil {
		return ""
	}
	words := "The health record at " + host + " answers, and Rapport can use it. Officers sign in at " + s.Authorize.Host + " and "
	if s.Choice {
		words += "choose the patient there."
	} else {
		words += "then look for the patient by number or name."
	}
	if s.Older {
		words += " It describes itself in an older way that cannot say whether it checks S256; Rapport sends it all the same. Ask those who keep the record."
	}
	return words + " Whether it knows the client id shows at the first sign-in."
}
