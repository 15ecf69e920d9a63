package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"sync"
	"time"
)

// info is the document information; it says the same as the XMP packet.
func info(title string, created time.Time) []byte {
	date := created.UTC().Format("D:20060102150405+00'00'")
	out := appendText([]byte("<</Title"), title)
	out = appendText(append(out, "/Producer"...), producer)
	return fmt.Appendf(out, "/CreationDate(%s)/ModDate(%s)>>", date, date)
}

// packet is the XMP metadata: title, language, date, and that the file follows
// PDF/UA-1 and PDF/A-2a. PDF/A knows the properties of PDF/UA only if they are
// described (ISO 19005-2 6.6.2.3.3).
const packet = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" + `
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{producer}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

func xmp(title, language string, created time.Time) []byte {
	return []byte(strings.NewReplacer(
		"{title}", escaped(title), "{language}", escaped(language),
		"{date}", created.UTC().Format("2006-01-02T15:04:05+00:00"), "{producer}", producer,
	).Replace(packet))
}

func escaped(s string) string {
	var out bytes.Buffer
	xml.EscapeText(&out, []byte(s)) // a buffer takes everything
	return out.String()
}

// colorProfile is the sRGB colour space (IEC 61966-2-1) as an ICC profile of
// version 2, deflated: what the colours of the pages mean. It is made here from
// the published numbers, so that no file of another maker has to be shipped.
var colorProfile = sync.OnceValue(func() []byte {
	const description = "sRGB IEC61966-2.1"
	text := append([]byte("desc\x00\x00\x00\x00"), binary.BigEndian.AppendUint32(nil, uint32(len(description)+1))...)
	text = append(text, description+"\x00"...)
	text = append(text, make([]byte, 4+4+2+1+67)...) // no Unicode and no Macintosh name
	curve := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), profileSteps)
	for i := range profileSteps {
		v := float64(i) / (profileSteps - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = binary.BigEndian.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	return deflate(iccProfile([]iccTag{
		{"desc", text},
		{"cprt", []byte("text\x00\x00\x00\x00No copyright, use freely\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)}, // D50, to which the primaries are adapted
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}))
})

// profileSteps are the points of the curve of brightness; between them readers
// draw straight lines, and 256 are as many as a colour has values.
const profileSteps = 256

type iccTag struct {
	name string
	data []byte
}

// iccProfile writes a display profile (ICC.1:2001-04): a head of 128 bytes, a
// directory, and the data of the tags; the same data is written once.
func iccProfile(tags []iccTag) []byte {
	head := make([]byte, 128)
	copy(head[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1} { // when this was written, to be the same for ever
		binary.BigEndian.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	copy(head[68:], xyz(0.9642, 1, 0.8249)[8:])
	directory := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	first := len(head) + 4 + 12*len(tags)
	var body []byte
	for _, tag := range tags {
		at := bytes.Index(body, tag.data)
		if at < 0 {
			at = len(body)
			body = append(body, tag.data...)
			body = append(body, make([]byte, -len(body)&3)...)
		}
		directory = append(directory, tag.name...)
		directory = binary.BigEndian.AppendUint32(directory, uint32(first+at))
		directory = binary.BigEndian.AppendUint32(directory, uint32(len(tag.data)))
	}
	profile := append(append(head, directory...), body...)
	binary.BigEndian.PutUint32(profile, uint32(len(profile)))
	return profile
}

// xyz is a colour as an ICC tag: three numbers of 16 bits before and after the point.
func xyz(values ...float64) []byte {
	out := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(math.Round(v*65536)))
	}
	return out
}
