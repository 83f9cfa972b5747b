// One ceremony and one tally on a real board: two trustees are the program, one is the page's code.
import { decodeDefinition } from "../../../../web/client/src/ballot/definitionJson.ts";
import { announcementHash, postText } from "../../../../web/client/src/bulletinBoard/postText.ts";
import {
  type Parties,
  actPost,
  certifyPost,
  commitPost,
  dealPost,
  electionPost,
  joinPost,
  noticePost,
  rehearsedPost,
  pagePost,
  signPost,
} from "../../../../web/client/src/bulletinBoard/writePost.ts";
import {
  type Bytes,
  concat,
  decodeBase64Url,
  decodeHex,
  encodeBase64Url,
  encodeHex,
  uint64Be,
  utf8,
} from "../../../../web/client/src/crypto/bytes.ts";
import { Ceremony } from "../../../../web/client/src/crypto/dkg/ceremony.ts";
import { certify } from "../../../../web/client/src/crypto/dkg/certificate.ts";
import { deal } from "../../../../web/client/src/crypto/dkg/dealing.ts";
import { StaticKey, deriveStaticSecret } from "../../../../web/client/src/crypto/dkg/staticKey.ts";
import { combine } from "../../../../web/client/src/crypto/dkg/keys.ts";
import { commitTo, openDealings } from "../../../../web/client/src/crypto/dkg/posts.ts";
import {
  type Element,
  add,
  decodeElement,
  generator,
  identity,
} from "../../../../web/client/src/crypto/group.ts";
import { sha256 } from "../../../../web/client/src/crypto/hash.ts";
import { PartyKey } from "../../../../web/client/src/bulletinBoard/partyKey.ts";
import { encodePassphrase } from "../../../../web/client/src/crypto/passphrase.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { announcementCode, ceremonyCode } from "../../../../web/client/src/trustee/checkCode.ts";
import { dutyOf, findTrustee } from "../../../../web/client/src/trustee/duty.ts";
import type { Phase } from "../../../../web/client/src/bulletinBoard/phase.ts";
import type { CeremonyView, PoolView } from "../../../../web/client/src/trustee/ceremonyView.ts";
import { TrusteeMemory } from "../../../../web/client/src/trustee/memory.ts";
import { verifyHeldKey } from "../../../../web/client/src/bulletinBoard/heldKey.ts";
import {
  destroyedLine,
  holdLine,
  openTotals,
  partialDecryptionLines,
  take,
  wrongDealers,
} from "../../../../web/client/src/trustee/work.ts";
import { ok, refused } from "../expectations.ts";
import { PracticeBoard } from "../practiceBoard.ts";
import { wrongDealing } from "../wrongDealing.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

const id = "practice";
const origin = "board.example/practice";
const definition = JSON.stringify({
  version: "tabella/v1",
  id,
  languages: ["en"],
  title: { en: "Practice" },
  schedule: { opens: "2090-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" },
  roll: { max_voters: 10 },
  trustees: { count: 3, threshold: 2, must_rehearse: true, must_show_keys: true },
  revoting: "last_counts",
  questions: [
    {
      id: "trees",
      title: { en: "Shall the square have trees?" },
      options: [
        { id: "yes", text: { en: "Yes" } },
        { id: "no", text: { en: "No" } },
      ],
      kind: { type: "choose", minimum: 1, maximum: 1 },
      counting: { method: "plurality" },
    },
  ],
});

let board: PracticeBoard;
let key: PartyKey;
let parties: Parties;
let announcement: Bytes;
let memory: TrusteeMemory;
let policy: string;
let passphrase: Uint8Array;

// A trustee who works with the program, in a folder of its own.
function trusteeOfProgram(name: string): string {
  const where = ["--board", board.url, "--policy", "board/policy.txt"];
  const printed = board.run("trustee", "init", name, "--name", name, ...where);
  board.run("trustee", "backup", name, `${name}.backup`);
  return keyIn(printed);
}

