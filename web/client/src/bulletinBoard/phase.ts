// Where an election is: docs/log.md, "Rules". In the order in which an election passes through
// them; it is cancelled from any phase before it is finished.
export const phases = [
  "join",
  "commit",
  "deal",
  "certify",
  "roll",
  "ready",
  "open",
  "closed",
  "finished",
  "cancelled",
  "archived",
] as const;
export type Phase = (typeof phases)[number];

// The keys are being made, or the voter list, or people wait for the day.
export const isBeforeVoting = (phase: Phase): boolean =>
  phases.indexOf(phase) < phases.indexOf("open");
