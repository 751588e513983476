"""The matrix of clocks.md read column by column, slowly and plainly, to compare the real clocks with.

It imports nothing from ``domain/clocks.py`` or what lies behind it: only the vocabulary of acts and the policy's
numbers. Where the real one replays acts row by row and changes clocks, this walks the whole history once for each
column and keeps one dictionary per clock.
"""

# A column read from top to bottom is long and full of branches; splitting it would make it less plain.
# ruff: noqa: C901, PLR0912, SIM102

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import Any

from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act, Basis, Event, Level, Outcome

C = dict[str, Any]
BEIJING = timezone(timedelta(hours=8))


def plain_clocks(events: list[Event], policy: Policy, lead: list[Event] | None = None) -> list[C]:
    """Every clock as a dictionary: kind round unit cycle start due verdict stopped paused_at paused_for late."""
    walk = told_story(without_corrected(events), policy, lead or [])
    clocks = [
        *report(walk, policy),
        *dispatch("dispatch", walk, policy),
        *dispatch("dispatch_limit", walk, policy),
        *confirm(walk, policy),
        *sign(walk, policy),
        *feedback(walk, policy),
        *close(walk, policy),
        *callback(walk, policy),
        *returned(walk, policy),
    ]
    for c in clocks:
        if c["verdict"] != "running":
            c["paused_at"] = None
    return clocks


def without_corrected(events: list[Event]) -> list[Event]:
    by_recording = sorted(events, key=lambda e: e.id)
    alive = {e.id: True for e in by_recording}
    for e in reversed(by_recording):  # a later correction decides first whether an earlier one still counts
        if e.act == Act.CORRECT and alive[e.id] and e.details.corrects in alive:
            alive[e.details.corrects] = False
    kept = [e for e in events if alive[e.id] and e.act != Act.CORRECT]
    return sorted(kept, key=lambda e: (e.occurred_at, e.id))


# -- the story: where the order stands before and after each act ----------------------------------------------------


def told_story(
    events: list[Event], policy: Policy, lead: list[Event], *, of_a_lead: bool = False
) -> list[tuple[Event | None, C, C]]:
    now: C = {
        "phase": "none", "round": 0, "urgent": False, "zero": None, "uzero": None, "account": False, "units": [],
        "suspected": False, "merged_at": None, "upstream": None, "last": None, "lead": [], "sent": False,
        "under": None, "above": [],
    }  # fmt: skip
    walk: list[tuple[Event | None, C, C]] = []
    for e in events:
        before = {**now, "units": list(now["units"])}
        now = {**now, "units": list(now["units"]), "did": False}
        step(now, e, policy, lead)
        walk.append((e, before, {**now, "units": list(now["units"])}))
    now = {**now, "lead": [x for x in lead if now["under"] in (None, x.ticket_id)]}
    if of_a_lead and now["phase"] == "merged":
        now["phase"] = "untold"  # one looks at one's lead, not through it at the one above
    walk.append((None, now, now))  # the end of the story, where a merged order looks at its lead once more
    return walk


def urgent_level(level: Level | None) -> bool:
    return level in (Level.URGENT, Level.UNSTABLE, Level.EMERGENCY)


