import english from "../text/en.json";

export function showUnstamped(document: Document): void {
  const note = document.createElement("p");
  note.textContent = english["page.unstamped"];
  document.getElementById("page")?.replaceChildren(note);
}
