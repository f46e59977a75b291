// Signing in with a link, and that nothing is to be had without.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { house, inCells, leave, newPage, press, signIn, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await windrose.people({ sponsor: "Sponsor" });
});

inCells("a link signs in once, and its second use is refused with help", async (cell) => {
  const link = await windrose.link("sponsor");
  const page = await newPage(cell);
  await page.goto(link);
  assert.equal(await page.locator("html").getAttribute("lang"), cell.language);
  // Whoever only opens it, as programs that read mail do, does not use it up.
  await page.goto(link);
  await signIn(page, link, cell);
  assert.equal(new URL(page.url()).pathname, "/");
  assert.match(await page.locator("header").innerText(), /Sponsor/);

  const late = await newPage(cell);
  const answer = await late.goto(link);
  assert.equal(answer.status(), 410);
  assert.match(await late.locator("main").innerText(), /windrose login/);
  assert.equal(await late.getByRole("button", { name: words(cell.language, "sign-in-do") }).count(), 0);

  // A page that was open before, and whose button is pressed after.
  await press(page, page.getByRole("button", { name: words(cell.language, "sign-out") }));
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.goto(windrose.url);
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await leave(page, late);
});