def step(now: C, e: Event, policy: Policy, lead: list[Event]) -> None:
    """``did`` says whether the act had the effect its name promises."""
    d, t, phase = e.details, e.occurred_at, now["phase"]
    if e.act == Act.MERGE and phase == "live":
        now["under"] = d.lead
    known = [
        x for x in lead if x.occurred_at <= t or x.act == Act.CORRECT
    ]  # what was taken back since never was
    now["lead"] = [x for x in known if now["under"] in (None, x.ticket_id)]
    now["above"] = [x for x in lead if now["under"] not in (None, x.ticket_id)]
    if e.act == Act.COME_AGAIN or (e.act == Act.OBTAIN and phase == "none"):
        history = e.act == Act.OBTAIN and d.history
        now.update(
            did=True, phase="over" if history else "live", round=now["round"] + 1, zero=t, units=[], account=False, sent=False,
            urgent=urgent_level(d.level) and not history, suspected=bool(d.suspected), upstream=d.upstream_due_at,
        )  # fmt: skip
        now["uzero"] = t if now["urgent"] else None
        if history:
            now["upstream"] = None
        return
    if phase == "none":
        return
    if e.act == Act.RAISE and not now["urgent"] and (d.level is None or urgent_level(d.level)):
        now.update(did=True, urgent=True)
        if now["uzero"] is None:
            origin = d.basis == Basis.ORIGIN or (d.basis is None and now["suspected"])
            now["uzero"] = now["zero"] if origin else t
    elif e.act == Act.LOWER and now["urgent"] and (d.level is None or not urgent_level(d.level)):
        now.update(did=True, urgent=False)
    elif e.act == Act.DISPATCH and phase == "live":
        now.update(did=True, sent=True)
        for unit in [d.unit, *d.assist]:
            if unit and unit not in now["units"]:
                now["units"].append(unit)
    elif e.act == Act.REDISPATCH and phase == "live" and now["sent"]:
        now["did"] = True
        taken = d.from_unit or (now["units"][0] if d.unit and now["units"] else None)
        now["taken"] = taken
        place = now["units"].index(taken) if taken in now["units"] else len(now["units"])
        rest = [u for u in now["units"] if u != taken]
        new = [u for u in dict.fromkeys([d.unit, *d.assist]) if u and u not in rest]
        now["units"] = rest[:place] + new + rest[place:]
    elif e.act == Act.RETURN and phase == "live":
        now.update(did=True, phase="returned")
    elif e.act == Act.RETURN_REFUSED and phase == "returned":
        now.update(did=True, phase="live")
    elif e.act == Act.MERGE and phase == "live":
        now.update(did=True, phase="merged", merged_at=t)
    elif e.act == Act.UNMERGE and phase == "merged":
        now.update(did=True, phase="live")
        if not now["units"]:
            running = [c for c in lead_feedback(now, policy) if c["verdict"] == "running"]
            now["units"] = list(lead_story(now, policy)[-1][2]["units"])
            now["sent"] = now["sent"] or bool(now["units"] or running)
    elif e.act == Act.DEFER_APPROVED and phase == "live" and not now["urgent"]:
        now.update(did=True, account=True)
    elif e.act == Act.SETTLE:
        now.update(did=True, account=False)
    elif e.act in (Act.UPDATE, Act.EDIT) and d.upstream_due_at:
        now.update(did=True, upstream=d.upstream_due_at)
    elif e.act == Act.EXTEND_GRANTED and d.until:
        now.update(did=True, upstream=d.until)
    elif e.act == Act.EXCLUDE:
        now["applied_in"] = now["round"]
    elif e.act == Act.EXCLUDE_GRANTED and now.get("applied_in") not in (None, now["round"]):
        pass  # about a round of work that is over
    elif (e.act == Act.CLOSE and phase != "over") or e.act in (Act.EXCLUDE_GRANTED, Act.ARCHIVE):
        now.update(did=True, phase="over", account=False)
        if phase == "merged" and not now["units"]:
            now["units"] = list(lead_story(now, policy)[-1][2]["units"])
    elif e.act in (Act.REWORK, Act.REOPEN) and phase in ("over", "returned"):
        now.update(did=True, phase="live", account=False, round=now["round"] + 1)
        if now["urgent"] and now["uzero"] is None:
            now["uzero"] = t
        now["sent"] = bool(now["units"])
        if now["upstream"] is not None and now["upstream"] <= t:
            now["upstream"] = None


BEGIN = (Act.OBTAIN, Act.COME_AGAIN)
AGAIN = (Act.REWORK, Act.REOPEN)
ENDS = (Act.CLOSE, Act.EXCLUDE_GRANTED, Act.ARCHIVE, Act.REWORK, Act.REOPEN, Act.COME_AGAIN)
LEAVES_MERGE = (Act.UNMERGE, *ENDS)


# -- one clock ------------------------------------------------------------------------------------------------------


def new(kind: str, a: C, start: datetime, due: datetime, unit: str | None = None, cycle: int = 1) -> C:
    return {
        "kind": kind, "round": a["round"], "unit": unit, "cycle": cycle, "start": start, "due": due,
        "verdict": "running", "stopped": None, "paused_at": None, "paused_for": timedelta(0), "late": False,
    }  # fmt: skip


