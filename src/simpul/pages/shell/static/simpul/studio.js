/* The text of a procedure: line numbers that grow with it, and its faults and flow while one writes. Without this file
   the buttons "Simpan" and "Periksa" do the same. The answer is parsed as a document of its own, in which no script
   runs, and one part of it takes the place of the old one.

   form[data-studio=ID][data-studio-url]   after a pause the form is sent there, and ID is taken from the answer
   a[data-line=N]                          puts the cursor into line N of the text */
"use strict";
(() => {
  const form = document.querySelector("form[data-studio]");
  if (!form) return;
  const entry = form.querySelector("textarea"), gutter = form.querySelector(".s-ed__no"), box = form.querySelector(".s-ed");
  const PAUSE = 700;
  const faulty = () => new Set([...document.querySelectorAll("[data-line]")].map((link) => Number(link.dataset.line)));

  const grow = () => {
    const lines = entry.value.split("\n"), wrong = faulty();
    while (gutter.childElementCount < lines.length) gutter.append(document.createElement("span"));
    while (gutter.childElementCount > lines.length) gutter.lastElementChild.remove();
    [...gutter.children].forEach((mark, place) => {
      if (mark.textContent !== lines[place]) mark.textContent = lines[place];
      mark.dataset.n = String(place + 1);
      mark.id = `baris-${place + 1}`;
      mark.classList.toggle("is-wrong", wrong.has(place + 1));
    });
  };

  /* A text that cannot be drawn leaves the drawing of the last one that could be, with a word about it. */
  const keep = (old, fresh) => {
    const flow = old.querySelector(".s-studio__flow");
    if (!flow || fresh.querySelector(".s-studio__flow")) return;
    if (!flow.querySelector(".s-sub")) {
      const note = document.createElement("p");
      note.className = "s-sub";
      note.textContent = form.dataset.studioOlder;
      flow.querySelector("h2").after(note);
    }
    fresh.lastElementChild.replaceWith(flow);
  };

  let turn = 0, soon = 0;
  const check = async () => {
    const mine = (turn += 1);
    const answer = await fetch(form.dataset.studioUrl, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!answer || !answer.ok || mine !== turn) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(form.dataset.studio), old = document.getElementById(form.dataset.studio);
    if (!fresh || !old || mine !== turn) return;
    const flow = old.querySelector(".s-swim__flow"), at = flow ? flow.scrollLeft : 0;
    const now = document.importNode(fresh, true);
    keep(old, now);
    old.replaceWith(now);
    const shown = now.querySelector(".s-swim__flow");
    if (shown) shown.scrollLeft = at;
    form.querySelector("[data-said]").textContent = fresh.querySelector("h2").textContent.trim();
    grow();
  };
  entry.addEventListener("input", () => { grow(); clearTimeout(soon); soon = setTimeout(check, PAUSE); });
  document.addEventListener("change", (event) => { if (event.target !== entry && event.target.form === form) check(); });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = entry.value.split("\n"), line = Math.min(Number(link.dataset.line), lines.length);
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    entry.focus({ preventScroll: true });
    entry.setSelectionRange(start, start + lines[line - 1].length);
    const mark = document.getElementById(`baris-${line}`);
    box.scrollTo({ top: mark.offsetTop - box.clientHeight / 3, left: 0 });
    box.scrollIntoView({ block: "nearest" });
  });

  /* What is written and not saved is asked about before the page is left. */
  let saved = entry.value;
  form.addEventListener("submit", (event) => { if (event.submitter?.formTarget !== "_blank") saved = entry.value; });
  window.addEventListener("beforeunload", (event) => { if (entry.value !== saved) event.preventDefault(); });
  grow();
})();
