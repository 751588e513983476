"""Sentences shared, alerts put off, alerts that nobody acknowledges: the book by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jiesu_desktop.alerts.alert import Alert, AlertEscalated, AlertEvent, Reason, Shelving
from tests.alerts.orders import Night, ended, given, names, raised
from tests.domain.stories import POLICY, TOLD, URGENT, Story, at, urgent


def steps(events: list[AlertEvent]) -> list[tuple[str, int]]:
    found = [event.alert for event in events if isinstance(event, AlertEscalated)]
    return list(zip(names(found), [alert.step for alert in found], strict=True))


def live(night: Night, name: str) -> Alert:
    return next(alert for alert in night.book.live.values() if names([alert]) == [name])


def shelve(night: Night, key: str, minutes: float, reason: str = "等单位回电") -> list[AlertEvent]:
    shelving = Shelving(until=night.now + timedelta(minutes=minutes), reason=reason, who="张三")
    return night._keep(night.book.shelve([key], shelving, night.now))


# -- one sentence for limits that fall together ------------------------------------------------------------------------


def test_limits_of_one_order_that_fall_together_are_one_sentence_and_two_entries() -> None:
    night = Night(urgent())
    told = [alert for alert in raised(night.until(at(7))) if alert.raised_at == at(7)]
    spoken = [alert for alert in told if "voice" in alert.channels and "report" not in alert.key]
    assert [alert.text for alert in spoken] == [
        "紧急工单，模拟街道燃气泄漏，距离10分钟派发和电话确认时限还有3分钟"
    ]
    assert len([alert for alert in told if "tray" in alert.channels]) == 2, "this one and the report's"
    both = [live(night, "dispatch/warn/180"), live(night, "confirm/warn/180")]
    night._keep(night.book.acknowledge([both[0].key], "张三", night.now))
    assert not any(alert.key in night.book.live for alert in both)


def test_two_orders_of_the_same_moment_are_two_sentences() -> None:
    night = Night(urgent(), Story(2).obtain(0, level=URGENT))
    texts = [alert.text for alert in raised(night.until(at(3))) if "voice" in alert.channels]
    assert len(texts) == 2


def test_a_limit_met_leaves_the_sentence_to_the_other() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(7))
    night.put(story.confirm(7.5, outcome=TOLD, contact="周某"))
    assert live(night, "dispatch/warn/180").sentence(at(8)).endswith("距离10分钟派发时限还有2分钟")
    assert not any("/confirm/" in key for key in night.book.live)


@pytest.mark.parametrize("row", ["dispatch/warn/180", "confirm/warn/180"])
def test_acknowledging_either_row_of_a_joined_sentence_ends_both(row: str) -> None:
    night = Night(urgent())
    night.until(at(7))
    told = night._keep(night.book.acknowledge([live(night, row).key], "张三", night.now))
    assert sorted(end.key.split("/")[2] for end in ended(told)) == ["confirm", "dispatch"]
    assert {(end.reason, end.who) for end in ended(told)} == {(Reason.ACKNOWLEDGED, "张三")}
    assert "dispatch/warn/60" in names(raised(night.until(at(9)))), "the next stage rings again"


def both_of(night: Night) -> tuple[Alert, Alert]:
    return live(night, "dispatch/warn/180"), live(night, "confirm/warn/180")


def test_after_a_restart_a_joined_sentence_is_still_one() -> None:
    before = Night(urgent())
    before.until(at(7))
    leader, other = both_of(before)
    after = Night(urgent(), since=at(7), now=at(7.5))
    again = raised(after.restart(given(leader), given(other)))
    assert all(alert.again and "voice" not in alert.channels for alert in again), "it was told"
    assert live(after, "dispatch/warn/180").sentence(at(8)).endswith("10分钟派发和电话确认时限还有2分钟")
    assert len(ended(after._keep(after.book.acknowledge([other.key], "张三", after.now)))) == 2


def test_a_joined_sentence_nobody_heard_before_a_crash_is_told_once_again() -> None:
    before = Night(urgent())
    before.until(at(7))
    after = Night(urgent(), since=at(7), now=at(7.5))
    again = raised(after.restart(*(given(alert, delivered=False) for alert in both_of(before))))
    spoken = [alert for alert in again if "voice" in alert.channels]
    assert [alert.text for alert in spoken] == [
        "紧急工单，模拟街道燃气泄漏，距离10分钟派发和电话确认时限还有2分钟"
    ]
    assert len(again) == 2
    assert all(alert.again for alert in again)


def test_of_a_joined_sentence_told_before_a_crash_the_one_still_to_be_done_stands_alone() -> None:
    before = Night(urgent())
    before.until(at(7))
    after = Night(urgent().dispatch(7, unit="热力"), since=at(7), now=at(7.5))
    after.restart(*map(given, both_of(before)))
    assert not any("/dispatch/" in key for key in after.book.live)


# -- 搁置 -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["dispatch/warn/180", "confirm/warn/180"])
def test_a_joined_sentence_is_put_off_and_comes_back_as_one(row: str) -> None:
    night = Night(urgent())
    night.until(at(7))
    shelve(night, live(night, row).key, 1)
    assert all(alert.shelved is not None for alert in both_of(night))
    back = [alert for alert in raised(night.until(at(8))) if alert.again]
    assert [(alert.quiet, "voice" in alert.channels) for alert in back] == [(True, False), (False, True)]


def test_what_was_put_off_alone_speaks_for_itself_when_its_summary_does_not() -> None:
    night = Night(urgent())
    night.until(at(1))
    night.jump(at(6))
    shelve(night, live(night, "report/due/0").key, 0.9)
    (back,) = [alert for alert in raised(night.until(at(6.9))) if alert.again]
    assert "voice" in back.channels
    assert not back.quiet


def test_what_came_while_away_is_not_spoken_of_where_all_of_it_is_put_off() -> None:
    night = Night(urgent())
    night.until(at(5))
    shelve(night, live(night, "report/due/0").key, 10)
    told = raised(night.jump(at(6.5)))
    assert told == [], "nothing came"
    told = raised(night.jump(at(7.5)))
    summary = next(alert for alert in told if alert.stage is None)
    assert "voice" in summary.channels, "派发 and 电话确认 came as well"
    for name in ("dispatch/warn/180", "confirm/warn/180"):
        shelve(night, live(night, name).key, 5)
    told = raised(night.jump(at(9.2)))
    summary = next(alert for alert in told if alert.stage is None)
    assert all(alert.shelved is not None for alert in told if alert.stage)
    assert "voice" not in summary.channels
    assert "tray" not in summary.channels


def test_a_clock_put_off_does_not_silence_another_that_shares_its_moment() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(7))
    night.put(story.confirm(7, outcome=TOLD, contact="周某", unit="热力"))
    shelve(night, live(night, "dispatch/warn/180").key, 5)
    night.put(story.correct(7.5, corrects=2))
    told = [alert for alert in raised(night.until(at(9))) if alert.stage and alert.stage.name == "warn"]
    assert {alert.key.split("/")[2]: "voice" in alert.channels for alert in told if alert.at == at(9)} == {
        "dispatch": False, "confirm": True,
    }  # fmt: skip


def test_a_shelved_alert_is_silent_stays_in_the_list_and_rings_again_when_its_time_is_over() -> None:
    night = Night(Story().obtain(0, suspected="漏气"))
    night.until(at(1))
    (alert,) = night.book.live.values()
    shelve(night, alert.key, 5)
    told = raised(night.until(at(6) - timedelta(seconds=1)))
    assert all("voice" not in one.channels and one.shelved is not None for one in told)
    (kept,) = night.book.live.values()
    assert kept.shelved is not None
    assert (kept.shelved.until, kept.shelved.reason, kept.shelved.who) == (at(6), "等单位回电", "张三")
    (back,) = raised(night.until(at(6)))
    assert back.shelved is None
    assert "voice" in back.channels


def test_nobody_shelves_for_longer_than_policy_allows() -> None:
    night = Night(urgent())
    night.until(at(5))
    key = live(night, "report/due/0").key
    shelve(night, key, 600)
    assert night.book.live[key].shelved is not None
    assert night.book.live[key].shelved.until == at(5) + POLICY.alerts.shelve_most  # type: ignore[union-attr]


def test_a_shelved_warning_does_not_hide_that_the_limit_has_come() -> None:
    night = Night(urgent())
    night.until(at(3))
    shelve(night, live(night, "report/warn/120").key, 15)
    assert "voice" not in next(a for a in raised(night.until(at(4))) if "/report/" in a.key).channels
    due = next(alert for alert in raised(night.until(at(5))) if names([alert]) == ["report/due/0"])
    assert "voice" in due.channels
    assert due.shelved is None


def test_who_put_a_warning_off_was_listening_and_the_limit_begins_to_count_anew() -> None:
    """90 minutes for closing: the last warning has gone its last step, is put off, and the limit comes meanwhile."""
    night = Night(urgent())
    night.until(at(86))
    warned = live(night, "close/warn/300")
    assert warned.step == 3
    shelve(night, warned.key, 15)
    due = next(alert for alert in raised(night.until(at(90))) if names([alert]) == ["close/due/0"])
    assert (due.since, due.step) == (at(90), 0)
    waits = POLICY.alerts.escalate_volume
    assert not [
        name for name, _ in steps(night.until(at(90) + waits - timedelta(seconds=1))) if "close" in name
    ]
    assert [step for name, step in steps(night.until(at(90) + waits)) if "close" in name] == [1]


def test_the_act_ends_a_shelved_alert_and_it_does_not_come_back() -> None:
    story = Story().obtain(0, suspected="漏气")
    night = Night(story)
    night.until(at(1))
    shelve(night, next(iter(night.book.live)), 5)
    assert [end.reason for end in ended(night.put(story.judge(2)))] == [Reason.RESOLVED]
    assert not [
        alert for alert in raised(night.until(at(10))) if alert.stage and alert.stage.name == "suspected"
    ]


def test_after_a_restart_what_was_shelved_stays_so_and_still_ends() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(5))
    alert = live(night, "report/due/0")
    later = Night(story, since=at(5), now=at(6))
    put_off = {alert.key: Shelving(until=at(8), reason="等单位回电", who="张三")}
    later.restart(given(alert), off=put_off)
    assert later.book.live[alert.key].shelved == put_off[alert.key]
    assert not [a for a in raised(later.until(at(8) - timedelta(seconds=1))) if _says_report(a)]
    assert names([a for a in raised(later.until(at(8))) if _says_report(a)]) == ["report/overdue/1"]


def _says_report(alert: Alert) -> bool:
    return "/report/" in alert.key and "voice" in alert.channels


# -- escalation -------------------------------------------------------------------------------------------------------


def test_an_urgent_alert_nobody_acknowledges_goes_step_by_step_through_all_its_stages() -> None:
    night = Night(urgent())
    alerts, first = POLICY.alerts, at(3)
    waits = (alerts.escalate_volume, alerts.escalate_banner, alerts.escalate_supervisor)
    for number, wait in enumerate(waits, start=1):
        moment = first + wait
        assert number not in [
            n for name, n in steps(night.until(moment - timedelta(seconds=1))) if "report" in name
        ]
        assert number in [n for name, n in steps(night.until(moment)) if "report" in name]
    assert 4 not in [n for _, n in steps(night.until(at(40)))]


@pytest.mark.parametrize("delivered", [True, False])
@pytest.mark.parametrize("away", [0.2, 3])
def test_after_a_restart_it_goes_on_from_its_step_and_from_when_nobody_listened(
    delivered: bool, away: float
) -> None:
    banner = at(3) + POLICY.alerts.escalate_banner
    before = Night(urgent())
    before.until(banner)
    rang = [alert for alert in before.book.live.values() if "/report/" in alert.key]
    assert [alert.step for alert in rang] == [2]
    after = Night(urgent(), since=banner, now=banner + timedelta(minutes=away))
    again = [
        alert
        for alert in raised(after.restart(given(rang[0], delivered=delivered)))
        if "/report/" in alert.key
    ]
    assert [(alert.step, alert.since) for alert in again] == [(2, at(3))]
    supervisor = max(after.now, at(3) + POLICY.alerts.escalate_supervisor - timedelta(seconds=1))
    assert "report" not in "".join(name for name, _ in steps(after.until(supervisor)))
    told = [step for name, step in steps(after.until(supervisor + timedelta(seconds=2))) if "report" in name]
    assert told == [3]
    assert 3 not in [step for name, step in steps(after.until(at(40))) if "report" in name], "logged once"


def test_acknowledged_means_the_next_stage_begins_to_count_anew() -> None:
    night = Night(urgent())
    night.until(at(4))
    night._keep(night.book.acknowledge([live(night, "report/warn/60").key], "张三", night.now))
    told = night.until(at(5) + POLICY.alerts.escalate_volume - timedelta(seconds=1))
    assert not [name for name, _ in steps(told) if name.startswith("report")]
    assert live(night, "report/due/0").since == at(5)


def test_limits_told_together_escalate_together() -> None:
    night = Night(urgent())
    told = steps(night.until(at(7) + POLICY.alerts.escalate_volume))
    assert [name.split("/")[0] for name, _ in told if not name.startswith("report")] == ["dispatch"]


@pytest.mark.parametrize("suspected", [None, "漏气"])
def test_general_orders_do_not_escalate_unless_they_may_be_urgent(suspected: str | None) -> None:
    night = Night(Story().obtain(0, suspected=suspected))
    told = steps(night.until(at(40), 5))
    assert [step for _, step in told] == ([1, 2, 3] if suspected else [])


def test_a_shelved_alert_does_not_escalate_while_it_is_put_off() -> None:
    night = Night(Story().obtain(0, suspected="漏气"))
    night.until(at(1))
    shelve(night, next(iter(night.book.live)), 10)
    assert steps(night.until(at(11))) == []
    assert [step for _, step in steps(night.until(at(11) + POLICY.alerts.escalate_banner))] == [1, 2]
