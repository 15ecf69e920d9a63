package redact

import (
	"strings"
	"sync"
)

// nicknameTable has a name and the shorter ones that go with it, English and Spanish,
// a line each. It is read in both directions.
const nicknameTable = `
abigail: abby abbie gail; abraham: abe bram; adelaide: addie ada; agnes: aggie; albert: al bert bertie; alejandro: ale alex jandro; alejandra: ale alex sandra; alexander: alex al sandy xander sasha lex; alexandra: alex sandra sandy lexi alexa
alfred: al fred alfie freddie; alfredo: fredo; alice: allie; alicia: ali licha; alison: ali allie; amanda: mandy; amelia: amy millie; andrew: andy drew; andrea: andie; angela: angie; angelica: angie; ann: annie nan nancy; anna: annie; anne: annie nan; annette: annie netta
anthony: tony ant; antonio: tono tony; antonia: toni tonia; arthur: art artie; augustus: gus; augustine: gus; barbara: barb barbie babs bobbie; barnabas: barney; bartholomew: bart; beatrice: bea trixie; beatriz: bea bety; belinda: bel linda; benjamin: ben benny benji; bernard: bernie; bernadette: bernie
bertha: bertie; bethany: beth; beverly: bev; bradley: brad; bridget: biddy bridie; calvin: cal; cameron: cam; camille: cami; carlos: charlie carlitos; carmen: carmencita carmela; caroline: carrie carol lina; carolyn: carrie; carolina: caro; catherine: cathy kate katie cat kit kitty; katherine: kathy kate katie kat kit kitty kay
kathleen: kathy kath kate; cecilia: ceci cece celia cissy; cedric: rick; charles: charlie chuck chas chaz; charlotte: lottie charlie lotte; chester: chet; christine: chris chrissy tina christie; christina: chris chrissy tina christie; cristina: cris tina; christopher: chris kit topher; clarence: clare; clifford: cliff; clinton: clint; concepcion: concha conchita; consuelo: chelo
constance: connie; cornelius: neil; curtis: curt; cynthia: cindy; daniel: dan danny; daniela: dani; danielle: dani; david: dave davey; deborah: deb debbie debby; debra: deb debbie; delores: dee lola; dolores: lola dee; denise: denny; dennis: denny; diana: di; diane: di; dominic: dom nick; donald: don donnie; dorothy: dot dottie dolly dora; douglas: doug; duane: dewey
edgar: ed eddie; eduardo: lalo edu eddie; edward: ed eddie ted teddy ned; edwin: ed eddie; eleanor: ellie nell nora; elena: lena; elijah: eli; elizabeth: liz lizzie beth betty betsy eliza libby lisa bess bessie; isabel: isa chabela bella; isabella: izzy bella; ellen: ellie nell; emily: em emmy millie; enrique: quique kike; ernest: ernie; ernesto: neto; esperanza: pera; estelle: essie; esther: essie; eugene: gene
eugenia: genie; evangeline: eva; evelyn: evie eve; fernando: nando fer; florence: flo florrie; frances: fran frannie; francis: frank fran; francisco: paco pancho cisco kiko frank; francisca: paca panchita; franklin: frank; frederick: fred freddie rick; gabriel: gabe gaby; gabriela: gaby; genevieve: gen evie; geoffrey: geoff; george: georgie; georgia: georgie; gerald: gerry jerry; geraldine: gerry geri; gertrude: trudy gertie; gilbert: gil bert; gonzalo: chalo
gregory: greg gregg; gregorio: goyo; guadalupe: lupe lupita; guillermo: memo guille; gustavo: gus tavo; gwendolyn: gwen wendy; hannah: annie; harold: hal harry; harriet: hattie; harrison: harry; heather: hettie; hector: tito; helen: nell nellie lena; henrietta: etta hettie; henry: hank harry hal; herbert: herb bert; herman: hermie; hilary: hil; hortensia: tencha; howard: howie; hubert: hugh bert; ignacio: nacho; irene: rene; isaac: ike zak; isidore: izzy
jacob: jake; jacqueline: jackie; james: jim jimmy jamie jem; jane: janie jenny; janet: jan; janice: jan; jasmine: jazz; javier: javi; jean: jeannie; jeanette: jean nettie; jeffrey: jeff; jennifer: jen jenny jenna; jeremiah: jerry jem; jeremy: jerry jem; jerome: jerry; jessica: jess jessie; jesus: chuy chucho; joan: joanie; joanna: jo joan annie; joaquin: quino; john: jack johnny jon; jonathan: jon jonny nathan; jorge: coque; joseph: joe joey jo; jose: pepe chepe; josefina: fina pepa josie; josephine: jo josie; joshua: josh
joyce: joy; juan: juanito; juana: juanita; judith: judy jude; julia: julie; julian: jules; juliana: julie; julio: julito; justin: jus; karen: kari; kenneth: ken kenny; kevin: kev; kimberly: kim; kristin: kris; kristina: kris tina; laura: laurie; lawrence: larry laurie; laurence: larry; leonard: len lenny leo; leonardo: leo; leopold: leo; leroy: roy; leslie: les; lester: les; lewis: lou lew; lillian: lil lily lilly; linda: lindy; lorraine: lori; louis: lou louie; louise: lou lulu; lourdes: lulu; lucille: lucy lou; lucinda: lucy cindy; luis: lucho; luisa: lucha
mackenzie: mac; madeline: maddie mady; magdalena: magda lena; manuel: manny manolo; manuela: manola; marcus: marc mark; margaret: maggie meg peggy marge margie greta rita daisy madge; margarita: rita mago; maria: mari maruja mia; marian: mary; marilyn: mary lynn; marion: mary; marjorie: marge margie; martha: marty mattie patty; martin: marty; mary: molly polly mamie may; matilda: tilly mattie maud; matthew: matt matty; maureen: mo reenie; maurice: moe mo; maximilian: max; maxwell: max; megan: meg; melanie: mel; melinda: mel mindy linda; melissa: mel missy lissa; mercedes: meche merche; michael: mike mick mickey mikey; michelle: shelly micki; miguel: migue mike; mildred: millie; millicent: millie; minerva: minnie; miriam: mimi; mitchell: mitch; mohammed: mo moh; monica: mona; montgomery: monty; morris: moe mo
nancy: nan; natalie: nat nattie; natalia: nati; natasha: tasha; nathan: nate nat; nathaniel: nate nat than; nicholas: nick nicky; nicolas: nico; nicole: nicky nikki; norbert: bert; norman: norm; octavia: tavia; olivia: liv livvy ollie; oliver: ollie; oscar: ozzie; pamela: pam; patricia: pat patty tricia trish patsy; patrick: pat paddy; paul: pauly; paula: paulie; paulina: paula; pedro: perico; penelope: penny; percival: percy; peter: pete; philip: phil pip; phillip: phil; phyllis: phyl; priscilla: cilla prissy; rachel: rae; rafael: rafa; ramon: moncho; ramona: mona; randall: randy; raphael: rafe; raul: rulo; raymond: ray; rebecca: becky becca reba; reginald: reg reggie; regina: gina; ricardo: ricky rick cardo; richard: rick ricky rich richie dick; robert: rob robbie bob bobby bert; roberta: bobbie robbie; roberto: beto rob; roderick: rod; rodney: rod; rodrigo: rodri; roger: rodge; roland: rollo; ronald: ron ronnie; rosa: rosita; rosalind: roz rosie ros linda; rosalyn: roz; rosario: charo chayo; rosemary: rosie rose; roxanne: roxy; rudolph: rudy; rodolfo: rudy fito; russell: russ rusty; ruth: ruthie
sabrina: brina; salvador: chava sal; samantha: sam sammy; samuel: sam sammy; sandra: sandy; santiago: santi chago; sarah: sally sadie; sara: sally; sebastian: seb bastian; sergio: checo; sharon: shari; sheila: shelly; shirley: shirl; sidney: sid; silvia: chivis; simon: si; socorro: coco; sofia: sofi; sophia: sophie; stanley: stan; stephanie: steph stephie; stephen: steve; steven: steve; stewart: stu; stuart: stu; susan: sue susie suzy; susana: susi; susannah: sue susie; suzanne: sue suzy; sylvester: sly; sylvia: syl; tabitha: tabby; tamara: tammy; teresa: tere terry teri; theresa: terry tess tessa terri; terence: terry; thaddeus: thad; theodora: dora theo; theodore: ted teddy theo; theodor: theo; thelma: thel; thomas: tom tommy; tiffany: tiff; timothy: tim timmy; tobias: toby; tomas: tomasito; valentina: val tina; valerie: val; vanessa: nessa; vera: verie; vernon: vern; veronica: ronnie vero; victor: vic; victoria: vicky vicki tori; vincent: vince vinny; vicente: chente; viola: vi; violet: vi; virginia: ginny ginger; vivian: viv; wallace: wally; walter: walt wally; wanda: wendy; warren: ren; wendy: wen; wilbur: will; wilfred: wilf fred; wilhelmina: mina willa minnie; william: will bill billy willie liam; winifred: winnie fred; winston: win; yolanda: yoli; yvonne: vonnie; zachary: zach zack; ximena: xime`

