-- How cases end: supervisors, and the purge of what was kept long enough.

-- Whoever set the case file up is its first supervisor.
update officers set body = json_set(body, '$.supervisor', json('true')) where key = (select min(key) from officers);

-- Issues of a category in a unit, for themes of a quarter.
create index issues_theme on issues (category, unit, case_key);

-- A purge is asked for by one officer and confirmed by another. While it is
-- under way, inside the one transaction that does it, what is otherwise kept for
-- good may be removed from its case; afterwards the row is the certificate.
create table purges (
    case_key integer primary key references cases (key),
    stage text not null check (stage in ('asked', 'under way', 'done')),
    asked_on integer not null,
    asked_by text not null check (asked_by <> ''),
    confirmed_by text not null,
    body text not null,               -- the certificate; empty before
    check (stage = 'asked' or confirmed_by <> '' and confirmed_by <> asked_by)
) strict;
create index purges_asked on purges (asked_on, case_key) where stage = 'asked';
create trigger purges_begin_as_asked before insert on purges when new.stage <> 'asked' begin
    select raise(abort, 'a purge begins when it is asked for');
end;
create trigger purges_go_their_way before update on purges
when not (old.stage = 'asked' and new.stage = 'under way' or old.stage = 'under way' and new.stage = 'done')
    or new.case_key <> old.case_key or new.asked_by <> old.asked_by or new.asked_on <> old.asked_on
begin
    select raise(abort, 'a purge is asked for, done, and never changed');
end;
create trigger purges_ask_the_case before update on purges
when new.stage = 'under way' and exists (select 1 from cases c where c.key = new.case_key and (c.closed_on is null or c.flags & 4 <> 0))
begin
    select raise(abort, 'an open case or one on legal hold is never purged');
end;
create trigger purges_stay before delete on purges when old.stage <> 'asked' begin
    select raise(abort, 'a certificate is never removed');
end;

-- What is kept for good goes by a purge under way and by nothing else.
drop trigger notes_never_go;
create trigger notes_never_go before delete on notes
when not exists (select 1 from purges p where p.case_key = old.case_key and p.stage = 'under way')
begin
    select raise(abort, 'a note is never removed');
end;
create trigger attachments_never_go before delete on attachments
when not exists (select 1 from purges p where p.case_key = old.case_key and p.stage = 'under way')
begin
    select raise(abort, 'a document is never removed, only voided');
end;
create trigger attachment_chunks_never_go before delete on attachment_chunks
when not exists (select 1 from attachments a join purges p on p.case_key = a.case_key where a.key = old.attachment and p.stage = 'under way')
begin
    select raise(abort, 'the bytes of a document are never removed');
end;
drop trigger letters_never_go;
create trigger letters_never_go before delete on letters
when not exists (select 1 from purges p where p.case_key = old.case_key and p.stage = 'under way')
begin
    select raise(abort, 'an issued letter is never removed');
end;
drop trigger letter_pages_never_go;
create trigger letter_pages_never_go before delete on letter_pages
when not exists (select 1 from letters l join purges p on p.case_key = l.case_key where l.key = old.letter and p.stage = 'under way')
begin
    select raise(abort, 'the pages of an issued letter are never removed');
end;
drop trigger dispatches_never_go;
create trigger dispatches_never_go before delete on dispatches
when not exists (select 1 from purges p where p.case_key = old.case_key and p.stage = 'under way')
begin
    select raise(abort, 'a dispatch is never removed');
end;
create trigger audit_details_never_go before delete on audit_details
when not exists (select 1 from audit a join purges p on p.case_key = a.case_key where a.seq = old.seq and p.stage = 'under way')
begin
    select raise(abort, 'the audit chain is append-only');
end;
