package data

import (
	"strings"
	"testing"
)

func TestPassphrasesThatAttackersTryFirstAreRefused(t *testing.T) {
	for _, p := range []string{
		"", "   ", "short", "elevenchars", "one two six",
		"passwordpassword", "Password1234", "P@ssw0rd12345", "p a s s w o r d 1 2 3 4", "mypassword2026", "welcome to the jungle",
		"correct horse battery staple", "CorrectHorseBatteryStaple1", "to be or not to be", "iloveyouforever", "I love you so much",
		"aaaaaaaaaaaa", "abababababab", "123123123123", "123456789012", "210987654321", "qwertyuiop123", "qwertyuiopas", "1qaz2wsx3edc4rfv",
		"abcdefghijkl", "a b c d e f", "the quick brown fox", "Hospital2026!", "patient relations 2026", "letmeinletmein", "Administrator1",
		"Dana Whitfield", "danawhitfield2026", "Harbor Valley Medical Center", "harborvalleymedicalcenter1", "------------", "zebra          ", "zebra       owl", "!!!!!!!!!!!!",
		"september2026!", strings.Repeat("long words ", 40),
	} {
		got := PassphraseStrength(p, "Harbor Valley Medical Center", "Dana Whitfield")
		if got.OK || got.Score > 1 || got.Sentence == "" {
			t.Errorf("%q: %+v", p, got)
		}
	}
}

func TestPasswordsThatLeaksAreFullOfAreRefused(t *testing.T) {
	for _, p := range []string{
		"unbelievable", "needforspeed", "Finalfantasy", "supernatural7", "mailcreated5240", "leavemealone!!", "1professional1", "scandinavian 99", "2004newproject2004",
	} {
		if got := PassphraseStrength(p); got.OK {
			t.Errorf("%q: %+v", p, got)
		}
	}
	if n := len(leaked()); n < 30_000 {
		t.Errorf("the list has only %d", n)
	}
}

func TestPassphrasesOfOnesOwnAreTakenWithoutRulesOfComposition(t *testing.T) {
	for p, score := range map[string]int{
		"mkvrtqhzbdwe": 2, "lamp on green": 2, "I am at an ox": 2, "tired otter plays chess": 3, "my canoe leaks at dawn": 3,
		"seven purple herons argue about rain": 4, "été à la plage avec mamie": 3, "緑の山に白い雪が降る日曜日の朝": 2, "830174652918": 2,
	} {
		got := PassphraseStrength(p, "Harbor Valley Medical Center", "Dana Whitfield")
		if !got.OK || got.Score != score {
			t.Errorf("%q: %+v, want score %d", p, got, score)
		}
	}
}

func TestNamesThatOthersKnowDoNotCount(t *testing.T) {
	with := PassphraseStrength("harbor valley otters", "Harbor Valley Medical Center")
	without := PassphraseStrength("harbor valley otters")
	if with.OK || !without.OK {
		t.Errorf("with the name %+v, without %+v", with, without)
	}
}

func TestCommonPassphrasesAreListedAsTheyAreCompared(t *testing.T) {
	for p := range commonPassphrases {
		if plainChars(p) != p {
			t.Errorf("%q is never found", p)
		}
	}
	if n := len(commonPassphrases); n < 200 {
		t.Errorf("only %d", n)
	}
}

func TestPatternsOfThePassphraseAreRefused(t *testing.T) {
	for _, weak := range []string{
		"qwertyasdfgh", "asdfgh qwerty 1234", "qwerty12345678", "1234qwerasdfzxcv", "zxcvbnm,qwertyuiop", "abcdefg7654321", "poiuytrewq12", "1qaz2wsx3edc!!",
		"password2026!", "Welcome12345", "Hospital 2026", "letmeinletmein", "P@ssw0rd1234", "changeme2026", "iloveyou1234", "correct horse battery staple",
		"lantern lantern lantern lantern lantern", "red blue red blue red", "aaaaaaaaaaaaaa", "abababababababab", "2026-11-27 12", "november2026",
		"sunshine butterfly", "dragonmonkey99", "michael jordan", "summerbeach2024", "hospital nurse 1", "Lakeside General", "danawhitfield1", "Dana Whitfield 1",
	} {
		if s := PassphraseStrength(weak, "Lakeside General Hospital", "Dana Whitfield"); s.OK {
			t.Errorf("%q is taken: %s", weak, s.Sentence)
		}
	}
	for _, good := range []string{
		"seven quiet herons over the weir", "lantern harbor practice meadow kite", "nine brass lanterns on a slow canal", "kettle fjord ninety mango", "gruff-otter-parade",
		"my aunt sells used trombones", "Zwölf Boxkämpfer jagen Viktor", "tqv8zm2hw5xr", "o mar bate na rocha",
	} {
		if s := PassphraseStrength(good, "Lakeside General Hospital", "Dana Whitfield"); !s.OK {
			t.Errorf("%q is refused: %s", good, s.Sentence)
		}
	}
}
