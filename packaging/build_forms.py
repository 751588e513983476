"""Turn the Designer forms of ui/ into jiesu_desktop/gui/forms/ui_*.py, or check that this has been done.

Usage: python packaging/build_forms.py [--check]

The generated modules are committed, so neither the program nor its tests need uic. uic's banner (its version, a warning)
gives way to a line with the form's SHA-256; `--check` compares only that, so it takes milliseconds and needs no Qt.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "ui"
GENERATED = ROOT / "jiesu_desktop" / "gui" / "forms"

_HASH_LINE = re.compile(r"^# source-sha256: ([0-9a-f]{64})$", re.MULTILINE)
_BANNER = re.compile(r"^#{20,}\n(?:##.*\n)+#{20,}\n", re.MULTILINE)


def _digest(form: Path) -> str:
    # Line ends are normalised so that a checkout with CRLF is not "stale".
    return hashlib.sha256(form.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _output_of(form: Path, generated: Path) -> Path:
    return generated / f"ui_{form.stem}.py"


def _recorded_digest(module: Path) -> str | None:
    match = _HASH_LINE.search(module.read_text(encoding="utf-8"))
    return match.group(1) if match else None


def problems(forms: Path = FORMS, generated: Path = GENERATED) -> list[str]:
    """What is missing, stale or orphaned among the generated modules; one sentence each."""
    found = []
    expected = {_output_of(form, generated): form for form in sorted(forms.glob("*.ui"))}
    for module, form in expected.items():
        if not module.exists():
            found.append(f"missing: {module.name} (from ui/{form.name})")
        elif _recorded_digest(module) != _digest(form):
            found.append(f"stale: {module.name} (ui/{form.name} has changed)")
    orphans = [module for module in sorted(generated.glob("ui_*.py")) if module not in expected]
    found += [f"orphaned: {module.name} (its form is gone)" for module in orphans]
    return found


def _compile(form: Path, module: Path) -> None:
    uic = Path(sys.executable).with_name("pyside6-uic")
    done = subprocess.run([uic, "-g", "python", form], capture_output=True, text=True, check=False)
    if done.returncode != 0 or not done.stdout.strip():
        raise SystemExit(f"{form.name}: {done.stderr.strip() or 'pyside6-uic wrote nothing'}")
    text, replaced = _BANNER.subn(f"# source-sha256: {_digest(form)}\n", done.stdout, count=1)
    if not replaced:
        raise SystemExit(
            f"{form.name}: the banner of pyside6-uic has changed; adapt packaging/build_forms.py"
        )
    module.write_text(text, encoding="utf-8", newline="\n")


def build(forms: Path = FORMS, generated: Path = GENERATED) -> list[str]:
    """Write every module that is missing or stale, remove the orphaned ones; returns what was done."""
    done = []
    generated.mkdir(parents=True, exist_ok=True)
    for form in sorted(forms.glob("*.ui")):
        module = _output_of(form, generated)
        if not module.exists() or _recorded_digest(module) != _digest(form):
            _compile(form, module)
            done.append(f"wrote {module.name}")
    for module in sorted(generated.glob("ui_*.py")):
        if not (forms / f"{module.stem.removeprefix('ui_')}.ui").exists():
            module.unlink()
            done.append(f"removed {module.name}")
    return done


def main() -> int:
    """Build, or with --check only report; exit status 1 when something is out of date."""
    parser = argparse.ArgumentParser(description="ui/*.ui -> jiesu_desktop/gui/forms/ui_*.py")
    parser.add_argument("--check", action="store_true", help="report what is out of date, change nothing")
    if parser.parse_args().check:
        found = problems()
        for line in found:
            print(line)
        if found:
            print("run: .venv/bin/python packaging/build_forms.py")
        return 1 if found else 0
    for line in build():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
