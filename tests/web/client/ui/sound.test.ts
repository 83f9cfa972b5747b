// What is heard, on a device that writes down the tones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { playFailure, playSuccess } from "../../../../web/client/src/ui/sound.ts";

interface Tone {
  readonly frequency: { value: number };
  begin: number;
  end: number;
}

// The screen is drawn before anything is heard.
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

async function listen(play: () => void): Promise<Tone[]> {
  const tones: Tone[] = [];
  const device = class {
    readonly currentTime = 0;
    readonly destination = {};
    createGain = () => ({ gain: { value: 0 }, connect: () => undefined });
    createOscillator = () => {
      const tone: Tone = { frequency: { value: 0 }, begin: 0, end: 0 };
      tones.push(tone);
      return Object.assign(tone, {
        connect: () => undefined,
        start: (at: number) => {
          tone.begin = at;
        },
        stop: (at: number) => {
          tone.end = at;
        },
      });
    };
    close = () => Promise.resolve();
  };
  Object.assign(globalThis, { AudioContext: device });
  play();
  assert.equal(tones.length, 0);
  await drawn();
  return tones;
}

test("success rises, failure falls, one tone after the other", async () => {
  const success = await listen(playSuccess);
  const failure = await listen(playFailure);
  for (const [first, second] of [success, failure])
    assert.ok(first!.begin < first!.end && first!.end <= second!.begin);
  assert.ok(success[0]!.frequency.value < success[1]!.frequency.value);
  assert.ok(failure[0]!.frequency.value > failure[1]!.frequency.value);
});

test("a device without sound goes on without it", async () => {
  Object.assign(globalThis, { AudioContext: undefined });
  playSuccess();
  playFailure();
  await drawn();
});
