import type { Steps } from './steps.ts';

/** So many share a string: a letter beyond Latin-1 doubles what those take. */
const TOGETHER = 256;

/** Many short texts as parts of a few long strings: each on its own takes twice its length. */
export class PackedTexts {
  readonly #blocks: string[] = [];
  /** Where each text ends in its block. */
  readonly #ends: Uint32Array;

  private constructor(length: number) {
    this.#ends = new Uint32Array(length);
  }

  static *packing(texts: readonly string[]): Steps<PackedTexts> {
    const packed = new PackedTexts(texts.length);
    for (let start = 0; start < texts.length; start += TOGETHER) {
      packed.#pack(start, texts.slice(start, start + TOGETHER));
      yield;
    }
    return packed;
  }

  #pack(start: number, texts: readonly string[]): void {
    this.#blocks.push(texts.join(''));
    let end = 0;
    for (const [at, text] of texts.entries()) {
      end += text.length;
      this.#ends[start + at] = end;
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
