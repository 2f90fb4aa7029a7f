//! The system's linear forms on blocks of steps, in machine integers wherever these are exact.
//!
//! Columns of a witness are small numbers, so nearly every `A_c`, `B_c`, `C_c` is one too: a form is bounded by the widths of its columns, and its
//! values are held as `i64`, `i128` or, failing both, field elements. Only the speed depends on that choice, never a value.

use crate::{Cell, Linear, Public, UniformR1cs, Variable};
use poly::{MultilinearPolynomial, Scalar, SmallValue, for_width};
use std::collections::HashMap;
use std::sync::Arc;

/// Steps that are evaluated together.
pub(crate) const BLOCK: usize = 64;

/// Tables of all variables but the constant.
pub(crate) struct Columns<F> {
    tables: Vec<Arc<MultilinearPolynomial<F>>>,
}

impl<F: Scalar> Columns<F> {
    /// The committed columns in the system's order, completed by its public ones.
    ///
    /// *Preconditions*: as many columns as [`UniformR1cs::committed`], of `2^log_steps` values each.
    pub fn new<'a>(system: &UniformR1cs, committed: impl Iterator<Item = &'a Arc<MultilinearPolynomial<F>>>, log_steps: usize) -> Self {
        let mut committed = committed.cloned();
        let table = |variable: Variable| match system.public(variable) {
            Some(public) => Arc::new(public_table(public, log_steps)),
            None => committed.next().expect("one table for each committed column"),
        };
        let tables: Vec<_> = system.variables().skip(1).map(table).collect();
        assert!(committed.next().is_none(), "one table for each committed column");
        assert!(tables.iter().all(|t| t.len() == 1 << log_steps), "columns have 2^log_steps values");
        Self { tables }
    }

    /// *Preconditions*: not the constant.
    pub fn table(&self, variable: Variable) -> &MultilinearPolynomial<F> {
        &self.tables[variable.index() - 1]
    }

    /// All tables, in variable order after the constant.
    pub fn tables(&self) -> &[Arc<MultilinearPolynomial<F>>] {
        &self.tables
    }
}

fn public_table<F: Scalar>(public: Public, log_steps: usize) -> MultilinearPolynomial<F> {
    let values = (0..1 << log_steps).map(|step| public.value(step, log_steps));
    match public {
        Public::FirstStep | Public::LastStep => values.map(|v| v == 1).collect::<Vec<_>>().into(),
        Public::Step => values.collect::<Vec<u64>>().into(),
    }
}

/// Largest magnitude in a table; `None` for field elements.
fn magnitude<F: Scalar>(table: &MultilinearPolynomial<F>) -> Option<u128> {
    match table {
        MultilinearPolynomial::Bool(_) => Some(1),
        MultilinearPolynomial::U8(_) => Some(u128::from(u8::MAX)),
        MultilinearPolynomial::U16(_) => Some(u128::from(u16::MAX)),
        MultilinearPolynomial::U32(_) => Some(u128::from(u32::MAX)),
        MultilinearPolynomial::U64(v) => v.iter().max().map(|x| u128::from(*x)),
        MultilinearPolynomial::I64(v) => v.iter().map(|x| x.unsigned_abs()).max().map(u128::from),
        MultilinearPolynomial::Field(_) => None,
    }
}

/// Values of one form on a block of steps.
#[derive(Clone, Debug)]
pub(crate) enum Lane<F> {
    /// Magnitudes below 2^62.
    Narrow(Vec<i64>),
    /// Magnitudes up to 2^125.
    Wide(Vec<i128>),
    /// Anything.
    Field(Vec<F>),
}

impl<F: Scalar> Lane<F> {
    /// The value at a place of the block.
    pub fn get(&self, index: usize) -> F {
        match self {
            Self::Narrow(v) => v[index].to_field(),
            Self::Wide(v) => F::from_i128(v[index]),
            Self::Field(v) => v[index],
        }
    }

