-- Phone numbers of the register, ten digits, so that one that stands in a letter
-- is found without reading everybody. The program fills them in (older.go).
alter table persons add column phone text not null default '';
create index persons_phone on persons (phone) where phone <> '';
