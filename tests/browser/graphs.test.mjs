// The two graphs, on the demo's change that is under way: who carries it, with a person unticked; what waits for what, with a
// pilot stopped. What is asked stands in the address.

import assert from "node:assert/strict";
import { before } from "node:test";
import { cast, story } from "./stories.mjs";
import { demo, inCells, leave, press, says, test, textOf, words } from "./harness.mjs";

const ID = "service-rollout";
let windrose;

before(async () => {
  windrose = await demo();
});

/** The box of a picture that holds a text, as its class says. */
const box = (page, text) => page.locator("svg.draw g").filter({ has: page.locator("text", { hasText: text }) }).first();

inCells("whoever is unticked is gone from the picture, and it is said what would follow", async (cell) => {
  const t = (key) => words(cell.language, key);
  const page = await windrose.visitor("service-lead", cell);
  await page.goto(`${windrose.url}/i/${ID}/people`);
  await press(page, page.getByRole("link", { name: t("coalition-link") }));
  assert.equal(new URL(page.url()).pathname, `/i/${ID}/coalition`);
  assert.match(await textOf(page.locator("p.lead").nth(1)), /904/);
  assert.match(await box(page, "Head of Field service").getAttribute("class"), /holds/, "nobody stands in for them");
  assert.match(await box(page, "Field service").getAttribute("class"), /member/);
  const unit = page.locator("svg.draw g.unit").filter({ has: page.locator("text.name", { hasText: /^Field service$/ }) });
  assert.match(await unit.getAttribute("class"), /all/);

  const tick = page.locator("input[name=with][value=head-of-field-service]");
  assert.ok(await tick.isChecked());
  await tick.uncheck();
  await page.locator("input[name=leaves]").fill("Agent of the north desk");
  await press(page, page.getByRole("button", { name: t("pilots-show") }));
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual(asked.getAll("without"), ["head-of-field-service", "Agent of the north desk"], "the address can be sent on");
  says(await textOf(page.locator("div.card[role=status]")), "339");
  assert.match(await box(page, "Head of Field service").getAttribute("class"), /leaves/);
  assert.match(await unit.getAttribute("class"), /none/);
  says(await unit.textContent(), "339");
  assert.equal(await page.locator("input[name=with][value=service-agent]").isChecked(), false);

  // As if nothing had been asked.
  await press(page, page.getByRole("link", { name: t("coalition-all-stay") }));
  assert.equal(await page.locator("div.card[role=status]").count(), 0);
  await leave(page);
});

test("whoever is in the directory only is known by name, too", async () => {
  const page = await windrose.visitor("service-lead");
  await page.goto(`${windrose.url}/i/${ID}/coalition`);
  await page.locator("input[name=leaves]").fill("lead of service desk 3");
  await press(page, page.getByRole("button", { name: words("en", "pilots-show") }));
  says(await textOf(page.locator("div.card[role=status]")), "Without Lead of Service desk 3");
  assert.equal(await page.locator("input[name=with][value=service-desk-3]").isChecked(), false);
  await leave(page);
});

test("where nothing is recorded yet, it is said what to begin with", async () => {
  await cast(windrose, "owner", "sponsor", "lead", "head-of-sales");
  await story(windrose, "begun", "Reports in time");
  const page = await windrose.visitor("lead");
  await page.goto(`${windrose.url}/i/begun/coalition`);
  await press(page, page.getByRole("link", { name: words("en", "coalition-begin-member") }));
  assert.equal(new URL(page.url()).pathname, "/i/begun/record/coalition_member");
  await leave(page);
});

test("who is typed and is nobody is said to be", async () => {
  const page = await windrose.visitor("service-lead");
  await page.goto(`${windrose.url}/i/${ID}/coalition`);
  await page.locator("input[name=leaves]").fill("The Head of Nothing");
  await press(page, page.getByRole("button", { name: words("en", "pilots-show") }));
  says(await textOf(page.locator("div.card[role=status]")), "The Head of Nothing");
  await leave(page);
});

test("whoever does not lead sees figures, and no names of others", async () => {
  const page = await windrose.visitor("head-of-production");
  await page.goto(`${windrose.url}/i/${ID}/coalition`);
  const all = await page.locator("main").innerText();
  says(all, "904 of 1,200");
  says(all, words("en", "coalition-names-left-out"));
  for (const name of ["Lead of Sales team", "service-desk", "Head of Finance"]) assert.ok(!all.includes(name), `${name} is not named`);
  assert.equal(await page.locator("input[name=leaves]").count(), 0);
  await leave(page);
});

inCells("a pilot that stops takes those with it that need its result", async (cell) => {
  const t = (key) => words(cell.language, key);
  const page = await windrose.visitor("service-lead", cell);
  await page.goto(`${windrose.url}/i/${ID}/charts`);
  await press(page, page.getByRole("link", { name: t("pilots-link") }));
  assert.equal(await page.locator("div.card[role=status]").count(), 0);
  await page.locator("input[name=stop][value=pilot-2]").check();
  await press(page, page.getByRole("button", { name: t("pilots-show") }));
  assert.equal(new URL(page.url()).searchParams.get("stop"), "pilot-2");
  says(await textOf(page.locator("div.card[role=status]")), "pilot-3");
  assert.match(await box(page, "pilot-2: ").getAttribute("class"), /lost/);
  assert.match(await box(page, "pilot-3: ").getAttribute("class"), /blocked/);
  await leave(page);
});

test("on paper both pictures are whole, and forms are not printed", async () => {
  const page = await windrose.visitor("service-lead");
  for (const path of ["coalition", "pilots"]) {
    await page.goto(`${windrose.url}/i/${ID}/${path}`);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("form.what-if").isVisible(), false);
    const picture = await page.locator("svg.draw").boundingBox();
    const frame = await page.locator(".chart-scroll").boundingBox();
    assert.ok(picture.width <= frame.width + 1, `${path}: ${picture.width} in ${frame.width}`);
    await page.emulateMedia({ media: "screen" });
  }
  await leave(page);
});
