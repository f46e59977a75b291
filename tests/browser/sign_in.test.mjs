// Signing in with a link, and that nothing is to be had without.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { before } from "node:test";
import { cast, story } from "./stories.mjs";
import { CELLS, PAGES, house, inCells, leave, newPage, press, says, signIn, test, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
  await story(windrose, "reports");
});

inCells("a link signs in once, and its second use is refused with help", async (cell) => {
  const link = await windrose.link("sponsor");
  const page = await newPage(cell);
  await page.goto(link);
  assert.equal(await page.locator("html").getAttribute("lang"), cell.language);
  // Whoever only opens it, as programs that read mail do, does not use it up.
  const early = await newPage(cell);
  await early.goto(link);
  await signIn(page, link, cell);
  assert.equal(new URL(page.url()).pathname, "/");
  assert.match(await page.locator("header").innerText(), /Sponsor/);

  // A page that was open before, and one that is opened after.
  const button = { name: words(cell.language, "sign-in-do") };
  assert.equal(await press(early, early.getByRole("button", button)), 410);
  await early.goto(link);
  assert.equal(early.status, 410);
  assert.match(await early.locator("main").innerText(), /windrose login/);
  assert.equal(await early.getByRole("button", button).count(), 0);
  await early.goto(windrose.url);
  assert.equal(new URL(early.url()).pathname, "/sign-in");

  await press(page, page.getByRole("button", { name: words(cell.language, "sign-out") }));
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.goto(windrose.url);
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.goBack();
  assert.doesNotMatch(await page.locator("body").innerText(), /Reports in time/, "nothing is kept for the way back");
  await leave(page, early);
});

test("signing out ends the session itself, not only the cookie of one browser", async () => {
  const page = await windrose.visitor("sponsor");
  const [cookie] = await page.context().cookies();
  assert.equal(cookie.httpOnly && cookie.sameSite, "Lax");
  await press(page, page.getByRole("button", { name: words("en", "sign-out") }));
  const thief = await newPage();
  await thief.context().addCookies([cookie]);
  await thief.goto(windrose.url);
  assert.equal(new URL(thief.url()).pathname, "/sign-in");
  await leave(page, thief);
});

test("a form on another site changes nothing, although the browser would send the cookie", async () => {
  const form = `<form method="post" action="${windrose.url}/do/waiver_request?initiative=reports&step=urgency&criterion=looked-for">
    <input name="/reason" value="Somebody else wrote this reason."><input name="/expires_on" value="2027-01-01">
    <button>Win a prize</button></form>`;
  const elsewhere = createServer((_, response) => response.setHeader("content-type", "text/html").end(form));
  await once(elsewhere.listen(0).unref(), "listening");
  for (const host of ["127.0.0.1", "localhost"]) {
    const page = await windrose.visitor("sponsor");
    await page.goto(`http://${host}:${elsewhere.address().port}/`);
    const status = await press(page, page.getByRole("button", { name: "Win a prize" }));
    assert.equal(status, 403, host);
    says(await page.locator("main").innerText(), words("en", "problem-bad-request"));
    await leave(page);
  }
  elsewhere.close();
  const { waivers } = await windrose.call("lead", "waiver_list", { initiative: "reports" });
  assert.deepEqual(waivers, []);
});

test("nothing is reachable without a session", async () => {
  const page = await newPage();
  for (const path of PAGES.map((it) => it.at({ initiative: "reports", step: "urgency", kind: "need", pilot: "pilot-1" }))) {
    await page.goto(`${windrose.url}${path}`);
    assert.equal(new URL(page.url()).pathname, "/sign-in", path);
  }
  const events = await fetch(`${windrose.url}/events`);
  assert.equal(events.status, 401);
  const posted = await fetch(`${windrose.url}/i/reports/record/need`, {
    method: "POST", redirect: "manual", body: "%2Fdata%2Funit=Finance", headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  assert.equal(posted.headers.get("location"), "/sign-in");
  await leave(page);
});

inCells("an address that there is not is a page for a browser, and a hint for a program", async (cell) => {
  const page = await newPage(cell);
  await page.goto(`${windrose.url}/no-such-page`);
  assert.equal(page.status, 404);
  assert.equal(await page.locator("html").getAttribute("lang"), cell.language);
  assert.equal(await page.locator("main").getByText(words(cell.language, "problem-no-page")).count(), 1);
  const told = await fetch(`${windrose.url}/no-such-page`);
  assert.equal(told.status, 404);
  assert.match((await told.json()).detail, /POST \/rpc/);
  await leave(page);
}, [CELLS[0], CELLS[3]]);
