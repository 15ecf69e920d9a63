package practice

import (
	"iter"
	"math/rand/v2"
	"time"

	"rapport/data"
)

// Officer is the name under which the practice case file is opened.
const Officer = "Robin Ashdown"

// Passphrase opens the practice case file. It is no secret: the file holds no
// real person's data and is marked as practice on every screen and page.
const Passphrase = "lantern harbor practice meadow kite"

// Setup returns what the first start of the practice office is told.
func Setup() data.Setup {
	return data.Setup{
		Settings: Settings(), Passphrase: Passphrase,
		Officer: data.Officer{Name: Officer, Title: "Patient Relations Officer", Phone: "614-555-0142", Email: "robin.ashdown@example.org"},
	}
}

// Settings returns the settings of the practice hospital. Its telephone
// numbers are of the block 555-0100 to 555-0199, which belongs to nobody.
func Settings() data.Settings {
	s := data.DefaultSettings()
	s.Practice = true
	s.Facility = "Lakeshore Practice Hospital"
	s.Address = data.Address{Street: "1 Practice Lane", City: "Lakeshore", State: "OH", Postal: "43999"}
	s.Phone, s.Email = "614-555-0140", "patient.relations@example.org"
	s.Delegation = "Board resolution 2025-14 of March 4, 2025"
	s.Agencies = []data.Agency{
		{Name: "State Department of Health (practice entry)", Phone: "614-555-0171", Note: "You may turn to the Department directly, whether or not you have used our process."},
		{Name: "Quality Improvement Organization (practice entry)", Phone: "614-555-0172", Note: "For people with Medicare."},
	}
	return s
}

// colleagues own part of the cases.
var colleagues = []string{Officer, Officer, Officer, Officer, "Ellis Moorcroft", "Tamar Windrow"}

// Cases yields n cases received from the day from to the day before to, in the
// order of receipt. What lies before to has happened; what falls on it or later
// is still owed, so that to is the office's today. The order in which cases are
// numbered is the order in which they come; the numbers are left to the store.
func Cases(seed uint64, n int, settings data.Settings, from, to data.Date) iter.Seq[data.CaseFile] {
	return func(yield func(data.CaseFile) bool) {
		office := officeOf(settings)
		index := uint64(0)
		for day, count := range arrivals(seed, n, from, to) {
			minutes := timesOfDay(seed, day, count)
			for _, minute := range minutes {
				g := generator{
					office: office, Rand: rand.New(rand.NewPCG(seed, index)), seed: seed, total: n, from: from, today: to,
					received: office.at(day, minute), day: day,
				}
				index++
				if !yield(g.caseFile()) {
					return
				}
			}
		}
	}
}

// office is the settings with what is worked out from them once.
type office struct {
	data.Settings
	zone  *time.Location
	units []string // each as often as it weighs
}

func officeOf(s data.Settings) *office {
	o := &office{Settings: s, zone: s.Zone()}
	for _, u := range s.Units {
		weight := 3
		if w, ok := busyUnits[u]; ok {
			weight = w
		}
		for range weight {
			o.units = append(o.units, u)
		}
	}
	if len(o.units) == 0 {
		o.units = []string{"Emergency Department"}
	}
	return o
}

func (o *office) at(d data.Date, minute int) time.Time {
	return d.Start(o.zone).Add(time.Duration(minute) * time.Minute)
}

// arrivals spreads n cases over the days: fewer at weekends, more in winter and
// early in the week, and no two weeks alike.
func arrivals(seed uint64, n int, from, to data.Date) iter.Seq2[data.Date, int] {
	return func(yield func(data.Date, int) bool) {
		r := rand.New(rand.NewPCG(seed, 0x5eed))
		weights := make([]float64, max(int(to-from), 1))
		total := 0.0
		for i := range weights {
			weights[i] = dayWeight(from.AddDays(i)) * (0.7 + 0.6*r.Float64())
			total += weights[i]
		}
		sum, done := 0.0, 0
		for i, w := range weights {
			sum += w
			upTo := int(sum / total * float64(n))
			if i == len(weights)-1 {
				upTo = n // rounding must not lose the last case
			}
			if upTo > done && !yield(from.AddDays(i), upTo-done) {
				return
			}
			done = upTo
		}
	}
}

// monthWeights follow what hospitals see: a full winter, a quiet July.
var monthWeights = [...]float64{1: 1.15, 1.10, 1.12, 1.02, 0.98, 0.95, 0.88, 0.92, 1.00, 1.06, 1.02, 0.90}

func dayWeight(d data.Date) float64 {
	w := monthWeights[d.Month().Month]
	switch d.Weekday() {
	case time.Saturday:
		return w * 0.45
	case time.Sunday:
		return w * 0.35
	case time.Monday:
		return w * 1.25
	}
	return w
}

// timesOfDay returns count minutes of the day in order: most within office
// hours, some in the evening.
func timesOfDay(seed uint64, day data.Date, count int) []int {
	r := rand.New(rand.NewPCG(seed, 0xda7e<<32|uint64(uint32(day))))
	// Counting sort over the minutes of a day: a thousand cases a day cost no
	// more than ten.
	var perMinute [24 * 60]int
	for range count {
		minute := 8*60 + r.IntN(9*60)
		if r.IntN(6) == 0 {
			minute = 17*60 + r.IntN(5*60)
		}
		perMinute[minute]++
	}
	minutes := make([]int, 0, count)
	for m, k := range perMinute {
		for range k {
			minutes = append(minutes, m)
		}
	}
	return minutes
}

// Comments yields n comments of the practice survey, received from the day from
// to the day before to, in no order of days.
func Comments(seed uint64, n int, settings data.Settings, from, to data.Date) iter.Seq2[data.Feedback, error] {
	return func(yield func(data.Feedback, error) bool) {
		office := officeOf(settings)
		for i := range n {
			g := generator{office: office, Rand: rand.New(rand.NewPCG(seed^0xc0ffee, uint64(i)))}
			if !yield(g.comment(i, from, to), nil) {
				return
			}
		}
	}
}

// CommentSource is the source of the practice comments.
const CommentSource = "practice-survey"
