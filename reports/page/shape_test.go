package page

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// set lays one paragraph in lang and returns its texts.
func set(lang, text string) (*Document, []Text) {
	doc, f := newTestFlow()
	f.Sect(lang, func() { f.Para(text) })
	f.Finish(noFurniture)
	return doc, textsOf(doc)
}

func textsOf(doc *Document) []Text {
	var texts []Text
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if t, ok := item.(Text); ok {
				texts = append(texts, t)
			}
		}
	}
	return texts
}

// leftToRight is what stands on the page, read from left to right by the places
// of the glyphs; all texts are on one line.
func leftToRight(texts []Text) string {
	type mark struct {
		x    float64
		text string
	}
	var marks []mark
	for _, t := range texts {
		x := t.X
		if t.Glyphs == nil {
			for _, r := range t.String {
				marks = append(marks, mark{x, string(r)})
				x += t.Face.Width(string(r), t.Size)
			}
		}
		for _, g := range t.Glyphs {
			marks = append(marks, mark{x, g.Text})
			x += g.Advance * t.Size / 1000
		}
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		if math.Abs(a.x-b.x) < 1e-6 {
			return 0
		}
		return int(math.Copysign(1, a.x-b.x))
	})
	var out strings.Builder
	for _, m := range marks {
		out.WriteString(m.text)
	}
	return strings.TrimSpace(out.String())
}

func glyphsOf(texts []Text) []uint16 {
	var ids []uint16
	for _, t := range texts {
		for _, g := range t.Glyphs {
			ids = append(ids, g.ID)
		}
	}
	return ids
}

func TestArabicLettersAreJoined(t *testing.T) {
	_, texts := set("ar", "سلام")
	ids := glyphsOf(texts)
	for _, r := range "سل" {
		if alone, _, _ := texts[0].Face.Glyph(r); slices.Contains(ids, alone) {
			t.Errorf("%q has its form of a letter alone", r)
		}
	}
	if texts[0].Face.Name() != "arabic" {
		t.Errorf("set in %s", texts[0].Face.Name())
	}
}

func TestHindiVowelStandsBeforeItsConsonant(t *testing.T) {
	_, texts := set("hi", "कि")
	g := texts[0].Glyphs
	ka, _, _ := texts[0].Face.Glyph('क')
	if len(g) != 2 || g[1].ID != ka || g[0].Text != "कि" || g[1].Text != "" {
		t.Errorf("glyphs %+v, ka is %d", g, ka)
	}
}

func TestKhmerConsonantIsWrittenBelow(t *testing.T) {
	_, texts := set("km", "ខ្មែរ")
	ids := glyphsOf(texts)
	coeng, _, _ := texts[0].Face.Glyph(0x17D2)
	mo, _, _ := texts[0].Face.Glyph('ម')
	if slices.Contains(ids, coeng) || slices.Contains(ids, mo) {
		t.Errorf("the stack is not formed: %v", ids)
	}
}

func TestPersianJoinerIsKept(t *testing.T) {
	_, with := set("fa", "می\u200cکنید")
	_, without := set("fa", "میکنید")
	if slices.Equal(glyphsOf(with), glyphsOf(without)) {
		t.Error("the letters are joined over the joiner")
	}
}

func TestTelephoneNumberInArabicIsReadFromTheLeft(t *testing.T) {
	for _, number := range []string{"1-800-555-1400", "(555) 014-2270", "+1 (800) 555-1400", "2026-03-18", "PR-2026-00417", "۱-۸۰۰-۵۵۵-۱۴۰۰", "(5550142270)"} {
		for _, lang := range []string{"ar", "he"} {
			word := map[string]string{"ar": "رقم", "he": "מספר"}[lang]
			_, texts := set(lang, word+" "+number+" "+word+".")
			got := strings.ReplaceAll(leftToRight(texts), "\u00a0", " ")
			if want := strings.Trim(number, "()"); !strings.Contains(got, want) {
				t.Errorf("%s: %s is shown as %s", lang, number, got)
			}
		}
	}
}

