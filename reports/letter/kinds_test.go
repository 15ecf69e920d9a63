package letter

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// richCase is an invented case that has something for every kind of letter. The
// daughter speaks for her mother, with or without a written authorization.
func richCase(allowed bool) data.CaseFile {
	f := sampleCase()
	f.Unit, f.Channel, f.EventDate, f.Story = "6 West Medical-Surgical", data.Phone, day(2026, 2, 21), "The night nurse on 6 West sat with my mother until she slept. I will never forget that kindness."
	f.MayShareName = true
	f.People[0].MRN, f.People[0].Written = "00884213", "English"
	daughter := data.Person{ID: id(2), Role: data.RoleComplainant, Relation: "child", Authority: data.AuthorityNone,
		Title: "Mrs.", Given: "Marguerite Anne", Family: "Achterberg-Villanueva", Street: "14077 Old Canal Towpath Road\nBuilding C, Apt. 1204",
		City: "North Westbrook", State: "OH", Postal: "44998-1207", Interpreter: "spoken"}
	if allowed {
		daughter.Authority, daughter.Grant = data.AuthorityWritten, data.Grant{From: day(2026, 2, 25)}
	}
	f.People = append(f.People, daughter)
	f.Issues = append(f.Issues, data.Issue{ID: id(13), Words: "The doctor spoke over her head as if she were not in the room.", Category: "respect"})
	for i, o := range []data.Outcome{data.Substantiated, data.PartiallySubstantiated, data.Inconclusive} {
		f.Issues[i].Severity, f.Issues[i].Finding = i+1, data.Finding{Outcome: o, Answer: "We looked at the log and spoke with the team. You were right."}
	}
	f.Steps = []data.Step{{ID: id(21), Kind: data.Referral, With: "Theodora Blankenship", Unit: "6 West", Subject: "On the night of February 21 two calls by call light waited about half an hour.", Due: day(2026, 3, 20),
		Questions: []string{"How many nurses were on duty between 10 p.m. and 2 a.m.?", "Was relief asked for, and when?", "What is the unit's own standard for a call light?"}, Records: "The call-light log of the room for February 21\nThe staffing sheet of that night"}}
	f.Meetings = []data.Meeting{{RecordBase: data.RecordBase{ID: id(31)}, Mediation: true, When: time.Date(2026, 3, 24, 18, 30, 0, 0, time.UTC), On: day(2026, 3, 24), Place: "Family room, second floor, North Tower",
		Parties: []string{"Theodora Blankenship, nurse manager", "Dr. Amadou Okonkwo-Hill", "Dana Whitfield, patient relations"}, Neutral: "Rev. Lucille Farnsworth"}}
	f.Advocacy = []data.Advocacy{{ID: id(41), Goal: "Please pay for the 12 home visits by a nurse that the hospital ordered on February 23.", With: "Great Lakes Mutual Health Plan",
		Papers: []data.Paper{{Name: "Order of February 23", Have: true}, {Name: "Denial of March 2", Have: true}}, Levels: []data.AppealLevel{{ID: id(42), Path: "group_pre", Basis: day(2026, 3, 2), Urgent: true, DecisionDue: day(2026, 3, 21)}}},
		{ID: id(43), Kind: data.QIOReferral, With: "Quality improvement organization", DoneOn: day(2026, 3, 10), Agreed: true}}
	f.Contacts = []data.Contact{{At: f.ReceivedAt.AddDate(0, 0, 3), Mode: "phone", Outcome: "no_answer"}, {At: f.ReceivedAt.AddDate(0, 0, 6), Mode: "voicemail", Outcome: "message"}, {At: f.ReceivedAt.AddDate(0, 0, 9), Mode: "letter", Outcome: "message"}}
	f.Limits = []data.ConductLimit{{RecordBase: data.RecordBase{ID: id(51)}, Group: "persistence", Person: id(2), Facts: "Between March 2 and March 9 there were 61 calls to the nurses' desk of 6 West, 14 of them after midnight.", Limit: "Please do not call the nurses' desk. Call one person only, on workdays from 9 a.m. to 4 p.m., or write to us.", From: day(2026, 3, 19), ReviewOn: day(2026, 6, 18), DecidedBy: "Josephine Aldridge, Chief Nursing Officer"}}
	f.Letters = []data.Letter{{ID: id(61), Kind: data.Acknowledgement, Date: day(2026, 2, 26), Dispatches: []data.Dispatch{{On: day(2026, 2, 26)}}}}
	f.Clocks = []data.Clock{{Kind: data.ClockDecide, Length: 7, Due: day(2026, 3, 30)}}
	return f
}