def end(c: C | None, verdict: str, e: Event, policy: Policy) -> bool:
    if c is None or c["verdict"] != "running":
        return False
    if verdict != "void":
        unpause(c, e.occurred_at)
    c.update(verdict=verdict, stopped=e.occurred_at)
    c["late"] = e.recorded_at - e.occurred_at > policy.intake.late_after
    return True


def begin_again(c: C) -> None:
    c.update(verdict="running", stopped=None, late=False)


def unpause(c: C, t: datetime) -> None:
    if c["paused_at"] is None:
        return
    span = t - c["paused_at"]
    c["paused_at"] = None
    c["paused_for"] += span
    for name in ("due", "general", "bound"):
        if c.get(name) is not None:
            c[name] += span


def was_told(e: Event) -> bool:
    return e.details.outcome == Outcome.TOLD


# -- the columns ----------------------------------------------------------------------------------------------------


def report(walk: Any, policy: Policy) -> list[C]:
    out: list[C] = []
    c: C | None = None
    aside: C | None = None
    raised_away = False
    for e, _b, a in walk:
        if e is None:
            break
        if e.act == Act.REPORT and was_told(e):
            end(c, "met", e, policy)
        if not a.get("did"):
            continue
        live = a["phase"] in ("live", "merged")
        wanted = False
        if e.act in (*ENDS, Act.RETURN, Act.MERGE):
            stopped = end(c, "void", e, policy)
            aside = c if stopped and e.act in (Act.RETURN, Act.MERGE) else None
        if e.act in BEGIN:
            c, wanted = None, a["urgent"]
        if e.act in ENDS:
            raised_away = False
        if e.act == Act.RAISE:
            wanted, raised_away = live, a["phase"] == "returned"
        if e.act == Act.LOWER:
            raised_away, aside = False, None
            if live:
                end(c, "lapsed", e, policy)
        if e.act in (Act.RETURN_REFUSED, Act.UNMERGE):
            if aside is not None:
                begin_again(aside)
            aside, wanted, raised_away = None, raised_away, False
        if wanted:
            if c is not None and c["verdict"] == "lapsed" and c["round"] == a["round"]:
                begin_again(c)
            elif c is None or c["verdict"] in ("void", "lapsed"):
                c = new("report", a, a["uzero"], a["uzero"] + policy.clocks.report.urgent)
                out.append(c)
    return out


def dispatch(kind: str, walk: Any, policy: Policy) -> list[C]:
    rule = getattr(policy.clocks, kind)
    out: list[C] = []
    c: C | None = None
    aside: C | None = None
    raised_away = False
    for e, b, a in walk:
        if b["phase"] == "merged" and (e is None or (a.get("did") and e.act in LEAVES_MERGE)):
            follow_dispatch(kind, c, b, a, policy)
        if e is None:
            break
        if not a.get("did"):
            continue
        live = a["phase"] in ("live", "merged")
        hurry = False
        if e.act in ENDS:
            end(c, "void", e, policy)
            aside = None
        if e.act in BEGIN and a["phase"] == "live":
            c = new(kind, a, a["zero"], a["zero"] + rule.general)
            c["general"] = c["due"]
            out.append(c)
            hurry = a["urgent"]
        if e.act == Act.DISPATCH:
            end(c, "met", e, policy)
        if e.act == Act.RETURN:
            aside = c if end(c, "met", e, policy) else None
        if e.act in ENDS:
            raised_away = False
        if e.act == Act.RAISE:
            hurry, raised_away = live, a["phase"] == "returned"
        if e.act == Act.LOWER:
            raised_away = False
            if live:
                c = relax(c, e, policy, out)
        if e.act in (Act.RETURN_REFUSED, Act.UNMERGE):
            if e.act == Act.RETURN_REFUSED and aside is not None:
                begin_again(aside)
                if not a["urgent"]:
                    aside["due"] = aside["general"]
            aside, hurry, raised_away = None, raised_away, False
        if hurry:
            c = hurry_up(c, a["uzero"] + rule.urgent, out)
    return out


