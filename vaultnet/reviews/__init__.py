"""Looking back over a week, a month, a quarter or a year: what a review says, out of the notes. Pure.

`Seen` is what there is to look at; `page.context` makes a review of it, of which each value has its lines.
docs/reviewing.md shows it.
"""
