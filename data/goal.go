package data

// Goal is what the office wants a measure to reach. The measures and their
// codes are those of package figures.
type Goal struct {
	Measure string  `json:"measure"` // code, such as decided_in_time
	Target  float64 `json:"target"`  // percent, days, or a count, as the measure is written
}
