// A trustee apart from those in the browser, who does with the page's own code what is due, or
// deals wrongly where a test needs that. What it knows of the election is the verifier's view of
// the log.
import { readFileSync } from "node:fs";
import { commitPost, dealPost } from "../../../web/client/src/bulletinBoard/writePost.ts";
import { concat, encodeBase64Url } from "../../../web/client/src/crypto/bytes.ts";
import { commitTo } from "../../../web/client/src/crypto/dkg/posts.ts";
import {
  ceremonySecretSize,
  deriveStaticSecret,
} from "../../../web/client/src/crypto/dkg/staticKey.ts";
import { PartyKey } from "../../../web/client/src/bulletinBoard/partyKey.ts";
import { encodePassphrase, sealWithPassphrase } from "../../../web/client/src/crypto/passphrase.ts";
import { Refused } from "../../../web/client/src/crypto/refused.ts";
import { randomBytes, ready } from "../../../web/client/src/crypto/sodium.ts";
import { announcementCode, ceremonyCode } from "../../../web/client/src/trustee/checkCode.ts";
import { findTrustee } from "../../../web/client/src/trustee/duty.ts";
import { type CeremonyView, ceremonyOf } from "../../../web/client/src/trustee/ceremonyView.ts";
import { TrusteeMemory } from "../../../web/client/src/trustee/memory.ts";
import { readCeremony } from "../../../web/client/src/trustee/readCeremony.ts";
import {
  type TrusteeWork,
  openTotals,
  partialDecryptionLines,
  signLine,
  take,
} from "../../../web/client/src/trustee/work.ts";
import { recordAt, verifyRecord } from "../../../web/client/src/verifier/verifier.ts";
import { wrongDealing } from "../client/wrongDealing.ts";

export interface Board {
  readonly url: string;
  readonly policy: string;
  readonly verifier: string; // path of the compiled verifier
}

function right<T>(value: T | Refused): T {
  if (value instanceof Refused) throw value;
  return value;
}

// Compiled once, for all who look.
let module: Promise<WebAssembly.Module> | undefined;

async function look({ url, policy, verifier }: Board, election: string): Promise<CeremonyView> {
  module ??= WebAssembly.compile(readFileSync(verifier));
  const { report, board } = await verifyRecord(await module, recordAt(url), policy);
  const found = board.elections.find((each) => each.election === election);
  if (!report.valid || found === undefined) throw new Error(`${election} is not on a valid log`);
  return right(readCeremony(found, policy.split(/\s+/)[1]!));
}

export class NodeTrustee {
  readonly #key: PartyKey;
  readonly #memory = TrusteeMemory.random();
  // By election: what it hashed, and deals.
  readonly #wrongDealings = new Map<string, Uint8Array>();

  private constructor(key: PartyKey) {
    this.#key = key;
  }

  static async make(name: string): Promise<NodeTrustee> {
    await ready;
    return new NodeTrustee(PartyKey.random(name));
  }

  get verifierKey(): string {
    return this.#key.verifier.text;
  }

  // The key file as a page would have saved it.
  file(passphrase: string): string {
    return this.#key.seal(encodePassphrase(passphrase)!, this.#memory.encode());
  }

  // Whoever has the key that signs, and not the secret of the ceremony.
  thief(): NodeTrustee {
    const passphrase = encodePassphrase("thief")!;
    const seed = this.#key.signer.exposeSeedForStorage();
    const secret = concat(seed, randomBytes(ceremonySecretSize));
    const file = {
      type: "tabella/v1/key",
      key: this.verifierKey,
      sealed: encodeBase64Url(sealWithPassphrase(secret, passphrase)),
    };
    return new NodeTrustee(right(PartyKey.open(JSON.stringify(file), passphrase)).key);
  }

  // As if this key had opened totals of the election before, of another box than that of the log.
  rememberOtherTotals(election: string): void {
    this.#memory.open(election, { box: "00", shares: {} });
  }

  async step(
    board: Board,
    election: string,
    step: "join" | "commit" | "deal" | "certify",
  ): Promise<void> {
    const work = await this.#work(board, election);
    if (step === "join") this.#memory.join(election, announcementCode(work.view).code);
    if (step === "certify") this.#memory.compare(election, ceremonyCode(work.view).code);
    await this.#post(board, work, [right(take(work, step))]);
  }

  // The part for the last trustee is spoilt in what was hashed too.
  async stepWrongly(board: Board, election: string, step: "commit" | "deal"): Promise<void> {
    const work = await this.#work(board, election);
    const { view, trustee } = work;
    const secret = deriveStaticSecret(view.announcement, this.#key.ceremonySecret);
    const ceremony = ceremonyOf(view);
    const dealing = this.#wrongDealings.get(election) ?? wrongDealing(ceremony, trustee, secret);
    this.#wrongDealings.set(election, dealing);
    const line =
      step === "deal"
        ? dealPost(election, trustee, dealing)
        : commitPost(election, trustee, commitTo(ceremony, trustee, dealing));
    await this.#post(board, work, [line]);
  }

  async openTotal(board: Board, election: string): Promise<void> {
    const work = await this.#work(board, election);
    await this.#post(board, work, partialDecryptionLines(work, right(openTotals(work))));
  }

  async #work(board: Board, election: string): Promise<TrusteeWork> {
    const view = await look(board, election);
    const trustee = findTrustee(view, this.#key.verifier.text)!;
    return { view, trustee, key: this.#key, memory: this.#memory };
  }

  async #post({ url }: Board, work: TrusteeWork, lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const answer = await fetch(`${url}/add`, { method: "POST", body: signLine(work, line) });
      const verdict = await answer.text();
      if (!verdict.includes('"accepted"')) throw new Error(verdict);
    }
  }
}
