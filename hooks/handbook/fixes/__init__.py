"""A finding → the edits that answer it, where there is exactly one answer; else none.

An answer is taken only if what it leads to is there. Nothing here guesses: what the nearest name may be, the
finding says in its hint.
"""
