/** What can go wrong with one call of the Web API. */
export type Fault =
  | { readonly kind: 'rate-limited'; readonly seconds: number }
  | { readonly kind: 'http'; readonly status: number }
  /** Slack says no: `{ ok: false, error }`. */
  | { readonly kind: 'error'; readonly error: string; readonly needed?: string }
  /** The work is done and the connection cut before the answer. */
  | { readonly kind: 'lost-answer' }
  /** The work is done, and the answer breaks off in its middle. */
  | { readonly kind: 'half-answer' }
  /** The work is done and the answer comes late. */
  | { readonly kind: 'late'; readonly ms: number }
  /** The connection is cut before anything is done. */
  | { readonly kind: 'dropped' };

/** Faults by method, each for the next so many calls. */
export function createFaults() {
  const planned: { method: string; fault: Fault; times: number; spare: number }[] = [];
  return {
    /** The next calls of this method go wrong like this, after so many that are spared. */
    next(method: string, fault: Fault, times = 1, spare = 0): void {
      planned.push({ method, fault, times, spare });
    },
    take(method: string): Fault | undefined {
      const plan = planned.find((one) => one.method === method && one.times > 0);
      if (plan === undefined) return undefined;
      if (plan.spare > 0) {
        plan.spare -= 1;
        return undefined;
      }
      plan.times -= 1;
      return plan.fault;
    },
  };
}
