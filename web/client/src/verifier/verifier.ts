// Verifies a record with the C++ verifier. Reads ahead while it verifies, a few files at a time,
// and keeps none of them.
import type { Bytes } from "../crypto/bytes.ts";
import type { BoardView, Report, Verified } from "./report.ts";
import { VerifierModule } from "./verifierModule.ts";

export { VerificationStopped } from "./verifierModule.ts";

export interface RecordSource {
  // null where there is no such file; a rejection means that the source cannot be read now.
  read(path: string): Promise<Uint8Array | null>;
}

export interface VerifyOptions {
  readonly onProgress?: (done: number, all: number) => void;
  // Waits between two files, so that a page stays alive.
  readonly pause?: () => Promise<void>;
  // Sees every file before it is verified; bundles come in their order.
  readonly onFile?: (path: string, file: Uint8Array) => void;
}

// Files that are asked for at the same time.
const readAhead = 8;

class AheadReader {
  readonly #source: RecordSource;
  readonly #asked = new Map<string, Promise<Uint8Array | null>>();

  constructor(source: RecordSource) {
    this.#source = source;
  }

  next(wanted: readonly string[]): Promise<Uint8Array | null> {
    for (const path of wanted) {
      if (this.#asked.has(path)) continue;
      const file = this.#source.read(path);
      // Whoever waits for it sees the rejection.
      file.catch(() => undefined);
      this.#asked.set(path, file);
    }
    const first = wanted[0] as string;
    const file = this.#asked.get(first) as Promise<Uint8Array | null>;
    this.#asked.delete(first);
    return file;
  }
}

export async function verifyRecord(
  module: WebAssembly.Module,
  source: RecordSource,
  policy: string,
  options: VerifyOptions = {},
): Promise<Verified> {
  const verifier = await VerifierModule.instantiate(module);
  const refused = verifier.begin(policy);
  if (refused !== null) throw new Error(refused);
  const reader = new AheadReader(source);
  for (
    let wanted = verifier.wants(readAhead);
    wanted.length > 0;
    wanted = verifier.wants(readAhead)
  ) {
    const file = await reader.next(wanted);
    if (file !== null) options.onFile?.(wanted[0] as string, file);
    verifier.feed(file);
    const { done, all } = verifier.progress();
    options.onProgress?.(done, all);
    await options.pause?.();
  }
  const report = JSON.parse(verifier.report()) as Report;
  return { report, view: JSON.parse(verifier.view()) as BoardView };
}

// The files of a record as an operator serves them.
export function recordAt(address: string): RecordSource {
  return {
    read: async (path) => {
      const answer = await fetch(`${address}/${path}`, {
        credentials: "omit",
        cache: path === "checkpoint" ? "no-store" : "default",
      });
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`${path}: answered with ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer()) as Bytes;
    },
  };
}