def hurry_up(c: C | None, urgent_due: datetime, out: list[C]) -> C | None:
    """The urgent limit beside the others; a lapsed forerunner is the same clock, so it goes."""
    if c is None or c["verdict"] != "running":
        return c
    if c.get("lapsed") is not None:
        out[:] = [x for x in out if x is not c["lapsed"]]
        c["lapsed"] = None
    c["due"] = min(c["due"], urgent_due)
    return c


def relax(c: C | None, e: Event, policy: Policy, out: list[C]) -> C | None:
    """Lowered: the urgent clock closes, the general one goes on from the old zero."""
    if c is None or c["verdict"] != "running":
        return c
    slow = min(x for x in (c["general"], c.get("bound")) if x is not None)
    if slow <= c["due"]:
        return c
    rest = {**c, "due": slow, "lapsed": c}
    end(c, "lapsed", e, policy)
    out.append(rest)
    return rest


def follow_dispatch(kind: str, c: C | None, b: C, a: C, policy: Policy) -> None:
    if c is None or c["verdict"] != "running":
        return
    theirs = dispatch(
        kind, told_story(without_corrected(a["lead"]), policy, a["above"], of_a_lead=True), policy
    )
    theirs = [x for x in theirs if x["verdict"] != "lapsed"]
    if theirs and theirs[-1]["verdict"] != "running":
        last = theirs[-1]
        c.update(verdict=last["verdict"], late=last["late"], stopped=max(last["stopped"], b["merged_at"]))


def confirm(walk: Any, policy: Policy) -> list[C]:
    limit = policy.clocks.confirm.urgent
    out: list[C] = []
    by: dict[str | None, C] = {}
    aside: list[C] = []
    raised_away = False
    for e, _b, a in walk:
        if e is None:
            break
        units = a["units"]
        if e.act == Act.CONFIRM and was_told(e):
            ahead_of_it = None in by and by[None]["verdict"] == "running"
            if ahead_of_it and (not units or e.details.unit not in by):
                by[e.details.unit] = ahead = by.pop(None)
                ahead["unit"] = e.details.unit
                end(ahead, "met", e, policy)
            else:
                end(awaited(by, units, e.details.unit), "met", e, policy)
        if not a.get("did"):
            continue
        live = a["phase"] in ("live", "merged")
        wanted = False
        if e.act in (*ENDS, Act.RETURN, Act.MERGE):
            stopped = [c for c in by.values() if end(c, "void", e, policy)]
            aside = stopped if e.act in (Act.RETURN, Act.MERGE) else []
        if e.act in BEGIN:
            by, wanted = {}, a["urgent"]
        if e.act in ENDS:
            raised_away = False
        if e.act == Act.RAISE:
            wanted, raised_away = live, a["phase"] == "returned"
        if e.act == Act.LOWER:
            raised_away, aside = False, []
            for c in by.values():
                if live:
                    end(c, "lapsed", e, policy)
        if e.act in (Act.RETURN_REFUSED, Act.UNMERGE):
            for c in aside:
                begin_again(c)
            aside, wanted, raised_away = [], raised_away, False
        if wanted:
            if units and None in by and by[None]["verdict"] == "lapsed":
                gone = by.pop(None)
                out = [c for c in out if c is not gone]
            for unit in units or list(by) or [None]:
                had = by.get(unit)
                if had is not None and had["verdict"] == "lapsed" and had["round"] == a["round"]:
                    begin_again(had)
                elif had is None or had["verdict"] in ("void", "lapsed"):
                    by[unit] = new("confirm", a, a["uzero"], a["uzero"] + limit, unit)
                    out.append(by[unit])
        if e.act == Act.DISPATCH and a["urgent"]:
            early = by.get(None)
            if early is not None and (
                early["round"] != a["round"] or early["verdict"] not in ("running", "met")
            ):
                early = None
            given = False
            for unit in [u for u in dict.fromkeys([e.details.unit, *e.details.assist]) if u] or [None]:
                if unit in by and by[unit]["verdict"] != "void":
                    continue
                if early is None:
                    by[unit] = new("confirm", a, e.occurred_at, e.occurred_at + limit, unit)
                    out.append(by[unit])
                elif not given:
                    early["unit"], given = unit, True
                    del by[None]
                    by[unit] = early
                else:
                    by[unit] = new("confirm", a, early["start"], early["due"], unit)
                    out.append(by[unit])
        if e.act == Act.REDISPATCH:
            if e.details.from_unit or e.details.unit:
                end(by.pop(a["taken"], None), "void", e, policy)
            for unit in dict.fromkeys([e.details.unit, *e.details.assist]):
                running = unit in by and by[unit]["verdict"] == "running"
                if unit and a["urgent"] and not running:
                    by[unit] = new("confirm", a, e.occurred_at, e.occurred_at + limit, unit)
                    out.append(by[unit])
    return out


