package data

import "strings"

// keyRuns are rows of keys and alphabets, doubled so that a run may wrap.
var keyRuns = []string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
	"qwertyuiopasdfghjklzxcvbnmqwertyuiop", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
	"zaq12wsxcde34rfvbgt56yhn", "0987654321qwertyuiop", "1234567890qwertyuiopasdfghjklzxcvbnm", "abcd1234efgh5678",
	"abc123def456ghi789", "a1b2c3d4e5f6g7h8i9j0", "1a2b3c4d5e6f7g8h9i0j",
}

// commonStems are words that stand before a few characters in many chosen
// passwords.
var commonStems = []string{
	"password", "passwort", "passphrase", "passcode", "mypassword", "thepassword", "newpassword", "letmein", "welcome",
	"welcometo", "changeme", "changemenow", "administrator", "admin", "superuser", "iloveyou", "qwertyuiop", "qwerty",
	"hospital", "thehospital", "patientrelations", "patientadvocate", "patientrelationsofficer", "medicalcenter", "rapport",
	"monday", "spring", "summer", "autumn", "winter", "january", "february", "september", "october", "november", "december",
	"football", "baseball", "basketball", "princess", "sunshine", "superman", "starwars", "dragon", "monkey", "trustno",
}

// commonParts are what short passwords are made of most often, as every published
// list of leaked passwords has them. Two of them together, with up to four
// characters after, are refused: some hundred thousand passphrases.
var commonParts = strings.Fields(`
love lover lovely angel angels baby babygirl babyboy honey sweet sweetie sweetheart darling princess prince queen king lady girl boy
dragon monkey tiger lion eagle falcon hawk wolf bear panther cowboy ranger hunter killer master shadow ghost ninja pirate warrior soldier
summer winter spring autumn sunshine sunset sunrise rainbow flower flowers butterfly star stars moon sunny cloud ocean beach river
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
football soccer baseball basketball hockey tennis golf fishing hunting running swimming chelsea liverpool arsenal barcelona yankees cowboys steelers lakers
batman superman spiderman ironman pokemon pikachu starwars matrix mustang ferrari porsche mercedes corvette harley yamaha toyota honda
michael michelle jessica jennifer jordan ashley amanda andrew anthony daniel david charlie thomas robert matthew joshua nicole hannah samantha
maggie buster ginger pepper cookie bailey peanut bandit rocky lucky smokey tigger snoopy princess ranger sophie molly daisy bella max jack
computer internet windows microsoft google facebook apple samsung android laptop desktop printer server network system office access secret
password passwort pass word login letmein welcome hello welcome qwerty qwertz azerty asdf zxcv changeme default admin administrator root user guest test testing demo temp
hospital medical doctor nurse nurses patient patients care health clinic center general memorial community safety quality relations advocate service pharmacy surgery emergency
money dollar freedom america american canada texas london paris berlin chicago boston dallas houston newyork california florida england ireland scotland
cheese chocolate coffee banana orange cherry strawberry pizza sugar candy cookies whiskey vodka beer
whatever nothing forever always never family mother father sister brother mommy daddy jesus christ heaven angel faith hope blessed church
the my our your mine and one two three four five six seven eight nine ten first last new old big good best happy lucky crazy sexy hot cool super mega
house home school college student teacher library manager director boss office desk work job company business
red blue green black white yellow purple pink silver golden gold diamond crystal
music guitar piano drums dance dancer party disco rock metal rap
abc abcd abc123 iloveyou loveyou ilove trustno1 open please
`)

