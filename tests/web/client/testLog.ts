// A log that a test writes itself, with one witness: its checkpoints, files and receipts, as an
// operator would serve them.
import { encodeReceipt } from "../../../web/client/src/bulletinBoard/receipt.ts";
import {
  emptyRoot,
  type Hash,
  leafHash,
  parentHash,
} from "../../../web/client/src/bulletinBoard/merkleTree.ts";
import {
  encodeNote,
  type NoteSignature,
  signNote,
  VerifierKey,
} from "../../../web/client/src/bulletinBoard/signedNote.ts";
import { tilePath } from "../../../web/client/src/bulletinBoard/tiles.ts";
import { type Bytes, concat, encodeBase64, utf8 } from "../../../web/client/src/crypto/bytes.ts";
import {
  ed25519PublicKey,
  ed25519SecretKey,
  signEd25519,
} from "../../../web/client/src/crypto/ed25519.ts";
import { ready } from "../../../web/client/src/crypto/sodium.ts";

await ready;

const logKey = ed25519SecretKey(new Uint8Array(32).fill(1));
const witnessKey = ed25519SecretKey(new Uint8Array(32).fill(2));
const origin = "example/log";
const log = new VerifierKey(origin, 1, ed25519PublicKey(logKey));
const witness = new VerifierKey("example/w", 4, ed25519PublicKey(witnessKey));

export const policy = `log ${log.text}\nwitness w ${witness.text}\nquorum w\n`;

function cosign(text: string): NoteSignature {
  const time = 1_790_000_000n;
  const written = new Uint8Array(8);
  new DataView(written.buffer).setBigUint64(0, time);
  const signature = signEd25519(witnessKey, utf8(`cosignature/v1\ntime ${time}\n${text}`));
  return { name: witness.name, keyId: witness.id, signature: concat(written, signature) };
}

// The largest power of two below `count`.
const splitOf = (count: number): number => 2 ** (Math.ceil(Math.log2(count)) - 1);

function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0]!;
  const k = splitOf(leaves.length);
  return parentHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

function pathOf(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...pathOf(index, left), rootOf(right)]
    : [...pathOf(index - k, right), rootOf(left)];
}

// Fewer entries than a tile is wide.
export class TestLog {
  constructor(
    readonly entries: readonly Bytes[],
    readonly isCosigned = true,
  ) {}

  get #leaves(): Hash[] {
    return this.entries.map((entry) => leafHash(entry));
  }

  get root(): Hash {
    return rootOf(this.#leaves);
  }

  get size(): bigint {
    return BigInt(this.entries.length);
  }

  get checkpoint(): Bytes {
    const text = `${origin}\n${this.size}\n${encodeBase64(this.root)}\n`;
    const signatures = [signNote(text, origin, logKey)];
    if (this.isCosigned) signatures.push(cosign(text));
    return encodeNote({ text, signatures });
  }

  receipt(index: number): Bytes {
    const { checkpoint } = this;
    return encodeReceipt({ index: BigInt(index), path: pathOf(index, this.#leaves), checkpoint });
  }

  // null: there is no such file.
  file(path: string): Bytes | null {
    const count = this.entries.length;
    const [, index] = /^receipt\/(\d+)$/.exec(path) ?? [];
    if (index !== undefined && Number(index) < count) return this.receipt(Number(index));
    if (path === "checkpoint") return this.checkpoint;
    if (path === tilePath(0, 0n, count)) return concat(...this.#leaves);
    if (path !== tilePath("entries", 0n, count)) return null;
    return concat(
      ...this.entries.map((entry) =>
        concat(Uint8Array.of(entry.length >> 8, entry.length & 255), entry),
      ),
    );
  }
}
