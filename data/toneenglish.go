package data

import "strings"

// toneEnglish is the tone list for English. Sources: the plain-language and
// service-recovery practice of patient relations offices; fault and its words
// belong to the hospital's policy, because most apology statutes protect sympathy
// and few protect admissions.
var toneEnglish = []toneRow{
	{ToneDoubt, "you claim|claimed; you are|were claiming; your claim|claims that; you allege|alleged; the complainant alleges|alleged; you assert|asserted; you contend|contended",
		"sounds like doubt", "say “you told us”"},
	{ToneDoubt, "allege|alleged|alleges|allegedly; allegation|allegations; your allegation|allegations; so called; supposedly; purported|purportedly",
		"sounds like doubt", "say “you told us about”"},
	{ToneDoubt, "your perception|perceptions; you perceived; perceived rudeness|delay|lack|slight; your version of; you seem|seemed to feel|think|believe; what you believe|believed happened",
		"sounds like doubt", "say what the person saw or heard"},
	{ToneDoubt, "unfounded; baseless; without merit; no merit; unsubstantiated; not substantiated; could|can not be substantiated; frivolous",
		"sounds like a verdict on the person", "say “we could not confirm this” and what you looked at"},
	{ToneDoubt, "you deny|denied|denies; patient denies|denied", "is a chart's word and sounds like doubt", "say “you told us that you had no …”"},
	{ToneDoubt, "difficult patient|family; drug seeking|seeker; frequent flyer|flier; poor historian; hysterical; overreacted|overreacting; overly sensitive|emotional",
		"judges the person", "leave it out"},

	{ToneBlame, "you fail|failed; your failure; you refuse|refused; you neglected to; you did not|didn't comply|cooperate|inform|tell|follow|disclose|mention|notify; you never told|informed|mentioned",
		"puts the blame on the person", "say what happened, without blame"},
	{ToneBlame, "you should have; you shouldn't have; you should not have; you ought to have; you could have asked|told|called|waited|prevented|avoided|informed; you must understand|realize; you need|have to understand|realize; had you told|informed|asked|followed",
		"puts the blame on the person", "leave it out"},
	{"", "you should|would|could have been|received|had|gotten|heard|felt; you should not|never have had|been|waited|heard; you shouldn't have had|been|waited|heard", "", ""},
	{ToneBlame, "as you should know; as you are aware; as you are well aware; as we|i already told|explained|stated; as previously stated|explained; as stated previously|above; as was explained to you",
		"talks down to the person", "leave it out and say it again in plain words"},
	{ToneBlame, "noncompliant|noncompliance|nonadherent; non compliant|compliance|adherent; against medical advice; combative; belligerent; uncooperative",
		"puts the blame on the person", "say what happened, without blame"},
	{ToneBlame, "calm down; get over; move on from; be patient with us", "talks down to the person", "leave it out"},

	{ToneApology, "mistakes|errors were made; a mistake|error was made; mistakes|errors happen; a mistake|error occurred",
		"does not say who was at fault, and hides it", "say what went wrong, or ask what your policy lets you say"},
	{ToneApology, "sorry|apologize|apologise|apologies|regret if; sorry|apologies for any; apologize|apologise for any; regret any; apologize|apologise should; sorry|apologize|apologise to the extent; sorry|apologize|apologise that if",
		"is no apology, for it doubts that there is a reason", "say “we are sorry that” and what happened"},
	{ToneApology, "any inconvenience; inconvenience this|it|we may|might have; for the inconvenience", "is a phrase of shops, not for pain or fear", "say what the person went through"},
	{ToneApology, "if you felt; if you feel|were offended|upset|hurt|disrespected; if we offended|upset; if anyone|anybody|somebody|someone offended|upset; if this|that upset|offended|hurt|caused; felt|feel that way; sorry you feel|felt; if our staff seemed",
		"is no apology, for it doubts that there is a reason", "say “we are sorry that” and what happened"},
	{ToneApology, "no excuse but|however; in our defense; to be fair to", "takes the apology back", "leave it out"},

	{ToneRules, "unfortunately; regrettably|regretfully", "comes before a no and hardens it", "say what you can do, then what you cannot"},
	{ToneRules, "policy|policies states|state|stated|requires|require|dictates|mandates|prohibits|says|forbids; policy|policies does|do not allow|permit; per policy; per|under our|hospital|the policy|policies|protocol; policy is clear; it is our policy; our policy is; according to our|hospital|the policy|policies|protocol; against policy|our|hospital policy",
		"puts a rule in the place of an answer", "say the reason for the rule"},
	{ToneRules, "please be advised|assured|informed; be advised that; rest assured; please note that; it should be noted; as per; pursuant to; in accordance with; the above referenced|mentioned; aforementioned|herein|hereby|heretofore|therein|thereof|forthwith; enclosed herewith",
		"is the language of an office", "say it as you would on the phone"},
	{ToneRules, "we|i take|takes all|your|these complaints|concerns|matters|allegations very|seriously; we strive to|for; we pride ourselves; world class; state of the art; valued customer|customers|patient; we value your feedback|business",
		"praises the hospital where the person wants an answer", "leave it out"},
	{ToneRules, "handled|addressed|dealt|managed internally; handled|addressed with internally; appropriate action|actions|steps|measures; necessary action|actions|steps|measures; has|have been addressed; corrective action|actions|measures",
		"does not say what was done", "say what you did"},
	{ToneRules, "this matter|case is closed; consider this matter|case; we consider the matter|case; case closed; nothing more|further we|i can; no further action", "shuts the door", "say what the person can still do"},

	{ToneStaff, "counseled|counselled; was|were|been reprimanded|suspended|fired|disciplined|terminated|demoted|retrained|reeducated; written up; write up; disciplinary; discipline; verbal|written|final warning; performance improvement|plan; performance improvement plan; personnel|employee file|record; termination; dismissed from; let go; lost|lose her|his|their job; no longer employed|works|work here; placed on leave|probation; human resources",
		"tells what was done to a member of staff, which is confidential", "say what will be different for patients"},
	{"", "let go of", "", ""},
	{TonePeer, "peer review; peer reviewed; PSWP; patient safety work product; patient safety organization|evaluation; PSO; root cause analysis; RCA; morbidity and mortality; M&M; quality|credentials|credentialing|medical executive|review committee found|concluded|determined|reviewed; incident|occurrence|event report|reports; event|incident reporting; FPPE; OPPE; sentinel event; risk management|manager found|concluded|determined|reviewed",
		"may be protected and lose its protection in a letter", "leave it out, or ask your risk manager"},
	{ToneLegal, "negligent|negligence|negligently; malpractice; liable|liability; breach|breached of|our|the duty|standard; standard of care; at fault; our|my|their|his|her fault; admit|admits|admitted fault|guilt|liability|wrongdoing|that we; legally; wrongful death; reckless|recklessly; guilty; culpable; we|i violated|broke the|your law|rights; damages; lawsuit; statute of limitations; hold harmless; without prejudice; preventable death|error",
		"is a word of the law", "say what happened, and ask your risk manager what your policy lets you say"},
}

