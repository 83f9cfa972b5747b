// The browser of the tests, and how large the window of a phone and of a desktop is.
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../../web/client/package.json", import.meta.url))(
  "playwright-core",
);

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

// Somebody at a desk who reads Chinese.
export const chinese = { language: "zh-CN", viewport: desktop };

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      // Pages that a test hands out itself count as public, and would not be let to this machine's
      // own ports.
      "--disable-features=LocalNetworkAccessChecks",
    ],
  });
