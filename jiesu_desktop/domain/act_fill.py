"""What goes without saying is put into an act, as its event will keep it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from jiesu_desktop.domain.history import Standing
from jiesu_desktop.domain.policy_model import Policy
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Act, Basis, Details, Level, Outcome

_TEXTS = tuple(f.name for f in fields(Details) if f.type == "str | None")


def filled(standing: Standing, act: Act, details: Details, policy: Policy) -> Details:
    """The details with blanks taken out and what goes without saying put in, as the event will keep them."""
    stripped: dict[str, str | None] = {}
    for name in _TEXTS:
        value: str | None = getattr(details, name)
        if value is not None and (value != (clean := value.strip()) or not clean):
            stripped[name] = clean or None
    tidy = replace(details, **stripped) if stripped else details  # type: ignore[arg-type]
    fill = _FILLERS.get(act)
    return _coded(act, fill(standing, tidy) if fill else tidy, policy)


CODED = {Act.RETURN: "returned", Act.EXCLUDE: "excluded", Act.DEFER: "deferred"}
"""Acts whose reason has a kind, and which list of the policy's codes holds the kinds."""


def codes_of(act: Act, policy: Policy) -> tuple[str, ...]:
    """The kinds of reason this act may have; none where the act has no kinds, or the policy is from before there were any."""
    if act not in CODED or policy.codes is None:
        return ()
    words: tuple[str, ...] = getattr(policy.codes, CODED[act])
    return words


def _coded(act: Act, d: Details, policy: Policy) -> Details:
    """A reason that begins with one of the kinds is of that kind; a kind without further words is reason enough."""
    if act not in CODED:
        return d
    if d.code is not None:
        return replace(d, reason=d.reason or d.code)
    begun = [word for word in codes_of(act, policy) if (d.reason or "").startswith(word)]
    return replace(d, code=max(begun, key=len)) if begun else d


def _fill_raise(s: Standing, d: Details) -> Details:
    basis = d.basis or (Basis.ORIGIN if s.suspected else s.basis or Basis.CHANGE)
    return replace(d, level=d.level or Level.URGENT, basis=basis)


def _fill_lower(s: Standing, d: Details) -> Details:
    return replace(d, level=d.level or Level.GENERAL)


def _fill_dispatch(s: Standing, d: Details) -> Details:
    names = dict.fromkeys(name.strip() for name in d.assist)
    return replace(d, assist=tuple(name for name in names if name and name != d.unit))


def _fill_redispatch(s: Standing, d: Details) -> Details:
    """Without a unit to change to, only co-handlers come or one goes."""
    d = _fill_dispatch(s, d)
    if d.unit is not None:
        return replace(d, from_unit=_known_unit(s, d.from_unit) or s.lead_unit)
    fresh = tuple(name for name in d.assist if name not in s.unit_names)
    return replace(d, from_unit=_known_unit(s, d.from_unit), assist=fresh)


def _fill_unit(s: Standing, d: Details) -> Details:
    return replace(d, unit=_known_unit(s, d.unit) or s.lead_unit)


def _fill_urged(s: Standing, d: Details) -> Details:
    """A returned order has left our units: whoever is rung is not one of them."""
    return d if s.state is State.RETURNED else _fill_unit(s, d)


def _known_unit(s: Standing, name: str | None) -> str | None:
    """The unit meant: itself, or the only one of the order's units whose name contains what was said."""
    if name is None or name in s.unit_names:
        return name
    alike = [unit for unit in s.unit_names if name in unit]
    return alike[0] if len(alike) == 1 else name


def _fill_reviewed(s: Standing, d: Details) -> Details:
    """The reply meant: that of the unit named, else the newest."""
    said = [unit for unit in s.units if unit.fed_back_at is not None]
    newest = max(said, key=lambda unit: unit.fed_back_at or unit.since).name if said else s.lead_unit
    return replace(d, unit=_known_unit(s, d.unit) or newest)


def _fill_until(field: str) -> Callable[[Standing, Details], Details]:
    return lambda s, d: replace(d, until=d.until or getattr(s, field))


def _fill_callback(s: Standing, d: Details) -> Details:
    told = d.outcome is Outcome.TOLD or (
        d.outcome is None and (d.contacted == "是" or bool(d.resolved or d.satisfied))
    )
    outcome = Outcome.TOLD if told else d.outcome
    return replace(d, outcome=outcome, contacted=d.contacted or ("是" if told else "否"))


_FILLERS: dict[Act, Callable[[Standing, Details], Details]] = {
    Act.RAISE: _fill_raise,
    Act.LOWER: _fill_lower,
    Act.DISPATCH: _fill_dispatch,
    Act.REDISPATCH: _fill_redispatch,
    Act.CONFIRM: _fill_unit,
    Act.UNIT_SIGN: _fill_unit,
    Act.FEEDBACK: _fill_unit,
    Act.REVIEW: _fill_reviewed,
    Act.URGE: _fill_urged,
    Act.DEFER_APPROVED: _fill_until("defer_until"),
    Act.EXTEND_GRANTED: _fill_until("extend_until"),
    Act.CALLBACK: _fill_callback,
}
