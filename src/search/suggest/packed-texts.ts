/** So many share a string: a letter beyond Latin-1 doubles what those take. */
const TOGETHER = 256;

/** Many short texts as parts of a few long strings: each on its own takes twice its length. */
export class PackedTexts {
  readonly #blocks: string[] = [];
  /** Where each text ends in its block. */
  readonly #ends: Uint32Array;

  constructor(texts: readonly string[]) {
    this.#ends = new Uint32Array(texts.length);
    for (let start = 0; start < texts.length; start += TOGETHER) {
      const some = texts.slice(start, start + TOGETHER);
      this.#blocks.push(some.join(''));
      let end = 0;
      for (const [at, text] of some.entries()) {
        end += text.length;
        this.#ends[start + at] = end;
      }
    }
  }

  get length(): number {
    return this.#ends.length;
  }

  at(place: number): string | undefined {
    if (place >= this.length) return undefined;
    const start = place % TOGETHER === 0 ? 0 : this.#ends[place - 1];
    return this.#blocks[Math.floor(place / TOGETHER)]?.slice(start, this.#ends[place]);
  }
}
