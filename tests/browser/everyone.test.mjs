// For everyone: every page in light and dark, on a phone, at 320 px, by keyboard, in both languages and on paper. The
// initiative is the demo's, with two years behind it, so that pages are as full as they get.

import assert from "node:assert/strict";
import { before } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { INDICATOR, NEED, cast, record, story } from "./stories.mjs";
import { PAGES, demo, leave, newPage, press, test, words } from "./harness.mjs";

const ID = "learning-partnership";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let windrose;
/** Addresses, each with who looks. Every page of windrose's table is among them. */
let looks;

before(async () => {
  windrose = await demo();
  await cast(windrose, "owner", "sponsor", "lead", "head-of-sales");
  looks = await addresses();
});

async function addresses() {
  // An initiative that is under way, beside the one that has ended.
  await story(windrose, "under-way", "Reports in time");
  await record(windrose, "under-way", NEED, INDICATOR);
  const [pilot] = await record(windrose, "under-way", ["pilot", {
    name: "Reports without corrections", unit: "Sales", starts_on: "2026-02-02", ends_on: "2026-05-29", sample_n: 12,
    comparison: "historical", indicator: "indicator-1",
  }]);
  await windrose.call("lead", "waiver_request", {
    initiative: "under-way", step: "urgency", criterion: "looked-for", reason: "The plant is closed until the end of the month.",
    expires_on: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
  });
  const { decisions } = await windrose.call("admin", "initiative_get", { initiative: ID });
  const { version } = decisions.find((it) => it.step === "urgency");
  const ended = PAGES.filter((it) => it.path.startsWith("/i/{initiative}") && !/record\/|paste|invite|decide/.test(it.path))
    .map((it) => ["sponsor", it.at({ initiative: ID, step: "urgency", version: it.path.includes("saved") ? 40 : version, record: "win-1" })]);
  const running = PAGES.filter((it) => /^\/i\/\{initiative\}($|\/(gate|decide|record|invite|people|sheet|paste|charts|saved))/.test(it.path))
    .map((it) => [it.path.includes("decide") ? "sponsor" : "lead",
      it.at({ initiative: "under-way", step: "urgency", kind: "need", pilot, version: 9, record: pilot })]);
  const others = [
    ["owner", "/"], ["owner", "/?q=nothing-is-called-so"], ["owner", "/start"], ["sponsor", "/inbox"], ["lead", "/inbox"],
    ["lead", "/do/waiver_request?initiative=under-way&step=urgency&criterion=shown"],
    ["sponsor", "/do/waiver_decide?initiative=under-way&waiver=waiver-1"],
    ["lead", `/p/under-way/${pilot}`], ["lead", `/p/under-way/${pilot}/saved/9`],
    ["sponsor", `/i/${ID}?as_of=2025-06-02`], ["lead", "/i/under-way/record/scope"], ["lead", "/i/under-way/record/coalition_member"],
    ["lead", "/i/nothing-is-called-so"],
  ];
  return [...others, ...ended, ...running];
}

/** A person's own page, in which addresses are opened one after another. */
async function visitors(cell) {
  const pages = {};
  return {
    of: async (person) => (pages[person] ??= await windrose.visitor(person, cell)),
    leave: () => leave(...Object.values(pages)),
  };
}

test("every page of windrose is looked at here", async () => {
  const seen = looks.map(([, address]) => address.split("?")[0].split("/"));
  for (const { path } of PAGES) {
    const parts = path.split("/");
    const fits = (at) => at.length === parts.length && parts.every((part, index) => part.startsWith("{") || part === at[index]);
    assert.ok(seen.some(fits), `${path} is not among the pages that are looked at`);
  }
});

const WAYS = [
  { name: "light, desktop, en", language: "en", colorScheme: "light" },
  { name: "dark, phone, de", language: "de", colorScheme: "dark", phone: true },
];

for (const way of WAYS) {
  test(`axe finds nothing, texts stay in their pictures, nothing is wider than the page (${way.name})`, async () => {
    const people = await visitors(way);
    const faults = [];
    for (const [person, address] of looks) {
      const page = await people.of(person);
      await page.goto(`${windrose.url}${address}`);
      // What is folded away is looked at, too.
      await page.locator("details").evaluateAll((all) => { for (const it of all) it.open = true; });
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      faults.push(...violations.flatMap((it) => it.nodes.map((node) => `${address}: ${it.id}: ${it.help}: ${node.target} ${node.failureSummary.split("\n").slice(1, 3).join(" ")}`)));
      faults.push(...(await outside(page)).map((it) => `${address}: ${it}`));
      faults.push(...(await wide(page)).map((it) => `${address}: ${it}`));
      if (await page.locator("html").getAttribute("lang") !== way.language) faults.push(`${address}: its language`);
      if (await page.locator("h1").count() !== 1) faults.push(`${address}: ${await page.locator("h1").count()} headings of the first level`);
    }
    assert.deepEqual([...new Set(faults)], []);
    await people.leave();
  });
}

