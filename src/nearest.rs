//! What would be right in place of a wrong name.

/// More names are not listed.
const MOST_LISTED: usize = 60;

/// What would be right in place of a wrong name: the nearest one, or else all of them, where they are not too many.
pub(crate) fn right(wrong: &str, names: &[&str]) -> String {
    let near = names.iter().map(|name| (distance(wrong, name), name)).min();
    match near {
        Some((steps, name)) if steps <= 2 || steps * 3 <= name.chars().count() => {
            format!("perhaps {name:?} is meant")
        }
        Some((_, name)) if names.len() > MOST_LISTED => format!("the nearest is {name:?}"),
        _ => format!("known are {}", names.join(", ")),
    }
}

/// Levenshtein's distance, without regard to the case of ASCII letters.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    // A name of the wrong length by far is no slip of the pen and need not be measured; the text comes from outside.
    if a.len().abs_diff(b.len()) > 8 {
        return a.len().max(b.len());
    }
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let swap = diagonal + usize::from(!x.eq_ignore_ascii_case(y));
            diagonal = row[j + 1];
            row[j + 1] = swap.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_counts_letters_added_lost_and_changed() {
        for (a, b, steps) in
            [("", "", 0), ("grain", "Grain", 0), ("grain", "grian", 2), ("hum", "hum_rate", 5), ("é", "e", 1)]
        {
            assert_eq!(distance(a, b), steps, "{a} {b}");
            assert_eq!(distance(b, a), steps, "{b} {a}");
        }
        assert_eq!(distance("room", &"m".repeat(1 << 20)), 1 << 20);
    }

    #[test]
    fn a_near_name_is_offered_and_a_far_one_gets_the_list() {
        assert_eq!(right("halaton", &["grain", "halation"]), "perhaps \"halation\" is meant");
        assert_eq!(right("GRAIN", &["grain", "halation"]), "perhaps \"grain\" is meant");
        assert_eq!(right("sound", &["grain", "halation"]), "known are grain, halation");
        assert_eq!(right("sound", &[]), "known are ");
        assert_eq!(right("sound", &["halation"; 61]), "the nearest is \"halation\"");
    }
}
