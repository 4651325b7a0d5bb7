-- How many bookings a day has is summed up from its slots.
CREATE INDEX slot_on_day ON slot (date);
