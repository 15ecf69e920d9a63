package data

import "strings"

// StartingKnowledge are the drafts that an office completes first. The words are
// written for this program, in plain language; what only the hospital knows
// stands in brackets, so that a draft cannot be given out as it is.
func StartingKnowledge(s Settings) []Knowledge {
	fill := strings.NewReplacer(
		"{hospital}", orElse(s.Facility, "[name of the hospital]"), "{office}", orElse(s.Office, "[name of the office]"),
		"{phone}", orElse(s.Phone, "[phone number]"), "{tty}", orElse(s.TTY, "[TTY number]"), "{email}", orElse(s.Email, "[e-mail address]"),
		"{acknowledge}", s.Standard(ClockAcknowledge).Phrase(), "{decide}", s.Standard(ClockDecide).Phrase(), "{agencies}", agencyLines(s.Agencies),
	)
	var all []Knowledge
	for _, t := range startingTexts {
		all = append(all, Knowledge{Kind: t.kind, State: KnowledgeDraft, Title: t.title, Version: "1", Source: t.source, Text: fill.Replace(strings.TrimSpace(t.text))})
	}
	return all
}

func orElse(text, other string) string {
	if blank(text) {
		return other
	}
	return text
}

// agencyLines are the outside agencies of the settings, one in a line.
func agencyLines(all []Agency) string {
	if len(all) == 0 {
		return "State health department: [phone and address]\nQuality Improvement Organization, for people with Medicare: [phone]\nAccreditor of the hospital: [name and phone]"
	}
	var lines []string
	for _, a := range all {
		lines = append(lines, joinWords(". ", joinWords(": ", a.Name, a.Phone), a.Note))
	}
	return strings.Join(lines, "\n")
}

var startingTexts = []struct {
	kind                KnowledgeKind
	title, source, text string
}{
	// 42 CFR 482.13(a)(2): a process, its time frames, whom to contact.
	{KnowledgePolicy, "Grievance procedure", "Policy system of the hospital", `
How {hospital} answers complaints and grievances.

1. Anybody may bring a concern, in words or in writing, at any time: to any member of staff, or to {office}, phone {phone}, TTY {tty}, e-mail {email}. Nobody is treated worse for it.
2. Staff who are there try to put it right at once. What is put right at once is written down as a complaint.
3. What is not put right at once, what comes in writing, and whatever alleges harm, abuse, neglect or a breach of the rules for hospitals is a grievance.
4. A grievance is acknowledged within {acknowledge}. Danger to a patient is acted on at once, before anything else.
5. The office looks into every point that was raised, hears both sides and answers in writing within {decide}. Where more time is needed, the person is told why and by when the answer comes.
6. The answer names whom to contact, what was done to look into it, what was found, and the day on which the review was completed.
7. The board is responsible for this process. It delegated the review to [name of the committee] in writing on [date of the delegation].
8. The figures go to the quality program every [month or quarter].

Approved by [who approved it] on [date].`},
	// 42 CFR 482.13(a)(1) and (b) to (h).
	{KnowledgeLeaflet, "Your rights as a patient", "Rack at the front desk; admission folder", `
As a patient of {hospital} you have the right

- to be told about your rights before your care begins, where that is possible, in a way that you understand;
- to take part in the plan of your care, to be told how you are, and to say yes or no to a treatment;
- to write down in advance what you wish, and to have staff follow it;
- to have somebody you choose, and your own doctor, told that you are here;
- to privacy, to care in a safe place, and to be free from abuse and harassment;
- to have your records kept private, and to see them;
- to be free from restraint or seclusion that is not needed for safety;
- to choose who visits you, and to be told when a visit must be limited, and why;
- to complain and to get an answer, without fear of worse care.

If something is not right, tell your nurse or call {office}: {phone}, TTY {tty}.

[Add what the law of your state asks for.]`},
	{KnowledgeLeaflet, "If you have a concern", "Rack at the front desk", `
We want to know when something went wrong.

Tell any member of staff. Or call {office}: {phone}, TTY {tty}, e-mail {email}.
You may also write to us at [address], or ask to speak with us at the bedside.

We tell you within {acknowledge} that we have your concern. If it cannot be put right at once, we look into it and answer you in writing. We aim for {decide}.

Your care does not change because you complain. You do not have to use our process before you turn to an agency outside the hospital.`},
	// Domain 1.4: the State agency may be turned to directly.
	{KnowledgeLeaflet, "Whom you may turn to outside the hospital", "Rack at the front desk", `
You may turn to these offices at any time, whether or not you have told us first.

{agencies}

About privacy and about civil rights: U.S. Department of Health and Human Services, Office for Civil Rights. [Check the address and the phone number.]

If you have Medicare and think that you are being sent home too early, ask the Quality Improvement Organization for a review. Do it no later than the day on which you are to leave. [Check the phone number on the notice that you give.]`},
	// 45 CFR 92.11.
	{KnowledgeLeaflet, "Help with language and communication", "Beside every front desk", `
Do you speak another language than English? An interpreter is free for you, day and night. Please do not ask a child or a visitor to interpret.

Are you deaf or hard of hearing, or is it hard for you to see or to read? Sign language, large print, braille, recordings and other help are free for you.

Tell any member of staff, or call {phone}, TTY {tty}.

[Add this notice in the languages that are spoken most in your state, as translated by a qualified translator.]`},
	// 45 CFR 164.530(d).
	{KnowledgeLeaflet, "If you are worried about your privacy", "Rack at the front desk", `
Tell us when you think that somebody saw or told something about you that they should not have. Call the privacy officer of {hospital}: [name and phone], or {office}: {phone}.

We look into it and tell you what we found. Nobody may treat you worse for it.

You may also complain to the U.S. Department of Health and Human Services, Office for Civil Rights. [Check the address.]`},
	{KnowledgeAnswer, "How do I get a copy of my medical records?", "", `
Ask Medical Records: [phone, hours, place]. You need to sign a form and show who you are. You have the right to a copy, on paper or as a file, as a rule within 30 days. [Say what a copy costs.]`},
	{KnowledgeAnswer, "Who can explain my bill?", "", `
Call Billing: [phone, hours]. Have the number at the top of the bill ready. Ask for an itemized bill if you want to see each charge. If you cannot pay, ask about financial help: [where to find the form].`},
	{KnowledgeAnswer, "When may I visit?", "", `
[Hours and rules for visitors.] The patient decides who may visit. Ask the nurse if you wish to stay the night.`},
	{KnowledgeAnswer, "I left something behind. Where do I ask?", "", `
Call Security: [phone]. Say what it is, where and when you had it last. We write it down, look for it, and tell you within [number] days what came of it.`},
}
