/**
 * A list by number, all 0 whenever it is asked for: each search needs a few of very many places, and making the list anew would cost
 * more than all it is used for. Whoever uses it puts 0 back, and keeps it no longer than the call in which it was asked for.
 */
export function createScratch<T extends Float64Array | Int32Array>(
  make: (size: number) => T,
): (size: number) => T {
  let list = make(0);
  return (size) => {
    if (list.length < size) list = make(2 * size);
    return list;
  };
}

/** A list of whole numbers. */
export function createCounts(): (size: number) => Int32Array {
  return createScratch((size) => new Int32Array(size));
}
