package ehr

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"rapport/data"
	"rapport/data/exchange"
)

// TableField is what a column of a work list can hold.
type TableField string

// TableFields lists the fields in the order in which they are shown, with what people
// read for them.
var TableFields = []data.Term[TableField]{
	{Value: "name", Label: "Name in one column"}, {Value: "family", Label: "Last name"}, {Value: "given", Label: "First name"},
	{Value: "middle", Label: "Middle name"}, {Value: "prefix", Label: "Title before the name"}, {Value: "suffix", Label: "Suffix"},
	{Value: "maiden", Label: "Earlier name"}, {Value: "birth_date", Label: "Date of birth"}, {Value: "sex", Label: "Sex"},
	{Value: "mrn", Label: "MRN"}, {Value: "identifier", Label: "Another number of the patient"},
	{Value: "address", Label: "Address"}, {Value: "address2", Label: "Second line of the address"}, {Value: "city", Label: "City"},
	{Value: "state", Label: "State"}, {Value: "postal_code", Label: "ZIP code"}, {Value: "country", Label: "Country"},
	{Value: "phone", Label: "Phone"}, {Value: "mobile", Label: "Mobile phone"}, {Value: "work_phone", Label: "Work phone"}, {Value: "email", Label: "E-mail"},
	{Value: "language", Label: "Language"}, {Value: "interpreter", Label: "Interpreter needed"},
	{Value: "deceased", Label: "Deceased (yes or no)"}, {Value: "died_on", Label: "Date of death"},
	{Value: "contact_name", Label: "Next of kin"}, {Value: "contact_relation", Label: "Next of kin: relation"}, {Value: "contact_phone", Label: "Next of kin: phone"},
	{Value: "visit_number", Label: "Visit number"}, {Value: "account", Label: "Account number"}, {Value: "from", Label: "Admitted or seen on"}, {Value: "to", Label: "Discharged on"},
	{Value: "class", Label: "Class of the visit"}, {Value: "status", Label: "Status of the visit"}, {Value: "facility", Label: "Facility"},
	{Value: "unit", Label: "Unit"}, {Value: "room", Label: "Room"}, {Value: "bed", Label: "Bed"}, {Value: "attending", Label: "Attending"}, {Value: "pcp", Label: "Patient's own doctor"},
}

// TableMap says which column of a work list holds what. It is remembered by
// [Table.Key], so that the same report is not asked about twice.
type TableMap struct {
	Columns map[TableField]string `json:"columns"` // field to heading
	// Dates is the order in which the list writes the numbers of a date; empty where
	// its dates leave no choice.
	Dates exchange.Order `json:"dates,omitempty"`
}

// Usable reports whether the map is enough to tell patients by: a name, or a number.
func (m TableMap) Usable() bool {
	return slices.ContainsFunc([]TableField{"name", "family", "given", "mrn", "identifier"}, func(f TableField) bool { return m.Columns[f] != "" })
}

// TableKey is what the map of a work list is remembered by: a digest of its heading
// line. Letter case and blanks do not matter.
func TableKey(columns []string) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = strings.ToLower(strings.Join(strings.Fields(c), " "))
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\x1f")))
	return hex.EncodeToString(sum[:])
}

// GuessTable says what the columns of a work list probably hold, by their names as the
// reports of Epic, Oracle Health (Cerner) and MEDITECH, the exports of Synthea and
// people's own lists write them.
func GuessTable(columns []string) TableMap {
	m := TableMap{Columns: map[TableField]string{}}
	for _, fits := range []func(string) (TableField, bool){exactHeading, looseHeading} {
		for _, c := range columns {
			if ssnHeading(c) || m.has(c) {
				continue
			}
			if f, ok := fits(c); ok && m.Columns[f] == "" {
				m.Columns[f] = c
			}
		}
	}
	if m.Columns["family"] != "" && m.Columns["given"] != "" {
		delete(m.Columns, "name") // a display name beside its parts
	}
	return m
}

func (m TableMap) has(column string) bool {
	for _, c := range m.Columns {
		if c == column {
			return true
		}
	}
	return false
}

// fieldOf finds the field of a heading in its compact form.
var fieldOf = func() map[string]TableField {
	all := map[string]TableField{}
	for _, f := range TableFields {
		for _, name := range tableHeadings[f.Value] {
			if _, known := all[name]; !known {
				all[name] = f.Value
			}
		}
	}
	return all
}()

// exactHeading finds a heading as it stands.
func exactHeading(heading string) (TableField, bool) {
	f, ok := fieldOf[compact(heading)]
	return f, ok
}

// What reports write before and behind the heading of a column.
var (
	headingPrefixes = []string{"", "patient", "pat", "pt", "person", "client", "member"}
	headingSuffixes = []string{"", "dttm", "dtm", "dt", "disp", "cd", "txt", "nm", "name", "no", "num", "number", "id", "yn", "date", "time", "c"}
)

