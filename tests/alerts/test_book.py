from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st

from jiesu_desktop.alerts.alert import AlertEnded, Kind, Reason
from jiesu_desktop.domain.alert_rules import TOP, stages_between
from jiesu_desktop.domain.clocks import clocks_of, running
from tests.alerts.orders import BEFORE, Night, ended, given, names, noted, order, raised
from tests.domain.stories import POLICY, TOLD, URGENT, ZERO, Story, at, general, urgent

REPORT_NIGHT = ["report/warn/120", "report/warn/60", "report/due/0", "report/overdue/1"]


def of_clock(alerts: list[str], clock: str) -> list[str]:
    return [name for name in alerts if name.startswith(f"{clock}/")]


def many(count: int, **details: object) -> list[Story]:
    return [Story(ticket).add("obtain", 0, **details) for ticket in range(1, count + 1)]  # type: ignore[arg-type]


def test_an_urgent_order_is_told_at_each_of_its_moments_and_no_other() -> None:
    night = Night(urgent())
    alerts = raised(night.until(at(7)))
    assert of_clock(names(alerts), "report") == REPORT_NIGHT
    moments = [alert.raised_at for alert in alerts if alert.stage and alert.stage.clock == "report"]
    assert moments == [at(3), at(4), at(5), at(7)]


@for_all(steps=st.lists(st.integers(1, 400), min_size=1, max_size=40), seed=st.integers(0, 30))
def test_whatever_the_ticks_each_stage_is_dealt_with_once_and_never_early(
    steps: list[int], seed: int
) -> None:
    story = Story(seed + 1).obtain(0, level=URGENT if seed % 2 else None).dispatch(1, unit="热力")
    night = Night(story, since=BEFORE, now=at(1))
    dealt: dict[str, int] = {}
    for step in steps:
        events = night.until(night.now + timedelta(seconds=step), step)
        for alert in [*raised(events), *(event.alert for event in noted(events))]:
            if alert.stage is not None:
                assert alert.stage.at <= night.now
                dealt[alert.key] = dealt.get(alert.key, 0) + 1
    clocks = running(clocks_of(story.events, POLICY))
    expected = stages_between(story.ticket, story.events, clocks, POLICY, BEFORE, night.now)
    assert sorted(dealt) == sorted(stage.key for stage in expected)
    assert set(dealt.values()) <= {1}


def test_acknowledging_silences_this_stage_and_the_next_one_rings_again() -> None:
    night = Night(urgent())
    night.until(at(3))
    key = next(key for key, alert in night.book.live.items() if names([alert]) == ["report/warn/120"])
    told = night._keep(night.book.acknowledge([key], "张三", night.now))
    assert [(end.key, end.reason, end.who) for end in ended(told)] == [(key, Reason.ACKNOWLEDGED, "张三")]
    assert "report/warn/60" in names(raised(night.until(at(4))))


def test_an_unacknowledged_stage_gives_way_to_the_next_of_its_clock() -> None:
    night = Night(urgent())
    told = night.until(at(4))
    assert [(end.reason, end.at) for end in ended(told) if "/report/" in end.key] == [(Reason.NEXT, at(4))]
    assert of_clock(names(night.book.live.values()), "report") == ["report/warn/60"]


def test_doing_the_act_ends_its_alert_at_once_and_only_its_own() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(8))
    told = night.put(story.report(8, outcome=TOLD, contact="周某"))
    assert {end.key.split("/")[2] for end in ended(told)} == {"report"}
    assert {end.reason for end in ended(told)} == {Reason.RESOLVED}
    assert "dispatch/warn/180" in names(night.book.live.values())
    assert not of_clock(names(raised(night.until(at(30)))), "report")


def test_an_order_that_awaits_nothing_any_more_falls_silent() -> None:
    night = Night(urgent())
    night.until(at(6))
    told = night.book.remove([1], night.now)
    assert len(told) == len(ended(told)) > 0
    assert not night.book.live
    assert not night.until(at(60), 10)


