// All initiatives: what each waits for, found, filtered and ordered; and what somebody sees who has none.

import assert from "node:assert/strict";
import { before } from "node:test";
import { NEED, cast, open, record, story } from "./stories.mjs";
import { house, inCells, leave, press, says, test, textOf, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
});

const titles = async (page) => (await page.locator("ul.portfolio h2").allInnerTexts()).map((it) => it.trim());

test("whoever has nothing yet is led to the first initiative", async () => {
  const page = await windrose.visitor("owner");
  says(await page.locator("main").innerText(), words("en", "portfolio-empty"));
  await press(page, page.locator("main").getByRole("link", { name: words("en", "start-title") }));
  assert.equal(new URL(page.url()).pathname, "/start");
  await leave(page);
});

test("initiatives are there to be seen", async () => {
  await story(windrose, "reports", "Reports in time");
  await open(windrose, "partnership", "Learning partnership", "learning-partnership");
  await open(windrose, "mobile", "Mobile work", "kotter");
  await open(windrose, "archive", "Archive without paper", "kotter");
  await record(windrose, "reports", NEED);
  await windrose.call("owner", "step_due", { initiative: "mobile", step: "urgency", due_on: "2030-04-01" });
  await windrose.call("owner", "initiative_close", { initiative: "archive", reason: "cost" });
});

inCells("each shows its rose, what blocks it in a sentence, and its next date", async (cell) => {
  const page = await windrose.visitor("owner", cell);
  assert.equal((await titles(page)).length, 4);
  const mobile = page.locator("ul.portfolio > li").filter({ hasText: "Mobile work" });
  const rose = mobile.locator("svg");
  assert.equal(await rose.count(), 1);
  assert.ok((await rose.boundingBox()).width >= 32, "the rose is large enough to be read");
  assert.match(await rose.getAttribute("aria-label"), /(\d+ ){7}\d+/, "how far each of the eight is");
  assert.match(await textOf(mobile), cell.language === "de" ? /01\.04\.2030/ : /1 Apr(il)? 2030/);
  const blocked = await textOf(page.locator("ul.portfolio > li").filter({ hasText: "Reports in time" }).locator("p").first());
  assert.ok(blocked.length > 15 && /[.\w]$/.test(blocked), `a sentence: ${blocked}`);
  await press(page, page.getByRole("link", { name: "Reports in time" }));
  assert.equal(new URL(page.url()).pathname, "/i/reports");
  await leave(page);
});

inCells("they are searched, filtered and ordered, and the address keeps it", async (cell) => {
  const t = (key) => words(cell.language, key);
  const page = await windrose.visitor("owner", cell);
  await page.getByLabel(t("portfolio-search")).fill("PARTNER");
  await press(page, page.getByRole("button", { name: t("show"), exact: true }));
  assert.deepEqual(await titles(page), ["Learning partnership"]);
  assert.equal(await page.getByLabel(t("portfolio-search")).inputValue(), "PARTNER");
  await page.reload();
  assert.deepEqual(await titles(page), ["Learning partnership"]);

  await page.getByLabel(t("portfolio-search")).fill("nothing is called so");
  await press(page, page.getByRole("button", { name: t("show"), exact: true }));
  assert.deepEqual(await titles(page), []);
  await page.goto(windrose.url);

  await press(page, page.getByRole("navigation", { name: t("portfolio-show") }).getByRole("link", { name: t("show-closed") }));
  assert.deepEqual(await titles(page), ["Archive without paper"]);
  await page.goto(windrose.url);

  await page.getByLabel(t("portfolio-sort")).selectOption("title");
  await page.getByLabel(t("portfolio-down")).check();
  await press(page, page.getByRole("button", { name: t("show"), exact: true }));
  assert.deepEqual(await titles(page), ["Reports in time", "Mobile work", "Learning partnership", "Archive without paper"]);
  // A filter keeps the order.
  await press(page, page.getByRole("navigation", { name: t("portfolio-show") }).getByRole("link", { name: t("show-running") }));
  assert.deepEqual(await titles(page), ["Reports in time", "Mobile work", "Learning partnership"]);
  await leave(page);
});