// commonPassphrases are long passwords and phrases that attackers try first,
// in the form that plainChars gives.
var commonPassphrases = set(`
passwordpassword password1234 passwordabc thisismypassword thisisapassword thisisthepassword mypasswordispassword
passwordispassword ihatepasswords iforgotmypassword iforgotit idontknowmypassword idontremember whatismypassword
nopassword nopasswordneeded notmypassword enterpassword yourpassword defaultpassword temporarypassword temppassword
secretpassword mysecretpassword supersecret supersecretpassword topsecret topsecretpassword strongpassword
securepassword verysecurepassword averysecurepassword longpassword averylongpassword reallylongpassword
passphraseispassphrase thisismypassphrase correcthorsebatterystaple horsebatterystaple batterystaple
letmeinletmein letmeinplease letmeinnow pleaseletmein opensesame opensesamenow openthedoor
welcomehome welcomeback welcomeadmin welcometothejungle welcomeuser welcomewelcome
changemeplease pleasechangeme changethispassword changeit changeittoday
administrator administratoradmin adminadmin adminadminadmin rootroot rootrootroot rootpassword adminpassword
userpassword guestguest guestpassword testtest testtesttest testpassword testingtesting thisisatest thisisonlyatest
demodemo demopassword samplepassword examplepassword practicepassword
iloveyou iloveyousomuch iloveyouforever iloveyoubaby iloveyoumom iloveyoumore iloveyoutoo iloveyoujesus ilovemyself
ilovemymom ilovemydad ilovemykids ilovemydog ilovemycat ilovemyfamily ilovemywife ilovemyhusband ilovemyjob ihatemyjob
ihateyou iloveme ilovemusic ilovefootball ilovechocolate ilovemybaby loveyouforever foreverlove trueloveforever
jesuschrist jesuslovesme jesusislord jesusismylord jesussaves godisgood godislove godblessyou godblessme godblessamerica
ingodwetrust praisethelord thelordismyshepherd lordjesuschrist hailmaryfullofgrace amazinggrace
tobeornottobe tobeornottobethatisthequestion maytheforcebewithyou iamyourfather lukeiamyourfather
thequickbrownfox thequickbrownfoxjumpsoverthelazydog loremipsum loremipsumdolor loremipsumdolorsitamet
onceuponatime happilyeverafter helloworld hellohello hellokitty hellothere howareyou howareyoutoday goodmorning goodnight
goodbyeworld happybirthday happybirthdaytoyou merrychristmas happynewyear happyhappyhappy
twinkletwinklelittlestar maryhadalittlelamb rowrowrowyourboat humptydumpty itsybitsyspider
wethepeople wethepeopleoftheunitedstates fourscoreandsevenyearsago ihaveadream justdoit yeswecan neversaynever nevergiveup
nevergonnagiveyouup livelaughlove liveandletlive carpediem carpediemcarpe hakunamatata
qwertyqwerty qwertyqwertyqwerty qwerty123456 qwertyuiop123 qwertyasdfgh qwertyasdfzxcv asdfghasdfgh asdfasdfasdf
asdfjklasdfjkl asdfqwerzxcv qweasdzxc qweqweqweqwe qazwsxqazwsx zxcvbnmzxcvbnm poiuytrewq mnbvcxzlkjhgfdsa
abcabcabcabc abcdefgabcdefg abcdabcdabcd abc123abc123 123abc123abc 123qwe123qwe 123qweasdzxc 1q2w3e1q2w3e
manchesterunited realmadrid liverpoolfc newyorkyankees bostonredsox dallascowboys greenbaypackers pittsburghsteelers
chicagobears sanfrancisco losangeles newyorkcity unitedstates unitedstatesofamerica
harrypotter lordoftherings starwarsstarwars startrek gameofthrones jamesbond mickeymouse donaldduck spongebob
spongebobsquarepants batmanandrobin spiderman superman supermanbatman pokemon pokemonpikachu
hospitalhospital thehospital medicalcenter generalhospital communityhospital memorialhospital patientrelations
patientrelationsofficer patientadvocate officeofpatientrelations patientsfirst patientsafety nursenurse registerednurse
doctordoctor trustmeiamadoctor customerservice humanresources internetexplorer microsoftwindows windowsxp microsoft
computercomputer mycomputer laptoplaptop desktopcomputer keyboardkeyboard internet
blinkblink blahblahblah blablabla whatever whateverwhatever nothingnothing noneofyourbusiness mindyourownbusiness
trustno1 trustnoone trustnobody whoareyou whoami itsme itsmeagain onetwothree onetwothreefour onetwothreefourfive
fivewordsarenotenough onetwothreefourfivesix
`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
