/** Slack takes five answers within thirty minutes; we stop a little earlier, as neither is said in its own documents. */
const MOST_USES = 4;
const LIFE_MS = 25 * 60_000;
const TIMEOUT_MS = 5_000;

/** What became of an answer: shown, certainly not shown, or nobody knows, as after an answer that was lost. */
export type Sent = 'taken' | 'refused' | 'unknown';

/** The address at which one interaction can be answered, also in channels that the bot is not in. */
export type ResponseUrl = {
  /** How many more answers it takes. */
  readonly left: number;
  /** Only what was refused may go another way: anything else would perhaps be seen twice. */
  send(body: object): Promise<Sent>;
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
      if (left() <= 0) return 'refused';
      uses += 1;
      try {
        const { ok, status } = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (ok) return 'taken';
        return status >= 500 ? 'unknown' : 'refused';
      } catch {
        return 'unknown';
      }
    },
  };
}
