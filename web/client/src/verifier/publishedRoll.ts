// The credentials of an election's voter list, as its log has them. Believed only of a record that
// turned out to be valid.
import { listOf, readShape, someFields, text } from "../ballot/shape.ts";
import { decodeUtf8 } from "../crypto/bytes.ts";
import { BundleReader } from "./bundleReader.ts";

// {"type":"roll","election":"square","entries":[["mPjTrc...","all",1],...]}: each entry's
// credential.
const rollShape = someFields({
  entries: listOf((entry, path) => text(Array.isArray(entry) ? entry[0] : null, path)),
});

// Collects from one verification, for one election.
export class PublishedRoll {
  // In base64url.
  readonly credentials = new Set<string>();
  readonly #election: string;
  readonly #bundles = new BundleReader((entry) => this.#takeEntry(entry));

  constructor(election: string) {
    this.#election = election;
  }

  take(path: string, bundle: Uint8Array): void {
    this.#bundles.file(path, bundle);
  }

  #takeEntry(entry: Uint8Array): void {
    const begin = `{"type":"roll","election":${JSON.stringify(this.#election)},`;
    if (String.fromCharCode(...entry.subarray(0, begin.length)) !== begin) return;
    // Of a valid record the post has its one form.
    const { entries } = readShape((decodeUtf8(entry) ?? "").split("\n", 1)[0]!, rollShape);
    for (const credential of entries) this.credentials.add(credential);
  }
}
