-- Cases that are kept to people by name, and each time that somebody opened one
-- against its list. Whether a case has a row in "restrictions" is all that lists
-- and counts ask of it; who is named stands in the body.
create table restrictions (
    case_key integer primary key references cases (key),
    body text not null
) strict;

-- A broken glass is unread until somebody else has reviewed it.
create table glass_breaks (
    key integer primary key,
    case_key integer not null references cases (key),
    officer text not null check (officer <> ''),
    at integer not null,
    reviewed_at integer not null default 0, -- 0: unread
    body text not null
) strict;
create index glass_breaks_case on glass_breaks (case_key);
create index glass_breaks_unread on glass_breaks (key) where reviewed_at = 0;
create trigger glass_breaks_stay before update of case_key, officer, at on glass_breaks begin
    select raise(abort, 'a broken glass stays as it was noted');
end;

-- A draft belongs to whoever typed it: somebody else who signs in at the same
-- computer may be the one whom it is about. Letters are finished by others too and
-- have no owner, nor have drafts from before this step.
create table drafts_of (
    officer text not null,            -- empty: anybody's
    name text not null check (name <> ''),
    saved_at integer not null,
    body blob not null,
    primary key (officer, name)
) strict;
insert into drafts_of (officer, name, saved_at, body) select '', name, saved_at, body from drafts;
drop table drafts;
alter table drafts_of rename to drafts;
create index drafts_name on drafts (name);