// written fills the slots that must say something, and the typed fields.
func written(f data.CaseFile, k data.LetterKind, l data.Lang) data.LetterFacts {
	t, _ := data.BuiltinTemplate(k, l)
	s := sampleSettings()
	s.Delegation = "Board resolution 2024-17 of June 11, 2024"
	d := data.DraftLetterFor(f, t, sampleOfficer(), s, day(2026, 3, 18))
	d.CompletedOn, d.Steps = day(2026, 3, 16), sampleNotice().Steps
	if k.Spec().Reader == data.ToOutside {
		d.To.Address = data.Address{Street: "P.O. Box 88120", City: "Westbrook", State: "OH", Postal: "44990"}
	}
	if !k.Spec().Notice && k != data.InterimLetter {
		d.Steps = nil
	}
	say := map[data.Lang]string{data.English: "We want to speak with the nurse who was there that night. She is away until Monday.", data.Spanish: "Queremos hablar con la enfermera que estuvo esa noche. Ella regresa el lunes."}[l]
	for _, b := range t.Blocks {
		if b.Slot && b.Ask != "" && b.Text == "" {
			d.SetWords(b.Name, say)
		}
	}
	for _, v := range data.FieldsFor(k) {
		if v.Source == data.FromLetter && d.Values[v.Name] == "" {
			value := map[data.FieldType]string{data.FieldDate: "2026-03-24"}[v.Type]
			if value == "" {
				value = map[string]string{"referred.basis": map[data.Lang]string{data.English: "You agreed to this on the phone on March 9.", data.Spanish: "Usted estuvo de acuerdo por teléfono el 9 de marzo."}[l], "appeal.member": "GLM 4471-20938"}[v.Name]
			}
			d.SetValue(v.Name, value)
		}
	}
	return data.LetterFacts{File: f, Draft: d, Template: t, Settings: s, Officer: sampleOfficer(), Today: day(2026, 3, 18)}
}

func TestEveryKindOfLetterIsComposedInEveryLanguageAndSize(t *testing.T) {
	for _, k := range data.LetterKinds {
		for _, l := range data.Langs {
			for _, large := range []bool{false, true} {
				name := fmt.Sprintf("%s.%s.%v", string(k.Value), string(l.Value), large)
				x := written(richCase(k.Value != data.AuthorizationRequest), k.Value, l.Value)
				x.Draft.LargePrint = large
				file, pages, err := PDF(x, Options{})
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				if pages > 2 && !large && k.Value != data.NoticeOfDecision && k.Value != data.NoContactClosure && k.Value != data.AuthorizationRequest {
					t.Errorf("%s has %d pages, want 2 at most", name, pages)
				}
				if k.Value == data.CommitteeCover && pages != 1 && !large {
					t.Errorf("%s: the cover sheet has %d pages, want one", name, pages)
				}
				if dir := os.Getenv("RAPPORT_SHOTS"); dir != "" {
					if err := os.WriteFile(filepath.Join(dir, name+".pdf"), file, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

func TestAnyLetterOfAnAlmostEmptyCaseIsADraftThatShowsWhatIsMissing(t *testing.T) {
	for _, k := range data.LetterKinds {
		for _, l := range data.Langs {
			template, _ := data.BuiltinTemplate(k.Value, l.Value)
			f := data.CaseFile{Case: data.Case{ReceivedAt: time.Date(2026, 2, 25, 15, 0, 0, 0, time.UTC)}}
			d := data.DraftLetterFor(f, template, data.Officer{}, data.Settings{}, day(2026, 3, 18))
			x := data.LetterFacts{File: f, Draft: d, Template: template, Today: d.Date}
			doc, err := Compose(x, Options{Draft: true})
			if err != nil {
				t.Fatalf("%s in %s: %v", k.Label, l.Label, err)
			}
			if gaps := Gaps(x); gaps.Err() == nil || !hasMissing(doc.Document) {
				t.Errorf("%s in %s shows nothing missing", k.Label, l.Label)
			}
		}
	}
}

func TestNothingOfThePatientStandsInALetterToAReaderWithoutAuthority(t *testing.T) {
	f := richCase(false)
	f.Limits[0].Facts = "Between March 2 and March 9 there were 61 calls to the nurses' desk, 14 of them after midnight."
	f.Limits[0].Limit = "Please call one person only, on workdays from 9 a.m. to 4 p.m., or write to us."
	for _, k := range data.LetterKinds {
		if k.Value.Spec().Reader != data.ToPerson || k.Value.Spec().Health {
			continue // the gate keeps it from such a reader
		}
		for _, l := range data.Langs {
			doc, err := Compose(written(f, k.Value, l.Value), Options{})
			if err != nil {
				t.Fatalf("%s in %s: %v", k.Label, l.Label, err)
			}
			text := docText(doc.Document)
			mustHold(t, text, "Achterberg-Villanueva", "14077 Old Canal Towpath Road")
			for _, secret := range []string{"Rosalind", "00884213", "6 West", "February 21", "21 de febrero", "call light", "medicine", "over her head", "2218 Juniper"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s in %s tells %q", k.Label, l.Label, secret)
				}
			}
		}
	}
}

func TestAFormToSendBackBeginsOnAPageOfItsOwn(t *testing.T) {
	doc, err := Compose(written(richCase(false), data.AuthorizationRequest, data.English), Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := pageText(doc.Pages[len(doc.Pages)-1])
	mustHold(t, last, "Permission to share health information", "Date of birth", "Signature of the patient", "What gives this person the right to sign")
	if strings.Contains(last, "Sincerely,") {
		t.Error("the signature stands on the page of the form")
	}
}
