// Package summary makes the summary of a period: the document for the quality
// committee and the board. Every number comes from package figures, has its
// definition below it and leads to the cases that it counts; no name of a person
// is printed, and the number of a case only in the internal copy.
//
// A summary is written for one of two audiences. The shareable one shows no
// count from 1 to 10 and nothing from which one could be worked out: tables,
// sentences and charts all ask the same book of counts, and the finished
// document is checked before anybody gets it.
package summary
