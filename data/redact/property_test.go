package redact

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rapport/data"
	"rapport/resources"
)

var (
	givenNames  = strings.Split("Rosalind,William,María José,Xiuying,Oluwaseun,Jean-Luc,Elizabeth Anne,Dmitri,Þórunn,Guadalupe,Siobhán,Amélie,Hyun-woo,Katarzyna,Ahmed,Francisco", ",")
	familyNames = strings.Split("Achterberg,O’Shaughnessy,Peña de la Cruz,van der Meulen,Nguyen,Kowalczyk-Brandt,García Márquez,Fitzwilliam,Okonkwo,Sørensen,D’Angelo,Yefremova,McAllister,Ibáñez,Szöllősy,Tanaka", ",")
	streets     = strings.Split("412 Larkspur Street,77 Old Quarry Road Apt 4B,9 Rue de Lorraine,1500 N Meridian Ave,23 Calle Mayor", ",")
	cities      = strings.Split("Tullamore Falls,Port Vesper,Harrow Junction,San Ysidro", ",")
)

// someCase draws a case.
func someCase(r *rand.Rand) (data.CaseFile, data.Settings) {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	f := data.CaseFile{}
	f.Number = fmt.Sprintf("PR-2026-%05d", r.IntN(99999)+1)
	for _, role := range []data.Role{data.RolePatient, data.RoleComplainant, data.RoleStaff} {
		f.People = append(f.People, data.Person{Role: role, Given: pick(givenNames), Family: pick(familyNames), Street: pick(streets), City: pick(cities), State: "OR", Postal: fmt.Sprintf("%05d", 10000+r.IntN(80000)),
			Phone: fmt.Sprintf("(%d) %d-%04d", 200+r.IntN(700), 200+r.IntN(700), r.IntN(10000)), Email: fmt.Sprintf("someone%d@example.org", r.IntN(1000)),
			BirthDate: data.NewDate(1930+r.IntN(80), 1, 1).AddDays(r.IntN(365)), MRN: fmt.Sprintf("MRN-%07d", 1000000+r.IntN(8999999))})
	}
	return f, data.DefaultSettings()
}

// waysToWrite are the variants in which people write what a case knows of somebody.
func waysToWrite(p data.Person) []string {
	given, family := strings.Fields(p.Given), p.Family
	first := given[0]
	initial, _ := utf8.DecodeRuneInString(first)
	all := []string{
		p.Given + " " + family, first + " " + family, family + ", " + p.Given, strings.ToUpper(p.Given + " " + family), strings.ToUpper(family),
		string(initial) + ". " + family, first + "\n" + family, plainName(p.Given + " " + family), plainName(family), strings.ReplaceAll(family, "-", " "),
		first + " Q. " + family, strings.ReplaceAll(family, "’", "'"), strings.ReplaceAll(family, "’", ""),
	}
	digits := digitsIn(p.Phone)
	all = append(all, p.Phone, digits, "+1 "+p.Phone, digits[:3]+"."+digits[3:6]+"."+digits[6:], digits[:3]+" "+digits[3:6]+" "+digits[6:], digits[3:6]+"-"+digits[6:], "1-"+digits[:3]+"-"+digits[3:6]+"-"+digits[6:])
	number := digitsIn(p.MRN)
	all = append(all, p.MRN, number, "mrn "+number, number[:3]+" "+number[3:], number[:2]+"-"+number[2:5]+"-"+number[5:], "MRN"+number)
	all = append(all, p.Email, strings.ToUpper(p.Email), p.Street, strings.ToUpper(p.Street), p.City, strings.ToUpper(p.City), p.Postal, p.Postal+"-1234")
	for _, layout := range []string{"January 2, 2006", "Jan 2 2006", "2 January 2006", "1/2/2006", "01/02/06", "2006-01-02", "1-2-2006", "20060102", "January 2", "2.1.2006", "Monday, January 2, 2006"} {
		all = append(all, p.BirthDate.Format(layout))
	}
	return all
}

func plainName(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(plainOf(r))
	}
	return strings.ReplaceAll(b.String(), "'", "’")
}

