// Starts a verification in a worker. The worker's script is in the page, so it is pinned by the
// page's hash and works from a file too.
import script from "embedded:verifierWorker.js";
import { startWorker } from "../worker/startWorker.ts";
import { verifierModule } from "./embeddedModule.ts";
import type { ReadLog } from "./logReader.ts";
import type { Verified } from "./report.ts";
import type { WorkerReply, WorkerRequest } from "./verifierWorker.ts";
import { VerificationStopped } from "./verifierModule.ts";

export interface VerifiedInWorker {
  readonly verified: Verified;
  readonly log: ReadLog;
}

export async function verifyInWorker(
  address: string,
  trust: string,
  onProgress: (done: number, all: number) => void,
): Promise<VerifiedInWorker> {
  const module = await verifierModule();
  const { worker, release } = startWorker(script);
  try {
    return await new Promise((resolve, reject) => {
      const stop = (reason: string): void => reject(new VerificationStopped(reason));
      worker.onerror = (event) => stop(event.message);
      worker.onmessageerror = () => stop("the worker's reply cannot be read");
      worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
        if (data.kind === "progress") onProgress(data.done, data.all);
        else if (data.kind === "stopped") stop(data.reason);
        else resolve({ verified: data.verified, log: data.log });
      };
      const request: WorkerRequest = { module, address, policy: trust };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
    release();
  }
}
