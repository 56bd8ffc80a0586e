/** A pure function of an object that never changes, whose results are kept for as long as the object is. */
export function remembered<T extends object, R>(work: (from: T) => R): (from: T) => R {
  const known = new WeakMap<T, { readonly result: R }>();
  return (from) => {
    const before = known.get(from);
    if (before !== undefined) return before.result;
    const result = work(from);
    known.set(from, { result });
    return result;
  };
}

/** The same of a text, of which few are asked for again and again: so many results are kept. */
export function rememberedFew<R>(work: (from: string) => R, most = 1_000): (from: string) => R {
  const known = new Map<string, { readonly result: R }>();
  return (from) => {
    const before = known.get(from);
    if (before !== undefined) return before.result;
    if (known.size >= most) known.clear();
    const result = work(from);
    known.set(from, { result });
    return result;
  };
}
