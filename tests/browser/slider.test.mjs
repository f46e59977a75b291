// An initiative as of any day: with the slider, and with the day alone where there is no script. What is past can be
// looked at; nothing can be done in it.

import assert from "node:assert/strict";
import { before } from "node:test";
import { demo, inCells, leave, newPage, press, says, signIn, textOf, words } from "./harness.mjs";

const ID = "learning-partnership";

let windrose;

before(async () => {
  windrose = await demo();
});

inCells("the initiative is shown as it was on a day, and nothing can be done there", async (cell) => {
  const t = (key) => words(cell.language, key);
  const { decisions } = await windrose.call("admin", "initiative_get", { initiative: ID });
  const passed = decisions.filter((it) => it.decision === "go").map((it) => it.at).sort();
  // The day after the third gate was passed.
  const day = new Date(Date.parse(passed[2]) + 86_400_000).toISOString().slice(0, 10);

  const page = await windrose.visitor("sponsor", cell);
  await page.goto(`${windrose.url}/i/${ID}/timeline`);
  const range = page.locator("#as-of-range");
  assert.equal(await range.isVisible(), cell.script, "the slider is there where it works");
  if (cell.script) {
    // By keyboard: the slider follows the arrow keys, and the day follows the slider.
    await page.locator("#as-of-day").fill(day);
    await range.focus();
    await page.keyboard.press("ArrowRight");
    const [, next] = [await page.keyboard.press("ArrowLeft"), await page.locator("#as-of-day").inputValue()];
    assert.equal(next, day);
    // Whoever rests on a day is shown it.
    await page.waitForURL(/as_of=/);
  } else {
    await page.locator("#as-of-day").fill(day);
    await press(page, page.getByRole("button", { name: t("slider-show") }));
  }
  assert.equal(new URL(page.url()).searchParams.get("as_of"), day);
  says(await page.locator("main").innerText(), t("as-of"));
  assert.equal(await page.locator("ol.steps > li.passed").count(), 3);
  // Links lead on to what can be read, and none to what changes something.
  const deeds = page.locator("main").locator("a[href*='/do/'], a[href*='/decide/'], a[href*='/record/'], a[href$='/record'], a[href*='/invite/'], form[method=post]");
  assert.deepEqual(await deeds.evaluateAll((links) => links.map((it) => it.outerHTML)), []);

  await press(page, page.getByRole("link", { name: t("as-of-now") }));
  assert.equal(await page.locator("ol.steps > li.passed").count(), 8);
  await leave(page);
});

inCells("a day that is none, or lies before the beginning, is said to be so", async (cell) => {
  const page = await windrose.visitor("sponsor", cell);
  for (const day of ["31.31.2026", "1999-01-01"]) {
    await page.goto(`${windrose.url}/i/${ID}?as_of=${day}`);
    assert.ok(page.status >= 400 && page.status < 500, `${day}: ${page.status}`);
    assert.ok((await textOf(page.locator("main"))).length > 40);
  }
  await leave(page);
});
