const STOP_WORDS = new Set(
  `a about above after again against all also am an and any are as at be because been before being below between both
but by can cannot could did do does doing down during each few for from further had has have having he her here hers
him his how i if in into is it its itself just may me might more most must my no nor not of off on once only or other
our ours out over own same shall she should so some such than that the their theirs them then there these they this
those through to too under until up upon us very was we were what when where which while who whom whose why will with
within without would you your yours`.split(/\s+/),
);

/** Whether a folded word says nothing about a topic. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Whether one of them begins like this. */
export function beginsStopWord(start: string): boolean {
  return STOP_WORDS.values().some((word) => word.startsWith(start));
}

/** For telling whether an index on disk was built with the same words. */
export function stopWords(): readonly string[] {
  return [...STOP_WORDS];
}
