/** What may be done only so many times for one query. */
export class Turns {
  #left: number;
  #isRefused = false;

  constructor(most: number) {
    this.#left = most;
  }

  /** Whether it may be done once more. */
  take(): boolean {
    this.#isRefused ||= this.#left === 0;
    if (!this.#isRefused) this.#left -= 1;
    return !this.#isRefused;
  }

  /** Whether it was not done where it should have been. */
  get isRefused(): boolean {
    return this.#isRefused;
  }
}
