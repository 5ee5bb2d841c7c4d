"""Networks of actors in the numbers of Discourse Network Analyzer, and what is measured on them.

Data flows one way: ties (who said what on what) → level → chosen → tally → formulas → graph → measures.
"""
