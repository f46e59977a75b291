// Rows copied from a spreadsheet: looked at first, mended where something is wrong, then recorded all at once.

import assert from "node:assert/strict";
import { before } from "node:test";
import { cast, story } from "./stories.mjs";
import { CELLS, house, inCells, leave, press, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
});

inCells("rows are pasted, looked at, mended and recorded", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `pasted-${cell.suffix}`];
  await story(windrose, id);
  const page = await windrose.visitor("lead", cell);
  await page.goto(`${windrose.url}/i/${id}/record/need`);
  await press(page, page.getByRole("link", { name: t("do-paste") }));
  const rows = (severity) => [
    ["reported_by", "unit", "channel", "statement", "severity"],
    ["head-of-finance", "Finance", "meeting", "Monthly reports are late", severity],
    ["head-of-sales", "Sales", "call", "Reports are corrected twice", "3"],
  ].map((it) => it.join("\t")).join("\n");
  const look = () => press(page, page.getByRole("button", { name: t("form-paste-preview"), exact: true }));

  await page.locator("textarea").fill(rows("very much"));
  assert.equal(await look(), 422);
  assert.equal(await page.locator("textarea").inputValue(), rows("very much"), "what was pasted is still there");
  assert.match(await page.locator("main table").first().innerText(), /very much/);
  assert.equal(await page.locator("button[name=record]").count(), 0, "what is wrong is not recorded");

  await page.locator("textarea").fill(rows("4"));
  assert.equal(await look(), 200);
  const none = await windrose.call("lead", "record_list", { initiative: id, kind: "need" });
  assert.equal(none.records.length, 0, "looking records nothing");
  await press(page, page.locator("button[name=record]"));
  assert.match(page.url(), /\/saved\/\d+/);
  const { records } = await windrose.call("lead", "record_list", { initiative: id, kind: "need" });
  assert.deepEqual(records.map((it) => it.data.severity).sort(), [3, 4]);
  await page.goto(`${windrose.url}/i/${id}`);
  assert.equal(await page.locator("#c-heard.met").count(), 1);
  await leave(page);
}, CELLS.slice(1, 3));

inCells("more than a form takes is refused with what to do", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `too-much-${cell.suffix}`];
  await story(windrose, id);
  const page = await windrose.visitor("lead", cell);
  await page.goto(`${windrose.url}/i/${id}/paste/need`);
  const look = page.getByRole("button", { name: t("form-paste-preview"), exact: true });
  await page.locator("textarea").fill("x".repeat(300_000));
  assert.equal(await press(page, look), 413);
  assert.equal(await page.locator("main").getByText(t("problem-too-much")).count(), 1);
  await leave(page);
}, [CELLS[1], CELLS[2]]);