def test_suspected_is_spoken_at_once_and_ends_with_the_judgement() -> None:
    story = Story().obtain(0, suspected="漏气")
    night = Night(story)
    alerts = raised(night.until(at(0.1)))
    suspected = next(alert for alert in alerts if names([alert]) == ["suspected"])
    assert suspected.priority == TOP
    assert "voice" in suspected.channels
    assert ended(night.put(story.judge(1)))[0].key == suspected.key


def test_a_new_order_gets_a_line_and_a_chime_but_does_not_go_on_ringing() -> None:
    night = Night(general())
    (alert,) = raised(night.until(at(0.1)))
    assert names([alert]) == ["new"]
    assert "chime" in alert.channels
    assert "voice" not in alert.channels
    assert not night.book.live


def test_several_new_orders_share_one_line() -> None:
    night = Night(*many(7))
    (alert,) = raised(night.until(at(0.1)))
    assert alert.kind is Kind.NEWS
    assert alert.text == "新工单 7 件"
    assert len(noted(night.told)) == 7


def test_a_flood_becomes_one_summary_that_grows_and_top_priority_is_still_told_alone() -> None:
    night = Night(*many(12))
    night.until(at(20) - timedelta(seconds=1))
    assert not night.book.live
    alerts = raised(night.until(at(20)))
    summaries = [alert for alert in alerts if alert.kind is Kind.FLOOD]
    assert [alert.text for alert in summaries] == ["共有12项提醒，请看列表"]
    members = [alert for alert in alerts if alert.kind is Kind.STAGE]
    assert len(members) == 12, "nothing is dropped from the list"
    assert all(alert.quiet and "voice" not in alert.channels for alert in members)
    night.put(Story(99).obtain(20, suspected="漏气"))
    (top,) = [alert for alert in raised(night.until(at(21))) if alert.priority == TOP]
    assert "voice" in top.channels
    grown = [alert for alert in night.book.live.values() if alert.kind is Kind.FLOOD]
    assert [len(alert.members) for alert in grown] == [12]


def test_a_flood_is_said_once_and_acknowledged_with_all_its_members() -> None:
    night = Night(*many(12))
    night.until(at(20))
    flood = next(alert for alert in night.book.live.values() if alert.kind is Kind.FLOOD)
    told = night._keep(night.book.acknowledge([flood.key], "张三", night.now))
    assert len(ended(told)) == 13
    later = raised(night.until(at(25)))
    assert [alert.kind for alert in later if alert.kind is Kind.FLOOD] == []
    assert len([alert for alert in later if alert.quiet]) == 12


def test_nine_alerts_are_no_flood() -> None:
    night = Night(*many(9))
    alerts = raised(night.until(at(20)))
    assert Kind.FLOOD not in {alert.kind for alert in alerts}
    assert not any(alert.quiet for alert in alerts)


def test_what_was_only_looked_at_comes_whole_and_once_with_what_came_after_it() -> None:
    looked, plain = Night(urgent()), Night(urgent())
    for night in (looked, plain):
        night.until(at(1))
    seen = [stage.key for stage in looked.book.overdue(at(6))]
    assert seen == [stage.key for stage in looked.book.overdue(at(6))]
    assert looked.jump(at(30)) == plain.jump(at(30))
    told = [event.alert.key for event in looked.told if not isinstance(event, AlertEnded)]
    assert set(seen) <= set(told)
    assert looked.book.overdue(at(30)) == []
    assert looked.book._watches[1].come == [], "what was told is kept no longer"
    assert looked.until(at(40)) == plain.until(at(40))


def test_what_was_looked_at_by_a_clock_that_ran_ahead_comes_at_its_moment() -> None:
    night = Night(urgent())
    night.until(at(1))
    assert night.book.overdue(at(6))
    night.book.step_back(at(1))
    assert night.book.overdue(at(1.5)) == []
    assert names(raised(night.until(at(3)))) == ["report/warn/120"]


