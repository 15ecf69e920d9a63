package settings

import (
	"testing"

	"rapport/data"
)

func TestCategoriesAreChangedAsADraftAndPutInForce(t *testing.T) {
	o := newOffice(t)
	o.Sees("Version 1, the Healthcare Complaints Analysis Tool: in force")
	o.Press("Change Safety …")
	o.Fill("Name", "")
	o.Press("Keep it in the draft")
	o.Sees("Please fill this in.")
	o.Fill("Name", "Patient safety")
	o.Fill("New sub-categories", "Falls\nRestraint")
	o.Press("Keep it in the draft")
	o.Sees("Draft of version 2, not in force yet", "The category Safety is now called Patient safety.", "New in Patient safety: Falls.", "New in Patient safety: Restraint.")
	if o.Session.Settings().Taxonomy().Version != 1 {
		t.Fatal("the draft is in force")
	}
	o.Press("Add a category …")
	o.Fill("Name", "Food service")
	o.Pick("Domain", "Management")
	o.Fill("What belongs in it", "Meals and diets.")
	o.Fill("Sub-categories", "Cold meals")
	o.Press("Keep it in the draft")
	o.Sees("New category: Food service.", "New in Food service: Cold meals.")
	o.Press("Put it in force …")
	o.Press("Put them in force")
	o.Sees("Please fill this in.")
	o.Fill("Why do they change?", "The ward counts falls.")
	o.Press("Put them in force")
	o.Sees("Version 2: in force", "The ward counts falls.", "Version 1, the Healthcare Complaints Analysis Tool: retired")
	now := o.Session.Settings().Taxonomy()
	if c, ok := now.Category("safety"); now.Version != 2 || !ok || c.Name != "Patient safety" || len(now.Categories) != 8 {
		t.Errorf("in force is %+v", now)
	}
	o.save() // saving the rest of the settings leaves the categories alone
	if o.Session.Settings().Taxonomy().Version != 2 {
		t.Error("saving the settings put the categories away")
	}
}

func TestADraftOfCategoriesIsPutAway(t *testing.T) {
	o := newOffice(t)
	o.Press("Change Listening …")
	o.Tick("No longer offer this category")
	o.Press("Keep it in the draft")
	o.Sees("The category Listening is retired: it is no longer offered.", "Listening (no longer offered)")
	o.Press("Put the draft away …")
	o.Press("Put it away")
	o.SeesNo("Draft of version 2")
	if len(o.Session.Settings().Taxonomies()) != 1 {
		t.Error("the draft is still there")
	}
}

func TestTheSeriousnessMatrixIsSavedAndAWrongLineExplained(t *testing.T) {
	o := newOffice(t)
	o.save()
	if o.Session.Settings().Seriousness != (data.Matrix{}) {
		t.Error("a matrix that nobody changed was saved")
	}
	o.Fill("Seriousness of a case", "Negligible: Low, Low, Low, Moderate, Moderate\nMinor: Low, Low")
	o.Press("Save the settings")
	o.Sees("Write 5 lines, one for each consequence.")
	text := writeMatrix(data.StartingMatrix)
	o.Fill("Seriousness of a case", "x"+text[len("N"):len(text)-len("Extreme")]+"Grave")
	o.Press("Save the settings")
	o.Sees("the levels are Low, Moderate, High and Extreme")
	o.Fill("Seriousness of a case", text[:len(text)-len("Extreme")]+"high")
	o.save()
	if x := o.Session.Settings().Seriousness; x[4][4] != "high" || x[0] != data.StartingMatrix[0] {
		t.Errorf("the matrix is %v", x)
	}
}
