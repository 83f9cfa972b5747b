// What the C++ computes for a voter, computed again: tests/vectors/tabella/README.md.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ballotsFingerprint,
  electionFingerprint,
  rollFingerprint,
  styleDigest,
} from "../../../../web/client/src/ballot/fingerprint.ts";
import { fromBits, toBits } from "../../../../web/client/src/ballot/answers.ts";
import { decodeAnswers } from "../../../../web/client/src/ballot/answersJson.ts";
import {
  decodeBallotPost,
  encodeBallotPost,
} from "../../../../web/client/src/ballot/ballotPost.ts";
import { type CompiledStyle, compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { decodeDefinition } from "../../../../web/client/src/ballot/definitionJson.ts";
import { receiptCode, receiptCodePrefix } from "../../../../web/client/src/ballot/receiptCode.ts";
import {
  makeTestedNotice,
  openTestedNotice,
} from "../../../../web/client/src/ballot/testedNotice.ts";
import {
  credentialOf,
  deriveCredentialKey,
  parseVotingCode,
} from "../../../../web/client/src/ballot/votingCode.ts";
import { cosignedBy, parsePolicy } from "../../../../web/client/src/bulletinBoard/policy.ts";
import {
  encodeReceipt,
  parseReceipt,
  verifyReceipt,
} from "../../../../web/client/src/bulletinBoard/receipt.ts";
import {
  ballotId,
  encodeBallot,
  encodeUncast,
  failedChecks,
} from "../../../../web/client/src/crypto/ballotProof.ts";
import { cast, finish, prove } from "../../../../web/client/src/crypto/ballotProver.ts";
import {
  ascii,
  type Bytes,
  decodeUtf8,
  encodeHex,
  utf8,
} from "../../../../web/client/src/crypto/bytes.ts";
import { StaticKey, deriveStaticSecret } from "../../../../web/client/src/crypto/dkg/staticKey.ts";
import {
  decodeElement,
  decodeSecretScalar,
  type Element,
  multiplyBase,
  type SecretScalar,
} from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import type { Row } from "../../../../web/client/src/crypto/style.ts";
import { refuses } from "../refusal.ts";
import { hex, readVectors } from "../vectors.ts";

type RowForm = Record<string, number>;
interface StyleForm {
  id: string;
  digest: string;
  ballots: string;
  bits: number;
  counters: RowForm[];
  equations: { row: RowForm; rhs: number }[];
  totals: number[][];
}
interface BallotForm {
  style: string;
  answers: string;
  bits: number[];
  sk: string;
  kappa: string;
  seed: string;
  credential: string;
  sequence: number;
  id: string;
  receipt_code: string;
  post: string;
}
interface ElectionForm {
  name: string;
  definition: string;
  announcement: string;
  key: string;
  roll: [string, number, number][];
  roll_fingerprint: string;
  fingerprint: string;
  styles: StyleForm[];
  ballots: BallotForm[];
}

const vectors = readVectors<{
  elections: ElectionForm[];
  codes: { typed: string; election: string; sk: string; credential: string }[];
  notice: { election: string; ballot: string; sk: string; line: string };
  joins: { announcement: string; secret: string; static: string; number: number; proof: string }[];
  receipts: {
    policy: string;
    receipt: string;
    entry: string;
    origin: string;
    size: number;
    cosigned: number[];
  }[];
}>("tabella/client.json");

await ready;

const element = (text: string): Element => decodeElement(hex(text))!;
const secret = (text: string): SecretScalar => decodeSecretScalar(hex(text))!;
const rowForm = (row: Row): RowForm =>
  Object.fromEntries(row.map(({ bit, coefficient }) => [String(bit), coefficient]));

const styleForm = (compiled: CompiledStyle, election: Bytes): StyleForm => ({
  id: compiled.id,
  digest: encodeHex(styleDigest(compiled)),
  ballots: encodeHex(ballotsFingerprint(election, compiled.id)),
  bits: compiled.style.bits,
  counters: compiled.style.counters.map(rowForm),
  equations: compiled.style.equations.map(({ row, rhs }) => ({ row: rowForm(row), rhs })),
  totals: compiled.totals.map((t) => [
    t.question,
    t.first,
    t.second,
    t.maxValue,
    t.counter,
    t.shift,
    t.width,
  ]),
});

for (const vector of vectors.elections) {
  const definition = decodeDefinition(utf8(vector.definition));
  const styles = compileAll(definition);
  const fingerprint = hex(vector.fingerprint);

  test(`${vector.name}: styles and fingerprints`, () => {
    assert.deepEqual(
      styles.map((style) => styleForm(style, fingerprint)),
      vector.styles,
    );
    const roll = rollFingerprint(
      vector.roll.map(([credential, style, weight]) => ({
        credential: element(credential),
        style,
        weight,
      })),
    );
    assert.equal(encodeHex(roll), vector.roll_fingerprint);
    assert.equal(
      encodeHex(electionFingerprint(hex(vector.announcement), styles, element(vector.key), roll)),
      vector.fingerprint,
    );
  });

  for (const ballot of vector.ballots) {
    const compiled = styles.find(({ id }) => id === ballot.style)!;
    const statement = {
      style: compiled.style,
      election: ballotsFingerprint(fingerprint, compiled.id),
      key: element(vector.key),
      credential: element(ballot.credential),
      sequence: ballot.sequence,
    };

    test(`${vector.name}, ${ballot.style} ${ballot.sequence}: answers, bits and back`, () => {
      const answers = decodeAnswers(utf8(ballot.answers));
      const bits = toBits(definition, compiled, answers);
      assert.deepEqual(Array.from(bits), ballot.bits);
      assert.deepEqual(toBits(definition, compiled, fromBits(definition, compiled, bits)), bits);
      bits[0]! ^= 1;
      if (compiled.style.equations.some(({ row }) => row.some(({ bit }) => bit === 0))) {
        refuses("answers.bits", () => fromBits(definition, compiled, bits));
      }
    });

    const which = `${vector.name}, ${ballot.style} ${ballot.sequence}`;
    test(`${which}: sealed, cast and posted byte for byte`, () => {
      const kappa = secret(ballot.kappa);
      const proof = finish(
        prove(statement, Uint8Array.from(ballot.bits), hex(ballot.seed), multiplyBase(kappa)),
      );
      const sealed = encodeBallot(cast(proof, secret(ballot.sk), kappa));
      const id = ballotId(statement, encodeUncast(proof.ballot));
      assert.equal(encodeHex(id), ballot.id);
      assert.equal(receiptCode(id), ballot.receipt_code);
      assert.deepEqual(receiptCodePrefix(ballot.receipt_code), id.slice(0, 15));
      const post = {
        election: fingerprint,
        style: compiled.id,
        credential: statement.credential,
        sequence: ballot.sequence,
        sealed,
      };
      assert.equal(decodeUtf8(encodeBallotPost(post)), ballot.post);
      assert.deepEqual(decodeBallotPost(ascii(ballot.post)), post);
      if (compiled.style.bits < 60) assert.deepEqual(failedChecks(statement, sealed), []);
    });
  }
}

test("codes give the credentials that the C++ derives", () => {
  for (const { typed, election, sk, credential } of vectors.codes) {
    const key = deriveCredentialKey(parseVotingCode(typed), election);
    assert.equal(encodeHex(key), sk);
    assert.equal(encodeHex(credentialOf(key)), credential);
  }
});

test("trustees of the C++ join with the keys and proofs that are derived here", () => {
  for (const { announcement, secret, static: key, number, proof } of vectors.joins) {
    const derived = deriveStaticSecret(hex(announcement), hex(secret));
    const join = StaticKey.make(hex(announcement), number, derived).encode();
    assert.equal(encodeHex(join), key + proof);
    assert.ok(StaticKey.open(hex(announcement), number, join) instanceof StaticKey);
  }
  assert.notEqual(vectors.joins.length, 0);
});

test("a notice of the C++ is opened, and ours says the same", () => {
  const { election, ballot, sk, line } = vectors.notice;
  const notice = openTestedNotice(ascii(line));
  assert.deepEqual([encodeHex(notice.election), encodeHex(notice.ballot)], [election, ballot]);
  assert.deepEqual(
    openTestedNotice(makeTestedNotice(hex(election), hex(ballot), secret(sk))),
    notice,
  );
  refuses("tested.proof", () =>
    openTestedNotice(
      makeTestedNotice(hex(election), hex(ballot), secret(sk)).map((byte, i) =>
        // Another character of the election fingerprint.
        i === 40 ? (byte === 0x41 ? 0x42 : 0x41) : byte,
      ),
    ),
  );
});

test("receipts of the C++ verify under their policies, with the witnesses that cosigned", () => {
  for (const { policy: text, receipt: bytes, entry, origin, size, cosigned } of vectors.receipts) {
    const [policy, receipt] = [parsePolicy(text), parseReceipt(utf8(bytes))];
    const { checkpoint, note } = verifyReceipt(receipt, utf8(entry), policy);
    assert.deepEqual([checkpoint.origin, Number(checkpoint.size)], [origin, size]);
    assert.deepEqual([...cosignedBy(policy, note).values()].map(Number), cosigned);
    assert.equal(decodeUtf8(encodeReceipt(receipt)), bytes);
    refuses("receipt.inclusion", () => verifyReceipt(receipt, utf8(`${entry}0`), policy));
    refuses("receipt.inclusion", () =>
      verifyReceipt({ ...receipt, index: receipt.index ^ 1n }, utf8(entry), policy),
    );
  }
});
