package letter

import (
	"fmt"

	"rapport/data"
	"rapport/reports/page"
)

// notice writes the notice of decision with the four elements of
// 42 CFR 482.13(a)(2)(iii): the contact person, the steps taken, the results
// and the date of completion, and an answer to every issue.
func (c *composer) notice() {
	c.open("The result of our review of your concerns",
		"Thank you for telling us about your concerns. We have finished our review, and this letter explains what we did and what we found.")
	c.Heading(2, "What you told us")
	c.concerns()
	c.Heading(2, "What we did")
	c.steps()
	c.Heading(2, "What we found")
	c.findings()
	if changes := paragraphs(c.draft.Changes); len(changes) > 0 {
		c.Heading(2, "What has changed")
		c.paras(c.draft.Changes)
	}
	c.Runs(c.Styles.Body, append([]page.Run{text("We completed our review on "),
		c.need(c.draft.CompletedOn.Long(), "letter.completed", "date of completion", "Enter the day on which the review was completed."), text(". ")},
		c.contact("If you have questions, or if anything in this letter does not match what you remember, please call", ".")...)...)
	c.agencies()
	c.sign("Thank you again for speaking up. What you told us helps us to give better care.")
}

// steps tells what was done to investigate: element 2.
func (c *composer) steps() {
	var steps []string
	for _, s := range c.draft.Steps {
		steps = append(steps, paragraphs(s)...)
	}
	if len(steps) == 0 {
		c.Runs(c.Styles.Body, c.need("", "letter.steps", "steps taken to investigate", "Tell what was done to look into the concerns."))
		return
	}
	c.Bullets(steps...)
}

// findings answers every issue in the order of the case: element 3. With
// several issues the answers carry the numbers under which the concerns stand.
func (c *composer) findings() {
	answers := map[data.ID]string{}
	for _, a := range c.draft.Findings {
		answers[a.Issue] = a.Text
	}
	several := len(c.file.Issues) > 1
	for i, issue := range c.file.Issues {
		paras := paragraphs(answers[issue.ID])
		if len(paras) == 0 {
			gap := c.need("", "letter.answer", "answer to this concern", "Write an answer to every concern.")
			c.Runs(c.Styles.Body, c.number(i, several), gap)
		}
		for k, p := range paras {
			c.Runs(c.Styles.Body, c.number(i, several && k == 0), text(p))
		}
	}
	if len(c.file.Issues) == 0 {
		c.Runs(c.Styles.Body, c.need("", "letter.answer", "what we found", "Add the concerns to the case and answer each."))
	}
}

func (c *composer) number(i int, shown bool) page.Run {
	if !shown {
		return page.Run{}
	}
	return page.Run{Text: fmt.Sprintf("Concern %d. ", i+1), Strong: true}
}

// acknowledgement says that the office has the matter, how it understood it
// and by which day it answers. It draws no conclusion.
func (c *composer) acknowledgement() {
	c.open("We have received your concerns",
		"Thank you for telling us about your concerns. We are sorry that your experience with us was not what you should expect.")
	c.Heading(2, "What you told us")
	c.concerns()
	c.Runs(c.Styles.Body, c.contact("If we have misunderstood you or left something out, or if you want to add something, please call", ".")...)
	c.Heading(2, "What happens next")
	c.Para("We look into each concern. We talk with the people involved and review the records.")
	c.promise()
	if !c.to.MayReceive(c.draft.Date) {
		c.Para("We may share private information about a patient only with the patient, or with someone whom the patient has given permission. If you write for another person, please call us; we will tell you how that permission can be given.")
	}
	c.Para("We can give you this letter in large print or in another language, and an interpreter is free of charge.")
	c.agencies()
	c.sign("Thank you for speaking up.")
}

// promise gives the office's standard and the very day on which the clock of
// the case ends.
func (c *composer) promise() {
	what, kind := "answer you", c.file.Kind.AnswerClock()
	if kind == data.ClockDecide {
		what = "send you a written decision"
	}
	standard := fmt.Sprintf("Our standard is to %s within %s.", what, c.settings.Standard(kind).Phrase())
	due := c.file.PromisedDay()
	if due.IsZero() {
		c.Para(standard)
		return
	}
	c.Runs(c.Styles.Body, text(standard+" You will hear from us by "), field(due.Long()),
		text(". If we need more time, we will write to you by then, tell you why, and give you a new date."))
}

// interim says that the office is still at work, what it has done, why it takes
// longer, and within how many days the answer comes (guideline to
// 42 CFR 482.13(a)(2)(ii)). It promises no result.
func (c *composer) interim() {
	c.open("We are still working on your concerns",
		"Thank you for telling us about your concerns. We have not finished our review yet. We are sorry that it takes longer than we hoped.")
	c.Heading(2, "What we have done so far")
	var steps []string
	for _, s := range c.draft.Steps {
		steps = append(steps, paragraphs(s)...)
	}
	if len(steps) == 0 {
		c.Para("We have begun to look into each of your concerns.")
	} else {
		c.Bullets(steps...)
	}
	c.Heading(2, "Why it takes longer")
	if delay := paragraphs(c.draft.Delay); len(delay) > 0 {
		c.paras(c.draft.Delay)
	} else {
		c.Runs(c.Styles.Body, c.need("", "letter.delay", "why it takes longer", "Write in plain words why it takes longer."))
	}
	c.Heading(2, "When you will hear from us")
	c.Runs(c.Styles.Body, c.newDay()...)
	c.Runs(c.Styles.Body, c.contact("If you have questions, or want to add something, please call", ".")...)
	c.agencies()
	c.sign("Thank you for your patience.")
}

// newDay promises the answer within a stated number of days, and names the day.
func (c *composer) newDay() []page.Run {
	what := "our answer"
	if c.file.Kind.NeedsNotice() {
		what = "our written decision"
	}
	due, from := c.file.PromisedDay(), c.draft.Date
	if due.IsZero() || due <= from {
		return []page.Run{text("You will have " + what + " by "), c.need("", "letter.promise", "new day", "Move the due date in the case, so that the letter names a new day.")}
	}
	days := "1 day"
	if n := int(due - from); n != 1 {
		days = fmt.Sprintf("%d days", n)
	}
	return []page.Run{text("You will have " + what + " within " + days + " of this letter, by "), field(due.Long()),
		text(". If we should need still more time, we will write to you again before that day.")}
}
