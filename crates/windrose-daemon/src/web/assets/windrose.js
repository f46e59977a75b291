// What a page does beyond being read: it is told what changes elsewhere, and its slider moves through time.
// Every page works without this.

/** Words for this page's language, kept in its markup. */
const live = document.getElementById("live");

/** Replaces what is shown by what the same address shows now, unless somebody is typing. */
async function refresh(address = location.href) {
  const answer = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return false;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, main] = [document.querySelector("main"), next.querySelector("main")];
  if (!old || !main) return false;
  const open = new Set([...old.querySelectorAll("details[open][id]")].map((it) => it.id));
  const focused = document.activeElement?.id;
  old.replaceChildren(...main.childNodes);
  for (const it of old.querySelectorAll("details[id]")) if (open.has(it.id)) it.open = true;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.title = next.title;
  prepare();
  return true;
}

/** Is something typed that would be lost? */
function typing() {
  const fields = document.querySelectorAll("main form:not([method=get]) :is(input:not([type=hidden]), textarea, select)");
  return [...fields].some((it) => it.type === "radio" || it.type === "checkbox"
    ? it.checked !== it.defaultChecked
    : it.tagName === "SELECT" ? [...it.options].some((option) => option.selected !== option.defaultSelected) : it.value !== it.defaultValue);
}

/** Says what happened, for eyes and screen readers. */
function tell(words) {
  if (!live) return;
  live.textContent = words;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => live.replaceChildren(), 6000);
}

/** Listens for changes. The browser reconnects by itself and says where it was; a page that nobody looks at lets go of
 *  its connection, for there are few of them, and catches up when it is looked at again. */
function listen() {
  const start = document.body.dataset.live;
  if (!start) return;
  let source, waiting, last;
  const changed = (event) => {
    last = event.lastEventId || last;
    clearTimeout(waiting);
    // Several changes at once are shown at once.
    waiting = setTimeout(async () => {
      if (typing()) return tell(live.dataset.typing);
      if (await refresh()) tell(live.dataset.changed);
    }, 150);
  };
  const open = () => {
    if (source || document.hidden) return;
    const address = new URL(start, location.href);
    if (last) address.searchParams.set("after", last);
    source = new EventSource(address);
    source.addEventListener("changed", changed);
    source.addEventListener("directory", changed);
    source.addEventListener("behind", changed);
    source.addEventListener("error", () => {
      // Turned away for good, or for want of room: the browser does not try again, so the page does.
      if (source?.readyState === EventSource.CLOSED) {
        source = undefined;
        setTimeout(open, 30000);
      }
    });
  };
  const close = () => { source?.close(); source = undefined; };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

/** The slider sets the day and shows it. */
function slide() {
  const range = document.getElementById("as-of-range");
  const day = document.getElementById("as-of-day");
  if (!range || !day) return;
  range.hidden = false;
  const first = Date.parse(`${range.form.dataset.first}T00:00:00Z`);
  const dayAt = (days) => new Date(first + days * 86400000).toISOString().slice(0, 10);
  range.addEventListener("input", () => {
    day.value = dayAt(Number(range.value));
    range.setAttribute("aria-valuetext", day.value);
  });
  day.addEventListener("input", () => {
    range.value = String(Math.round((Date.parse(`${day.value}T00:00:00Z`) - first) / 86400000));
  });
  // With the arrow keys each day is a change: whoever goes on is not sent away in between.
  let settled;
  const stay = () => clearTimeout(settled);
  range.addEventListener("input", stay);
  range.form.addEventListener("submit", stay);
  range.addEventListener("change", () => {
    stay();
    settled = setTimeout(() => range.form.requestSubmit(), 600);
  });
}

/** An id is suggested from a title until somebody writes one. */
function suggest() {
  for (const id of document.querySelectorAll("[data-slug-of]")) {
    const of = document.getElementById(id.dataset.slugOf);
    let own = id.value !== "";
    id.addEventListener("input", () => { own = id.value !== ""; });
    of?.addEventListener("input", () => {
      if (own) return;
      id.value = of.value.toLowerCase()
        .replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss")
        .normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64);
    });
  }
}

/** A form is sent once. */
function once() {
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
      setTimeout(() => { delete form.dataset.sent; }, 4000);
    });
  }
}

function prepare() {
  slide();
  suggest();
  once();
}

prepare();
listen();
