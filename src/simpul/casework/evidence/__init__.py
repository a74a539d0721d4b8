"""What proves a case to somebody from outside: the evidence sheet of an agreement, the inspection file of cases."""
