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

-- What the figures need of a case beside its row, written anew by the program with
-- every change of the case. For cases that were there it does so after this step
-- (older.go).
create table case_facts (
    case_key integer primary key references cases (key),
    received_on integer not null,
    counted text not null,            -- its kind; empty for one that is void or merged
    speaker blob check (speaker is null or length(speaker) = 16), -- who speaks up, in the register of people
    closings text not null,           -- [[month, days since receipt]], its last closing of each month
    channel text not null,
    payer text not null,
    shift text not null,
    entered_on integer not null,
    event_on integer not null,        -- 0: not known, as for the days below
    interim_on integer not null,
    closure text not null,
    satisfied text not null,
    qapi text not null,
    on_the_spot integer not null check (on_the_spot in (0, 1)),
    anonymous integer not null check (anonymous in (0, 1)),
    language text not null,
    born integer not null,
    disability text not null
) strict;
create index case_facts_received on case_facts (received_on, case_key, speaker, counted) where counted <> '';

-- The months as case_facts sum up, so that a trend reads a few rows a month: the
-- cases received, by kind, and those closed, by how many days they took.
create table month_kinds (
    month integer not null,
    kind text not null,
    cases integer not null,
    primary key (month, kind)
) strict, without rowid;
create table month_days (
    month integer not null,
    days integer not null,
    cases integer not null,
    primary key (month, days)
) strict, without rowid;
drop table month_counts;

-- Referrals and promises by the day on which they are due or were done.
create table due_facts (
    kind text not null check (kind in ('referral', 'promise')),
    due integer not null,
    case_key integer not null references cases (key),
    place integer not null,
    unit text not null,
    asked integer not null,
    done_on integer not null,
    missed integer not null check (missed in (0, 1)),
    worked text not null,
    primary key (kind, due, case_key, place)
) strict, without rowid;
create index due_facts_done on due_facts (kind, done_on) where done_on > 0;
create index due_facts_case on due_facts (case_key);

-- Action plans by the days between which they counted; ended_on and last_on are
-- 999999 while the plan is open.
create table action_facts (
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    opened_on integer not null,
    ended_on integer not null,
    last_on integer not null,
    primary key (case_key, id)
) strict, without rowid;
create index action_facts_last on action_facts (last_on, opened_on);

-- Issued letters. Grade and elements are judged when a letter is issued and stay.
create table letter_facts (
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    kind text not null,
    language text not null,
    issued_on integer not null,
    left_on integer not null,
    due integer not null,
    grade real not null,
    elements integer not null check (elements in (0, 1)),
    primary key (case_key, id)
) strict, without rowid;
create index letter_facts_issued on letter_facts (issued_on);

-- What the figures need of an issue, so that its words are not read with it.
alter table issues add column taxonomy integer not null default 0;
alter table issues add column stage text not null default '';
update issues set taxonomy = coalesce(json_extract(body, '$.taxonomy'), 0), stage = coalesce(json_extract(body, '$.stage'), '');
create index issues_facts on issues (case_key, key, category, taxonomy, severity, stage, unit, outcome);

-- The moves and the open cases without a look at their rows: so the index also
-- holds the column that its condition asks for.
drop index case_events_flow;
create index case_events_flow on case_events (on_day, flow, case_key, why, delta) where delta <> 0;
create index cases_open_since on cases (opened_on, key, closed_on) where closed_on is null;
