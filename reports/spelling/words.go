package spelling

// Words of hospitals that the dictionaries lack.
const hospitalEnglish = `
Ambien antepartum antiemetic arthroplasty Ativan bariatric bariatrics Benadryl BiPAP cardiothoracic
cardioversion catheterization chargeback colorectal comorbidities copayments copays Coumadin cpap cystoscopy
decubitus Dilaudid Doppler doula echocardiogram Eliquis extubated gabapentin glucometer handwashing hepatology
hospitalist hospitalists hydrocodone hydromorphone hypoxic intensivist interventional intraoperative intubated
intubation ketorolac Lasix levothyroxine lisinopril lorazepam losartan Lovenox lymphedema meds metoprolol
naloxone naproxen nephrologist nephrology nonurgent normothermia norovirus onboarding ondansetron overbilled
overbilling oximeter oximetry oxycodone pantoprazole paracentesis periop perioperative phlebotomist
phlebotomists physiatrist Plavix polypharmacy postop postprocedure preauthorization precertification
preeclampsia preop preprocedure pulmonologist pulmonology readmissions rebill rebilled rebilling rehydration
reintubated retinopathy rheumatologist rollout sonographer spirometry statin statins stenting stepdown tele
telehealth thrombectomy thyroidectomy timeframe timeframes tramadol transesophageal traumatology triaging
Tylenol unmedicated unvaccinated urosepsis vancomycin vasopressor videoconference walkthrough wayfinding Xanax
Zofran
`

const hospitalSpanish = `
Medicaid acetaminofén amoxicilina anestesiología angiograma angioplastia anticoagulante anticoagulantes
antiemético audiología bariátrica bariátrico broncodilatador broncoscopia cardiología cateterización celulitis
cistoscopia colonoscopia colostomía comorbilidad comorbilidades copago copagos coronavirus creatinina
cuadripléjico dermatología dermatólogo desfibrilador dietista ecocardiograma endocrinología endotraqueal
enteral epidural epinefrina episiotomía estatina estatinas extubación extubado fentanilo fibrilación
flebotomista flebotomía furosemida fístula gabapentina gastroenterología gastroenterólogo geriatra ginecología
glaucoma glucómetro hematología hemodiálisis hemograma heparina hidrocodona hidromorfona hiperglucemia
histerectomía hospitalista hospitalistas ibuprofeno inmunodeprimido intensivista interconsulta interconsultas
intraoperatorio intubación laparoscopia levotiroxina lidocaína lorazepam losartán mamografía mastectomía
metformina metoprolol naloxona naproxeno nebulizador nefrología nefróloga nefrólogo neonatólogo neumología
neumotórax neumólogo neuropatía nutricionista ombudsman omeprazol oncología oncóloga oncólogo ondansetrón
ostomía otorrinolaringología otorrinolaringólogo oxicodona oximetría oxímetro paramédico paramédicos
parenteral patólogo perfusión perinatal perioperatorio pielonefritis posparto posquirúrgico postoperatoria
postoperatorio postquirúrgico preautorización prednisona preeclampsia preparto prequirúrgico psicosocial
radiólogo reclasificación reembolsos rehospitalización reposicionamiento reprogramada reprogramar reprogramó
reumatología reumatólogo sedación sepsis sobrefacturación sonografía sonograma subagudo telemedicina
telemetría telesalud tramadol traqueostomía traumatólogo triaje triglicéridos tromboembolismo uroanálisis
urología urólogo vancomicina venopunción videollamada videollamadas videollamar warfarina
`

// Everyday words, which are suggested before rarer ones.
const commonEnglish = `
the of and to in a is that it was for on are as with they be at one have this from had by words but not what
all were we when your can said there use an each which she do how their if will up other about out many then
them these so some her would make like him into time has look two more write go see number no way could people
my than first been call who its now find long down day did get come made may part over new sound take only
little work know place year live me back give most very after thing our just name good sentence man think say
great where help through much before line right too mean old any same tell boy follow came want show also
around form three small set put end does another well large must big even such because turn here why ask went
men read need land different home us move try kind hand picture again change off play spell air away animal
house point page letter mother answer found study still learn should received receive believe care nurse
doctor patient hospital room pain family record review sorry thank please waited wait asked told spoke staff
concern concerns apologize treatment medicine appointment definitely separate until tomorrow business
beginning necessary occurred experience
`

const commonSpanish = `
de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha me sin sobre
este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo
han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada vida otro
después te otros aunque esa hace otra gobierno tan durante siempre día tanto ella tres sí dijo sido gran usted
ustedes hospital paciente enfermera enfermero médico doctor doctora habitación dolor familia atención queja
carta gracias lamentamos sentimos revisamos hablamos encontramos preguntas llame llamar ayuda derecho medicina
tratamiento cita información aquí además decisión recibió recibimos
`
