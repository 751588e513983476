"""Forms and their generated modules stay together."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Probe</class><widget class="QDialog" name="Probe">
<property name="windowTitle"><string>探针</string></property></widget></ui>
"""


@pytest.fixture(scope="module")
def build_forms(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_forms", root / "packaging" / "build_forms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    forms, generated = tmp_path / "ui", tmp_path / "forms"
    forms.mkdir()
    generated.mkdir()
    (forms / "probe.ui").write_text(FORM, encoding="utf-8")
    return forms, generated


def test_a_form_is_missing_until_built(build_forms: ModuleType, folders: tuple[Path, Path]) -> None:
    assert [line.split(":")[0] for line in build_forms.problems(*folders)] == ["missing"]
    assert build_forms.build(*folders) == ["wrote ui_probe.py"]
    assert build_forms.problems(*folders) == []
    assert build_forms.build(*folders) == []
    text = (folders[1] / "ui_probe.py").read_text(encoding="utf-8")
    assert "class Ui_Probe" in text
    assert "Created by: Qt User Interface Compiler" not in text


def test_a_changed_form_is_stale_and_a_lost_one_orphaned(
    build_forms: ModuleType, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    forms, generated = folders
    build_forms.build(*folders)
    (forms / "probe.ui").write_text(FORM.replace("探针", "另一个"), encoding="utf-8")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")  # --check must not need uic
    assert [line.split(":")[0] for line in build_forms.problems(*folders)] == ["stale"]
    (forms / "probe.ui").unlink()
    assert [line.split(":")[0] for line in build_forms.problems(*folders)] == ["orphaned"]
    assert build_forms.build(*folders) == ["removed ui_probe.py"]
    assert list(generated.iterdir()) == []


def test_line_ends_do_not_make_a_form_stale(build_forms: ModuleType, folders: tuple[Path, Path]) -> None:
    build_forms.build(*folders)
    form = folders[0] / "probe.ui"
    form.write_bytes(form.read_bytes().replace(b"\n", b"\r\n"))
    assert build_forms.problems(*folders) == []


def test_packaging_does_not_shadow_the_library_of_its_name(root: Path) -> None:
    assert not (root / "packaging" / "__init__.py").exists()
    import packaging

    assert packaging.__file__ is not None
