/** Place of a tensor's first element in the heap, in bytes. */
export type Address = number;

/** Arguments of each kernel; what a unit of its work is stands at the end of each line. */
export interface Arguments {
  /** A B + bias, see assembly/product.ts; steps in bytes; bias 0 for none. Rows of A. */
  product: [
    a: Address,
    aStep: number,
    aTransposed: boolean,
    b: Address,
    bStep: number,
    bTransposed: boolean,
    columns: number,
    inner: number,
    bias: Address,
    to: Address,
    toStep: number,
  ];
  /** Texts. */
  attentionProbabilities: [
    q: Address,
    k: Address,
    firsts: Address,
    lengths: Address,
    p: Address,
    heads: number,
    width: number,
  ];
  /** Texts. */
  attentionContext: [
    p: Address,
    v: Address,
    firsts: Address,
    lengths: Address,
    to: Address,
    heads: number,
    width: number,
  ];
  /** Needs spare scratch: see assembly/attention.ts. Texts. */
  attentionGradient: [
    q: Address,
    k: Address,
    v: Address,
    p: Address,
    dy: Address,
    firsts: Address,
    lengths: Address,
    dq: Address,
    dk: Address,
    dv: Address,
    heads: number,
    width: number,
  ];
  /** Elements. */
  gelu: [x: Address, to: Address];
  /** Elements. */
  geluGradient: [x: Address, dy: Address, to: Address];
  /** Rows. */
  layerNorm: [x: Address, gamma: Address, beta: Address, to: Address, columns: number, eps: number];
  /** Rows. */
  layerNormGradient: [x: Address, gamma: Address, dy: Address, to: Address, columns: number, eps: number];
  /** Rows. */
  layerNormScaled: [x: Address, dy: Address, to: Address, columns: number, eps: number];
  /** Columns. */
  columnSums: [x: Address, rows: number, columns: number, to: Address];
  /** Relevant passages; see assembly/rank.ts. */
  rankCounts: [
    scores: Address,
    candidates: number,
    relevant: Address,
    rowOf: Address,
    runs: Address,
    runCount: number,
    languages: number,
    to: Address,
  ];
  /** Parts. */
  sumSquares: [x: Address, count: number, parts: number, to: Address];
  /** newW, newM and newV may be w, m and v. Elements. */
  adamW: [
    w: Address,
    m: Address,
    v: Address,
    g: Address,
    newW: Address,
    newM: Address,
    newV: Address,
    beta1: number,
    share1: number,
    beta2: number,
    share2: number,
    keep: number,
    rate: number,
    root: number,
    eps: number,
  ];
  /** Steps from .. steps of a schedule of keep, rate and root, in place. Elements. */
  adamWWithoutGradient: [
    w: Address,
    m: Address,
    v: Address,
    schedule: Address,
    from: number,
    steps: number,
    beta1: number,
    beta2: number,
    eps: number,
  ];
}
