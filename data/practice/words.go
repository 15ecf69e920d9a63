package practice

// All names are invented. They are chosen to read like names and to belong to
// nobody in particular.
var womensNames = []string{
	"Alba", "Bettina", "Calla", "Dalia", "Edda", "Fenella", "Greta", "Hollis", "Isolde", "Junia", "Kerrin", "Lidia", "Maeve", "Nerys", "Odette",
	"Petra", "Rosalba", "Sabine", "Tamsin", "Ulla", "Verity", "Wanda", "Xenia", "Zelma",
}

var mensNames = []string{
	"Arlen", "Bram", "Corwin", "Desmond", "Emeric", "Florian", "Gideon", "Imre", "Jorah", "Lorcan", "Magnus", "Nolan", "Orrin", "Quill",
	"Rufus", "Soren", "Tobiah", "Upton", "Viggo", "Wendell", "Yorick", "Zander",
}

var familyNames = []string{
	"Achterlane", "Alderquist", "Bexington", "Birchwold", "Brandelow", "Callowhurst", "Corvane", "Dapplegate", "Dunmarrow", "Eastermoor",
	"Elkenbright", "Fairweld", "Fennimoor", "Garthwaine", "Glimmerden", "Hallowick", "Harrowby-Lund", "Ingersley", "Jessamoor", "Kettleworth",
	"Kirrenbach", "Larkendale", "Lowenmarsh", "Marrowfield", "Merribeck", "Nethersole-Brand", "Norwichly", "Oakenfold", "Orlandine", "Pellerwick",
	"Penhalloran", "Quillmoor", "Quistgaard-Hale", "Ravensholt", "Rothwaite", "Sallowby", "Silverthwaite", "Tarrowden", "Thistlemere", "Underlade",
	"Upperdine", "Vanterpoole", "Verrowick", "Wexlander", "Winterbrook", "Yarrowdale", "Yewbarrow", "Zellermoor",
}

var (
	womensTitles = []string{"Ms.", "Mrs.", "Ms.", "Dr.", ""}
	mensTitles   = []string{"Mr.", "Mr.", "Mr.", "Dr.", ""}
)

var streets = []string{
	"Practice Lane", "Sample Street", "Example Avenue", "Harbor Drill Road", "Old Exercise Way", "Rehearsal Court", "Trial Hill", "Training Quay",
}

// managers answer referrals; clinicians are asked about what happened.
var managers = []string{"The nurse manager", "The department manager", "The charge nurse", "The practice manager", "The shift supervisor"}

var openings = []string{
	"I am writing about {unit}.", "This is about what happened in {unit}.", "{who} was in {unit} last week.", "I would like to tell you about our time in {unit}.",
	"I never thought that I would complain about this hospital.", "We have come here for twenty years.", "Please listen to this.", "I have waited some days before I called.",
	"I want to say first that most people were kind.", "Something went wrong in {unit}.",
}

var effects = []string{
	"It was frightening.", "The memory comes back at night.", "We felt alone.", "Nobody said sorry.", "I do not want this to happen to anybody else.",
	"It cost us a whole day.", "The family is upset.", "{who} lost trust.", "I know that everybody is busy.", "A kind word would have been enough.", "",
}

var asks = []struct{ said, remedy string }{
	{"I want to know why.", "An explanation"}, {"I expect an apology.", "An apology"}, {"Somebody should look into this.", "A review"},
	{"Please call me.", "A call back"}, {"I would like it in writing.", "An answer in writing"}, {"Please see that it changes.", "A change so that it does not happen again"},
	{"I should not have to pay for this.", "An adjustment of the bill"}, {"I want to meet with the manager.", "A meeting with the manager"},
	{"I only want it known.", "Nothing; just to have it known"}, {"", ""},
}

var greetings = []string{"", "Hello. ", "I will be short. ", "One thing only. ", "Good morning. ", "I called before, but nobody picked up. ", "A friend gave me this number. "}

var farewells = []string{"", "Thank you.", "That is all.", "You can reach me in the evening.", "Please pass this on.", "I hope this helps.", "I am at home most mornings."}

