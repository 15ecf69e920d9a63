// Package ui is Rapport's own set of widgets, drawn with Fyne: the theme, the
// table, the entries for text, dates and choices, forms, dialogs, chips, the
// page preview and the pieces that the window's frame is made of.
//
// Everything here runs on Fyne's main goroutine; async.go is the only file of
// the window that starts goroutines or comes back from them. Widgets know
// nothing of the case file: of package data they use the calendar day alone.
// fyne.io/fyne/v2/app is never imported, so that the package builds without cgo.
package ui
