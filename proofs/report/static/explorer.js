"use strict";

// Sliders, fields, values and curves; the numbers come from the exported functions alone.
(() => {
  const POINTS = 120;
  const { controls, rows } = EXPLORER;
  const at = (id) => document.getElementById(id);
  const outside = at("outside");
  const state = { rho11: 0, ratio: 0, Gamma_t: 0, n: 1 };

  // The largest |rho01| of a state; the slider stands for the ratio to it.
  const bound = (rho11) => Math.sqrt(rho11 * (1 - rho11));
  const key = (control) => (control.scale === "ratio" ? "ratio" : control.name);
  const scales = {
    linear: { value: (x) => x, place: (v) => v },
    ratio: { value: (x) => x, place: (v) => v },
    power10: { value: (x) => 10 ** x, place: (v) => Math.log10(v) },
    power2: { value: (x) => Math.round(2 ** x), place: (v) => Math.log2(v) },
  };

  const short = (value, digits = 6) => String(Number(value.toPrecision(digits)));
  const argument = (name, from) => (name === "r" ? from.ratio : from[name]);
  const evaluate = (row, from) =>
    globalThis[row.function](...row.parameters.map((name) => argument(name, from)));

  function written(control) {
    return control.scale === "ratio" ? state.ratio * bound(state.rho11) : state[control.name];
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
    const probe = { ...state, [name]: value };
    if (name !== "c" && Number.isNaN(evaluate(rows[0], probe))) {
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
      for (const row of rows) write(row, NaN);
      return;
    }
    if (control.name === "c") state.ratio = value === 0 ? 0 : Math.min(value / bound(state.rho11), 1);
    else state[control.name] = value;
    place(control);
    update(control);
  }

  function moved(control, place) {
    state[key(control)] = scales[control.scale].value(Number(place));
    update();
  }

  function place(control) {
    const to = scales[control.scale].place(state[key(control)]);
    at(`r-${control.name}`).value = Math.max(control.low, Math.min(control.high, to));
  }

  function write(row, value) {
    const output = at(`v-${row.function}`);
    output.textContent = Number.isNaN(value) ? "–" : short(value);
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
    for (const row of rows) write(row, evaluate(row, state));
    controls.forEach(draw);
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

  function draw(control) {
    const svg = at(`p-${control.name}`);
    const scale = scales[control.scale];
    const span = control.high - control.low;
    const places = Array.from({ length: POINTS + 1 }, (_, i) => control.low + (span * i) / POINTS);
    const curves = rows.map((row) =>
      places.map((x) => evaluate(row, { ...state, [key(control)]: scale.value(x) })));
    const high = Math.max(1e-9, ...curves.flat()) * 1.05;
    const X = (x) => LEFT + ((x - control.low) / span) * (WIDTH - LEFT - RIGHT);
    const Y = (y) => HEIGHT - BOTTOM - (y / high) * (HEIGHT - TOP - BOTTOM);
    svg.replaceChildren();
    for (const tick of ticks(high)) {
      svg.append(shape("path", { class: "grid", d: `M${LEFT} ${Y(tick)}H${WIDTH - RIGHT}` }));
      svg.append(shape("text", { x: LEFT - 5, y: Y(tick) + 4, "text-anchor": "end" }, tick));
    }
    svg.append(shape("path", { class: "axis", d: `M${LEFT} ${TOP}V${Y(0)}H${WIDTH - RIGHT}` }));
    const ends = [[control.low, "start"], [control.high, "end"]];
    for (const [x, anchor] of ends) {
      const text = short(control.scale === "ratio" ? x * bound(state.rho11) : scale.value(x), 4);
      svg.append(shape("text", { x: X(x), y: HEIGHT - 4, "text-anchor": anchor }, text));
    }
    const here = Math.max(control.low, Math.min(control.high, scale.place(state[key(control)])));
    svg.append(shape("path", { class: "here", d: `M${X(here)} ${TOP}V${Y(0)}` }));
    curves.forEach((curve, i) => {
      const d = curve.map((y, j) => `${j ? "L" : "M"}${X(places[j]).toFixed(1)} ${Y(y).toFixed(1)}`);
      svg.append(shape("path", { class: `line line-${i}`, d: d.join("") }));
    });
    const first = curves[0];
    svg.setAttribute("aria-label", `Bits against ${control.name}: the randomness goes from `
      + `${short(first[0], 3)} to ${short(first[POINTS], 3)}, at most ${short(Math.max(...first), 3)}`);
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
  controls.forEach(place);
  update();
})();