// plainEnglish has a plainer word for words of the ward and of the office.
var plainEnglish = []toneRow{
	plainer("walk", "ambulate|ambulated|ambulating|ambulation; ambulatory"),
	plainer("gave", "administered; administering; administration of medication|medications|medicine|pain"),
	plainer("medicine", "pharmaceutical|pharmaceuticals; pharmacotherapy; medication regimen"),
	plainer("pain medicine", "analgesic|analgesics|analgesia"),
	plainer("before", "prior to; previous to; in advance of; preoperatively"),
	plainer("after", "subsequent to; following the conclusion of; postoperatively; status post"),
	plainer("later", "subsequently; at a later date; thereafter"),
	plainer("to", "in order to; so as to; for the purpose of"),
	plainer("because", "due to the fact that; in light of the fact that; owing to"),
	plainer("about", "with regard|regards|respect to; in regard|regards to; pertaining to; in reference to; concerning the matter of; approximately"),
	plainer("now", "at this point in time; at the present time; at this time; at this juncture"),
	plainer("if", "in the event that; in the event of; should you wish to"),
	plainer("use", "utilize|utilized|utilizes|utilizing|utilization"),
	plainer("start", "commence|commenced|commencing|commencement; initiate|initiated|initiating|initiation; institute|instituted"),
	plainer("start, put in place", "implement|implemented|implementing|implementation"),
	plainer("stop", "discontinue|discontinued|discontinuing|discontinuation; cease|ceased; terminate"),
	plainer("help", "facilitate|facilitated|facilitates|facilitating; render assistance"),
	plainer("find out", "ascertain|ascertained|ascertaining; endeavored|endeavor to ascertain"),
	plainer("try", "endeavor|endeavored|endeavoring|endeavors; attempt|attempted to"),
	plainer("speed up", "expedite|expedited|expediting; expeditious|expeditiously"),
	plainer("enough", "sufficient|sufficiently; adequate amount|number of; an adequate"),
	plainer("many", "numerous; a multitude of; multiple"),
	plainer("show", "demonstrate|demonstrated|demonstrates; evidenced; indicative of"),
	plainer("made worse", "exacerbate|exacerbated|exacerbating|exacerbation"),
	plainer("make better", "ameliorate|ameliorated; optimize|optimized|optimal|optimally; mitigate|mitigated; remediate|remediated|remediation"),
	plainer("talk, work together", "collaborate|collaborated|collaboratively; interface with|interfaced; liaise|liaised with; dialogue with"),
	plainer("told a manager", "escalate|escalated|escalating the|this|your|it; escalation"),
	plainer("your care team", "multidisciplinary|interdisciplinary|interprofessional team|approach|review; multidisciplinary|interdisciplinary|interprofessional"),
	plainer("hospital doctor", "hospitalist|hospitalists; intensivist|intensivists"),
	plainer("the doctor in charge", "attending physician; the attending; attending provider"),
	plainer("the person who draws blood", "phlebotomist|phlebotomists; phlebotomy"),
	plainer("visit", "encounter|encounters; clinical encounter"),
	plainer("came to us with", "presented|presenting with; presented to the|our emergency|hospital|clinic|ED; chief complaint; presenting complaint"),
	plainer("told us about", "complained|complaining|complaints of"),
	plainer("where you went next", "disposition|dispositioned"),
	plainer("checking on patients", "hourly rounding; rounding; purposeful rounding; intentional rounding"),
	plainer("shift report", "handoff|handoffs; hand off; bedside handoff; SBAR"),
	plainer("how busy we were, how sick patients were", "acuity; patient acuity; high census; census; throughput; patient flow; boarding; staffing ratio|ratios|matrix"),
	plainer("decided who is seen first", "triage|triaged|triaging"),
	plainer("making up for what went wrong", "service recovery; patient experience metrics|scores"),
	plainer("fever", "febrile; pyrexia; afebrile; hyperthermia"),
	plainer("high blood pressure", "hypertension|hypertensive"),
	plainer("low blood pressure", "hypotension|hypotensive"),
	plainer("high blood sugar", "hyperglycemia|hyperglycemic"),
	plainer("low blood sugar", "hypoglycemia|hypoglycemic"),
	plainer("fast heartbeat", "tachycardia|tachycardic"),
	plainer("slow heartbeat", "bradycardia|bradycardic"),
	plainer("uneven heartbeat", "arrhythmia|arrhythmias|dysrhythmia; atrial fibrillation"),
	plainer("heart attack", "myocardial infarction; acute coronary syndrome"),
	plainer("heart", "cardiac status|function|workup|event; cardiovascular"),
	plainer("stroke", "cerebrovascular accident; ischemic event"),
	plainer("kidney", "renal; nephropathy"),
	plainer("liver", "hepatic"),
	plainer("lung", "pulmonary; pulmonary function"),
	plainer("trouble breathing", "dyspnea|dyspneic; respiratory distress; shortness of breath on exertion"),
	plainer("swelling", "edema|edematous"),
	plainer("vomiting, throwing up", "emesis; emetic"),
	plainer("passing urine", "void|voided|voiding; micturition; urinary output; urinate|urinated"),
	plainer("bowel movement", "defecate|defecated|defecation; stool output"),
	plainer("cut", "laceration|lacerations"),
	plainer("bruise", "contusion|contusions; ecchymosis; hematoma|hematomas"),
	plainer("pressure sore", "decubitus; decubitus ulcer|ulcers; pressure ulcer|ulcers|injury|injuries; skin breakdown; skin integrity"),
	plainer("stitches", "suture|sutures|sutured"),
	plainer("heavy bleeding", "hemorrhage|hemorrhaged|hemorrhaging"),
	plainer("blood clot", "thrombosis|thrombus|embolism|embolus; deep vein thrombosis; pulmonary embolism"),
	plainer("fainting", "syncope; syncopal episode"),
	plainer("breathing tube", "intubate|intubated|intubation; endotracheal tube; extubated|extubation"),
	plainer("urine tube", "foley; foley catheter; indwelling catheter; urinary catheter"),
	plainer("under the skin", "subcutaneous|subcutaneously"),
	plainer("into a vein", "intravenous|intravenously; venipuncture"),
	plainer("by mouth", "orally; per os"),
	plainer("to prevent it", "prophylaxis|prophylactic|prophylactically"),
	plainer("cause", "etiology; causative factor|factors; contributing factor|factors"),
	plainer("what to expect", "prognosis"),
	plainer("not safe for you", "contraindicated|contraindication|contraindications"),
	plainer("a bad reaction, harm", "adverse event|events|reaction|reactions|outcome|outcomes|effect|effects; untoward event; iatrogenic"),
	plainer("other health problems", "comorbidity|comorbidities|comorbid"),
	plainer("spread", "metastasis|metastases|metastatic|metastasized"),
	plainer("cancer", "malignancy|malignant|neoplasm|carcinoma"),
	plainer("sleepy", "somnolent|somnolence|obtunded|lethargic"),
	plainer("confused", "disoriented; altered mental status; delirious"),
	plainer("left the hospital", "eloped|elopement"),
	plainer("move", "mobilize|mobilized|mobilization; reposition|repositioned|repositioning"),
	plainer("died", "patient|he|she|mother|father|husband|wife|son|daughter expired; expired at"),
	plainer("watch", "surveillance; observation status"),
	plainer("tests", "diagnostic studies|workup|testing; workup; laboratory values|studies"),
	plainer("paperwork, notes", "documentation; clinical documentation"),
	plainer("teach", "inservice|inserviced; educate|educated the|our staff|nurses|team"),
}

