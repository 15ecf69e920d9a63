-- The library: policies, leaflets and answers that the office gives to people,
-- and questions that wait for an answer. Each version is a row of its own, so
-- that what was given out can be read as it was; one version is in force.
create table knowledge (
    key integer primary key,
    id blob not null unique check (length(id) = 16),
    item blob not null check (length(item) = 16),   -- the same for all versions of one thing
    kind text not null check (kind <> ''),
    state text not null check (state in ('draft', 'active', 'retired')),
    review integer not null,                        -- office day, 0: none
    title text not null,                            -- what lists are sorted by
    words text not null,                            -- folded, a blank before each word
    body text not null
) strict;
create index knowledge_item on knowledge (item);
create unique index knowledge_in_force on knowledge (item) where state = 'active';
