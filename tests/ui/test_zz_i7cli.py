from tests.ui.test_cli import *
def test_zz(ask, data):
    out=[]
    for kind in ("dispatch","hazard","briefing","staff","advance"):
        for n in (0,-1):
            number = ask("--data", data, "list", kind, "--json").json[n]["number"]
            for l in ("zh_CN","en"): out.append(ask("--data", data, "--lang", l, "show", kind, number).out)
    ds=ask("--data", data, "list", "dispatch", "--json").json
    from collections import Counter
    out.append(str(Counter(d["state"] for d in ds)))
    bad=[]
    for kind in RecordKind:
        for line in ask("--data", data, "list", kind, "--json").json[-12:]:
            if line["number"] is None: continue
            try: ask("--data", data, "show", kind, line["number"])
            except Exception as e: bad.append((kind, line["number"], repr(e)))
    out.append(repr(bad))
    open("/tmp/i7_cli_out.txt","w").write("\n=====\n".join(out))
