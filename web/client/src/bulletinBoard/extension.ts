// Whether one checkpoint of a log extends another, as far as somebody shows the files for it.
import type { Checkpoint } from "./checkpoint.ts";
import { type Hash, verifyConsistency } from "./merkleTree.ts";
import { type ReadFile, TreeReader, Unreadable } from "./treeReader.ts";
import { equalBytes } from "../crypto/bytes.ts";

type Tree = Pick<Checkpoint, "size" | "root">;

// "unshown": nobody has the files, or what they have are not those of the younger checkpoint. That
// is evidence against nobody, and no reason to take the two for one log.
export type Extension = "extends" | "contradicts" | "unshown";

async function readExtension(old: Tree, young: Tree, read: ReadFile): Promise<Extension> {
  const tree = new TreeReader(read, young.size);
  const proof = await tree.consistencyProof(old.size);
  const beginsWith = (root: Hash): boolean =>
    verifyConsistency(old.size, young.size, proof, root, young.root);
  if (beginsWith(old.root)) return "extends";
  // What the younger one begins with instead is proved as well, or the files are other ones.
  return beginsWith(await tree.rangeHash(0n, old.size)) ? "contradicts" : "unshown";
}

// Who serves the files may be the one who lies, so each of `readers` is asked until one shows it.
export async function findExtension(
  old: Tree,
  young: Tree,
  readers: readonly ReadFile[],
): Promise<Extension> {
  if (old.size === young.size) return equalBytes(old.root, young.root) ? "extends" : "contradicts";
  for (const read of readers) {
    try {
      const found = await readExtension(old, young, read);
      if (found !== "unshown") return found;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return "unshown";
}
