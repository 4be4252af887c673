"""What features and values are called where people read them."""

from collections.abc import Mapping
from types import MappingProxyType

_FEATURES: Mapping[str, str] = MappingProxyType(
    {
        "handler": "handler, how told of",
        "service": "service, how told of",
        "initiation": "who made the first move",
        "response": "how far the person went",
        "channel": "channel of first contact",
        "setting": "setting at first contact",
        "cover": "cover of the other side",
        "inducements": "inducements held out",
        "items": "how far items got",
        "outcomes": "furthest outcome",
        "vulnerabilities": "circumstances",
        "pose": "the subject's own pose",
        "inducements-delivered": "inducements delivered",
        "vulnerabilities-as-cause": "circumstances stated as the cause",
        "stages": "steps that are told",
        "detection": "how it came out",
    }
)


def feature_words(key: str) -> str:
    """Return what a feature is called."""
    return _FEATURES.get(key, key.replace("-", " "))


def value_words(value: str) -> str:
    """Return a value as words."""
    return value.replace("-", " ")


def case_words(case: str) -> str:
    """Return the id of a case as words: naval-technologist-2013 as naval technologist 2013."""
    return case.replace("-", " ")
