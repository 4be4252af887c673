"""What a text that is not YAML probably meant, for people who write case files and not parsers."""

from yaml import YAMLError

_QUOTE = "a text that holds a colon, a comma, #, a bracket or a quotation mark needs quotation marks"
_LINE = "the line must begin where the lines beside it begin, those of a list with '- '"
# what the parsers say, the one in C and the one in Python, and what is meant by it
_MEANT = (
    ("tab character", "indent with blanks"),
    ("cannot start any token", "a tab cannot indent, and a text that begins with %, @ or ` needs quotation marks"),
    ("alphabetic or numeric", "a text that begins with * or & needs quotation marks"),
    ("mapping values are not allowed", f"the line begins too far to the right, or {_QUOTE}"),
    ("expected ','", f"a bracket or a quotation mark is not closed, or {_QUOTE}"),
    ("expected key", _LINE),
    ("expected <block end>", _LINE),
    ("'-' indicator", _LINE),
    ("expected ':'", "after a key stand a colon and a blank"),
    ("node content", "a value is missing here, or begins with ?, a comma or a bracket: put it into quotation marks"),
    ("unexpected ':'", _QUOTE),
    ("unexpected end of stream", "a quotation mark is not closed"),
)


def meaning(error: YAMLError) -> str:
    """Return what a parser found wrong, where what it was reading began, and how that is probably mended."""
    problem = str(getattr(error, "problem", None) or "not readable").replace("\n", " ")
    began, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    since = f" (what is read here begins on line {began.line + 1})" if began and mark and began.line < mark.line else ""
    hint = next((f"; {meant}" for said, meant in _MEANT if said in problem), "")
    return f"not valid YAML: {problem}{since}{hint}"
