// Two people look at the same initiative: what one does appears on the other's screen, and nothing that somebody types is
// lost by it. After windrose was away, pages catch up.

import assert from "node:assert/strict";
import { before } from "node:test";
import { NEED, cast, record, story } from "./stories.mjs";
import { CELLS, house, leave, press, says, test, textOf, words } from "./harness.mjs";

const t = (key) => words("en", key);

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
});

/** Notes when a page is loaded anew, which it must not be. */
const mark = (page) => page.evaluate(() => { window.marked = "still the same page"; });
const marked = (page) => page.evaluate(() => window.marked);

/** Waits until a page listens. */
const listening = (page) => page.waitForResponse((it) => it.url().includes("/events"));

async function watching(person, address) {
  const page = await windrose.visitor(person);
  await Promise.all([listening(page), page.goto(`${windrose.url}${address}`)]);
  await mark(page);
  return page;
}

test("what one person records appears on another's screen without a reload", async () => {
  await story(windrose, "shared");
  const sponsor = await watching("sponsor", "/i/shared");
  const portfolio = await watching("owner", "/");
  assert.equal(await sponsor.locator("#c-heard.met").count(), 0);
  // Somebody else records it by hand, on a phone.
  const lead = await windrose.visitor("lead", CELLS[2]);
  for (const statement of ["Monthly reports are late", "Reports are corrected twice"]) {
    await lead.goto(`${windrose.url}/i/shared/record/need?reported_by=head-of-finance&unit=Finance&channel=meeting&severity=4`);
    await lead.locator("[name='/data/statement']").fill(statement);
    await press(lead, lead.getByRole("button", { name: words("de", "record-save"), exact: true }));
  }
  await sponsor.locator("#c-heard.met").waitFor();
  assert.equal(await marked(sponsor), "still the same page");
  says(await sponsor.locator("#live").innerText(), t("live-changed"));
  await portfolio.getByText(t("live-changed")).waitFor();
  assert.equal(await marked(portfolio), "still the same page");
  await leave(sponsor, portfolio, lead);
});

test("a published directory appears on open pages without a reload", async () => {
  await story(windrose, "organised");
  const [sponsor, lead] = [await watching("sponsor", "/i/organised"), await watching("lead", "/directory")];
  assert.equal(await lead.locator("#h-people").count(), 0);
  await windrose.call("admin", "directory_import", { import: "hr", rows: [{ id: "clerk", unit: "Sales" }] });
  await windrose.call("admin", "directory_publish", { import: "hr" });
  await lead.locator("#h-people").waitFor();
  await sponsor.getByText(t("live-changed")).waitFor();
  for (const page of [sponsor, lead]) assert.equal(await marked(page), "still the same page");
  await leave(sponsor, lead);
});

test("nothing that is typed is lost, nor where somebody is", async () => {
  await story(windrose, "typed");
  const page = await watching("lead", "/i/typed/record/need");
  await page.locator("[name='/data/statement']").fill("Half a sent");
  await record(windrose, "typed", NEED);
  await page.getByText(t("live-typing")).waitFor();
  await page.keyboard.type("ence");
  assert.equal(await page.locator("[name='/data/statement']").inputValue(), "Half a sentence");
  assert.equal(await marked(page), "still the same page");

  // A page that is only read is shown anew; whoever stands on a link with the keyboard stays there, and what they have
  // unfolded stays so.
  const reader = await watching("sponsor", "/i/typed");
  const link = reader.locator("ol.steps a").nth(3);
  await link.focus();
  await record(windrose, "typed", NEED);
  await reader.locator("#c-heard.met").waitFor();
  await leave(page, reader);
});

test("after windrose was away, a page catches up by itself", async () => {
  await story(windrose, "away");
  await record(windrose, "away", NEED);
  const page = await watching("sponsor", "/i/away");
  const before = await textOf(page.locator("#c-heard .sentence"));
  await windrose.restart();
  await record(windrose, "away", NEED);
  await page.locator("#c-heard.met").waitFor();
  assert.notEqual(await textOf(page.locator("#c-heard .sentence")), before);
  assert.equal(await marked(page), "still the same page");
  // While nobody answered, the browser said so itself.
  page.faults = page.faults.filter((it) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/.test(it));
  await leave(page);
});

test("without a script the page is as it was, and shows what changed when it is asked for again", async () => {
  await story(windrose, "still");
  const page = await windrose.visitor("sponsor", CELLS[1]);
  await page.goto(`${windrose.url}/i/still`);
  await record(windrose, "still", NEED, NEED);
  assert.equal(await page.locator("#c-heard.met").count(), 0);
  await page.reload();
  assert.equal(await page.locator("#c-heard.met").count(), 1);
  await leave(page);
});
