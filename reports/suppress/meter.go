package suppress

import "context"

// work is how much arithmetic a search may take, in cells of tableaus that a pivot
// goes over: some ten times what the largest year of a large office was seen to
// need, and less than a minute.
const work = 30e9

// meter bounds a search, so that it ends whatever the document is like.
type meter struct {
	ctx  context.Context
	left float64
}

func newMeter(ctx context.Context) *meter { return &meter{ctx, work} }

// spend takes off what a step costs, and reports whether there is any left.
func (m *meter) spend(cells int) bool {
	m.left -= float64(cells)
	return !m.out()
}

// out reports whether the search has to end: nothing is left, or nobody waits for
// it any more.
func (m *meter) out() bool { return m.left <= 0 || m.ctx.Err() != nil }
