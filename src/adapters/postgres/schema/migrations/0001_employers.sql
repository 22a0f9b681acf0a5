-- Up Migration

-- One account per RUC and branch. Without a key hash no key was ever issued.
CREATE TABLE employer_account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ruc text NOT NULL CHECK (ruc ~ '^[0-9]{13}$'),
  branch text NOT NULL CHECK (branch ~ '^[0-9]{4}$'),
  legal_name text NOT NULL,
  mailbox text,
  ruc_state text NOT NULL DEFAULT 'active' CHECK (ruc_state IN ('active', 'suspended', 'closed')),
  key_hash text,
  credential_version integer NOT NULL DEFAULT 0,
  UNIQUE (ruc, branch)
);

-- Who may ask for the account's key. A foreigner's code is kept in upper case, as the service sends it.
CREATE TABLE authorised_person (
  account bigint NOT NULL REFERENCES employer_account ON DELETE CASCADE,
  document_kind text NOT NULL CHECK (document_kind IN ('cedula', 'foreigner')),
  document_number text NOT NULL,
  PRIMARY KEY (account, document_kind, document_number)
);

-- Sessions of the portal; they end when the key changes.
CREATE TABLE account_session (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account bigint NOT NULL REFERENCES employer_account ON DELETE CASCADE,
  started_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_session_account ON account_session (account);

-- Down Migration

DROP TABLE account_session;
DROP TABLE authorised_person;
DROP TABLE employer_account;
