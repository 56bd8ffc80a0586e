/** Slack takes five answers within thirty minutes; we stop a little earlier, as neither is said in its own documents. */
const MOST_USES = 4;
const LIFE_MS = 25 * 60_000;
const TIMEOUT_MS = 5_000;

/** The address at which one interaction can be answered, also in channels that the bot is not in. */
export type ResponseUrl = {
  /** How many more answers it takes. */
  readonly left: number;
  /** True when Slack took it; false when it must go another way. */
  send(body: object): Promise<boolean>;
};

/** `born` is when the interaction happened, in milliseconds. */
export function createResponseUrl(url: string, born: number): ResponseUrl {
  let uses = 0;
  const left = (): number => (Date.now() - born > LIFE_MS ? 0 : MOST_USES - uses);
  return {
    get left() {
      return left();
    },
    async send(body) {
      if (left() <= 0) return false;
      uses += 1;
      try {
        const { ok } = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return ok;
      } catch {
        return false;
      }
    },
  };
}
