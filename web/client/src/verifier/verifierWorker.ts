// The verification as a worker of the page, which stays alive meanwhile.
import { LogReader, type ReadLog } from "./logReader.ts";
import type { Verified } from "./report.ts";
import { recordAt, verifyRecord } from "./verifier.ts";

export interface WorkerRequest {
  readonly module: WebAssembly.Module;
  readonly address: string;
  readonly policy: string;
}

export type WorkerReply =
  | { readonly kind: "progress"; readonly done: number; readonly all: number }
  | { readonly kind: "verified"; readonly verified: Verified; readonly log: ReadLog }
  | { readonly kind: "stopped"; readonly reason: string };

const reply = (message: WorkerReply): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>): Promise<void> => {
  const log = new LogReader();
  try {
    const verified = await verifyRecord(data.module, recordAt(data.address), data.policy, {
      onProgress: (done, all) => reply({ kind: "progress", done, all }),
      onFile: (path, file) => log.take(path, file),
    });
    reply({ kind: "verified", verified, log: log.all() });
  } catch (error) {
    reply({ kind: "stopped", reason: error instanceof Error ? error.message : String(error) });
  }
};
