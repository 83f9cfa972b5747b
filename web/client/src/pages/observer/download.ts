// The whole record as one file, for the program at home: the same bytes as `tabella record
// FILE.tar` writes. Nothing of it is believed here; whoever takes it verifies it.
import { openCheckpointUnder, parsePolicy } from "../../bulletinBoard/policy.ts";
import { pathsOf, tileWidth } from "../../bulletinBoard/tiles.ts";
import { type Bytes, utf8 } from "../../crypto/bytes.ts";
import { UstarWriter } from "../../bulletinBoard/ustar.ts";

// The first operator that has the file; a file of the log is the same everywhere.
async function read(operators: readonly string[], path: string): Promise<Bytes> {
  const reasons: string[] = [];
  for (const operator of operators) {
    try {
      const answer = await fetch(`${operator}/${path}`, {
        credentials: "omit",
        cache: path === "checkpoint" ? "no-store" : "default",
      });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      reasons.push(`${operator}/${path}: answered with ${answer.status}`);
    } catch {
      reasons.push(`${operator}/${path}: no answer`);
    }
  }
  throw new Error(reasons.join("; "));
}

// Throws Refused where the checkpoint is not what the policy asks for, Error where a file is not to
// be had.
export async function downloadRecord(
  operators: readonly string[],
  policy: string,
  onProgress: (part: number) => void,
): Promise<Blob> {
  const checkpoint = await read(operators, "checkpoint");
  const { size } = openCheckpointUnder(parsePolicy(policy), checkpoint).checkpoint;
  const archive = new UstarWriter();
  // Bundles come first and are nearly all of it.
  const bundles = Math.ceil(Number(size) / tileWidth);
  let done = 0;
  for (const path of pathsOf(size)) {
    archive.add(path, await read(operators, path));
    onProgress(Math.min(1, ++done / Math.max(1, bundles)));
  }
  archive.add("policy.txt", utf8(policy));
  archive.add("checkpoint", checkpoint);
  return archive.finish();
}
