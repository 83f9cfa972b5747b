// Long work in slices, so that a page stays alive: it answers touches and draws between them.

// Short enough that a slow and busy phone, too, ends a slice within 50 ms.
const sliceMs = 8;

export interface SliceOptions {
  // From 0 to 1, after each slice.
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

// Runs `steps` to its end; `count` is about how many steps there are. Throws the signal's reason
// when it is aborted; what `steps` holds is wiped by its own finally.
export async function runInSlices<Result>(
  steps: Generator<void, Result>,
  count: number,
  { onProgress, signal }: SliceOptions = {},
): Promise<Result> {
  let done = 0;
  for (;;) {
    const end = performance.now() + sliceMs;
    do {
      if (signal?.aborted === true) {
        steps.return(undefined as never);
        throw signal.reason;
      }
      const step = steps.next();
      if (step.done === true) {
        onProgress?.(1);
        // The result is shown in a slice of its own.
        await breathe();
        return step.value;
      }
      ++done;
    } while (performance.now() < end);
    onProgress?.(Math.min(done / count, 1));
    await breathe();
  }
}
