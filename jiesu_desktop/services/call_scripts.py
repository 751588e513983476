"""回访话术: what an operator says when ringing a caller back, one script for each class of order.

The bundled scripts lie in ``resources/scripts``; a file of the same name in the data folder's ``scripts`` takes the place of
one, any other adds to them. A script begins with the class it is for, ``# 供暖->不热`` (``# 通用``: for the rest), followed by
the sentences, whose placeholders come from the order and from nowhere else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jiesu_desktop.paths import resource

FOLDER = "scripts"
ANY = "通用"
PLACEHOLDERS = ("地点", "问题", "单位", "结果", "编号", "来电人", "值班员")
_PLACE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Script:
    """A script. ``category`` '' is for every class; ``own`` tells that the room wrote it."""

    category: str
    text: str
    path: Path
    own: bool = False


@dataclass(frozen=True, slots=True)
class Scripts:
    """All there are, and a sentence about each file of the room's own that cannot be used."""

    scripts: tuple[Script, ...]
    problems: tuple[str, ...] = ()

    def of(self, category: str) -> Script:
        """The script of the nearest class: ``市政->井盖->自来水井`` takes that of 市政->井盖 before that of 市政."""
        fitting = [script for script in self.scripts if _within(category, script.category)]
        return max(fitting, key=lambda script: (len(script.category), script.own))


class _Broken(Exception):
    """Why a file is no script, in Chinese."""


def load(data_dir: Path) -> Scripts:
    """The bundled scripts, with those of the room in place of theirs."""
    found = {path.name: _read(path, own=False) for path in sorted(resource(FOLDER).glob("*.md"))}
    problems: list[str] = []
    for path in sorted((data_dir / FOLDER).glob("*.md")):
        try:
            found[path.name] = _read(path, own=True)
        except (_Broken, OSError, UnicodeDecodeError) as error:
            why = str(error) if isinstance(error, _Broken) else "读不出来，要存成 UTF-8 文本"
            instead = "用随软件带的" if path.name in found else "没有用它"
            problems.append(f"话术 {path.name} 有问题：{why}；{instead}。")
    return Scripts(tuple(found.values()), tuple(problems))


def expand(text: str, values: Mapping[str, str]) -> str:
    """The script with what the order says; what the order does not say is shown as not recorded, never made up."""
    return _PLACE.sub(lambda found: values.get(found.group(1)) or f"（{found.group(1)}未记录）", text)


def own_copy(script: Script, data_dir: Path) -> Path:
    """A file of the room's own to edit: the one there is, else a copy of the bundled one. OSError as it comes."""
    path = data_dir / FOLDER / script.path.name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(script.path, path)
    return path


def _read(path: Path, *, own: bool) -> Script:
    first, _, text = path.read_text("utf-8-sig").strip().partition("\n")
    if not first.startswith("#") or not first.lstrip("# ").strip():
        raise _Broken("第一行要写“# 问题分类”，如“# 供暖->不热”或“# 通用”")
    if not text.strip():
        raise _Broken("没有内容")
    for name in _PLACE.findall(text):
        if name not in PLACEHOLDERS:
            known = "、".join(f"{{{known}}}" for known in PLACEHOLDERS)
            raise _Broken(f"没有“{{{name}}}”这个占位符，可用：{known}")
    category = first.lstrip("# ").strip()
    return Script("" if category == ANY else category, text.strip(), path, own)


def _within(category: str, prefix: str) -> bool:
    return not prefix or category == prefix or category.startswith(prefix + "->")