def test_what_came_while_the_desk_was_away_is_told_in_one_sentence() -> None:
    night = Night(urgent())
    night.until(at(1))
    alerts = raised(night.jump(at(6)))
    (summary,) = [alert for alert in alerts if alert.kind is Kind.MISSED]
    assert summary.text == "本机 02:09–02:14 未运行，其间 1 项到期"
    assert len(summary.members) == 1, "three stages of one limit are one thing to look at"
    assert summary.priority == TOP
    assert "voice" in summary.channels
    assert all(alert.quiet for alert in alerts if alert.kind is Kind.STAGE)
    assert of_clock(names(raised(night.until(at(8)))), "report") == ["report/overdue/1"]


def test_an_absence_in_which_nothing_came_is_not_worth_a_word() -> None:
    night = Night(general())
    night.until(at(1))
    assert night.jump(at(15)) == []


def test_stages_before_the_import_are_counted_in_one_line_and_never_spoken() -> None:
    story = Story().add("obtain", -26, recorded=0)  # type: ignore[arg-type]
    night = Night(story, since=BEFORE)
    alerts = raised(night.told)
    assert [alert.kind for alert in alerts] == [Kind.PAST]
    assert alerts[0].text == "导入前已过2项"
    assert "voice" not in alerts[0].channels
    assert {event.reason for event in noted(night.told)} == {Reason.PAST}
    later = raised(night.until(at(4)))
    assert of_clock(names(later), "dispatch") == ["dispatch/due/0"]


def test_after_a_restart_what_was_acknowledged_stays_silent_and_what_was_not_delivered_is_given_again() -> (
    None
):
    before = Night(urgent())
    before.until(at(8))
    live = before.book.live
    kept, lost = sorted(live, key=lambda key: live[key].at)[-2:]
    rang = [given(live[key], delivered=key == kept) for key in (kept, lost)]
    everything = [event.alert for event in before.told if hasattr(event, "alert")]
    after = Night(urgent(), since=at(8), now=at(8))
    for alert in everything:
        after.book.remember(1, alert.key, alert.at)
    again = raised(after.restart(*rang))
    assert {alert.key for alert in again} == {kept, lost}
    assert {alert.key: "voice" in alert.channels for alert in again} == {kept: False, lost: True}
    assert all(alert.again for alert in again)
    assert not {alert.key for alert in everything} & {alert.key for alert in raised(after.until(at(12)))}


def test_what_was_done_meanwhile_is_not_given_again() -> None:
    before = Night(urgent())
    before.until(at(5))
    rang = [given(alert, delivered=False) for key, alert in before.book.live.items() if "/report/" in key]
    assert rang
    after = Night(urgent().report(5, outcome=TOLD, contact="周某"), since=at(5), now=at(6))
    assert after.restart(*rang) == []


def test_a_clock_set_back_lets_later_moments_come_again() -> None:
    night = Night(urgent())
    night.until(at(1))
    night.jump(at(200))
    night.now = at(2)
    night.book.step_back(at(2))
    assert of_clock(names(raised(night.until(at(5)))), "report") == REPORT_NIGHT[:3]


def test_an_order_merged_under_another_is_looked_at_when_the_other_changes() -> None:
    lead = Story(2).obtain(0)
    story = Story(1).obtain(0).merge(1, lead=2)
    night = Night()
    night.book.put([replace(order(story), lead_events=tuple(lead.events))], BEFORE, ZERO)
    assert night.book.with_followers([2]) == {1, 2}
    assert night.book.with_followers([3]) == {3}


def test_an_order_whose_clocks_cannot_be_derived_is_named_and_holds_up_no_other() -> None:
    broken = Story(2).obtain(0, level="no level")
    night = Night(broken, urgent())
    assert night.book.troubled == {2}
    assert of_clock(names(raised(night.until(at(3)))), "report") == ["report/warn/120"]
    night.put(Story(2).obtain(0))
    assert night.book.troubled == set()


def test_a_desk_that_runs_for_the_first_time_says_quietly_what_it_found() -> None:
    night = Night(urgent(), now=at(6))
    alerts = raised(night._keep(night.book.tick(at(6), night.real, (BEFORE, at(6)), first=True)))
    (summary,) = [alert for alert in alerts if alert.kind is Kind.MISSED]
    assert summary.text == "首次运行，此前已有 2 项提醒到期"
    assert "voice" not in summary.channels


