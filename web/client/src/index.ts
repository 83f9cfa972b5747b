// The public surface of the package. Wait for `ready` before anything else is called.
export { ready, randomBytes, wipe } from "./crypto/sodium.ts";
export { Refused } from "./crypto/refused.ts";
export * from "./crypto/bytes.ts";
export {
  decodeElement,
  decodeScalar,
  type Element,
  isIdentity,
  type Scalar,
  type SecretScalar,
} from "./crypto/group.ts";
export { sha256 } from "./crypto/hash.ts";
export {
  failedChecks,
  type BallotCheck,
  ballotId,
  type Statement,
  verifyBallot,
} from "./crypto/ballotProof.ts";
export {
  decodeEd25519PublicKey,
  ed25519PublicKey,
  type Ed25519PublicKey,
  ed25519SecretKey,
  type Ed25519SecretKey,
  signEd25519,
  verifyEd25519,
} from "./crypto/ed25519.ts";

export type * from "./ballot/definition.ts";
export { decodeDefinition } from "./ballot/definitionJson.ts";
export { checkDefinition } from "./ballot/definitionCheck.ts";
export {
  compileAll,
  compileStyle,
  type CompiledQuestion,
  type CompiledStyle,
} from "./ballot/compile.ts";
export type { Total } from "./ballot/packing.ts";
export {
  ballotsFingerprint,
  electionFingerprint,
  rollFingerprint,
  styleDigest,
} from "./ballot/fingerprint.ts";
export type { Answer, Answers } from "./ballot/answer.ts";
export { askedQuestions, checkAnswer, fromBits, toBits } from "./ballot/answers.ts";
export { decodeAnswers } from "./ballot/answersJson.ts";
export type { Election } from "./ballot/election.ts";
export { seal, SealedBallot, type SealOptions } from "./ballot/seal.ts";
export { decodeTestFile, encodeTestFile, openTestFile, type TestFile } from "./ballot/testFile.ts";
export {
  type BallotPost,
  decodeBallotPost,
  encodeBallotPost,
  idOfPost,
} from "./ballot/ballotPost.ts";
export {
  idOfNotice,
  makeTestedNotice,
  openTestedNotice,
  type TestedNotice,
} from "./ballot/testedNotice.ts";
export { normalizeReceiptCode, receiptCode } from "./ballot/receiptCode.ts";
export {
  credentialOf,
  deriveCredentialKey,
  exposeVotingCode,
  parseVotingCode,
  randomVotingCode,
  type VotingCode,
} from "./ballot/votingCode.ts";
export { decodeTime, encodeTime } from "./ballot/time.ts";

export {
  isKeyName,
  parseNote,
  encodeNote,
  signNote,
  type SignedNote,
  VerifierKey,
  verifyNote,
} from "./bulletinBoard/signedNote.ts";
export {
  type Checkpoint,
  openCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
} from "./bulletinBoard/checkpoint.ts";
export {
  checkQuorum,
  cosignedBy,
  openCheckpointUnder,
  parsePolicy,
  type Policy,
} from "./bulletinBoard/policy.ts";
export { leafHash, verifyConsistency, verifyInclusion } from "./bulletinBoard/merkleTree.ts";
export {
  encodeReceipt,
  parseReceipt,
  type Receipt,
  verifyReceipt,
} from "./bulletinBoard/receipt.ts";
export { bundleOf, decodeBundle, tilePath } from "./bulletinBoard/tiles.ts";
export { announcementHash } from "./bulletinBoard/postText.ts";
export {
  type BlockRecord,
  decodePost,
  type ElectionPost,
  type Post,
  verifyElectionPost,
} from "./bulletinBoard/posts.ts";
export {
  Operators,
  type OperatorOptions,
  type Reply,
  type RequestOptions,
} from "./bulletinBoard/operators.ts";
export { askRoll, type BallotClaim, type RollReply } from "./bulletinBoard/rollReply.ts";
export {
  type EarlierBallot,
  type EarlierBallotOptions,
  findEarlierBallot,
  type ShownBallot,
} from "./bulletinBoard/earlierBallot.ts";
export {
  type Confirmation,
  type SeenCheckpoint,
  SeenLog,
  TwoViews,
} from "./bulletinBoard/seenLog.ts";
export {
  awaitWitnesses,
  deliver,
  type Delivery,
  type DeliveryOptions,
  Pause,
  type Settled,
  type WitnessOptions,
} from "./bulletinBoard/delivery.ts";
export {
  type LoggedBallot,
  largestRecord,
  readRecord,
  type ReadRecord,
} from "./bulletinBoard/record.ts";
export { type ReadFile, Unreadable } from "./bulletinBoard/treeReader.ts";