def awaited(
    by: dict[str | None, C], units: list[Any], unit: str | None, due_by: datetime | None = None
) -> C | None:
    if unit is not None:
        return by.get(unit)
    for each in [*units, *by]:
        c = by.get(each)
        if c is not None and c["verdict"] == "running" and (due_by is None or c["due"] <= due_by):
            return c
    return None


def sign(walk: Any, policy: Policy) -> list[C]:
    out: list[C] = []
    c: C | None = None
    for e, _b, a in walk:
        if e is None:
            break
        if e.act == Act.SIGN:
            end(c, "met", e, policy)
        if not a.get("did"):
            continue
        if e.act in (Act.DISPATCH, Act.RETURN, Act.MERGE, Act.CLOSE):
            end(c, "met", e, policy)
        if e.act in ENDS:
            end(c, "void", e, policy)
        if e.act in BEGIN and a["phase"] == "live":
            rule = policy.clocks.sign
            limit = rule.urgent if a["urgent"] else rule.general
            c = new("sign", a, a["zero"], a["zero"] + limit)
            out.append(c)
    return out


def feedback(walk: Any, policy: Policy) -> list[C]:
    out: list[C] = []
    by: dict[str | None, C] = {}
    aside: list[C] = []
    raised_away = False
    for e, b, a in walk:
        shared: list[C] = []
        if b["phase"] == "merged" and (e is None or (a.get("did") and e.act in LEAVES_MERGE)):
            shared = lead_feedback({**a, "merged_at": b["merged_at"], "round": b["round"]}, policy)
            out.extend(shared)
        if e is None:
            break
        t = e.occurred_at
        moving = a["phase"] in ("live", "merged")
        if e.act == Act.FEEDBACK and e.details.outcome in (None, Outcome.TOLD):
            c = awaited(by, a["units"], e.details.unit)
            if end(c, "met", e, policy) and not e.details.final:
                next_feedback(c, e, a, by, out, policy)
        if e.act == Act.URGE and was_told(e) and a["phase"] != "returned":
            c = awaited(by, a["units"], e.details.unit, t)
            if c is not None and c["due"] <= t and c["paused_at"] is None and end(c, "met", e, policy):
                next_feedback(c, e, a, by, out, policy)
        if not a.get("did"):
            continue
        start: list[Any] = []
        if e.act in (*ENDS, Act.RETURN, Act.MERGE):
            stopped = [c for c in by.values() if end(c, "void", e, policy)]
            aside = stopped if e.act in (Act.RETURN, Act.MERGE) else []
            for c in shared:
                end(c, "void", e, policy)
        if e.act in (*BEGIN, *AGAIN):
            by = {}
        if e.act in AGAIN:
            start = a["units"]
        if e.act == Act.DISPATCH:
            start = [u for u in dict.fromkeys([e.details.unit, *e.details.assist]) if u] or [None]
        if e.act == Act.REDISPATCH:
            if e.details.from_unit or e.details.unit:
                end(by.pop(a["taken"], None), "void", e, policy)
            start = [u for u in dict.fromkeys([e.details.unit, *e.details.assist]) if u]
        if e.act in ENDS:
            raised_away = False
        if e.act == Act.RAISE:
            raised_away = a["phase"] == "returned"
        if (e.act == Act.RAISE and moving) or (e.act == Act.SETTLE):
            for c in by.values():
                unpause(c, t)
        if e.act == Act.LOWER:
            raised_away = False
        if e.act == Act.UNMERGE:
            if b["units"]:
                for c in shared:
                    end(c, "void", e, policy)
            else:
                by.update({c["unit"]: c for c in shared if c["verdict"] == "running"})
        if e.act in (Act.RETURN_REFUSED, Act.UNMERGE):
            for c in aside:
                begin_again(c)
                if raised_away:
                    unpause(c, t)
            aside, raised_away = [], False
        for unit in start:
            if unit not in by or by[unit]["verdict"] != "running":
                rule = policy.clocks.feedback
                limit = rule.urgent if a["urgent"] else rule.general
                by[unit] = new("feedback", a, t, t + limit, unit)
                if a["account"] and not a["urgent"]:
                    by[unit]["paused_at"] = t
                out.append(by[unit])
        hold_if_on_account(e, a, list(by.values()))
    return out


