package suppress

import "context"

// work is how much arithmetic a search may take, in cells of tableaus that are
// looked at or changed: some seconds. A quarter of 5,000 cases in 60 units was seen
// to need a third of it.
const work = 2e9

// meter bounds a search, so that it ends whatever the document is like.
type meter struct {
	ctx  context.Context
	left float64
}

func newMeter(ctx context.Context) *meter { return &meter{ctx, work} }

// spend takes off what a step costs.
func (m *meter) spend(cells int) { m.left -= float64(cells) }

// out reports whether the search has to end: nothing is left, or nobody waits for
// it any more.
func (m *meter) out() bool { return m.left <= 0 || m.ctx.Err() != nil }
