"use strict";

// Sliders, fields, values and curves; the numbers come from the exported functions alone.
(() => {
  const POINTS = 120, FEWEST = 16, TERMS = 4e5;  // of a curve, and what all curves may cost
  const BINS = 4096;  // more are too many for a block and for curves that are sums over them
  const ORDERS = Array.from({ length: 61 }, (_, i) => 1 + 2 ** (-i / 3));
  const START = "#explorer?";
  const { controls, rows } = EXPLORER;
  const blocks = rows.filter((row) => row.block);
  const at = (id) => document.getElementById(id);
  const outside = at("outside");
  const state = { ratio: 0 };

  // The largest |rho01| of a state; the slider stands for the ratio to it.
  const bound = (rho11) => Math.sqrt(rho11 * (1 - rho11));
  const key = (control) => (control.scale === "ratio" ? "ratio" : control.name);
  const scales = {
    linear: { value: (x) => x, place: (v) => v },
    ratio: { value: (x) => x, place: (v) => v },
    power10: { value: (x) => 10 ** x, place: (v) => Math.log10(v) },
    power2: { value: (x) => Math.round(2 ** x), place: (v) => Math.log2(v) },
    counts: { value: (x) => Math.round(10 ** x), place: (v) => Math.log10(v) },
  };

  const short = (value, digits = 6) => String(Number(value.toPrecision(digits)));
  const argument = (name, from) => (name === "r" ? from.ratio : from[name]);
  const evaluate = (row, from) =>
    (row.function
      ? globalThis[row.function](...row.parameters.map((name) => argument(name, from))) : 0);

  // Entropies of one shot by order; a block has N times as much, less what its distance costs.
  const entropies = (row, from) => ORDERS.map((order) => (from.n > BINS ? NaN
    : globalThis[row.block](...row.parameters.map((name) => argument(name, from)), order)));
  const extracted = (known, N, log2_epsilon) => Math.max(0, ...ORDERS.map((order, i) =>
    Math.floor(N * known[i] + (order / (order - 1)) * log2_epsilon + 2)));

  function written(control) {
    return control.scale === "ratio" ? state.ratio * bound(state.rho11) : state[control.name];
  }

  function isOutside({ name }, value, probe) {
    if (name === "N") return !(Number.isInteger(value) && value >= 1 && value <= 1e15);
    if (name === "log2_epsilon") return !(value >= -1000 && value <= -1);
    const row = rows.find(({ parameters }) => parameters.includes(name));
    return name !== "c" && Number.isNaN(evaluate(row, probe));
  }

  // What is wrong with a typed value, in words; nothing for one inside of its domain.
  function objection(control, value) {
    const { name } = control;
    if (!Number.isFinite(value)) return `${name} has to be a number: ${control.domain}.`;
    const most = bound(state.rho11);
    if (name === "c" && (value < 0 || value > most * (1 + 1e-12))) {
      return `|rho01| = ${value} is outside of its domain: at rho11 = ${short(state.rho11)} it lies `
        + `between 0 and sqrt(rho00 rho11) = ${short(most)}.`;
    }
    if (isOutside(control, value, { ...state, [name]: value })) {
      return `${name} = ${value} is outside of its domain: ${control.domain}.`;
    }
    return "";
  }

  function typed(control, text) {
    const value = text.trim() === "" ? NaN : Number(text);
    const words = objection(control, value);
    at(`x-${control.name}`).setAttribute("aria-invalid", words ? "true" : "false");
    if (words) {
      outside.textContent = words;
      for (const row of rows) write(row.function, NaN);
      for (const row of blocks) write(row.block, NaN);
      return;
    }
    set(control, value);
    place(control);
    update(control);
    remember();
  }

  function set(control, value) {
    if (control.name === "c") state.ratio = value === 0 ? 0 : Math.min(value / bound(state.rho11), 1);
    else state[control.name] = value;
  }

  function moved(control, place) {
    state[key(control)] = scales[control.scale].value(Number(place));
    update();
    remember();
  }

  function place(control) {
    const to = scales[control.scale].place(state[key(control)]);
    at(`r-${control.name}`).value = Math.max(control.low, Math.min(control.high, to));
  }

  function write(name, value) {
    if (!name) return;
    const output = at(`v-${name}`);
    output.textContent = Number.isNaN(value) ? "–" : short(value, value >= 1e6 ? 15 : 6);
    output.dataset.value = Number.isNaN(value) ? "" : String(value);
  }

  // Everything follows from the state; the field that is being typed in keeps its text.
  function update(typing) {
    outside.textContent = "";
    for (const control of controls) {
      const field = at(`x-${control.name}`);
      field.setAttribute("aria-invalid", "false");
      if (control !== typing) field.value = short(written(control));
      at(`r-${control.name}`).setAttribute("aria-valuetext", field.value);
    }
    for (const row of rows) write(row.function, evaluate(row, state));
    const known = blocks.map((row) => entropies(row, state));
    blocks.forEach((row, i) => write(row.block, extracted(known[i], state.N, state.log2_epsilon)));
    for (const control of controls) if (at(`p-${control.name}`)) draw(control);
    drawBlock(known);
  }

  // The address: what is set, so that a link leads to the same numbers.

  let waiting = 0;
  function remember() {
    const pairs = controls.map((control) => [control.name, String(written(control))]);
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(null, "", `${START}${new URLSearchParams(pairs)}`), 150);
  }

  // What an address says, if it can be: a value outside of its domain is left as it was.
  function recall() {
    if (!location.hash.startsWith(START)) return;
    const asked = new URLSearchParams(location.hash.slice(START.length));
    for (const control of controls) {
      const value = Number(asked.get(control.name) || NaN);
      if (Number.isFinite(value) && !objection(control, value)) set(control, value);
      place(control);
    }
    update();
    at("explorer").scrollIntoView({ behavior: "instant" });
  }

  // Curves.

  const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [260, 150, 30, 6, 6, 20];
  function shape(name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function ticks(high) {
    const raw = high / 3;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
    const found = [];
    for (let i = 0; i * step <= high * 1.0001; i += 1) found.push(Number((i * step).toPrecision(6)));
    return found;
  }

  // Where an axis has its marks: at both ends, and at some whole powers between.
  function marks({ low, high, scale }) {
    if (scale === "linear" || scale === "ratio") return [low, high];
    const step = scale === "power2" ? 4 : Math.max(1, Math.round((high - low) / 4));
    const inner = [];
    for (let x = Math.ceil(low) + step; x < high - step / 3; x += step) inner.push(x);
    return [low, ...inner, high];
  }

  // A figure: `curves` have values at `places` on the axis of a control.
  function figure(svg, control, places, curves) {
    const span = control.high - control.low;
    const high = Math.max(1e-9, ...curves.flatMap(({ values }) => values).filter(Number.isFinite)) * 1.05;
    const X = (x) => LEFT + ((x - control.low) / span) * (WIDTH - LEFT - RIGHT);
    const Y = (y) => HEIGHT - BOTTOM - (y / high) * (HEIGHT - TOP - BOTTOM);
    svg.replaceChildren();
    for (const tick of ticks(high)) {
      svg.append(shape("path", { class: "grid", d: `M${LEFT} ${Y(tick)}H${WIDTH - RIGHT}` }));
      svg.append(shape("text", { class: "bits", x: LEFT - 5, y: Y(tick) + 4, "text-anchor": "end" }, tick));
    }
    svg.append(shape("path", { class: "axis", d: `M${LEFT} ${TOP}V${Y(0)}H${WIDTH - RIGHT}` }));
    const scale = scales[control.scale];
    for (const x of marks(control)) {
      const anchor = x === control.low ? "start" : x === control.high ? "end" : "middle";
      const value = control.scale === "ratio" ? x * bound(state.rho11) : scale.value(x);
      const text = value >= 1e5 || (value > 0 && value < 1e-3) ? value.toExponential(0) : short(value, 4);
      svg.append(shape("path", { class: "axis", d: `M${X(x)} ${Y(0)}v3` }));
      svg.append(shape("text", { x: X(x), y: HEIGHT - 4, "text-anchor": anchor }, text));
    }
    const here = Math.max(control.low, Math.min(control.high, scale.place(state[key(control)])));
    svg.append(shape("path", { class: "here", d: `M${X(here)} ${TOP}V${Y(0)}` }));
    for (const { line, values } of curves) {
      const points = values.map((y, j) => `${X(places[j]).toFixed(1)} ${Y(y).toFixed(1)}`);
      const shown = points.filter((_, j) => Number.isFinite(values[j]));
      if (shown.length) svg.append(shape("path", { class: `line line-${line}`, d: `M${shown.join("L")}` }));
    }
  }

  function spread(control, points) {
    const span = control.high - control.low;
    return Array.from({ length: points + 1 }, (_, i) => control.low + (span * i) / points);
  }

  function draw(control) {
    const n = control.name === "n" ? 2 ** control.high / 8 : state.n;
    const cost = blocks.length * controls.length * n;
    const places = spread(control, Math.round(Math.max(FEWEST, Math.min(POINTS, TERMS / cost))));
    const value = scales[control.scale].value;
    const curves = rows.map((row, line) => ({
      line,
      values: places.map((x) => (row.block && n > BINS ? NaN : evaluate(row, { ...state, [key(control)]: value(x) }))),
    }));
    const svg = at(`p-${control.name}`), [first] = curves.map(({ values }) => values);
    figure(svg, control, places, curves);
    svg.setAttribute("aria-label", `Bits against ${control.name}: the randomness goes from `
      + `${short(first[0], 3)} to ${short(first.at(-1), 3)}, at most ${short(Math.max(...first), 3)}`);
  }

  function drawBlock(known) {
    const control = controls.find(({ name }) => name === "N");
    const places = spread(control, POINTS), value = scales[control.scale].value;
    const curves = blocks.map((row, i) => ({
      line: rows.indexOf(row),
      values: places.map((x) => extracted(known[i], value(x), state.log2_epsilon) / value(x)),
    }));
    figure(at("p-block"), control, places, curves);
  }

  for (const control of controls) {
    const slider = at(`r-${control.name}`);
    state[key(control)] = scales[control.scale].value(control.start);
    slider.addEventListener("input", () => moved(control, slider.value));
    const field = at(`x-${control.name}`);
    field.addEventListener("input", () => typed(control, field.value));
    field.addEventListener("change", () => { if (!outside.textContent) update(); });
  }
  document.querySelector(".controls").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", recall);
  controls.forEach(place);
  update();
  recall();
})();
