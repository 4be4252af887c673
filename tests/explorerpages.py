"""What the tests of the page share: small and hostile networks, and pages opened in an offline browser."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from spygraph.network import CaseInfo, Claim, Edge, Network, Node, Passage, SourceInfo

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "{{7*7}}",
    "line\u2028break\u2029s",
    "\u202eright to left",
    "__proto__",
    "constructor",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
    "href=<a href='javascript:alert(1)'>x</a>",
)


def claim(id_: str = "c1", case: str = "one", **changes: Any) -> Claim:
    """Return a claim of a ministry about a recruitment."""
    plain = Claim(
        id=id_, case=case, thing=f"case/{case}/recruitment/main", thing_class="Recruitment", thing_label="main",
        says="a ministry", via="", standing="official-claim", attribution="implied", version="", disputes=(),
        values=(("subject", "Li", f"case/{case}/person/subject"), ("handler", "Bo", f"case/{case}/person/handler")),
        passages=(Passage("paper", 3, "a few words"),), when="", earliest="", latest="",
    )  # fmt: skip
    return replace(plain, **changes)


def small(case: str = "one", claims: int = 1, **changes: Any) -> Network:
    """Return one case of two people between whom some claims are drawn."""
    subject, handler = f"case/{case}/person/subject", f"case/{case}/person/handler"
    told = {f"{case}-c{i}": claim(f"{case}-c{i}", case, **changes) for i in range(claims)}
    edges = tuple(
        Edge(f"{id_}|handler", subject, handler, "said to be handled by", "", "", case, id_, "") for id_ in told
    )
    nodes = (Node(subject, "Li", "", "person", case, ""), Node(handler, "Bo", "", "handler", case, ""))
    info = CaseInfo(case, f"Case {case}", "case", ("paper",), ("subject.age",), ("who paid",), ("a ministry",))
    source = SourceInfo("paper", "A title", "A Paper", "2024", "https://example.org/a", "state-media", "", "")
    return Network(nodes, edges, told, (info,), {"paper": source})


def poisoned(text: str) -> Network:
    """Return a network with the same hostile text in every field that is free text."""
    base = small()
    node = [replace(one, label=f"{text} {one.kind}", label_zh=text) for one in base.nodes]
    told = {
        key: replace(
            one, thing_label=text, says=text, via=text, version=text, disputes=(text,), when=text, standing=text,
            attribution=text, values=(*one.values, ("what", text, ""), (text, text, text)),
            passages=(Passage("paper", 1, text),),
        )
        for key, one in base.claims.items()
    }  # fmt: skip
    edges = tuple(replace(one, relation=text, relation_zh=text, detail=text) for one in base.edges)
    case = CaseInfo("one", text, "case", ("paper", text), (text, f"{text}.{text}"), (text,), (text,))
    source = SourceInfo("paper", text, text, text, text, text, text, text)
    return Network(tuple(node), edges, told, (case,), {"paper": source})


class Visit:
    """One page in an offline browser that writes down whatever it should not do."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.faults: list[str] = []
        context = browser.new_context(**{"offline": True, "viewport": {"width": 1440, "height": 950}} | options)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('policy ' + e.violatedDirective))"
        )
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.faults.append(f"request: {request.url}")

    def find(self, text: str) -> None:
        """Search, and select the first node found."""
        self.page.fill("#query", text)
        self.page.keyboard.press("Enter")

    @property
    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))

    @property
    def table_title(self) -> str:
        return str(self.page.inner_text("#statements-title"))
