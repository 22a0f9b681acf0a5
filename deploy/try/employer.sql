-- One made-up employer to try the service with: cédula 1710034065, RUC 1799999915001, branch 1.
-- Its mails go to persona@example.com, and its current key is «cinco llamas cruzan el puente». Never load it beside real employers.
INSERT INTO employer_account (ruc, branch, legal_name, mailbox, key_hash, credential_version)
VALUES ('1799999915001', '0001', 'Comercial Ficticia S.A.', 'persona@example.com',
        '$argon2id$v=19$m=19456,t=2,p=1$KjIIZU2HpRn1TWuimotvaQ$8qUNL129ELjWJVPb27eAT87K/ZpVLLN2+CHzevQKFrc', 1)
ON CONFLICT (ruc, branch) DO NOTHING;

INSERT INTO authorised_person (account, document_kind, document_number)
SELECT id, 'cedula', '1710034065' FROM employer_account WHERE ruc = '1799999915001' AND branch = '0001'
ON CONFLICT DO NOTHING;
