"""What is done to vaultnet to make it lose something, and what it lost: ``python -m torture``."""
