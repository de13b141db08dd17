export { type Anchor, anchorSpan, anchorsOf, firstSeq, readAnchor } from "./anchor.ts";
export { type AnchorAt, anchorAt, ChainCheck, type Damage, explain, type Fault, type Head } from "./chain.ts";
export { type ChainRow, canonicalText, chainStart, linkHash } from "./entry.ts";
export { type Anchors, type ChainSource, type Verdict, verifyChains } from "./verify.ts";
