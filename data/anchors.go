package data

// SeverityAnchors say what [Severities] mean for an event, in general words; the
// HCAT manual has examples for each category.
var SeverityAnchors = []string{
	"nothing of the kind happened", "a nuisance, easily put right",
	"should not happen; care or trust suffered", "dangerous, degrading or lasting",
}

// HarmAnchors say what [Harms] mean for the patient (after the HCAT manual;
// domain 4.4); none where none is reported.
var HarmAnchors = []string{
	"", "upset, no treatment needed", "stress for a short time, or a minor intervention",
	"recovery was affected for a time, or a significant intervention", "lasting incapacity", "death, or several permanent injuries",
}
