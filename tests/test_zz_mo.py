import sys
sys.path.insert(0,'/tmp/i7')
import pytest
from dataclasses import replace
from pathlib import Path
import pypdfium2
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.trip_paper_factories import *
OUT=Path('/tmp/s6/mo_pics'); OUT.mkdir(exist_ok=True)
@pytest.mark.parametrize("name,rec",[("cash_advance", full_advance),("travel_expense_claim", full_claim),("ticket_sheet", full_claim)])
def test_pics(context,name,rec):
    rid=rec(context)
    if 1:
        for lang in ("zh_CN","en"):
            p=build_paper(composed(context,name,rid,lang))
            d=pypdfium2.PdfDocument(p.pdf)
            print(name,lang,p.pages,[tuple(round(x/72*25.4,1) for x in d[i].get_size()) for i in range(len(d))],p.warnings)
            d[0].render(scale=2.2).to_pil().save(OUT/f"{name}_{lang}.png")
            if len(d)>1 and name!="cash_advance": d[1].render(scale=2.2).to_pil().save(OUT/f"{name}_{lang}_2.png")
