"""Every cell of the matrix of clocks.md, as stories told in a line with the clocks they must leave behind."""

from __future__ import annotations

import pytest

from jiesu_desktop.domain.clocks import clocks_of
from tests.domain.stories import POLICY, picture, tell

GENERAL = "close=run@10080 disp=run@30 limit=run@1440 sign=run@1440"
URGENT = "close=run@90 conf=run@10 disp=run@10 limit=run@1440 report=run@5 sign=run@1440"
DONE = "disp=met@30< limit=met@1440< sign=met@1440<"  # of a general order dispatched in time
UDONE = "disp=met@10< limit=met@1440< sign=met@1440<"

CELLS = [
    # -- obtain
    ("0 obtain", GENERAL),
    ("0 obtain urgent", URGENT),
    ("0 obtain unstable", URGENT),
    ("0 obtain emergency", URGENT),
    ("0 obtain general", GENERAL),
    ("0 obtain urgent history", ""),
    ("0 obtain history; 5 raise urgent; 6 report told; 7 dispatch 热力; 8 sign; 9 close", ""),
    ("0 obtain; 5 obtain urgent", GENERAL),  # an order is obtained once; again is come_again
    ("0 sign; 1 raise urgent; 2 obtain", "close=run@10082 disp=run@32 limit=run@1442 sign=run@1442"),
    ("0 obtain upstream_due_at=600", GENERAL.replace("10080", "600")),
    ("0 obtain upstream_due_at=20000", GENERAL),
    ("0 obtain upstream_due_at=-60", GENERAL.replace("10080", "-60")),
    ("0 obtain urgent upstream_due_at=60", URGENT.replace("close=run@90", "close=run@60")),
    # -- sign
    ("0 obtain; 5 sign", "close=run@10080 disp=run@30 limit=run@1440 sign=met@1440<"),
    ("0 obtain; 1440 sign", "close=run@10080 disp=run@30 limit=run@1440 sign=met@1440<"),
    ("0 obtain; 1440.1 sign", "close=run@10080 disp=run@30 limit=run@1440 sign=met@1440>"),
    ("0 obtain; 5 sign; 1500 sign", "close=run@10080 disp=run@30 limit=run@1440 sign=met@1440<"),
    # -- raise
    ("0 obtain; 2 raise urgent origin", URGENT),
    ("0 obtain; 2 raise urgent", URGENT.replace("@5", "@7").replace("@10 ", "@12 ").replace("@90", "@92")),
    ("0 obtain suspected=漏气; 2 raise urgent", URGENT),
    ("0 obtain suspected=漏气; 2 raise urgent change", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain; 2 raise", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain; 2 raise general", GENERAL),
    ("0 obtain; 25 raise urgent change", "close=run@115 conf=run@35 disp=run@30 limit=run@1440 report=run@30 sign=run@1440"),
    ("0 obtain; 25 raise urgent origin", URGENT),
    ("0 obtain; 10000 raise urgent change", "close=run@10080 conf=run@10010 disp=run@30 limit=run@1440 report=run@10005 sign=run@1440"),
    ("0 obtain urgent; 2 raise emergency", URGENT),
    ("0 obtain; 2 raise urgent change; 4 raise emergency origin", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain; 20 dispatch 热力; 30 raise urgent", f"close=run@120 conf(热力)=run@40 {DONE} fb(热力)=run@50 report=run@35"),
    ("0 obtain; 20 dispatch 热力 +燃气; 30 raise urgent origin", f"close=run@90 conf(热力)=run@10 conf(燃气)=run@10 {DONE} fb(热力)=run@50 fb(燃气)=run@50 report=run@5"),
    ("0 obtain; 20 dispatch 热力; 21 redispatch 燃气; 30 raise urgent", f"close=run@120 conf(燃气)=run@40 {DONE} fb(热力)=void@50 fb(燃气)=run@51 report=run@35"),
    ("0 obtain upstream_due_at=40; 2 raise urgent", "close=run@40 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain; 1 report told; 2 raise urgent", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    # -- lower, and raising again
    ("0 obtain urgent; 3 lower", f"close=gone@90 conf=gone@10 disp=gone@10 report=gone@5 {GENERAL}"),
    ("0 obtain urgent; 3 lower general", f"close=gone@90 conf=gone@10 disp=gone@10 report=gone@5 {GENERAL}"),
    ("0 obtain emergency; 3 lower urgent", URGENT),
    ("0 obtain; 3 lower", GENERAL),
    ("0 obtain urgent; 7 lower", f"close=gone@90 conf=gone@10 disp=gone@10 report=gone@5> {GENERAL}"),
    ("0 obtain urgent; 5 lower", f"close=gone@90 conf=gone@10 disp=gone@10 report=gone@5 {GENERAL}"),
    ("0 obtain urgent; 3 report told; 7 lower", f"close=gone@90 conf=gone@10 disp=gone@10 report=met@5< {GENERAL}"),
    ("0 obtain urgent; 7 lower; 20 raise urgent", URGENT),
    ("0 obtain; 2 raise urgent; 7 lower; 20 raise urgent", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain; 2 raise urgent change; 7 lower; 20 raise urgent origin", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain urgent; 3 report told; 7 lower; 20 raise urgent", URGENT.replace("report=run@5", "report=met@5<")),
    ("0 obtain urgent; 3 lower; 20 dispatch 热力", f"close=gone@90 close=run@10080 conf=gone@10 disp=gone@10 {DONE} fb(热力)=run@50 report=gone@5"),
    ("0 obtain urgent; 3 lower; 20 dispatch 热力; 25 raise urgent", f"close=run@90 conf(热力)=run@10 disp=gone@10 {DONE} fb(热力)=run@50 report=run@5"),
    ("0 obtain urgent; 3 dispatch 热力; 4 confirm 热力 told; 6 lower; 8 raise urgent", f"close=run@90 conf(热力)=met@10< {UDONE} fb(热力)=run@33 report=run@5"),
    ("0 obtain; 25 raise urgent; 26 lower", f"close=gone@115 conf=gone@35 report=gone@30 {GENERAL}"),  # dispatch was never hastened
    ("0 obtain urgent upstream_due_at=60; 3 lower", "close=run@60 conf=gone@10 disp=gone@10 disp=run@30 limit=run@1440 report=gone@5 sign=run@1440"),
    # -- report
    ("0 obtain urgent; 5 report told", URGENT.replace("report=run@5", "report=met@5<")),
    ("0 obtain urgent; 5.1 report told", URGENT.replace("report=run@5", "report=met@5>")),
    ("0 obtain urgent; 3 report told; 9 report told", URGENT.replace("report=run@5", "report=met@5<")),
    ("0 obtain urgent; 3 report no_answer", URGENT),
    ("0 obtain urgent; 3 report busy", URGENT),
    ("0 obtain urgent; 3 report wrong_number", URGENT),
    ("0 obtain urgent; 3 report", URGENT),
    ("0 obtain; 3 report told", GENERAL),
    # -- dispatch
    ("0 obtain; 20 dispatch 热力", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 30 dispatch 热力", f"close=run@10080 {DONE} fb(热力)=run@60"),
    ("0 obtain; 31 dispatch 热力", f"close=run@10080 {DONE.replace('30<', '30>')} fb(热力)=run@61"),
    ("0 obtain; 1441 dispatch 热力", "close=run@10080 disp=met@30> fb(热力)=run@1471 limit=met@1440> sign=met@1440>"),
    ("0 obtain; 2 sign; 20 dispatch 热力", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力 +燃气 +排水", f"close=run@10080 {DONE} fb(热力)=run@50 fb(燃气)=run@50 fb(排水)=run@50"),
    ("0 obtain; 20 dispatch 热力 +热力", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch", f"close=run@10080 {DONE} fb=run@50"),
    ("0 obtain urgent; 8 dispatch 热力", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力 +燃气", f"close=run@90 conf(热力)=run@10 conf(燃气)=run@10 {UDONE} fb(热力)=run@38 fb(燃气)=run@38 report=run@5"),
    ("0 obtain urgent; 12 dispatch 热力", f"close=run@90 conf(热力)=run@10 {UDONE.replace('10<', '10>')} fb(热力)=run@42 report=run@5"),
    ("0 obtain; 20 dispatch 热力; 40 dispatch 燃气", f"close=run@10080 {DONE} fb(热力)=run@50 fb(燃气)=run@70"),
    ("0 obtain urgent; 8 dispatch 热力; 20 dispatch 燃气", f"close=run@90 conf(热力)=run@10 conf(燃气)=run@30 {UDONE} fb(热力)=run@38 fb(燃气)=run@50 report=run@5"),
    # -- confirm
    ("0 obtain urgent; 8 dispatch 热力; 10 confirm 热力 told", f"close=run@90 conf(热力)=met@10< {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 11 confirm 热力 told", f"close=run@90 conf(热力)=met@10> {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 9 confirm 热力 busy", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 9 confirm 热力", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 9 confirm told", f"close=run@90 conf(热力)=met@10< {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 9 confirm 燃气 told", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力 +燃气; 9 confirm 燃气 told", f"close=run@90 conf(热力)=run@10 conf(燃气)=met@10< {UDONE} fb(热力)=run@38 fb(燃气)=run@38 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力 +燃气; 9 confirm told; 9.5 confirm told", f"close=run@90 conf(热力)=met@10< conf(燃气)=met@10< {UDONE} fb(热力)=run@38 fb(燃气)=run@38 report=run@5"),
    ("0 obtain urgent; 6 confirm 热力 told", URGENT.replace("conf=run@10", "conf(热力)=met@10<")),
    ("0 obtain urgent; 6 confirm told; 8 dispatch 热力", f"close=run@90 conf(热力)=met@10< {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 6 confirm 热力 told; 8 dispatch 热力", f"close=run@90 conf(热力)=met@10< {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain urgent; 6 confirm 热力 told; 8 dispatch 燃气", f"close=run@90 conf(热力)=met@10< conf(燃气)=run@18 {UDONE} fb(燃气)=run@38 report=run@5"),
    ("0 obtain; 8 dispatch 热力; 9 confirm 热力 told", f"close=run@10080 {DONE} fb(热力)=run@38"),
    # -- 改派, 内部分转
    ("0 obtain; 20 dispatch 热力; 40 redispatch 燃气", f"close=run@10080 {DONE} fb(热力)=void@50 fb(燃气)=run@70"),
    ("0 obtain; 40 dispatch 热力; 45 redispatch 燃气", f"close=run@10080 {DONE.replace('30<', '30>')} fb(热力)=void@70 fb(燃气)=run@75"),
    ("0 obtain urgent; 8 dispatch 热力; 20 redispatch 燃气", f"close=run@90 conf(热力)=void@10 conf(燃气)=run@30 {UDONE} fb(热力)=void@38 fb(燃气)=run@50 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 9 confirm 热力 told; 20 redispatch 燃气", f"close=run@90 conf(热力)=met@10< conf(燃气)=run@30 {UDONE} fb(热力)=void@38 fb(燃气)=run@50 report=run@5"),
    ("0 obtain; 20 dispatch 热力 +排水; 40 redispatch 燃气 from=排水", f"close=run@10080 {DONE} fb(热力)=run@50 fb(排水)=void@50 fb(燃气)=run@70"),
    ("0 obtain urgent; 8 dispatch 热力; 9 confirm 热力 told; 20 redispatch +排水", f"close=run@90 conf(热力)=met@10< conf(排水)=run@30 {UDONE} fb(热力)=run@38 fb(排水)=run@50 report=run@5"),
    ("0 obtain; 20 dispatch 热力 +排水; 40 redispatch from=排水", f"close=run@10080 {DONE} fb(热力)=run@50 fb(排水)=void@50"),
    ("0 obtain; 20 dispatch 热力 +排水; 40 redispatch +燃气 from=排水", f"close=run@10080 {DONE} fb(热力)=run@50 fb(排水)=void@50 fb(燃气)=run@70"),
    ("0 obtain; 20 dispatch 热力; 40 redispatch 热力", f"close=run@10080 {DONE} fb(热力)=void@50 fb(热力)=run@70"),
    ("0 obtain; 20 dispatch 热力 +燃气; 40 redispatch 燃气 from=热力", f"close=run@10080 {DONE} fb(热力)=void@50 fb(燃气)=run@50"),
    ("0 obtain; 20 dispatch 热力; 30 transfer 排水科", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 10 transfer 排水科", GENERAL),
    # -- feedback
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=run@290"),
    ("0 obtain; 20 dispatch 热力; 51 feedback 热力", f"close=run@10080 {DONE} fb(热力)=met@50> fb.2(热力)=run@291"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力 promise=200", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=run@200"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力 promise=40", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=run@290"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力 final", f"close=run@10080 {DONE} fb(热力)=met@50<"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力 final; 60 feedback 热力", f"close=run@10080 {DONE} fb(热力)=met@50<"),
    ("0 obtain; 20 dispatch 热力; 50 feedback", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=run@290"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 燃气", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力 busy", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力 told", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=run@290"),
    ("0 obtain; 20 dispatch 热力 +燃气; 40 feedback 燃气", f"close=run@10080 {DONE} fb(热力)=run@50 fb(燃气)=met@50< fb.2(燃气)=run@280"),
    # the second round is met at 100 (03:48:58 in Beijing); from the third on 09:00 of the day counts
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力; 100 feedback 热力", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=met@290< fb.3(热力)=run@411.033"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力; 500 feedback 热力", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=met@290> fb.3(热力)=run@1851.03"),
    ("0 obtain; 20 dispatch 热力; 50 feedback 热力; 100 feedback 热力 promise=130", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=met@290< fb.3(热力)=run@130"),
    ("0 obtain urgent; 8 dispatch 热力; 20 feedback 热力", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=met@38< fb.2(热力)=run@50 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 20 feedback 热力 promise=35", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=met@38< fb.2(热力)=run@35 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 20 feedback 热力 promise=300", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=met@38< fb.2(热力)=run@50 report=run@5"),
    ("0 obtain urgent; 8 dispatch 热力; 20 feedback 热力; 45 feedback 热力", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=met@38< fb.2(热力)=met@50< fb.3(热力)=run@75 report=run@5"),
    ("0 obtain; 8 dispatch 热力; 20 feedback 热力; 30 raise urgent", f"close=run@120 conf(热力)=run@40 {DONE} fb(热力)=met@38< fb.2(热力)=run@260 report=run@35"),
    # -- urge
    ("0 obtain; 20 dispatch 热力; 50 urge 热力 told", f"close=run@10080 {DONE} fb(热力)=met@50< fb.2(热力)=run@290"),
    ("0 obtain; 20 dispatch 热力; 55 urge 热力 told", f"close=run@10080 {DONE} fb(热力)=met@50> fb.2(热力)=run@295"),
    ("0 obtain; 20 dispatch 热力; 49 urge 热力 told", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 55 urge 热力 no_answer", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 55 urge 热力 text=请尽快", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 55 urge told", f"close=run@10080 {DONE} fb(热力)=met@50> fb.2(热力)=run@295"),
    ("0 obtain; 20 dispatch 热力 +燃气; 45 feedback 热力; 55 urge told", f"close=run@10080 {DONE} fb(热力)=met@50< fb(燃气)=met@50> fb.2(热力)=run@285 fb.2(燃气)=run@295"),
    ("0 obtain urgent; 8 dispatch 热力; 39 urge 热力 told", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=met@38> fb.2(热力)=run@69 report=run@5"),
    ("0 obtain; 20 dispatch 热力; 55 urge 热力 told promise=100", f"close=run@10080 {DONE} fb(热力)=met@50> fb.2(热力)=run@100"),
    ("0 obtain; 5 urge told", GENERAL),
    # -- return, and what follows a returned order
    ("0 obtain; 10 return", f"close=void@10080 {DONE} ret=run@1450"),
    ("0 obtain urgent; 8 return", f"close=void@90 conf=void@10 {UDONE} report=void@5 ret=run@1448"),
    ("0 obtain urgent; 12 return", f"close=void@90 conf=void@10 {UDONE.replace('10<', '10>')} report=void@5 ret=run@1452"),
    ("0 obtain; 20 dispatch 热力; 40 return", f"close=void@10080 {DONE} fb(热力)=void@50 ret=run@1480"),
    ("0 obtain; 10 return; 100 urge told", f"close=void@10080 {DONE} ret=met@1450< ret.2=run@1540"),
    ("0 obtain; 10 return; 2000 urge told", f"close=void@10080 {DONE} ret=met@1450> ret.2=run@3440"),
    ("0 obtain; 10 return; 100 urge busy", f"close=void@10080 {DONE} ret=run@1450"),
    ("0 obtain; 10 return; 100 return_taken", f"close=void@10080 {DONE} ret=met@1450<"),
    ("0 obtain; 10 return; 100 archive", f"close=void@10080 {DONE} ret=void@1450"),
    ("0 obtain; 10 return; 20 return", f"close=void@10080 {DONE} ret=run@1450"),
    ("0 obtain; 10 return; 20 dispatch 热力; 21 redispatch 燃气; 22 merge; 23 defer_approved", f"close=void@10080 {DONE} ret=run@1450"),
    # -- return refused
    ("0 obtain; 10 return; 20 return_refused", "close=run@10080 disp=run@30 limit=run@1440 ret=void@1450 sign=met@1440<"),
    ("0 obtain; 10 return; 20 return_refused; 25 dispatch 热力", f"close=run@10080 {DONE} fb(热力)=run@55 ret=void@1450"),
    ("0 obtain urgent; 8 return; 20 return_refused", "close=run@90 conf=run@10 disp=run@10 limit=run@1440 report=run@5 ret=void@1448 sign=met@1440<"),
    ("0 obtain; 20 dispatch 热力; 40 return; 60 return_refused", f"close=run@10080 {DONE} fb(热力)=run@50 ret=void@1480"),
    ("0 obtain urgent; 3 report told; 8 return; 20 return_refused", "close=run@90 conf=run@10 disp=run@10 limit=run@1440 report=met@5< ret=void@1448 sign=met@1440<"),
    ("0 obtain; 10 return_refused", GENERAL),
    ("0 obtain; 10 return; 15 raise urgent; 20 return_refused", "close=run@105 conf=run@25 disp=run@25 limit=run@1440 report=run@20 ret=void@1450 sign=met@1440<"),
    ("0 obtain urgent; 8 return; 15 lower; 20 return_refused", "close=run@10080 conf=void@10 disp=run@30 limit=run@1440 report=void@5 ret=void@1448 sign=met@1440<"),
    # -- merged under a lead (with nothing yet done to the lead)
    ("0 obtain; 10 merge", "close=run@10080 disp=run@30 limit=run@1440 sign=met@1440<"),
    ("0 obtain urgent; 3 merge", "close=run@90 conf=void@10 disp=run@10 limit=run@1440 report=void@5 sign=met@1440<"),
    ("0 obtain; 20 dispatch 热力; 30 merge", f"close=run@10080 {DONE} fb(热力)=void@50"),
    ("0 obtain; 10 merge; 20 close", "call=run@1131.03 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 10 merge; 12 dispatch 热力; 13 feedback 热力; 14 return", "close=run@10080 disp=run@30 limit=run@1440 sign=met@1440<"),
    ("0 obtain urgent; 3 merge; 9 unmerge", "close=run@90 conf=run@10 disp=run@10 limit=run@1440 report=run@5 sign=met@1440<"),
    ("0 obtain; 20 dispatch 热力; 30 merge; 35 unmerge", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 10 merge; 12 raise urgent", "close=run@102 conf=run@22 disp=run@22 limit=run@1440 report=run@17 sign=met@1440<"),
    # -- 挂账, 销账
    ("0 obtain; 20 dispatch 热力; 40 defer 热力", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved", f"close=hold@10080 {DONE} fb(热力)=hold@50"),
    ("0 obtain; 5 defer_approved", "close=hold@10080 disp=run@30 limit=run@1440 sign=run@1440"),
    ("0 obtain; 20 dispatch 热力; 40 defer_refused", f"close=run@10080 {DONE} fb(热力)=run@50"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 100 settle", f"close=run@10140 {DONE} fb(热力)=run@110"),
    ("0 obtain; 20 dispatch 热力; 60 defer_approved; 100 settle", f"close=run@10120 {DONE} fb(热力)=run@90"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 50 settle; 60 settle", f"close=run@10090 {DONE} fb(热力)=run@60"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 50 settle; 55 defer_approved; 60 settle", f"close=run@10095 {DONE} fb(热力)=run@65"),
    ("0 obtain urgent; 8 dispatch 热力; 20 defer_approved", f"close=run@90 conf(热力)=run@10 {UDONE} fb(热力)=run@38 report=run@5"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 60 feedback 热力", f"close=hold@10080 {DONE} fb(热力)=met@70< fb.2(热力)=hold@300"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 80 urge 热力 told", f"close=hold@10080 {DONE} fb(热力)=hold@50"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 60 redispatch 燃气", f"close=hold@10080 {DONE} fb(热力)=void@50 fb(燃气)=hold@90"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 60 raise urgent", f"close=run@150 conf(热力)=run@70 {DONE} fb(热力)=run@70 report=run@65"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 60 raise urgent; 65 lower", f"close=gone@150 close=hold@10100 conf(热力)=gone@70 {DONE} fb(热力)=hold@70 report=gone@65"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 60 close", f"call=run@1131.03 close=met@10100< {DONE} fb(热力)=void@50"),
    ("0 obtain; 20 dispatch 热力; 40 defer_approved; 60 return; 90 return_refused; 100 settle", f"close=run@10140 {DONE} fb(热力)=run@110 ret=void@1500"),
    ("0 obtain upstream_due_at=600; 20 dispatch 热力; 40 defer_approved; 100 settle", f"close=run@660 {DONE} fb(热力)=run@110"),
    # -- 延期, 上游更新
    ("0 obtain upstream_due_at=600; 10 extend until=900", GENERAL.replace("10080", "600")),
    ("0 obtain upstream_due_at=600; 10 extend_granted until=900", GENERAL.replace("10080", "900")),
    ("0 obtain upstream_due_at=600; 10 extend_granted until=20000", GENERAL),
    ("0 obtain upstream_due_at=600; 10 extend_refused until=900", GENERAL.replace("10080", "600")),
    ("0 obtain; 10 extend_granted until=20000", GENERAL),
    ("0 obtain upstream_due_at=600; 10 extend_granted", GENERAL.replace("10080", "600")),
    ("0 obtain; 10 update upstream_due_at=500", GENERAL.replace("10080", "500")),
    ("0 obtain upstream_due_at=600; 10 update upstream_due_at=700", GENERAL.replace("10080", "700")),
    ("0 obtain upstream_due_at=600; 10 update", GENERAL.replace("10080", "600")),
    ("0 obtain; 10 edit upstream_due_at=500", GENERAL.replace("10080", "500")),
    ("0 obtain urgent; 10 update upstream_due_at=60", URGENT.replace("close=run@90", "close=run@60")),
    ("0 obtain; 10 return; 15 update upstream_due_at=500; 20 return_refused", "close=run@500 disp=run@30 limit=run@1440 ret=void@1450 sign=met@1440<"),
    ("0 obtain; 10 close; 15 update upstream_due_at=500", "call=run@1131.03 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    # -- 剔除, 归档
    ("0 obtain urgent; 8 dispatch 热力; 20 exclude_granted", f"close=void@90 conf(热力)=void@10 {UDONE} fb(热力)=void@38 report=void@5"),
    ("0 obtain urgent; 8 exclude_granted", URGENT.replace("run", "void")),
    ("0 obtain; 8 exclude", GENERAL),
    ("0 obtain; 8 exclude_refused", GENERAL),
    ("0 obtain urgent; 8 archive", URGENT.replace("run", "void")),
    ("0 obtain; 8 exclude_granted; 9 raise urgent; 10 report told", GENERAL.replace("run", "void")),
    # -- close and call-back (02:28:58 + 24 h lies at night, so the end of that evening's hours: 21:00 on the 24th)
    ("0 obtain; 20 close", "call=run@1131.03 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain urgent; 91 close", "call=run@1131.03 close=met@90> conf=void@10 disp=void@10 limit=void@1440 report=void@5 sign=met@1440<"),
    ("0 obtain urgent; 90 close", "call=run@1131.03 close=met@90< conf=void@10 disp=void@10 limit=void@1440 report=void@5 sign=met@1440<"),
    ("0 obtain; 20 dispatch 热力; 600 close", f"call=run@2040 close=met@10080< {DONE} fb(热力)=void@50"),
    ("0 obtain; 20 dispatch 热力; 600 close; 700 close", f"call=run@2040 close=met@10080< {DONE} fb(热力)=void@50"),
    ("0 obtain; 20 dispatch 热力; 10081 close", f"call=run@11211 close=met@10080> {DONE} fb(热力)=void@50"),
    ("0 obtain; 600 close; 700 callback told", "call=met@2040< close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 2041 callback told", "call=met@2040> close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 callback contacted=否", "call=met@2040< close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 callback satisfied=满意", "call=met@2040< close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 callback resolved=已解决", "call=met@2040< close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 callback no_answer", "call=run@2040 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 callback no_answer resolved=已解决", "call=run@2040 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 callback", "call=run@2040 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 700 archive", "call=void@2040 close=met@10080< disp=void@30 limit=void@1440 sign=met@1440<"),
    # -- second rounds
    ("0 obtain; 20 dispatch 热力; 600 close; 700 callback told; 720 rework", f"call=met@2040< close=met@10080< close#2=run@10800 {DONE} fb(热力)=void@50 fb#2(热力)=run@750"),
    ("0 obtain; 20 dispatch 热力; 600 close; 720 reopen", f"call=void@2040 close=met@10080< close#2=run@10800 {DONE} fb(热力)=void@50 fb#2(热力)=run@750"),
    ("0 obtain; 600 close; 720 reopen", "call=void@2040 close=met@10080< close#2=run@10800 disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 20 dispatch 热力 +燃气; 600 close; 720 rework", f"call=void@2040 close=met@10080< close#2=run@10800 {DONE} fb(热力)=void@50 fb(燃气)=void@50 fb#2(热力)=run@750 fb#2(燃气)=run@750"),
    ("0 obtain urgent; 3 report told; 5 dispatch 热力; 8 confirm 热力 told; 60 close; 720 rework", f"call=run@X close=met@90< close#2=run@810 conf(热力)=met@10< {UDONE} fb(热力)=void@35 fb#2(热力)=run@750 report=met@5<".replace("call=run@X", "call=void@1131.03")),
    ("0 obtain upstream_due_at=700; 600 close; 720 reopen", "call=void@2040 close=met@700< close#2=run@10800 disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain upstream_due_at=800; 600 close; 720 reopen", "call=void@2040 close=met@800< close#2=run@800 disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain; 600 close; 720 reopen; 730 raise urgent origin", "call=void@2040 close=met@10080< close#2=run@810 conf#2=run@10 disp=void@30 limit=void@1440 report#2=run@5 sign=met@1440<"),
    ("0 obtain; 600 close; 720 reopen; 730 raise urgent change", "call=void@2040 close=met@10080< close#2=run@820 conf#2=run@740 disp=void@30 limit=void@1440 report#2=run@735 sign=met@1440<"),
    ("0 obtain history; 720 reopen", "close#2=run@10800"),
    ("0 obtain; 720 rework", GENERAL),
    ("0 obtain; 10 return; 720 reopen", f"close=void@10080 close#2=run@10800 {DONE} ret=void@1450"),
    ("0 obtain; 600 close; 720 reopen; 730 close", "call=void@2040 call#2=run@2170 close=met@10080< close#2=met@10800< disp=void@30 limit=void@1440 sign=met@1440<"),
    ("0 obtain urgent; 6 confirm told; 60 close; 720 rework; 730 dispatch 热力 +燃气", "call=void@1131.03 close=met@90< close#2=run@810 conf=met@10< conf#2(热力)=run@740 conf#2(燃气)=run@740 disp=void@10 fb#2(热力)=run@760 fb#2(燃气)=run@760 limit=void@1440 report=void@5 sign=met@1440<"),
    # -- 再次派来
    ("0 obtain; 10 return; 100 come_again", f"close=void@10080 close#2=run@10180 {DONE} disp#2=run@130 limit#2=run@1540 ret=void@1450 sign#2=run@1540"),
    ("0 obtain; 10 return; 100 come_again urgent", f"close=void@10080 close#2=run@190 {DONE} conf#2=run@110 disp#2=run@110 limit#2=run@1540 report#2=run@105 ret=void@1450 sign#2=run@1540"),
    ("0 obtain urgent; 8 return; 100 come_again", f"close=void@90 close#2=run@10180 conf=void@10 {UDONE} disp#2=run@130 limit#2=run@1540 report=void@5 ret=void@1448 sign#2=run@1540"),
    ("0 obtain urgent; 8 return; 100 come_again; 103 raise urgent origin", f"close=void@90 close#2=run@190 conf=void@10 {UDONE} conf#2=run@110 disp#2=run@110 limit#2=run@1540 report=void@5 report#2=run@105 ret=void@1448 sign#2=run@1540"),
    ("0 obtain history; 100 come_again", "close#2=run@10180 disp#2=run@130 limit#2=run@1540 sign#2=run@1540"),
    ("0 obtain; 600 close; 700 come_again upstream_due_at=900", "call=void@2040 close=met@10080< close#2=run@900 disp=void@30 disp#2=run@730 limit=void@1440 limit#2=run@2140 sign=met@1440< sign#2=run@2140"),
    ("0 obtain; 10 dispatch 热力; 20 return; 100 come_again; 105 feedback 热力; 106 urge 热力 told", f"close=void@10080 close#2=run@10180 {DONE} disp#2=run@130 fb(热力)=void@40 limit#2=run@1540 ret=void@1460 sign#2=run@1540"),
    # -- 更正
    ("0 obtain; 20 dispatch 热力; 25 correct corrects=2", GENERAL),
    ("0 obtain; 2 raise urgent; 5 correct corrects=2", GENERAL),
    ("0 obtain; 2 raise urgent; 5 correct corrects=2; 6 correct corrects=3", "close=run@92 conf=run@12 disp=run@12 limit=run@1440 report=run@7 sign=run@1440"),
    ("0 obtain urgent; 3 report told; 5 correct corrects=2; 9 report told", URGENT.replace("report=run@5", "report=met@5>")),
    ("0 obtain; 2 correct corrects=1", ""),
    ("0 obtain; 10 return; 12 dispatch 热力; 20 correct corrects=2", f"close=run@10080 {DONE} fb(热力)=run@42"),
    # -- acts that touch no clock
    ("0 obtain; 1 note; 2 verify; 3 judge; 4 supervise; 5 review; 6 extend; 7 exclude; 8 defer", GENERAL),
]  # fmt: skip


@pytest.mark.parametrize("story, clocks", CELLS, ids=[story for story, _ in CELLS])
def test_a_story_leaves_these_clocks(story: str, clocks: str) -> None:
    assert picture(clocks_of(tell(story), POLICY)) == " ".join(sorted(clocks.split()))


LEAD = "0 obtain"
MERGED = "1 obtain; 10 merge"
FOLLOWING = [
    # (the lead's story, the member's story, the member's clocks)
    ("0 obtain; 20 dispatch 热力", MERGED, "close=run@10081 disp=met@31< fb(热力)=run@50 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 35 dispatch 热力", MERGED, "close=run@10081 disp=met@31> fb(热力)=run@65 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 5 dispatch 热力", MERGED, "close=run@10081 disp=met@31< fb(热力)=run@35 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 5 dispatch 热力; 8 feedback 热力", MERGED, "close=run@10081 disp=met@31< fb.2(热力)=run@248 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 5 dispatch 热力; 20 feedback 热力", MERGED, "close=run@10081 disp=met@31< fb(热力)=met@35< fb.2(热力)=run@260 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 5 dispatch 热力; 40 urge 热力 told", MERGED, "close=run@10081 disp=met@31< fb(热力)=met@35> fb.2(热力)=run@280 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 5 dispatch 热力; 20 redispatch 燃气", MERGED, "close=run@10081 disp=met@31< fb(热力)=void@35 fb(燃气)=run@50 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 20 return", MERGED, "close=run@10081 disp=met@31< limit=met@1441< sign=met@1441<"),
    ("0 obtain; 20 return; 25 return_refused", MERGED, "close=run@10081 disp=run@31 limit=run@1441 sign=met@1441<"),
    ("0 obtain; 20 close", MERGED, "close=run@10081 disp=void@31 limit=void@1441 sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力; 60 close", MERGED, "close=run@10081 disp=met@31< fb(热力)=void@50 limit=met@1441< sign=met@1441<"),
    ("0 obtain", MERGED, "close=run@10081 disp=run@31 limit=run@1441 sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力", f"{MERGED}; 15 unmerge", "close=run@10081 disp=run@31 limit=run@1441 sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力", f"{MERGED}; 25 unmerge; 30 feedback 热力", "close=run@10081 disp=met@31< fb(热力)=met@50< fb.2(热力)=run@270 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力; 28 feedback 热力 final", f"{MERGED}; 25 unmerge", "close=run@10081 disp=met@31< fb(热力)=run@50 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力", f"{MERGED}; 25 close", "call=run@1131.03 close=met@10081< disp=met@31< fb(热力)=void@50 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力", "1 obtain; 5 dispatch 燃气; 10 merge; 25 unmerge", "close=run@10081 disp=met@31< fb(热力)=void@50 fb(燃气)=run@35 limit=met@1441< sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力; 22 correct corrects=2", MERGED, "close=run@10081 disp=run@31 limit=run@1441 sign=met@1441<"),
    ("0 obtain; 20 dispatch 热力; 30 defer_approved", MERGED, "close=run@10081 disp=met@31< fb(热力)=hold@50 limit=met@1441< sign=met@1441<"),
]  # fmt: skip


@pytest.mark.parametrize("lead, member, clocks", FOLLOWING)
def test_a_merged_order_follows_its_lead(lead: str, member: str, clocks: str) -> None:
    found = clocks_of(tell(member), POLICY, tell(lead, ticket=2))
    assert picture(found) == " ".join(sorted(clocks.split()))


def test_dispatch_and_feedback_are_marked_as_following_the_lead_and_nothing_else() -> None:
    lead = tell("0 obtain; 20 dispatch 热力", ticket=2)
    assert {c.kind for c in clocks_of(tell(MERGED), POLICY, lead) if c.follows} == {
        "dispatch",
        "dispatch_limit",
        "feedback",
    }
    assert {c.kind for c in clocks_of(tell(MERGED), POLICY, lead) if c.rings} == {"close"}
    assert not any(c.follows for c in clocks_of(tell(f"{MERGED}; 25 unmerge"), POLICY, lead))
