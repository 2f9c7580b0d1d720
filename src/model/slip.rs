//! Two names that differ by a slip of the pen: one character is another one, and not one by which
//! neighbours are told apart.

/// Characters by which names of neighbours differ on purpose.
const TELLING: &str =
    "零一二三四五六七八九十百东南西北中上下前后左右内外大小新老旧甲乙丙丁戊己庚辛ABCDEFG";
/// Fewest characters of a name that has a slip: two short names are alike by chance.
const SHORTEST: usize = 4;

/// Whether two names of the same length differ at this character alone, by a slip.
pub fn is_at(one: &[char], two: &[char], at: usize) -> bool {
    let is_han = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c);
    let (Some(a), Some(b)) = (one.get(at), two.get(at)) else {
        return false;
    };
    one.len() == two.len()
        && a != b
        && is_han(*a)
        && is_han(*b)
        && !(TELLING.contains(*a) && TELLING.contains(*b))
        && (0..two.len()).all(|n| n == at || one[n] == two[n])
}

/// Whether two names are one but for a slip: a character is another one, or is left out.
pub fn is_between(one: &str, two: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let two: Vec<char> = two.chars().collect();
    let (short, long) = if one.len() <= two.len() {
        (&one, &two)
    } else {
        (&two, &one)
    };
    if short.len() < SHORTEST {
        return false;
    }
    let first = (0..short.len()).find(|at| short[*at] != long[*at]);
    match long.len() - short.len() {
        0 => first.is_some_and(|at| is_at(short, long, at)),
        1 => {
            let at = first.unwrap_or(short.len());
            let is_telling = TELLING.contains(long[at]) || long[at].is_ascii();
            short[at..] == long[at + 1..] && !is_telling
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_character_that_tells_nothing_apart() {
        for (one, two, expected) in [
            ("桃园邻里中心", "桃园邻理中心", true),
            ("桃园邻里中心", "桃园邻里中", true),
            ("桃园邻里中心", "桃园邻里活动中心", false),
            ("桃园邻里中心", "桃园邻里中心", false),
            ("3号楼一层议事室", "3号楼二层议事室", false),
            ("3号楼一层议事室", "2号楼一层议事室", false),
            ("志愿站", "志愿点", false),
            ("恒星志愿站", "恒心志愿站", true),
        ] {
            assert_eq!(is_between(one, two), expected, "{one} {two}");
            assert_eq!(is_between(two, one), expected, "{two} {one}");
        }
    }
}
