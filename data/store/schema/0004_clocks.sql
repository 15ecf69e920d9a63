-- Clocks with pauses, extensions and calendars: the office's standards become a
-- list of one for each duty, and every clock keeps its first due date.

-- How a clock came to its due date is in its body; the first one is what stood
-- there before the first change.
update clocks set body = json_set(body,
    '$.base', coalesce(json_extract(body, '$.changes[0].from'), json_extract(body, '$.due')));

-- Duties without a standard of their own have the usual one.
update settings set body = json_remove(
    json_set(body,
        '$.standards', json_array(
            json_object('clock', 'acknowledge', 'days', json_extract(body, '$.acknowledge_days'), 'unit', 'business'),
            json_object('clock', 'decision', 'days', json_extract(body, '$.decision_days'), 'unit', 'calendar'),
            json_object('clock', 'answer', 'days', json_extract(body, '$.answer_days'), 'unit', 'calendar')),
        '$.pause_limit', 30),
    '$.acknowledge_days', '$.decision_days', '$.answer_days');
