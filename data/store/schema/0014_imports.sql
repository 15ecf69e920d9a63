-- Every file that was brought in, so that it can be told what came with which, and
-- an import be taken back whole, also long after.
create table imports (
    key integer primary key,
    id blob not null unique check (length(id) = 16),
    at integer not null,
    officer text not null check (officer <> ''),
    kind text not null check (kind in ('case', 'feedback')),
    source text not null check (source <> ''),
    sha256 text not null,             -- of the file, in hexadecimal; empty: not known
    stage text not null check (stage in ('in', 'going', 'undone')),
    last_key integer not null,        -- the greatest key that it gave to a case or a comment: none is given twice
    body text not null
) strict;
create index imports_sha256 on imports (sha256) where sha256 <> '';
create index imports_last_key on imports (kind, last_key);
create trigger imports_stay before delete on imports begin
    select raise(abort, 'an import is never forgotten');
end;
create trigger imports_go_their_way before update on imports
when not (old.stage = 'in' and new.stage = 'going' or old.stage = 'going' and new.stage = 'undone')
    or new.id <> old.id or new.at <> old.at or new.officer <> old.officer or new.kind <> old.kind or new.last_key <> old.last_key
begin
    select raise(abort, 'an import comes in, may go once, and is never changed');
end;

-- Of which import a row is (0: one from before this list was kept), and a digest of
-- what it said, by which a row that changed since is known.
alter table imported_cases add column import integer not null default 0;
alter table imported_cases add column digest blob;
create index imported_cases_import on imported_cases (import, case_key);
create index imported_cases_case on imported_cases (case_key);
alter table feedback add column import integer not null default 0;
alter table feedback add column digest blob;
create index feedback_import on feedback (import, key) where import > 0;

-- Comments that ask for an answer, offered until a case is opened of them. Those
-- that were there are looked at by the program after this step (older.go).
alter table feedback add column asks integer not null default 0 check (asks in (0, 1));
create index feedback_asks on feedback (received, key) where asks = 1 and case_number = '';

-- The map that was made for a line of headings, for the next file with the same.
create table import_maps (
    headings text primary key check (headings <> ''),
    at integer not null,
    officer text not null check (officer <> ''),
    body text not null
) strict;

-- The notes of an imported case go with an import that is taken back, and by
-- nothing else but a purge.
drop trigger notes_never_go;
create trigger notes_never_go before delete on notes
when not exists (select 1 from purges p where p.case_key = old.case_key and p.stage = 'under way')
    and not exists (select 1 from imported_cases i join imports m on m.key = i.import where i.case_key = old.case_key and m.stage = 'going')
begin
    select raise(abort, 'a note is never removed');
end;

-- The last drill, the last review of access and the last backup are looked up by
-- their action.
create index audit_action on audit (action, seq);

-- What goes with a case or a comment is found by it, also where it goes with twenty
-- thousand others.
create index month_open_case on month_open (case_key);
create index feedback_themes_feedback on feedback_themes (feedback_key);
