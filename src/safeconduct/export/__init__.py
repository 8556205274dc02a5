"""Compiled rules as a planning task, written for programs that are not ours: PDDL, ASP, unified-planning."""
