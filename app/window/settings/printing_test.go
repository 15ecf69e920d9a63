package settings

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"rapport/data"
)

// withPrinters gives the computer two printers; what is printed goes to the file.
func withPrinters(t *testing.T) (printed string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there the print verb prints")
	}
	bin := t.TempDir()
	printed = filepath.Join(bin, "printed")
	for name, script := range map[string]string{
		"lpstat": "case \"$1\" in -e) echo front_desk; echo ward_4;; esac",
		"lp":     "for a in \"$@\"; do :; done; cat \"$a\" > '" + printed + "'",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return printed
}

func TestPaperEnvelopeAndTheOffsetOfEachPrinterAreSaved(t *testing.T) {
	withPrinters(t)
	o := newOffice(t)
	o.Pick("Paper", data.A4.String())
	o.Pick("Envelope", data.DIN5008B.String())
	o.Pick("Printer", "front_desk")
	o.Fill("Move to the right (mm)", "1,5")
	o.Fill("Move down (mm)", "-2")
	o.Pick("Printer", "ward_4")
	if got := o.screen.printing.right.Text; got != "" {
		t.Errorf("the other printer has the offset %q", got)
	}
	o.Fill("Move down (mm)", "0.5")
	o.save()
	set := o.Session.Settings()
	if paper, envelope := set.Sheet(); paper != data.A4 || envelope != data.DIN5008B || set.Printer != "ward_4" {
		t.Errorf("saved was %s, %s, %q", paper, envelope, set.Printer)
	}
	if want := []data.PrinterSetup{{Name: "front_desk", OffsetX: 1.5, OffsetY: -2}, {Name: "ward_4", OffsetY: 0.5}}; !reflect.DeepEqual(set.Printers, want) {
		t.Errorf("the printers are %+v", set.Printers)
	}
	o.Show(New(o.Desk))
	o.Pick("Printer", "front_desk")
	o.save()
	if got := o.Session.Settings(); !reflect.DeepEqual(got.Printers, set.Printers) || got.Printer != "front_desk" {
		t.Errorf("choosing another printer made %+v", got.Printers)
	}
}

func TestPaperThatDoesNotFitAndOffsetsOutOfReachAreExplained(t *testing.T) {
	withPrinters(t)
	for _, row := range []struct {
		do   func(o *office)
		says string
	}{
		{func(o *office) { o.Pick("Envelope", data.DIN5008B.String()) }, "is made for A4 paper"},
		{func(o *office) { o.Pick("Printer", "ward_4"); o.Fill("Move down (mm)", "11") }, "Give millimetres from -10 to 10"},
		{func(o *office) { o.Fill("Move to the right (mm)", "1") }, "Choose the printer that misses the place first."},
		{func(o *office) {
			o.Pick("Envelope", data.DoubleNine.String())
			o.Fill("Name in the sender's window", "Harbor Psychiatry")
		}, "tells strangers what care somebody gets"},
	} {
		o := newOffice(t)
		before := o.Session.Settings()
		row.do(o)
		o.Press("Save the settings")
		o.Sees(row.says)
		if !reflect.DeepEqual(o.Session.Settings(), before) {
			t.Errorf("saved in spite of: %s", row.says)
		}
	}
}

func TestTheTestSheetIsSeenAndPrintedAsTheFieldsSay(t *testing.T) {
	printed := withPrinters(t)
	o := newOffice(t)
	o.Pick("Printer", "ward_4")
	o.Fill("Move to the right (mm)", "2")
	doc, setup := o.screen.printing.sheet()
	if len(doc.Pages) != 1 || setup.Name != "ward_4" || setup.OffsetX != 2 {
		t.Errorf("the sheet is for %+v", setup)
	}
	o.Press("See the test sheet …")
	o.Sees("The test sheet", "Does the letter fit the envelope?")
	o.Press("Print …")
	if n := len(o.Floor.Said); n != 1 || !strings.HasPrefix(o.Floor.Said[0], "Save the settings first") {
		t.Errorf("the officer reads %q", o.Floor.Said)
	}
	o.Press("Close")
	o.save()
	o.Press("Print the test sheet …")
	o.Sees("The print is moved 2 mm to the right and 0 mm down for this printer.")
	o.Pick("Printer", "ward_4")
	o.Press("Print")
	if got, err := os.ReadFile(printed); err != nil || !strings.HasPrefix(string(got), "%PDF-") {
		t.Errorf("the printer got %d bytes, %v", len(got), err)
	}
	if n := len(o.Floor.Said); n != 3 || o.Floor.Said[2] != "The test sheet is at the printer." {
		t.Errorf("the officer reads %q", o.Floor.Said)
	}
}
