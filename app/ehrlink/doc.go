// Package ehrlink reads who a patient is, and their visits, from an electronic
// health record that speaks FHIR R4, after the officer has signed in to it in the
// browser: SMART App Launch 2.x, standalone launch of a public client, with PKCE.
//
// It is the only package of Rapport that reaches a network, and it promises:
//
//   - Nothing is dialed and nothing listens before [Link.Discover] or [Link.SignIn] is
//     called, and every exchange goes through the function of the type [Through] that
//     the link was made with. That function refuses where the office is to make no
//     connection, and keeps the host, the purpose and the outcome of all others.
//   - Only https, with the certificates that the system trusts; there is no way around
//     a certificate that is not. A redirect or a next page that leads to another host
//     is not followed.
//   - Only reading. At most 5 pages of a search, 5 MB in all, 20 seconds an answer.
//   - The token is held in memory by the link alone, until [Link.Close]. No refresh token is
//     asked for, and one that comes all the same is dropped unread.
//   - Errors carry neither an address that was asked for nor a word of what was answered:
//     see [Fault].
//
// PKCE (RFC 7636), the sign-in address and the exchange of the code are written out
// here: golang.org/x/oauth2 would save some thirty lines, and its errors quote the
// answer of the server.
package ehrlink
