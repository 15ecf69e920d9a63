-- The lists: marks and record numbers beside the case, an index for each order
-- of the list, what waits where on the page of the day, and saved views.

-- flags is a set of bits (1 harm alleged, 2 discharge under appeal, 4 legal
-- hold, 8 restricted notes, 16 reopened, 32 anonymous).
alter table cases add column flags integer not null default 0;
alter table cases add column mrn text not null default '';
update cases set
    flags = (select coalesce(json_extract(d.body, '$.classification.immediate'), 0)
            + 32 * (coalesce(json_extract(d.body, '$.anonymous'), 0) or coalesce(json_extract(d.body, '$.answers.anonymous'), 0))
        from case_details d where d.case_key = cases.key)
        + 8 * exists (select 1 from notes n where n.case_key = cases.key and n.class <> 'ordinary')
        + 16 * (reopened > 0),
    mrn = coalesce((select json_extract(p.body, '$.mrn') from people p where p.case_key = cases.key and p.role = 'patient' order by p.key limit 1), '');

-- An index for each column by which a list is sorted; kind, state, unit, owner,
-- severity and receipt have theirs. What is sorted otherwise than it is kept
-- has a column for it that takes no room: names without regard to small and
-- capital letters, due dates from the latest with nothing owed as the least,
-- days of closing with open as the least.
alter table cases add column patient_order text collate nocase generated always as (patient) virtual;
alter table cases add column complainant_order text collate nocase generated always as (complainant) virtual;
alter table cases add column due_last integer generated always as (case when next_due = 999999 then 0 else next_due end) virtual;
alter table cases add column closed_order integer generated always as (coalesce(closed_on, 0)) virtual;
create index cases_patient on cases (patient_order, key);
create index cases_complainant on cases (complainant_order, key);
create index cases_mrn on cases (mrn, key);
create index cases_flags on cases (flags, key);
create index cases_due on cases (next_due, key);
create index cases_due_last on cases (due_last, key);
create index cases_closed on cases (closed_order, key);

-- What is due: what sort of thing it is, who does it, where in the case, and
-- the shelf on which it waits for its day (0 the office's own work, 1 an
-- update that is owed, 2 a promise, 3 the work of others). What open cases owe is
-- written anew by the program after this step (older.go).
alter table dues add column kind text not null default '';
alter table dues add column clock text not null default '';
alter table dues add column who text not null default '';
alter table dues add column section text not null default '';
alter table dues add column shelf integer not null default 0;
create index dues_shelf on dues (shelf, due, urgency, case_key, place);

-- Lists that an officer keeps under a name: the query, the order, the columns.
create table saved_views (
    officer text not null check (officer <> ''),
    name text not null check (name <> ''),
    body text not null,
    primary key (officer, name)
) strict, without rowid;
