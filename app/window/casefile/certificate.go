package casefile

import (
	"context"
	"time"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	paper "rapport/reports/sheet"
)

// certificate keeps the certificate of the purge as a PDF to be printed and
// signed. Its name is that of no person.
func (s *Screen) certificate() {
	session, number := s.desk.Session, s.number
	ui.Load(&s.opening, func(ctx context.Context) ([]byte, error) {
		cert, err := session.PurgeCertificate(ctx, number)
		if err != nil {
			return nil, err
		}
		return paper.Purge(session.Settings(), cert, time.Now())
	}, func(pdf []byte, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		desk.SaveFile(s.desk.Window, "Save the certificate", "certificate-"+number+".pdf", pdf, func(path string) {
			s.desk.Say("The certificate is saved.", nil)
			ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
				return struct{}{}, session.RecordExport(ctx, "the certificate of "+number)
			}, s.logged)
			if err := s.desk.OpenFile(path); err != nil {
				s.desk.Fail(err)
			}
		})
	})
}

// logged tells when something could not be written into the history.
func (s *Screen) logged(_ struct{}, err error) {
	if err != nil {
		s.desk.Fail(err)
	}
}
