import { decodeText } from './lines.ts';

/** Reads a whole answer, unpacked, of at most so many bytes; undefined when it is larger, and what is still to come is refused. */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The answer as the text that readers take. */
export function textOf(body: Uint8Array): AsyncIterable<string> {
  return decodeText(
    (async function* () {
      yield body;
    })(),
  );
}

/** Whether a document came to its end: nothing but blanks stands behind this closing tag. */
function isWhole(body: Uint8Array, closingTag: string): boolean {
  return new TextDecoder().decode(body.subarray(-500)).trimEnd().endsWith(closingTag);
}

/**
 * Decides what to do with a document in which a place was damaged. The first two times it is worth asking again; what stays so,
 * in a document that came to its end, is a fault in the data, and must not stop everything behind it.
 */
export function createTolerance(closingTag: string): (body: Uint8Array) => boolean {
  let damaged = 0;
  return (body) => {
    damaged += 1;
    return damaged > 2 && isWhole(body, closingTag);
  };
}
