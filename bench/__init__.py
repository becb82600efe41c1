"""How long vaultnet takes, beside what nothing could beat: ``python -m bench``."""
