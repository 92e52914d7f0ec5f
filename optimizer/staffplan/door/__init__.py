"""The door for Python: what ``import staffplan`` offers a notebook or a program, over the pipeline.

Nothing is imported here: the package's own file takes each name from its module when it is first used.
"""
