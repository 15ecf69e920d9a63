-- The case file, first schema.
--
-- Instants are milliseconds since 1970 in UTC, calendar days are days since
-- 1970 in the office's time zone (0: none), months are year * 12 + month - 1.
-- Both are plain integers, so that keyset pages and index ranges compare
-- numbers and no date function of any one database is needed. Ids are UUIDs of
-- version 7 in 16 bytes. A column "body" holds the record as the domain writes
-- it, in JSON; the columns beside it are what queries read.

create table settings (
    id integer primary key check (id = 1),
    body text not null
) strict;

create table officers (
    key integer primary key,
    name text not null unique check (name <> ''),
    body text not null
) strict;

-- Number series are counted up inside the transaction that uses the number,
-- so that they have no gaps (42 CFR 482.13(a)(2): a log with holes is a finding).
create table number_series (
    year integer primary key check (year between 1900 and 9999),
    last integer not null check (last > 0)
) strict;

-- One row a case: what lists, figures and the board need. The text of the case
-- is in case_details, so that walking this table stays quick.
create table cases (
    key integer primary key,          -- follows the order of entry
    id blob not null check (length(id) = 16),
    number text not null unique check (number like 'PR-____-_____%'),
    kind text not null check (kind <> ''),
    state text not null check (state <> ''),
    unit text not null,
    owner text not null,
    received_at integer not null,
    received_on integer not null check (received_on <> 0),
    opened_on integer not null,       -- received, or reopened last
    closed_at integer check ((closed_at is null) = (closed_on is null)),
    closed_on integer check (closed_on >= opened_on),
    next_due integer not null,        -- 999999: nothing is owed; so it sorts last
    next_what text not null,
    severity integer not null check (severity between 0 and 3),
    patient text not null,
    complainant text not null,
    opening text not null,
    reopened integer not null check (reopened >= 0),
    ack_due integer not null,
    ack_on integer not null,
    decide_due integer not null,
    decide_on integer not null
) strict;
create index cases_open on cases (next_due, key) where closed_on is null;
create index cases_received on cases (received_on, key);
create index cases_severity on cases (severity, key);
create index cases_unit on cases (unit, key);
create index cases_owner on cases (owner, key);
create index cases_kind on cases (kind, key);
create index cases_state on cases (state, key);

create table case_details (
    case_key integer primary key references cases (key),
    body text not null
) strict;

create table people (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    role text not null check (role <> ''),
    body text not null,
    unique (case_key, id)
) strict;

create table issues (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    category text not null,
    severity integer not null check (severity between 0 and 3),
    unit text not null,
    outcome text not null,            -- empty while open
    body text not null,
    unique (case_key, id)
) strict;

create table clocks (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    kind text not null check (kind <> ''),
    due integer not null,
    met_on integer not null,
    stopped integer not null check (stopped in (0, 1)),
    body text not null,               -- with every change of the due date and its reason
    unique (case_key, id)
) strict;

create table steps (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    body text not null,
    unique (case_key, id)
) strict;

create table advocacy (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    done_on integer not null,
    body text not null,
    unique (case_key, id)
) strict;
create index advocacy_done on advocacy (done_on) where done_on > 0;

create table contacts (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    body text not null,
    unique (case_key, id)
) strict;

create table notes (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    class text not null check (class <> ''),
    body text not null,
    unique (case_key, id)
) strict;
create trigger notes_never_change before update on notes begin
    select raise(abort, 'a note is never changed, only added to');
end;
create trigger notes_never_go before delete on notes begin
    select raise(abort, 'a note is never removed');
end;

create table tasks (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    body text not null,
    unique (case_key, id)
) strict;

-- What is owed by open cases: running clocks and open tasks, rewritten with
-- every change of their case. The order of its key is the order of the board.
create table dues (
    due integer not null,
    urgency integer not null,         -- 3 - severity, so that the worst come first
    case_key integer not null references cases (key),
    place integer not null,
    what text not null,
    task blob,
    promise integer not null check (promise in (0, 1)),
    primary key (due, urgency, case_key, place)
) strict, without rowid;
create index dues_case on dues (case_key);

create table letters (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    kind text not null check (kind <> ''),
    issued_on integer not null,
    sha256 blob not null check (length(sha256) = 32),
    body text not null,
    unique (case_key, id)
) strict;
create index letters_issued on letters (issued_on);
create table letter_pages (
    letter integer primary key references letters (key),
    pdf blob not null
) strict;
create table dispatches (
    key integer primary key,
    case_key integer not null references cases (key),
    letter integer not null references letters (key),
    body text not null
) strict;
create index dispatches_case on dispatches (case_key);
create trigger letters_never_change before update on letters begin
    select raise(abort, 'an issued letter is never changed');
