// The filter of the page of all theorems, the buttons that copy, and formulas that can be scrolled by keyboard where they need it.
"use strict";

const form = document.getElementById("filter");

function filterTheorems() {
  const fields = ["q", "lecture", "theme", "verdict"].map((name) => document.getElementById(name));
  const [query, lecture, theme, verdict] = fields;
  const entries = [...document.querySelectorAll(".entry")];
  const texts = new Map(entries.map((entry) => [entry, plain(entry.textContent)]));
  const count = document.getElementById("count");

  function matches(entry) {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    return (
      words.every((word) => texts.get(entry).includes(word)) &&
      (!lecture.value || entry.dataset.lectures.split(" ").includes(lecture.value)) &&
      (!theme.value || entry.dataset.theme === theme.value) &&
      (!verdict.value || entry.dataset.verdicts.split("|").includes(verdict.value))
    );
  }

  function show() {
    let shown = 0;
    for (const entry of entries) {
      entry.hidden = !matches(entry);
      shown += entry.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".entry:not([hidden])");
    count.textContent = `${shown} of ${entries.length} theorems`;
  }

  function remember() {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value) state.set(field.id, field.value);
    const hash = state.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return show();
    const state = new URLSearchParams(hash);
    for (const field of fields) field.value = state.get(field.id) || "";
    for (const field of fields) if (field.selectedIndex === -1) field.value = "";
    show();
  }

  function clear() {
    for (const field of fields) field.value = "";
    changed();
  }

  function changed() {
    show();
    remember();
  }

  form.hidden = false;
  for (const event of ["input", "change"]) form.addEventListener(event, changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    clear();
    query.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === "Escape" && fields.some((field) => field.value)) {
      event.preventDefault();
      clear();
    }
  });
  window.addEventListener("hashchange", recall);
  recall();
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}

function copyButtons() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll("pre.copy")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    const box = document.createElement("div");
    box.className = "copied";
    block.replaceWith(box);
    box.append(block, button);
  }
}

function scrollersByKeyboard() {
  for (const box of document.querySelectorAll(".formula, .scroll")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

function unfoldForPrint() {
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open]):not(.tex)")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
}

if (form) filterTheorems();
copyButtons();
unfoldForPrint();
scrollersByKeyboard();
window.addEventListener("resize", scrollersByKeyboard);
document.addEventListener("toggle", scrollersByKeyboard, true);
