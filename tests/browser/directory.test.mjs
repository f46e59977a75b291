// The directory: a table is pasted, looked at, published; what nobody may see is not shown.

import assert from "node:assert/strict";
import { before } from "node:test";
import { cast, record, story } from "./stories.mjs";
import { house, inCells, leave, press, says, test, textOf, words } from "./harness.mjs";

let windrose;

before(async () => {
  windrose = await house();
  await cast(windrose);
  await windrose.people({ "head-of-hr": "Head of HR" });
});

const PEOPLE = [
  ["Personalnummer", "Name", "Abteilung", "Vorgesetzter", "Parkplatz"],
  ["1", "Managing Director", "Board", "", "7"],
  ["2", "Head of Sales", "Sales", "1", ""],
  ["3", "Sales North", "Sales", "99", ""],
  ["", "Nobody", "Sales", "2", ""],
];

const table = (rows) => rows.map((it) => it.join("\t")).join("\n");

inCells("a table is pasted, looked at and published; another is dropped", async (cell) => {
  const t = (key) => words(cell.language, key);
  const page = await windrose.visitor("admin", cell);
  const main = () => textOf(page.locator("main"));
  const paste = async (text) => {
    await page.locator("#paste").evaluate((it) => { it.open = true; });
    await page.locator("textarea[name=text]").fill(text);
    return press(page, page.getByRole("button", { name: t("directory-take"), exact: true }));
  };
  const edition = async () => (await windrose.call("admin", "directory_read", { limit: 1 })).edition;
  const number = (await edition())?.number ?? 0;
  await page.goto(`${windrose.url}/`);
  await press(page, page.getByRole("link", { name: t("nav-directory"), exact: true }));

  // What cannot be read stays where it was typed.
  assert.equal(await paste("who\tname\n1\tx"), 400);
  assert.equal(await page.locator("textarea[name=text]").inputValue(), "who\tname\n1\tx");
  says(await main(), t("directory-no-id"));

  const rows = [...PEOPLE, [cell.suffix, "Somebody new", "Sales", "2", ""]];
  assert.equal(await paste(table(rows)), 200);
  const looked = await main();
  says(looked, t("directory-taken"));
  assert.match(looked, /Parkplatz/, "a column that was not used is told");
  assert.match(looked, /\b3: [^.]*\b99\b/, "what is odd is told row by row");
  assert.equal((await edition())?.number ?? 0, number, "looking publishes nothing");
  assert.equal((await windrose.call("admin", "directory_read", { limit: 1 })).imports.length, 1);
  // Sent again, the same table is the same import.
  assert.equal(await paste(table(rows)), 200);
  assert.equal((await windrose.call("admin", "directory_read", { limit: 1 })).imports.length, 1);

  const publish = page.locator("form[action^='/do/directory_publish'] button");
  await press(page, publish);
  assert.match(page.url(), /\/directory\?done=directory_publish/);
  says(await main(), t("done-directory-publish"));
  assert.match(await main(), /Somebody new/);
  assert.equal((await edition()).number, number + 1);
  assert.equal((await edition()).by, "person:admin");

  // Who is looked for is found.
  await page.locator("input[name=q]").fill("somebody");
  await press(page, page.locator("form[role=search] button"));
  assert.equal(await page.locator("section:has(#h-people) tbody tr").count(), 1);

  // Most would leave: it has to be said that this is meant; then it is dropped after all.
  assert.equal(await paste(table(rows.slice(0, 2))), 200);
  assert.equal(await page.locator("input[name='/confirm']").count(), 1);
  await press(page, page.locator("form[action^='/do/directory_drop'] button"));
  says(await main(), t("done-directory-drop"));
  assert.equal((await edition()).number, number + 1);
  assert.equal((await edition()).people, 4);
  await leave(page);
});

