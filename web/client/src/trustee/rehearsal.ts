// A rehearsal with throw-away keys: the page's own code plays a whole election with two simulated
// trustees next to this one, and each item is ticked by what really came out. Nothing is posted,
// and nothing of it is a key of any election.
import { receiptCode } from "../ballot/receiptCode.ts";
import { announcementHash } from "../bulletinBoard/postText.ts";
import { electionPost } from "../bulletinBoard/writePost.ts";
import type { Ciphertext } from "../crypto/ballotProof.ts";
import { type Bytes, decodeBase64Url, encodeHex, utf8 } from "../crypto/bytes.ts";
import { Ceremony } from "../crypto/dkg/ceremony.ts";
import { certifiedBytes, certify } from "../crypto/dkg/certificate.ts";
import type { Dealing } from "../crypto/dkg/dealing.ts";
import { dealFromSeed } from "../crypto/dkg/dealingSeed.ts";
import { type CeremonyKeys, combine } from "../crypto/dkg/keys.ts";
import { commitTo, openDealings } from "../crypto/dkg/posts.ts";
import { cocktailVerify } from "../crypto/dkg/signature.ts";
import { StaticKey, deriveStaticSecret } from "../crypto/dkg/staticKey.ts";
import { type Element, type SecretScalar, add, identity } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import { PartyKey } from "../bulletinBoard/partyKey.ts";
import { encodePassphrase } from "../crypto/passphrase.ts";
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import { combinePartials, smallLogarithm } from "../tally/combination.ts";
import { decodePartials } from "../tally/partialDecryption.ts";
import { announcementCode } from "./checkCode.ts";
import type { CeremonyView } from "./ceremonyView.ts";
import { TrusteeMemory } from "./memory.ts";
import {
  type PracticeBox,
  counterValue,
  fillPracticeBox,
  practiceDefinition,
  practiceVoters,
} from "./practiceBox.ts";
import { holdsShare, openTotals } from "./work.ts";

export const rehearsalItems = [
  "join",
  "commit",
  "deal",
  "certify",
  "ballots",
  "wrongPage",
  "misread",
  "restore",
  "absent",
  "tooFew",
  "twice",
  "single",
  "destroy",
] as const;
export type RehearsalItem = (typeof rehearsalItems)[number];

const trustees = 3;
const threshold = 2;
// Of two counts of ten voters in one counter, and more than any.
const largestTotal = 256;
const log = "rehearsal";
const pool = "question/totals";

interface Player {
  key: PartyKey;
  memory: TrusteeMemory;
}

const plus = (a: Ciphertext, b: Ciphertext): Ciphertext => ({
  alpha: add(a.alpha, b.alpha),
  beta: add(a.beta, b.beta),
});
const none: Ciphertext = { alpha: identity, beta: identity };
const totalOf = (ballots: readonly Ciphertext[]): Ciphertext => ballots.reduce(plus, none);

const isRefused = (opened: unknown, code: string): boolean =>
  opened instanceof Refused && opened.code === code;

function announcementOf(players: readonly Player[]): Bytes {
  const line = electionPost("rehearsal", "rehearsal", "", {
    officials_threshold: 1,
    officials: [],
    registrar: "",
    trustees: players.map(({ key }) => key.verifier.text),
  });
  return announcementHash(line, log);
}

// One rehearsal from begin to end: three players with throw-away keys, which live as long as it
// does.
export class Rehearsal {
  readonly done = new Set<RehearsalItem>();
  readonly #players: readonly Player[];
  readonly #announcement: Bytes;
  #joins: StaticKey[] = [];
  // Null before all have joined.
  #ceremony: Ceremony | null = null;
  #deals: Uint8Array[] = [];
  #commits: Uint8Array[] = [];
  #dealings: Dealing[] = [];
  #keys: CeremonyKeys | null = null;
  #box: PracticeBox = { ciphertexts: [], yes: 0, no: 0 };

