-- The whole case file: the register of people, the records of a case, and the
-- links between cases.

-- Who people are, once for all cases. Rows of "people" name theirs; a person
-- merged into another keeps its row, so that the merge can be undone.
create table persons (
    key integer primary key,
    id blob not null unique check (length(id) = 16),
    name text not null,               -- folded, family name first; what duplicates are found by
    birth integer not null,           -- day, 0: not known
    mrn text not null,                -- folded
    merged_into blob check (merged_into is null or length(merged_into) = 16),
    body text not null
) strict;
create index persons_name on persons (name);
create index persons_mrn on persons (mrn) where mrn <> '';
create index persons_birth on persons (birth) where birth <> 0;
alter table people add column known blob;
create index people_known on people (known) where known is not null;

-- Records of a case of every kind that is saved and changed alike: meetings,
-- disclosures, service recovery, escalations, action plans and the rest.
create table records (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    kind text not null check (kind <> ''),
    on_day integer not null,          -- the day that the record is about
    body text not null,
    unique (case_key, id)
) strict;
create index records_kind on records (kind, on_day, key);

-- Cases that belong together. A link is written once, from the first case to
-- the second: the same matter, or the second merged into the first.
create table case_links (
    first integer not null references cases (key),
    second integer not null references cases (key),
    kind text not null check (kind in ('same_matter', 'merged')),
    body text not null,
    primary key (first, second)
) strict, without rowid;
create index case_links_second on case_links (second);

-- The limits of service recovery and the years of retention begin at what the
-- rules name (OIG nominal value; 45 CFR 164.530(j)).
update settings set body = json_set(body, '$.recovery', json('{"item":1500,"year":7500,"bill_credit":25000}'), '$.retention_years', 6);