const keyIn = (printed: string): string => (JSON.parse(printed) as { key: string }).key;

const publicKey = (name: string): string => keyIn(board.run("key", `${name}.key`, "--name", name));

before(async () => {
  await ready;
  memory = TrusteeMemory.random();
  passphrase = ok(encodePassphrase("practice board"));
  board = await PracticeBoard.start();
  policy = board.read("board/policy.txt");
  key = PartyKey.random("page");
  parties = {
    officials_threshold: 1,
    officials: [publicKey("official")],
    registrar: publicKey("registrar"),
    trustees: [trusteeOfProgram("one"), trusteeOfProgram("two"), key.verifier.text],
  };
  announcement = announcementHash(electionPost(id, definition, policy, parties), origin);
});
after(() => board.stop());

type Line = Record<string, unknown> & { type: string };

// What the log says, as far as this test goes; the pages take it from the verifier.
async function look(phase: Phase): Promise<CeremonyView> {
  const lines = (await board.entries()).map((entry) => JSON.parse(entry.split("\n")[0]!) as Line);
  const posted = (type: string, field: string): (Uint8Array | null)[] =>
    [1, 2, 3].map((trustee) => {
      const post = lines.find((line) => line.type === type && line["trustee"] === trustee);
      return post === undefined ? null : ok(decodeBase64Url(post[field] as string));
    });
  const proofs = posted("join", "proof");
  const joins = posted("join", "static").map((of, i) =>
    of === null ? null : ok(StaticKey.open(announcement, i + 1, concat(of, proofs[i]!))),
  );
  const keys = joins.flatMap((join) => (join === null ? [] : [join.key]));
  const ceremony = keys.length === 3 ? ok(Ceremony.create(2, keys, announcement)) : null;
  const commits = posted("commit", "hash");
  const deals = posted("deal", "dealing");
  const complete = deals.every((deal) => deal !== null);
  const dealings = complete ? ok(openDealings(ceremony!, commits as Uint8Array[], deals)) : [];

  const ballots = lines.filter((line) => line.type === "ballot");
  let aggregate: Element[] = [identity, identity];
  let fingerprint = new Uint8Array(32);
  for (const ballot of ballots) {
    fingerprint = ok(decodeBase64Url(ballot["election"] as string));
    const sealed = ok(decodeBase64Url(ballot["sealed"] as string));
    // Two options of at most ten voters share one counter.
    const pair = [0, 32].map((at) => ok(decodeElement(sealed.slice(at, at + 32))));
    aggregate = aggregate.map((sum, i) => add(sum, pair[i]!));
  }
  const [domain, name] = [utf8("tabella/v1/pool"), utf8("trees/totals")];
  const poolFingerprint = sha256(
    concat(uint64Be(domain.length), domain, fingerprint, uint64Be(name.length), name),
  );
  const pool: PoolView = {
    name: "trees/totals",
    question: decodeDefinition(utf8(definition)).questions[0]!,
    part: "totals",
    styles: ["all"],
    ballots: ballots.length,
    state: "due",
    statement: { pool: poolFingerprint, alphas: aggregate.slice(0, 1) },
    shares: lines.filter((l) => l.type === "share").map((line) => line["trustee"] as number),
  };
  return {
    id,
    log: policy
      .split("\n")
      .find((line) => line.startsWith("log "))!
      .split(" ")[1]!,
    announcement,
    phase,
    mustRehearse: true,
    mustShowKeys: true,
    threshold: 2,
    trustees: parties.trustees,
    joins,
    ceremony,
    commits,
    deals,
    certificates: posted("certify", "certificate"),
    dealings,
    keys: complete ? ok(combine(ceremony!, dealings)) : null,
    fingerprint: null,
    rehearsed: lines.filter((l) => l.type === "rehearsed").map((line) => line["trustee"] as number),
    keysHeld: [],
    keysDestroyed: [],
    countedBallots: ballots.length,
    smallestGroup: 1,
    box: encodeHex(sha256(...aggregate)),
    endOfVoting: null,
    pools: phase === "closed" ? [pool] : [],
  };
}

