package data

import "strings"

// spanishTerms are the Spanish labels of the closed lists that a letter or memo
// may name, by the values that are stored.
var spanishTerms = map[string]string{
	string(Grievance): "Queja formal", string(Complaint): "Queja", string(Concern): "Inquietud", string(Compliment): "Elogio",
	string(Suggestion): "Sugerencia", string(Information): "Pedido de información", string(Privacy): "Queja de privacidad",
	string(CivilRights): "Queja de derechos civiles", string(Billing): "Facturación", string(LostProperty): "Objetos perdidos",
	string(PolicyConcern): "Inquietud sobre una norma",

	string(Substantiated): "Confirmada", string(PartiallySubstantiated): "Confirmada en parte", string(Unsubstantiated): "No confirmada",
	string(Inconclusive): "No se pudo determinar", string(OutOfScope): "Fuera de nuestro alcance",

	string(Acknowledgement): "Acuse de recibo", string(InterimLetter): "Carta de avance", string(NoticeOfDecision): "Carta de resolución",
	string(NoContactClosure): "Cierre sin contacto", string(ReferralOut): "Envío a otro organismo", string(AuthorizationRequest): "Solicitud de autorización",
	string(DepartmentInquiry): "Memorando al departamento", string(ComplimentForward): "Elogio a una unidad",
	string(MeetingConfirmation): "Confirmación de reunión", string(AppealSupport): "Carta de apoyo a una apelación",
	string(ConductLetter): "Límite de contacto", string(CommitteeCover): "Hoja de portada para el comité",
}

// spanishCategories are the categories of [HCAT] by their codes; those that the
// office added keep the name that it gave them.
var spanishCategories = map[string]string{
	"quality": "Calidad de la atención", "safety": "Seguridad", "environment": "Instalaciones y equipo", "processes": "Trámites y esperas",
	"listening": "Escuchar al paciente", "communication": "Comunicación", "respect": "Respeto y derechos del paciente",
}

// labelIn is the label of a value in the language.
func labelIn[T ~string](l Lang, list []Term[T], v T) string {
	if label, ok := spanishTerms[string(v)]; ok && l == Spanish {
		return label
	}
	return labelOf(list, v)
}

// spanishOffice are the usual names of the office and of its positions.
var spanishOffice = map[string]string{
	"office of patient relations": "Oficina de Relaciones con el Paciente", "patient relations": "Relaciones con el Paciente",
	"patient relations officer": "Oficial de Relaciones con el Paciente", "patient advocate": "Defensor del paciente",
	"patient relations manager": "Gerente de Relaciones con el Paciente", "patient relations director": "Director de Relaciones con el Paciente",
}

// OfficeIn is the name of an office or a position in the language, as far as it
// is one of the usual ones; others stay as they are written.
func OfficeIn(l Lang, name string) string {
	if es, ok := spanishOffice[strings.ToLower(oneLine(name))]; ok && l == Spanish {
		return es
	}
	return name
}
