"""What identifies a statement: a digest of its exact representation."""

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sympy as sp

from theorems.hypothesis import Hypothesis, identified
from theorems.torch_optimizer import TorchOptimizer

if TYPE_CHECKING:
    from theorems.language import Theorem


def digest(theorem: "Theorem", claim: Any) -> str:
    """Twelve characters that identify the statement with this claim."""
    method = theorem.method
    equations = [_exactly(e) for e in method.equations] + [_exactly(sp.Tuple(*pair)) for pair in method.start] if method else []
    written = [method.written()] if isinstance(method, TorchOptimizer) else []
    given = [identified(h) if isinstance(h, Hypothesis) else _exactly(h) for h in theorem.given]
    setting = [] if theorem.setting is None else [repr(theorem.setting), *map(_exactly, theorem.setting.expressions())]
    return hashlib.sha256("\n".join([*sorted(given), *equations, *written, *setting, _exactly(claim)]).encode()).hexdigest()[:12]


@lru_cache(maxsize=4096, typed=True)
def _exactly(e: Any) -> str:
    """SymPy's representation; it is kept, since one statement is asked for its digest many times."""
    return str(sp.srepr(e))
