package practice

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"

	"rapport/data"
)

// generator makes one case. Every choice comes from its own random source, so
// that a case does not depend on the ones before it.
type generator struct {
	*office
	*rand.Rand
	seed     uint64
	total    int // cases in all
	from     data.Date
	today    data.Date
	received time.Time
	day      data.Date // of receipt

	file  data.CaseFile
	owner string
	who   voice
	about []*topic // the topic of each issue
}

// chance reports whether something that happens in percent of cases happens.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g *generator, list []T) T { return list[g.IntN(len(list))] }

// weighted returns an index with the probability of its weight.
func (g *generator) weighted(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	k := g.IntN(total)
	for i, w := range weights {
		if k < w {
			return i
		}
		k -= w
	}
	return len(weights) - 1
}

// id makes an id that is the same in every run: the time of receipt, then
// random bits of the case's own source (RFC 9562, version 7).
func (g *generator) id() data.ID {
	var id data.ID
	binary.BigEndian.PutUint64(id[:8], uint64(g.received.UnixMilli())<<16|uint64(g.Uint32()&0xffff))
	binary.BigEndian.PutUint64(id[8:], g.Uint64())
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// voice is how the speaker names the patient.
type voice struct {
	who, whom, whose string
	sex              sex // of the patient, as the words tell it
}

type sex byte

const (
	either sex = iota
	woman
	man
)

var voices = map[data.Relation]voice{
	data.Self: {"I", "me", "my", either}, "spouse": {"my husband", "my husband", "my husband's", man}, "parent": {"my son", "my son", "my son's", man},
	"child": {"my mother", "my mother", "my mother's", woman}, "sibling": {"my brother", "my brother", "my brother's", man},
	"family": {"my aunt", "my aunt", "my aunt's", woman}, "friend": {"my friend", "my friend", "my friend's", either},
	"guardian": {"my ward", "my ward", "my ward's", either}, "hcpoa": {"my father", "my father", "my father's", man},
	"advocate": {"the patient", "the patient", "the patient's", either}, "anonymous": {"the patient", "the patient", "the patient's", either},
	"staff": {"the patient", "the patient", "the patient's", either},
}

var (
	relations       = []data.Relation{data.Self, "spouse", "child", "parent", "family", "sibling", "friend", "hcpoa", "guardian", "advocate", "staff", "anonymous"}
	relationWeights = []int{56, 10, 14, 7, 3, 2, 1, 2, 1, 1, 1, 2}

	channels       = []data.Channel{data.Phone, data.InPerson, "rounding", data.Email, data.ByLetter, data.WebForm, data.Portal, data.Voicemail, data.CommentCard, data.Survey, "staff_relay", "executive_office"}
	channelWeights = []int{30, 24, 11, 9, 4, 3, 4, 5, 4, 3, 2, 1}

	natures       = []data.Kind{data.Complaint, data.Compliment, data.Suggestion, data.Information, data.LostProperty, data.Privacy, data.CivilRights, data.Billing}
	natureWeights = []int{74, 8, 3, 4, 4, 2, 1, 4}
)

var naturalStories = map[data.Kind][]string{
	data.Compliment: compliments, data.Suggestion: suggestions, data.Information: questions, data.LostProperty: losses,
	data.Privacy: privacyStories, data.CivilRights: rightsStories, data.Billing: billStories,
}

// natureIssues are the category and sub-category of the one issue that a matter
// of another nature has; compliments, suggestions and questions have none.
var natureIssues = map[data.Kind][2]string{
	data.LostProperty: {"environment", "security"}, data.Privacy: {"respect", "confidentiality"}, data.CivilRights: {"respect", "rights"},
	data.Billing: {"processes", "documentation"},
}

// caseFile makes the whole case: what came in, and what became of it.
func (g *generator) caseFile() data.CaseFile {
	g.owner = pick(g, colleagues)
	in := g.intake()
	answers := data.AnswersFor(in)
	found := data.Classify(answers, g.Policy())
	g.file.Case = data.Case{
		ID: g.id(), Kind: in.KindFor(found), State: data.StateNew, Channel: in.Channel, ReceivedAt: in.ReceivedAt.UTC(), EventDate: in.EventDate,
		Unit: in.Unit, Story: in.Story, Remedy: in.Remedy, Harm: in.Harm, Owner: g.owner, Anonymous: in.Anonymous,
		Answers: answers, Classification: found, EnteredAt: in.ReceivedAt.UTC().Add(time.Duration(3+g.IntN(20)) * time.Minute),
	}
	g.file.EnteredBy = g.file.Owner
	g.file.People = g.people(in)
	g.file.Issues = in.Issues
	g.file.Clocks = data.ClocksFor(g.file.Kind, g.file.ReceivedAt, g.Settings, answers.ResolvedNow)
	for i := range g.file.Clocks {
		g.file.Clocks[i].ID = g.id()
	}
	g.live()
	g.tell()
	return g.file
}

func (g *generator) intake() data.Intake {
	in := data.Intake{
		ReceivedAt: g.received, Relation: relations[g.weighted(relationWeights)], Channel: channels[g.weighted(channelWeights)],
		Nature: natures[g.weighted(natureWeights)], Unit: pick(g, g.units),
	}
	g.who = voices[in.Relation]
	in.Anonymous = in.Relation == "anonymous"
	if in.Relation == "staff" {
		in.Channel = "staff_relay"
	}
	if in.Nature == data.Billing {
		in.Unit = "Billing"
	}
	g.persons(&in)
	if in.Nature == data.CivilRights && (in.Anonymous || in.Relation == "staff") {
		in.Nature = data.Complaint // nobody could be sent the notice that such a matter owes
	}
	if in.Nature == data.Complaint {
		g.complaint(&in)
	} else {
		g.otherMatter(&in)
	}
	in.EventDate = g.day.AddDays(-min(g.IntN(4)*g.IntN(8), 25))
	return in
}

// complaint writes the story and its issues: 1.9 of them on average, as in real
// letters (Gillespie and Reader 2016).
func (g *generator) complaint(in *data.Intake) {
	g.about = g.topicsAt(in.Unit, 1+g.weighted([]int{40, 36, 16, 8}))
	ask := asks[g.IntN(len(asks))]
	parts := []string{pick(g, openings)}
	for _, t := range g.about {
		words := g.say(pick(g, t.told), in.Unit)
		parts = append(parts, words)
		in.Issues = append(in.Issues, data.Issue{
			ID: g.id(), Words: words, Category: t.category, Subcategory: t.sub, Severity: g.weighted(t.severity[:]), Unit: in.Unit,
		})
	}
	in.Story = g.say(strings.Join(append(parts, pick(g, effects), ask.said), " "), in.Unit)
	in.Remedy = ask.remedy
	severest := 0
	for _, i := range in.Issues {
		severest = max(severest, i.Severity)
	}
	if severest > 1 {
		in.Harm = g.weighted([]int{50, 25, 15, 7, 3})
	}
	a := &in.Answers
	a.AllegesHarm = severest == 3 && in.Patient.Family != "" && in.Relation != "staff" && g.chance(70)
	spoken := in.Channel == data.InPerson || in.Channel == "rounding"
	a.AsksResponse = ask.remedy != "" && !strings.HasPrefix(ask.remedy, "Nothing") && g.chance(25)
	a.ResolvedNow = !a.AllegesHarm && severest < 3 && (spoken && g.chance(85) || in.Channel == data.Phone && g.chance(45))
	a.AfterDischarge = in.Channel == data.Phone && !a.ResolvedNow && g.chance(25)
	a.MinorComfort = in.Issues[0].Subcategory == "accommodation" && len(in.Issues) == 1 && spoken
}

func (g *generator) otherMatter(in *data.Intake) {
	told := pick(g, naturalStories[in.Nature])
	in.Story = g.say(strings.TrimSpace(pick(g, greetings)+told+" "+pick(g, farewells)), in.Unit)
	if issue, ok := natureIssues[in.Nature]; ok {
		in.Issues = []data.Issue{{ID: g.id(), Words: g.say(told, in.Unit), Category: issue[0], Subcategory: issue[1], Severity: 1 + g.IntN(2), Unit: in.Unit}}
		in.Remedy = pick(g, asks).remedy
		in.Answers.ResolvedNow = g.chance(25)
		return
	}
	in.Answers.ResolvedNow = in.Nature == data.Information && g.chance(60)
}

// topicsAt returns up to n different topics that can have happened on the unit;
// on a unit that the hospital added itself, any.
func (g *generator) topicsAt(unit string, n int) []*topic {
	where, known := unitPlaces[unit]
	if !known {
		where = anywhere
	}
	weights := make([]int, len(topics))
	left := 0
	for i := range topics {
		if topics[i].place&where != 0 {
			weights[i] = topics[i].weight
			left++
		}
	}
	var chosen []*topic
	for range min(n, left) {
		i := g.weighted(weights)
		chosen = append(chosen, &topics[i])
		weights[i] = 0
	}
	return chosen
}

// say fills a sentence in.
func (g *generator) say(text, unit string) string {
	replaced := strings.NewReplacer(
		"{who}", g.who.who, "{whom}", g.who.whom, "{whose}", g.who.whose, "{unit}", unitInText(unit),
		"{time}", pick(g, []string{"noon", "ten at night", "six in the morning", "half past four", "seven in the evening", "three in the morning", "a quarter to nine"}),
		"{hours}", pick(g, []string{"an hour", "two hours", "almost three hours", "half a day", "more than four hours", "forty minutes"}),
	).Replace(text)
	return sentences(replaced)
}

// unitInText is a unit's name as people say it.
func unitInText(unit string) string {
	unit = strings.ReplaceAll(unit, ",", "")
	for _, end := range []string{"Department", "Room", "Clinics"} {
		if strings.HasSuffix(unit, end) {
			return "the " + unit
		}
	}
	return unit
}

// sentences starts every sentence with a capital letter and joins the words
// with single spaces.
func sentences(s string) string {
	var b strings.Builder
	start := true
	for _, r := range strings.Join(strings.Fields(s), " ") {
		if start && unicode.IsLetter(r) {
			r, start = unicode.ToUpper(r), false
		}
		b.WriteRune(r)
		start = start || r == '.' || r == '?' || r == '!'
	}
	return b.String()
}
