//! The nearest known word, for every "there is no such …".

/// The longest word that is compared; longer ones are not typing mistakes.
const WORD_LENGTH_MAX: usize = 64;

/// The known words that `given` most probably meant, best first, at most three; ties in the order of the alphabet.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    if given.len() > WORD_LENGTH_MAX {
        return Vec::new();
    }
    let given = given.to_lowercase();
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|word| {
            let distance = distance(&given, word);
            let related = given.len() >= 3 && (word.contains(&given) || given.contains(word));
            let allowed = (word.len().max(given.len()) / 3).max(1);
            (related || distance <= allowed).then_some((if related { 0 } else { distance }, word))
        })
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(3).map(|(_, word)| word.to_owned()).collect()
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().collect(), b.chars().take(WORD_LENGTH_MAX).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["urgency", "coalition", "vision", "enlist", "enable"];
        assert_eq!(nearest("urgancy", known), ["urgency"]);
        assert_eq!(nearest("coaliton", known), ["coalition"]);
        assert_eq!(nearest("enalbe", known), ["enable"]);
        assert_eq!(nearest("Vision ", known), ["vision"]);
        assert!(nearest("budget", known).is_empty());
        assert!(nearest(&"x".repeat(100_000), known).is_empty());
    }
}
