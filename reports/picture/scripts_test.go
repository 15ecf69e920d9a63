package picture

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapport/reports/page"
	"rapport/reports/pdf"
)

// notices say in many languages that help with the language is free, and whom
// to call.
var notices = []struct{ lang, text string }{
	{"en", "ATTENTION: If you speak another language, help with it is free of charge. Call 1-800-555-1400 (TTY: 711). AVATAR office difficult"},
	{"vi", "CHÚ Ý: Nếu quý vị nói tiếng Việt, dịch vụ hỗ trợ ngôn ngữ miễn phí. Gọi số 1-800-555-1400."},
	{"ru", "ВНИМАНИЕ: Вам доступны бесплатные услуги языковой поддержки. Звоните 1-800-555-1400."},
	{"el", "ΠΡΟΣΟΧΗ: Υπάρχουν δωρεάν υπηρεσίες γλωσσικής βοήθειας. Καλέστε 1-800-555-1400."},
	{"ar", "انتبه: خدمات المساعدة اللغوية متوفرة لك مجانًا. اتصل على الرقم 1-800-555-1400 (TTY: 711) أو تحدث إلى مقدم الخدمة."},
	{"fa", "توجه: اگر به زبان فارسی گفتگو می\u200cکنید، خدمات پشتیبانی زبانی رایگان در دسترس شماست. با شماره ۱-۸۰۰-۵۵۵-۱۴۰۰ تماس بگیرید."},
	{"ur", "توجہ دیں: اگر آپ اردو بولتے ہیں تو زبان کی مفت مدد دستیاب ہے۔ 1-800-555-1400 پر کال کریں۔"},
	{"he", "שָׁלוֹם, שירותי סיוע בשפה זמינים לך בחינם. התקשרו (800) 555-1400 או דברו עם הצוות שלנו."},
	{"hi", "ध्यान दें: निःशुल्क भाषा सहायता सेवाएँ उपलब्ध हैं। 1-800-555-1400 पर कॉल करें।"},
	{"bn", "মনোযোগ দিন: বিনামূল্যে ভাষা সহায়তা পরিষেবা উপলব্ধ রয়েছে। 1-800-555-1400 নম্বরে কল করুন।"},
	{"gu", "ધ્યાન આપો: મફત ભાષાકીય સહાયતા સેવાઓ તમારા માટે ઉપલબ્ધ છે. 1-800-555-1400 પર કૉલ કરો."},
	{"pa", "ਧਿਆਨ ਦਿਓ: ਤੁਹਾਡੇ ਲਈ ਮੁਫ਼ਤ ਭਾਸ਼ਾ ਸਹਾਇਤਾ ਸੇਵਾਵਾਂ ਉਪਲਬਧ ਹਨ।"},
	{"ta", "கவனம்: உங்களுக்கு இலவச மொழி உதவிச் சேவைகள் கிடைக்கின்றன."},
	{"te", "శ్రద్ధ వహించండి: మీకు ఉచిత భాషా సహాయ సేవలు అందుబాటులో ఉన్నాయి."},
	{"th", "หมายเหตุ: หากคุณใช้ภาษาไทย เรามีบริการความช่วยเหลือด้านภาษาฟรี โทร 1-800-555-1400 หรือปรึกษาผู้ให้บริการของคุณได้ทุกวันตลอดเวลาทำการ"},
	{"lo", "ເຊີນຊາບ: ຖ້າທ່ານເວົ້າພາສາລາວ, ຈະມີບໍລິການຊ່ວຍດ້ານພາສາແບບບໍ່ເສຍຄ່າໃຫ້ທ່ານ."},
	{"km", "សូមយកចិត្តទុកដាក់៖ ប្រសិនបើអ្នកនិយាយភាសាខ្មែរ សេវាកម្មជំនួយភាសាឥតគិតថ្លៃគឺមានសម្រាប់អ្នក។ សូមទូរសព្ទទៅ 1-800-555-1400។"},
	{"my", "သတိပြုရန် - သင်မြန်မာစကားပြောပါက အခမဲ့ဘာသာစကားအကူအညီဝန်ဆောင်မှုများ ရနိုင်ပါသည်။"},
	{"am", "ማሳሰቢያ፦ አማርኛ የሚናገሩ ከሆነ፣ የቋንቋ ድጋፍ አገልግሎት በነፃ ይቀርብልዎታል። በ 1-800-555-1400 ይደውሉ።"},
	{"hy", "ՈՒՇԱԴՐՈՒԹՅՈՒՆ. Եթե խոսում եք հայերեն, Ձեզ հասանելի են լեզվական օգնության անվճար ծառայություններ։"},
	{"ka", "ყურადღება: თქვენთვის ხელმისაწვდომია ენობრივი დახმარების უფასო მომსახურება."},
	{"zh-Hans", "注意：如果您说中文，我们将免费为您提供语言协助服务。请致电 1-800-555-1400 或咨询您的服务提供商。"},
	{"ja", "注：日本語を話される場合、無料の言語支援サービスをご利用いただけます。1-800-555-1400 までお電話ください。"},
	{"ko", "주의: 한국어를 사용하시는 경우 무료 언어 지원 서비스를 이용하실 수 있습니다. 1-800-555-1400 번으로 전화하십시오."},
}

