// What has happened before a test begins, as calls.

/** A workflow for stories: its first gate has one criterion of each sort that people have a hand in. */
const STORY = {
  name: "browser-story",
  title: "Story",
  summary: "What people do at a gate.",
  roles: { works_council: { base: "viewer", title: "Works council" } },
  gates: Object.fromEntries(
    ["urgency", "coalition", "vision", "enlist", "enable", "wins", "sustain", "institute"].map((step) => [step, {
      purpose: "To show what people do at a gate.",
      criteria: [reason({ id: "begun", open_for: 0 })],
    }]),
  ),
};
STORY.gates.urgency.criteria = [
  reason({ id: "heard", records: "need", at_least: 2 }),
  reason({ id: "council-agrees", approval: "works_council", quorum: 1 }),
  reason({ id: "looked-for", records: "barrier_review", at_least: 1, waivable: { by: "sponsor", days_at_most: 60 } }),
  reason({ id: "shown", records: "indicator", at_least: 1, deferrable: true }),
];

function reason(criterion) {
  return { ...criterion, why: "It has to be there.", source: "windrose default" };
}

/** The people of all stories, but those who are there, and the workflow. */
export async function cast(windrose, ...there) {
  const people = {
    owner: "Owner", sponsor: "Sponsor", lead: "HR lead", member: "Member", council: "Works council",
    "head-of-sales": "Head of Sales",
  };
  for (const it of there) delete people[it];
  await windrose.people(people);
  await windrose.call("admin", "workflow_publish", { source: JSON.stringify(STORY) });
}

/** An initiative on the workflow of stories, with everybody in their roles. */
export async function story(windrose, initiative, title = "Reports in time") {
  await open(windrose, initiative, title, STORY.name);
  await windrose.call("owner", "role_assign", { initiative, person: "council", role: "works_council" });
}

/** An initiative, with everybody in the roles that each workflow has. */
export async function open(windrose, initiative, title, workflow) {
  await windrose.call("owner", "initiative_open", { initiative, title, purpose: "Work that can rely on its figures.", workflow });
  const roles = { sponsor: "sponsor", lead: "lead", member: "member", "head-of-sales": "pilot_owner" };
  await windrose.batch("owner", Object.entries(roles).map(([person, role]) => ({
    method: "role_assign", params: { initiative, person, role },
  })));
}

/** Records, as the lead. Answers their ids. */
export async function record(windrose, initiative, ...records) {
  const done = await windrose.call("lead", "record_add", {
    initiative, records: records.map(([kind, data]) => ({ kind, data })),
  });
  return done.records;
}

export const NEED = ["need", {
  reported_by: "head-of-finance", unit: "Finance", channel: "meeting", statement: "Monthly reports are late", severity: 4,
}];

export const BARRIER_REVIEW = ["barrier_review", { units: ["Finance"], method: "Interviews with eight team leads" }];

export const INDICATOR = ["indicator", {
  name: "Days until the report", unit: "days", direction: "lower_better", tracks: "outcome", baseline: 12, target: 8,
  owner: "head-of-finance",
}];
