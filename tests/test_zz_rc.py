import pypdfium2, pathlib
import pytest
from tests.app.papers.composing import composed, MAKERS
from tests.on_site_factories import make_trip
from app.queries.trips.receipt_forms import new_receipt_sheet
from app.services.trips.receipts import save_receipt
from tests.on_site_factories import make_survey
from tests.on_site_paper_factories import ON_SITE, full_trip
from reports.build import build_paper
OUT=pathlib.Path('/tmp/s6/rc_png'); OUT.mkdir(exist_ok=True)
def draw(context, form, rid, name, lang):
    paper=build_paper(composed(context, form, rid, lang))
    pdf=pypdfium2.PdfDocument(paper.pdf if isinstance(paper.pdf,bytes) else bytes(paper.pdf))
    print(name, lang, len(pdf))
    for i in range(min(len(pdf),3)):
        pdf[i].render(scale=1.6).to_pil().save(OUT/f'{name}_{lang}_{i+1}.png')
@pytest.mark.parametrize('form', list(ON_SITE))
def test_png(context, form):
    rid=ON_SITE[form](context)
    for lang in ('zh_CN','en'):
        draw(context, form, rid, form, lang)
def test_blank(context):
    trip=full_trip(context)
    r=save_receipt(context, form=new_receipt_sheet(context, trip).form)
    s=make_survey(context, trip)
    for lang in ('zh_CN','en'):
        draw(context,'service_receipt',r,'blank_receipt',lang)
        draw(context,'satisfaction_survey',s,'blank_survey',lang)
