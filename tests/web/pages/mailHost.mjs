// A mail server on this computer that takes every mail but those to "nobody".
import { createServer } from "node:net";

export async function startMailHost() {
  const taken = [];
  const server = createServer((socket) => {
    let received = "";
    let mail = null;
    const say = (line) => socket.write(`${line}\r\n`);
    const answer = (line) => {
      const [, address] = /<(.*)>/.exec(line) ?? [];
      if (line.startsWith("MAIL")) mail = { from: address };
      if (line.startsWith("RCPT")) mail.to = address;
      if (line.startsWith("RCPT") && address.startsWith("nobody")) return say("550 no such person");
      if (line.startsWith("DATA")) {
        mail.data = "";
        return say("354 go on");
      }
      return say(line.startsWith("QUIT") ? "221 bye" : "250 ok");
    };
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      for (let end; ;) {
        const isData = mail?.data === "";
        const mark = isData ? "\r\n.\r\n" : "\r\n";
        if ((end = received.indexOf(mark)) < 0) return;
        const text = received.slice(0, end);
        received = received.slice(end + mark.length);
        if (!isData) {
          answer(text);
          continue;
        }
        taken.push({ ...mail, data: text });
        mail = null;
        say("250 taken");
      }
    });
    say("220 mail.example");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `smtp://127.0.0.1:${server.address().port}`, taken, stop: () => server.close() };
}