func plainer(word, patterns string) toneRow {
	return toneRow{TonePlain, patterns, "is a word of the hospital", "say “" + word + "”"}
}

// shortEnglish are abbreviations of hospitals, with what to write. Those that
// patients know are not in it (ER, ICU, IV, MRI, EKG, CPR, RN, MD), nor those
// that are also a state or somebody's initials.
var shortEnglish = append(spelled(`
	ED = emergency room; the OR = operating room; our OR = operating room; CT = CT scan; PT = physical therapy; OT = occupational therapy
	NPO = nothing to eat or drink; PRN = as needed; prn = as needed; d/c = stopped, or discharged; D/C = stopped, or discharged
	d/c'd = stopped, or discharged; DC'd = stopped, or discharged; s/p = after; w/ = with; w/o = without; c/o = told us about; h/o = had before; r/o = rule out; y/o = years old
	b/c = because; n/v = nausea and vomiting; f/u = follow up; F/U = follow up; pt = patient; pts = patients; Pt = patient; Pts = patients
	EMR = medical record; EHR = medical record; MAR = medicine record; eMAR = medicine record; CPOE = computer order; H&P = history and exam; HPI = history
	PACU = recovery room; NICU = newborn intensive care; PICU = children's intensive care; MICU = intensive care; SICU = intensive care; CCU = heart care unit
	CVICU = heart intensive care; L&D = labor and delivery; PCU = step-down unit; SNF = nursing home; LTAC = long-term hospital; LTACH = long-term hospital; IRF = rehab hospital; ALF = assisted living
	BP = blood pressure; VS = vital signs; VSS = normal vital signs; SOB = trouble breathing; STEMI = heart attack; NSTEMI = heart attack; CVA = stroke; TIA = mini-stroke
	CHF = heart failure; HTN = high blood pressure; COPD = lung disease; DVT = blood clot; VTE = blood clot; UTI = urinary infection; CAUTI = urinary infection
	CLABSI = blood infection; LOC = passed out; AMS = confused; A&O = awake and aware; GLF = fall; DNR = do not resuscitate; DNI = do not use a breathing tube
	Dx = diagnosis; dx = diagnosis; Hx = history; hx = history; Rx = prescription; rx = prescription; Fx = broken bone; fx = broken bone; sx = symptoms
	BID = twice a day; TID = three times a day; QID = four times a day; QHS = at bedtime; q4h = every 4 hours; q6h = every 6 hours; q8h = every 8 hours
	LOS = days in the hospital; LWBS = left before being seen; AMA = against the doctor's advice; PCT = nursing assistant; CNA = nursing assistant; PCA = nursing assistant, or pain pump
	CNO = chief nurse; CMO = chief doctor; AOD = manager on duty; PPE = masks, gowns and gloves; PCP = your own doctor; POC = plan of care
	PHI = health information; CMS = Medicare; TJC = The Joint Commission; QIO = Medicare's quality agency; OCR = Office for Civil Rights; HCAHPS = patient survey`),
	toneRow{pattern: "CT scan|scans"})

// spelled makes rows of lines "abbreviation = long form; ...".
func spelled(table string) []toneRow {
	var rows []toneRow
	for _, entry := range strings.FieldsFunc(table, func(r rune) bool { return r == ';' || r == '\n' }) {
		short, long, _ := strings.Cut(strings.TrimSpace(entry), " = ")
		if short != "" {
			rows = append(rows, toneRow{ToneShort, short, "is an abbreviation that many readers do not know", "write “" + long + "”"})
		}
	}
	return rows
}