const send = (line: string): Promise<number> =>
  board.post(signPost(line, encodeBase64Url(announcement), [key.signer]));

// Signed by the official, as what belongs to this announcement.
function saidByOfficial(line: string, name = "said.post"): string {
  board.write(name, `${postText(line, encodeBase64Url(announcement))}\n`);
  board.run("sign", name, "--key", "official.key");
  return board.read(name);
}

// The codes are those that the page shows: a wrong one would be refused.
async function programsTurn(step: "join" | "commit" | "deal" | "certify"): Promise<void> {
  const view = await look(step);
  const code = step === "certify" ? ceremonyCode(view).code : announcementCode(view).code;
  for (const name of ["one", "two"]) {
    if (step === "commit") {
      assert.throws(() => board.run("trustee", step, name, id), /trustee\.rehearsal/);
      board.run("trustee", "rehearse", name);
    }
    const compared = step === "certify" || step === "join" ? ["--code", code] : [];
    board.run("trustee", step, name, id, ...compared);
  }
}

test("an election post of the page is spelled as the board wants it", async () => {
  const line = electionPost(id, definition, policy, parties);
  board.write("election.post", `${postText(line, origin)}\n`);
  for (const name of ["board/operator.key", "official.key"]) {
    board.run("sign", "election.post", "--key", name);
  }
  await board.post(board.read("election.post"));
});

test("a notice and the hash of a page are spelled as the board wants them", async () => {
  const hash = sha256(utf8("page"));
  const lines = [noticePost(id, { en: 'The "hall" is open' }), pagePost(id, "check", hash)];
  for (const line of lines) await board.post(saidByOfficial(line));
});

test("the board takes nothing that belongs to another log or announcement", async () => {
  const line = electionPost(id, definition, policy, parties);
  for (const belongsTo of [
    origin,
    encodeBase64Url(announcementHash(line, "board.example/other")),
    `${encodeBase64Url(announcement)} `,
    `${encodeBase64Url(announcement)}\nof ${origin}`,
  ]) {
    const hash = sha256(utf8("the record"));
    const entry = signPost(rehearsedPost(id, 3, hash), belongsTo, [key.signer]);
    await assert.rejects(board.post(entry), /rules\.belongs/);
  }
});

test("a file that the page wrote is opened by the program, and the other way round", () => {
  board.write("page.key", key.seal(passphrase, memory.encode()));
  const text = postText(actPost(id, "open"), encodeBase64Url(announcement));
  board.write("page.post", `${text}\n`);
  assert.match(board.run("sign", "page.post", "--key", "page.key"), /signed by page/);

  const opened = ok(PartyKey.open(board.read("official.key"), passphrase));
  assert.equal(opened.work, null);
  assert.equal(opened.key.verifier.text, parties.officials[0]!);
  const again = ok(PartyKey.open(board.read("page.key"), passphrase));
  assert.ok(again.key.isSameAs(key) && !opened.key.isSameAs(key));
  assert.deepEqual(ok(TrusteeMemory.decode(ok(again.work))).seed, memory.seed);
});

test("a wrong passphrase, another name and a changed file are refused", () => {
  const text = board.read("page.key");
  const wrong = ok(encodePassphrase("practise"));
  refused(PartyKey.open(text, wrong), "key.passphrase", "");
  refused(PartyKey.open("{}", passphrase), "key.file", "");
  const file = JSON.parse(text) as Record<string, string>;
  const other = { ...file, key: parties.trustees[1]! };
  refused(PartyKey.open(JSON.stringify(other), passphrase), "key.file", "");
  const withoutKey = { ...file, work: encodeBase64Url(new Uint8Array(100)) };
  refused(PartyKey.open(JSON.stringify(withoutKey), passphrase), "key.file", "work");
  assert.equal(encodePassphrase(""), null);
  assert.equal(encodePassphrase("x".repeat(65)), null);
});

