// From an empty store to a first initiative, by the link that windrose prints at its first start. In three steps, with
// faults on the way: nothing that was typed is lost.

import assert from "node:assert/strict";
import { house, inCells, leave, newPage, press, says, signIn, words } from "./harness.mjs";

inCells("from nothing to an initiative in three steps", async (cell) => {
  const t = (key) => words(cell.language, key);
  const windrose = await house();
  const page = await newPage(cell);
  await signIn(page, windrose.firstLink, cell);
  await press(page, page.locator("main").getByRole("link", { name: t("start-title") }));

  // First: what changes. A short name that cannot be one comes back with everything that was typed.
  const purpose = "Reports that can be relied upon,\nfor everybody who decides.";
  await page.getByLabel(t("start-name")).fill("Berichte für Prüfer");
  await page.getByLabel(t("start-purpose")).fill(purpose);
  const short = page.getByLabel(t("start-id"));
  if (cell.script) assert.equal(await short.inputValue(), "berichte-fuer-pruefer", "a short name is suggested");
  await page.getByRole("radio", { name: /Kotter|general|allgemein/i }).first().check();
  const radio = await page.locator("input[type=radio]:checked").getAttribute("value");
  await short.fill("learning!partnership");
  // The browser itself holds back what it can see is wrong; a person who gets past it loses nothing either.
  await page.locator("form.card").evaluate((form) => { form.noValidate = true; });
  const status = await press(page, page.getByRole("button", { name: t("start-open") }));
  assert.equal(status >= 400 && status < 500, true, `${status}`);
  assert.equal(await page.locator("[name='/title']").inputValue(), "Berichte für Prüfer");
  assert.equal(await page.locator("[name='/purpose']").inputValue(), purpose);
  assert.equal(await page.locator("[name='/initiative']").inputValue(), "learning!partnership");
  assert.equal(await page.locator("[name='/initiative']").getAttribute("aria-invalid"), "true");
  const workflow = page.locator("[name='/workflow']");
  const kept = await workflow.first().getAttribute("type") === "radio" ? page.locator("[name='/workflow']:checked") : workflow.first();
  assert.equal(await kept.inputValue(), radio);
  await page.locator("[name='/initiative']").fill("reports");
  await press(page, page.locator("main form button:visible").last());

  // Second: who carries it. Somebody is added and gets a role; a role for nobody is refused and nothing is lost.
  assert.equal(new URL(page.url()).pathname, "/i/reports/people");
  assert.match(await page.locator("ol.stepper [aria-current=step]").innerText(), new RegExp(t("start-step-2")));
  await page.getByLabel(t("person-name")).fill("Head of Finance");
  await page.getByLabel(t("person-id")).fill("head-of-finance");
  await press(page, page.getByRole("button", { name: t("do-add-person"), exact: true }));
  await page.getByLabel(t("assign-person"), { exact: true }).selectOption({ label: "Head of Finance" });
  await page.getByLabel(t("assign-role"), { exact: true }).selectOption("sponsor");
  await press(page, page.getByRole("button", { name: t("do-assign"), exact: true }));
  assert.match(await page.locator("table.people").innerText(), /Head of Finance/);
  assert.match(await page.locator("ol.stepper [aria-current=step]").innerText(), new RegExp(t("start-step-2")), "still on the way");

  // Third: who is affected. A number that is none comes back beside its field.
  await press(page, page.getByRole("link", { name: t("start-next") }));
  assert.match(await page.locator("ol.stepper [aria-current=step]").innerText(), new RegExp(t("start-step-3")));
  await page.locator("[name='/data/units/0/name']").fill("Finance");
  await page.locator("[name='/data/units/0/people']").fill("many");
  await page.locator("[name='/data/units/0/managers']").fill("12");
  assert.equal(await press(page, page.getByRole("button", { name: t("record-save"), exact: true })), 422);
  assert.equal(await page.locator("[name='/data/units/0/name']").inputValue(), "Finance");
  assert.equal(await page.locator("[name='/data/units/0/people']").inputValue(), "many");
  await page.locator("[name='/data/units/0/people']").fill("120");
  await press(page, page.getByRole("button", { name: t("record-save"), exact: true }));
  await press(page, page.getByRole("link", { name: t("start-done") }));

  assert.equal(new URL(page.url()).pathname, "/i/reports");
  const board = await windrose.call("admin", "initiative_get", { initiative: "reports" });
  assert.equal(board.title, "Berichte für Prüfer");
  assert.equal(board.purpose, purpose);
  assert.equal(board.records.scope, 1);
  assert.deepEqual(board.roles["head-of-finance"], ["sponsor"]);
  await leave(page);
});
