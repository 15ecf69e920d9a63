package settings

import (
	"errors"

	"rapport/app/window/ui"
	"rapport/data"
)

// recoveryLimits are the fields of what may be given as service recovery.
type recoveryLimits struct{ item, year, credit *ui.Entry }

func newRecoveryLimits() recoveryLimits {
	l := recoveryLimits{ui.NewEntry(""), ui.NewEntry(""), ui.NewEntry("")}
	for _, e := range []*ui.Entry{l.item, l.year, l.credit} {
		e.Max = 20
	}
	return l
}

// rows are the fields in their order.
func (l recoveryLimits) rows() []*ui.Row {
	amount := func(label string, e *ui.Entry, hint string) *ui.Row {
		r := hinted(ui.NewRow(label, e), hint)
		r.Check = func() error { _, err := ui.ReadAmount(e.Text); return err }
		return r
	}
	oig, none := data.StartingRecoveryLimits(), " Empty: no limit."
	item := amount("One gift up to", l.item, "The Office of Inspector General calls "+data.Dollars(oig.Item)+" nominal for Medicare and Medicaid patients."+none)
	check := item.Check
	item.Check = func() error {
		if err := check(); err != nil {
			return err
		}
		if t := l.typed(); t.Validate().Blocking().Has("recovery.item") {
			return errors.New("one gift cannot be worth more than all gifts of a year")
		}
		return nil
	}
	return []*ui.Row{item,
		amount("All gifts of a patient in a year up to", l.year, "Nominal: "+data.Dollars(oig.Year)+" a year (OIG policy of December 2016)."+none),
		amount("A bill credit without approval up to", l.credit, "Usual: $100 to $250."+none)}
}

func (l recoveryLimits) fill(limits data.RecoveryLimits) {
	l.item.SetText(ui.Amount(limits.Item))
	l.year.SetText(ui.Amount(limits.Year))
	l.credit.SetText(ui.Amount(limits.BillCredit))
}

// typed is the limits as the fields have them; one that cannot be read is none.
func (l recoveryLimits) typed() data.RecoveryLimits {
	cents := func(e *ui.Entry) int64 { n, _ := ui.ReadAmount(e.Text); return n } // the form checks it
	return data.RecoveryLimits{Item: cents(l.item), Year: cents(l.year), BillCredit: cents(l.credit)}
}
