// What a page shows that was not stamped for an election.
import { say } from "../text/texts.ts";
import { element } from "./element.ts";
import { Frame } from "./frame.ts";
import { startLanguage } from "./settings.ts";

// A page as released serves nobody: whom would it trust?
export function showUnstamped(title: string): void {
  startLanguage();
  new Frame({ title: () => title, help: [element("p", {}, say("page.unstamped"))] }).show({
    name: "unstamped",
    title: say("page.unstamped.title"),
    content: [element("p", {}, say("page.unstamped"))],
  });
}
