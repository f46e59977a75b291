// A form for every kind of record: it opens, each of its controls has a label, and what cannot be recorded comes back
// with what is wrong beside its field and everything that was typed.

import assert from "node:assert/strict";
import { before } from "node:test";
import { INDICATOR, NEED, cast, record, story } from "./stories.mjs";
import { house, leave, press, test, words } from "./harness.mjs";

let windrose;
let kinds;

before(async () => {
  windrose = await house();
  await cast(windrose);
  await story(windrose, "reports");
  await record(windrose, "reports", NEED, INDICATOR);
  const page = await windrose.visitor("lead");
  await page.goto(`${windrose.url}/i/reports/record`);
  const links = await page.locator("main ul.choices a").evaluateAll((links) => links.map((it) => it.getAttribute("href")));
  kinds = links.map((it) => it.split("/").at(-1));
  await leave(page);
});

test("the page of kinds leads to every kind that can be recorded", async () => {
  const { components } = await windrose.call("lead", "rpc.discover");
  // Kinds of a workflow's own have a name in it; none is called so.
  const all = components.schemas.Kind.oneOf.map((it) => it.const).filter((it) => it !== "custom");
  assert.deepEqual([...kinds].sort(), all.sort());
});

/** What is wrong with a page's controls, for those who hear it. */
const unlabelled = (page) => page.locator("main form.form").evaluate((form) => {
  const named = (it) => it.labels?.length > 0 && [...it.labels].some((label) => label.textContent.trim());
  const controls = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const nameless = controls.filter((it) => !named(it) && !it.getAttribute("aria-label") && !it.getAttribute("aria-labelledby"));
  const radios = controls.filter((it) => it.type === "radio" && !it.closest("fieldset")?.querySelector("legend")?.textContent.trim());
  const ids = (it) => (it.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const dangling = controls.filter((it) => ids(it).some((id) => !document.getElementById(id)));
  return { controls: controls.length > 0, bad: [...nameless, ...radios, ...dangling].map((it) => it.outerHTML) };
});

for (const language of ["en", "de"]) {
  test(`every form opens, and every control has a label (${language})`, async () => {
    const page = await windrose.visitor("lead", { language });
    for (const kind of kinds) {
      await page.goto(`${windrose.url}/i/reports/record/${kind}`);
      assert.equal(page.status, 200, kind);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.deepEqual(await unlabelled(page), { controls: true, bad: [] }, kind);
      assert.doesNotMatch(await page.locator("main").innerText(), /[a-z]+_[a-z]+|undefined|\bnull\b|\{ \$/, kind);
    }
    await leave(page);
  });
}

for (const [language, script] of [["en", false], ["de", true]]) {
  test(`what cannot be recorded comes back with everything that was typed (${language}, ${script ? "script" : "no script"})`, async () => {
    const page = await windrose.visitor("lead", { language, script });
    let refused = 0;
    // Each kind is tried in one of the two languages.
    for (const kind of kinds.filter((_, index) => index % 2 === Number(script))) {
      await page.goto(`${windrose.url}/i/reports/record/${kind}`);
      for (const fold of await page.locator("details.form-more > summary").all()) await fold.click();
      const inputs = page.locator("main form.form").locator("input[type=text], input[type=url], textarea");
      const typed = {};
      for (const [index, input] of (await inputs.all()).entries()) {
        const text = `not quite ${index} "&<`;
        await input.fill(text);
        typed[await input.getAttribute("id")] = text;
      }
      const status = await press(page, page.getByRole("button", { name: words(language, "record-save"), exact: true }));
      if (status === 200) continue;
      refused += 1;
      assert.ok([400, 409, 422].includes(status), `${kind}: ${status}`);
      for (const [id, text] of Object.entries(typed)) {
        assert.equal(await page.locator(`#${id}`).inputValue(), text, `${kind}: ${id}`);
      }
      // What is wrong stands at the top, leads to the field, and stands beside it.
      const places = page.locator(".form-summary li a");
      assert.ok(await places.count() > 0, `${kind}: a fault with its field`);
      for (const place of await places.all()) {
        const id = (await place.getAttribute("href")).slice(1);
        const field = page.locator(`[id="${id}"]`);
        assert.equal(await field.count(), 1, `${kind}: ${id}`);
        const said = await page.locator(`[id="${id}-fault"]`).innerText();
        assert.ok(said.trim().length > 5 && await field.isVisible(), `${kind}: ${id}: ${said}`);
      }
    }
    assert.ok(refused > 10, `${refused} forms were refused`);
    await leave(page);
  });
}
