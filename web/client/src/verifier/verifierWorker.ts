// The verification as a worker of the page, which stays alive meanwhile.
import { LogReader, type ReadLog } from "./logReader.ts";
import type { Verified } from "./report.ts";
import { recordAt, verifyRecord } from "./verifier.ts";

export interface WorkerRequest {
  readonly module: WebAssembly.Module;
  readonly address: string;
  readonly policy: string;
}

export type WorkerAnswer =
  | { readonly kind: "progress"; readonly done: number; readonly all: number }
  | { readonly kind: "verified"; readonly verified: Verified; readonly log: ReadLog }
  | { readonly kind: "stopped"; readonly reason: string };

const answer = (message: WorkerAnswer): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>): Promise<void> => {
  const log = new LogReader();
  try {
    const verified = await verifyRecord(data.module, recordAt(data.address), data.policy, {
      onProgress: (done, all) => answer({ kind: "progress", done, all }),
      onFile: (path, file) => log.take(path, file),
    });
    answer({ kind: "verified", verified, log: log.all() });
  } catch (error) {
    answer({ kind: "stopped", reason: error instanceof Error ? error.message : String(error) });
  }
};