end;
create trigger letters_never_go before delete on letters begin
    select raise(abort, 'an issued letter is never removed');
end;
create trigger letter_pages_never_change before update on letter_pages begin
    select raise(abort, 'the pages of an issued letter are never changed');
end;
create trigger letter_pages_never_go before delete on letter_pages begin
    select raise(abort, 'the pages of an issued letter are never removed');
end;
create trigger dispatches_never_change before update on dispatches begin
    select raise(abort, 'a dispatch is never changed');
end;
create trigger dispatches_never_go before delete on dispatches begin
    select raise(abort, 'a dispatch is never removed');
end;

-- Every move of a case. delta says what it did to the backlog: +1 opened it,
-- -1 ended it, 0 neither.
create table case_events (
    key integer primary key,
    case_key integer not null references cases (key),
    on_day integer not null,
    delta integer not null check (delta in (-1, 0, 1)),
    flow text not null check (flow in ('', 'received', 'reopened', 'closed', 'withdrawn')),
    action text not null,
    from_state text not null,
    to_state text not null,
    by text not null,
    reason text not null
) strict;
create index case_events_case on case_events (case_key);
create index case_events_flow on case_events (on_day, flow, case_key) where delta <> 0;

-- The flow of each month, kept by the transactions that make it, so that a
-- summary of one month reads twelve rows and not every case.
create table month_counts (
    month integer primary key,
    grievances integer not null default 0,
    others integer not null default 0,
    received integer not null default 0,
    reopened integer not null default 0,
    closed integer not null default 0,
    withdrawn integer not null default 0
) strict;

-- The cases that were open at the end of a month: written when the case ends,
-- for each month end that it was open over. With the cases still open this
-- answers "what was open then" without reading every case.
create table month_open (
    month integer not null,
    case_key integer not null references cases (key),
    primary key (month, case_key)
) strict, without rowid;

create table feedback (
    key integer primary key,
    id blob not null check (length(id) = 16),
    source text not null check (source <> ''),
    external_id text not null check (external_id <> ''),
    received integer not null,        -- 0: the date could not be read
    unit text not null,
    sentiment integer not null check (sentiment between 0 and 5),
    empty integer not null check (empty in (0, 1)),
    case_number text not null,
    body text not null,
    unique (source, external_id)
) strict;
create index feedback_received on feedback (received, key);
create table feedback_themes (
    theme text not null check (theme <> ''),
    received integer not null,
    feedback_key integer not null references feedback (key),
    primary key (theme, received, feedback_key)
) strict, without rowid;
create index feedback_themes_received on feedback_themes (received, theme);

-- Which rows of which other system have come in, so that none comes twice.
create table imported_cases (
    source text not null,
    number text not null,
    case_key integer not null references cases (key),
    primary key (source, number)
) strict, without rowid;

-- Drafts: what is typed and not yet said. Not in the audit chain.
create table drafts (
    name text primary key check (name <> ''),
    saved_at integer not null,
    body blob not null
) strict;

-- The audit chain: each entry carries a MAC over itself and the entry before.
-- What was said lies in audit_details, so that a purge can remove it and the
-- chain still holds: the entry keeps a digest of it.
create table audit (
    seq integer primary key check (seq > 0),
    at integer not null,
    officer text not null,
    action text not null check (action <> ''),
    case_key integer,
    object text not null,
    digest blob not null check (length(digest) = 32),
    mac blob not null check (length(mac) = 32)
) strict;
create index audit_case on audit (case_key, seq) where case_key is not null;
create table audit_details (
    seq integer primary key references audit (seq),
    body text not null
) strict;
create table audit_head (
    id integer primary key check (id = 1),
    seq integer not null,
    mac blob not null check (length(mac) = 32),
    seal blob not null check (length(seal) = 32)
) strict;
create trigger audit_never_changes before update on audit begin
    select raise(abort, 'the audit chain is append-only');
end;
create trigger audit_never_goes before delete on audit begin
    select raise(abort, 'the audit chain is append-only');
end;
create trigger audit_details_never_change before update on audit_details begin
    select raise(abort, 'the audit chain is append-only');
end;
