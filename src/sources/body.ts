import { UpstreamError } from '../core/errors.ts';

/** Reads a whole answer, unpacked, of at most so many bytes; a larger one is given up with an UpstreamError. */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new UpstreamError(`sends more than ${Math.round(maxBytes / 1_048_576)} MB in one answer`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
