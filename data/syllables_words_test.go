package data

// letterWords are common words of letters to patients, by the number of their
// syllables as the CMU Pronouncing Dictionary speaks them; "2,3" has words that
// it speaks both ways.
var letterWords = map[string]string{
	"1": `
a act asked based bill blood breathe bring brought call called care cared case cause caused chair change changed
charge charged chart checked child choice choose clean cleaned clear close closed clothes coach cost could day days
dead deal death desk else eye face failed felt file files first floor food form found friend group health hear heard
heart help house judge juice large least leave length live lose lost loud made meals missed month moved need night
noise nurse owned pain phone placed plan please quite raise reach reached rest rights role room rooms rounds rude
rushed scared seemed sense shared she'll shift should signed since sleep source speak spoke staff state stay steps
stopped stress take talked team thank their thing though thought through time times told trained treat tried trust
twice voice wait walked watch week while whole wish won't worse would wound write wrong yelled young`,
	"1,2": `
hour hours learned toward towel weren't`,
	"2": `
able about above accept access account across action actions active added address addressed adjust adult advance
advice after again against agreed alarm allow allowed almost alone always amount angry answer answered anxious any
appeal approach approve arrange arranged arrived asleep assigned asthma attend aware away baby balance bandage
bathroom because become bedside before began begin behind being believe better between billing bleeding body borrow
bothered breakfast breathing brother building business busy calling calmly cancer cannot careful caring carried
ceiling center certain changes chaplain children clearly client clinic colleague comfort coming comment complain
complaint complete concern concerned concerns conduct confirm confused consent contact copies copy correct couldn't
country courage cover create daily damage daughter decide degree delay delayed delays denied describe described detail
device diet dinner discharge discharged discuss discussed disease distress doctor doctors doesn't dressing during
early either empty ended enough ensure entered error evening event except excuse expect explain explained father
fearful feedback feeling fever finding findings finish follow followed forgot forward fractured frightened further
gentle given going grateful grievance guidance guideline happened hardly hazard healthcare hearing helpful helping
herself hired hurried illness improve improved include increase inform insert inside intake intend involve involved
issue issues itself journey kidney kindness knowledge language later laundry leader legal letter level license listen
listened little local machine manage matter meaning measure meeting member members message minute minutes missing
mistake moment monthly morning mother needed neglect neighbor neighbors neither nervous never noisy nothing notice
noticed nurses nursing object obtained occurred offer offered office often older online only open option order ordered
orders other others outcome outcomes outside over painful parent parking patience patient patients payment people
perform person picture pillow polite practice prepare pressure prevent private problem process program promise
promised promptly proper protect provide public purpose question questions quickly quiet really reason receive
received recent record records reduce refer refused release relieve remain removed repeat reply report request
research resolve resolved respect respond response result results return returned review reviewed sadness safely
safety saying schedule scheduled science screening seated second section secure seeing service severe shouldn't shower
silence sincere social someone something sometimes somewhere sorry special staffing standard started statement stomach
story studied studies suction suffered suggest supplies support surgeon survey symptom symptoms system taken
themselves therefore thorough thousand timely tired title today toilet training transfer transferred transport treated
treatment treatments trouble twisted unit until update upset urgent vaccine value visit waited waiting wanted warning
wasn't water wearing website welcome wheelchair whether window without witness woman women worker working worried
worries worry wouldn't written yourself`,
	"2,3": `
actual average different every family federal general interest listening ourselves probably require required separate
several suffering`,
	"2,3,4": `
actually`,
	"3": `
accident acknowledge admitted advocate affected afternoon agency allergy already ambulance ambulate another anyone
anything appointment area arrival assessment assistance attention audience authorize behavior benefit carefully
caregiver clinical committee compassion completed condition consider continue continued counselor courteous courtesy
created creating creation critical decided decision delivered department determine develop difficult dignity director
document easily effective embarrassed employee employees encourage equipment escalate everyone everything evidence
examine example excellent expected extremely finally government grievances hospital housekeeping however idea
important improvement included including infection influence injury insurance intensive interview leadership library
location management manager manual medical medicine memory monitor notified notify nutrition occasion officer opinion
outpatient overnight oversight oxygen paperwork period permission personal pharmacy physical physician physicians
policies policy position possible prescription previous primary privacy procedure procedures protocol provided
provider providers provision quality quietly radio reaction realize reassure reassured reception recommend referral
regarding registered regular related relation religious remember reminded reported requested resident respectful
satisfied sensitive serious services similar sincerely solution specialist specific studying suddenly suggestion
suicide surgery surgical telephone terrible therapist therapy together tomorrow translated translator ultrasound
unable understand understood updated usual various video violence visited visiting visitor visitors volunteer whenever
yesterday`,
	"3,4": `
especially recovery temperature unusual usually`,
	"4": `
administered anxiety apologize apology appropriate available circumstances comfortable communicate community
comprehensive confidential consultation continuous conversation coordinate deductible diabetes diagnosis disappointed
education elevator emergency emotional environment evaluate experience experienced explanation facility identify
immediate inadequate inconvenience independent information intravenous investigate january laboratory medication
medications necessary operation original particular priority professional reality regulation relationship responsible
satisfaction security seriously situation society spiritual supervisor temporary thermometer understanding variety
visitation`,
	"5": `
authorization communication documentation evaluation examination immediately individual investigated investigation
organization orientation representative respiratory retaliation uncomfortable`,
	"6": `
hospitalization rehabilitation responsibility`,
}
