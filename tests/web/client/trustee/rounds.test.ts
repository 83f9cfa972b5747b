// A trustee opens what is due, round by round, each pool once and all of one box, and nothing of
// few ballots.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { practiceDefinition } from "../../../../web/client/src/trustee/practiceBox.ts";
import { PartyKey } from "../../../../web/client/src/bulletinBoard/partyKey.ts";
import { decodeBase64Url } from "../../../../web/client/src/crypto/bytes.ts";
import { verifyDecryption } from "../../../../web/client/src/crypto/decryptionProof.ts";
import { Ceremony } from "../../../../web/client/src/crypto/dkg/ceremony.ts";
import { dealFromSeed } from "../../../../web/client/src/crypto/dkg/dealingSeed.ts";
import { combine } from "../../../../web/client/src/crypto/dkg/keys.ts";
import { StaticKey, deriveStaticSecret } from "../../../../web/client/src/crypto/dkg/staticKey.ts";
import { EqualityProof } from "../../../../web/client/src/crypto/equalityProof.ts";
import { multiplyBase, randomScalar } from "../../../../web/client/src/crypto/group.ts";
import { Refused } from "../../../../web/client/src/crypto/refused.ts";
import { randomBytes, ready } from "../../../../web/client/src/crypto/sodium.ts";
import { decodePartials } from "../../../../web/client/src/tally/partialDecryption.ts";
import type { CeremonyView, PoolView } from "../../../../web/client/src/trustee/ceremonyView.ts";
import { dutyOf } from "../../../../web/client/src/trustee/duty.ts";
import { TrusteeMemory } from "../../../../web/client/src/trustee/memory.ts";
import {
  type TrusteeWork,
  openTotals,
  partialDecryptionLines,
} from "../../../../web/client/src/trustee/work.ts";
import { ok, refused } from "../expectations.ts";

const smallestGroup = 3;
let keys: PartyKey[];
let view: CeremonyView;

// The second trustee's page is looked at.
before(async () => {
  await ready;
  keys = ["one", "two"].map((name) => PartyKey.random(name));
  const announcement = randomBytes(32);
  const secrets = keys.map((key) => deriveStaticSecret(announcement, key.ceremonySecret));
  const joins = secrets.map((secret, i) => StaticKey.make(announcement, i + 1, secret));
  const statics = joins.map(({ key }) => key);
  const ceremony = ok(Ceremony.create(2, statics, announcement));
  const dealings = secrets.map((secret, i) =>
    dealFromSeed(ceremony, i + 1, secret, randomBytes(32), "log"),
  );
  view = {
    id: "garden",
    log: "log",
    announcement,
    phase: "closed",
    mustRehearse: false,
    mustShowKeys: false,
    threshold: 2,
    trustees: keys.map(({ verifier }) => verifier.text),
    joins,
    ceremony,
    commits: [],
    deals: [],
    certificates: [],
    dealings,
    keys: ok(combine(ceremony, dealings)),
    fingerprint: randomBytes(32),
    rehearsed: [],
    keysHeld: [],
    keysDestroyed: [],
    endOfVoting: null,
    countedBallots: 8,
    smallestGroup,
    box: "aa",
    pools: [],
  };
});

const poolOf = (name: string, changed: Partial<PoolView> = {}): PoolView => {
  const statement = { pool: randomBytes(32), alphas: [multiplyBase(randomScalar())] };
  const state = changed.state ?? "due";
  return {
    name,
    question: practiceDefinition().questions[0]!,
    part: "totals",
    styles: ["all"],
    ballots: 8,
    state,
    statement: state === "due" || state === "opened" ? statement : null,
    shares: [],
    ...changed,
  };
};

const workOf = (
  pools: readonly PoolView[],
  memory: TrusteeMemory,
  more: Partial<CeremonyView> = {},
): TrusteeWork => ({ view: { ...view, pools, ...more }, trustee: 2, key: keys[1]!, memory });

// The page is ended, and opened again with the key file that it saved.
const saved = (memory: TrusteeMemory): TrusteeMemory => ok(TrusteeMemory.decode(memory.encode()));

function isRight({ statement }: PoolView, share: string): boolean {
  const bytes = ok(decodeBase64Url(share));
  const { pool, alphas } = statement!;
  const partials = ok(decodePartials(bytes, alphas.length));
  const proof = ok(EqualityProof.decode(bytes.slice(4 + 32 * alphas.length)));
  const shareKey = view.keys!.shareKeys[1]!;
  return verifyDecryption({ election: pool, trustee: 2, shareKey, alphas, partials }, proof);
}

