-- A token stays at the role for which it was made: whoever is given more rights later does not give them to old programs.
ALTER TABLE api_token
    ADD COLUMN role VARCHAR(16) NULL;

UPDATE api_token
SET role = (SELECT account.role FROM account WHERE account.username = api_token.username);

ALTER TABLE api_token
    MODIFY COLUMN role VARCHAR(16) NOT NULL;
