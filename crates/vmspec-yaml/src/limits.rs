//! What a text may cost before it is refused.

/// Bounds on everything that a text can make large.
///
/// Each bound that is hit ends in a [`ProblemKind::LimitExceeded`](crate::ProblemKind::LimitExceeded) at the place
/// where it was hit, never in a crash or in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes in one text. Default 16 MiB: an object larger than 1.5 MiB cannot be stored by Kubernetes anyway,
    /// but a file may hold many.
    pub bytes: usize,
    /// Documents in one text. Default 100,000.
    pub documents: usize,
    /// Nesting depth of collections, aliases followed included. Default 100.
    pub depth: usize,
    /// Nodes that decoding a document may visit beyond the nodes it has, through aliases. Default 10,000:
    /// a text may hold many documents, and each may cost a multiple of that.
    pub alias_nodes: usize,
    /// Syntax problems reported for one document; the rest of the document is given up after them. Default 50.
    pub problems: usize,
    /// Decoding issues reported for one document. Default 200.
    pub issues: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            documents: 100_000,
            depth: 100,
            alias_nodes: 10_000,
            problems: 50,
            issues: 200,
        }
    }
}
