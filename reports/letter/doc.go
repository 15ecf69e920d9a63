// Package letter composes the letters of the office: the acknowledgement and
// the resolution letter, which is the written notice of decision of
// 42 CFR 482.13(a)(2)(iii).
//
// A letter is made of the case, the officer's words (data.LetterDraft) and the
// settings. The same input gives the same bytes. A draft is marked on every page
// and shows in amber what is still missing; a final letter with anything missing
// is refused with the list of the gaps.
package letter
