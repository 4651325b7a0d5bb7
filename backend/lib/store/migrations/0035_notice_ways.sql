-- What waits to be sent, and what was sent last: asked for whenever somebody looks how the outbox stands.
CREATE INDEX notice_open ON notice (county, created_at) WHERE sent_at IS NULL AND message IS NOT NULL;
CREATE INDEX notice_sent ON notice (county, sent_at) WHERE sent_at IS NOT NULL;
