package page

import "testing"

func TestADrawingAloneFillsItsPage(t *testing.T) {
	doc := Alone(blank{}, Size{300, 200}, Shade)
	if len(doc.Pages) != 1 || doc.Size != (Size{300, 200}) {
		t.Fatalf("%d pages of %v", len(doc.Pages), doc.Size)
	}
	ground, ok := doc.Pages[0].Items[0].(Rect)
	if !ok || ground.Fill != Shade || ground.Box.Right() < 300 || ground.Box.Bottom() < 200 {
		t.Errorf("the ground is %+v", doc.Pages[0].Items[0])
	}
}
