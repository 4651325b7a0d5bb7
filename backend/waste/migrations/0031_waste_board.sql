-- The board of recycled building products. An offer is public while it is published and its time is not over; `expires_at` says until
-- when, so that nobody has to write that it is over. `amount` is in thousandths of `unit`, `price` in fen for each unit, 0 = to be agreed.
-- `report` is the day of the test report, 0 = none. `form_key` is a keyed hash of the form that made it: sent twice it is one offer.
-- `reason` (why it was sent back or taken down) is sealed.
CREATE TABLE waste_offer (
  county       TEXT NOT NULL,
  id           INTEGER NOT NULL,
  party        INTEGER NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('available', 'wanted', 'partial')),
  product      TEXT NOT NULL,
  standard     TEXT NOT NULL,
  report       INTEGER NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount > 0),
  unit         TEXT NOT NULL,
  recurs       TEXT NOT NULL CHECK (recurs IN ('once', 'week', 'month', 'year')),
  area         TEXT NOT NULL,
  valid_from   INTEGER NOT NULL,
  valid_until  INTEGER NOT NULL,
  price        INTEGER NOT NULL CHECK (price >= 0),
  delivery     TEXT NOT NULL CHECK (delivery IN ('seller', 'buyer', 'agreed')),
  note         TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'published', 'matched', 'withdrawn')),
  reason       BLOB NOT NULL,
  form_key     BLOB NOT NULL,
  created_at   INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  decided_by   TEXT NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0),
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_offer_form ON waste_offer (county, party, form_key);
CREATE INDEX waste_offer_public ON waste_offer (county, state, expires_at);

-- A party that is interested in an offer of another. Contacts are told while it is accepted. `ended_by` is the party that ended it,
-- 0 = nobody yet, or the end of the offer. `message` is sealed.
CREATE TABLE waste_interest (
  county      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  offer       INTEGER NOT NULL,
  party       INTEGER NOT NULL,
  message     BLOB NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
  ended_by    INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  version     INTEGER NOT NULL CHECK (version > 0),
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waste_interest_open ON waste_interest (county, offer, party) WHERE state IN ('open', 'accepted');
CREATE INDEX waste_interest_of ON waste_interest (county, party);
