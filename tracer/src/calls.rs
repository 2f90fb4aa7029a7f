//! Call stacks, followed by the convention of jumps and link registers.

use crate::code::Code;
use crate::execute::Observer;
use crate::profile::{Cost, FunctionCost, Stack};
use crate::symbols::Symbols;
use instructions::{Instruction, Op, expand};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Functions of a stack that are told apart.
const MAX_DEPTH: usize = 512;
/// Calls that are remembered to be returned from.
const MAX_FRAMES: usize = 1 << 16;
/// The function of code without a symbol.
const NAMELESS: u32 = u32::MAX;
/// An address that no instruction has.
const NEVER: u32 = 1;
/// The parent of outermost functions.
const ROOT: u32 = 0;

/// How an instruction changes the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transfer {
    Stay,
    Call,
    Return,
}

impl Transfer {
    /// The hints of the RISC-V manual (volume I, 2.5.1): x1 and x5 are link registers.
    fn of(instruction: &Instruction) -> Self {
        let link = |register: u8| matches!(register, 1 | 5);
        match instruction.op {
            Op::Jal | Op::Jalr if link(instruction.rd) => Self::Call,
            Op::Jalr if instruction.rd == 0 && link(instruction.rs1) => Self::Return,
            _ => Self::Stay,
        }
    }
}

/// What is known of a slot before the run.
#[derive(Clone, Copy, Debug)]
struct Place {
    function: u32,
    rows: u32,
    transfer: Transfer,
}

/// A call that has not returned.
#[derive(Clone, Copy, Debug)]
struct Frame {
    return_pc: u32,
    function: u32,
    node: u32,
}

/// Costs by call stack.
struct Tree {
    nodes: Vec<Node>,
    children: HashMap<(u32, u32), u32>,
}

struct Node {
    parent: u32,
    function: u32,
    cost: Cost,
}

impl Tree {
    fn child(&mut self, parent: u32, function: u32) -> u32 {
        let nodes = &mut self.nodes;
        *self.children.entry((parent, function)).or_insert_with(|| {
            nodes.push(Node { parent, function, cost: Cost::default() });
            nodes.len() as u32 - 1
        })
    }
}

/// Counts how often each slot was executed, and what each call stack costs.
pub(crate) struct Calls {
    pub counts: Vec<u64>,
    places: Vec<Place>,
    tree: Tree,
    /// Never empty; the innermost function is last.
    frames: Vec<Frame>,
    /// Function and node of the last frame.
    function: u32,
    node: u32,
    pending: Transfer,
    /// Address after the last instruction.
    following: u32,
}

impl Calls {
    pub fn new(code: &Code, symbols: &Symbols) -> Self {
        let place = |pc: u32| {
            let function = symbols.find(pc).map_or(NAMELESS, |function| function as u32);
            match code.instruction(pc) {
                Some(Ok(instruction)) => Place { function, rows: expand(&instruction).len() as u32, transfer: Transfer::of(&instruction) },
                _ => Place { function, rows: 0, transfer: Transfer::Stay },
            }
        };
        let root = Node { parent: ROOT, function: NAMELESS, cost: Cost::default() };
        let mut tree = Tree { nodes: vec![root], children: HashMap::new() };
        let node = tree.child(ROOT, NAMELESS);
        Self {
            counts: vec![0; code.slots.len()],
            places: code.slots.iter().map(|slot| place(slot.pc)).collect(),
            tree,
            frames: vec![Frame { return_pc: NEVER, function: NAMELESS, node }],
            function: NAMELESS,
            node,
            pending: Transfer::Stay,
            following: NEVER,
        }
    }

    #[cold]
    fn call(&mut self, function: u32) {
        if self.frames.len() < MAX_FRAMES {
            let node = if self.frames.len() < MAX_DEPTH { self.tree.child(self.node, function) } else { self.node };
            self.frames.push(Frame { return_pc: self.following, function, node });
        }
        self.settle();
    }

    /// Back to the caller of the innermost frame that returns here, or else to the innermost frame of this function.
    #[cold]
    fn go_back(&mut self, pc: u32, function: u32) {
        let caller = self.frames.iter().rposition(|frame| frame.return_pc == pc);
        let depth = caller.or_else(|| Some(1 + self.frames.iter().rposition(|frame| frame.function == function)?));
        self.frames.truncate(depth.unwrap_or(self.frames.len()).max(1));
        self.settle();
    }

    /// The innermost function became another one.
    #[cold]
    fn replace(&mut self, function: u32) {
        let depth = self.frames.len();
        if let Some(top) = self.frames.last_mut() {
            top.function = function;
            if depth <= MAX_DEPTH {
                top.node = self.tree.child(self.tree.nodes[top.node as usize].parent, function);
            }
        }
        self.settle();
    }

    fn settle(&mut self) {
        if let Some(top) = self.frames.last() {
            (self.function, self.node) = (top.function, top.node);
        }
    }

    /// Functions and stacks that were executed, those with the most rows first.
    pub fn costs(&self, symbols: &Symbols) -> (Vec<FunctionCost>, Vec<Stack>) {
        let nodes = &self.tree.nodes;
        let mut costs: HashMap<u32, (Cost, Cost)> = HashMap::new();
        let mut paths = Vec::new();
        for node in nodes.iter().filter(|node| node.cost.instructions > 0) {
            let mut path = vec![node.function];
            let mut parent = node.parent;
            while parent != ROOT {
                path.push(nodes[parent as usize].function);
                parent = nodes[parent as usize].parent;
            }
            costs.entry(node.function).or_default().0.add(node.cost);
            for &function in path.iter().collect::<BTreeSet<_>>() {
                costs.entry(function).or_default().1.add(node.cost);
            }
            path.reverse();
            paths.push((path, node.cost));
        }
        let mut order: Vec<_> = costs.into_iter().collect();
        order.sort_by_key(|&(function, (own, total))| (Reverse((own.rows, total.rows)), function));
        let number: HashMap<u32, usize> = order.iter().enumerate().map(|(k, &(function, _))| (function, k)).collect();
        let name = |function| if function == NAMELESS { "(no symbol)".to_owned() } else { symbols.name(function as usize) };
        let functions = order.iter().map(|&(function, (own, total))| FunctionCost { name: name(function), own, total }).collect();
        let stack = |(path, cost): (Vec<u32>, Cost)| Stack { functions: path.iter().map(|function| number[function]).collect(), cost };
        let mut stacks: Vec<Stack> = paths.into_iter().map(stack).collect();
        stacks.sort_by(|a, b| b.cost.rows.cmp(&a.cost.rows).then_with(|| a.functions.cmp(&b.functions)));
        (functions, stacks)
    }
}

impl Observer for Calls {
    #[inline(always)]
    fn retire(&mut self, slot: u32, pc: u32) {
        let place = self.places[slot as usize];
        match self.pending {
            Transfer::Stay => {}
            Transfer::Call => self.call(place.function),
            Transfer::Return => self.go_back(pc, place.function),
        }
        if place.function != self.function {
            self.replace(place.function);
        }
        self.counts[slot as usize] += 1;
        let cost = &mut self.tree.nodes[self.node as usize].cost;
        cost.add(Cost { instructions: 1, rows: u64::from(place.rows) });
        self.pending = place.transfer;
        self.following = pc.wrapping_add(4);
    }
}