def hold_if_on_account(e: Event, a: C, clocks: list[C]) -> None:
    if e.act not in (Act.DEFER_APPROVED, Act.LOWER, Act.RETURN_REFUSED, Act.UNMERGE):
        return
    if not a["account"] or a["urgent"] or a["phase"] not in ("live", "merged"):
        return
    for c in clocks:
        if c["verdict"] == "running" and c["paused_at"] is None:
            c["paused_at"] = e.occurred_at


def next_feedback(c: Any, e: Event, a: C, by: dict[str | None, C], out: list[C], policy: Policy) -> None:
    t, promise, cycle = e.occurred_at, e.details.promise, c["cycle"] + 1
    if promise is not None and promise <= t:
        promise = None
    if a["urgent"]:
        due = t + policy.feedback.urgent_every
        if promise is not None:
            due = min(due, promise)
    elif promise is not None:
        due = promise
    elif cycle == 2:
        due = t + policy.feedback.general_second
    else:
        due = t.astimezone(BEIJING).replace(
            hour=policy.feedback.general_daily.hour,
            minute=policy.feedback.general_daily.minute,
            second=0,
            microsecond=0,
        )
        while due <= t:
            due += timedelta(days=1)
    n = new("feedback", a, t, due, c["unit"], cycle)
    if a["account"] and not a["urgent"]:
        n["paused_at"] = t
    by[c["unit"]] = n
    out.append(n)


def lead_story(a: C, policy: Policy) -> Any:
    return told_story(without_corrected(a["lead"]), policy, a["above"], of_a_lead=True)


def lead_feedback(a: C, policy: Policy) -> list[C]:
    theirs = feedback(lead_story(a, policy), policy)
    kept = [c for c in theirs if c["stopped"] is None or c["stopped"] > a["merged_at"]]
    for c in kept:
        c["round"] = a["round"]
    return kept


def close(walk: Any, policy: Policy) -> list[C]:
    rule = policy.clocks.close
    out: list[C] = []
    c: C | None = None
    aside: C | None = None
    raised_away = False
    for e, _b, a in walk:
        if e is None:
            break
        if not a.get("did"):
            continue
        t = e.occurred_at
        live = a["phase"] in ("live", "merged")
        hurry = False
        if e.act == Act.CLOSE:
            end(c, "met", e, policy)
        if e.act in (*ENDS, Act.RETURN):
            stopped = end(c, "void", e, policy)
            aside = c if stopped and e.act == Act.RETURN else None
        if e.act in (*BEGIN, *AGAIN) and a["phase"] == "live":
            due = t + rule.general
            if policy.close_reading == "day_end":
                day = (due.astimezone(BEIJING) + timedelta(days=1)).date()
                due = datetime.combine(day, time(0), BEIJING)
            c = new("close", a, t, due)
            c["general"], c["bound"] = due, a["upstream"]
            c["due"] = min(x for x in (due, a["upstream"]) if x is not None)
            out.append(c)
            hurry = a["urgent"]
        if e.act in (Act.UPDATE, Act.EDIT, Act.EXTEND_GRANTED) and c is not None:
            if c["verdict"] == "running" or c is aside:
                c["bound"] = a["upstream"]
                c["due"] = min(x for x in (c["general"], c["bound"], c.get("hurried")) if x is not None)
        if e.act in ENDS:
            raised_away = False
        if e.act == Act.RAISE:
            hurry, raised_away = live, a["phase"] == "returned"
            if live and c is not None:
                unpause(c, t)
        if e.act == Act.SETTLE and c is not None:
            unpause(c, t)
        if e.act == Act.LOWER:
            raised_away = False
            if live and c is not None and c["verdict"] == "running":
                hurried = c.pop("hurried", None)
                c = relax(c, e, policy, out)
                if c is not None and c["verdict"] == "running":
                    c["hurried"] = None
                del hurried
        if e.act == Act.RETURN_REFUSED:
            if aside is not None:
                begin_again(aside)
                if raised_away:
                    unpause(aside, t)
                if not a["urgent"]:
                    aside["hurried"] = None
                    aside["due"] = min(x for x in (aside["general"], aside["bound"]) if x is not None)
            hurry = raised_away
        if e.act in (Act.RETURN_REFUSED, Act.UNMERGE):
            aside = None
            raised_away = False
        if hurry and c is not None and c["verdict"] == "running":
            c["hurried"] = max(a["uzero"], c["start"]) + rule.urgent
            hurry_up(c, c["hurried"], out)
        hold_if_on_account(e, a, [c] if c is not None else [])
    return out


