// What waits for somebody, and from there to the decision.

import assert from "node:assert/strict";
import { before } from "node:test";
import { BARRIER_REVIEW, INDICATOR, NEED, cast, record, story } from "./stories.mjs";
import { house, inCells, leave, press, says, test, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
});

test("whoever has nothing to do is told so", async () => {
  const page = await windrose.visitor("member");
  await press(page, page.getByRole("link", { name: words("en", "nav-inbox") }));
  says(await page.locator("main").innerText(), words("en", "inbox-empty"));
  await leave(page);
});

inCells("an approval and a decision wait, and lead to their pages", async (cell) => {
  const [t, id] = [(key) => words(cell.language, key), `waiting-${cell.suffix}`];
  const title = `Waiting ${cell.suffix}`;
  await story(windrose, id, title);
  await record(windrose, id, NEED, NEED, BARRIER_REVIEW, INDICATOR);
  const item = (page, button) => page.locator("ul.cards > li").filter({ hasText: title })
    .filter({ has: page.getByRole("link", { name: t(button), exact: true }) });

  const council = await windrose.visitor("council", cell);
  await press(council, council.getByRole("link", { name: t("nav-inbox") }));
  await press(council, item(council, "go-approval").getByRole("link", { name: t("go-approval"), exact: true }));
  assert.equal(await council.locator("section.gate").count(), 1, "what is signed stands beside");
  await press(council, council.getByRole("button", { name: t("deed-gate-approve-submit"), exact: true }));
  await press(council, council.getByRole("link", { name: t("nav-inbox") }));
  assert.equal(await item(council, "go-approval").count(), 0, "what is done waits no longer");

  const sponsor = await windrose.visitor("sponsor", cell);
  await press(sponsor, sponsor.getByRole("link", { name: t("nav-inbox") }));
  await press(sponsor, item(sponsor, "go-decision").getByRole("link", { name: t("go-decision"), exact: true }));
  assert.equal(new URL(sponsor.url()).pathname, `/i/${id}/decide/urgency`);
  await press(sponsor, sponsor.getByRole("button", { name: t("decide-go"), exact: true }));
  says(await sponsor.locator("main").innerText(), t("done-gate-decide"));
  await press(sponsor, sponsor.getByRole("link", { name: t("nav-inbox") }));
  // Now the gate of the next step, which asks for nothing but being begun.
  const next = item(sponsor, "go-decision").getByRole("link", { name: t("go-decision"), exact: true });
  assert.equal(await next.getAttribute("href"), `/i/${id}/decide/coalition`);
  await leave(council, sponsor);
});
