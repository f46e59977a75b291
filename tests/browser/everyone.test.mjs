// For everyone: on the narrowest screen, with a keyboard alone, and on paper.

import assert from "node:assert/strict";
import { before } from "node:test";
import { PAGES, leave, test, words } from "./harness.mjs";
import { ID, everyPage, outside, unfold, visitors, wide } from "./looks.mjs";

let windrose;
let looks;

before(async () => {
  ({ windrose, looks } = await everyPage());
});

test("every page of windrose is looked at here", async () => {
  const seen = looks.map(([, address]) => address.split("?")[0].split("/"));
  for (const { path } of PAGES) {
    const parts = path.split("/");
    const fits = (at) => at.length === parts.length && parts.every((part, index) => part.startsWith("{") || part === at[index]);
    assert.ok(seen.some(fits), `${path} is not among the pages that are looked at`);
  }
});

test("at 320 px nothing is wider than the page", async () => {
  const people = await visitors(windrose, { phone: true, language: "de", viewport: { width: 320, height: 640 } });
  const faults = [];
  for (const [person, address] of looks) {
    const page = await people.of(person);
    await page.goto(`${windrose.url}${address}`);
    await unfold(page);
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