// The matters that are not complaints about care, by nature.
var compliments = []string{
	"The night nurse in {unit} sat down with {whom} and explained everything twice. I will not forget it.",
	"Everybody in {unit} was kind, from the door to the ward. Please pass on our thanks.",
	"The volunteer who walked {whom} to the exit deserves praise.", "The doctor drew a picture of the operation. At last {who} understood it.",
	"Thank you for the quiet room when the news was bad.", "The team in {unit} found {whose} hearing aid in the laundry. That was beyond their duty.",
}

var suggestions = []string{
	"A clock on the wall of {unit} would help people who wait.", "Please put a bench halfway to {unit}.", "The signs to {unit} stop at the elevator.",
	"A text message when the doctor is late would save much worry.", "Larger letters on the menu, please.",
}

var questions = []string{
	"How can {who} get a copy of the record from {unit}?", "Who decides about visiting hours in {unit}?", "Where can {who} find help with the bill?",
	"Is an interpreter free of charge?", "How does one appeal to the insurance?",
}

var losses = []string{
	"{whose} glasses were on the table in {unit} and were gone after the transfer.", "The bag with {whose} clothes did not come along from {unit}.",
	"{whose} dentures were thrown away with the tray.", "A ring was taken off for the scan and not given back.",
}

var privacyStories = []string{
	"A clerk in {unit} read {whose} diagnosis aloud at the desk.", "{who} was given another person's papers when leaving {unit}.",
	"A neighbor who works here knew about {whose} visit before {who} told anybody.",
}

var rightsStories = []string{
	"No interpreter was called in {unit}, although {who} asked three times.", "{whose} wheelchair did not fit the room, and nobody offered another one.",
	"{who} was treated worse in {unit} because of an accent.",
}

var billStories = []string{
	"The bill from {unit} lists a test that was never done.", "{who} got three bills for one visit to {unit}.", "The insurance says it was billed with the wrong code.",
	"The payment plan was forgotten, and now there is a letter from a collector.",
}

var commentParts = [][]string{
	{"Friendly staff.", "Long wait.", "Clean room.", "Could not find the entrance.", "Everybody took their time.", "Nobody answered the phone.", "Very good care.", "Food was cold."},
	{"", "The nurse explained it well.", "Parking was full.", "I would come again.", "It was loud at night.", "The doctor listened.", "Too many forms."},
	{"", "", "Thank you.", "Please change this.", "Keep it up.", "Not again."},
}

// appealGoals is how many of the goals, the first ones, are appeals.
const appealGoals = 3

// advocacyGoals are what the office does for patients, by kind of action.
var advocacyGoals = []struct{ kind, goal, with, result string }{
	{"appeal", "Appeal the denial of the insurer", "the insurer", "The insurer reversed the denial."},
	{"appeal", "Have the whole stay paid", "the health plan", "The plan pays."},
	{"qio_appeal", "Stay until the patient can go home safely", "the QIO", "The discharge was put off."},
	{"bill_hold", "Stop collection until the bill is reviewed", "Billing", "The charge was taken off."},
	{"meeting", "A meeting of the family with the care team", "Care team", "They met and agreed on the plan."},
	{"interpreter", "An interpreter for every talk about care", "Language services", "An interpreter was booked for the stay."},
	{"property", "Find or replace what was lost", "Security", "The hospital paid for a replacement."},
	{"qio_referral", "Have the quality of the care looked at", "the QIO", "The QIO looked at it and wrote to the patient."},
	{"second_opinion", "A second opinion", "Medical staff office", "Another doctor saw the patient."},
	{"records", "A copy of the record", "Medical Records", "The copy was handed over."},
	{"discharge", "A review of the plan for home", "Case management", "The plan was changed."},
	{"transport", "A ride to follow-up visits", "Community services", "Rides were arranged."},
	{"accommodation", "Large print and a quiet room", "Unit manager", "Both were provided."},
}

var noteTexts = []string{
	"Spoke with the person for ten minutes. Calm and clear.", "The manager asked for two more days and gave the reason.", "Call back after four in the afternoon.",
	"The chart was read in the presence of the unit manager.", "The person prefers to be called at work.", "Similar remark last quarter; watch for a pattern.",
	"Asked for the call-light report.", "The family would like one person to speak for all of them.", "Offered a meeting; they want to think about it.",
}

var taskTexts = []string{
	"Call the person back", "Ask the unit for the staffing sheet", "Send the form for authorization", "Check the address by phone",
	"Remind the manager of the open question", "Read the draft letter once more", "Ask Billing about the hold", "Confirm the meeting",
}
