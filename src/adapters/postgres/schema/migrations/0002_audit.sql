-- Up Migration

-- Events without personal data. Rows are appended, never changed, and dropped from the oldest on after their retention.
-- `hash` is the id of a key, and an HMAC with that key over the previous row's hash and this row. The database alone cannot forge it.
--
-- A separate role for the service needs only these grants:
--   GRANT SELECT, INSERT ON audit_event TO …; GRANT SELECT, INSERT, UPDATE ON audit_mark TO …; GRANT EXECUTE ON FUNCTION drop_audit_events TO …;
CREATE TABLE audit_event (
  seq bigint PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  event text NOT NULL,
  outcome text NOT NULL,
  reason text,
  channel text,
  target text,
  document text,
  employer text,
  conversation text,
  hash text NOT NULL
);

-- Signed marks of the chain: `head` at its end, `day` once a day, `anchor` at the last row before its beginning, up to which rows may be dropped.
CREATE TABLE audit_mark (
  kind text NOT NULL CHECK (kind IN ('anchor', 'day', 'head')),
  seq bigint NOT NULL,
  hash text NOT NULL,
  at timestamptz(3) NOT NULL,
  signature text NOT NULL
);
CREATE UNIQUE INDEX audit_mark_one_of_each ON audit_mark (kind) WHERE kind <> 'day';

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of the audit trail cannot be changed' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION refuse_audit_drop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.seq <= (SELECT seq FROM audit_mark WHERE kind = 'anchor') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'rows of the audit trail can be dropped only up to its anchor' USING ERRCODE = 'insufficient_privilege';
END
$$;

-- These triggers also keep the owner from changing rows by mistake.
CREATE TRIGGER audit_event_change BEFORE UPDATE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_event_drop BEFORE DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_drop();
CREATE TRIGGER audit_mark_truncate BEFORE TRUNCATE ON audit_mark
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_mark_drop BEFORE DELETE ON audit_mark
  FOR EACH ROW WHEN (OLD.kind <> 'day') EXECUTE FUNCTION refuse_audit_change();

-- Drops the oldest rows up to the anchor, at most 5000 per call, and returns their number. The service's role can drop rows in no other way.
-- Keeps rows younger than 30 days, the shortest retention, so that moving the anchor cannot empty the recent trail.
CREATE FUNCTION drop_audit_events() RETURNS bigint LANGUAGE sql SECURITY DEFINER
BEGIN ATOMIC
  DELETE FROM audit_mark WHERE kind = 'day' AND seq <= (SELECT seq FROM audit_mark WHERE kind = 'anchor');
  WITH due AS (
    SELECT seq FROM audit_event
     WHERE seq <= (SELECT seq FROM audit_mark WHERE kind = 'anchor') AND at < now() - interval '30 days'
     ORDER BY seq LIMIT 5000 FOR UPDATE SKIP LOCKED
  ), dropped AS (
    DELETE FROM audit_event WHERE seq IN (SELECT seq FROM due) RETURNING seq
  )
  SELECT count(*) FROM dropped;
END;
REVOKE ALL ON FUNCTION drop_audit_events FROM PUBLIC;

-- Down Migration

DROP FUNCTION drop_audit_events;
DROP TABLE audit_mark;
DROP TABLE audit_event;
DROP FUNCTION refuse_audit_drop;
DROP FUNCTION refuse_audit_change;
