"""Small changes of the code: which there are, drawn by lot, and the code with one of them. Cosmic-ray makes them."""

import ast
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

STAGES = ("verify", "service", "read", "solve")
"""The stages that decide whether a plan is right."""
OPERATORS = (
    *(f"ReplaceComparisonOperator_{change}" for change in ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")),
    *(f"ReplaceComparisonOperator_{change}" for change in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *(f"ReplaceBinaryOperator_{change}" for change in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul")),
    *(f"ReplaceBinaryOperator_{change}" for change in ("FloorDiv_Mul", "Mod_Add", "BitAnd_BitOr", "BitOr_BitAnd")),
    *(f"ReplaceUnaryOperator_Delete_{sign}" for sign in ("USub", "Not", "Invert")),
    *("AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop", "NumberReplacer"),
)
"""Changes that leave the code running as far as can be: an operator becomes its neighbour, not just any other."""


Place = tuple[int, int]
"""Line and column."""


@dataclass(frozen=True, order=True)
class Mutant:
    """One small change."""

    module: str
    """The file, from the root of the tree."""
    line: int
    operator: str
    occurrence: int
    """Which of the places that the operator changes in this file."""


def mutants_of(root: Path, stage: str) -> list[Mutant]:
    """All changes of a stage."""
    files = sorted((root / "optimizer" / "staffplan" / stage).rglob("*.py"))
    return [mutant for path in files for mutant in _of_file(path, path.relative_to(root).as_posix())]


def _of_file(path: Path, name: str) -> list[Mutant]:
    source = path.read_text(encoding="utf-8")
    nodes, left_out = list(ast_nodes(get_ast(source))), _left_out(source, "/solve/" in name)
    found = []
    for operator in OPERATORS:
        change = get_operator(f"core/{operator}")()
        places = [place for node in nodes for place in change.mutation_positions(node)]
        for occurrence, (start, _end) in enumerate(places):
            number_again = operator == "NumberReplacer" and occurrence % 2 == 1  # one less; one more is drawn
            if not number_again and not any(first <= start < last for first, last in left_out):
                found.append(Mutant(name, start[0], operator, occurrence))
    return found


def _left_out(source: str, is_solve: bool) -> list[tuple[Place, Place]]:
    """The spans of a file whose change says nothing: types, and what is there for a type checker.

    Of solve's constants the numbers are left out as well: how long and how wide is searched, which benchmarks measure.
    """
    tree = ast.parse(source)
    parts = []
    for node in ast.walk(tree):
        parts += [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.Assert) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            parts.append(node)
        if is_solve and isinstance(node, ast.Module | ast.ClassDef):
            parts += [each for each in node.body if isinstance(each, ast.Assign | ast.AnnAssign)]
    return [_span(part) for part in parts if isinstance(part, ast.AST)]


def _span(node):
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def drawn(root: Path, count: int, seed: int, stages=STAGES) -> list[Mutant]:
    """``count`` changes, as many of each stage, the same for the same seed and code."""
    shares = [count // len(stages) + (place < count % len(stages)) for place in range(len(stages))]
    return [
        mutant
        for stage, share in zip(stages, shares, strict=True)
        for mutant in random.Random(f"{seed} {stage}").sample(mutants_of(root, stage), share)
    ]


def mutated(source: str, mutant: Mutant) -> str:
    """The text of its file with the change."""
    code = mutate_code(source, get_operator(f"core/{mutant.operator}")(), mutant.occurrence)
    if code is None or code == source:
        raise ValueError(f"nothing changed: {mutant}")
    return code


@cache
def statement_of(source: str, line: int) -> range:
    """The lines of the innermost statement that holds ``line``; of one with a body, those of its head."""
    best = range(line, line + 1)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            body = getattr(node, "body", None)
            end = body[0].lineno if body else (node.end_lineno or 0) + 1
            if line < max(end, node.lineno + 1):
                best = range(node.lineno, max(end, node.lineno + 1))
    return best
