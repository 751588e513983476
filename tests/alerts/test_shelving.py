"""Sentences shared, alerts put off, alerts that nobody acknowledges: the book by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jiesu_desktop.alerts.alert import Alert, AlertEscalated, AlertEvent, Reason, Shelving
from tests.alerts.orders import Night, ended, names, raised
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


# -- 搁置 -------------------------------------------------------------------------------------------------------------


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
    later.book.remember(1, alert.key, alert.at)
    put_off = {alert.key: Shelving(until=at(8), reason="等单位回电", who="张三")}
    later._keep(later.book.restore([(1, alert.key, alert.at, True)], at(6), put_off))
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
