//! Figures of a JSON text (RFC 8259), read by recursive descent.
#![no_std]
#![no_main]

use joltlab_guest::{as_bytes, entry, read_input, write_output};
use programs::malformed;

entry!(main);

const DEEPEST: u32 = 64;

/// What is counted, in the order of the output.
#[derive(Default)]
struct Figures {
    objects: u32,
    arrays: u32,
    strings: u32,
    numbers: u32,
    booleans: u32,
    nulls: u32,
    depth: u32,
    string_bytes: u32,
    sum: u32,
}

/// The text is no JSON text.
struct Malformed;

type Parsed<T = ()> = Result<T, Malformed>;

struct Parser<'a> {
    rest: &'a [u8],
    figures: Figures,
    /// FNV-1a of the tokens.
    hash: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Takes a byte of a token.
    fn take(&mut self) -> Parsed<u8> {
        let (&byte, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        self.hash = (self.hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        Ok(byte)
    }

    /// Takes this byte if it is next.
    fn accept(&mut self, byte: u8) -> bool {
        self.peek() == Some(byte) && self.take().is_ok()
    }

    fn expect(&mut self, text: &[u8]) -> Parsed {
        text.iter().try_for_each(|byte| if self.accept(*byte) { Ok(()) } else { Err(Malformed) })
    }

    fn skip_space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// A value and the space around it, inside of so many arrays and objects.
    fn value(&mut self, depth: u32) -> Parsed {
        self.skip_space();
        match self.peek().ok_or(Malformed)? {
            b'{' => self.object(self.deeper(depth)?)?,
            b'[' => self.array(self.deeper(depth)?)?,
            b'"' => self.string()?,
            b't' => self.literal(b"true", |figures| &mut figures.booleans)?,
            b'f' => self.literal(b"false", |figures| &mut figures.booleans)?,
            b'n' => self.literal(b"null", |figures| &mut figures.nulls)?,
            _ => self.number()?,
        }
        self.skip_space();
        Ok(())
    }

    fn deeper(&self, depth: u32) -> Parsed<u32> {
        if depth < DEEPEST { Ok(depth + 1) } else { Err(Malformed) }
    }

    fn literal(&mut self, text: &[u8], figure: fn(&mut Figures) -> &mut u32) -> Parsed {
        self.expect(text)?;
        *figure(&mut self.figures) += 1;
        Ok(())
    }

    fn array(&mut self, depth: u32) -> Parsed {
        self.figures.arrays += 1;
        self.list(depth, [b'[', b']'], |parser| parser.value(depth))
    }

    fn object(&mut self, depth: u32) -> Parsed {
        self.figures.objects += 1;
        self.list(depth, [b'{', b'}'], |parser| {
            parser.skip_space();
            parser.string()?;
            parser.skip_space();
            parser.expect(b":")?;
            parser.value(depth)
        })
    }

    /// Items with commas in between, in brackets.
    fn list(&mut self, depth: u32, [open, close]: [u8; 2], mut item: impl FnMut(&mut Self) -> Parsed) -> Parsed {
        self.figures.depth = self.figures.depth.max(depth);
        self.expect(&[open])?;
        self.skip_space();
        if self.accept(close) {
            return Ok(());
        }
        loop {
            item(self)?;
            if !self.accept(b',') {
                return self.expect(&[close]);
            }
        }
    }

    fn string(&mut self) -> Parsed {
        self.expect(b"\"")?;
        self.figures.strings += 1;
        loop {
            self.figures.string_bytes += match self.take()? {
                b'"' => return Ok(()),
                b'\\' => self.escape()?,
                0..0x20 => return Err(Malformed),
                _ => 1,
            };
        }
    }

    /// The bytes that an escape sequence stands for.
    fn escape(&mut self) -> Parsed<u32> {
        match self.take()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => return Ok(1),
            b'u' => {}
            _ => return Err(Malformed),
        }
        Ok(match self.code_unit()? {
            0..0x80 => 1,
            0x80..0x800 => 2,
            0xD800..0xDC00 if self.low_surrogate_follows() => {
                self.expect(b"\\u")?;
                self.code_unit()?;
                4
            }
            _ => 3,
        })
    }

    fn low_surrogate_follows(&self) -> bool {
        let [b'\\', b'u', b'd' | b'D', second, third, fourth, ..] = self.rest else { return false };
        matches!(second, b'c'..=b'f' | b'C'..=b'F') && third.is_ascii_hexdigit() && fourth.is_ascii_hexdigit()
    }

    fn code_unit(&mut self) -> Parsed<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = char::from(self.take()?).to_digit(16).ok_or(Malformed)?;
            unit = unit << 4 | digit;
        }
        Ok(unit)
    }

    fn number(&mut self) -> Parsed {
        let negative = self.accept(b'-');
        let mut value = 0u32;
        if !self.accept(b'0') {
            self.digits(|digit| value = value.wrapping_mul(10).wrapping_add(digit))?;
        }
        let fraction = self.accept(b'.');
        if fraction {
            self.digits(|_| ())?;
        }
        let exponent = self.accept(b'e') || self.accept(b'E');
        if exponent {
            let _sign = self.accept(b'+') || self.accept(b'-');
            self.digits(|_| ())?;
        }
        if !fraction && !exponent {
            self.figures.sum = self.figures.sum.wrapping_add(if negative { value.wrapping_neg() } else { value });
        }
        self.figures.numbers += 1;
        Ok(())
    }

    /// One digit at least.
    fn digits(&mut self, mut visit: impl FnMut(u32)) -> Parsed {
        let mut found = false;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.take()?;
            visit(u32::from(digit - b'0'));
            found = true;
        }
        if found { Ok(()) } else { Err(Malformed) }
    }
}

fn main() {
    let mut parser = Parser { rest: read_input(), figures: Figures::default(), hash: 0x811C_9DC5 };
    if parser.value(0).is_err() || !parser.rest.is_empty() {
        malformed();
    }
    let Figures { objects, arrays, strings, numbers, booleans, nulls, depth, string_bytes, sum } = parser.figures;
    write_output(as_bytes(&[objects, arrays, strings, numbers, booleans, nulls, depth, string_bytes, sum, parser.hash]));
}