    /// `high - low`; integers cannot overflow within the bounds of their kind.
    fn difference(high: &Self, low: &Self) -> Self {
        match (high, low) {
            (Self::Narrow(h), Self::Narrow(l)) => Self::Narrow(h.iter().zip(l).map(|(h, l)| h - l).collect()),
            (Self::Wide(h), Self::Wide(l)) => Self::Wide(h.iter().zip(l).map(|(h, l)| h - l).collect()),
            (Self::Field(h), Self::Field(l)) => Self::Field(h.iter().zip(l).map(|(h, l)| *h - l).collect()),
            _ => unreachable!("a form has one kind of lane"),
        }
    }
}

/// Differences of all lanes of two blocks.
pub(crate) fn differences<F: Scalar>(high: &[Lane<F>], low: &[Lane<F>]) -> Vec<Lane<F>> {
    high.iter().zip(low).map(|(h, l)| Lane::difference(h, l)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Narrow,
    Wide,
    Field,
}

/// How a constraint is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exactness {
    /// `f (f - 1)` over a column of bits: 0 on every step.
    Bit,
    /// `A B - C` and products of differences fit `i128`.
    Integer,
    /// Field arithmetic.
    Field,
}

/// The right factor of a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// `B = A + k`: the constraint is a square up to a linear part.
    Square(i128),
    /// A form of its own.
    Form(usize),
}

/// A constraint by the places of its forms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub a: usize,
    pub b: Right,
    /// `None` for `C = 0`.
    pub c: Option<usize>,
    pub exactness: Exactness,
}

/// The distinct linear forms of a system over given columns.
pub(crate) struct Forms<'a, F> {
    columns: &'a Columns<F>,
    forms: Vec<Linear>,
    bounds: Vec<Option<u128>>,
    places: HashMap<Linear, usize>,
    rows: Vec<Row>,
}

impl<'a, F: Scalar> Forms<'a, F> {
    pub fn new(system: &UniformR1cs, columns: &'a Columns<F>) -> Self {
        let magnitudes: Vec<_> = columns.tables().iter().map(|t| magnitude(t)).collect();
        let mut out = Self { columns, forms: Vec::new(), bounds: Vec::new(), places: HashMap::new(), rows: Vec::new() };
        for constraint in system.constraints() {
            let a = out.place(&constraint.a, &magnitudes);
            let b = match offset(&constraint.b, &constraint.a) {
                Some(k) => Right::Square(k),
                None => Right::Form(out.place(&constraint.b, &magnitudes)),
            };
            let c = (!constraint.c.is_zero()).then(|| out.place(&constraint.c, &magnitudes));
            let exactness = out.exactness(&constraint.a, a, b, c);
            out.rows.push(Row { a, b, c, exactness });
        }
        out
    }

    fn place(&mut self, form: &Linear, magnitudes: &[Option<u128>]) -> usize {
        if let Some(place) = self.places.get(form) {
            return *place;
        }
        let bound = |(cell, coefficient): (Cell, i128)| {
            let width = if cell.variable == Variable::ONE { 1 } else { magnitudes[cell.variable.index() - 1]? };
            width.checked_mul(coefficient.unsigned_abs())
        };
        self.bounds.push(form.terms().map(bound).try_fold(0u128, |sum, x| sum.checked_add(x?)).filter(|x| *x <= 1 << 125));
        self.forms.push(form.clone());
        self.places.insert(form.clone(), self.forms.len() - 1);
        self.forms.len() - 1
    }

