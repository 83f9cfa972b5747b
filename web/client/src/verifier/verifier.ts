// Verifies a record with the C++ verifier. Reads ahead while it verifies, a few files at a time,
// and keeps none of them.
import { Operators, Unserved } from "../bulletinBoard/operators.ts";
import { readShape } from "../ballot/shape.ts";
import { Refused, resultOf } from "../crypto/refused.ts";
import { type Verified, boardShape, reportShape } from "./report.ts";
import { VerificationStopped, VerifierModule } from "./verifierModule.ts";

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

// Asks for a few files before they are needed, in the order in which they will be.
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
      // The one who waits for it sees the rejection.
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
  return readVerified(verifier);
}

// A report of another shape is no verdict: module and page do not fit together.
function readVerified(verifier: VerifierModule): Verified {
  const verified = resultOf(() => ({
    report: readShape(verifier.report(), reportShape),
    board: readShape(verifier.view(), boardShape),
  }));
  if (verified instanceof Refused) throw new VerificationStopped(verified.message);
  return verified;
}

// The files of a record as operators serve them: null where one of them says that there is none.
export const servedRecord = (operators: Operators): RecordSource => ({
  read: (path) =>
    operators.file(path).catch((error: unknown) => {
      if (error instanceof Unserved && error.isMissing) return null;
      throw error;
    }),
});

export const recordAt = (address: string): RecordSource => servedRecord(new Operators([address]));