  constructor() {
    this.#players = Array.from({ length: trustees }, (_, i) => ({
      key: PartyKey.random(`rehearsal/${i + 1}`),
      memory: TrusteeMemory.random(),
    }));
    this.#announcement = announcementOf(this.#players);
  }

  get #held(): Ceremony {
    return this.#ceremony!;
  }

  // The check code of this rehearsal's ceremony, once it is certified.
  get checkCode(): string {
    return receiptCode(sha256(certifiedBytes(this.#held, this.#dealings)));
  }

  // The same code with one character changed, to be noticed.
  get misreadCode(): string {
    const code = this.checkCode;
    const at = 13;
    return code.slice(0, at) + (code[at] === "7" ? "4" : "7") + code.slice(at + 1);
  }

  // Plays one item; true if it came out as it must.
  async play(item: RehearsalItem): Promise<boolean> {
    const right = await this.#plays[item]();
    if (right) this.done.add(item);
    return right;
  }

  readonly #plays: Readonly<Record<RehearsalItem, () => boolean | Promise<boolean>>> = {
    join: () => {
      this.#joins = this.#eachStaticSecret((secret, i) =>
        StaticKey.make(this.#announcement, i + 1, secret),
      );
      const open = (join: StaticKey, trustee: number): StaticKey | Refused =>
        StaticKey.open(this.#announcement, trustee, join.encode());
      if (this.#joins.some((join, i) => open(join, i + 1) instanceof Refused)) return false;
      const keys = this.#joins.map(({ key }) => key);
      const ceremony = Ceremony.create(threshold, keys, this.#announcement);
      if (ceremony instanceof Refused) return false;
      this.#ceremony = ceremony;
      // The key of another, posted again, names whoever posted it.
      const copied = open(this.#joins[0]!, 2);
      return copied instanceof Refused && copied.code === "ceremony.possession";
    },
    commit: () => {
      this.#deals = this.#eachStaticSecret((secret, i) =>
        dealFromSeed(this.#held, i + 1, secret, this.#players[i]!.memory.seed, log).encode(),
      );
      this.#commits = this.#deals.map((bytes, i) => commitTo(this.#held, i + 1, bytes));
      return this.#commits.length === trustees;
    },
    deal: () => {
      const opened = openDealings(this.#held, this.#commits, this.#deals);
      if (opened instanceof Refused) return false;
      this.#dealings = opened;
      // Another dealing than the one that was hashed names its sender.
      const exchanged = [this.#deals[0]!, this.#deals[0]!, this.#deals[2]!];
      const caught = openDealings(this.#held, this.#commits, exchanged);
      return caught instanceof Refused && caught.code === "ceremony.reveal";
    },
    certify: () => {
      const bytes = certifiedBytes(this.#held, this.#dealings);
      const keys = combine(this.#held, this.#dealings);
      if (keys instanceof Refused) return false;
      this.#keys = keys;
      return this.#eachStaticSecret((secret, i) => {
        const certificate = certify(this.#held, this.#dealings, secret);
        return cocktailVerify(this.#held.staticKey(i + 1), bytes, certificate);
      }).every((right) => right);
    },
    ballots: async () => {
      const box = await fillPracticeBox(this.#keys!.electionKey);
      if (box !== null) this.#box = box;
      return box?.ciphertexts.length === practiceVoters - 1;
    },
    // A page on which one trustee's key was exchanged shows another check code.
    wrongPage: () => {
      const right = this.#viewOf();
      const exchanged = [this.#players[1]!, this.#players[1]!, this.#players[2]!];
      const wrong = { ...right, announcement: announcementOf(exchanged) };
      return announcementCode(right).code !== announcementCode(wrong).code;
    },
    // Ticked by the person, who has to notice the wrong character.
    misread: () => this.misreadCode !== this.checkCode,
    // The device of trustee 3 is lost: its backup brings back the same share.
    restore: () => {
      const player = this.#players[2]!;
      const passphrase = encodePassphrase("rehearsal")!;
      const backup = player.key.seal(passphrase, player.memory.encode());
      player.key.wipe();
      player.memory.wipe();
      const opened = PartyKey.open(backup, passphrase);
      if (opened instanceof Refused || opened.work === null) return false;
      const memory = TrusteeMemory.decode(opened.work);
      if (memory === null) return false;
      Object.assign(player, { key: opened.key, memory });
      return holdsShare({ view: this.#viewOf(), trustee: 3, ...player });
    },
    // Trustee 2 is away; the others open the total.
    absent: () => this.#openWith([1, 3]) === counterValue(this.#box),
    // Two are lost with their backups: one key alone opens nothing.
    tooFew: () => this.#openWith([3]) === null,
    // The two totals, one subtracted from the other, would be the ballot that was dropped.
    twice: () => {
      const [first, again] = [this.#open(1), this.#open(1)];
      const other = this.#open(1, this.#box.ciphertexts.slice(1));
      return typeof first === "string" && first === again && isRefused(other, "trustee.aggregate");
    },
    // Trustee 2 has opened nothing yet, so that nothing else can be why it refuses; the whole box
    // it opens afterwards.
    single: () =>
      isRefused(this.#open(2, this.#box.ciphertexts.slice(0, 1)), "trustee.small") &&
      typeof this.#open(2) === "string",
    destroy: () => {
      for (const { key, memory } of this.#players) {
        key.wipe();
        memory.wipe();
      }
      return this.#players.every(({ key }) => {
        return key.ceremonySecret.every((byte) => byte === 0);
      });
    },
  };

  #openWith(present: readonly number[]): number | null {
    const parts = present.map((trustee) => {
      const share = this.#open(trustee);
      const bytes = typeof share === "string" ? decodeBase64Url(share) : null;
      const partials = bytes === null ? null : decodePartials(bytes, 1);
      return partials?.[0] ?? null;
    });
    if (parts.some((part) => part === null)) return null;
    const { beta } = totalOf(this.#box.ciphertexts);
    return smallLogarithm(combinePartials(beta, present, parts as Element[]), largestTotal);
  }

  // What a trustee publishes for the total of these ballots, in base64url, or why its page refuses.
  #open(trustee: number, ballots = this.#box.ciphertexts): string | Refused | undefined {
    const { key, memory } = this.#players[trustee - 1]!;
    const opened = openTotals({ view: this.#viewOf(ballots), trustee, key, memory });
    return opened instanceof Refused ? opened : opened.shares[pool];
  }

  // What each player's static secret of this election is used for, in their order.
  #eachStaticSecret<Made>(use: (secret: SecretScalar, position: number) => Made): Made[] {
    return this.#players.map(({ key }, position) => {
      const secret = deriveStaticSecret(this.#announcement, key.ceremonySecret);
      const made = use(secret, position);
      wipe(secret);
      return made;
    });
  }

  // As if the box held these ballots, and its operator let the total be opened.
  #viewOf(ballots = this.#box.ciphertexts): CeremonyView {
    const { questions, smallest_group } = practiceDefinition();
    const { alpha, beta } = totalOf(ballots);
    return {
      id: "rehearsal",
      log,
      announcement: this.#announcement,
      phase: "closed",
      mustRehearse: false,
      mustShowKeys: false,
      threshold,
      trustees: this.#players.map(({ key }) => key.verifier.text),
      joins: this.#joins,
      ceremony: this.#ceremony,
      commits: this.#commits,
      deals: this.#deals,
      certificates: [],
      dealings: this.#dealings,
      keys: this.#keys,
      fingerprint: null,
      rehearsed: [],
      keysHeld: [],
      keysDestroyed: [],
      endOfVoting: null,
      countedBallots: ballots.length,
      smallestGroup: smallest_group,
      box: encodeHex(sha256(alpha, beta)),
      pools: [
        {
          name: pool,
          question: questions[0]!,
          part: "totals",
          styles: ["all"],
          ballots: ballots.length,
          state: "due",
          statement: { pool: sha256(utf8("rehearsal")), alphas: [alpha] },
          shares: [],
        },
      ],
    };
  }
}
