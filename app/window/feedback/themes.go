package feedback

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// offeredThemes is how many of the themes in use are offered as ticks, beside
// the categories of the taxonomy.
const offeredThemes = 14

// editThemes ticks what a comment is about.
func (s *Screen) editThemes(c data.Feedback) {
	if !s.desk.Allowed(data.RightWork) {
		return
	}
	session := s.desk.Session
	ui.Load(&s.ticking, session.FeedbackThemes, func(used []data.NamedCount, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.tickThemes(c, themesToTick(c, used))
	})
}

// themesToTick are the comment's own themes, the categories and those in use.
func themesToTick(c data.Feedback, used []data.NamedCount) []string {
	list := slices.Clone(c.Themes)
	add := func(theme string) {
		if !slices.Contains(list, theme) {
			list = append(list, theme)
		}
	}
	for _, category := range data.HCAT {
		add(category.Name)
	}
	for _, u := range used[:min(len(used), offeredThemes)] {
		add(u.Name)
	}
	return list
}

func (s *Screen) tickThemes(c data.Feedback, list []string) {
	f := form.New(s.desk, fmt.Sprintf("themes/%d", c.Key), "What the comment is about", "Save the themes")
	f.Text = opening(c.Text)
	chosen := f.Ticks("themes", "Themes", list, c.Themes)
	other := f.Line("other", "Another theme", "")
	f.Gather = func() form.Save {
		themes := chosen()
		if o := strings.TrimSpace(other.Text); o != "" && !slices.Contains(themes, o) {
			themes = append(themes, o)
		}
		return func(ctx context.Context, in *store.Session) error {
			_, err := in.SetThemes(ctx, c.Key, themes)
			return err
		}
	}
	f.Done = func(bool) {
		s.desk.Say("The themes are saved.", func() {
			ui.Load(&s.ticking, func(ctx context.Context) (data.Feedback, error) {
				return s.desk.Session.SetThemes(ctx, c.Key, c.Themes)
			},
				func(was data.Feedback, err error) { s.retold(was, err) })
		})
		s.readOne(c)
	}
	f.Open()
}

// readOne shows a comment anew after its themes changed.
func (s *Screen) readOne(c data.Feedback) {
	session := s.desk.Session
	ui.Load(&s.ticking, func(ctx context.Context) (data.Feedback, error) {
		// A page that begins just before the comment begins with it.
		before := data.Cursor{Key: c.Key + 1, Sort: int64(c.Received), Set: true}
		p, err := session.Feedback(ctx, data.FeedbackQuery{After: before, Limit: 1})
		if err != nil || len(p.Rows) == 0 {
			return c, err
		}
		return p.Rows[0], nil
	}, s.retold)
}

func (s *Screen) retold(c data.Feedback, err error) {
	if err != nil {
		s.desk.Fail(err)
		return
	}
	s.table.Replace(c)
	if now, ok := s.table.Selected(); ok {
		s.detail.show(now)
	}
}
