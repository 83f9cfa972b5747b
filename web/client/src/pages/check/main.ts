import { showUnstamped } from "../../ui/unstamped.ts";
import { readStamp } from "../../ui/stamp.ts";

if (readStamp(document) === null) showUnstamped(document.title);
