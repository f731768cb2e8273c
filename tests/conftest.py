"""Its place makes what stands beside it (`loopback`, `phone`) importable from every test."""
