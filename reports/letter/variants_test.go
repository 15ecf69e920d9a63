package letter

import (
	"fmt"
	"time"

	"rapport/data"
	"rapport/reports/page"
)

// variants is how many letters there are that differ in their words: a batch of
// letters that were one letter under many names would be quicker than real ones.
const variants = 200

var (
	variantGiven   = []string{"Rosalind", "Jo", "Zoë", "Xavier", "Benjamin", "Quinn", "Ursula", "Wilhelmina", "Łukasz", "Inés", "Thanh", "Kofi", "Priyanka"}
	variantFamily  = []string{"Achterberg", "Ng", "Kowalczyk", "O’Brien", "Fitzgerald", "Vázquez", "Jäger", "Hu", "Winter", "Diaz", "Young", "Nguyễn", "Okonkwo-Hill", "Szymański", "Quiñones", "Blankenship", "McAllister"}
	variantStreet  = []string{"Juniper Court", "Old Canal Towpath Road", "Lakeshore Avenue", "Zebulon Pike", "Maple Hill", "Fox Run", "Quarry Lane", "Van Buren Street", "Exchange Place", "Hyacinth Way", "Keystone Drive"}
	variantUnit    = []string{"6 West", "the emergency department", "2 North", "the birth center", "dialysis", "the surgical clinic", "radiology", "the pharmacy", "4 East", "the front desk", "the kitchen", "physical therapy"}
	variantTopic   = []string{"slow answers to your call light", "the bill for your visit", "noise at night", "how your pain was treated", "a lost pair of glasses", "the food on your tray", "your discharge papers", "the wait for your scan", "how the doctor spoke to you", "a fall near the bathroom"}
	variantStep    = []string{"I met with the nurse manager of %s.", "We read the record of your stay on %s line by line.", "We compared the log of %s with the staffing sheets.", "Our pharmacist checked each order from %s.", "I walked through %s at the hour you named.", "The director of %s watched the video of the hallway.", "We asked four people who worked in %s that day what they saw."}
	variantFinding = []string{"two of your calls waited %d minutes", "the medicine came %d minutes late", "nobody told your daughter for %d hours", "the form was signed %d days after the visit", "the room was cleaned only once in %d hours", "the price we quoted was off by %d dollars", "%d pages of your record were missing", "the nurse had %d patients that night, one more than our own limit", "the alarm rang for %d minutes", "you were moved %d times"}
	variantReason  = []string{"One nurse had left early because of illness, and the charge nurse did not ask for relief.", "The scanner was needed for an emergency, and no one phoned you.", "A new clerk used the old price list.", "The two shifts each thought that the other had done it.", "The interpreter was booked for the wrong floor.", "Our policy did not say who must call the family."}
	variantChange  = []string{"The charge nurse must now call for relief within 15 minutes.", "A pharmacist visits each patient who goes home with a new medicine.", "We have put a second clock in the hallway.", "Each bill is read by a second person before it leaves.", "The kitchen now asks about allergies at every meal.", "Quiet hours begin at nine in the evening.", "Volunteers check the lost and found box twice a day.", "All staff of the unit have practiced how to give bad news."}
	variantTold    = "You were right, and I am sorry."
)

// pick takes another word for each n; step is prime to most lengths, so that the
// lists do not turn in step with each other.
func pick(from []string, n, step int) string { return from[n*step%len(from)] }

// canary is a word that stands in letter n and in no other, as many letters long
// as the others'.
func canary(n int) string {
	b := []byte("Qxaaaa")
	for i := 5; i > 1; i-- {
		b[i] = byte('a' + n%26)
		n /= 26
	}
	return string(b)
}

// variant is case n of a batch, with a template to be filled in: names, dates,
// address, units, steps, findings and changes differ.
func variant(n int) data.LetterFacts {
	f, d := sampleCase(), sampleNotice()
	received := time.Date(2026, 2, 1+n%20, 15, 0, 0, 0, time.UTC)
	f.Number, f.ReceivedAt = fmt.Sprintf("PR-2026-%05d", 400+n), received
	p := &f.People[0]
	p.Given, p.Family = pick(variantGiven, n, 5), pick(variantFamily, n, 3)+" "+canary(n)
	p.Street = fmt.Sprintf("%d %s", 100+37*n%8900, pick(variantStreet, n, 7))
	p.Postal = fmt.Sprintf("44%03d-%04d", n%1000, 1000+13*n%9000)
	unit, topic := pick(variantUnit, n, 5), pick(variantTopic, n, 3)
	d.Copies = []string{"Patient relations file " + f.Number}
	d.Date, d.CompletedOn = day(2026, 3, 10+n%18), day(2026, 3, 3+n%7)
	d.Steps = nil
	for k := range 2 + n%3 {
		d.Steps = append(d.Steps, fmt.Sprintf(pick(variantStep, n+k, 3), unit))
	}
	for k := range d.Findings {
		found := fmt.Sprintf(pick(variantFinding, n+k, 7), 2+(n+11*k)%58)
		d.Findings[k].Text = fmt.Sprintf("We found that in %s on February %d %s. %s %s", unit, 1+(n+k)%27, found, pick(variantReason, n+k, 5), variantTold)
	}
	for k := range f.Issues {
		f.Issues[k].Words = "I want to know what went wrong with " + pick(variantTopic, n+k, 3) + " in " + unit + "."
	}
	d.Words = map[string]string{
		"subject": "Results of our review of " + topic,
		"opening": fmt.Sprintf("Thank you for telling us about %s in %s. You wrote to us on February %d. We have finished our review, and this letter explains what we did and what we found.", topic, unit, received.Day()),
		"changes": pick(variantChange, n, 3) + " " + pick(variantChange, n+1, 3) + " I will check this each week through " + []string{"April", "May", "June", "July"}[n%4] + ".",
		"closing": "Thank you again for speaking up, " + p.Given + " " + canary(n) + ". It will make care in " + unit + " safer.",
	}
	return sampleFacts(f, d)
}

func makeVariant(n int) ([]byte, error) {
	file, _, err := PDF(variant(n%variants), Options{})
	return file, err
}

// variantPages are the letters laid out, for those who make them otherwise.
func variantPages(count int) (docs []*page.Document, err error) {
	for n := range count {
		doc, err := Compose(variant(n), Options{})
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc.Document)
	}
	return docs, nil
}
