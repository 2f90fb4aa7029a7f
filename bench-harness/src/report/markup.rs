//! Text that goes into HTML and SVG.

use crate::table::power;

/// Text as the content of an element or of a quoted attribute; characters that XML does not allow become `U+FFFD`.
///
/// ```
/// assert_eq!(bench_harness::report::markup::escape("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(character),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ if character.is_control() => escaped.push('\u{FFFD}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The text with exponents of numbers as raised digits: `2^16` is `2¹⁶`.
pub fn raised(text: &str) -> String {
    let mut raised = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match power(rest, raised.chars().last()) {
            Some((base, exponent, after)) => {
                raised += base;
                raised.extend(exponent.bytes().map(|digit| RAISED[usize::from(digit - b'0')]));
                rest = after;
            }
            None => {
                raised.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    raised
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Letters and digits of a text, words joined by hyphens: the name of a file or of an element.
pub fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() { "unnamed".into() } else { words.join("-") }
}

/// A coordinate with two digits after the point and no zeros at the end.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" { "0".into() } else { trimmed.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_cannot_be_injected() {
        assert_eq!(escape("</script><img src='x' onerror=\"y\">"), "&lt;/script&gt;&lt;img src=&#39;x&#39; onerror=&quot;y&quot;&gt;");
        assert_eq!(escape("a\u{0}b\u{1b}c\u{FFFF}d\te"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te");
        assert_eq!(escape("2^16 · µs"), "2^16 · µs");
    }

    #[test]
    fn exponents_are_raised() {
        assert_eq!(raised("lasso, 2^16 to 2^20; x^2, a2^3, 2^n"), "lasso, 2¹⁶ to 2²⁰; x^2, a2^3, 2^n");
    }

    #[test]
    fn slugs_are_file_names() {
        assert_eq!(slug("Prover time: ../sha256 (4 threads)"), "prover-time-sha256-4-threads");
        assert_eq!(slug("µ"), "unnamed");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 1.5, 0.333, -0.001, 100.0].map(number), ["1", "1.5", "0.33", "0", "100"]);
    }
}