test("everything that is due is opened, and nothing that waits or is withheld", () => {
  const pools = [
    poolOf("plan/totals"),
    poolOf("which/asked", { part: "asked" }),
    poolOf("which/totals", { state: "waits" }),
    poolOf("name/totals", { state: "withheld", ballots: 2 }),
  ];
  const work = workOf(pools, TrusteeMemory.random());
  assert.deepEqual(dutyOf(work.view, 2), { kind: "due", step: "decrypt" });
  const { box, shares } = ok(openTotals(work));
  assert.equal(box, "aa");
  assert.deepEqual(Object.keys(shares), ["plan/totals", "which/asked"]);
  assert.ok(pools.slice(0, 2).every((pool) => isRight(pool, shares[pool.name]!)));
  assert.ok(!isRight(pools[0]!, shares["which/asked"]!), "each is bound to its pool");
  const lines = partialDecryptionLines(work, { box, shares });
  assert.deepEqual(
    lines,
    ["plan/totals", "which/asked"].map((pool) =>
      JSON.stringify({ type: "share", election: "garden", trustee: 2, pool, share: shares[pool] }),
    ),
  );
});

test("a pool that was opened before gives the same bytes, also after the page was ended", () => {
  const pools = [poolOf("plan/totals"), poolOf("name/totals")];
  const memory = TrusteeMemory.random();
  const first = ok(openTotals(workOf(pools, memory)));
  assert.deepEqual(ok(openTotals(workOf(pools, memory))), first);
  const again = workOf(pools, saved(memory));
  assert.deepEqual(ok(openTotals(again)), first);
  assert.equal(partialDecryptionLines(again, first).length, 2);
  // One of the two had been sent.
  const sent = workOf([{ ...pools[0]!, shares: [2] }, pools[1]!], saved(memory));
  const [line, ...more] = partialDecryptionLines(sent, ok(openTotals(sent)));
  assert.ok(line!.includes(`"pool":"name/totals","share":"${first.shares["name/totals"]}"`));
  assert.deepEqual(more, []);
  // Others have opened it meanwhile.
  const late = workOf([{ ...pools[0]!, state: "opened", shares: [1] }], saved(memory));
  assert.deepEqual(partialDecryptionLines(late, first), []);
});

test("after a round a trustee waits, and comes back for what became due", () => {
  const [asked, totals] = [poolOf("which/asked", { part: "asked" }), poolOf("which/totals")];
  const memory = TrusteeMemory.random();
  const later = { ...totals, state: "waits" as const, statement: null };
  const { shares } = ok(openTotals(workOf([asked, later], memory)));
  const waiting = workOf([{ ...asked, shares: [2] }, later], memory);
  assert.deepEqual(dutyOf(waiting.view, 2), { kind: "waits", step: "decrypt", waitsFor: [1] });
  const opened = { ...asked, state: "opened" as const, shares: [2, 1] };
  const work = workOf([opened, totals], saved(memory));
  assert.deepEqual(dutyOf(work.view, 2), { kind: "due", step: "decrypt" });
  const both = ok(openTotals(work));
  assert.deepEqual(Object.keys(both.shares), ["which/asked", "which/totals"]);
  assert.equal(both.shares["which/asked"], shares["which/asked"]);
  assert.ok(isRight(totals, both.shares["which/totals"]!));
  assert.equal(partialDecryptionLines(work, both).length, 1);
  assert.deepEqual(work.memory.opened("garden"), both, "kept before it is sent");
});

test("nothing is opened of another box, in whichever round", () => {
  const memory = TrusteeMemory.random();
  const first = ok(openTotals(workOf([poolOf("which/asked")], memory)));
  for (const name of ["which/asked", "which/totals"]) {
    const other = workOf([poolOf(name)], memory, { box: "bb" });
    refused(openTotals(other), "trustee.aggregate", "");
  }
  assert.deepEqual(memory.opened("garden"), first);
  assert.throws(
    () => openTotals(workOf([], TrusteeMemory.random(), { box: null })),
    /no ballot box/,
  );
});

test("a due pool of few ballots is refused, whatever the rules said of it", () => {
  for (const ballots of [1, 2]) {
    const memory = TrusteeMemory.random();
    const pools = [poolOf("plan/totals"), poolOf("name/totals", { ballots })];
    const answer = openTotals(workOf(pools, memory));
    refused(answer, "trustee.small", "name/totals");
    assert.match((answer as Refused).detail, new RegExp(`^${ballots} ballots`));
    assert.equal(memory.opened("garden"), undefined, "the large one neither");
  }
  for (const ballots of [0, smallestGroup]) {
    ok(openTotals(workOf([poolOf("plan/totals", { ballots })], TrusteeMemory.random())));
  }
  const any = { smallestGroup: 1 };
  ok(openTotals(workOf([poolOf("plan/totals", { ballots: 1 })], TrusteeMemory.random(), any)));
});

test("a key that holds no share of the election opens nothing", () => {
  const memory = TrusteeMemory.random();
  const work = { ...workOf([poolOf("plan/totals")], memory), key: PartyKey.random("two") };
  refused(openTotals(work), "ceremony.share", "trustee 1");
  assert.equal(memory.opened("garden"), undefined);
});
