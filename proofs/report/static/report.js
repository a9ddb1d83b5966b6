"use strict";

// Search and filter, copying, links into folded parts, and the neighbours of a node of the graph.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const claims = all(".claim");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const said = document.getElementById("said");
  const chosen = () => document.querySelector('input[name="status"]:checked').value;

  // However a formula is written: rho_{11} with a backslash or without, and ρ₁₁, are rho11.
  const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", η: "eta", θ: "theta", κ: "kappa",
    λ: "lambda", μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", ψ: "psi", ω: "omega" };
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[α-ω]/g, (x) => GREEK[x] ?? x)
    .replace(/[\\{}_$*]/g, "").replace(/[−–]/g, "-");
  const NUMBER = /^(?:eqs?\.?|equations?)?\s*\(?(\d+|a\d)\)?$/;
  const formulas = "pre[data-language='LaTeX'], pre[data-language='plain text']";
  const folded = new Map();
  function words(claim) {
    if (!folded.has(claim)) {
      const texts = all(formulas, claim).map((pre) => pre.textContent);
      folded.set(claim, fold([claim.dataset.words, ...texts].join(" ")));
    }
    return folded.get(claim);
  }

  // "17", "(17)" and "Eq. 17" mean the equation; anything else is looked for in words and formulas.
  function matches(claim, text, status) {
    if (status && claim.dataset.status !== status) return false;
    const number = NUMBER.exec(text);
    if (number) return claim.id.toLowerCase() === `eq-${number[1]}`;
    return fold(text).split(/\s+/).every((word) => words(claim).includes(word));
  }

  function filter() {
    const text = query.value.trim().toLowerCase();
    const status = chosen();
    let count = 0;
    for (const claim of claims) {
      claim.hidden = !matches(claim, text, status);
      if (!claim.hidden && claim.dataset.status) count += 1;
    }
    for (const part of all(".part")) part.hidden = !part.querySelector(".claim:not([hidden])");
    document.getElementById("nothing").hidden = claims.some((claim) => !claim.hidden);
    found.textContent = count === 1 ? "1 claim" : `${count} claims`;
    watchWidth();
  }

  function show(status) {
    document.querySelector(`input[name="status"][value="${status}"]`).checked = true;
    query.value = "";
    filter();
  }

  document.getElementById("all").addEventListener("click", () => { show(""); query.focus(); });
  query.addEventListener("input", filter);
  query.form.addEventListener("submit", (event) => event.preventDefault());
  for (const radio of all('input[name="status"]')) radio.addEventListener("change", filter);
  for (const tile of all("[data-filter]")) {
    const radio = document.querySelector(`input[name="status"][value="${tile.dataset.filter}"]`);
    if (radio) tile.addEventListener("click", () => show(tile.dataset.filter));
  }

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape" && document.activeElement === query) {
      show("");
    }
  });

  // A link may lead to a claim that the filter hides, or into a folded proof.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const claim = target.closest(".claim");
    if (claim && claim.hidden) show("");
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (claim) target.scrollIntoView({ behavior: "instant" });
  }
  window.addEventListener("hashchange", reveal);

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    const label = button.innerHTML;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied";
      button.textContent = "Copied";
    } catch {
      const pre = document.getElementById(button.dataset.copy);
      pre.closest("details").open = true;
      getSelection().selectAllChildren(pre);
      said.textContent = "The text is selected; copy it with the keyboard";
      button.textContent = "Selected";
    }
    setTimeout(() => { button.innerHTML = label; said.textContent = ""; }, 1500);
  }
  for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(button));

  // What is long is in the page, packed: texts that become files, and the steps of proofs.
  async function unpacked(id) {
    const packed = atob(JSON.parse(document.getElementById(id).textContent));
    const bytes = new Blob([Uint8Array.from(packed, (x) => x.charCodeAt(0))]);
    return new Response(bytes.stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }
  async function download(name) {
    const text = (await unpacked("downloads"))[name];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  for (const button of all("[data-download]")) {
    button.addEventListener("click", () => download(button.dataset.download));
  }

  const theme = document.getElementById("theme");
  theme.value = document.documentElement.dataset.theme ?? "";
  theme.addEventListener("change", () => {
    document.documentElement.dataset.theme = theme.value;
    try { localStorage.setItem("theme", theme.value); } catch { /* it is kept for this visit only */ }
  });

  // What scrolls sideways has to be within reach of the keyboard. What is folded is left out: to
  // ask for its width would lay out every proof.
  function watchWidth() {
    const boxes = all(".scroll, .why, .statement p, .block > span, .domain span")
      .filter((box) => !box.closest("details:not([open])"));
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth);
    boxes.forEach((box, i) => {
      if (wide[i]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }
  window.addEventListener("resize", watchWidth);
  for (const details of all("details")) details.addEventListener("toggle", watchWidth);

  let proofs;
  async function writeSteps(list) {
    proofs ??= unpacked("steps");
    list.innerHTML = (await proofs)[list.dataset.steps];
    watchWidth();
  }
  for (const list of all("[data-steps]")) {
    list.closest("details").addEventListener("toggle", () => writeSteps(list), { once: true });
  }

  // On paper nothing scrolls: with the width of a formula in its own ems, the style shrinks it.
  window.addEventListener("beforeprint", () => {
    const formulas = all(".scroll > math").filter((x) => !x.closest("details:not([open])"));
    const ems = formulas.map((x) => x.scrollWidth / parseFloat(getComputedStyle(x).fontSize));
    formulas.forEach((formula, i) => formula.style.setProperty("--ems", ems[i]));
  });

  const canvas = document.querySelector(".canvas");
  const fit = document.getElementById("fit");
  fit.addEventListener("change", () => canvas.classList.toggle("fit", fit.checked));
  function light(name) {
    canvas.classList.toggle("lit", Boolean(name));
    const near = new Set([name]);
    for (const edge of all(".edges path", canvas)) {
      const touches = edge.dataset.from === name || edge.dataset.to === name;
      edge.classList.toggle("on", touches);
      if (touches) near.add(edge.dataset.from).add(edge.dataset.to);
    }
    for (const node of all(".node", canvas)) node.classList.toggle("on", near.has(node.dataset.node));
  }
  for (const node of all(".node", canvas)) {
    for (const event of ["mouseenter", "focus"]) node.addEventListener(event, () => light(node.dataset.node));
    for (const event of ["mouseleave", "blur"]) node.addEventListener(event, () => light(""));
  }

  watchWidth();
  reveal();
})();
