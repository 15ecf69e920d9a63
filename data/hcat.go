package data

// Category is one of the seven categories of the Healthcare Complaints Analysis
// Tool (Gillespie and Reader 2016; the meanings are this project's words).
type Category struct {
	Code    string
	Domain  string
	Name    string
	Meaning string
	Subs    []Subcategory
}

// Subcategory is a finer slot of a [Category].
type Subcategory struct {
	Code string
	Name string
}

// OtherSub is the code of the "other" slot that every category has beside its
// named sub-categories.
const OtherSub = "other"

// HCAT is the taxonomy: three domains, seven categories, 36 named
// sub-categories and an "other" slot in each category. Codes are stored and
// never change their meaning.
var HCAT = []Category{
	{"quality", "Clinical", "Quality", "The standard of clinical and nursing care.", subs(
		Subcategory{"hygiene", "Neglect: hygiene and personal care"},
		Subcategory{"nourishment", "Neglect: nourishment and hydration"},
		Subcategory{"neglect", "Neglect: general"},
		Subcategory{"rough_handling", "Rough handling and discomfort"},
		Subcategory{"examination", "Examination and monitoring"},
		Subcategory{"care_plans", "Making and following care plans"},
		Subcategory{"outcomes", "Outcomes and side effects"})},
	{"safety", "Clinical", "Safety", "Errors, incidents and the competence of staff.", subs(
		Subcategory{"error_diagnosis", "Error: diagnosis"},
		Subcategory{"error_medication", "Error: medication"},
		Subcategory{"error_general", "Error: general"},
		Subcategory{"failure_to_respond", "Failure to respond"},
		Subcategory{"clinician_skills", "Clinician skills"},
		Subcategory{"teamwork", "Teamwork"})},
	{"environment", "Management", "Environment", "Facilities, services, equipment and staffing.", subs(
		Subcategory{"accommodation", "Accommodation"},
		Subcategory{"preparedness", "Preparedness"},
		Subcategory{"cleanliness", "Ward cleanliness"},
		Subcategory{"equipment", "Equipment"},
		Subcategory{"staffing", "Staffing"},
		Subcategory{"security", "Security"})},
	{"processes", "Management", "Institutional processes", "Bureaucracy, waiting and access.", subs(
		Subcategory{"delay_access", "Delay: access"},
		Subcategory{"delay_procedure", "Delay: procedure"},
		Subcategory{"delay_general", "Delay: general"},
		Subcategory{"bureaucracy", "Bureaucracy"},
		Subcategory{"visiting", "Visiting"},
		Subcategory{"documentation", "Documentation"})},
	{"listening", "Relationship", "Listening", "Staff pass over what patients say.", subs(
		Subcategory{"ignoring", "Ignoring patients"},
		Subcategory{"dismissing", "Dismissing patients"},
		Subcategory{"token_listening", "Token listening"})},
	{"communication", "Relationship", "Communication", "Information that is absent or wrong.", subs(
		Subcategory{"delayed", "Delayed communication"},
		Subcategory{"incorrect", "Incorrect communication"},
		Subcategory{"absent", "Absent communication"})},
	{"respect", "Relationship", "Respect and patient rights", "Disrespect, or rights that were not kept.", subs(
		Subcategory{"disrespect", "Disrespect"},
		Subcategory{"confidentiality", "Confidentiality"},
		Subcategory{"rights", "Rights"},
		Subcategory{"consent", "Consent"},
		Subcategory{"privacy", "Privacy"})},
}

// subs returns the named sub-categories with the "other" slot at the end.
func subs(named ...Subcategory) []Subcategory {
	return append(named, Subcategory{OtherSub, "Other"})
}

// CategoryByCode returns the category with the code.
func CategoryByCode(code string) (Category, bool) {
	for _, c := range HCAT {
		if c.Code == code {
			return c, true
		}
	}
	return Category{}, false
}

// CategoryName returns the name of the category, or the code itself when the
// taxonomy does not know it.
func CategoryName(code string) string {
	if c, ok := CategoryByCode(code); ok {
		return c.Name
	}
	return code
}

// SubcategoryName returns the name of the sub-category within its category, or
// the code itself when the taxonomy does not know it.
func SubcategoryName(category, sub string) string {
	if s, ok := subcategory(category, sub); ok {
		return s.Name
	}
	return sub
}

func subcategory(category, sub string) (Subcategory, bool) {
	c, _ := CategoryByCode(category)
	for _, s := range c.Subs {
		if s.Code == sub {
			return s, true
		}
	}
	return Subcategory{}, false
}
