"""What comes before the house is fetched: aiogram's four hundred models are put together when somebody uses them.

aiogram puts all of them together while it is imported: 1.7 of the 2.4 s that takes, for some forty that we use.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, Final

from pydantic import BaseModel

_THEIRS: Final = "aiogram.types."


def fetch(name: str) -> ModuleType:
    """Import a module of the house, aiogram first and quickly; what was imported before stays as it is."""
    with _collector_at_rest():
        fetch_aiogram()
        return importlib.import_module(name)


def fetch_aiogram() -> int:
    """Import aiogram; returns how many models wait for their first use: none if it was there, or has changed so much
    that it cannot be asked to wait. pydantic itself puts a model together when it is used and was not yet."""
    if "aiogram" in sys.modules:
        return 0
    waiting: list[tuple[type[BaseModel], Mapping[str, Any]]] = []
    told = BaseModel.__dict__["model_rebuild"]

    def later(model: type[BaseModel], /, *, _types_namespace: Any = None, **facts: Any) -> bool | None:
        if isinstance(_types_namespace, dict) and model.__module__.startswith(_THEIRS):
            waiting.append((model, _types_namespace))
            return None
        rebuilt: bool | None = told.__get__(None, model)(_types_namespace=_types_namespace, **facts)
        return rebuilt

    BaseModel.model_rebuild = classmethod(later)  # type: ignore[method-assign,assignment]
    try:
        importlib.import_module("aiogram")
    finally:
        BaseModel.model_rebuild = told  # type: ignore[method-assign]
    # A model names others that its module imports for type checkers only; later nobody hands it these names.
    for module, names in {model.__module__: names for model, names in waiting}.items():
        theirs = vars(sys.modules[module])
        for name, meant in names.items():
            theirs.setdefault(name, meant)
    return len(waiting)


@contextlib.contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Nothing that is imported is ever garbage: looking for some took a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
