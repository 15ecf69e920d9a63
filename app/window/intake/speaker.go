package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// voice is who speaks up, in the four ways that the form tells apart.
type voice string

const (
	patientSpeaks voice = "patient"
	otherSpeaks   voice = "other"
	unnamedSpeaks voice = "anonymous"
	staffSpeaks   voice = "staff"
)

var voices = []data.Term[voice]{
	{Value: patientSpeaks, Label: "The patient"}, {Value: otherSpeaks, Label: "Somebody for the patient"},
	{Value: unnamedSpeaks, Label: "Anonymous: gives no name"}, {Value: staffSpeaks, Label: "Staff"},
}

// voiceOf is who speaks in an intake.
func voiceOf(in data.Intake) voice {
	switch {
	case in.Anonymous || in.Relation == "anonymous":
		return unnamedSpeaks
	case in.Relation == "staff":
		return staffSpeaks
	case in.Relation == data.Self:
		return patientSpeaks
	}
	return otherSpeaks
}

// speaker is who speaks up: the patient, somebody for the patient, or somebody
// who gives no name.
type speaker struct {
	voice     *ui.Choice[voice]
	relation  *ui.Choice[data.Relation]
	person    *person
	authority *ui.Choice[data.Authority]
	evidence  *ui.Entry
	forOther  *fyne.Container // what is asked about somebody who is not of the staff
	panel     *fyne.Container // what is asked about somebody who is not the patient
	places    []place
}

func newSpeaker(s *Screen) *speaker {
	k := &speaker{person: newPerson(s, "complainant."), evidence: s.line()}
	k.voice = ui.NewChoice("", options(voices), func(voice) { s.changed() })
	k.relation = ui.NewChoice("Not asked yet", options(forPatient()), func(data.Relation) { s.changed() })
	k.authority = ui.NewChoice("Not asked yet", options(data.Authorities[1:]), func(data.Authority) { s.changed() })
	k.places = []place{
		{field: "speaker", row: ui.NewRow("Who speaks?", k.voice)},
		{field: "relation", row: ui.NewRow("To the patient, this person is", k.relation)},
		{field: "complainant.authority", row: hinted("Authority", "May they be told about the patient?", k.authority)},
		{field: "complainant.evidence", row: hinted("What shows it", "Document and day, or who was there", k.evidence)},
	}
	k.forOther = container.NewVBox(k.places[1].row)
	held := side(share{1, 1}, k.places[2].row, k.places[3].row)
	k.panel = ui.NewPanel("The person who speaks", container.NewVBox(k.forOther, k.person.names(), k.person.offer.Content(), held, k.person.more, k.person.access))
	k.panel.Hide()
	return k
}

// forPatient are the relations of somebody who speaks for the patient; the other
// voices are asked for by themselves.
func forPatient() []data.Term[data.Relation] {
	var list []data.Term[data.Relation]
	for _, r := range data.Relations {
		if r.Value != data.Self && r.Value != "anonymous" && r.Value != "staff" {
			list = append(list, r)
		}
	}
	return list
}

// named reports whether the form asks for a complainant beside the patient.
func named(in data.Intake) bool { return in.Relation != data.Self && !in.Anonymous }

func (k *speaker) read(in *data.Intake) {
	who, _ := k.voice.Value()
	in.Complainant = k.person.now()
	in.Complainant.Authority, _ = k.authority.Value()
	in.Complainant.Evidence = strings.TrimSpace(k.evidence.Text)
	in.Anonymous = who == unnamedSpeaks
	switch who {
	case patientSpeaks:
		in.Relation = data.Self
	case unnamedSpeaks:
		in.Relation = "anonymous"
	case staffSpeaks:
		in.Relation, in.Complainant.Authority, in.Complainant.Evidence = "staff", "", ""
	default:
		in.Relation, _ = k.relation.Value()
	}
}

func (k *speaker) show(in data.Intake) {
	k.voice.SetValue(voiceOf(in))
	k.relation.ClearSelected()
	k.relation.SetValue(in.Relation)
	k.person.show(in.Complainant)
	k.authority.ClearSelected()
	k.authority.SetValue(in.Complainant.Authority)
	k.evidence.SetText(in.Complainant.Evidence)
}

// refresh asks for what fits who speaks.
func (k *speaker) refresh(in data.Intake) {
	show, other := named(in), voiceOf(in) == otherSpeaks
	k.places[2].row.Hidden, k.places[3].row.Hidden = !other, !other
	if show == k.panel.Visible() && other == k.forOther.Visible() {
		return
	}
	k.panel.Hidden, k.forOther.Hidden = !show, !other
	k.panel.Refresh()
}
