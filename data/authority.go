package data

// Grant is how far a person's authority to receive the patient's information
// goes, and how long it holds (45 CFR 164.508, 164.510(b), 164.502(g)).
type Grant struct {
	Scope     string `json:"scope,omitempty"` // which information
	From      Date   `json:"from,omitempty"`
	Until     Date   `json:"until,omitempty"`   // the last day; zero where an event ends it
	Event     string `json:"event,omitempty"`   // the event that ends it
	SeenBy    string `json:"seen_by,omitempty"` // who saw the document or witnessed the words
	RevokedOn Date   `json:"revoked_on,omitempty"`
	// Authorization holds the elements of a written authorization.
	Authorization Authorization `json:"authorization,omitzero"`
}

// Authorization is what a written authorization must say: the core elements and
// the required statements of 45 CFR 164.508(c)(1) and (2).
type Authorization struct {
	Information string `json:"information,omitempty"` // specific description
	Discloser   string `json:"discloser,omitempty"`   // who may disclose
	Recipient   string `json:"recipient,omitempty"`   // who may receive
	Purpose     string `json:"purpose,omitempty"`     // "at the request of the individual" is enough
	SignedOn    Date   `json:"signed_on,omitempty"`
	SignedBy    string `json:"signed_by,omitempty"`
	SignerRight string `json:"signer_right,omitempty"` // a representative's authority to sign
	Revocable   bool   `json:"revocable,omitempty"`    // tells of the right to revoke, and how
	Conditions  bool   `json:"conditions,omitempty"`   // tells whether care depends on it
	Redisclose  bool   `json:"redisclose,omitempty"`   // tells that it may be passed on
	CopyGiven   bool   `json:"copy_given,omitempty"`
}

// Gaps lists what the authorization lacks to be valid (45 CFR 164.508(b)(2)).
// An end is wanted of the grant that it belongs to: a day or an event.
func (g Grant) Gaps() Missing {
	var m Missing
	a := g.Authorization
	m.add(blank(a.Information), "authorization.information", "information", "The authorization does not say which information; write the description.")
	m.add(blank(a.Discloser), "authorization.discloser", "discloser", "The authorization does not say who may disclose; write who.")
	m.add(blank(a.Recipient), "authorization.recipient", "recipient", "The authorization does not say who may receive; write who.")
	m.add(blank(a.Purpose), "authorization.purpose", "purpose", "The authorization does not say what for; write the purpose.")
	m.add(g.Until.IsZero() && blank(g.Event), "authorization.end", "until", "The authorization does not say when it ends; enter a day or an event.")
	m.add(a.SignedOn.IsZero(), "authorization.signed", "signed_on", "Enter the day on which it was signed.")
	m.add(blank(a.SignedBy), "authorization.signer", "signed_by", "Write who signed it.")
	m.add(!a.Revocable, "authorization.revocable", "revocable", "The authorization must tell of the right to revoke it.")
	m.add(!a.Conditions, "authorization.conditions", "conditions", "The authorization must tell whether care depends on it.")
	m.add(!a.Redisclose, "authorization.redisclose", "redisclose", "The authorization must tell that the information may be passed on.")
	m.warn(!a.CopyGiven, "authorization.copy", "copy_given", "Give the person a copy of the authorization.")
	return m
}

// Holds reports whether the grant is in force on the day: begun, not past its
// last day, not revoked. A zero day asks only whether it was revoked.
func (g Grant) Holds(on Date) bool {
	if on.IsZero() {
		return g.RevokedOn.IsZero()
	}
	return g.From <= on && (g.Until.IsZero() || on <= g.Until) && (g.RevokedOn.IsZero() || on < g.RevokedOn)
}

// MayReceive reports whether the person may receive a letter that holds the
// patient's information on the day. Patients may receive their own.
func (p Person) MayReceive(on Date) bool {
	if p.Authority == "" {
		return p.Role == RolePatient || p.Relation == Self
	}
	return p.Authority.MayReceive() && p.Grant.Holds(on)
}

// AuthoritySays tells in a few words whether the person may receive the
// patient's information on the day, for the header of a case.
func (p Person) AuthoritySays(on Date) string {
	switch {
	case p.Role == RoleStaff:
		return ""
	case p.Role == RolePatient && (p.Authority == "" || p.Authority == AuthoritySelf):
		return "the patient"
	case p.Authority == "":
		return "authority not settled"
	case !p.Grant.RevokedOn.IsZero() && p.Grant.RevokedOn <= on:
		return "authority revoked " + p.Grant.RevokedOn.String()
	case !p.Grant.Until.IsZero() && p.Grant.Until < on:
		return "authority ended " + p.Grant.Until.String()
	case p.Grant.From > on:
		return "authority begins " + p.Grant.From.String()
	case p.Authority == AuthorityNone:
		return "no authority yet"
	case p.Authority == AuthorityRefused:
		return "refused by the patient"
	}
	return lowerFirst(p.Authority.String())
}

// authorityOpen reports whether it is not settled yet if the person may receive
// the patient's information. A refusal or a limit by the patient settles it.
func (p Person) authorityOpen(on Date) bool {
	return !p.MayReceive(on) && p.Authority != AuthorityRefused && p.Authority != AuthorityLimited
}
