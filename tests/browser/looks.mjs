// Every page of windrose, as full as it gets: the demo's initiative with two years behind it, and one that is under way.

import { AxeBuilder } from "@axe-core/playwright";
import { INDICATOR, NEED, cast, record, story } from "./stories.mjs";
import { PAGES, demo, leave } from "./harness.mjs";

/** The demo's initiative. */
export const ID = "learning-partnership";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** How people look at pages. */
export const WAYS = [
  { name: "light, desktop, en", language: "en", colorScheme: "light" },
  { name: "dark, phone, de", language: "de", colorScheme: "dark", phone: true },
];

/** The demo, and addresses in it, each with who looks. Every page of windrose's table is among them. */
export async function everyPage() {
  const windrose = await demo();
  await cast(windrose, "owner", "sponsor", "lead", "head-of-sales");
  return { windrose, looks: await addresses(windrose) };
}

async function addresses(windrose) {
  // An initiative that is under way, beside the one that has ended.
  await story(windrose, "under-way", "Reports in time");
  await record(windrose, "under-way", NEED, INDICATOR);
  const [pilot] = await record(windrose, "under-way", ["pilot", {
    name: "Reports without corrections", unit: "Sales", starts_on: "2026-02-02", ends_on: "2026-05-29", sample_n: 12,
    comparison: "historical", indicator: "indicator-1",
  }]);
  await windrose.call("lead", "waiver_request", {
    initiative: "under-way", step: "urgency", criterion: "looked-for", reason: "The plant is closed until the end of the month.",
    expires_on: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
  });
  // Beside the demo's directory an import with everything that can be odd about one.
  await windrose.call("admin", "directory_import", { import: "hr-2026-02", rows: [
    { id: "managing-director", name: "Managing Director", unit: "Board" },
    { id: "planner", name: "Planner", unit: "Works", manager: "planner" }, { name: "without an id" },
    { id: "managing-director", name: "Somebody else", unit: "Board" },
  ] });
  const { decisions } = await windrose.call("admin", "initiative_get", { initiative: ID });
  const { version } = decisions.find((it) => it.step === "urgency");
  const ended = PAGES.filter((it) => it.path.startsWith("/i/{initiative}") && !/record\/|paste|invite|decide/.test(it.path))
    .map((it) => ["sponsor", it.at({ initiative: ID, step: "urgency", version: it.path.includes("saved") ? 40 : version, record: "win-1" })]);
  const running = PAGES.filter((it) => /^\/i\/\{initiative\}($|\/(gate|decide|record|invite|people|sheet|paste|charts|saved|coalition|pilots))/.test(it.path))
    .map((it) => [it.path.includes("decide") ? "sponsor" : "lead",
      it.at({ initiative: "under-way", step: "urgency", kind: "need", pilot, version: 9, record: pilot })]);
  const others = [
    ["owner", "/"], ["owner", "/?q=nothing-is-called-so"], ["owner", "/start"], ["sponsor", "/inbox"], ["lead", "/inbox"],
    ["admin", "/directory"], ["lead", "/directory?q=sales"], ["admin", "/do/directory_publish?import=hr-2026-02"],
    ["lead", "/do/waiver_request?initiative=under-way&step=urgency&criterion=shown"],
    ["sponsor", "/do/waiver_decide?initiative=under-way&waiver=waiver-1"],
    ["lead", `/p/under-way/${pilot}`], ["lead", `/p/under-way/${pilot}/saved/9`],
    ["sponsor", `/i/${ID}?as_of=2025-06-02`], ["lead", "/i/under-way/record/scope"], ["lead", "/i/under-way/record/coalition_member"],
    ["lead", "/i/nothing-is-called-so"],
    ["service-lead", "/i/service-rollout/coalition?without=service-agent&without=head-of-sales&brokers=1"],
    ["service-lead", "/i/service-rollout/pilots?stop=pilot-2"], ["works-council", "/i/service-rollout/coalition"],
  ];
  return [...others, ...ended, ...running];
}

/** A page for each person, in which addresses are opened one after another. */
export async function visitors(windrose, cell) {
  const pages = {};
  return {
    of: async (person) => (pages[person] ??= await windrose.visitor(person, cell)),
    leave: () => leave(...Object.values(pages)),
  };
}

/** What axe finds on a page. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap((it) => it.nodes.map((node) => {
    const why = node.failureSummary.split("\n").slice(1, 3).join(" ");
    return `${it.id}: ${it.help}: ${node.target} ${why}`;
  }));
}

/** Unfolds whatever is folded away, so that it is looked at, too. */
export const unfold = (page) => page.locator("details").evaluateAll((all) => { for (const it of all) it.open = true; });

/** Texts of pictures that stand outside of them. */
export const outside = (page) => page.evaluate(() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  if (box.width === 0) return [];
  return [...svg.querySelectorAll("text")].filter((it) => it.textContent.trim()).flatMap((text) => {
    const it = text.getBoundingClientRect();
    // What a narrow screen leaves out stands below the picture.
    if (it.width === 0) return [];
    const inside = it.left >= box.left - 1 && it.right <= box.right + 1 && it.top >= box.top - 1 && it.bottom <= box.bottom + 1;
    return inside ? [] : [`“${text.textContent}” stands outside of its picture`];
  });
}));

/** Whether people have to scroll sideways. */
export const wide = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter((it) => it.getBoundingClientRect().right > width + 1 && !it.closest(".scroll"));
  return [`it is ${document.documentElement.scrollWidth} px wide on ${width}: ${beyond.slice(0, 3).map((it) => it.outerHTML.slice(0, 90)).join(" ")}`];
});