test("the page joins, commits, deals and certifies together with the program", async () => {
  for (const step of ["join", "commit", "deal", "certify"] as const) {
    const view = await look(step);
    const trustee = ok(findTrustee(view, key.verifier.text));
    assert.equal(trustee, 3);
    const work = { view, trustee, key, memory };
    if (step === "join") {
      refused(take(work, step), "trustee.compare", "");
      memory.join(id, announcementCode(view).code);
    }
    if (step === "commit") {
      assert.deepEqual(dutyOf(view, trustee), { kind: "rehearse" });
      await assert.rejects(send(ok(take(work, step))), /rules\.rehearsal/);
      await send(rehearsedPost(id, trustee, sha256(utf8("the record"))));
    }
    assert.deepEqual(dutyOf(await look(step), trustee), { kind: "due", step });
    if (step === "certify") {
      refused(take(work, step), "trustee.compare", "");
      memory.compare(id, ceremonyCode(view).code);
    }
    await send(ok(take(work, step)));
    const waiting = { kind: "waits", step, waitsFor: [1, 2] };
    assert.deepEqual(dutyOf(await look(step), trustee), waiting);
    await programsTurn(step);
  }
});

// The page's proof and the program's, before voting opens: the board takes both.
async function showKeys(): Promise<void> {
  const answer = await board.ask("/status");
  const { elections } = (await answer.json()) as {
    elections: { election: string; fingerprint: string }[];
  };
  const { fingerprint } = elections.find(({ election }) => election === id)!;
  const view = { ...(await look("ready")), fingerprint: ok(decodeHex(fingerprint)) };
  await send(ok(holdLine({ view, trustee: 3, key, memory })));
  board.run("trustee", "hold", "one", id);
  const log = (await board.entries()).map((entry) => JSON.parse(entry.split("\n")[0]!) as Line);
  const shown = log.filter(({ type }) => type === "key_held");
  assert.deepEqual(
    shown.map(({ trustee }) => trustee),
    [3, 1],
  );
  for (const post of shown) {
    const shareKey = view.keys!.shareKeys[(post["trustee"] as number) - 1]!;
    const proof = ok(decodeBase64Url(post["proof"] as string));
    assert.ok(verifyHeldKey(view.fingerprint, shareKey, proof));
    assert.ok(!verifyHeldKey(sha256(view.fingerprint), shareKey, proof));
    assert.ok(!verifyHeldKey(view.fingerprint, view.keys!.shareKeys[1]!, proof));
  }
}

const openVoting = (): Promise<number> => board.post(board.read("open.post"));

test("the page opens the totals with the program, once, and the result is right", async () => {
  board.onBoard("roll", "make", "roll", id, "--voters", "2");
  board.onBoard("roll", "post", "roll", "--key", "registrar.key");
  saidByOfficial(actPost(id, "open"), "open.post");
  await assert.rejects(openVoting(), /rules\.keys/);
  await showKeys();
  // The second trustee stays away.
  await assert.rejects(openVoting(), /rules\.keys/);
  await board.post(saidByOfficial(noticePost(id, { en: "One trustee is away" })));
  await openVoting();
  board.write("yes.json", '{"trees":{"chosen":["yes"]}}');
  const voters = board.read("roll/codes.csv").trim().split("\n").slice(1);
  for (const [voter, row] of voters.entries()) {
    process.env["TABELLA_CODE"] = row.split(",").at(-1);
    board.onBoard("vote", "seal", `ballot-${voter}`, id, "--answers", "yes.json");
    board.run("vote", "cast", `ballot-${voter}`);
  }
  saidByOfficial(actPost(id, "close"), "close.post");
  board.onBoard("post", "close.post");

  const view = await look("closed");
  const work = { view, trustee: 3, key, memory };
  const opened = ok(openTotals(work));
  assert.deepEqual(ok(openTotals(work)), opened);
  for (const line of partialDecryptionLines(work, opened)) await send(line);
  assert.deepEqual(dutyOf(await look("closed"), 3), {
    kind: "waits",
    step: "decrypt",
    waitsFor: [1, 2],
  });
  board.run("trustee", "decrypt", "one", id);

  const answer = await board.ask(`/elections/${id}/result`);
  const result = (await answer.json()) as { questions: { count: { totals: unknown } }[] };
  assert.match(
    JSON.stringify(result.questions[0]!.count.totals),
    /"yes".*"value":2.*"no".*"value":0/,
  );
  await send(destroyedLine({ view, trustee: 3, key, memory }));
  board.run("trustee", "destroyed", "one", id);
  assert.match(board.run("verify", board.url, "--policy", "board/policy.txt"), /valid/);
});

