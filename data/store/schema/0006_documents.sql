-- Documents: what is known of each in its row, its bytes in chunks, so that a
-- large scan never has to lie in memory or in one row whole. A purge deletes
-- the row and the bytes go with it.
create table attachments (
    key integer primary key,
    case_key integer not null references cases (key),
    id blob not null check (length(id) = 16),
    class text not null check (class <> ''),
    size integer not null check (size > 0),
    sha256 blob not null check (length(sha256) = 32),
    body text not null,
    unique (case_key, id)
) strict;
create table attachment_chunks (
    attachment integer not null references attachments (key) on delete cascade deferrable initially deferred,
    place integer not null check (place >= 0),
    bytes blob not null,
    unique (attachment, place)
) strict;
create trigger attachment_chunks_never_change before update on attachment_chunks begin
    select raise(abort, 'the bytes of a document are never changed');
end;
create trigger attachments_stay_the_same before update of case_key, id, class, size, sha256 on attachments begin
    select raise(abort, 'a document is never changed, only named anew or voided');
end;