    fn exactness(&self, a_form: &Linear, a: usize, b: Right, c: Option<usize>) -> Exactness {
        let single = a_form.terms().next().filter(|(_, coefficient)| *coefficient == 1 && a_form.terms().count() == 1);
        let bits =
            |cell: Cell| cell.variable != Variable::ONE && matches!(self.columns.table(cell.variable), MultilinearPolynomial::Bool(_));
        if b == Right::Square(-1) && c.is_none() && single.is_some_and(|(cell, _)| bits(cell)) {
            return Exactness::Bit;
        }
        let right = match b {
            Right::Square(k) => self.bounds[a].and_then(|a| a.checked_add(k.unsigned_abs())),
            Right::Form(b) => self.bounds[b],
        };
        let product = |a: u128, b: u128| a.checked_mul(b).filter(|product| *product <= 1 << 124);
        let sum = self.bounds[a].zip(right).and_then(|(a, b)| product(a, b)).zip(c.map_or(Some(0), |c| self.bounds[c]));
        if sum.is_some() { Exactness::Integer } else { Exactness::Field }
    }

    fn kind(&self, form: usize) -> Kind {
        match self.bounds[form] {
            Some(bound) if bound < 1 << 62 => Kind::Narrow,
            Some(_) => Kind::Wide,
            None => Kind::Field,
        }
    }

    /// The constraints, in the system's order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// A form by its place.
    pub fn form(&self, place: usize) -> &Linear {
        &self.forms[place]
    }

    /// The place of a form, where the system has it.
    pub fn find(&self, form: &Linear) -> Option<usize> {
        self.places.get(form).copied()
    }

    /// All forms on the steps `start .. start + len`, in the order of their places.
    pub fn block(&self, start: usize, len: usize) -> Vec<Lane<F>> {
        (0..self.forms.len())
            .map(|place| match self.kind(place) {
                Kind::Narrow => {
                    Lane::Narrow(self.integers(place, start, len, |k| k as i64, |o, k, x| *o = o.wrapping_add(k.wrapping_mul(x as i64))))
                }
                Kind::Wide => Lane::Wide(self.integers(place, start, len, |k| k, |o, k, x| *o = o.wrapping_add(k.wrapping_mul(x)))),
                Kind::Field => Lane::Field(self.elements(place, start, len)),
            })
            .collect()
    }

    /// A form whose bound says that no partial sum overflows.
    fn integers<T: Copy>(
        &self,
        place: usize,
        start: usize,
        len: usize,
        convert: impl Fn(i128) -> T,
        add: impl Fn(&mut T, T, i128) + Copy,
    ) -> Vec<T> {
        let mut out = vec![convert(0); len];
        for (cell, coefficient) in self.forms[place].terms() {
            let coefficient = convert(coefficient);
            if cell.variable == Variable::ONE {
                out.iter_mut().for_each(|o| add(o, coefficient, 1));
                continue;
            }
            let start = start + usize::from(cell.next);
            for_width!(self.columns.table(cell.variable),
                v => for (o, x) in out.iter_mut().zip(&v[start..]) { add(o, coefficient, signed(*x)) },
                _f => unreachable!("field columns have no bound"));
        }
        out
    }

    fn elements(&self, place: usize, start: usize, len: usize) -> Vec<F> {
        let mut out = vec![F::zero(); len];
        for (cell, coefficient) in self.forms[place].terms() {
            let coefficient = F::from_i128(coefficient);
            if cell.variable == Variable::ONE {
                out.iter_mut().for_each(|o| *o += coefficient);
                continue;
            }
            let start = start + usize::from(cell.next);
            for_width!(self.columns.table(cell.variable),
                v => for (o, x) in out.iter_mut().zip(&v[start..]) { *o += coefficient * x.to_field::<F>() },
                f => for (o, x) in out.iter_mut().zip(&f[start..]) { *o += coefficient * x });
        }
        out
    }
}

/// `b - a` where it is a constant.
fn offset(b: &Linear, a: &Linear) -> Option<i128> {
    let difference = b.clone() - a.clone();
    let mut terms = difference.terms();
    match (terms.next(), terms.next()) {
        (None, _) => Some(0),
        (Some((Cell::ONE, k)), None) => Some(k),
        _ => None,
    }
}

#[inline]
fn signed<T: SmallValue>(value: T) -> i128 {
    let (negative, magnitude) = value.parts();
    if negative { -i128::from(magnitude) } else { i128::from(magnitude) }
}

