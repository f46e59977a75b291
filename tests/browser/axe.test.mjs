// What machines can tell of accessibility: axe on every page, in light on a desk and in dark on a phone, in both languages;
// and what axe does not see: texts cut off by their pictures, pages that have to be scrolled sideways.

import assert from "node:assert/strict";
import { before } from "node:test";
import { leave, newPage, test } from "./harness.mjs";
import { WAYS, axe, everyPage, outside, unfold, visitors, wide } from "./looks.mjs";

let windrose;
let looks;

before(async () => {
  ({ windrose, looks } = await everyPage());
});

test("what is measured here is noticed", async () => {
  const page = await newPage();
  await page.setContent(`<main><svg viewBox="0 0 100 40" width="100" height="40"><text x="60" y="24">cut off by its picture</text><text x="2" y="24">in</text></svg>
    <div style="width: 1300px">wide</div><input></main>`);
  assert.deepEqual(await outside(page), ["“cut off by its picture” stands outside of its picture"]);
  assert.equal((await wide(page)).length, 1);
  assert.ok((await axe(page)).some((it) => it.startsWith("label:")));
  await leave(page);
});

for (const way of WAYS) {
  test(`axe finds nothing, texts stay in their pictures, nothing is wider than the page (${way.name})`, async () => {
    const people = await visitors(windrose, way);
    const faults = [];
    for (const [person, address] of looks) {
      const page = await people.of(person);
      await page.goto(`${windrose.url}${address}`);
      await unfold(page);
      faults.push(...(await axe(page)).map((it) => `${address}: ${it}`));
      faults.push(...(await outside(page)).map((it) => `${address}: ${it}`));
      faults.push(...(await wide(page)).map((it) => `${address}: ${it}`));
      if (await page.locator("html").getAttribute("lang") !== way.language) faults.push(`${address}: its language`);
      if (await page.locator("h1").count() !== 1) faults.push(`${address}: ${await page.locator("h1").count()} headings of the first level`);
    }
    assert.deepEqual([...new Set(faults)], []);
    await people.leave();
  });
}

test("somebody who is not signed in finds the same care", async () => {
  const link = await windrose.link("sponsor");
  const faults = [];
  for (const way of WAYS) {
    const page = await newPage(way);
    for (const address of [`${windrose.url}/sign-in`, link, `${link}x`]) {
      await page.goto(address);
      faults.push(...await axe(page), ...await wide(page));
    }
    await leave(page);
  }
  assert.deepEqual(faults, []);
});
