package ehr

import "rapport/data"

// Patient returns what the file says about the patient at a place, from 0, with
// their visits. Visits and relatives of which the file does not say whose they are
// go with a patient who stands alone in it. In a file without a patient place 0 is
// all that it holds.
func (r Reading) Patient(place int) data.FilePatient {
	one := data.FilePatient{Staff: r.Staff, Others: r.Others}
	alone := len(r.Patients) <= 1
	if place >= 0 && place < len(r.Patients) {
		one.Registration = &r.Patients[place]
	}
	for _, m := range r.Remarks {
		if m.Field != whichPatient || one.Registration == nil {
			one.Remarks = append(one.Remarks, m.Sentence)
		}
	}
	for _, v := range r.Visits {
		if v.Patient == place && one.Registration != nil || v.Patient < 0 && alone {
			one.Visits = append(one.Visits, v)
		}
	}
	if one.Registration == nil {
		one.Others = r.Others
	}
	if alone {
		one.Relatives = r.Relatives
	} else {
		one.Staff = nil // whose they are the file does not say
	}
	return one
}

// Source is what is kept of the file: its format, its maker and the digest of its
// bytes in hexadecimal.
func (r Reading) Source(sha256 string) data.FileSource {
	return data.FileSource{Format: string(r.Format), Maker: r.Maker, SHA256: sha256}
}
