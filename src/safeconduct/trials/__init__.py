"""Trials: a lawbook tried on people: cases with what is expected, two lawbooks compared, rules that fit nobody."""