def often_enough(tried: list[datetime], policy: Policy) -> bool:
    """Attempts in decent hours, each at least two hours of the day away from those that count before it."""
    counted: list[float] = []
    for at in tried:
        local = at.astimezone(BEIJING)
        hour = local.hour + local.minute / 60
        decent = (
            policy.callback.earliest
            <= local.time().replace(second=0, microsecond=0)
            <= policy.callback.latest
        )
        if decent and all(2 <= abs(hour - other) <= 22 for other in counted):
            counted.append(hour)
    return len(counted) >= policy.callback.attempts


def callback(walk: Any, policy: Policy) -> list[C]:
    rules = policy.callback
    out: list[C] = []
    c: C | None = None
    answered, tried = False, list[datetime]()
    for e, _b, a in walk:
        if e is None:
            break
        d = e.details
        if e.act == Act.CALLBACK and a["phase"] != "none":
            tried = [] if was_told(e) else [*tried, e.occurred_at]
            said = d.contacted or d.resolved or d.satisfied
            put_off = d.next_at is not None and not (d.resolved or d.satisfied)
            if (was_told(e) and not put_off) or (d.outcome is None and said):
                answered = True
                end(c, "met", e, policy)
        if not a.get("did"):
            continue
        if e.act in ENDS:
            end(c, "void", e, policy)
        if e.act in (*BEGIN, *AGAIN):
            answered, tried = False, []
        if e.act == Act.CLOSE and not (rules.gate == "close" and (answered or often_enough(tried, policy))):
            rule = policy.clocks.callback
            c = new(
                "callback",
                a,
                e.occurred_at,
                ring_by(e.occurred_at, rule.urgent if a["urgent"] else rule.general, rules),
            )
            out.append(c)
    return out


def ring_by(closed: datetime, limit: Any, rules: Any) -> Any:
    """The last moment within the limit at which one may ring, found by walking back a minute at a time."""
    moment = closed + limit
    local = moment.astimezone(BEIJING)
    if rules.earliest <= local.time() <= rules.latest:
        return moment
    while not rules.earliest <= local.time() <= rules.latest:
        local = local.replace(second=0, microsecond=0) - timedelta(
            minutes=1 if local.second == 0 and local.microsecond == 0 else 0
        )
    if local > closed:
        return local
    opening = closed.astimezone(BEIJING).replace(second=0, microsecond=0)
    while opening <= closed or opening.time() != rules.earliest:
        opening += timedelta(minutes=1)
    return min(opening + limit, opening.replace(hour=rules.latest.hour, minute=rules.latest.minute))


def returned(walk: Any, policy: Policy) -> list[C]:
    out: list[C] = []
    c: C | None = None
    for e, _b, a in walk:
        if e is None:
            break
        due = e.occurred_at + (
            policy.clocks.returned.urgent if a["urgent"] else policy.clocks.returned.general
        )
        if e.act == Act.RETURN_TAKEN:
            end(c, "met", e, policy)
        if e.act == Act.URGE and was_told(e) and end(c, "met", e, policy):
            assert c is not None
            c = new("returned", a, e.occurred_at, due, None, c["cycle"] + 1)
            out.append(c)
        if not a.get("did"):
            continue
        if e.act in (*ENDS, Act.RETURN_REFUSED):
            end(c, "void", e, policy)
        if e.act == Act.RETURN:
            c = new("returned", a, e.occurred_at, due)
            out.append(c)
    return out
