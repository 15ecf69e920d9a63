package casefile

import (
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

func TestADisclosureIsLoggedWithWhatTheRuleMakesOfIt(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Disclosures)
	o.sees("Log what identifies the patient")
	o.press("Log a disclosure …")
	o.fill("Who received it", "State Department of Health")
	o.pick("On what basis", "State agency, QIO, OCR or licensing board")
	o.sees("Accountable: the patient's accounting lists it. 45 CFR 164.512(d)")
	o.fill("What was given, in a few words", "The file")
	o.fill("What for, or which request it answers", "A survey")
	o.fill("Of a series: how many", "3")
	o.press("Save the disclosure")
	o.sees("Enter the day of the last one of the series.")
	o.fill("and the last on", "t")
	o.shoot("dialog-disclosure")
	o.press("Save the disclosure")
	d := o.file().Disclosures
	if len(d) != 1 || d[0].Basis != data.BasisOversight || d[0].Times != 3 || d[0].LastOn != today() {
		t.Fatalf("the disclosures are %+v", d)
	}
	o.sees("State Department of Health")
	o.sees("Accountable")
	o.press("Edit …")
	o.pick("On what basis", "Insurer, for an appeal or payment")
	o.press("Save the disclosure")
	o.sees("Not accountable")
}

func TestAMisdirectedLetterAsksForItsAssessment(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Disclosures)
	o.press("Log a disclosure …")
	o.fill("Who received it", "A neighbor")
	o.pick("On what basis", "Sent to the wrong person")
	o.fill("What was given, in a few words", "The acknowledgement")
	o.fill("What for, or which request it answers", "Wrong house number")
	o.press("Save the disclosure")
	if said := o.said[len(o.said)-1]; !strings.Contains(said, "Tell the privacy officer today") {
		t.Errorf("it is said: %q", said)
	}
	o.sees("Assess whether the misdirected letter is a breach")
	o.press("Record the breach assessment …")
	o.pick("Result", "Breach: the patient must be told")
	o.fill("What it rests on", "The neighbor read it.")
	o.fill("Assessed on", "t")
	o.fill("By whom", "Privacy officer")
	o.press("Save the assessment")
	o.sees("Tell the patient of the breach")
	if due := o.file().Disclosures[0].Owed(true)[0].Due; due != today().AddDays(data.NotifyDays) {
		t.Errorf("it is due on %s", due)
	}
	o.press("Record the breach assessment …")
	o.fill("The patient was told on", "t")
	o.press("Save the assessment")
	o.sees("Assessed")
	o.shoot("disclosures-breach")
}

func TestALetterToSomebodyOutsideOffersTheEntry(t *testing.T) {
	o := newOffice(t)
	o.fillCase()
	o.screen.Go(desk.Letters)
	if strings.Contains(o.words(), "Log the disclosure") {
		t.Error("the entry is offered for a letter that has not left")
	}
	o.press("Record how it left …")
	o.press("Record it")
	o.press("Log the disclosure …")
	o.sees("Who received it")
	o.press("Save the disclosure")
	d := o.file().Disclosures
	last := d[len(d)-1]
	if last.Recipient != "Ms. Rosalind Fennimore" || last.Basis != data.BasisInvolved || last.Letter != o.file().Letters[0].ID || !strings.Contains(last.Address, "12 Heron Street") {
		t.Fatalf("the disclosures are %+v", d)
	}
	o.screen.Go(desk.Letters)
	o.sees("Disclosure logged")
	if strings.Contains(o.words(), "Log the disclosure") {
		t.Error("the entry is offered twice")
	}
}

func TestTheAccountingIsShownAndSaved(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Disclosures)
	_, err := o.session.SaveRecord(t.Context(), o.screen.file.Key, &data.Disclosure{On: today(), Recipient: "State agency", What: "The file", Purpose: "A survey", Basis: data.BasisOversight})
	if err != nil {
		t.Fatal(err)
	}
	o.press("Accounting for the patient …")
	o.sees("1 disclosure in 1 case of this patient")
	o.shoot("accounting")
	to := filepath.Join(t.TempDir(), accountingName+".pdf")
	save := func() {
		o.press("Save as a file …")
		o.fill("File", to)
		o.fill("Why does it leave, and for whom?", "The patient asked for it.")
		o.fill("Passphrase of the file", "maple otter tulip bread 4071")
	}
	save()
	o.shoot("accounting-leaves")
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Save the file")
	o.sees("maple otter tulip bread 4071")
	o.sees("Tell it by phone")
	o.press("I have told it or written it down")
	if text := officetest.PDFTool(t, "pdftotext", to, "-upw", "maple otter tulip bread 4071"); !strings.Contains(text, "State agency") {
		t.Errorf("the pages read %s", text)
	}
	o.inHistory("accounting.saved", "Put out the accounting of disclosures as PDF, 1 case")
	o.inHistory("accounting.saved", "Reason: The patient asked for it.")

	save()
	eye := officetest.Eye{TB: t, Window: o.window}
	eye.Press("Not protected") // for the person: not asked about twice
	eye.Sees("45 CFR 164.528", "delete it once it is printed")
	o.shoot("accounting-plain")
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Save the file")
	o.press("Replace it")
	if text := officetest.PDFTool(t, "pdftotext", to); !strings.Contains(text, "State agency") {
		t.Errorf("the plain pages read %s", text)
	}
	ui.CloseDialogs(o.window)
	o.inHistory("accounting.saved", "NOT PROTECTED")
}