// looseHeading finds a heading without what reports write around it.
func looseHeading(heading string) (TableField, bool) {
	name := compact(heading)
	for _, before := range headingPrefixes {
		for _, behind := range headingSuffixes {
			if inner, ok := strings.CutPrefix(name, before); ok {
				if inner, ok = strings.CutSuffix(inner, behind); ok && inner != "" {
					if f, known := fieldOf[inner]; known {
						return f, true
					}
				}
			}
		}
	}
	return "", false
}

// compact writes a heading without anything but its letters and digits, without
// accents, in lower case.
func compact(heading string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		switch r {
		case 'á':
			return 'a'
		case 'é':
			return 'e'
		case 'í':
			return 'i'
		case 'ó':
			return 'o'
		case 'ú', 'ü':
			return 'u'
		case 'ñ':
			return 'n'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.ReplaceAll(heading, "#", "no"))
}

// ssnHeading knows a column of Social Security numbers by its heading.
func ssnHeading(heading string) bool {
	name := compact(heading)
	return ssnWords.MatchString(heading) || strings.Contains(name, "socialsec") || strings.HasSuffix(name, "ssn") || strings.HasPrefix(name, "ssn") ||
		slices.Contains([]string{"ss", "ssno", "sss", "patssno", "segurosocial", "numerodesegurosocial"}, name)
}

