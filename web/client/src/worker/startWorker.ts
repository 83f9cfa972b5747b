// Starts a worker from a script that is in the page: pinned by the page's hash, and there from a
// file too. The page's policy lets this one name make addresses of scripts, once, and only ones
// made here.
interface TrustedTypePolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): { toString(): string } };
}

const types = (globalThis as { trustedTypes?: TrustedTypePolicies }).trustedTypes;
const policy = types?.createPolicy("worker", { createScriptURL: (own) => own }) ?? null;

// `release` once the worker has begun to speak, or never will. Throws where the browser has no
// workers for such scripts.
export function startWorker(script: string): {
  readonly worker: Worker;
  readonly release: () => void;
} {
  const own = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const release = (): void => URL.revokeObjectURL(own);
  try {
    return { worker: new Worker((policy?.createScriptURL(own) ?? own) as string), release };
  } catch (error) {
    release();
    throw error;
  }
}
