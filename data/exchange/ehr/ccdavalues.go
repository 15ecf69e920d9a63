package ehr

import (
	"net/url"
	"slices"
	"strings"

	"rapport/data"
)

// ccdaNames takes the legal name (use L), else the first that is not a former one; the
// others are also known as.
func ccdaNames(l *limits, p *data.Registration, names []*xmlNode) {
	var all []data.PatientName
	for _, n := range names {
		if one := ccdaName(l, n); hasName(one) && !ended(l, n) {
			all = append(all, one)
		}
		if birth := birthName(l, n); hasName(birth) {
			all = append(all, birth)
		}
	}
	if len(all) == 0 {
		return
	}
	at := slices.IndexFunc(all, func(n data.PatientName) bool { return slices.Contains(strings.Fields(n.Use), "L") })
	if at < 0 {
		at = max(0, slices.IndexFunc(all, func(n data.PatientName) bool {
			return !slices.ContainsFunc(strings.Fields(n.Use), func(use string) bool { return slices.Contains(otherNameUses, use) })
		}))
	}
	p.Name = all[at]
	for i, n := range all {
		if i != at && !sameName(n, p.Name) && !slices.ContainsFunc(p.Also, func(o data.PatientName) bool { return sameName(n, o) }) {
			p.Also = append(p.Also, n)
		}
	}
}

// otherNameUses are the uses of a name (EntityNameUse of HL7 v3) that are not the name
// one goes by: artist's name and pseudonym, assigned by a court or a register, former.
var otherNameUses = []string{"P", "A", "ASGN", "BR", "OR", "I", "R", "SRCH", "PHON", "SNDX"}

// ccdaName reads a name. Programs write the word null for a part that is missing.
func ccdaName(l *limits, n *xmlNode) data.PatientName {
	if n.null() {
		return data.PatientName{}
	}
	one := data.PatientName{Use: l.text(n.attr("use"))}
	var family, born []string
	for _, kid := range n.kids {
		part := l.text(kid.text)
		if part == "" || strings.EqualFold(part, "null") || kid.null() {
			continue
		}
		switch kid.name {
		case "family":
			if kid.attr("qualifier") == "BR" {
				born = append(born, part)
			} else {
				family = append(family, part)
			}
		case "given":
			one.Given = append(one.Given, part)
		case "prefix":
			one.Prefix = append(one.Prefix, part)
		case "suffix":
			one.Suffix = append(one.Suffix, part)
		}
	}
	if len(family) == 0 {
		family = born
	}
	one.Family = strings.Join(family, " ")
	if one.Family == "" && len(one.Given) == 0 {
		one.Text = l.text(n.text)
	}
	return one
}

// birthName returns the name at birth that stands within another name.
func birthName(l *limits, n *xmlNode) data.PatientName {
	var one data.PatientName
	now := false
	for _, kid := range n.kidsNamed("family") {
		if kid.attr("qualifier") == "BR" {
			one.Family = l.text(kid.text)
		} else {
			now = now || l.text(kid.text) != ""
		}
	}
	if !now || one.Family == "" {
		return data.PatientName{}
	}
	one.Given, one.Use = ccdaName(l, n).Given, "BR"
	return one
}

// ccdaAddress chooses the home address, else the first that is still used.
func ccdaAddress(l *limits, list []*xmlNode) *data.FileAddress {
	var first *data.FileAddress
	for _, n := range list {
		use := n.attr("use")
		a := readAddress(l, n)
		if n.null() || !hasAddress(a) || ended(l, n) || use == "BAD" || use == "OLD" {
			continue
		}
		if slices.ContainsFunc(strings.Fields(use), func(u string) bool { return u == "H" || u == "HP" || u == "HV" }) {
			return &a
		}
		if first == nil {
			first = &a
		}
	}
	return first
}

func readAddress(l *limits, n *xmlNode) data.FileAddress {
	var a data.FileAddress
	var house, street string
	for _, kid := range n.kids {
		part := l.text(kid.text)
		if part == "" || strings.EqualFold(part, "null") || kid.null() {
			continue
		}
		switch kid.name {
		case "streetAddressLine", "additionalLocator", "unitID", "postBox", "deliveryAddressLine":
			a.Lines = append(a.Lines, part)
		case "houseNumber", "houseNumberNumeric":
			house = part
		case "streetName", "streetNameBase":
			street = part
		case "city":
			a.City = part
		case "state":
			a.State = part
		case "postalCode":
			a.Postal = part
		case "country":
			a.Country = part
		}
	}
	if street != "" {
		a.Lines = slices.Insert(a.Lines, 0, strings.TrimSpace(house+" "+street))
	}
	if !hasAddress(a) {
		a.Text = l.text(n.text)
	}
	return a
}

// ended tells that a name, an address or a number is no longer used: the period of its
// use has an end that is past.
func ended(l *limits, n *xmlNode) bool {
	for _, name := range []string{"useablePeriod", "validTime"} {
		for _, period := range n.kidsNamed(name) {
			for _, high := range period.kidsNamed("high") {
				if end, ok := dayOf(high.attr("value")); ok && end < l.now.Format("2006-01-02") {
					return true
				}
			}
		}
	}
	return false
}

// telecoms reads telephone numbers and electronic addresses. The scheme before them
// is written in several ways, or not at all.
func telecoms(l *limits, list []*xmlNode) (phones, emails []string) {
	for _, n := range list {
		value := l.text(n.attr("value"))
		if value == "" || n.attr("use") == "BAD" || ended(l, n) {
			continue
		}
		scheme, rest, ok := strings.Cut(value, ":")
		if !ok {
			scheme, rest = "", value
		}
		if plain, err := url.PathUnescape(rest); err == nil {
			rest = l.text(plain)
		}
		rest = strings.TrimPrefix(rest, "//")
		switch scheme = strings.ToLower(strings.TrimSpace(scheme)); {
		case isEmail(rest) && slices.Contains([]string{"", "mailto", "email", "tel"}, scheme):
			emails = append(emails, rest)
		case hasDigit(rest) && slices.Contains([]string{"", "tel", "phone", "callto", "sms"}, scheme):
			phones = append(phones, rest)
		}
	}
	return phones, emails
}

// makerOf returns the program that wrote the document, as it says itself.
func makerOf(l *limits, d *xmlNode) string {
	for _, device := range d.all("assignedAuthoringDevice") {
		maker, software := device.textOf("manufacturerModelName"), device.textOf("softwareName")
		if strings.Contains(software, maker) {
			maker = ""
		}
		if words := l.text(maker + " " + software); words != "" {
			return words
		}
	}
	return ""
}

// versionOf tells the edition of the standard by the templates that the document
// claims.
func versionOf(d *xmlNode) string {
	version := ""
	for _, id := range d.kidsNamed("templateId") {
		switch root := id.attr("root"); {
		case strings.HasPrefix(root, "2.16.840.1.113883.10.20.22.1."):
			if edition := id.attr("extension"); edition != "" {
				return "C-CDA " + edition
			}
			version = "C-CDA"
		case root == "2.16.840.1.113883.3.88.11.32.1" && version == "":
			version = "C32"
		}
	}
	return version
}