def test_an_act_taken_back_rings_at_once_for_what_came_meanwhile_and_once() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(4))
    night.put(story.report(4, outcome=TOLD, contact="周某"))
    assert not of_clock(names(raised(night.until(at(13.5)))), "report")
    night.put(story.correct(13.5, corrects=2))
    told = [alert for alert in raised(night.until(at(14.9))) if "/report/" in alert.key]
    assert [(alert.raised_at, "voice" in alert.channels) for alert in told] == [
        (at(13.5) + timedelta(seconds=1), True)
    ]
    assert told[0].text == "紧急工单，模拟街道燃气泄漏，5分钟上报时限已超9分钟"
    assert of_clock(names(raised(night.until(at(15)))), "report") == ["report/overdue/5"]


def test_a_closing_taken_back_rings_at_once_though_the_order_had_left() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(4))
    night._keep(night.book.remove([1], night.now))
    story.close(4)
    night.until(at(11.5))
    night.put(story.correct(11.5, corrects=2))
    told = [alert for alert in raised(night.until(at(11.9))) if "voice" in alert.channels]
    assert names(told) == ["report/overdue/0", "dispatch/overdue/0"]
    assert "confirm/overdue/0" in names(night.book.live.values())


def test_a_return_refused_rings_at_once_however_often() -> None:
    story = general()
    night = Night(story)
    night.until(at(20.5))
    for minute in (21, 23):
        night.put(story.return_(minute))
        assert not night.book.live
        night.until(at(minute + 1))
        night.put(story.return_refused(minute + 1))
        assert of_clock(names(raised(night.until(at(minute + 1.5)))), "dispatch") == ["dispatch/warn/600"]


def test_a_summary_all_of_whose_members_have_ended_ends_too() -> None:
    stories = many(12)
    night = Night(*stories)
    night.until(at(20))
    (flood,) = [alert for alert in night.book.live.values() if alert.kind is Kind.FLOOD]
    for story in stories[:-1]:
        night.put(story.dispatch(20, unit="热力"))
    assert flood.key in night.book.live, "one still rings"
    (left,) = [alert.key for alert in night.book.live.values() if alert.stage]
    told = night._keep(night.book.acknowledge([left], "李四", night.now))
    assert [(end.key == flood.key, end.reason, end.who) for end in ended(told)][-1] == (
        True,
        Reason.ACKNOWLEDGED,
        "李四",
    )
    assert not night.book.live


def test_what_was_missed_goes_when_it_is_done_and_its_sentence_is_not_owed() -> None:
    story = urgent()
    night = Night(story)
    night.until(at(4.5))
    night.jump(at(6))
    (missed,) = [alert for alert in night.book.live.values() if alert.kind is Kind.MISSED]
    told = night.put(story.report(6, outcome=TOLD, contact="周某"))
    assert (missed.key, Reason.RESOLVED) in [(end.key, end.reason) for end in ended(told)]


def test_a_flood_that_a_crash_left_untold_is_told_as_one_again() -> None:
    before = Night(*many(12))
    before.until(at(20))
    rang = [given(alert, delivered=False) for alert in before.book.live.values() if alert.stage]
    after = Night(*many(12), since=at(20), now=at(20.5))
    told = raised(after.restart(*rang))
    assert [alert.kind for alert in told if "voice" in alert.channels] == [Kind.FLOOD]
    assert len([alert for alert in told if alert.stage and alert.again]) == 12


def test_an_overdue_order_that_is_raised_owes_the_repeats_of_an_urgent_one_from_then_on() -> None:
    story = general()
    night = Night(story)
    night.until(at(50))
    night.put(story.raise_(50.5, level=URGENT))
    told = night.until(at(52.5))
    repeats = [name for name in names(raised(told)) if name.startswith("dispatch/")]
    assert repeats == ["dispatch/overdue/11"]
    assert not noted(told), "none of those before was owed"
