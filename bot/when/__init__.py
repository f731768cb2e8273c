"""Calendars and clocks: quiet hours and time zones. Pure: `now` is always given."""