func TestRangeOfTwoNumbersKeepsTheOrderOfTheScript(t *testing.T) {
	if _, texts := set("ar", "من 3-5 أيام"); !strings.Contains(leftToRight(texts), "5-3") {
		t.Errorf("shown as %s", leftToRight(texts))
	}
}

func TestArabicParagraphsListsAndHeadsStandAtTheRight(t *testing.T) {
	doc, f := newTestFlow()
	long := strings.Repeat("انتبه خدمات المساعدة اللغوية متوفرة لك مجانًا ", 6)
	f.Sect("ar", func() {
		f.Heading(2, "ما الذي وجدناه")
		f.Para(long)
		f.Numbered(long)
		f.Lines(f.Styles.Body, "محمد عبد الله", "2218 Juniper Court")
	})
	f.Finish(noFurniture)
	edges := map[float64]float64{}
	for _, text := range textsOf(doc) {
		text.String = strings.TrimRight(text.String, " ")
		edges[text.Y] = max(edges[text.Y], text.X+text.Width())
	}
	for y, edge := range edges {
		if edge < testFrame.Right-20 || edge > testFrame.Right+rounding {
			t.Errorf("the line at %.1f ends at %.1f", y, edge)
		}
	}
}

func TestNameInAnotherScriptInAnEnglishLetter(t *testing.T) {
	doc, f := newTestFlow()
	f.Lines(f.Styles.Body, "Ms. محمد عبد الله", "2218 Juniper Court")
	f.Finish(noFurniture)
	texts := textsOf(doc)
	if texts[0].String != "Ms. " || texts[0].X != testFrame.Left || texts[0].Glyphs != nil {
		t.Errorf("begins with %+v", texts[0])
	}
	if got := doc.Root.Kids[0].Actual; got != "Ms. محمد عبد الله" {
		t.Errorf("read out as %q", got)
	}
	if doc.Root.Kids[1].Actual != "" {
		t.Error("plain text needs no text to be read out")
	}
}

func TestHeadOfAPageMayNeedSeveralFaces(t *testing.T) {
	doc, f := newTestFlow()
	f.Para("text")
	var before Text
	f.Finish(func(s *Sheet) {
		before = TextRight(testStyle, 540, 40, "Harbor Valley · مستشفى")
		s.Header(before)
	})
	var right float64
	var all string
	for _, text := range textsOf(doc)[:len(textsOf(doc))-1] {
		right = max(right, text.X+text.Width())
		all += text.String
		if text.Owner.Artifact != Header || text.Y != 40 {
			t.Errorf("%+v", text)
		}
	}
	if math.Abs(right-540) > rounding || all != before.String {
		t.Errorf("%q ends at %.2f", all, right)
	}
}

func TestTallScriptsGetRoom(t *testing.T) {
	_, texts := set("my", strings.Repeat("သတိပြုရန် သင်မြန်မာစကားပြောပါက ", 8))
	lead := LetterStyles(11).Body.Lead
	if step := texts[len(texts)-1].Y - texts[0].Y; step < lead*1.05 {
		t.Errorf("lines of Burmese are %.1f apart, of English %.1f", step, lead)
	}
}

func TestTextWithoutSpacesIsBrokenBetweenClusters(t *testing.T) {
	for lang, text := range map[string]string{
		"th": strings.Repeat("หากคุณใช้ภาษาไทยเรามีบริการความช่วยเหลือด้านภาษาฟรี", 5),
		"km": strings.Repeat("ប្រសិនបើអ្នកនិយាយភាសាខ្មែរសេវាកម្មជំនួយភាសាឥតគិតថ្លៃ", 5),
		"my": strings.Repeat("သင်မြန်မာစကားပြောပါကအခမဲ့ဘာသာစကားအကူအညီ", 5),
	} {
		doc, texts := set(lang, text)
		var got strings.Builder
		for _, line := range texts {
			got.WriteString(line.String)
			if first := []rune(line.String)[0]; unicode.Is(unicode.M, first) || line.X+line.Width() > testFrame.Right+rounding {
				t.Errorf("%s: a line begins with %U and ends at %.1f", lang, first, line.X+line.Width())
			}
			if strings.HasSuffix(line.String, "\u17d2") {
				t.Errorf("%s: a stack is torn apart", lang)
			}
		}
		if got.String() != text || doc.Root.Kids[0].Kids[0].Actual != text {
			t.Errorf("%s: text was lost", lang)
		}
	}
}

