// Starts a verification in a worker. The worker's script is in the page, so it is pinned by the
// page's hash and works from a file too.
import script from "embedded:verifierWorker.js";
import type { Hour } from "./ballotsByHour.ts";
import { verifierModule } from "./embeddedModule.ts";
import type { Verified } from "./report.ts";
import type { WorkerAnswer, WorkerRequest } from "./verifierWorker.ts";
import { VerificationStopped } from "./verifierModule.ts";

interface ScriptAddress { toString(): string }
interface TrustedTypePolicies {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): ScriptAddress };
}

export interface VerifiedInWorker {
  readonly verified: Verified;
  readonly hours: readonly Hour[];
}

// The page's policy lets this one name make addresses of scripts, and it makes this one address.
let policy: { createScriptURL(address: string): ScriptAddress } | null = null;

function startWorker(address: string): Worker {
  const types = (globalThis as { trustedTypes?: TrustedTypePolicies }).trustedTypes;
  policy ??= types?.createPolicy("verifier", { createScriptURL: (own) => own }) ?? null;
  return new Worker((policy?.createScriptURL(address) ?? address) as string);
}

export async function verifyInWorker(address: string, trust: string,
  onProgress: (done: number, all: number) => void): Promise<VerifiedInWorker> {
  const module = await verifierModule();
  const own = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = startWorker(own);
  try {
    return await new Promise((resolve, reject) => {
      const stop = (reason: string): void => reject(new VerificationStopped(reason));
      worker.onerror = (event) => stop(event.message);
      worker.onmessageerror = () => stop("the worker's answer cannot be read");
      worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
        if (data.kind === "progress") onProgress(data.done, data.all);
        else if (data.kind === "stopped") stop(data.reason);
        else resolve({ verified: data.verified, hours: data.hours });
      };
      const request: WorkerRequest = { module, address, policy: trust };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
    URL.revokeObjectURL(own);
  }
}