/** Texts of pictures that stand outside of them. */
const outside = (page) => page.evaluate(() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  if (box.width === 0) return [];
  return [...svg.querySelectorAll("text")].filter((it) => it.textContent.trim()).flatMap((text) => {
    const it = text.getBoundingClientRect();
    // What a narrow screen leaves out stands below the picture.
    if (it.width === 0) return [];
    const inside = it.left >= box.left - 1 && it.right <= box.right + 1 && it.top >= box.top - 1 && it.bottom <= box.bottom + 1;
    return inside ? [] : [`“${text.textContent}” stands outside of its picture`];
  });
}));

/** Whether people have to scroll sideways. */
const wide = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter((it) => it.getBoundingClientRect().right > width + 1 && !it.closest(".scroll"));
  return [`it is ${document.documentElement.scrollWidth} px wide on ${width}: ${beyond.slice(0, 3).map((it) => it.outerHTML.slice(0, 90)).join(" ")}`];
});

test("at 320 px nothing is wider than the page", async () => {
  const people = await visitors({ phone: true, language: "de", viewport: { width: 320, height: 640 } });
  const faults = [];
  for (const [person, address] of looks) {
    const page = await people.of(person);
    await page.goto(`${windrose.url}${address}`);
    await page.locator("details").evaluateAll((all) => { for (const it of all) it.open = true; });
    faults.push(...(await wide(page)).map((it) => `${address}: ${it}`));
    faults.push(...(await outside(page)).map((it) => `${address}: ${it}`));
  }
  assert.deepEqual([...new Set(faults)], []);
  await people.leave();
});

test("with a keyboard alone: the way through a gate to a form, and Enter sends it", async () => {
  const page = await windrose.visitor("lead");
  await page.goto(`${windrose.url}/i/under-way`);
  // The first key leads past the navigation.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), words("en", "skip"));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  const reached = [];
  let href;
  for (let taps = 0; taps < 200 && !href?.endsWith("/record/need"); taps += 1) {
    await page.keyboard.press("Tab");
    const it = await focused(page);
    assert.ok(it.ring, `the focus is seen on ${it.html}`);
    assert.ok(it.onScreen, `the focus is on the screen: ${it.html}`);
    reached.push(it.html);
    href = it.href;
  }
  assert.ok(href?.endsWith("/record/need"), `the button of the condition is reached:\n${reached.join("\n")}`);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);

  // Every control of the form is reached, in its order, and filled in by keys alone.
  await page.locator("main").focus();
  const names = new Set();
  for (let taps = 0; taps < 80; taps += 1) {
    await page.keyboard.press("Tab");
    const it = await focused(page);
    assert.ok(it.ring, `the focus is seen on ${it.html}`);
    if (it.tag === "SUMMARY" || it.submit) break;
    if (!it.name || names.has(it.name)) continue;
    names.add(it.name);
    if (it.type === "radio" || it.tag === "SELECT") await page.keyboard.press("ArrowDown");
    else if (it.name !== "/data/severity") await page.keyboard.type("finance");
  }
  for (const name of ["/data/reported_by", "/data/unit", "/data/channel", "/data/statement", "/data/severity"]) {
    assert.ok(names.has(name), `${name} is reached: ${[...names]}`);
  }
  await page.locator("[name='/data/unit']").focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  assert.match(page.url(), /\/saved\/\d+/);
  await leave(page);
});

const focused = (page) => page.evaluate(() => {
  const it = document.activeElement;
  // A choice shows the focus on what stands around it.
  const shows = [it, it.parentElement, it.closest("li, label")].filter(Boolean);
  const ring = shows.some((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  });
  const box = it.getBoundingClientRect();
  return {
    ring, name: it.name, type: it.type, tag: it.tagName, href: it.href, submit: it.type === "submit", html: it.outerHTML.slice(0, 120),
    onScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
});

test("on paper there is the sheet and nothing else, on one page", async () => {
  for (const language of ["en", "de"]) {
    for (const initiative of [ID, "under-way"]) {
      const page = await windrose.visitor("sponsor", { language });
      await page.goto(`${windrose.url}/i/${initiative}/sheet`);
      await page.emulateMedia({ media: "print" });
      for (const around of ["header.top", "footer.bottom", "nav.tabs", ".screen-only"]) {
        for (const it of await page.locator(around).all()) assert.equal(await it.isVisible(), false, `${around} is not printed`);
      }
      assert.equal(await page.locator(".sheet").isVisible(), true);
      const pdf = await page.pdf({ format: "A4", printBackground: false });
      const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
      assert.equal(sheets, 1, `${initiative} in ${language} fits on one sheet`);
      await leave(page);
    }
  }
});

test("somebody who is not signed in finds the same care", async () => {
  const link = await windrose.link("sponsor");
  const faults = [];
  for (const way of WAYS) {
    const page = await newPage(way);
    for (const address of [`${windrose.url}/sign-in`, link, `${link}x`]) {
      await page.goto(address);
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      faults.push(...violations.map((it) => `${address}: ${it.id}`), ...await wide(page));
    }
    await leave(page);
  }
  assert.deepEqual(faults, []);
});
