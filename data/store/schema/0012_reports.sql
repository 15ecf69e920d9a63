-- Reports: what is entered by month, snapshots of what was reported, names for
-- themes, and why a case was reopened.

-- Numbers that no case holds. One that was not entered has no row: blank is not 0.
create table month_numbers (
    month integer not null,
    unit text not null,               -- empty: the whole hospital
    kind text not null check (kind <> ''),
    value integer not null check (value >= 0),
    primary key (month, unit, kind)
) strict, without rowid;

-- Snapshots of a period's figures. They hold keys of cases, days and counts and
-- name nobody, so that a purge leaves them as they are.
create table frozen_reports (
    key integer primary key,
    first_day integer not null,
    last_day integer not null check (last_day >= first_day),
    version integer not null check (version > 0),
    body text not null,
    unique (first_day, last_day, version)
) strict;
create trigger frozen_reports_never_change before update on frozen_reports begin
    select raise(abort, 'a frozen report is never changed');
end;
create trigger frozen_reports_never_go before delete on frozen_reports begin
    select raise(abort, 'a frozen report is never removed');
end;

-- What the office made of a theme: one category in one unit in one quarter.
create table named_themes (
    quarter integer not null,         -- its first day
    category text not null check (category <> ''),
    unit text not null check (unit <> ''),
    body text not null,
    primary key (quarter, category, unit)
) strict, without rowid;

-- Why a case was reopened, by the list of causes; the words are in "reason".
alter table case_events add column why text not null default '';
