// What the signers of a post sign: its line, and what it belongs to. docs/log.md, "Posts". No
// signature counts for another log, or for another announcement of an election of the same name.
import { type Bytes, utf8 } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hash.ts";

// belongsTo: of an election's post the name of the log's key, of every other post the announcement,
// its hash in base64url.
//
//   {"type":"open","election":"square"}
//   of uH9c0pD2...
export const postText = (line: string, belongsTo: string): string => `${line}\nof ${belongsTo}\n`;

// SHA-256 of an election's post on the log with this name: what all later posts of the election
// belong to, and what its keys and its ballots are made for.
export const announcementHash = (line: string, origin: string): Bytes =>
  sha256(utf8(postText(line, origin)));
