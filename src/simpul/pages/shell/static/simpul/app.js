/* Simpul in the browser. Every page works without this file; it only makes some things quicker or safer.
   Nothing is evaluated from text, and no HTML is written but the part of a page that our server answers to data-poll:
   the policy "script-src 'self'" is enough.

   Hooks (all data attributes):
   form[method=post]            sent once; a second press is ignored until the page comes back
   [data-focus]                 takes the focus when the page opens (error summary)
   [data-toggle=ID]             opens and closes the element ID (menu of the rail)
   [data-print]                 prints
   [data-theme-value]           light or dark; pressed again: as the system wishes
   [data-terbilang=ID]          writes the rupiah amount of this entry in words into the element ID
   [data-tanggal=ID]            writes the chosen date with its day into the element ID
   form[data-example=ID]        asks its own address what the entries would give and writes it into the element ID
   [data-poll=ADDRESS]          asks ADDRESS every two seconds and puts the answer in its own place
   template[data-session]       warning two minutes before the session ends
   [data-worklist]              J and K move between rows ([data-open] is the row's link), A presses [data-claim],
                                Enter opens [data-next], / goes to [data-search]; each switchable off ([data-shortcut])
   form[data-upload]            the button opens the file picker, choosing sends
   form[data-upload-url]        sends the file in pieces and goes on after a dropped line; see upload() */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const remember = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* storage is switched off */ } },
  };

  /* Sent once */
  const release = (form) => {
    delete form.dataset.sent;
    all(".is-busy", form).forEach((button) => { button.classList.remove("is-busy"); button.removeAttribute("aria-disabled"); });
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("button[aria-disabled=true], a[aria-disabled=true]")) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) setTimeout(() => { button.classList.add("is-busy"); button.setAttribute("aria-disabled", "true"); }, 0);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach(release); });

  /* Focus, menu, print */
  const first = one("[data-focus]");
  if (first) first.focus();
  all("[data-toggle]").forEach((button) => button.addEventListener("click", () => {
    const open = document.getElementById(button.dataset.toggle).classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  }));
  all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));

  /* Light and dark */
  const root = document.documentElement;
  const showTheme = () => all("[data-theme-value]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.themeValue === root.dataset.theme));
  });
  all("[data-theme-value]").forEach((button) => button.addEventListener("click", () => {
    const value = root.dataset.theme === button.dataset.themeValue ? "" : button.dataset.themeValue;
    if (value) root.dataset.theme = value; else delete root.dataset.theme;
    document.cookie = `simpul_tema=${value}; path=/; max-age=${value ? 31536000 : 0}; samesite=lax`;
    showTheme();
  }));
  showTheme();

  /* Amounts in words (Indonesian, up to 999 triliun) */
  const ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
  const SCALES = ["", "ribu", "juta", "miliar", "triliun"];
  const below1000 = (n) => {
    if (n < 12) return ONES[n];
    if (n < 20) return `${ONES[n - 10]} belas`;
    if (n < 100) return `${ONES[Math.floor(n / 10)]} puluh ${ONES[n % 10]}`.trim();
    if (n < 200) return `seratus ${below1000(n - 100)}`.trim();
    return `${ONES[Math.floor(n / 100)]} ratus ${below1000(n % 100)}`.trim();
  };
  const words = (digits) => {
    const number = digits.replace(/^0+(?=\d)/, "");
    if (!number || number.length > 15) return "";
    if (number === "0") return "nol";
    const parts = [];
    for (let scale = 0, end = number.length; end > 0; scale += 1, end -= 3) {
      const group = Number(number.slice(Math.max(0, end - 3), end));
      if (group) parts.unshift(scale === 1 && group === 1 ? "seribu" : `${below1000(group)} ${SCALES[scale]}`.trim());
    }
    return parts.join(" ");
  };
  all("[data-terbilang]").forEach((entry) => {
    const place = document.getElementById(entry.dataset.terbilang);
    const show = () => {
      const amount = entry.value.replace(/,(00|-)$/, "");
      const said = /^(rp)?[\d.\s]*$/i.test(amount) ? words(amount.replace(/\D/g, "")) : "";
      place.textContent = said ? `${said} rupiah` : "";
    };
    entry.addEventListener("input", show);
    show();
  });

  /* A chosen date with its day, in the page's language */
  const written = new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : "id-ID", { dateStyle: "full", timeZone: "UTC" });
  all("[data-tanggal]").forEach((entry) => {
    const place = document.getElementById(entry.dataset.tanggal);
    const show = () => { place.textContent = entry.value ? written.format(new Date(`${entry.value}T00:00Z`)) : ""; };
    entry.addEventListener("input", show);
  });

  /* What the entries of a form would give, as the server says it */
  all("form[data-example]").forEach((form) => {
    const place = document.getElementById(form.dataset.example);
    let soon = 0, turn = 0;
    const ask = async () => {
      const mine = (turn += 1), body = new FormData(form);
      body.set("contoh", "1");
      const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
      if (answer && answer.ok && mine === turn) place.textContent = (await answer.json()).said;
    };
    form.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(ask, 300); });
  });

  /* A part of the page that asks again how far something has come; nothing more to ask (204): the whole page anew */
  const askAgain = (part, before) => setTimeout(async () => {
    const answer = await fetch(part.dataset.poll).catch(() => null);
    if (answer && (answer.status === 204 || answer.redirected)) { location.reload(); return; }
    const said = answer && answer.ok ? await answer.text() : before;
    if (said === before) { askAgain(part, before); return; }
    const fresh = new DOMParser().parseFromString(said, "text/html").body.firstElementChild;
    part.replaceWith(fresh);
    if (fresh.dataset.poll) askAgain(fresh, said);
  }, 2000);
  all("[data-poll]").forEach((part) => askAgain(part, ""));

  /* A picture wider than its frame opens where the case stands */
  all(".s-swim__flow").forEach((frame) => {
    const here = one("[id$=-kini]", frame);
    if (!here) return;
    const at = here.getBoundingClientRect();
    frame.scrollLeft = at.left + at.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  });

  /* The session is about to end */
  const session = one("template[data-session]");
  if (session) {
    const warn = () => {
      const box = session.content.firstElementChild.cloneNode(true);
      document.body.append(box);
      box.focus();
      one("form", box).addEventListener("submit", async (event) => {
        event.preventDefault();
        const answer = await fetch(session.dataset.sessionUrl, { method: "POST", body: new FormData(event.target), headers: { Accept: "application/json" } }).catch(() => null);
        if (answer && answer.ok) { box.remove(); wait((await answer.json()).seconds); return; }
        one("h2", box).textContent = session.dataset.sessionEnded;
        release(event.target);
      });
    };
    const wait = (seconds) => setTimeout(warn, Math.min(Math.max(seconds - 120, 1) * 1000, 2 ** 31 - 1));
    wait(Number(session.dataset.session));
  }

  /* Keys of the worklist */
  const KEYS = "simpul.pintasan.mati";
  const off = new Set((remember.get(KEYS) || "").split(" ").filter(Boolean));
  all("[data-shortcut]").forEach((tick) => {
    tick.checked = !off.has(tick.dataset.shortcut);
    tick.addEventListener("change", () => {
      off[tick.checked ? "delete" : "add"](tick.dataset.shortcut);
      remember.set(KEYS, [...off].join(" ") || null);
    });
  });
  const list = one("[data-worklist]");
  if (list) {
    const rows = () => all("[data-open]", list);
    const here = () => rows().findIndex((link) => link.closest("tr, li") === document.activeElement.closest("tr, li"));
    const step = (by) => {
      const links = rows(), at = here();
      const target = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
      if (target) { target.focus(); target.scrollIntoView({ block: "nearest" }); }
    };
    const acts = {
      j: () => step(1),
      k: () => step(-1),
      a: () => { const row = rows()[here()]; const button = row && one("[data-claim]", row.closest("tr, li")); if (button) button.click(); },
      "/": () => { const entry = one("[data-search]"); if (entry) entry.focus(); },
      enter: () => { const next = one("[data-next]"); if (next) next.click(); },
    };
    document.addEventListener("keydown", (event) => {
      const key = event.key.toLowerCase(), at = document.activeElement;
      const busy = at.matches("input, textarea, select, [contenteditable]") || (key === "enter" && at !== document.body);
      if (busy || event.ctrlKey || event.metaKey || event.altKey || !acts[key] || off.has(key)) return;
      event.preventDefault();
      acts[key]();
    });
  }

  /* One tap: the button opens the picker, choosing sends */
  all("form[data-upload]").forEach((form) => {
    const entry = one("input[type=file]", form), button = one("button", form);
    form.classList.add("is-one-tap");
    entry.tabIndex = -1;
    button.addEventListener("click", (event) => {
      if (entry.files.length || form.dataset.sent) return;
      event.preventDefault();
      entry.click();
    });
    entry.addEventListener("change", () => { if (entry.files.length) form.requestSubmit(button); });
  });

  /* Uploads in pieces.
     POST url, body = the bytes, with X-CSRFToken, Upload-Id (32 hex, chosen here), Upload-Offset, Upload-Length, Upload-Name
     (percent-encoded). Answers: 200 {"offset": n} = send on from n; 409 {"offset": n} = the server stands at n;
     200 {"next": address} = whole file judged, go there; any other answer, also one that leads elsewhere (the draft is not this
     browser's any more): the plain form is sent instead.
     GET url?id=... answers {"offset": n} and is asked after a dropped line; the id is kept, so choosing the same file again
     goes on where it stopped, even after the page was closed. */
  const PIECE = 131072;
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(finish, ms);
    function finish() { clearTimeout(timer); window.removeEventListener("online", finish); done(); }
    window.addEventListener("online", finish);
  });
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const upload = async (form, file) => {
    const url = form.dataset.uploadUrl, token = form.elements.csrfmiddlewaretoken?.value || "";
    const bar = one("progress", form), status = one("[data-upload-status]", form);
    const key = `simpul.unggah ${url} ${file.name} ${file.size} ${file.lastModified}`;
    const id = remember.get(key) || newId();
    remember.set(key, id);
    let offset = 0, resume = true, tries = 0, stuck = 0;
    const plain = () => { remember.set(key, null); return null; };
    bar.hidden = false;
    for (;;) {
      /* a file that was moved or changed meanwhile cannot be read: the plain form then says so */
      const piece = resume ? null : await file.slice(offset, offset + PIECE).arrayBuffer().catch(() => null);
      if (!resume && !piece) return plain();
      try {
        const answer = resume
          ? await fetch(`${url}?id=${id}`, { headers: { Accept: "application/json" } })
          : await fetch(url, { method: "POST", body: piece, headers: { "Content-Type": "application/octet-stream", Accept: "application/json", "X-CSRFToken": token, "Upload-Id": id, "Upload-Offset": String(offset), "Upload-Length": String(file.size), "Upload-Name": encodeURIComponent(file.name) } });
        if (answer.status >= 500) throw new Error("busy");
        if (answer.redirected || (!answer.ok && answer.status !== 409)) return plain();
        const told = await answer.json();
        if (told.next) { remember.set(key, null); return told.next; }
        const stands = Math.min(Number(told.offset) || 0, file.size);
        stuck = resume || stands > offset ? 0 : stuck + 1;
        if (stuck > 5) return plain();
        offset = stands;
        resume = false;
        tries = 0;
        bar.value = file.size ? Math.round((offset / file.size) * 100) : 100;
        status.textContent = `${form.dataset.uploadBusy} ${bar.value}%`;
      } catch {
        tries += 1;
        resume = true;
        status.textContent = form.dataset.uploadWaiting;
        await pause(Math.min(1000 * 2 ** tries, 30000));
      }
    }
  };
  const go = (address) => {
    const target = new URL(address, location.href);
    const same = target.pathname === location.pathname && target.search === location.search;
    location.assign(target.href);
    if (same) location.reload(); /* a mere change of the fragment would show the old card */
  };
  all("form[data-upload-url]").forEach((form) => form.addEventListener("submit", (event) => {
    const entry = one("input[type=file]", form);
    if (form.dataset.plain || entry.files.length !== 1) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    if (event.submitter) { event.submitter.classList.add("is-busy"); event.submitter.setAttribute("aria-disabled", "true"); }
    upload(form, entry.files[0]).then((next) => {
      if (next && next.startsWith("/") && !next.startsWith("//")) { go(next); return; }
      form.dataset.plain = "1";
      release(form);
      form.requestSubmit();
    });
  }));
  /* an entry that only some answers need is shown when they are given; without this it stands there with its hint */
  const followed = new Map();
  all("[data-jika]").forEach((entry) => {
    const field = entry.closest(".s-field"), [, name, no, choices] = /^(.+?)(!?)=(.*)$/.exec(entry.dataset.jika);
    if (field) followed.set(field, { name, no: Boolean(no), choices: choices.split(" ") });
  });
  const follow = () => followed.forEach(({ name, no, choices }, field) => {
    const form = field.closest("form"), answer = form && new FormData(form).get(name);
    field.hidden = !answer || choices.includes(answer) === no;
  });
  if (followed.size) { follow(); document.addEventListener("change", follow); }
})();
