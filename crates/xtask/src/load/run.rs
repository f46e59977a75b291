//! The initiative run: one `initiative_open`, then for each of the eight steps six `record_add` and one `gate_decide`.
//!
//! 57 commands, each of which writes. What the decision has to name as `seen` is computed here from what was just
//! recorded, as somebody would read it from `gate_explain`, so that nothing but commands is sent; before anything is
//! measured, [`super::daemon`] compares it with what `gate_explain` says.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The workflow that is led through, for publishing.
pub(super) const WORKFLOW_FILE: &str = "benches/initiative-run.json";

/// Its name.
pub(super) const WORKFLOW: &str = "initiative-run";

/// The eight steps.
pub(super) const STEPS: [&str; 8] =
    ["urgency", "coalition", "vision", "enlist", "enable", "wins", "sustain", "institute"];

/// How many records each step takes. At one fewer its gate refuses.
pub(super) const RECORDS: usize = 6;

/// How many of them are needs; the others are feedback.
const NEEDS: usize = 3;

/// The commands of one step.
const PER_STEP: usize = RECORDS + 1;

/// The commands of the whole run.
pub(super) const COMMANDS: usize = 1 + STEPS.len() * PER_STEP;

/// How long the text of each record is, in bytes.
const TEXT_BYTES: usize = 300;

/// How much text there is to take records from.
const POOL_BYTES: usize = 256 * 1024;

/// Words of which texts are made. Chosen at random, they compress no better than what people write.
const WORDS: &str = "the a of to and in that for with on from by not but when after before because while until \
    we they team leads managers people staff branch region warehouse counter office shift customers suppliers board council \
    say ask find need want cannot never often rarely always still already again \
    training coaching review report meeting workshop survey interview figure target deadline budget handover schedule \
    process system tool form list plan decision habit change mistake complaint return order offer invoice contract \
    slow late missing wrong unclear double open closed new old weekly monthly short long hard easy better worse \
    spends waits corrects repeats explains loses learns practises measures promises forgets checks signs sends \
    hours days weeks percent half third quarter twice three four seven twelve";

/// Texts for records, the same in every run.
pub(super) struct Texts(String);

impl Texts {
    pub(super) fn new() -> Self {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let mut random = Random(0x57_49_4e_44);
        let mut pool = String::with_capacity(POOL_BYTES + 16);
        while pool.len() < POOL_BYTES {
            pool.push_str(words[random.below(words.len())]);
            pool.push(if random.below(12) == 0 { ',' } else { ' ' });
        }
        Self(pool)
    }

    fn any(&self, random: &mut Random) -> &str {
        // Words are ASCII: every place is a boundary. Texts neither begin nor end with a space.
        let at = random.below(self.0.len() - TEXT_BYTES);
        self.0[at..at + TEXT_BYTES].trim()
    }
}

/// Random enough for texts, and the same in every run (xorshift).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }
}

/// Writes the command number `index` of an initiative as the body of a call; the id of the call is the index.
pub(super) fn command(
    out: &mut String,
    initiative: &str,
    index: usize,
    texts: &Texts,
    random: &mut Random,
    with_key: bool,
) {
    out.clear();
    let key = if with_key {
        format!(r#","idempotency_key":"{initiative}/{index}""#)
    } else {
        String::new()
    };
    // Writing to a string does not fail.
    let _ = match (index.checked_sub(1).map(|it| (it / PER_STEP, it % PER_STEP)), initiative) {
        (None, id) => write!(
            out,
            r#"{{"jsonrpc":"2.0","id":{index},"method":"initiative_open","params":{{"initiative":"{id}","title":"Change {id}","workflow":"{WORKFLOW}"{key}}}}}"#
        ),
        (Some((step, RECORDS)), id) => write!(
            out,
            r#"{{"jsonrpc":"2.0","id":{index},"method":"gate_decide","params":{{"initiative":"{id}","step":"{}","decision":"go","seen":"{}"{key}}}}}"#,
            STEPS[step],
            seen(id, step)
        ),
        (Some((_, record)), id) => {
            let text = texts.any(random);
            let data = if record < NEEDS {
                format!(
                    r#"{{"kind":"need","data":{{"reported_by":"head-of-sales","unit":"Sales","channel":"meeting","statement":"{text}","severity":4}}}}"#
                )
            } else {
                format!(
                    r#"{{"kind":"feedback","data":{{"unit":"Sales","tone":"criticism","text":"{text}"}}}}"#
                )
            };
            write!(
                out,
                r#"{{"jsonrpc":"2.0","id":{index},"method":"record_add","params":{{"initiative":"{id}","records":[{data}]{key}}}}}"#
            )
        }
    };
}

/// The digest of the evidence at a step's gate once all its records are there: the versions in which needs and feedback
/// changed last, of an initiative whose version is the number of commands it has taken.
pub(super) fn seen(initiative: &str, step: usize) -> String {
    let opened = 1 + step * PER_STEP;
    let (need, feedback) = (opened + NEEDS, opened + RECORDS);
    let evidence = format!("{initiative}\nneed {need}\nfeedback {feedback}\n");
    Sha256::digest(evidence.as_bytes()).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_run_is_57_commands_that_are_json() {
        let (texts, mut random, mut body) = (Texts::new(), Random::seeded(1), String::new());
        let mut methods = Vec::new();
        for index in 0..COMMANDS {
            command(&mut body, "a-1", index, &texts, &mut random, index % 2 == 0);
            let call: Value = serde_json::from_str(&body).unwrap();
            methods.push(call["method"].as_str().unwrap().to_owned());
        }
        let count = |name: &str| methods.iter().filter(|it| *it == name).count();
        assert_eq!(COMMANDS, 57);
        assert_eq!(
            (count("initiative_open"), count("record_add"), count("gate_decide")),
            (1, 48, 8)
        );
        assert_eq!(methods[7], "gate_decide");
        assert_eq!(methods[56], "gate_decide");
    }
}
