import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeBallotPost } from "../../../../web/client/src/ballot/ballotPost.ts";
import { ballotsFingerprint } from "../../../../web/client/src/ballot/fingerprint.ts";
import { receiptCode } from "../../../../web/client/src/ballot/receiptCode.ts";
import { seal } from "../../../../web/client/src/ballot/seal.ts";
import { decodeTestFile, openTestFile } from "../../../../web/client/src/ballot/testFile.ts";
import { failedChecks, verifyBallot } from "../../../../web/client/src/crypto/ballotProof.ts";
import { ascii, encodeHex, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { randomScalar } from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { refuses, rejects } from "../refusal.ts";
import { choose, definition, electionOf, question } from "./sampleElection.ts";

await ready;

const election = electionOf(definition(question(choose(), 4)));
const style = election.styles[0]!;
const sk = randomScalar();
const sealOne = (option = "o2", sequence = 1) =>
  seal(election, style, { q: { chosen: [option] } }, sk, sequence);
const verdictOf = (line: Uint8Array) => {
  const post = decodeBallotPost(line);
  return verifyBallot(
    {
      style: style.style,
      election: ballotsFingerprint(post.election, post.style),
      key: election.key,
      credential: post.credential,
      sequence: post.sequence,
    },
    post.sealed,
  );
};

test("a ballot that was cast verifies, and casting it again gives the same bytes", async () => {
  const ballot = await sealOne();
  const post = ballot.cast(sk);
  assert.equal(verdictOf(post), "ok");
  assert.deepEqual(ballot.cast(sk), post);
});

test("a ballot is cast or revealed, never both", async () => {
  const [cast, revealed] = [await sealOne(), await sealOne()];
  cast.cast(sk);
  assert.throws(() => cast.reveal(), /that is cast cannot be revealed/);
  revealed.reveal();
  assert.throws(() => revealed.cast(sk), /that is revealed cannot be cast/);
  cast.wipe();
  assert.throws(() => cast.cast(sk), /that is wiped/);
});

test("BA4: two ballots with the same answers have nothing in common but a credential", async () => {
  const [one, two] = [
    decodeBallotPost((await sealOne()).cast(sk)).sealed,
    decodeBallotPost((await sealOne()).cast(sk)).sealed,
  ];
  const pieces = (sealed: Uint8Array) =>
    Array.from({ length: sealed.length / 32 }, (_, i) =>
      encodeHex(sealed.slice(32 * i, 32 * i + 32)),
    );
  assert.equal(new Set([...pieces(one), ...pieces(two)]).size, 2 * pieces(one).length);
});

test("BA1, PF4: a ballot fails under another credential, election, key or sequence", async () => {
  const post = decodeBallotPost((await sealOne()).cast(sk));
  const statement = {
    style: style.style,
    election: ballotsFingerprint(post.election, "all"),
    key: election.key,
    credential: post.credential,
    sequence: 1,
  };
  assert.deepEqual(failedChecks(statement, post.sealed), []);
  for (const changed of [
    { credential: election.key },
    { election: new Uint8Array(32) },
    { key: post.credential },
    { sequence: 2 },
  ]) {
    assert.notDeepEqual(failedChecks({ ...statement, ...changed }, post.sealed), []);
  }
});

test("a second device opens a revealed ballot with the code that it was shown before", async () => {
  const ballot = await sealOne("o3", 7);
  const code = receiptCode(ballot.id);
  const file = decodeTestFile(utf8(ballot.reveal()));
  assert.deepEqual(await openTestFile(election, file, code.toLowerCase()), {
    q: { chosen: ["o3"] },
  });
  await rejects("test.different", openTestFile(election, file, receiptCode(file.seed)));
  await rejects(
    "test.different",
    openTestFile(election, { ...file, answers: { q: { chosen: ["o2"] } } }, code),
  );
  await rejects("test.different", openTestFile(election, { ...file, sequence: 8 }, code));
  await rejects(
    "test.different",
    openTestFile(election, { ...file, seed: new Uint8Array(32) }, code),
  );
  await rejects(
    "test.election",
    openTestFile(election, { ...file, election: new Uint8Array(32) }, code),
  );
  await rejects("test.style", openTestFile(election, { ...file, style: "north" }, code));
  await rejects("answers.condition", openTestFile(election, { ...file, answers: {} }, code));
});

test("a test file has one shape", async () => {
  const text = (await sealOne()).reveal();
  const spoil = (change: (file: Record<string, unknown>) => void) => {
    const file = JSON.parse(text) as Record<string, unknown>;
    change(file);
    return utf8(JSON.stringify(file));
  };
  refuses("test.field", () =>
    decodeTestFile(
      spoil((file) => {
        delete file["seed"];
      }),
    ),
  );
  refuses("test.field", () =>
    decodeTestFile(
      spoil((file) => {
        file["kappa"] = 1;
      }),
    ),
  );
  refuses("test.value", () =>
    decodeTestFile(
      spoil((file) => {
        file["type"] = "tabella/v2/test";
      }),
    ),
  );
  refuses("test.value", () =>
    decodeTestFile(
      spoil((file) => {
        file["K"] = "A".repeat(43);
      }),
    ),
  );
  refuses("test.number", () =>
    decodeTestFile(
      spoil((file) => {
        file["sequence"] = 0;
      }),
    ),
  );
  // By the names of its fields: what they hold is random, and a word can be in it by chance.
  const names: string[] = [];
  JSON.parse(text, (name, value: unknown) => {
    names.push(name);
    return value;
  });
  assert.ok(names.includes("seed") && !names.includes("kappa") && !names.includes("z_K"));
});

test("sealing tells its progress, and stops when it is aborted", async () => {
  const large = electionOf(definition(question({ type: "ranking" }, 9)));
  const answers = { q: { ranking: Array.from({ length: 9 }, (_, i) => [`o${i + 1}`]) } };
  const told: number[] = [];
  await seal(large, large.styles[0]!, answers, sk, 1, { onProgress: (done) => told.push(done) });
  assert.ok(told.length > 1 && told.at(-1) === 1);
  assert.deepEqual(
    [...told].sort((a, b) => a - b),
    told,
  );
  const controller = new AbortController();
  const aborted = seal(large, large.styles[0]!, answers, sk, 1, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("left")),
  });
  await assert.rejects(aborted, /left/);
});

test("answers that cannot be sealed are refused before anything is made", async () => {
  await rejects("answers.maximum", seal(election, style, { q: { chosen: ["o1", "o2"] } }, sk, 1));
  await assert.rejects(sealOne("o1", 0), RangeError);
});

test("a post has one spelling", async () => {
  const post = String.fromCharCode(...(await sealOne()).cast(sk));
  const wrong = [
    post.replace("{", "{ "),
    post.replace('"sequence":1', '"sequence":01'),
    post.replace('"sequence":1', '"sequence":0'),
    `${post}\n`,
    ` ${post}`,
    post.replace('"sequence":1', '"sequence":9007199254740992'),
    post.replace('"style":"all"', '"style":"a/l"'),
    post.slice(0, -1),
    `${post}x`,
    post.replace(/"credential":"[^"]*"/, `"credential":"${"A".repeat(43)}"`),
    post.replace('"sealed":"', '"sealed":"A'),
    post.replace("ballot", "Ballot"),
  ];
  for (const line of wrong)
    refuses("ballot.encoding", () => decodeBallotPost(ascii(line)), line.slice(0, 80));
});
