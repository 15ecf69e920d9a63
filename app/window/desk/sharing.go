package desk

import (
	"context"

	"rapport/app/window/ui"
	"rapport/data/redact"
)

// Sharer is a view that shows words about people: what is copied from it is redacted.
type Sharer interface {
	// Shares returns the case that the words are of, 0 for none, and the finder of what
	// is known there.
	Shares() (key int64, finder *redact.Finder)
}

// Sharing is what copying means while the view is in front: nothing special for one
// that tells of nobody.
func (d *Desk) Sharing(v View) ui.Sharing {
	view, ok := v.(Sharer)
	if !ok {
		return ui.Sharing{}
	}
	return ui.Sharing{
		Redact: func() func(words string) string {
			_, finder := view.Shares()
			return func(words string) string { return redact.NewReview(words, finder.Another()).Text() }
		},
		Say: func(words string) { d.Say(words, nil) },
		Record: func(put func()) {
			key, _ := view.Shares()
			if key == 0 {
				put()
				d.Say("Copied with identifiers. The clipboard is cleared after a minute.", nil)
				return
			}
			ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
				return struct{}{}, d.Session.RecordCopyAll(ctx, key)
			}, func(_ struct{}, err error) {
				if err != nil {
					d.Fail(err)
					return
				}
				put()
				d.Say("Copied with identifiers; the history keeps it. The clipboard is cleared after a minute.", nil)
			})
		},
	}
}
