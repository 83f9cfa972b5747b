// A trustee apart from those in the browser, who does with the page's own code what is due, or
// deals wrongly where a test needs that. What it knows of the election is the verifier's view of
// the log.
import { readFileSync } from "node:fs";
import { commitPost, dealPost, signPost } from "../../../web/client/src/bulletinBoard/writePost.ts";
import { encodeBase64Url } from "../../../web/client/src/crypto/bytes.ts";
import { dealFromSeed } from "../../../web/client/src/crypto/dkg/dealingSeed.ts";
import { commitTo } from "../../../web/client/src/crypto/dkg/posts.ts";
import { PartyKey } from "../../../web/client/src/bulletinBoard/partyKey.ts";
import { encodePassphrase } from "../../../web/client/src/crypto/passphrase.ts";
import { Refused } from "../../../web/client/src/crypto/refused.ts";
import { ready } from "../../../web/client/src/crypto/sodium.ts";
import { ceremonyCode } from "../../../web/client/src/trustee/checkCode.ts";
import { findTrustee } from "../../../web/client/src/trustee/duty.ts";
import type { CeremonyView } from "../../../web/client/src/trustee/ceremonyView.ts";
import { TrusteeMemory } from "../../../web/client/src/trustee/memory.ts";
import { readCeremony } from "../../../web/client/src/trustee/readCeremony.ts";
import { openTotals, partialDecryptionLines, take } from "../../../web/client/src/trustee/work.ts";
import { recordAt, verifyRecord } from "../../../web/client/src/verifier/verifier.ts";

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

  private constructor(key: PartyKey) {
    this.#key = key;
  }

  static async make(name: string): Promise<NodeTrustee> {
    await ready;
    return new NodeTrustee(PartyKey.random(name));
  }

  get publicKeys(): { key: string; static: string } {
    return JSON.parse(this.#key.publicText()) as { key: string; static: string };
  }

  // The key file as a page would have saved it.
  file(passphrase: string): string {
    return this.#key.seal(encodePassphrase(passphrase)!, this.#memory.encode());
  }

  // As if this key had opened totals of the election before, other ones than those of the log.
  rememberOtherTotals(election: string): void {
    this.#memory.open(election, { set: "00", shares: [] });
  }

  async step(board: Board, election: string, step: "commit" | "deal" | "certify"): Promise<void> {
    const work = await this.#work(board, election);
    if (step === "certify") this.#memory.compare(election, ceremonyCode(work.view).code);
    await this.#post(board, [right(take(work, step))]);
  }

  // The part for the last trustee, with which a dealing ends, is spoilt in what was hashed too.
  async stepWrongly(board: Board, election: string, step: "commit" | "deal"): Promise<void> {
    const { view, trustee } = await this.#work(board, election);
    const dealing = dealFromSeed(
      view.ceremony,
      trustee,
      this.#key.staticSecret,
      this.#memory.seed,
      view.log,
    ).encode();
    dealing[dealing.length - 1]! ^= 1;
    const line =
      step === "deal"
        ? dealPost(election, trustee, dealing)
        : commitPost(election, trustee, commitTo(view.ceremony, trustee, dealing));
    await this.#post(board, [line]);
  }

  async openTotal(board: Board, election: string): Promise<void> {
    const work = await this.#work(board, election);
    await this.#post(board, partialDecryptionLines(work, right(openTotals(work))));
  }

  async #work(board: Board, election: string) {
    const view = await look(board, election);
    const trustee = findTrustee(
      view,
      this.#key.verifier.text,
      encodeBase64Url(this.#key.staticKey),
    )!;
    return { view, trustee, key: this.#key, memory: this.#memory };
  }

  async #post({ url }: Board, lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const answer = await fetch(`${url}/add`, {
        method: "POST",
        body: signPost(line, [this.#key.signer]),
      });
      const verdict = await answer.text();
      if (!verdict.includes('"accepted"')) throw new Error(verdict);
    }
  }
}
