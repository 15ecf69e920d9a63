package ui

import "fyne.io/fyne/v2"

// Selected is the selected row, false when there is none.
func (t *Table[T]) Selected() (T, bool) {
	if t.selected < 0 || t.selected >= len(t.rows) {
		var none T
		return none, false
	}
	return t.rows[t.selected], true
}

// Select selects the row with the key among those read, and brings it into sight.
func (t *Table[T]) Select(key string) {
	for i, row := range t.rows {
		if t.key(row) == key {
			t.moveTo(i)
			return
		}
	}
}

// moveTo selects row i, or the nearest there is that is no head of a group.
func (t *Table[T]) moveTo(i int) {
	i = t.nearest(min(max(i, 0), len(t.rows)-1))
	if i < 0 {
		return
	}
	changed := i != t.selected
	t.selected = i
	t.body.mark(i, t.focused)
	t.reveal(i)
	if changed && t.OnSelect != nil {
		t.OnSelect(t.rows[i])
	}
}

// nearest is row i unless it is a head: then the next one in the direction of
// the move, or the other way at the end; -1 when there is none.
func (t *Table[T]) nearest(i int) int {
	step := 1
	if i < t.selected {
		step = -1
	}
	for range 2 {
		for j := i; j >= 0 && j < len(t.rows); j += step {
			if _, head := t.groupHead(j); !head {
				return j
			}
		}
		step = -step
	}
	return -1
}

// reveal scrolls as little as needed to have row i whole in sight, with the head
// of its group when it is the first of it.
func (t *Table[T]) reveal(i int) {
	height, top, end := t.scroll.Size().Height, t.body.top(i), t.body.top(i+1)
	if i > 0 {
		if _, head := t.groupHead(i - 1); head {
			top = t.body.top(i - 1)
		}
	}
	switch {
	case height <= 0:
		return
	case top < t.scroll.Offset.Y:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case end > t.scroll.Offset.Y+height:
		t.scroll.ScrollToOffset(fyne.NewPos(0, end-height))
	}
	t.look()
}

// press selects the row under the mouse.
func (t *Table[T]) press(i int) {
	focus(t)
	if _, head := t.groupHead(i); !head {
		t.moveTo(i)
	}
}

func (t *Table[T]) open(i int) {
	if i < 0 || i >= len(t.rows) || t.OnOpen == nil {
		return
	}
	if _, head := t.groupHead(i); !head {
		Guard(func() { t.OnOpen(t.rows[i]) })()
	}
}

// FocusGained answers Fyne; a table without selection selects its first row,
// so that the keyboard has a place to start.
func (t *Table[T]) FocusGained() {
	t.focused = true
	t.body.mark(t.selected, true)
	if t.selected < 0 {
		t.moveTo(0)
	}
}

// FocusLost answers Fyne.
func (t *Table[T]) FocusLost() {
	t.focused = false
	t.body.mark(t.selected, false)
}

// TypedRune answers Fyne.
func (t *Table[T]) TypedRune(r rune) {
	typedRune(r)
	if t.OnRune != nil {
		Guard(func() { t.OnRune(r) })()
	}
}

// TypedKey moves the selection, opens it, or closes the dialog around the table.
func (t *Table[T]) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	page := max(int(t.scroll.Size().Height/t.body.lineHeight())-1, 1)
	switch key.Name {
	case fyne.KeyUp:
		t.moveTo(t.selected - 1)
	case fyne.KeyDown:
		t.moveTo(t.selected + 1)
	case fyne.KeyPageUp:
		t.moveTo(t.selected - page)
	case fyne.KeyPageDown:
		t.moveTo(t.selected + page)
	case fyne.KeyHome:
		t.moveTo(0)
	case fyne.KeyEnd:
		t.moveTo(len(t.rows) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.open(t.selected)
	case fyne.KeyEscape:
		escape(t)
	}
}
