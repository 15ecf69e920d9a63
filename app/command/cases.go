package command

import (
	"context"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/store"
)

const (
	usualCases = 50
	pageOfRows = 500 // rows read at a time
)

var casesCommand = command{
	name: "cases", args: "[--filter FILTER]", does: "lists cases", notes: filterNotes,
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.filter, "filter", "", "which cases")
		c.flags.StringVar(&c.order, "order", "", "by what to sort; newest first unless given")
		c.flags.BoolVar(&c.reverse, "reverse", false, "the order turned round")
		c.flags.IntVar(&c.limit, "limit", usualCases, "how many at most; 0 for all")
	},
	run: listCases,
}

func listCases(ctx context.Context, c *call) error {
	if len(c.args) > 0 { // rapport cases open unit:ICU
		c.filter = strings.TrimSpace(c.filter + " " + strings.Join(c.args, " "))
	}
	order := data.CaseOrder(strings.ToLower(c.order))
	if order != "" && !data.Known(data.CaseOrders, order) {
		return misusef("There is no order %q. It must be one of: %s.", c.order, orderNames())
	}
	if c.limit < 0 {
		return misusef("--limit must not be less than 0.")
	}
	if _, err := parseFilter(c.filter, nil); err != nil { // before anybody is asked for a passphrase
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		q, err := parseFilter(c.filter, s.Settings().Units)
		if err != nil {
			return err
		}
		q.Order, q.Reverse = order, c.reverse
		return c.printCases(ctx, s, q)
	})
}

// printCases walks the pages of the list and prints each row as it comes.
func (c *call) printCases(ctx context.Context, s *store.Session, q data.CaseQuery) error {
	p := rowPrinter{call: c, settings: s.Settings()}
	for {
		q.Limit = pageOfRows
		if c.limit > 0 {
			q.Limit = min(q.Limit, c.limit-p.rows)
		}
		page, err := s.Cases(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			if err := p.print(row); err != nil {
				return err
			}
		}
		if !page.More || c.limit > 0 && p.rows >= c.limit {
			return p.end(page.More)
		}
		q.After = page.Next
	}
}

// rowPrinter prints a list as it is read, whatever its length.
type rowPrinter struct {
	*call
	settings data.Settings
	rows     int
}

func (p *rowPrinter) print(row data.CaseRow) error {
	p.rows++
	if p.json {
		p.printf("%s", map[bool]string{true: "[\n", false: ",\n"}[p.rows == 1])
		return p.printJSON(row)
	}
	if p.rows == 1 {
		p.printf("%s %s %s %s %s %s %s\n", cell("Number", 14), cell("Received", 10), cell("Kind", 22), cell("State", 17), cell("Unit", 20), cell("Due", 10), "Who")
	}
	if row.Shut {
		p.printf("%s %s\n", cell(row.Number, 14), data.ShutCase)
		return nil
	}
	who := row.Complainant
	if who == "" {
		who = row.Patient
	}
	p.printf("%s %s %s %s %s %s %s\n", cell(row.Number, 14), data.DateOf(row.ReceivedAt, p.settings.Zone()), cell(row.Kind.String(), 22),
		cell(row.State.String(), 17), cell(row.Unit, 20), cell(row.NextDue.String(), 10), who)
	return nil
}

func (p *rowPrinter) end(more bool) error {
	switch {
	case p.json && p.rows == 0:
		p.printf("[]\n")
	case p.json:
		p.printf("]\n")
	case p.rows == 0:
		p.printf("No case matches.\n")
	case more:
		p.printf("The first %s; there are more. --limit 0 lists all.\n", grouped(p.rows))
	default:
		p.printf("%s.\n", counted(p.rows, "case", "cases"))
	}
	return nil
}

var caseCommand = command{
	name: "case", args: "CASE", does: "shows one case whole",
	notes: "The number may be cut short: 2026-17 is PR-2026-00017. Restricted notes and documents stay hidden. Looking at a case is\n" +
		"recorded in the audit chain.",
	flags: (*call).signInFlags,
	run: func(ctx context.Context, c *call) error {
		number, err := c.one("the number of a case")
		if err != nil {
			return err
		}
		return c.with(ctx, func(s *store.Session) error {
			f, err := s.Case(ctx, number)
			if err != nil {
				return noCase(err, number)
			}
			if c.json {
				return c.printJSON(f)
			}
			c.printCase(f, s.Settings(), s.Settings().Today(time.Now()))
			return nil
		})
	},
}
