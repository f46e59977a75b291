// What the browser tests stand on: a windrose of their own on a fresh store, people with links to sign in, and a browser
// that notes whatever goes wrong in a page. It builds nothing: `cargo xtask browser` does that and names the binary.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const BINARY = process.env.WINDROSE_BIN ?? join(ROOT, "target", "debug", "windrose");
const CHROMIUM = process.env.WINDROSE_CHROMIUM ?? "/usr/bin/chromium";

/** How long a page may take for one thing. Long, because a machine that builds beside it is slow; nothing waits for it. */
const PATIENCE = 20_000;

/** Where it is seen: half of the combinations, in which each pair of values stands together once. */
export const CELLS = [
  { phone: false, script: true, language: "en" },
  { phone: false, script: false, language: "de" },
  { phone: true, script: true, language: "de" },
  { phone: true, script: false, language: "en" },
];

/** The same test in several cells. */
export function inCells(title, run, cells = CELLS) {
  for (const cell of cells) {
    const where = [cell.phone ? "phone" : "desktop", cell.script ? "script" : "no script", cell.language];
    const suffix = where.join("-").replace(" ", "-");
    test(`${title} (${where.join(", ")})`, () => run({ ...cell, suffix }));
  }
}

/** A test. When it fails, what its pages showed is kept in the folder that WINDROSE_SHOTS names. */
export function test(title, run) {
  nodeTest(title, { timeout: 300_000 }, async (it) => {
    try {
      await run(it);
    } catch (error) {
      await shoot(title);
      throw error;
    } finally {
      for (const page of visits.splice(0)) await page.context().close();
    }
  });
}

async function shoot(title) {
  const folder = process.env.WINDROSE_SHOTS;
  if (!folder) return;
  const name = title.replace(/[^a-z]+/gi, "-").slice(0, 60);
  for (const [index, page] of visits.entries()) {
    await page.screenshot({ path: join(folder, `${name}-${index}.png`), fullPage: true }).catch(() => {});
  }
}

/** Every page that can be read, as windrose says itself, so that none is forgotten. */
export const PAGES = [...readFileSync(join(ROOT, "crates", "windrose-daemon", "src", "web", "mod.rs"), "utf8")
  .matchAll(/^ {4}get\("([^"]+)"/gm)].map(([, path]) => ({
  path,
  /** The page of something in particular. */
  at: (parts) => path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parts[name] ?? "1")),
}));
assert.ok(PAGES.length > 15, "the table of pages is read");

// --- words ---------------------------------------------------------------------------------------------------------

const MESSAGES = {};

/** The words of a page as its message files say them; with anything where they hold a place for something. */
export function words(language, key) {
  MESSAGES[language] ??= messages(language);
  const text = MESSAGES[language].get(key);
  assert.ok(text, `there is a message ${key} in ${language}`);
  if (!text.includes("{")) return text;
  const parts = text.split(/\{[^}]*\}/).map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join(".*"));
}

function messages(language) {
  const folder = join(ROOT, "crates", "windrose-core", "src", "view", "wording", language);
  const text = readFileSync(join(folder, "pages.ftl"), "utf8");
  return new Map([...text.matchAll(/^([a-z][\w-]*) = (.+)$/gm)].map(([, key, words]) => [key, words]));
}

// --- windrose ------------------------------------------------------------------------------------------------------

const houses = [];

/** A windrose with nothing in it but an administrator. It is stopped when the file's tests are over. */
export async function house() {
  const folder = mkdtempSync(join(tmpdir(), "windrose-browser-"));
  const it = new House(folder);
  houses.push(it);
  await it.start("127.0.0.1:0");
  return it;
}

/** The demo: its initiatives with years behind them, in a windrose that stays up. */
export async function demo() {
  const folder = mkdtempSync(join(tmpdir(), "windrose-browser-"));
  const it = new House(folder);
  houses.push(it);
  await it.begin(["demo", "--json", "--listen", "127.0.0.1:0"], { TMPDIR: folder });
  return it;
}

class House {
  tokens = new Map();
  said = "";

  constructor(folder) {
    this.folder = folder;
  }

  async start(listen) {
    const data = join(this.folder, "store");
    await this.begin(["serve", "--json", "--listen", listen, "--data", data, "--timezone", "UTC", "--log", "warn"], {});
  }

