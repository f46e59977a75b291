// Takes the pictures of the README: node pictures.mjs, with WINDROSE_BIN naming a windrose. It plays the demo, signs in as
// its sponsor and its pilot owner, and writes to pictures/.

import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const BINARY = process.env.WINDROSE_BIN ?? join(HERE, "..", "..", "target", "debug", "windrose");
const DESKTOP = { viewport: { width: 1200, height: 800 }, locale: "en-GB" };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const demo = spawn(BINARY, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
const links = [];
for await (const line of createInterface({ input: demo.stdout })) {
  const link = line.match(/http:\/\/\S+\/sign-in\/\S+/)?.[0];
  if (link) links.push(link);
  if (line.startsWith("Ctrl-C stops it")) break;
}
const [sponsor, , owner] = links;
const browser = await chromium.launch({
  executablePath: process.env.WINDROSE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

/** Signs in, and keeps the session for further looks. */
async function signIn(link, look) {
  const context = await browser.newContext(look);
  const page = await context.newPage();
  await page.goto(link);
  await page.click("main button[type=submit]");
  return { page, session: await context.storageState() };
}

async function picture(page, path, name, clip) {
  if (path) await page.goto(new URL(path, page.url()).href);
  await page.screenshot({ path: join(HERE, "pictures", `${name}.png`), clip, fullPage: Boolean(clip) });
}

const { page, session } = await signIn(sponsor, DESKTOP);
await picture(page, "/", "portfolio", { x: 0, y: 0, width: 1200, height: 1000 });
await picture(page, "/i/service-rollout", "initiative", { x: 0, y: 0, width: 1200, height: 1250 });
await picture(page, "/i/service-rollout/charts", "charts", { x: 0, y: 0, width: 1200, height: 1500 });
await picture(page, "/i/service-rollout/coalition?without=head-of-field-service", "coalition", { x: 0, y: 0, width: 1200, height: 1150 });
const dark = await browser.newContext({ ...DESKTOP, colorScheme: "dark", locale: "de-DE", storageState: session });
const german = await dark.newPage();
await german.goto(page.url());
await picture(german, "/i/service-rollout/decide/wins", "deciding-german-dark", { x: 0, y: 0, width: 1200, height: 1100 });
const phone = await signIn(owner, { ...PHONE, locale: "en-GB" });
await picture(phone.page, null, "win-on-a-phone", { x: 0, y: 0, width: 390, height: 1250 });

await browser.close();
demo.kill("SIGINT");