var tableHeadings = map[TableField][]string{
	"name":   {"name", "patient", "patientname", "patname", "ptname", "fullname", "namefull", "namefullformatted", "patientfullname", "personname", "namelastfirst", "lastfirst", "lastnamefirstname", "namelastfirstmi", "nombrecompleto", "paciente", "nombredelpaciente"},
	"family": {"last", "lastname", "lname", "surname", "familyname", "family", "namelast", "patlastname", "patientlastname", "apellido", "apellidos", "primerapellido", "lastnm"},
	"given":  {"first", "firstname", "fname", "givenname", "given", "namefirst", "forename", "patfirstname", "patientfirstname", "nombre", "nombres", "primernombre", "firstnm"},
	"middle": {"middle", "middlename", "mi", "mname", "middleinitial", "middleinit", "namemiddle", "patmiddlename", "segundonombre"},
	"prefix": {"prefix", "title", "nameprefix", "salutation", "tratamiento"}, "suffix": {"suffix", "namesuffix", "sufijo"},
	"maiden":     {"maiden", "maidenname", "previousname", "formername", "alias", "aliasname"},
	"birth_date": {"birthdate", "dob", "dateofbirth", "birthdttm", "birthdt", "birthdatetime", "patdob", "birth", "born", "birthday", "bdate", "birthdtm", "fechadenacimiento", "fechanacimiento", "fnac"},
	"sex":        {"sex", "gender", "legalsex", "sexcd", "sexdisp", "administrativesex", "administrativegender", "gendercode", "sexo", "genero", "sexassignedatbirth", "birthsex"},
	"mrn": {"mrn", "mr", "mrno", "mrnumber", "mrnumb", "medrec", "medrecno", "medrecnumber", "medicalrecordnumber", "medicalrecordno", "medicalrecord", "medicalrecnumber", "patmrnid", "patientmrn", "mrnid", "localmrn", "primarymrn", "hospitalmrn",
		"unitnumber", "unitno", "unitnum", "historynumber", "historyno", "chartnumber", "chartno", "hospitalnumber", "numerodehistoria", "historiaclinica", "numerodehistoriaclinica", "numerodeexpediente", "expediente"},
	"identifier": {"patid", "patientid", "personid", "id", "epi", "eid", "empi", "cmrn", "enterpriseid", "corporateid", "internalid", "otherid", "patientidentifier", "externalid", "clientid"},
	"address":    {"address", "addr", "street", "addressline1", "addrline1", "address1", "addr1", "addline1", "streetaddress", "streetaddr", "homeaddress", "homeaddr", "street1", "streetaddr1", "mailingaddress", "direccion", "domicilio", "calle"},
	"address2":   {"address2", "addressline2", "addrline2", "addr2", "addline2", "street2", "streetaddr2", "apt", "apartment", "suite"},
	"city":       {"city", "homecity", "town", "ciudad", "addresscity", "cityname"}, "state": {"state", "st", "statecd", "stateabbr", "stateprovince", "province", "homestate", "addressstate", "estado"},
	"postal_code": {"zip", "zipcode", "postalcode", "zip5", "postal", "postcode", "zipcd", "homezip", "addresszip", "codigopostal", "cp"},
	"country":     {"country", "countryname", "pais"},
	"phone":       {"phone", "homephone", "phonenumber", "phoneno", "telephone", "telephonenumber", "phonehome", "hmphone", "primaryphone", "phone1", "homephoneno", "telefono", "tel", "telno", "hometelephone", "bestphone", "contactphonenumber"},
	"mobile":      {"mobile", "mobilephone", "cell", "cellphone", "cellular", "cellphonenumber", "mobilenumber", "mobileno", "cellno", "phone2", "celular", "movil"},
	"work_phone":  {"workphone", "businessphone", "phonework", "wkphone", "workphoneno", "businessphoneno", "employerphone"},
	"email":       {"email", "emailaddress", "emailaddr", "mail", "patemail", "correo", "correoelectronico"},
	"language":    {"language", "lang", "preferredlanguage", "preflanguage", "languagec", "primarylanguage", "spokenlanguage", "languagecd", "languagedisp", "writtenlanguage", "languagespoken", "idioma", "lengua", "idiomapreferido"},
	"interpreter": {"interpreter", "interpreterneeded", "needsinterpreter", "intrptrneededyn", "interpreterrequired", "interpreteryn", "interprete", "necesitainterprete", "interpreterrequiredyn"},
	"deceased":    {"deceased", "deceasedyn", "deceasedflag", "patientdeceased", "deceasedind", "fallecido"},
	"died_on":     {"deathdate", "deceaseddate", "dateofdeath", "dod", "deceaseddttm", "deceaseddttime", "deathdttm", "fechadefallecimiento", "fechadedefuncion"},
	"contact_name": {"emergencycontact", "emergencycontactname", "nextofkin", "nextofkinname", "nok", "nokname", "contactname", "guardian", "guardianname", "emergcontact", "emercontact", "emercontactname",
		"contactodeemergencia", "familiar"},
	"contact_relation": {"relationship", "relation", "nokrelation", "nokrelationship", "emergencycontactrelationship", "emergencycontactrelation", "relationtopatient", "contactrelationship", "parentesco"},
	"contact_phone":    {"emergencycontactphone", "emergencyphone", "emergencycontactphonenumber", "nokphone", "nextofkinphone", "contactphone", "emergcontactphone", "telefonodeemergencia"},
	"visit_number":     {"csn", "patenccsnid", "patenccsn", "enccsn", "encountercsn", "encounterid", "encounter", "encounternumber", "encounterno", "encntrid", "visitnumber", "visitid", "visitno", "visit", "fin", "finno", "finnbr", "finnumber", "financialnumber", "appointmentid", "numerodevisita", "numerodeepisodio", "episodio"},
	"account":          {"account", "accountnumber", "accountno", "acct", "acctnumber", "acctno", "har", "hspaccountid", "hospitalaccount", "hospitalaccountnumber", "billingnumber", "patientaccount", "numerodecuenta", "cuenta"},
	"from": {"admit", "admitted", "admitdate", "admissiondate", "admission", "admitdttm", "admitdatetime", "admissiondatetime", "admittime", "hospadmsntime", "hospadmdate", "admdate", "admdt", "admdttm", "regdttm", "registrationdate", "servicedate", "dateofservice", "dos", "appointmentdate", "appointmentdatetime", "appointmenttime", "apptdate", "apptdt", "apptdttm", "visitdate", "encounterdate",
		"contactdate", "arrivaldate", "arrivaldttm", "arrivaltime", "start", "startdate", "date", "fechadeingreso", "ingreso", "fechadevisita"},
	"to":    {"discharge", "discharged", "dischargedate", "dischargedatetime", "dischargetime", "dischdate", "dischdttm", "dischdt", "hospdischtime", "hospdiscdate", "disdate", "stop", "end", "enddate", "fechadealta", "alta"},
	"class": {"class", "patientclass", "patclass", "adtpatclassc", "patienttype", "pttype", "encountertype", "enctype", "enctypec", "encntrtype", "encountertypeclass", "visittype", "encounterclass", "tipodepaciente", "registrationtype"}, "status": {"status", "visitstatus", "encounterstatus", "apptstatus", "apptstatusc", "admitstatus", "patstatus", "adtpatientstat", "estatus"},
	"facility": {"facility", "facilityname", "hospital", "hospitalname", "site", "campus", "locfacility", "facilitydisp", "organization", "servicearea", "hospitalarea", "centro"},
	"unit":     {"unit", "nursingunit", "nurseunit", "department", "departmentname", "dept", "deptname", "location", "loc", "currentlocation", "currentdepartment", "ward", "clinic", "clinicname", "locnurseunit", "locnurseunitcd", "locnurseunitdisp", "unitname", "patlocation", "effectivedept", "unidad", "departamento", "servicio", "ubicacion"},
	"room":     {"room", "roomno", "roomnumber", "roombed", "locroom", "locroomdisp", "habitacion", "cuarto"}, "bed": {"bed", "bedno", "bedname", "locbed", "locbeddisp", "cama"},
	"attending": {"attending", "attendingprovider", "attendingprovidername", "attendingmd", "attendingphysician", "attendingphys", "attendingdr", "attendingdoctor", "attendphysician", "attenddr", "attdr", "attendprov", "attendprovname", "attendingname", "provider", "providername", "provname", "physician", "physicianname", "visitprovider", "visitprovname", "treatingprovider", "medico", "medicotratante"},
	"pcp":       {"pcp", "pcpname", "primarycareprovider", "primarycarephysician", "primarycare", "primarycareprov", "curpcpprov", "curpcpprovname", "familydoctor", "familyphysician", "medicodecabecera"},
}
