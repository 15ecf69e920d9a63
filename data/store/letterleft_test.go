package store

import (
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

// issued brings in a practice case that has a letter of the kind about a record.
func (d *desk) issued(kind data.LetterKind, about data.ID, fill func(*data.CaseFile)) data.CaseFile {
	d.t.Helper()
	now := d.clock.now()
	f := data.CaseFile{Case: data.Case{Kind: data.Grievance, State: data.StateInvestigating, Channel: data.Phone, ReceivedAt: now, EnteredAt: now,
		EnteredBy: "Dana Whitfield", Owner: "Dana Whitfield", Story: "She waited."},
		People: []data.Person{{ID: data.NewID(), Role: data.RolePatient, Relation: data.Self, Authority: data.AuthoritySelf, Given: "Zoë", Family: "Løkke"}}}
	fill(&f)
	f.Letters = []data.Letter{{ID: data.NewID(), Kind: kind, Number: 1, IssuedAt: now, IssuedBy: f.Owner, Addressee: "The reader", Date: d.Session.today(), Pages: 1,
		Draft: data.LetterDraft{Kind: kind, About: about}}}
	if err := d.Load(d.ctx(), slices.Values([]data.CaseFile{f}), nil); err != nil {
		d.t.Fatal(err)
	}
	return caseDo(d.t)(d.Case(d.ctx(), "PR-2026-00001"))
}

// sent records that the one letter of the case left today.
func (d *desk) sent(f data.CaseFile) data.CaseFile {
	d.t.Helper()
	return caseDo(d.t)(d.RecordDispatch(d.ctx(), f.Key, f.Letters[0].ID, data.Dispatch{Method: "post", On: d.Session.today()}))
}

func TestTheLetterOfALimitTellsThePersonOfIt(t *testing.T) {
	d := newDesk(t, true)
	limit := data.ConductLimit{RecordBase: data.RecordBase{ID: data.NewID()}, From: d.Session.today(), ReviewOn: d.Session.today().AddDays(90)}
	f := d.sent(d.issued(data.ConductLetter, limit.ID, func(f *data.CaseFile) {
		limit.Person = f.People[0].ID
		f.Limits = []data.ConductLimit{limit}
	}))
	if f.Limits[0].ToldOn != d.Session.today() {
		t.Error("the limit does not say that the person was told")
	}
}

func TestTheMemoOfAReferralSendsIt(t *testing.T) {
	d := newDesk(t, true)
	st := data.Step{ID: data.NewID(), Kind: data.Referral, With: "The manager"}
	f := d.sent(d.issued(data.DepartmentInquiry, st.ID, func(f *data.CaseFile) { f.Steps = []data.Step{st} }))
	if f.Steps[0].SentOn != d.Session.today() || len(f.Disclosures) != 0 {
		t.Errorf("the referral was sent on %s; %d disclosures", f.Steps[0].SentOn, len(f.Disclosures))
	}
}

func TestARequestForAuthorizationIsLookedAfter(t *testing.T) {
	d := newDesk(t, true)
	f := d.sent(d.issued(data.AuthorizationRequest, data.ID{}, func(*data.CaseFile) {}))
	if len(f.Tasks) != 1 || f.Tasks[0].Due != d.Session.today().AddDays(data.AuthorizationDays) || !strings.Contains(f.Tasks[0].What, "authorization") {
		t.Errorf("the tasks are %+v", f.Tasks)
	}
}

func TestALetterToAnAgencyIsLoggedForTheAccounting(t *testing.T) {
	d := newDesk(t, true)
	a := data.Advocacy{ID: data.NewID(), Kind: "qio_appeal", With: "QIO", Goal: "Stay"}
	f := d.sent(d.issued(data.AppealSupport, a.ID, func(f *data.CaseFile) { f.Advocacy = []data.Advocacy{a} }))
	f = d.sent(f)
	if len(f.Disclosures) != 1 || f.Disclosures[0].Basis != data.BasisOversight || f.Disclosures[0].Letter != f.Letters[0].ID {
		t.Errorf("the disclosures are %+v", f.Disclosures)
	}
}
