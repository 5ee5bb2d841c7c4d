"""What follows from the facts: positions, conditions, commitments, meetings, and the sheet on one thing."""
