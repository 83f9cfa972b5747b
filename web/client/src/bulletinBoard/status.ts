// What an operator says of its board: docs/api.md. A hint, and nothing more.
//
//   {"size":31,"height":12,"time":1780000000,"published":31,"elections":[{"election":"square",
//   "phase":"open","roll":5,"accepted":2,"tested":0,"checked":1,"shares":0, ...}], ...}
import { type Shaped, integer, listOf, oneOf, someFields, text } from "../ballot/shape.ts";
import { type Reply, readReply } from "./operators.ts";
import { phases } from "./phase.ts";

const electionStatusShape = someFields({
  election: text,
  phase: oneOf(phases),
  roll: integer,
  accepted: integer,
  tested: integer,
  checked: integer,
  shares: integer,
});
export type ElectionStatus = Shaped<typeof electionStatusShape>;

const statusShape = someFields({
  size: integer,
  height: integer,
  time: integer, // seconds since 1970
  published: integer,
  elections: listOf(electionStatusShape),
});
export type Status = Shaped<typeof statusShape>;

// Null where the reply is no status.
export const readStatus = (reply: Reply): Status | null =>
  reply.status === 200 ? readReply(reply, statusShape) : null;

const phasesShape = someFields({
  elections: listOf(someFields({ election: text, phase: oneOf(phases) })),
});

// Where each election is, of a status of which nothing else is needed.
export const readPhases = (reply: Reply): Shaped<typeof phasesShape>["elections"] | null =>
  readReply(reply, phasesShape)?.elections ?? null;
