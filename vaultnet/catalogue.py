"""Every kind of problem, as data: severity, title, meaning and the smallest vault that shows it.

docs/problems.md is made from this table, and a test builds each example and expects its code. ``error``
means that something could not be read or written; ``warning`` that a value is left out of the sums;
``hint`` that nothing is lost but a look is worth it.
"""

from __future__ import annotations

from vaultnet.problems import Code

CODES: dict[str, Code] = {
    # --- files ---
    # --- front matter ---
    # --- fields and types ---
    # --- links ---
    # --- config ---
    # --- plugins, templates and outputs ---
}