func TestLinesBreakAtTheMarkForIt(t *testing.T) {
	words := strings.Split(strings.Repeat("ភាសាខ្មែរ ", 30), " ")
	_, texts := set("km", strings.Join(words[:30], "\u200b"))
	for _, line := range texts[:len(texts)-1] {
		if strings.Count(line.String, "ភាសាខ្មែរ")*len("ភាសាខ្មែរ") != len(line.String) {
			t.Errorf("a line ends within a word: %q", line.String)
		}
	}
}

// withoutMachineFonts makes as if the machine had no font of its own.
func withoutMachineFonts(t *testing.T, files map[string][]string) {
	before := machineFiles
	forget := func() {
		for i, s := range scriptFaces {
			if s.wanted != nil {
				l := &loadedFaces[int(houseFaces)+i]
				l.once, l.loaded = sync.Once{}, loaded{}
			}
		}
	}
	machineFiles = func() map[string][]string { return files }
	forget()
	t.Cleanup(func() { machineFiles = before; forget() })
}

func TestMissingFontIsNamedWithItsPackage(t *testing.T) {
	withoutMachineFonts(t, nil)
	for text, want := range map[string]string{"Li 李": "fonts-droid-fallback", "김": "fonts-nanum", "かな": "fonts-droid-fallback"} {
		got, problems := Clean(text)
		problems = Distinct(problems)
		if len(problems) != 1 || !strings.Contains(problems[0].Advice(), "install the package "+want) || !strings.Contains(got, "?") {
			t.Errorf("%q: %q, %v", text, got, problems)
		}
	}
}

func TestFontsThatAPageCannotUseAreRefused(t *testing.T) {
	good := Sans.Data()
	if !usable(good, "a") {
		t.Fatal("a good file is refused")
	}
	restricted := slices.Clone(good)
	tables, _ := tablesOf(restricted)
	tables["OS/2"][8], tables["OS/2"][9] = 0, 2
	for name, data := range map[string][]byte{
		"empty": nil, "OpenType with CFF": append([]byte("OTTO"), good[4:]...), "collection": append([]byte("ttcf"), good[4:]...),
		"cut off": good[:len(good)/2], "only a head": good[:12], "may not be embedded": restricted,
	} {
		if usable(data, "a") {
			t.Errorf("%s: taken", name)
		}
	}
	if usable(good, "한") {
		t.Error("a font without Korean is taken for Korean")
	}
}

func TestEveryFaceOfAScriptHasItsScript(t *testing.T) {
	for script, faces := range scripts {
		for _, i := range faces {
			if scriptFaces[i].wanted != nil {
				continue
			}
			f := houseFaces + Face(i)
			if !usable(f.Data(), "") {
				t.Errorf("%s cannot be used", f.Name())
			}
			if f.Ascent(1) <= 0 || script.String() == "" {
				t.Errorf("%s has no measures", f.Name())
			}
		}
	}
}

func BenchmarkEnglishParagraph(b *testing.B) {
	style := LetterStyles(12).Body
	for b.Loop() {
		breakLines([]Run{{Text: prose}}, style, 468, setting{})
	}
}

func BenchmarkArabicParagraph(b *testing.B) {
	style := LetterStyles(12).Body
	text := strings.Repeat("انتبه: خدمات المساعدة اللغوية متوفرة لك مجانًا. ", 4)
	for b.Loop() {
		breakLines([]Run{{Text: text}}, style, 468, setting{"ar", true})
	}
}
