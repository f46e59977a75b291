// Leading an initiative through a gate: what is missing is recorded from the checklist, approved, set aside for a time,
// and decided, each by who may; and the receipt of what was decided.

import assert from "node:assert/strict";
import { before } from "node:test";
import { BARRIER_REVIEW, INDICATOR, NEED, cast, record, story } from "./stories.mjs";
import { CELLS, choose, house, inCells, leave, press, says, textOf, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
});

/** A day from today on. */
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const finding = (page, criterion) => page.locator(`#c-${criterion}`);

inCells("an initiative shows its rose, its eight steps, and a checklist that says what to do", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `seen-${cell.suffix}`];
  await story(windrose, id);
  const page = await windrose.visitor("lead", cell);
  await page.goto(`${windrose.url}/i/${id}`);
  assert.equal(await page.locator("h1").innerText(), "Reports in time");
  assert.equal(await page.locator(".overview svg").count(), 1);
  assert.equal(await page.locator("ol.steps > li").count(), 8);
  const heard = finding(page, "heard");
  const sentence = await textOf(heard.locator(".sentence"));
  assert.match(sentence, cell.language === "de" ? /Bedarf/ : /need/, "what is missing");
  assert.match(await textOf(heard), /HR lead/, "who can do something about it");
  says(await textOf(heard.locator(".who")), t("who-can"));
  // Every step leads to its gate.
  await press(page, page.locator("ol.steps > li").nth(1).getByRole("link"));
  assert.equal(new URL(page.url()).pathname, `/i/${id}/gate/coalition`);
  await leave(page);
});

inCells("what is missing is recorded from the checklist, and the page shows what it moved", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `recorded-${cell.suffix}`];
  await story(windrose, id);
  const page = await windrose.visitor("lead", cell);
  for (const missing of [1, 0]) {
    await page.goto(`${windrose.url}/i/${id}`);
    await press(page, finding(page, "heard").getByRole("link", { name: t("do-record") }));
    assert.equal(new URL(page.url()).pathname, `/i/${id}/record/need`);
    await page.locator("[name='/data/reported_by']").fill("head-of-finance");
    await page.locator("[name='/data/unit']").fill("Finance");
    await page.locator("[name='/data/statement']").fill("Monthly reports are late");
    await choose(page, "/data/channel", "meeting");
    await choose(page, "/data/severity", "4");
    await press(page, page.getByRole("button", { name: t("record-save"), exact: true }));
    assert.match(page.url(), /\/saved\/\d+/);
    const moved = await textOf(page.locator("[aria-labelledby=h-moved] li").first());
    assert.match(moved, /→/);
    if (missing === 0) assert.match(moved, new RegExp(`→ ${t("status-met").replace(":", "")}`));
  }
  await page.goto(`${windrose.url}/i/${id}`);
  assert.equal(await page.locator("#c-heard.met").count(), 1);
  assert.equal(await finding(page, "heard").getByRole("link", { name: t("do-record") }).count(), 0, "what is met has no button");
  await leave(page);
});

inCells("a gate is passed: approved, set aside by two people, decided with conditions, and its receipt holds", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `passed-${cell.suffix}`];
  await story(windrose, id);
  await record(windrose, id, NEED, NEED);
  const overview = `${windrose.url}/i/${id}`;

  // Whoever may not approve has no button for it.
  const lead = await windrose.visitor("lead", cell);
  await lead.goto(overview);
  assert.equal(await finding(lead, "council-agrees").getByRole("link", { name: t("do-approve"), exact: true }).count(), 0);
  await press(lead, finding(lead, "looked-for").getByRole("link", { name: t("do-ask-waiver") }));
  await lead.locator("[name='/reason']").fill("The plant is closed until the end of the month.");
  await lead.locator("[name='/expires_on']").fill(inDays(30));
  await press(lead, lead.getByRole("button", { name: t("deed-waiver-request-submit"), exact: true }));
  says(await lead.locator("main").innerText(), t("done-waiver-request"));
  assert.equal(await lead.getByRole("link", { name: t("do-judge-waiver") }).count(), 0, "whoever asks does not grant");

  const council = await windrose.visitor("council", cell);
  await council.goto(overview);
  await press(council, finding(council, "council-agrees").getByRole("link", { name: t("do-approve"), exact: true }));
  assert.match(await council.locator("main").innerText(), /Reports in time/);
  assert.equal(await council.locator("section.gate").count(), 1, "what is signed stands beside");
  await press(council, council.getByRole("button", { name: t("deed-gate-approve-submit"), exact: true }));
  assert.equal(await council.locator("#c-council-agrees.met").count(), 1);

  const sponsor = await windrose.visitor("sponsor", cell);
  await sponsor.goto(overview);
  await press(sponsor, finding(sponsor, "looked-for").getByRole("link", { name: t("do-judge-waiver") }));
  await choose(sponsor, "/decision", "grant");
  await press(sponsor, sponsor.getByRole("button", { name: t("deed-waiver-decide-submit"), exact: true }));
  assert.equal(await sponsor.locator("#c-looked-for.waived").count(), 1);

  // One condition is missing still, and it may be owed: no go, but a go with conditions.
  await press(sponsor, sponsor.getByRole("link", { name: t("now-decide") }).first());
  assert.equal(new URL(sponsor.url()).pathname, `/i/${id}/decide/urgency`);
  assert.equal(await sponsor.getByRole("button", { name: t("decide-go"), exact: true }).count(), 0);
  const form = sponsor.locator("details.decision").filter({ has: sponsor.getByText(t("decide-conditional-go"), { exact: true }) });
  await form.getByLabel(t("decide-owner")).selectOption("lead");
  await form.getByLabel(t("decide-due")).fill(inDays(20));
  await press(sponsor, form.getByRole("button", { name: t("decide-conditional-go"), exact: true }));
  says(await sponsor.locator("main").innerText(), t("done-gate-decide"));
  assert.equal(await sponsor.locator("[aria-labelledby=h-owed] li.open").count(), 1);
  assert.equal(await sponsor.locator("ol.steps > li.passed").count(), 1);

  await press(sponsor, sponsor.locator(".scroll[aria-labelledby=h-decisions]").getByRole("link"));
  assert.match(new URL(sponsor.url()).pathname, /\/receipt\/urgency\/\d+$/);
  assert.equal(await sponsor.locator(".verdict.receipt-same").count(), 1);
  const board = await windrose.call("lead", "initiative_get", { initiative: id });
  assert.match(await sponsor.locator("dl.digests").innerText(), new RegExp(board.decisions[0].receipt));
  assert.deepEqual(board.obligations.map((it) => [it.criterion, it.owner, it.due_on]), [["shown", "lead", inDays(20)]]);
  await leave(lead, council, sponsor);
});