// nicknames has for each name of the table the names that go with it.
var nicknames = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, entry := range strings.FieldsFunc(nicknameTable, func(r rune) bool { return r == ';' || r == '\n' }) {
		name, short, ok := strings.Cut(entry, ":")
		if !ok {
			continue
		}
		name = strings.TrimSpace(name)
		for _, s := range strings.Fields(short) {
			all[name] = append(all[name], s)
			all[s] = append(all[s], name)
		}
	}
	return all
})

// moreGivenNames are given names that the list of English speaking countries lacks:
// those that are frequent among patients in the United States.
const moreGivenNames = `
alejandro alejandra guadalupe lupita jesus jose josefa juan juana julio luis luisa lourdes maria mario marisol miguel pedro pablo paola pilar rafael ramon raul rocio rodrigo rosario salvador santiago sergio silvia soledad tomas
vicente xavier ximena yolanda yesenia zoila amparo araceli beatriz carmen catalina cesar concepcion consuelo diego eduardo elena emiliano enrique ernesto esperanza esteban estefania eugenio eva felipe fernando francisco gerardo graciela gregorio guillermo gustavo
hector hernan ignacio ines isabel ivan javier joaquin jorge leticia lorenzo lucia luz magdalena manuel marcela marcelo marcos margarita mariana mariano maricela martina mateo mauricio mercedes monica natalia nicolas noelia octavio olga oscar patricia paulino rigoberto rosa ruben
sofia susana teresa trinidad valentina veronica victor virginia yadira andres alberto alfonso alfredo alicia alonso alvaro ana angel angela antonia antonio armando arturo aurelio aurora blanca bruno carlos carolina cecilia claudia cristina cristobal daniela dolores domingo
xiomara yaneth mohammed muhammad ahmed ali omar hassan hussein fatima aisha khadija mustafa ibrahim ismail yusuf abdul abdullah amina layla leila nadia noor samira tariq zainab zahra priya anjali arjun deepak lakshmi rahul raj rajesh ravi sanjay sunita vijay amit anil anita asha kavita meera neha pooja
sita suresh uma nguyen thi minh linh huong phuong tuan thanh trang duc hoa lan wei ming jing xiao hui mei ling yan hong jun chen yong li na min ji soo hyun jin kyung sung young hiroshi yuki keiko kenji akiko haruto sakura takashi yoko
oluwaseun chidi chinedu ngozi adaeze amara kwame kofi ama akua abena kwabena ifeoma emeka obinna olumide folake yewande tunde femi sekou mamadou fatou aminata ousmane svetlana olga natasha dmitri sergei vladimir ivan boris anastasia ekaterina yelena oksana mykola
bogdan krzysztof agnieszka malgorzata katarzyna piotr pawel tomasz wojciech zbigniew magdalena jadwiga ewa bjorn lars sven astrid ingrid sigrid johan pieter jan willem hendrik marieke anneke sanne daan xandro jean-pierre francois guillaume benoit amelie chloe celine jacques mireille yves
giuseppe giovanni francesca alessandro lorenzo matteo giulia chiara stefano paolo marco luca pietro angelo carlo dimitrios yiannis kostas eleni georgios sofia jerzy`

