// The page to ask in SPARQL: the editor and the tables of YASGUI on this server's own endpoint, and on no other.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("questions").textContent);
  const { Yasqe, Yasr } = window.Yasgui;
  const KEPT = "spygraph-query"; // the last query, in this browser only

  const el = (tag, properties = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const kept = () => { try { return localStorage.getItem(KEPT) || ""; } catch { return ""; } };
  const keep = (text) => { try { localStorage.setItem(KEPT, text); } catch { /* a browser may forbid it */ } };

  // --- the editor: what it completes is ours and stands in the page, so that it asks nobody

  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", persistenceId: null, get: () => Object.entries(told.prefixes).map(([key, iri]) => `${key}: <${iri}>`) }, false);
  Yasqe.forkAutocompleter("class", {
    name: "our-terms", persistenceId: null, bulk: true, get: () => told.terms,
    isValidCompletionPosition: (editor) => { const token = editor.getCompleteToken().string; return !/^[?$]/.test(token) && token.includes(":"); },
  }, false);
  Yasqe.defaults.autocompleters = ["variables", "our-prefixes", "our-terms"]; // the others would ask a server for terms

  const first = document.querySelector("[data-query]").dataset.query;
  const yasqe = new Yasqe(document.getElementById("editor"), {
    value: told.start || kept() || told.queries[first].text,
    persistenceId: null,
    requestConfig: { ...Yasqe.defaults.requestConfig, endpoint: `${location.origin}${told.endpoint}`, method: "POST" },
    createShareableLink: (editor) => `${location.origin}/query?query=${encodeURIComponent(editor.getValue())}`,
    consumeShareLink: null,
    extraKeys: { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false }, // Tab leaves the editor, as everywhere
    editorHeight: "22rem",
  });
  yasqe.getInputField().setAttribute("aria-label", "Query in SPARQL. Control and Enter asks it.");

  // --- the answer

  const yasr = new Yasr(document.getElementById("answer"), {
    persistenceId: null, base: told.base, prefixes: () => ({ c: `${told.base}case/`, ...told.prefixes, ...yasqe.getPrefixesFromQuery() }),
  });
  const status = document.getElementById("told");
  const counted = () => {
    const found = yasr.results && yasr.results.getBindings();
    return found ? `${found.length.toLocaleString("en")} ${found.length === 1 ? "row" : "rows"}, in ` : "Answered in ";
  };
  yasqe.on("query", () => { keep(yasqe.getValue()); status.textContent = "Asking\u2026"; });
  yasqe.on("queryResponse", (_, response, duration) => {
    yasr.setResponse(response, duration);
    status.textContent = response instanceof Error ? "No answer: see below." : `${counted()}${(duration / 1000).toLocaleString("en")} s. An answer is what is claimed, never a verdict.`;
  });

  // Controls that YASGUI leaves without a name get one; its links to a manual elsewhere go.
  const mend = () => {
    for (const one of document.querySelectorAll("#answer .yasr_external_ref_btn")) one.remove();
    for (const one of document.querySelectorAll("#answer .CodeMirror textarea")) one.setAttribute("aria-label", "The answer as it came");
    for (const one of document.querySelectorAll(".CodeMirror-scroll")) { one.tabIndex = 0; one.setAttribute("role", "group"); one.setAttribute("aria-label", "Text, to scroll"); }
  };
  new MutationObserver(mend).observe(document.getElementById("answer"), { childList: true, subtree: true });
  mend();

  // --- the examples, and their parameters

  const DAY = /^\d{4}-\d\d-\d\d$/;
  const quoted = (text) => `"${text.replace(/[\\"\n\r\t]/g, (one) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[one])}"`;
  const named = (text) => (/^https?:\/\/[^\s<>"{}|\\^`]+$/.test(text) ? `<${text}>` : "");
  const TERMS = {
    case: named, concept: named, text: quoted,
    thing: (text) => named(/^https?:/.test(text) ? text : told.base + text.replace(/^\/+/, "")),
    "first-day": (text) => (DAY.test(text) ? `"${text}"^^<http://www.w3.org/2001/XMLSchema#date>` : ""),
  };
  TERMS["last-day"] = TERMS["first-day"];
  // As in the library: a line "# --case" gives way to VALUES, and so does "VALUES ?from { ... }  # --from".
  const SLOT = /^( *)(?:VALUES \?(\w+) \{[^}\n]*\} +)?# --([a-z-]+)(?: \?(\w+))?$/gm;
  const bound = (text, terms) => text.replace(SLOT, (line, indent, filled, name, variable) => (terms[name] ? `${indent}VALUES ?${variable || filled || name} { ${terms[name]} }` : line));

  const field = (one) => {
    const id = `parameter-${one.name}`;
    const choices = one.kind === "case" ? told.cases : one.scheme ? told.schemes[one.scheme] : null;
    const control = choices
      ? el("select", { id, name: one.name }, el("option", { value: "" }, "any"), ...choices.map(([iri, label]) => el("option", { value: iri }, label)))
      : el("input", { id, name: one.name, type: one.kind.endsWith("-day") ? "date" : "text", autocomplete: "off", spellcheck: "false" });
    return el("p", {}, el("label", { for: id, title: one.help }, one.help), control);
  };

  const about = document.getElementById("about");
  const form = about.querySelector("form");
  function choose(name) {
    const query = told.queries[name];
    for (const one of document.querySelectorAll("[data-query]")) one.toggleAttribute("aria-current", one.dataset.query === name);
    about.hidden = false;
    about.querySelector("h2").textContent = query.title;
    about.querySelector("p").textContent = query.documentation;
    form.replaceChildren(...query.parameters.map(field));
    form.onchange = form.oninput = () => {
      const terms = Object.fromEntries(query.parameters.map((one) => [one.name, form.elements[one.name].value ? TERMS[one.kind](form.elements[one.name].value) : ""]));
      yasqe.setValue(bound(query.text, terms));
    };
    form.onsubmit = (event) => { event.preventDefault(); yasqe.query().catch(() => {}); };
    return query;
  }
  document.querySelector(".examples ul").addEventListener("click", (event) => {
    const link = event.target.closest("[data-query]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    yasqe.setValue(choose(link.dataset.query).text);
    history.replaceState(null, "", link.href);
    about.scrollIntoView({ block: "nearest" });
  });

  // The address may name a question and its parameters; the server has put them into the text already.
  const asked = new URLSearchParams(location.search);
  if (told.queries[asked.get("name")]) {
    choose(asked.get("name"));
    for (const control of form.elements) {
      const given = asked.get(control.name) || "";
      const option = control.options && [...control.options].find((one) => one.value && [given, `case/${given}`].some((end) => end && one.value.endsWith(end)));
      if (option) option.selected = true;
      else if (!control.options) control.value = given;
    }
  }

  // --- finding a question

  const finder = document.getElementById("finder");
  finder.parentElement.hidden = false;
  finder.addEventListener("input", () => {
    const words = finder.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of document.querySelectorAll("[data-query]")) {
      const query = told.queries[one.dataset.query];
      const text = `${one.dataset.query} ${query.title} ${query.documentation}`.toLowerCase();
      one.parentElement.hidden = !words.every((word) => text.includes(word));
    }
  });
  document.documentElement.setAttribute("data-ready", "");
})();
