// Whether a voter page is open in another tab of this browser: a device cannot test itself. Nothing
// is said but that.
const channel = "tabella-pages";

export function answerNeighbours(): void {
  const line = new BroadcastChannel(channel);
  line.onmessage = ({ data }) => {
    if (data === "is a voter page here?") line.postMessage("yes");
  };
}

export function hasVoterPage(): Promise<boolean> {
  const line = new BroadcastChannel(channel);
  return new Promise((resolve) => {
    const finish = (found: boolean): void => {
      line.close();
      resolve(found);
    };
    line.onmessage = ({ data }) => {
      if (data === "yes") finish(true);
    };
    line.postMessage("is a voter page here?");
    setTimeout(() => finish(false), 300);
  });
}
