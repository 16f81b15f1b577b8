"""How claims are decided: verdicts, evidence, and the readers."""