// noticePages sets the notices as letters do, with a heading, a list and an
// address in a script that runs from right to left.
func noticePages(size float64) (*page.Document, *page.Flow) {
	doc := page.NewDocument(page.Letter, "en-US", "Scripts", time.Date(2026, 3, 18, 0, 0, 0, 0, time.UTC))
	f := page.NewFlow(doc, page.LetterStyles(size), page.Frame{Left: 72, Right: 540, Top: 60, Bottom: 740})
	for _, n := range notices {
		f.Sect(n.lang, func() { f.Para(n.text) })
	}
	f.Lines(f.Styles.Body, "Ms. محمد عبد الله", "2218 Juniper Court, Apt. 4B", "Westbrook, OH 44997")
	f.Sect("ar", func() {
		f.Heading(2, "ما الذي وجدناه (3)")
		f.Numbered("اتصلت الممرضة بالعائلة في 03/18/2026.", "راجع الطبيب الملف PR-2026-00417.")
		f.Bullets("اتصل بنا على +1 (800) 555-1400.", "شكرًا لك.")
		f.Lines(f.Styles.Body, "محمد عبد الله", "2218 Juniper Court", "شارع السلام 12")
		f.KeyValues(60, f.Styles.Body, page.Pair{Label: "التاريخ", Value: "18 مارس 2026"}, page.Pair{Label: "المرجع", Value: "PR-2026-00417"})
		f.Table(page.Table{Columns: []page.Column{{Head: "القسم", Width: 150}, {Head: "العدد", Number: true}}, Rows: [][]string{{"الطوارئ", "12"}, {"الصيدلية", "3"}}})
	})
	f.Finish(func(s *page.Sheet) {
		s.Footer(page.TextAt(f.Styles.Small, 72, 766, "مستشفى السلام · Harbor Valley · 病院"), page.TextRight(f.Styles.Small, 540, 766, "صفحة 1 من 2"))
	})
	return doc, f
}

// TestLookAtAllScripts writes pictures and a PDF file to look at, side by side.
func TestLookAtAllScripts(t *testing.T) {
	folder := os.Getenv("RAPPORT_SHOTS")
	if folder == "" {
		t.Skip("RAPPORT_SHOTS names the folder for pictures")
	}
	for name, size := range map[string]float64{"scripts": 12, "scripts-large": 18} {
		doc, f := noticePages(size)
		for _, p := range f.Problems() {
			t.Log(p)
		}
		for i := range doc.Pages {
			file, err := os.Create(filepath.Join(folder, name+"-"+string(rune('1'+i))+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(file, Paint(doc, i, 1.4)); err != nil {
				t.Error(err)
			}
			file.Close()
		}
		written, err := pdf.Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".pdf"), written, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
