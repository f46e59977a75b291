// A pilot owner records a win on a phone: a link or a picture for the camera, a form that knows what the indicator knows,
// and what the win has moved. Every touch is counted.

import assert from "node:assert/strict";
import { before } from "node:test";
import { INDICATOR, cast, open, record, story } from "./stories.mjs";
import { CELLS, PAGES, house, inCells, leave, newPage, press, says, test, textOf, words } from "./harness.mjs";

const PHONES = CELLS.filter((it) => it.phone);

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
});

/** An initiative whose steps are all open at once, so that a win moves something; with a pilot. */
async function withPilot(id) {
  await open(windrose, id, "Reports in time", "accelerate");
  await record(windrose, id, ["scope", { units: [{ name: "Sales", people: 120, managers: 12 }] }], INDICATOR);
  const [pilot] = await record(windrose, id, ["pilot", {
    name: "Reports without corrections", unit: "Sales", starts_on: "2026-02-02", ends_on: "2026-05-29", sample_n: 12,
    comparison: "historical", indicator: "indicator-1",
  }]);
  return pilot;
}

/** A finger that counts what it touches. */
function finger(page) {
  let taps = 0;
  const tap = async (what) => { taps += 1; await what.tap(); };
  return {
    taps: () => taps,
    type: async (what, text) => { await tap(what); await page.keyboard.type(text); },
    press: async (what) => { taps += 1; return press(page, what); },
  };
}

inCells("the lead invites, the pilot owner records a win with at most twelve taps", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `pilot-${cell.suffix}`];
  const pilot = await withPilot(id);
  const lead = await windrose.visitor("lead", { ...cell, phone: false });
  await lead.goto(`${windrose.url}/i/${id}/records/${pilot}`);
  await press(lead, lead.getByRole("link", { name: t("invite") }));
  await lead.getByLabel(t("invite-person")).selectOption("head-of-sales");
  await press(lead, lead.getByRole("button", { name: t("invite-do") }));
  const link = await lead.getByLabel(t("invite-link"), { exact: true }).inputValue();
  const qr = await lead.getByRole("img", { name: t("invite-qr") }).locator("svg").boundingBox();
  assert.ok(qr.width >= 120 && Math.abs(qr.width - qr.height) < 2, "a camera can read it");

  const page = await newPage(cell);
  const hand = finger(page);
  await page.goto(link);
  assert.match(await page.locator("main").innerText(), /Reports without corrections/);
  await hand.press(page.getByRole("button", { name: t("sign-in-do") }));
  assert.equal(new URL(page.url()).pathname, `/p/${id}/${pilot}`);

  // What is asked for: few fields, and what is known stands in them.
  const fields = await page.locator("form.form .form-field:visible").count();
  assert.ok(fields <= 5 && fields > 0, `${fields} fields are seen`);
  assert.equal(await page.locator("[name='/data/before']").inputValue(), "12");
  assert.match(await page.locator("main").innerText(), cell.language === "de" ? /Tage/ : /days/i, "the unit");
  assert.equal(await page.locator("[name='/observed_on']").inputValue(), new Date().toISOString().slice(0, 10));

  await hand.type(page.locator("[name='/data/claim']"), "Reports need nine days instead of twelve");
  await hand.type(page.locator("[name='/data/after']"), cell.language === "de" ? "8,5" : "8.5");
  await hand.press(page.getByRole("button", { name: t("pilot-save"), exact: true }));
  assert.match(new URL(page.url()).pathname, new RegExp(`^/p/${id}/${pilot}/saved/\\d+$`));
  says(await page.getByRole("status").first().innerText(), t("pilot-saved"));
  assert.ok(hand.taps() <= 12, `${hand.taps()} taps`);
  const moved = page.locator("[aria-labelledby=h-moved] li");
  assert.ok(await moved.count() > 0, "it shows what the win has moved");
  assert.match(await textOf(moved.first()), /→/);

  const { records } = await windrose.call("lead", "record_list", { initiative: id, kind: "win" });
  assert.equal(records.length, 1);
  assert.deepEqual([records[0].data.before, records[0].data.after, records[0].data.pilot, records[0].data.indicator, records[0].by], [12, 8.5, pilot, "indicator-1", "person:head-of-sales"]);
  await leave(lead, page);
}, PHONES);

inCells("a win that does not read comes back with all that was typed", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `faulty-${cell.suffix}`];
  const pilot = await withPilot(id);
  const { url } = await windrose.call("lead", "invite_create", { initiative: id, pilot, person: "head-of-sales" });
  const page = await newPage(cell);
  await page.goto(url);
  await press(page, page.getByRole("button", { name: t("sign-in-do") }));
  await page.locator("[name='/data/claim']").fill("Reports need nine days");
  await page.locator("[name='/data/after']").fill("about nine");
  assert.equal(await press(page, page.getByRole("button", { name: t("pilot-save"), exact: true })), 422);
  assert.equal(await page.locator("[name='/data/claim']").inputValue(), "Reports need nine days");
  assert.equal(await page.locator("[name='/data/after']").inputValue(), "about nine");
  const box = await page.getByRole("alert").boundingBox();
  assert.ok(box.y + box.height > 0 && box.y < 844, "the fault is on the screen");
  await page.locator("[name='/data/after']").fill("9");
  await press(page, page.getByRole("button", { name: t("pilot-save"), exact: true }));
  assert.match(page.url(), /\/saved\//);
  await leave(page);
}, PHONES);

test("the pilot owner's session reaches nothing else", async () => {
  await story(windrose, "secret", "Secret plans");
  const pilot = await withPilot("scoped");
  const { url } = await windrose.call("lead", "invite_create", { initiative: "scoped", pilot, person: "head-of-sales" });
  const page = await newPage(PHONES[0]);
  await page.goto(url);
  await press(page, page.getByRole("button", { name: words("de", "sign-in-do") }));
  const home = `/p/scoped/${pilot}`;
  for (const it of PAGES) {
    const path = it.at({ initiative: "scoped", step: "urgency", kind: "need", pilot: "pilot-2", record: pilot });
    await page.goto(`${windrose.url}${path}`);
    assert.equal(new URL(page.url()).pathname, home, path);
  }
  const outcome = await page.evaluate(async () => {
    const body = new URLSearchParams({ "/data/unit": "Sales" });
    const [posted, events] = await Promise.all([fetch("/i/scoped/record/need", { method: "POST", body }), fetch("/events")]);
    return [new URL(posted.url).pathname, events.status];
  });
  assert.deepEqual(outcome, [home, 401]);
  page.faults = page.faults.filter((it) => !it.includes("/events was answered with 401"));
  const board = await windrose.call("lead", "initiative_get", { initiative: "scoped" });
  assert.equal(board.records.need, undefined);
  await leave(page);
});