// moreOrdinary are words of our texts that the dictionaries lack.
const moreOrdinary = `advocate advocates hcahps ok okay email voicemail online telehealth website covid covid-19 gi icu er ed or ekg mri ct iv tv dob mrn ssn aide paperwork handoff bedside callback intake inpatient outpatient workup followup pacu picu nicu rn lpn md np pa cna`

// smallWords are words of which sentences are made, in English and Spanish. Some of
// them are somebody's name, too; in a text they never are.
const smallWords = `a about above after again all also always am an and any anyone are as ask at away back be because been before began being between both but by came can could day did do does done down each even ever every few first for from get give go good got had has have he her here him his how i if in into
is it its just know last less let like little long made make many me might more most much must my never new next no nobody none nor not nothing now of off often old on once one only or other our out over own please put said same saw say see she should since so some soon still such take tell than thank that
the their them then there these they thing this those though three through time to told too took two under until up upon us very want was way we well went were what when where which while who why will with within without would yes yet you your christ sunday monday friday thanks hi hello ma pa
al algo algun alguna ante antes aqui asi aun aunque bien cada casi como con contra cual cuando cuya da dado de del desde despues dia dias donde dos durante el ella ellas ello ellos en entre era es esa ese eso esta estaba este esto fue fueron ha habia hace hacia han hasta hay he hoy la las le les lo los luego mas me media medio menos mi mientras mismo muy nada ni no nos nosotros o otra otro para pero poco por porque
pues que quien se sea segun ser si sido siempre sin sobre solo son su sus tal tambien tan tanto te tiene todo todos tras tres tu un una uno unos usted ver vez y ya yo flora sonda alta baja buena rosa dora`