// TestEveryWayOfWritingIsHiddenAndNothingElseLost: each variant stands in a sentence of
// its own, of which all but the variant must be left.
func TestEveryWayOfWritingIsHiddenAndNothingElseLost(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 12 {
		f, s := someCase(r)
		finder := NewFinder(Known(f, s))
		for _, p := range f.People {
			for _, said := range waysToWrite(p) {
				before, after := "nobody came when ", " was told of it; the tray was cold."
				review := NewReview(before+said+after, finder)
				copied := review.Text()
				kept, ok := strings.CutPrefix(copied, before)
				tag, rest, _ := strings.Cut(kept, "]")
				if !ok || !strings.HasPrefix(tag, "[") || rest != after {
					t.Errorf("%q of %s %s became %q", before+said+after, p.Given, p.Family, copied)
				}
				if gaps := review.Gaps(copied); len(gaps) > 0 {
					t.Errorf("a copy is held back that has nothing in it: %q %v", copied, gaps)
				}
			}
		}
	}
}

// TestNothingLeaksFromALongText: everything in one text, in any order.
func TestNothingLeaksFromALongText(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 8 {
		f, s := someCase(r)
		known := Known(f, s)
		var parts []string
		for _, p := range f.People {
			for _, said := range waysToWrite(p) {
				parts = append(parts, "she asked for "+said+" twice.")
			}
		}
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		text := strings.Join(parts, " ")
		copied := NewReview(text, NewFinder(known)).Text()
		if leaks := Leaks(copied, known); len(leaks) > 0 {
			t.Fatalf("%q is left in %q", copied[leaks[0].From:leaks[0].To], copied)
		}
		plain := strings.ToLower(newPage(copied).plain)
		for _, p := range f.People {
			for _, secret := range append(strings.Fields(plainName(p.Family)), digitsIn(p.Phone), digitsIn(p.MRN), strings.ToLower(p.Email)) {
				if secret = strings.ToLower(strings.ReplaceAll(secret, "’", "'")); len(secret) > 3 && strings.Contains(plain, secret) {
					t.Errorf("%q is left in %q", secret, copied)
				}
			}
		}
		if again := NewReview(copied, NewFinder(known)).Text(); again != copied {
			t.Errorf("a copy that is redacted again changes:\n%q\n%q", copied, again)
		}
	}
}

func TestLeaksFindsWhatTheFirstSearchLeaves(t *testing.T) {
	f, s := theCase()
	known := Known(f, s)
	for _, text := range []string{
		"login rosalindmaeachterberg2", "file:///C:/cases/AchterbergRosalindMae/x", "9915035550142008", "R\u00adosalind", "ROSALIND", "Ａｃｈｔｅｒｂｅｒｇ", "a\u0301 achterberg", "٥٠٣-٥٥٥-٠١٤٢", "0047115", "4 March 1958", "Larkspur St", "PR202600412",
	} {
		if len(Leaks(text, known)) == 0 {
			t.Errorf("nothing is found in %q", text)
		}
	}
	if leaks := Leaks("[patient] was told on [date 1]. Will you come? The young man hopes so.", known); len(leaks) > 0 {
		t.Errorf("%v is found in a clean copy", leaks)
	}
}

// proseRate is how many of a hundred words of ordinary prose may be hidden that name
// nobody.
const proseRate = 1.0

func TestOrdinaryProseIsLeftAlone(t *testing.T) {
	texts := map[string]string{"the notice": prose}
	// The program's own documents, which name hospitals' words and nobody.
	for _, at := range []string{"../practice/topics.go", "../practice/told.go"} {
		raw, err := os.ReadFile(filepath.FromSlash(at))
		if err != nil {
			t.Fatal(err)
		}
		texts[at] = quoted(string(raw))
	}
	f, s := theCase()
	for name, text := range texts {
		hidden, words := 0, len(newPage(text).words)
		var said []string
		for _, one := range NewFinder(Known(f, s)).Find(text) {
			if one.Kind == Day || one.Kind == Age {
				continue
			}
			hidden += len(newPage(text[one.From:one.To]).words)
			said = append(said, text[one.From:one.To])
		}
		if rate := float64(hidden) * 100 / float64(words); rate > proseRate {
			t.Errorf("%s: %.2f of a hundred words are hidden (%d of %d): %q", name, rate, hidden, words, said)
		}
	}
}

// quoted are the texts in a source file, one a line.
func quoted(source string) string {
	var b strings.Builder
	for i, part := range strings.Split(source, `"`) {
		if i%2 == 1 && strings.Count(part, " ") > 3 {
			b.WriteString(part + "\n")
		}
	}
	return b.String()
}

