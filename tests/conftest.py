"""Its place makes what stands beside it (`loopback`, `phone`) importable from every test."""

from hypothesis import HealthCheck, settings

# How long an example takes depends on what else the machine does: pytest's time-out is the only clock.
settings.register_profile("mend", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mend")
