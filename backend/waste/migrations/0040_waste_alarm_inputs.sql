-- What alarms see. Of a permit for a building site's waste: grams that may leave in all its days together (0 = not told) and the one
-- place that it is for (id of waste_facility, 0 = not told).
ALTER TABLE waste_permit ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE waste_permit ADD COLUMN facility INTEGER NOT NULL DEFAULT 0;
