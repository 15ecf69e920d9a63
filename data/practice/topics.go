package practice

// place says on which kind of unit something can have happened.
type place uint8

const (
	bedside place = 1 << iota // wards and intensive care
	emergency
	surgery
	clinic // outpatient, tests, therapy
	services
	anywhere = bedside | emergency | surgery | clinic | services
	treated  = bedside | emergency | surgery | clinic
)

// unitPlaces tells what kind of unit each of the starting units is.
var unitPlaces = map[string]place{
	"Emergency Department": emergency, "Admitting": services, "Intensive Care": bedside, "Cardiac Care": bedside,
	"Medical, 5 East": bedside, "Medical, 5 West": bedside, "Surgical, 6 East": bedside | surgery, "Surgical, 6 West": bedside | surgery,
	"Oncology": bedside | clinic, "Labor and Delivery": bedside, "Mother and Baby": bedside, "Neonatal Intensive Care": bedside,
	"Pediatrics": bedside, "Behavioral Health": bedside, "Rehabilitation": bedside, "Operating Room": surgery, "Recovery": surgery,
	"Ambulatory Surgery": surgery, "Dialysis": clinic, "Radiology": clinic, "Laboratory": clinic, "Pharmacy": services,
	"Physical Therapy": clinic, "Outpatient Clinics": clinic, "Patient Transport": services, "Food Services": services,
	"Environmental Services": services, "Security": services, "Medical Records": services, "Billing": services,
}

// busyUnits weigh the units by how many complaints they draw; those not named
// weigh 3.
var busyUnits = map[string]int{
	"Emergency Department": 22, "Medical, 5 East": 9, "Medical, 5 West": 8, "Surgical, 6 East": 7, "Surgical, 6 West": 6,
	"Outpatient Clinics": 10, "Labor and Delivery": 5, "Radiology": 5, "Admitting": 5, "Billing": 6, "Oncology": 4,
	"Recovery": 2, "Neonatal Intensive Care": 1, "Pharmacy": 2, "Laboratory": 2, "Security": 1, "Medical Records": 2,
}

// topic is one thing that people complain of. In the sentences {who}, {whom}
// and {whose} stand for the patient as the speaker would say it (I, my mother),
// {time} and {hours} for a time of day and a span.
type topic struct {
	category, sub string
	place         place
	weight        int
	severity      [4]int // weights of severity 0 to 3
	told          []string
	inquiry       string // what the officer looks into
	inLetter      string // how the letter tells of it
	found, not    string // what was found when the complaint was right, and when it was not
	upheld, kept  string // the answer in the letter, likewise
}

