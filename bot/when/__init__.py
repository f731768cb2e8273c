"""Calendars and clocks: quiet hours, time zones, times as people say them. Pure: `now` is always given."""