  /** Starts the program and waits until it says where it listens. */
  async begin(args, env) {
    assert.ok(existsSync(BINARY), `${BINARY} is not built; cargo xtask browser builds it`);
    this.child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env }, cwd: this.folder });
    this.child.stderr.on("data", (some) => { this.said += some; });
    const ended = once(this.child, "exit").then(([code, signal]) => {
      // Nobody but the tests stops it.
      if (!this.stopping) console.error(`windrose ended with ${code ?? signal}: ${this.said}`);
      assert.fail(`windrose ended with ${code ?? signal}: ${this.said}`);
    });
    const listens = new Promise((resolve) => {
      createInterface({ input: this.child.stdout }).on("line", (line) => {
        const told = JSON.parse(line);
        if (told.token) this.tokens.set("admin", told.token);
        if (told.sign_in) this.firstLink = told.sign_in;
        if (told.url) resolve(told.url);
      });
    });
    ended.catch(() => {});
    this.url = await Promise.race([listens, ended]);
  }

  /** Stops it as a supervisor would, and sees that it ends well. */
  async stop() {
    const ended = once(this.child, "exit");
    this.stopping = true;
    this.child.kill("SIGTERM");
    const [code] = await ended;
    this.stopping = false;
    assert.equal(code, 0, `windrose ends well: ${this.said}`);
  }

  /** Stops it and starts it again on the same store and address. */
  async restart(meanwhile = () => {}) {
    await this.stop();
    await meanwhile();
    await this.start(new URL(this.url).host);
  }

  async end() {
    try {
      if (this.child.exitCode === null) await this.stop();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** Calls a method as somebody. */
  async call(by, method, params = {}) {
    const [answer] = await this.batch(by, [{ method, params }]);
    return answer;
  }

  /** Several calls at once, in their order. */
  async batch(by, calls) {
    const body = calls.map(({ method, params }, id) => ({ jsonrpc: "2.0", id, method, params }));
    const headers = { authorization: `Bearer ${await this.token(by)}`, "content-type": "application/json" };
    const response = await fetch(`${this.url}/rpc`, { method: "POST", headers, body: JSON.stringify(body) });
    const answers = await response.json();
    return answers.map((it, index) => {
      assert.ok(!it.error, `${by} calls ${calls[index].method}: ${JSON.stringify(it.error)}`);
      return it.result;
    });
  }

  async token(person) {
    if (!this.tokens.has(person)) {
      const made = await this.call("admin", "token_create", { person, label: "browser tests" });
      this.tokens.set(person, made.token);
    }
    return this.tokens.get(person);
  }

  /** Adds people: ids, each with what they are called. */
  async people(names) {
    const calls = Object.entries(names).map(([person, name]) => ({ method: "person_add", params: { person, name } }));
    await this.batch("admin", calls);
  }

  /** A link that signs somebody in once. */
  async link(person) {
    return (await this.call("admin", "login_create", { person })).url;
  }

  /** Somebody's browser, signed in. */
  async visitor(person, cell = CELLS[0]) {
    const page = await newPage(cell);
    await signIn(page, await this.link(person), cell);
    return page;
  }
}

// --- the browser ---------------------------------------------------------------------------------------------------

let browser;

/** The pages of the test that runs. */
const visits = [];

async function theBrowser() {
  if (browser) return browser;
  assert.ok(existsSync(CHROMIUM), `${CHROMIUM} is not there; cargo xtask browser installs it`);
  const args = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ];
  browser = chromium.launch({ executablePath: CHROMIUM, args });
  return browser;
}

after(async () => {
  await (await browser)?.close();
  for (const it of houses) await it.end();
});

/** A page in a browser of its own: without cookies, in one cell. */
export async function newPage({ phone = false, script = true, language = "en", ...more } = {}) {
  const context = await (await theBrowser()).newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1200, height: 900 },
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: 1,
    javaScriptEnabled: script,
    locale: language === "de" ? "de-DE" : "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    ...more,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.faults = [];
  page.isPhone = phone;
  visits.push(page);
  watch(page);
  return page;
}

/** Notes what goes wrong: errors of scripts, refusals by the content policy, missing files, and failures of windrose. */
function watch(page) {
  page.on("pageerror", (error) => page.faults.push(`an error in a script: ${error}`));
  page.on("console", (message) => {
    // A page with another status than 200 is told of, too; what it is, is seen below.
    const status = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !status) page.faults.push(message.text());
  });
  page.on("response", (response) => {
    const [status, request] = [response.status(), response.request()];
    if (request.isNavigationRequest()) page.status = status;
    if (status >= 500 || (status >= 400 && !request.isNavigationRequest())) {
      page.faults.push(`${request.method()} ${response.url()} was answered with ${status}`);
    }
  });
}

/** Ends a visit, in which nothing may have gone wrong. */
export async function leave(...pages) {
  for (const page of pages) {
    assert.deepEqual(page.faults, []);
    visits.splice(visits.indexOf(page), 1);
    await page.context().close();
  }
}

/** Follows a link and says that it is them. */
export async function signIn(page, link, { language = "en" } = {}) {
  await page.goto(link);
  await press(page, page.getByRole("button", { name: words(language, "sign-in-do") }));
}

/** Clicks, or taps where there is a touch screen, and waits for the page that follows. Answers its status. */
export async function press(page, what) {
  await Promise.all([page.waitForEvent("load"), page.isPhone ? what.tap() : what.click()]);
  return page.status;
}

/** The sentence, or sentences, that a locator shows, in one line. */
export async function textOf(locator) {
  return (await locator.innerText()).replace(/\s+/g, " ").trim();
}

/** Chooses one of several, whether they are in a list or all shown; by what the program calls it. */
export async function choose(page, name, value) {
  const one = page.locator(`input[type=radio][name='${name}'][value='${value}']`);
  if (await one.count() === 0) return page.locator(`select[name='${name}']`).selectOption(value);
  // Its label is what people see and hit.
  await page.locator(`label[for='${await one.getAttribute("id")}']`).click();
  assert.ok(await one.isChecked(), `${name} is ${value}`);
}

/** A message, or part of one, anywhere in a text. */
export function says(text, message) {
  assert.ok(message instanceof RegExp ? message.test(text) : text.includes(message), `“${text}” says “${message}”`);
}