var topics = []topic{
	{
		category: "communication", sub: "absent", place: treated, weight: 11, severity: [4]int{0, 5, 4, 1},
		told: []string{
			"Nobody told {whom} what the plan was, although {who} asked every shift.",
			"{who} learned about the change of plan only from a form on the clipboard.",
			"For {hours} no doctor came to explain the test, and the nurses could not say when one would.",
			"The specialist spoke to the team in the hall, and not one word reached {whom}.",
		},
		inquiry: "When and by whom the plan of care was explained", inLetter: "We read the notes of the care team for each day of the stay.",
		found: "The record holds no note of a talk about the plan on two days.", not: "The record shows daily talks about the plan, with times and names.",
		upheld: "You told us that nobody explained the plan. We found that two days passed without a talk about it. We are sorry. The team now writes the plan on the board in the room each morning.",
		kept:   "You told us that nobody explained the plan. The notes show a talk on each day. We are sorry that it was not clear. The manager has asked the team to check what was understood.",
	},
	{
		category: "processes", sub: "delay_access", place: emergency | clinic, weight: 11, severity: [4]int{0, 5, 4, 1},
		told: []string{
			"{who} waited {hours} before anybody looked at {whom}.",
			"The appointment was for {time}, and {who} was called {hours} later.",
			"People who came long after were taken first, and no reason was given.",
			"The desk said twenty minutes. It became {hours}.",
		},
		inquiry: "Times of arrival, triage and first contact", inLetter: "We compared the times of arrival and of the first examination.",
		found: "The wait was longer than our standard; two rooms were closed.", not: "The wait was within our standard; sicker patients came in between.",
		upheld: "You told us about the long wait. You waited longer than our own standard allows. We are sorry. A second nurse now sees people at the door in busy hours.",
		kept:   "You told us about the long wait. Two very sick patients came in after you and had to go first. Nobody told you this, and we are sorry. Staff will now say why a wait is long.",
	},
	{
		category: "respect", sub: "disrespect", place: anywhere, weight: 9, severity: [4]int{0, 5, 4, 1},
		told: []string{
			"The person at the desk pushed {whose} papers aside and said there were sicker people.",
			"{who} was spoken to as if {who} were a child.",
			"The technician sighed at every question and walked off in the middle of an answer.",
			"The tone was so sharp that the neighbor in the next bed looked up.",
		},
		inquiry: "How staff spoke with the patient", inLetter: "We spoke with the staff who were there.",
		found: "Two staff members remember the words and regret them.", not: "The staff and a witness remember a short but polite talk.",
		upheld: "You told us that staff were rude. The person remembers the words and is sorry for them. So are we. The manager has gone over our standard of courtesy with the whole shift.",
		kept:   "You told us that staff were rude. Those who were there remember it in another way. We are sorry for how it felt. The manager has spoken with them about how short words can hurt.",
	},
	{
		category: "quality", sub: "examination", place: treated, weight: 6, severity: [4]int{0, 2, 5, 3},
		told: []string{
			"Nobody checked {whose} blood pressure between {time} and the next morning.",
			"The doctor examined {whom} for less than a minute and left.",
			"{who} said three times that the leg was swollen, and nobody looked at it.",
		},
		inquiry: "Observations and examinations on the day", inLetter: "A senior nurse from another unit reviewed the record of the day.",
		found: "One round of observations is missing from the record.", not: "The record shows each examination that was due.",
		upheld: "You told us that checks were missed. One round of checks was not done. We are sorry. The unit now looks at the list of checks at every change of shift.",
		kept:   "You told us that checks were missed. The record shows that each check was done. We understand that you were asleep for some of them, and we are sorry for the worry.",
	},
	{
		category: "safety", sub: "error_medication", place: treated, weight: 5, severity: [4]int{0, 1, 4, 4},
		told: []string{
			"{who} was given a pill that was meant for somebody else and noticed it only by its color.",
			"The dose was double the one {who} had always taken at home.",
			"The drip ran dry at {time}, and nobody came for {hours}.",
		},
		inquiry: "Orders, dispensing and giving of the medicine", inLetter: "The pharmacy compared the orders with what was given.",
		found: "The dose given was not the dose ordered; no harm followed.", not: "The dose given was the dose ordered; the tablet had changed its maker.",
		upheld: "You told us about a wrong dose. You were right. The dose was not the one that was ordered. We are sorry. No harm was found. Two people now check this medicine.",
		kept:   "You told us about a wrong dose. The dose was right, but the pill looked different because it came from another maker. We should have told you, and we are sorry.",
	},
	{
		category: "quality", sub: "rough_handling", place: treated, weight: 4, severity: [4]int{0, 4, 4, 2},
		told: []string{
			"It took five tries to find a vein, and each one left a bruise.",
			"{who} was pulled up the bed by the arm.",
			"The transfer from the stretcher was so hasty that {who} cried out.",
		},
		inquiry: "How the patient was moved and handled", inLetter: "We asked those who were present how it was done.",
		found: "The lift was done by one person instead of two.", not: "Two people did the lift with the right aid.",
		upheld: "You told us about rough handling. One person did what two should do. We are sorry for the pain. The team has had new training in safe lifting.",
		kept:   "You told us about rough handling. Two people worked together with the right aid. We are sorry that it still hurt.",
	},
	{
		category: "listening", sub: "dismissing", place: treated, weight: 7, severity: [4]int{0, 4, 5, 2},
		told: []string{
			"When {who} said the pain was getting worse, the answer was that it could not be that bad.",
			"{who} had lived with this illness for years, and still nobody believed {whom}.",
			"{whose} list of allergies was waved away.",
		},
		inquiry: "How reports of pain and history were taken", inLetter: "We read how the team wrote down what was said.",
		found: "The report of pain was written down an hour after it was made.", not: "Each report of pain was written down and treated in time.",
		upheld: "You told us that you were not believed. The report of pain was written down late. We are sorry. The unit has gone over how it answers reports of pain.",
		kept:   "You told us that you were not believed. The notes show that each report led to a treatment. We are sorry that you did not feel heard.",
	},
	{
		category: "environment", sub: "cleanliness", place: anywhere, weight: 6, severity: [4]int{0, 7, 3, 0},
		told: []string{
			"The bathroom was not cleaned for two days.",
			"There was dried blood on the rail of the bed.",
			"The trash was full and the floor sticky when {who} came in.",
		},
		inquiry: "Cleaning log of the room", inLetter: "We checked the cleaning log and walked through the room.",
		found: "The evening round of cleaning was skipped.", not: "The log shows a round in the morning and in the evening.",
		upheld: "You told us that the room was not clean. One round of cleaning was skipped. We are sorry. The supervisor now signs the log every evening.",
		kept:   "You told us that the room was not clean. The log shows two rounds that day. We are sorry for what you found in between.",
	},
	{
		category: "environment", sub: "accommodation", place: bedside, weight: 5, severity: [4]int{1, 7, 2, 0},
		told: []string{
			"The tray was cold each time, and the diet was wrong twice.",
			"The noise at night let {whom} sleep no more than an hour at a time.",
			"The room was so cold that {who} slept in a coat.",
		},
		inquiry: "Room, meals and noise", inLetter: "We asked the kitchen and the unit about those days.",
		found: "The meal cart was late on three evenings.", not: "Meals and room were as ordered.",
		upheld: "You told us about the room and the meals. The cart was late on three evenings. We are sorry. The kitchen has a second cart now.",
		kept:   "You told us about the room and the meals. We found them as ordered. We are sorry that they did not suit you, and the kitchen will ask sooner.",
	},
	{
		category: "environment", sub: "staffing", place: bedside | emergency, weight: 5, severity: [4]int{0, 4, 4, 1},
		told: []string{
			"One nurse ran between all the rooms; it was nobody's fault, and still it was not safe.",
			"The call light was on for {hours}.",
			"At {time} there was no one at the station at all.",
		},
		inquiry: "Staffing and call lights of the shift", inLetter: "We looked at the schedule and at the call-light times.",
		found: "One nurse was out sick and not replaced.", not: "The shift was fully staffed; the light was answered within minutes.",
		upheld: "You told us about too few staff. One nurse was out sick and nobody took the place. We are sorry. The unit now has a list of nurses on call.",
		kept:   "You told us about too few staff. The shift was full, and the record shows short times. We are sorry that the wait felt so long.",
	},
	{
		category: "processes", sub: "bureaucracy", place: services | clinic, weight: 6, severity: [4]int{0, 7, 3, 0},
		told: []string{
			"{who} had to fill in the same form four times.",
			"Each desk sent {whom} to the next one.",
			"The phone menu ended in silence every time.",
		},
		inquiry: "The way from desk to desk", inLetter: "We followed the way that the papers took.",
		found: "The form was scanned under a wrong name.", not: "Each form was for another program.",
		upheld: "You told us about forms that came back again and again. The form was filed in the wrong place. We are sorry. It is in the right place now.",
		kept:   "You told us about many forms. Each was for another program. We are sorry for the trouble and will hand them out together.",
	},
	{
		category: "processes", sub: "delay_procedure", place: surgery | clinic, weight: 5, severity: [4]int{0, 4, 5, 1},
		told: []string{
			"The operation was put off twice, the second time when {who} lay ready.",
			"The scan was moved to {time} the next day without a word.",
			"{who} fasted the whole day for nothing.",
		},
		inquiry: "Schedule of the procedure", inLetter: "We looked at the schedule and asked why it was changed.",
		found: "The room was double booked.", not: "An emergency took the room.",
		upheld: "You told us that the procedure was put off. The room was booked twice by mistake. We are sorry. One person now owns the schedule.",
		kept:   "You told us that the procedure was put off. An emergency took the room. We are sorry that you waited without food and without news.",
	},
	{
		category: "communication", sub: "incorrect", place: anywhere, weight: 5, severity: [4]int{0, 4, 4, 1},
		told: []string{
			"One nurse said {who} could eat and the next said it was forbidden.",
			"The sheet for home named another person's medicine.",
			"{who} was told the test was covered. It was not.",
		},
		inquiry: "What was said and written", inLetter: "We compared what was said with the written instructions.",
		found: "The sheet for home held an old list.", not: "The sheet was right; the spoken words were about another day.",
		upheld: "You told us that you got wrong information. The sheet held an old list. We are sorry. You have the right one now, and the unit checks the list with each person.",
		kept:   "You told us that you got wrong information. The written sheet was right. We are sorry that the words were confusing.",
	},
	{
		category: "respect", sub: "privacy", place: treated, weight: 3, severity: [4]int{0, 4, 4, 1},
		told: []string{
			"The curtain stayed open while {who} was being washed.",
			"The doctor spoke about {whose} results so that the whole hall could hear.",
		},
		inquiry: "Privacy during care", inLetter: "We visited the unit and spoke with the team.",
		found: "The curtain did not close fully.", not: "The team closed the curtain and spoke low.",
		upheld: "You told us about your privacy. The curtain does not close all the way. We are sorry. It has been replaced.",
		kept:   "You told us about your privacy. The team took care to close the curtain. We are sorry that you still felt exposed.",
	},
	{
		category: "safety", sub: "failure_to_respond", place: bedside | emergency, weight: 3, severity: [4]int{0, 0, 4, 6},
		told: []string{
			"{who} rang because of chest pain, and nobody came for {hours}.",
			"The monitor was alarming, and it was silenced from the desk without a look at {whom}.",
		},
		inquiry: "Response to the call and the alarm", inLetter: "A doctor who was not involved reviewed the response.",
		found: "The response took longer than our rule allows.", not: "A nurse was there within two minutes.",
		upheld: "You told us that help came late. It took longer than our rule allows. We are sorry. Alarms now also ring at the charge nurse.",
		kept:   "You told us that help came late. The record shows a nurse within two minutes. We are sorry for the fear.",
	},
	{
		category: "quality", sub: "care_plans", place: treated, weight: 4, severity: [4]int{0, 3, 5, 1},
		told: []string{
			"{who} was sent home without the walker that had been promised.",
			"Nobody had ordered the home visits when {who} left.",
			"The discharge was at {time}, in a rush, with nobody to drive.",
		},
		inquiry: "Discharge plan", inLetter: "We went through the discharge plan with the case manager.",
		found: "The order for the aid was not sent.", not: "The order was sent; the supplier was late.",
		upheld: "You told us that the plan for home was not ready. The order was not sent. We are sorry. The case manager now calls each person the day after.",
		kept:   "You told us that the plan for home was not ready. The order was sent in time, and the supplier was late. We have told the supplier.",
	},
	{
		category: "quality", sub: "hygiene", place: bedside, weight: 2, severity: [4]int{0, 2, 5, 2},
		told: []string{
			"{who} lay in wet sheets until the family changed them.",
			"In four days nobody offered {whom} a bath.",
		},
		inquiry: "Personal care", inLetter: "We read the record of daily care.",
		found: "Care is not recorded for one evening.", not: "Care is recorded each morning and evening.",
		upheld: "You told us about missed daily care. One evening is missing from the record. We are sorry. The unit now makes a round for this every two hours.",
		kept:   "You told us about missed daily care. The record shows care each morning and evening. We are sorry that it was not enough.",
	},
	{
		category: "processes", sub: "visiting", place: bedside | emergency, weight: 3, severity: [4]int{0, 6, 3, 0},
		told: []string{
			"The family was sent away at {time} although visiting was open.",
			"Only one person was let in, and nobody could say why.",
		},
		inquiry: "Visiting rule of the unit", inLetter: "We looked at the visiting rule and at who was there.",
		found: "The rule had been changed and the sign had not.", not: "The rule was kept; a procedure was going on.",
		upheld: "You told us that visitors were sent away. The sign showed an old rule. We are sorry. There is a new sign.",
		kept:   "You told us that visitors were sent away. A procedure was going on in the room. We are sorry that nobody said so.",
	},
}
