-- What letters are made of: the office's own templates, phrases and sheets. The
-- templates that come with the program are version 1 of their kind and language
-- and are not stored. Approvals and returned mail are records of their case.

-- Each version is a row. Once approved it never changes; which of the approved
-- ones is in use follows from the effective day. The state stands in its column
-- alone, not in the body.
create table templates (
    key integer primary key,
    id blob not null unique check (length(id) = 16),
    kind text not null check (kind <> ''),
    language text not null check (language <> ''),
    version integer not null check (version > 1),
    state text not null check (state in ('draft', 'test', 'approved', 'retired')),
    body text not null,
    unique (kind, language, version)
) strict;
create trigger templates_stay_as_approved before update on templates
when old.state in ('approved', 'retired') and (new.state <> 'retired' or new.body <> old.body or new.id <> old.id
    or new.kind <> old.kind or new.language <> old.language or new.version <> old.version)
begin
    select raise(abort, 'an approved template is never changed, only retired');
end;
create trigger templates_never_go before delete on templates when old.state <> 'draft' begin
    select raise(abort, 'a template is never removed once it left the draft');
end;

create table phrases (
    key integer primary key,
    id blob not null unique check (length(id) = 16),
    owner text not null,              -- empty: of the whole office
    title text not null,              -- folded: what the list is sorted by
    words text not null,              -- folded, a blank before each word
    body text not null
) strict;

-- Sheets are retired, never removed: letters cite them. Their bytes never change.
create table sheets (
    key integer primary key,
    id blob not null unique check (length(id) = 16),
    sha256 blob not null check (length(sha256) = 32),
    body text not null
) strict;
create table sheet_pages (
    sheet integer primary key references sheets (key),
    pdf blob not null
) strict;
create trigger sheets_stay before update of id, sha256 on sheets begin
    select raise(abort, 'the bytes of a sheet never change');
end;
create trigger sheets_never_go before delete on sheets begin
    select raise(abort, 'a sheet is never removed, only retired');
end;
create trigger sheet_pages_never_change before update on sheet_pages begin
    select raise(abort, 'the bytes of a sheet never change');
end;
create trigger sheet_pages_never_go before delete on sheet_pages begin
    select raise(abort, 'a sheet is never removed, only retired');
end;
