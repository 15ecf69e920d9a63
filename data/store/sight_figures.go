package store

import "rapport/data"

// mask puts what stands for a hidden case among figures in the place of its key:
// the figure counts the case, and nobody finds out which one it is.
func (s *sight) mask(key *int64) {
	if other, hidden := s.alias[*key]; hidden {
		*key = other
	}
}

// maskIn is mask on what a list has of cases; key is where one keeps it.
func maskIn[T any](s *sight, list []T, key func(*T) *int64) {
	for i := range list {
		s.mask(key(&list[i]))
	}
}

func itself(key *int64) *int64 { return key }

// maskFacts leaves of hidden cases what is counted of them.
func (s *sight) maskFacts(f *data.SummaryFacts) {
	if !s.hides() {
		return
	}
	for _, p := range []*data.PeriodFacts{&f.PeriodFacts, &f.Before} {
		for _, list := range [][]data.CaseFact{p.Received, p.Closed, p.Open} {
			for i, c := range list {
				if s.hidden[c.Key] != "" {
					list[i].Number, list[i].Owner = "", ""
				}
			}
			maskIn(s, list, func(c *data.CaseFact) *int64 { return &c.Key })
		}
		for _, list := range [][]int64{p.Voided, p.OpenStart} {
			maskIn(s, list, itself)
		}
		for i, a := range p.Actions {
			if s.hidden[a.Case] != "" {
				p.Actions[i].Number, p.Actions[i].Plan = "", a.Plan.Shut()
			}
		}
		maskIn(s, p.Flow, func(x *data.FlowFact) *int64 { return &x.Case })
		maskIn(s, p.Reopened, func(x *data.ReopenFact) *int64 { return &x.Case })
		maskIn(s, p.Issues, func(x *data.IssueFact) *int64 { return &x.Case })
		maskIn(s, p.Advocacy, func(x *data.AdvocacyFact) *int64 { return &x.Case })
		maskIn(s, p.Letters, func(x *data.LetterFact) *int64 { return &x.Case })
		maskIn(s, p.Actions, func(x *data.ActionFact) *int64 { return &x.Case })
		maskIn(s, p.Referrals, func(x *data.DueFact) *int64 { return &x.Case })
		maskIn(s, p.Promises, func(x *data.DueFact) *int64 { return &x.Case })
		maskIn(s, p.Escalations, func(x *data.EscalationFact) *int64 { return &x.Case })
	}
	s.maskThemes(f.Themes)
	if f.Frozen != nil {
		s.maskFrozen(f.Frozen)
	}
}

func (s *sight) maskThemes(themes []data.ThemeFact) {
	if s.hides() {
		for _, t := range themes {
			maskIn(s, t.Cases, itself)
		}
	}
}

func (s *sight) maskFrozen(f *data.FrozenReport) {
	if s.hides() {
		maskIn(s, f.Cases, func(c *data.FrozenCase) *int64 { return &c.Key })
	}
}

func (s *sight) maskKO41a(f *data.KO41aFacts) {
	if !s.hides() {
		return
	}
	for _, list := range [][]int64{f.Brought, f.Reopened, f.Withdrawn, f.Carried} {
		maskIn(s, list, itself)
	}
	for _, list := range [][]data.KO41aCase{f.New, f.Resolved} {
		maskIn(s, list, func(c *data.KO41aCase) *int64 { return &c.Key })
	}
}
