-- Full-text search of SQLite (FTS5), the part of the schema that another
-- database would do its own way. One document a case, its rowid the key of the
-- case, so that the newest come first by rowid. The text is folded to plain
-- words before it comes here (see words.go), which is why the tokenizer need
-- only split on blanks. contentless: the words are already in the
-- tables. detail=none: only which case has a word is kept, a third of the size.
-- The prefixes begin at one letter, because the first key stroke asks for one.
create virtual table case_search using fts5 (
    words,
    content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5', tokenize='ascii'
);
create virtual table feedback_search using fts5 (
    words,
    content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5', tokenize='ascii'
);
-- A node of the index must fit one page of the vault with its overhead.
insert into case_search (case_search, rank) values ('pgsz', 4018);
insert into feedback_search (feedback_search, rank) values ('pgsz', 4018);
-- What a large import may gather in memory before a part of the index is written.
insert into case_search (case_search, rank) values ('hashsize', 16777216);
