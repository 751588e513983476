"""Use cases: one function per act an operator can do, one transaction each."""
