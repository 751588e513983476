"""Filling a Word template: what stands between ``{{`` and ``}}`` in it gives way to the value of that name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from jiesu_desktop.exchange.atomic import written_whole

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


class BrokenTemplate(Exception):
    """A template that cannot be filled; nothing was written.

    Attributes:
        path: the template. message: the sentence to show; it names the file and says what to do.
    """

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        self.message = f"模板“{path.name}”不能用：{problem}"
        super().__init__(self.message)


def fill(template: Path, values: Mapping[str, str], target: Path) -> None:
    """Write ``template`` with its places filled to ``target``, whole or not at all.

    Text is put in as text, whatever it holds; a new line becomes a new line. The template is never run as a program
    (sandbox), and a name it has that ``values`` has not is said instead of left blank.

    Raises:
        BrokenTemplate: the template is no Word file, its places are written wrongly, or it names what there is not.
        UnwritableFile: the target cannot be written.
    """
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment
    from lxml.etree import LxmlError

    clean = {
        name: _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        for name, text in values.items()
    }
    rules = SandboxedEnvironment(autoescape=True)
    try:
        document = DocxTemplate(str(template))
        unknown = sorted(document.get_undeclared_template_variables(rules) - clean.keys())
        if unknown:
            known = "、".join(clean)
            raise BrokenTemplate(template, f"写了没有的字段“{'、'.join(unknown)}”。可用的字段：{known}。")
        document.render(clean, rules, autoescape=True)
    except TemplateError as error:
        problem = f"“{{{{ }}}}”写得不对（{error.message}）。请改正，或改用自带模板。"
        raise BrokenTemplate(template, problem) from None
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError):
        raise BrokenTemplate(template, "不是完整的 Word 文件（.docx）。请换一份，或改用自带模板。") from None
    with written_whole(target) as path:
        document.save(str(path))
