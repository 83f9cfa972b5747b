// The whole record as one file, for the program at home: the same bytes as
// `tabella record FILE.tar` writes. Nothing of it is believed here; its receiver verifies it.
import { Operators } from "../../bulletinBoard/operators.ts";
import { openCheckpointUnder, parsePolicy } from "../../bulletinBoard/policy.ts";
import { pathsOf, tileWidth } from "../../bulletinBoard/tiles.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { UstarWriter } from "../../bulletinBoard/ustar.ts";

// Throws Refused where the checkpoint is not what the policy asks for, Unserved where a file is not
// to be had.
export async function downloadRecord(
  addresses: readonly string[],
  policy: string,
  onProgress: (part: number) => void,
): Promise<Blob> {
  const operators = new Operators(addresses);
  const checkpoint = await operators.file("checkpoint");
  const { size } = openCheckpointUnder(parsePolicy(policy), checkpoint).checkpoint;
  const archive = new UstarWriter();
  // Bundles come first and are nearly all of it.
  const bundles = Math.ceil(Number(size) / tileWidth);
  let done = 0;
  for (const path of pathsOf(size)) {
    archive.add(path, await operators.file(path));
    onProgress(Math.min(1, ++done / Math.max(1, bundles)));
  }
  archive.add("policy.txt", utf8(policy));
  archive.add("checkpoint", checkpoint);
  return archive.finish();
}