inCells("a sponsor holds, and later says go", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `held-${cell.suffix}`];
  await story(windrose, id);
  await record(windrose, id, NEED, NEED, BARRIER_REVIEW, INDICATOR);
  const { seen } = await windrose.call("council", "gate_explain", { initiative: id, step: "urgency" });
  await windrose.call("council", "gate_approve", { initiative: id, step: "urgency", criterion: "council-agrees", seen });
  const page = await windrose.visitor("sponsor", cell);
  await page.goto(`${windrose.url}/i/${id}/decide/urgency`);
  const hold = page.locator("details.decision").filter({ has: page.locator("#hold-until") });
  await hold.locator("summary").click();
  await hold.getByLabel(t("decide-until")).fill(inDays(7));
  await hold.getByLabel(t("decide-why-optional")).fill("The meeting is in a week.");
  await press(page, hold.getByRole("button", { name: t("decide-hold"), exact: true }));
  assert.equal(await page.locator("ol.steps > li.held").count(), 1);
  await press(page, page.getByRole("link", { name: t("now-decide") }).first());
  await press(page, page.getByRole("button", { name: t("decide-go"), exact: true }));
  assert.equal(await page.locator("ol.steps > li.passed").count(), 1);
  const { decisions } = await windrose.call("lead", "initiative_get", { initiative: id });
  assert.deepEqual(decisions.map((it) => it.decision).sort(), ["go", "hold"]);
  const go = page.locator("[aria-labelledby=h-decisions] tbody tr").filter({ has: page.getByText(t("decision-go"), { exact: true }) });
  await press(page, go.getByRole("link"));
  assert.equal(await page.locator(".verdict.receipt-same").count(), 1);
  await leave(page);
}, CELLS.slice(0, 3));

inCells("whoever may not decide sees that, and nobody signs what has changed since they read it", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `changed-${cell.suffix}`];
  await story(windrose, id);
  await record(windrose, id, NEED, NEED, BARRIER_REVIEW, INDICATOR);
  const { seen } = await windrose.call("council", "gate_explain", { initiative: id, step: "urgency" });
  await windrose.call("council", "gate_approve", { initiative: id, step: "urgency", criterion: "council-agrees", seen });
  const lead = await windrose.visitor("lead", cell);
  await lead.goto(`${windrose.url}/i/${id}/decide/urgency`);
  says(await lead.locator("main").innerText(), t("decide-not-you"));
  const sponsor = await windrose.visitor("sponsor", cell);
  await sponsor.goto(`${windrose.url}/i/${id}/decide/urgency`);
  const go = sponsor.locator("details.decision").first();
  await go.getByLabel(t("decide-why-optional")).fill("It is all there.");
  await record(windrose, id, NEED);
  const status = await press(sponsor, go.getByRole("button", { name: t("decide-go"), exact: true }));
  assert.equal(status, 409);
  assert.ok((await textOf(sponsor.getByRole("alert"))).length > 60, "it says why");
  assert.equal(await sponsor.locator("[name='/rationale']").inputValue(), "It is all there.");
  const { decisions } = await windrose.call("lead", "initiative_get", { initiative: id });
  assert.equal(decisions.length, 0);
  // The page shows what it is now. The council looks again; then the same page can be signed.
  const now = await windrose.call("council", "gate_explain", { initiative: id, step: "urgency" });
  await windrose.call("council", "gate_approve", { initiative: id, step: "urgency", criterion: "council-agrees", seen: now.seen });
  await press(sponsor, sponsor.getByRole("button", { name: t("deed-gate-decide-submit"), exact: true }));
  assert.equal(await sponsor.locator("ol.steps > li.passed").count(), 1);
  await leave(lead, sponsor);
}, [CELLS[1], CELLS[3]]);
