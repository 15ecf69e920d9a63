package command

import (
	"context"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/figures"
)

var freezeCommand = command{
	name: "freeze", args: "--month YYYY-MM [--note TEXT]", does: "freezes the figures of a period as they are reported",
	notes: "The snapshot keeps the figures, who froze them and where the audit chain stood. It never changes; freezing again\n" +
		"makes the next version. A later summary of the period says what was restated since, and why.",
	flags: func(c *call) {
		c.signInFlags()
		c.periodFlags()
		c.flags.StringVar(&c.reason, "note", "", "a remark that is kept with the snapshot")
	},
	run: freeze,
}

func freeze(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	p, err := c.reportPeriod()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		frozen, err := s.Freeze(ctx, p, c.reason, func(f data.SummaryFacts) []data.FrozenFigure { return figures.Compute(f).Frozen() })
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(map[string]any{"period": p.String(), "version": frozen.Version, "at": frozen.At, "by": frozen.By,
				"audit_entry": frozen.AuditSeq, "audit_head": frozen.AuditHead, "figures": frozen.Figures})
		}
		c.printf("Froze %s, version %d, with the audit chain at entry %s.\n", p.Long(s.Settings().Locale), frozen.Version, grouped(int(frozen.AuditSeq)))
		return nil
	})
}

var numbersCommand = command{
	name: "numbers", args: "--month YYYY-MM | --period PERIOD", does: "prints patient days, encounters and survey results by month",
	notes: "“rapport import numbers” brings them in.",
	flags: func(c *call) { c.signInFlags(); c.periodFlags() },
	run:   printNumbers,
}

func printNumbers(ctx context.Context, c *call) error {
	if err := c.none(); err != nil {
		return err
	}
	p, err := c.reportPeriod()
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		list, err := s.MonthNumbers(ctx, p.From.Month(), p.To.Month())
		if err != nil {
			return err
		}
		if c.json {
			return c.printJSON(list)
		}
		if len(list) == 0 {
			c.printf("Nothing is entered for %s.\n", p.Long(s.Settings().Locale))
		}
		for _, n := range list {
			unit := n.Unit
			if unit == "" {
				unit = "the whole hospital"
			}
			c.printf("%s  %s, %s: %s\n", n.Month, n.Kind, unit, grouped(n.Value))
		}
		return nil
	})
}
