import type { Condition, Correction } from '../../core/query.ts';
import { distinctConditions } from '../query/repeats.ts';
import { unitsOf } from '../query/units.ts';
import { MOST_LISTED } from './bounded-reading.ts';
import { Marking, type Marks, marked, numbersOf } from './marks.ts';
import { both, either, listed, listsOf, not, type RowTest } from './row-test.ts';
import { ofTerm, type Working, withId } from './terms.ts';

/** Of more lists of rows, SQLite takes longer to look up each document in all of them. */
const FEW = 10;

type Whole = Working & { readonly marking: Marking };

/** A test, where SQLite should find out who passes it; else those who do. */
type Met = RowTest | Marks;

/** The documents that meet a condition. What only reading can tell is found out last, of as few as possible. */
export function ofCondition(
  parts: Working,
  condition: Condition,
  corrections: Correction[] | undefined,
): RowTest {
  const found = met({ ...parts, marking: new Marking(parts.database) }, condition, corrections, true);
  return isMarked(found) ? marked(found) : found;
}

/** @param isWhole whether this is the whole condition: SQLite finds sooner who meets a few of its lists than these are read here */
function met(
  parts: Whole,
  condition: Condition,
  corrections: Correction[] | undefined,
  isWhole = false,
): Met {
  if ('term' in condition) return ofTerm(parts, condition.term, corrections);
  if ('ref' in condition) return withId(condition.ref.id);
  const { marking } = parts;
  if ('not' in condition) {
    // What is left out is looked up as it was typed.
    const out = met({ ...parts, excluded: !parts.excluded }, condition.not, undefined);
    return isMarked(out) ? marking.allBut(out) : not(out);
  }
  const isAll = 'all' in condition;
  const each = isAll ? allOf(parts, condition.all, corrections) : anyOf(parts, condition.any, corrections);
  const tests = each.filter((one): one is RowTest => !isMarked(one));
  const lists = listsOf(tests, isAll);
  if (tests.length === each.length && (lists.length < 2 || (isWhole && lists.length <= FEW)))
    return isAll ? both(tests) : either(tests);
  const marks = [...lists.map((one) => marking.of(one)), ...each.filter(isMarked)];
  return isAll ? marking.all(marks) : marking.any(marks);
}

function anyOf(parts: Whole, conditions: readonly Condition[], corrections: Correction[] | undefined): Met[] {
  return distinctConditions(conditions).map((one) => met(parts, one, corrections));
}

function allOf(parts: Whole, conditions: readonly Condition[], corrections: Correction[] | undefined): Met[] {
  const found: Met[] = [];
  const corrected = new Map<Condition, Correction[]>();
  const soFar = new SoFar(parts);
  const each = distinctConditions(conditions);
  for (const one of each.toSorted((a, b) => readingOf(a) - readingOf(b))) {
    const theirs: Correction[] = [];
    corrected.set(one, theirs);
    const next = met({ ...parts, among: () => soFar.few() }, one, corrections && theirs);
    found.push(next);
    soFar.add(next);
  }
  corrections?.push(...each.flatMap((one) => corrected.get(one) ?? []));
  return found;
}

/** How dear it is to read what must be read of a condition: nothing, texts or names. */
function readingOf(condition: Condition): number {
  if ('ref' in condition) return 0;
  if ('not' in condition) return readingOf(condition.not);
  if (!('term' in condition))
    return Math.max(...('all' in condition ? condition.all : condition.any).map(readingOf));
  const { field, phrase, text } = condition.term;
  if (field === 'author') return 2;
  const isRead = phrase || text.endsWith('*') || unitsOf(text).some((unit) => unit.parts.length > 1);
  return isRead && field !== 'category' ? 1 : 0;
}

/** The documents that meet one condition after the other. */
class SoFar {
  readonly #marking: Marking;
  readonly #outer: Working['among'];
  #marks: Marks | undefined;
  #few: RowTest | undefined;
  #waiting: Met[] = [];

  constructor({ marking, among }: Whole) {
    this.#marking = marking;
    this.#outer = among;
  }

  add(one: Met): void {
    this.#waiting.push(one);
  }

  /** Found out when they are asked for; undefined when they are too many to list each time. */
  few(): RowTest | undefined {
    if (this.#marks === undefined) {
      const outer = this.#outer?.();
      if (this.#waiting.length === 0) return outer;
      if (outer !== undefined) this.#waiting.push(outer);
    }
    if (this.#waiting.length > 0) {
      const added = this.#waiting.map((one) => (isMarked(one) ? one : this.#marking.of(one)));
      this.#marks = this.#marking.all(this.#marks === undefined ? added : [this.#marks, ...added]);
      this.#waiting = [];
      const numbers = numbersOf(this.#marks, MOST_LISTED + 1);
      this.#few = numbers.length > MOST_LISTED ? undefined : listed(numbers);
    }
    return this.#few;
  }
}

function isMarked(found: Met): found is Marks {
  return found instanceof Uint8Array;
}
