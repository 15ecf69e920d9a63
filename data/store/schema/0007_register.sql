-- The register of people is in use from here on. Everybody on file gets an entry
-- in it; that is done by the program after this step (older.go),
-- because names are folded there.
create index persons_merged on persons (merged_into) where merged_into is not null;