inCells("that many leave is published only when it is confirmed", async (cell) => {
  const page = await windrose.visitor("admin", cell);
  const rows = [PEOPLE[0], ["1", "Managing Director", "Board", "", ""], ...[..."abcdef"].map((it) => [`${it}-${cell.suffix}`, it, "Sales", "1", ""])];
  await windrose.call("admin", "directory_import", { import: "first", rows: rows.slice(1).map(([id, name, unit]) => ({ id, name, unit })) });
  await windrose.call("admin", "directory_publish", { import: "first", confirm: true });
  await windrose.call("admin", "directory_import", { import: "few", rows: [{ id: "1", unit: "Board" }] });
  await page.goto(`${windrose.url}/directory?import=few`);
  await page.locator("form[action^='/do/directory_publish'] input[name='/confirm']").check();
  await press(page, page.locator("form[action^='/do/directory_publish'] button"));
  assert.equal((await windrose.call("admin", "directory_read", {})).count, 1);
  await leave(page);
});

test("whom a record names by their number is called by their name, to those who may know it", async () => {
  await story(windrose, "numbers");
  const rows = [{ id: "100234", name: "Foreman of the north works", unit: "Works" }, { id: "100235", name: "Fitter", unit: "Works", manager: "100234" }];
  await windrose.call("admin", "directory_import", { import: "numbers", rows });
  await windrose.call("admin", "directory_publish", { import: "numbers", confirm: true });
  const powers = { position: 1, expertise: 2, credibility: 2, leadership: 1 };
  const member = { person: "100234", unit: "Works", role: "member", powers, commitment: "committed" };
  await record(windrose, "numbers", ["coalition_member", member], ["scope", { units: [{ name: "Works", people: 2, managers: 1 }] }]);
  const shown = async (page, path) => {
    await page.goto(`${windrose.url}/i/numbers/${path}`);
    return page.locator("main").innerText();
  };
  const lead = await windrose.visitor("lead");
  says(await shown(lead, "coalition?without=100234"), "Without Foreman of the north works: 1 affected person");
  says(await shown(lead, "records/coalition_member-1"), "Foreman of the north works");
  const council = await windrose.visitor("council");
  const told = await shown(council, "coalition");
  assert.ok(!told.includes("Foreman"), told);
  await leave(lead, council);
});

test("whoever leads sees people and no imports, and others nothing", async () => {
  await windrose.call("admin", "directory_import", { import: "waits", rows: [{ id: "5", unit: "Board" }] });
  await story(windrose, "led");
  const lead = await windrose.visitor("lead");
  await lead.goto(`${windrose.url}/directory`);
  assert.equal(lead.status, 200);
  assert.equal(await lead.locator("#h-people").count(), 1);
  for (const it of ["#h-imports", "#h-preview", "#paste", "form[action^='/do/directory']"]) assert.equal(await lead.locator(it).count(), 0, it);
  // Nor with what somebody else's page would have sent.
  for (const [address, fields] of [["/directory", { text: "id\n7" }], ["/do/directory_publish?import=waits", {}], ["/do/directory_drop?import=waits", {}]]) {
    const sent = await lead.request.post(`${windrose.url}${address}`, { form: { key: "x", ...fields }, headers: { origin: windrose.url }, maxRedirects: 0 });
    assert.equal(sent.status(), 403, address);
  }
  const { imports } = await windrose.call("admin", "directory_read", {});
  assert.deepEqual(imports.map((it) => it.import), ["waits"]);
  const other = await windrose.visitor("head-of-hr");
  assert.equal(await other.locator("nav a[href='/directory']").count(), 0);
  await other.goto(`${windrose.url}/directory`);
  assert.equal(other.status, 403);
  // From another site nothing is taken, whoever is signed in.
  const boss = await windrose.visitor("admin");
  const sent = await boss.request.post(`${windrose.url}/do/directory_drop?import=waits`, { form: { key: "x" }, headers: { origin: "https://elsewhere.example" } });
  assert.equal(sent.status(), 403);
  await windrose.call("admin", "directory_drop", { import: "waits" });
  await leave(lead, other, boss);
});
