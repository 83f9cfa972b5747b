// Success rises, failure falls, for those who do not look. Never the only sign. The screen is drawn
// first: a browser takes its time to open the device.
const rising = [523, 784];
const falling = [330, 220];

function play(tones: readonly number[]): void {
  try {
    const context = new AudioContext();
    const gain = context.createGain();
    gain.gain.value = 0.12;
    gain.connect(context.destination);
    tones.forEach((tone, i) => {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = tone;
      oscillator.connect(gain);
      oscillator.start(context.currentTime + 0.2 * i);
      oscillator.stop(context.currentTime + 0.2 * (i + 1));
    });
    setTimeout(() => void context.close(), 1000);
  } catch {
    // A device without sound has the words and the icon.
  }
}

const drawnMs = 60;

export const playSuccess = (): void => void setTimeout(play, drawnMs, rising);
export const playFailure = (): void => void setTimeout(play, drawnMs, falling);