test("totals of another box than the one that was opened are refused", async () => {
  const lying = { ...(await look("closed")), box: encodeHex(sha256(generator, generator)) };
  refused(openTotals({ view: lying, trustee: 3, key, memory }), "trustee.aggregate", "");
});

test("the board follows a page's complaint; the others certify without the dealer", async () => {
  const other = definition
    .replace('"id":"practice"', '"id":"complaint"')
    .replace(',"must_rehearse":true,"must_show_keys":true', "");
  const keys = ["a", "b", "c"].map((name) => PartyKey.random(name));
  const trustees = keys.map((each) => each.verifier.text);
  const line = electionPost("complaint", other, policy, { ...parties, trustees });
  const announced = announcementHash(line, origin);
  board.write("complaint.post", `${postText(line, origin)}\n`);
  for (const name of ["board/operator.key", "official.key"]) {
    board.run("sign", "complaint.post", "--key", name);
  }
  await board.post(board.read("complaint.post"));

  const post = (i: number, text: string): Promise<number> =>
    board.post(signPost(text, encodeBase64Url(announced), [keys[i]!.signer]));
  const secrets = keys.map((each) => deriveStaticSecret(announced, each.ceremonySecret));
  const joins = secrets.map((secret, i) => StaticKey.make(announced, i + 1, secret));
  for (const [i, join] of joins.entries()) await post(i, joinPost("complaint", i + 1, join));
  const statics = joins.map((join) => join.key);
  const ceremony = ok(Ceremony.create(2, statics, announced));
  // The share that 2 seals for 3 is spoilt.
  const deals = secrets.map((secret, i) =>
    i === 1 ? wrongDealing(ceremony, 2, secret) : deal(ceremony, i + 1, secret).encode(),
  );
  for (const [i, bytes] of deals.entries()) {
    await post(i, commitPost("complaint", i + 1, commitTo(ceremony, i + 1, bytes)));
  }
  for (const [i, bytes] of deals.entries()) await post(i, dealPost("complaint", i + 1, bytes));

  const commits = deals.map((bytes, i) => commitTo(ceremony, i + 1, bytes));
  const dealings = ok(openDealings(ceremony, commits, deals));
  const early = certify(ceremony, dealings, secrets[0]!).encode();
  await post(0, certifyPost("complaint", 1, early));
  const looked = await look("certify");
  const view = { ...looked, id: "complaint", announcement: announced, joins, ceremony, dealings };
  const work = { view, trustee: 3, key: keys[2]!, memory };
  assert.deepEqual(wrongDealers(work), [2]);
  const complaint = ok(take(work, "certify"));
  assert.match(complaint, /^\{"type":"complaint","election":"complaint","trustee":3,"dealer":2,/);
  await post(2, complaint);

  const rest = ceremony.without(2);
  const after = { ...view, ceremony: rest };
  assert.deepEqual(wrongDealers({ ...work, view: after }), []);
  for (const i of [0, 2]) {
    const certificate = certify(rest, dealings, secrets[i]!).encode();
    await post(i, certifyPost("complaint", i + 1, certificate));
  }
  const status = await (await board.ask("/status")).text();
  assert.match(status, /"complaint"[^}]*"roll"/);
});
