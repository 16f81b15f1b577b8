"""What can be wrong with a statement, said once and clearly."""

from difflib import get_close_matches


class LanguageError(Exception):
    """A statement that makes no sense as written; `part` names the place (`claim`, `given`, `method`, ...)."""

    def __init__(self, message: str, part: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.part = part


def did_you_mean(word: str, known: list[str]) -> str:
    """A closing hint such as ` Did you mean "grad"?`, or the empty string."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
