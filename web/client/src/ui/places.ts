// The browser's own back and forward buttons. The history holds numbers alone; what a place shows
// is in memory and gone with it. When a chapter is closed (a ballot was cast), none of its places
// comes back: one who goes back sees the newest place again.
interface Place {
  readonly chapter: number;
  readonly show: () => void;
}

// One for each page. Places are functions that draw; the browser's history knows their numbers
// alone.
export class PlaceHistory {
  readonly #places: Place[] = [];
  #newest: Place | null = null;
  #chapter = 0;
  #at = -1;

  constructor() {
    history.replaceState(null, "");
    window.addEventListener("popstate", (event) => this.#arrive(event.state as unknown));
  }

  // Shows a place and remembers it. What had been ahead is forgotten, as browsers do.
  go(show: () => void): void {
    this.#places.length = this.#at + 1;
    this.#newest = { chapter: this.#chapter, show };
    this.#places.push(this.#newest);
    ++this.#at;
    if (this.#at === 0) history.replaceState({ place: 0 }, "");
    else history.pushState({ place: this.#at }, "");
    show();
  }

  // In place of the present one.
  replace(show: () => void): void {
    if (this.#at < 0) return this.go(show);
    this.#newest = { chapter: this.#chapter, show };
    this.#places[this.#at] = this.#newest;
    show();
  }

  back(): void {
    history.back();
  }

  closeChapter(): void {
    ++this.#chapter;
  }

  #arrive(state: unknown): void {
    const place =
      typeof state === "object" && state !== null && "place" in state ? Number(state.place) : 0;
    const wanted = this.#places[place];
    if (wanted === undefined) return;
    if (wanted.chapter === this.#chapter) {
      this.#at = place;
      wanted.show();
      return;
    }
    if (this.#newest === null) return;
    // Numbers stay in step with the browser's: its present entry is the newest place now.
    this.#at = place;
    this.#places.length = place + 1;
    this.#places[place] = this.#newest;
    this.#newest.show();
  }
}
