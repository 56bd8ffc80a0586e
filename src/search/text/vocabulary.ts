import { ownCopy } from './own-copy.ts';
import { sameWordKey } from './same-word.ts';
import { namesOf, nameWord } from './tokenize.ts';

/** A word as it stands in texts, with its names in the index. */
export type NamedWord = {
  /** Of the words of its vocabulary, from 0 on. */
  readonly number: number;
  readonly surface: string;
  readonly names: readonly string[];
  readonly parts: readonly string[];
};

/** The different words of some texts: papers share most of theirs, and stemming one costs more than all the rest. */
export class Vocabulary {
  readonly #words = new Map<string, NamedWord>();
  readonly #byKey = new Map<string, NamedWord[]>();

  get size(): number {
    return this.#words.size;
  }

  /** A word of one of the texts: the same object wherever it stands. */
  word(standing: string): NamedWord {
    const known = this.#words.get(standing);
    if (known !== undefined) return known;
    // A piece of a text would keep the whole of it.
    const surface = ownCopy(standing);
    const name = nameWord(surface);
    const { parts } = name;
    const names = namesOf(name);
    const word = { number: this.#words.size, surface, names, parts };
    this.#words.set(surface, word);
    for (const one of new Set(names.map(sameWordKey))) {
      const others = this.#byKey.get(one);
      if (others === undefined) this.#byKey.set(one, [word]);
      else others.push(word);
    }
    return word;
  }

  /** The words that have a name with this key of `sameWordKey`. */
  withKey(wanted: string): readonly NamedWord[] {
    return this.#byKey.get(wanted) ?? [];
  }
}
