-- How many messages a telephone number got, over all that causes them, and how often it booked, cancelled bookings
-- included: limits count what nobody can take back. Keyed hashes, gone with the personal data.
ALTER TABLE notice ADD COLUMN phone_hash BLOB;
CREATE INDEX notice_by_phone ON notice (phone_hash, created_at) WHERE phone_hash IS NOT NULL;
CREATE INDEX pickup_by_phone ON pickup (phone_hash, created_at) WHERE phone_hash IS NOT NULL;
