package spelling

import (
	"runtime"
	"strings"
	"testing"

	"rapport/data"
	"rapport/resources"
)

// The time to read a dictionary, which the first check of a letter waits for,
// and what stays in memory.
func BenchmarkLoad(b *testing.B) {
	for _, l := range []struct{ name, aff, dic string }{
		{"English", resources.EnglishAffixes, resources.EnglishWords}, {"Spanish", resources.SpanishAffixes, resources.SpanishWords},
	} {
		b.Run(l.name, func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var d *dictionary
			for b.Loop() {
				d, _ = read(l.aff, l.dic)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-kept")
			runtime.KeepAlive(d)
		})
	}
}

// A letter of 400 words, one in forty misspelled.
func BenchmarkCheckLetter(b *testing.B) {
	for lang, sentence := range map[data.Lang]string{
		data.English: "You told us that the nurses on your mother's floor did not answer the bell, and that she waited alone in pain for more than forty " +
			"minutes; we reviewed the record, spoke with everybody who worked that nigth, and found that you were right about it. ",
		data.Spanish: "Usted nos contó que las enfermeras del piso de su mamá no respondieron al timbre y que ella esperó sola y con dolor más de cuarenta " +
			"minutos; revisamos el expediente, hablamos con todos los que trabajaron esa nohce y encontramos que usted tenía razón. ",
	} {
		b.Run(string(lang), func(b *testing.B) {
			c := checker(b, lang)
			letter := strings.Repeat(sentence, 10)
			for b.Loop() {
				c.Check(letter)
			}
		})
	}
}

func BenchmarkSuggest(b *testing.B) {
	for lang, word := range map[data.Lang]string{data.English: "seperately", data.Spanish: "averigüamos"} {
		b.Run(string(lang), func(b *testing.B) {
			c := checker(b, lang)
			for b.Loop() {
				c.Suggest(word)
			}
		})
	}
}
