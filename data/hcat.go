package data

// Category is one of the seven categories of the Healthcare Complaints Analysis
// Tool (Gillespie and Reader 2016; the meanings are this project's words), or one
// that the office added.
type Category struct {
	Code    string        `json:"code"`
	Domain  string        `json:"domain"`
	Name    string        `json:"name"`
	Meaning string        `json:"meaning"`
	Subs    []Subcategory `json:"subs"`
	Retired bool          `json:"retired,omitempty"` // no longer offered; issues that have it keep it
}

// Subcategory is a finer slot of a [Category].
type Subcategory struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Retired bool   `json:"retired,omitempty"`
}

// OtherSub is the code of the "other" slot that every category has beside its
// named sub-categories.
const OtherSub = "other"

// HCAT is the first version of the office's taxonomy: three domains, seven
// categories, 36 named sub-categories and an "other" slot in each category. Codes
// are stored and never change their meaning.
var HCAT = []Category{
	{Code: "quality", Domain: "Clinical", Name: "Quality", Meaning: "The standard of clinical and nursing care.", Subs: subs(
		Subcategory{Code: "hygiene", Name: "Neglect: hygiene and personal care"},
		Subcategory{Code: "nourishment", Name: "Neglect: nourishment and hydration"},
		Subcategory{Code: "neglect", Name: "Neglect: general"},
		Subcategory{Code: "rough_handling", Name: "Rough handling and discomfort"},
		Subcategory{Code: "examination", Name: "Examination and monitoring"},
		Subcategory{Code: "care_plans", Name: "Making and following care plans"},
		Subcategory{Code: "outcomes", Name: "Outcomes and side effects"})},
	{Code: "safety", Domain: "Clinical", Name: "Safety", Meaning: "Errors, incidents and the competence of staff.", Subs: subs(
		Subcategory{Code: "error_diagnosis", Name: "Error: diagnosis"},
		Subcategory{Code: "error_medication", Name: "Error: medication"},
		Subcategory{Code: "error_general", Name: "Error: general"},
		Subcategory{Code: "failure_to_respond", Name: "Failure to respond"},
		Subcategory{Code: "clinician_skills", Name: "Clinician skills"},
		Subcategory{Code: "teamwork", Name: "Teamwork"})},
	{Code: "environment", Domain: "Management", Name: "Environment", Meaning: "Facilities, services, equipment and staffing.", Subs: subs(
		Subcategory{Code: "accommodation", Name: "Accommodation"},
		Subcategory{Code: "preparedness", Name: "Preparedness"},
		Subcategory{Code: "cleanliness", Name: "Ward cleanliness"},
		Subcategory{Code: "equipment", Name: "Equipment"},
		Subcategory{Code: "staffing", Name: "Staffing"},
		Subcategory{Code: "security", Name: "Security"})},
	{Code: "processes", Domain: "Management", Name: "Institutional processes", Meaning: "Bureaucracy, waiting and access.", Subs: subs(
		Subcategory{Code: "delay_access", Name: "Delay: access"},
		Subcategory{Code: "delay_procedure", Name: "Delay: procedure"},
		Subcategory{Code: "delay_general", Name: "Delay: general"},
		Subcategory{Code: "bureaucracy", Name: "Bureaucracy"},
		Subcategory{Code: "visiting", Name: "Visiting"},
		Subcategory{Code: "documentation", Name: "Documentation"})},
	{Code: "listening", Domain: "Relationship", Name: "Listening", Meaning: "Staff pass over what patients say.", Subs: subs(
		Subcategory{Code: "ignoring", Name: "Ignoring patients"},
		Subcategory{Code: "dismissing", Name: "Dismissing patients"},
		Subcategory{Code: "token_listening", Name: "Token listening"})},
	{Code: "communication", Domain: "Relationship", Name: "Communication", Meaning: "Information that is absent or wrong.", Subs: subs(
		Subcategory{Code: "delayed", Name: "Delayed communication"},
		Subcategory{Code: "incorrect", Name: "Incorrect communication"},
		Subcategory{Code: "absent", Name: "Absent communication"})},
	{Code: "respect", Domain: "Relationship", Name: "Respect and patient rights", Meaning: "Disrespect, or rights that were not kept.", Subs: subs(
		Subcategory{Code: "disrespect", Name: "Disrespect"},
		Subcategory{Code: "confidentiality", Name: "Confidentiality"},
		Subcategory{Code: "rights", Name: "Rights"},
		Subcategory{Code: "consent", Name: "Consent"},
		Subcategory{Code: "privacy", Name: "Privacy"})},
}

// subs returns the named sub-categories with the "other" slot at the end.
func subs(named ...Subcategory) []Subcategory {
	return append(named, Subcategory{Code: OtherSub, Name: "Other"})
}