const prose = `We are sorry that your stay on the unit was not what you hoped for. You told us that nobody answered the call light for an hour, that the tray was cold, and that the doctor did not sit down to talk with you. May we say how much we value that you wrote to us?
The charge nurse and the manager of the unit looked at the record of the call lights for that night. Will the unit do better? It has changed how it answers: a second person hears the light after five minutes. Grace under pressure is no excuse. The Director of Nursing has asked the Quality Committee to look at it again in the spring.
Hope is not a plan, so the Patient Relations office will look at the numbers each month. If you are still not satisfied you may call the office, the State Survey Agency, The Joint Commission, or the Quality Improvement Organization. Medicare patients may ask for a review. Thank you for helping us to make the care better for those who come after you.
El paciente dijo que nadie contestó la luz de llamada durante una hora. La enfermera encargada revisó el registro. Le pedimos disculpas por la espera y por la comida fría.`

func TestReviewTakesBackAndMarks(t *testing.T) {
	f, s := theCase()
	text := "Achterberg told Xylia Brandtner that the Hawthorn wing was loud. The hawthorn wing again; Hawthorn’s door."
	r := NewReview(text, NewFinder(Known(f, s)))
	at := func(words string) int {
		return slices.IndexFunc(r.Marks(), func(m Mark) bool { return r.Words(m) == words })
	}
	if err := r.Hide(at("Achterberg"), false); err != ErrKnown {
		t.Errorf("the patient’s name was taken back: %v", err)
	}
	if err := r.Hide(at("Xylia Brandtner"), false); err != nil {
		t.Errorf("a name that nobody knows is not taken back: %v", err)
	}
	if !strings.Contains(r.Text(), "Xylia Brandtner") {
		t.Errorf("what was taken back is not there: %q", r.Text())
	}
	from := strings.Index(text, "hawthorn wing")
	n, err := r.Mark(from, from+len("hawthorn"))
	if err != nil || n != 3 {
		t.Errorf("%d places are marked: %v", n, err)
	}
	if got := r.Text(); strings.Contains(strings.ToLower(got), "hawthorn") || !strings.Contains(got, "’s door.") {
		t.Errorf("what was marked by hand is in %q", got)
	}
	if _, err := r.Mark(len(text)-1, len(text)); err != ErrNothing {
		t.Errorf("a full stop was marked: %v", err)
	}
	if _, err := r.Mark(-5, len(text)*2); err != nil {
		t.Errorf("marking beyond the text: %v", err)
	}
}

func TestApplyClampsDamagedOffsets(t *testing.T) {
	text := "Señora Peña called"
	for _, f := range []Finding{{From: -9, To: 4, Tag: "[x]"}, {From: 3, To: 1 << 40, Tag: "[x]"}, {From: 50, To: 20, Tag: "[x]"}, {From: 2, To: 3, Tag: "[x]"}, {From: 3, To: 3, Tag: "[x]"}} {
		got := Apply(text, []Finding{f, f})
		if !utf8.ValidString(got) || len(got) > len(text)+3 {
			t.Errorf("%v made %q", f, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"", "Rosalind Achterberg", "3/4/58", "412 Larkspur St\nTullamore", "\xff\xfeRosa\xe9", "ﬁ\u00ad\u200b", "[patient] [date 3]", "a.b@c.de http://x.y/z", "١٢٣", strings.Repeat("A. ", 50), strings.Repeat("1 ", 80), resources.GivenNames[:200]} {
		f.Add(seed)
	}
	file, settings := theCase()
	known := Known(file, settings)
	finder := NewFinder(known)
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		found := finder.Find(text)
		for _, one := range found {
			if one.From < at || one.To <= one.From || one.To > len(text) || one.Tag == "" {
				t.Fatalf("%v in %q", one, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[one.From:one.To]) {
				t.Fatalf("a part of a character: %v in %q", one, text)
			}
			at = one.To
		}
		for _, one := range finder.Leaks(Apply(text, found)) {
			if one.Sure && strings.IndexFunc(text, unicode.IsLetter) >= 0 && one.Kind == Name && strings.Contains(strings.ToLower(Apply(text, found)), "achterberg") {
				t.Fatalf("the patient is left in %q of %q", Apply(text, found), text)
			}
		}
	})
}
