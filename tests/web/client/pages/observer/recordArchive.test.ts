// The record as one file: what the observer page writes is what the program writes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { pathsOf } from "../../../../../web/client/src/bulletinBoard/tiles.ts";
import { utf8 } from "../../../../../web/client/src/crypto/bytes.ts";
import { Refused } from "../../../../../web/client/src/crypto/refused.ts";
import { ready } from "../../../../../web/client/src/crypto/sodium.ts";
import { downloadRecord } from "../../../../../web/client/src/pages/observer/download.ts";
import { UstarWriter, readUstar } from "../../../../../web/client/src/bulletinBoard/ustar.ts";
import { ok, refused } from "../../expectations.ts";
import { PracticeBoard } from "../../practiceBoard.ts";

let board: PracticeBoard;

before(async () => {
  await ready;
  board = await PracticeBoard.start();
});
after(() => board.stop());

test("the page's archive has the program's bytes, and the program verifies it", async () => {
  const policy = board.read("board/policy.txt");
  const shown: number[] = [];
  // The first operator cannot be reached; the next one has the same files.
  const archive = await downloadRecord(["http://127.0.0.1:1", board.url], policy, (part) =>
    shown.push(part),
  );
  board.onBoard("record", "program.tar");
  assert.deepEqual(
    Buffer.from(await archive.arrayBuffer()),
    readFileSync(board.path("program.tar")),
  );
  assert.equal(shown.at(-1), 1);
});

test("a record that nobody has is no archive", async () => {
  await assert.rejects(
    downloadRecord(["http://127.0.0.1:1"], board.read("board/policy.txt"), () => undefined),
    /checkpoint: no answer/,
  );
  await assert.rejects(
    downloadRecord([`${board.url}/nowhere`], board.read("board/policy.txt"), () => undefined),
    /answered with 404/,
  );
  const other = board
    .read("board/policy.txt")
    .replace("quorum none", "witness w w+00000000+AAAA\nquorum w");
  await assert.rejects(
    downloadRecord([board.url], other, () => undefined),
    /policy\.form/,
  );
});

test("a log's files are its bundles and its tiles, from the lowest level", () => {
  assert.deepEqual([...pathsOf(0n)], []);
  assert.deepEqual([...pathsOf(3n)], ["tile/entries/000.p/3", "tile/0/000.p/3"]);
  assert.deepEqual([...pathsOf(256n)], ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
  assert.deepEqual(
    [...pathsOf(513n)],
    [
      "tile/entries/000",
      "tile/entries/001",
      "tile/entries/002.p/1",
      "tile/0/000",
      "tile/0/001",
      "tile/0/002.p/1",
      "tile/1/000.p/2",
    ],
  );
  assert.equal([...pathsOf(65_536n)].at(-1), "tile/2/000.p/1");
});

test("an archive takes no name that its form cannot hold", () => {
  assert.throws(() => new UstarWriter().add("x".repeat(101), new Uint8Array()), RangeError);
});

test("what is written is read again, and anything else is refused", async () => {
  const files = { checkpoint: "a note", "tile/entries/000.p/1": "x".repeat(513), empty: "" };
  const writer = new UstarWriter();
  for (const [name, content] of Object.entries(files)) writer.add(name, utf8(content));
  const archive = new Uint8Array(await writer.finish().arrayBuffer());
  const read = ok(readUstar(archive));
  assert.deepEqual(
    [...read].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
    Object.entries(files),
  );
  for (let at = 0; at < archive.length; at += 7) {
    const cut = readUstar(archive.slice(0, at));
    assert.ok(cut instanceof Refused, `cut off at ${at}`);
  }
  // Every byte but those of the files' contents is as it must be, or the file is another one.
  for (let at = 0; at < archive.length; at += 1) {
    const changed = archive.slice();
    changed[at]! ^= 1;
    const found = readUstar(changed);
    if (!(found instanceof Refused)) assert.notDeepEqual([...found], [...read], `byte ${at}`);
  }
  const twice = new UstarWriter();
  for (let i = 0; i < 2; ++i) twice.add("checkpoint", utf8("a"));
  refused(
    readUstar(new Uint8Array(await twice.finish().arrayBuffer())),
    "archive.member",
    "checkpoint",
  );
  refused(readUstar(new Uint8Array([...archive, ...new Uint8Array(511), 1])), "archive.form", "");
  refused(readUstar(utf8("no archive")), "archive.form", "");
});

test("the program's archive is read", async () => {
  board.onBoard("record", "read.tar");
  const files = ok(readUstar(new Uint8Array(readFileSync(board.path("read.tar")))));
  assert.ok(
    files.has("checkpoint") &&
      files.has("policy.txt") &&
      [...files.keys()].some((name) => name.startsWith("tile/entries/")),
  );
});