/// Values of one constraint's expression on a block of steps.
#[expect(clippy::large_enum_variant, reason = "lives on the stack, one at a time")]
pub(crate) enum Values<F> {
    Integer([i128; BLOCK]),
    Field(Vec<F>),
}

impl Row {
    /// `A B - C`; `None` where it is 0 by the width of the column.
    pub fn residual<F: Scalar>(&self, lanes: &[Lane<F>], len: usize) -> Option<Values<F>> {
        match self.exactness {
            Exactness::Bit => None,
            Exactness::Integer => {
                let mut out = [0; BLOCK];
                match self.b {
                    Right::Square(k) => square(&lanes[self.a], k, &mut out),
                    Right::Form(b) => multiply(&lanes[self.a], &lanes[b], &mut out),
                }
                match self.c.map(|c| &lanes[c]) {
                    Some(Lane::Narrow(c)) => out.iter_mut().zip(c).for_each(|(o, c)| *o -= i128::from(*c)),
                    Some(Lane::Wide(c)) => out.iter_mut().zip(c).for_each(|(o, c)| *o -= *c),
                    Some(Lane::Field(_)) => unreachable!("integer constraints have integer lanes"),
                    None => {}
                }
                Some(Values::Integer(out))
            }
            Exactness::Field => {
                let a = |i| lanes[self.a].get(i);
                let b = |i| match self.b {
                    Right::Square(k) => a(i) + F::from_i128(k),
                    Right::Form(b) => lanes[b].get(i),
                };
                let c = |i| self.c.map_or(F::zero(), |c| lanes[c].get(i));
                Some(Values::Field((0..len).map(|i| a(i) * b(i) - c(i)).collect()))
            }
        }
    }

    /// The product of the slopes of `A` and `B`, from the lanes' differences.
    pub fn slopes<F: Scalar>(&self, differences: &[Lane<F>], len: usize) -> Values<F> {
        let a = &differences[self.a];
        let b = match self.b {
            Right::Square(_) => a,
            Right::Form(b) => &differences[b],
        };
        if self.exactness == Exactness::Field {
            return Values::Field((0..len).map(|i| a.get(i) * b.get(i)).collect());
        }
        let mut out = [0; BLOCK];
        multiply(a, b, &mut out);
        Values::Integer(out)
    }
}

/// Products of integer lanes whose bounds say that they fit.
fn multiply<F>(a: &Lane<F>, b: &Lane<F>, out: &mut [i128; BLOCK]) {
    fn products<A: Copy + Into<i128>, B: Copy + Into<i128>>(a: &[A], b: &[B], out: &mut [i128; BLOCK]) {
        for ((o, a), b) in out.iter_mut().zip(a).zip(b) {
            *o = (*a).into().wrapping_mul((*b).into());
        }
    }
    match (a, b) {
        (Lane::Narrow(a), Lane::Narrow(b)) => products(a, b, out),
        (Lane::Narrow(a), Lane::Wide(b)) => products(a, b, out),
        (Lane::Wide(a), Lane::Narrow(b)) => products(a, b, out),
        (Lane::Wide(a), Lane::Wide(b)) => products(a, b, out),
        (Lane::Field(_), _) | (_, Lane::Field(_)) => unreachable!("integer constraints have integer lanes"),
    }
}

/// `a (a + k)` over an integer lane whose bounds say that it fits.
fn square<F>(a: &Lane<F>, k: i128, out: &mut [i128; BLOCK]) {
    fn squares<A: Copy + Into<i128>>(a: &[A], k: i128, out: &mut [i128; BLOCK]) {
        for (o, a) in out.iter_mut().zip(a) {
            let a = (*a).into();
            *o = a.wrapping_mul(a.wrapping_add(k));
        }
    }
    match a {
        Lane::Narrow(a) => squares(a, k, out),
        Lane::Wide(a) => squares(a, k, out),
        Lane::Field(_) => unreachable!("integer constraints have integer lanes"),
    }
}
